"""What each kind of operation does: to Harr through its API, and to the model; then both are compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from harr.services.payments import signing
from tests.simulation.life import DAY, Life, Wrong, text
from tests.simulation.model import day_of, instant
from tests.simulation.money import CLEARING, MINUTE, Refused, Thing
from tests.simulation.operations import Op

HOUR = 60 * MINUTE
METHODS = {
    "card": ("success", "success", "success", "insufficient_funds.success", "card_declined.card_declined.success",
             "insufficient_funds", "lost_card", "timeout.success", "no_effect", "success.timeout",
             "disputed.success", "success.disputed", "refund_pending", "refund_fails", "refund_declined",
             "success.insufficient_funds.success", "expired_card.success"),
    "sepa_debit": ("bank", "bank_fails.bank", "bank_returned.bank", "bank.bank_returned", "bank_fails"),
}  # fmt: skip


def stamp(at: int) -> str:
    """An instant on the wire."""
    return f"{datetime.fromtimestamp(at // 1_000_000, UTC):%Y-%m-%dT%H:%M:%SZ}"


def chosen(life: Life, things: list[Thing], *, customer: bool = True) -> Thing | None:
    """One of what is there, rather of late than of old."""
    if not things:
        return None
    recent = things[-12:] if customer and life.rng.random() < 0.8 else things
    return life.rng.choice(recent)


def both(life: Life, model: Callable[[], Any], operation: str, *path: str, **body: Any) -> Any:
    """Ask for what the model does, or be refused where it says no. The answer, and what the model made."""
    try:
        made = model()
    except Refused:
        life.refuse(operation, *path, **body)
        return None
    answer = life.ask(operation, *path, **body)
    if isinstance(made, dict) and "id" in made and not made["id"]:
        made["id"] = answer["id"]
    return answer


# ---- customers and what they buy -------------------------------------------------------------------------------------


def customer(life: Life) -> None:
    """Somebody new, mostly with a way to pay."""
    made: Thing = {"id": None, "balance": 0, "default": None, "methods": []}
    made["id"] = life.ask("customers.create", name="Tulip Travel", address=life.address, invoice_delivery="none")["id"]
    life.model.customers.append(made)
    if life.rng.random() < 0.75:
        _method(life, made)
    life.check(made)


def _method(life: Life, of: Thing) -> None:
    kind = "card" if life.rng.random() < 0.75 else "sepa_debit"
    words = life.rng.choice(METHODS[kind])
    token = f"pm_script_{words}"
    made = {"id": None, "words": words.split("."), "charges": 0}
    made["id"] = life.ask("payment_methods.create", customer=of["id"], type=kind, token=token)["id"]
    of["methods"].append(made)
    of["default"] = of["default"] or made


def method(life: Life) -> None:
    """Another way to pay, from now on the one that is used."""
    if of := chosen(life, life.model.customers):
        _method(life, of)
        life.ask("payment_methods.make_default", of["methods"][-1]["id"])
        of["default"] = of["methods"][-1]


def order(life: Life) -> None:
    """A one-off order in one commit."""
    _order(life, finalize=True)


def draft(life: Life) -> None:
    """The same in two."""
    _order(life, finalize=False)


def _order(life: Life, *, finalize: bool) -> None:
    of = chosen(life, life.model.customers)
    if of is None:
        return
    lines = [life.rng.choice((1, 99, 1000, 2345, 8888, 19999)) for _ in range(life.rng.randint(1, 3))]
    auto = of["default"] is not None and life.rng.random() < 0.6
    use = life.rng.random() < 0.7
    body = {
        "customer": of["id"], "currency": "EUR", "collection": "charge_automatically" if auto else "send_invoice",
        "balance_to_use": "all" if use else "none", "lines": [{"description": "It", "amount": text(n)} for n in lines],
    }  # fmt: skip
    answer = life.ask("invoices.create", **body, finalize=finalize)
    if not finalize:
        life.ask("invoices.finalize", answer["id"])
    life.model.invoice(of, lines, auto=auto, use=use)["id"] = answer["id"]
    life.settle()
    life.check(of)


# ---- subscriptions ---------------------------------------------------------------------------------------------------


def subscribe(life: Life) -> None:
    """A plan, with usage or without."""
    of = chosen(life, life.model.customers)
    if of is None:
        return
    unit, quantity, metered = life.rng.choice(list(life.prices)), life.rng.randint(1, 4), life.rng.random() < 0.6
    items: list[Any] = [{"price": life.prices[unit], "quantity": str(quantity)}]
    items += [{"price": life.metered}] if metered else []
    answer = life.ask("subscriptions.create", customer=of["id"], entity=life.entity, items=items)
    life.model.subscribe(of, unit, quantity, metered=metered)["id"] = answer["id"]
    life.settle()
    life.check(of)


def _item(life: Life, sub: Thing) -> str:
    prices = set(life.prices.values())
    items = life.read("subscriptions.retrieve", sub["id"])["items"]
    found: str = next(item["id"] for item in items if item["price"] in prices)
    return found


def change(life: Life) -> None:
    """Another price or another quantity, from today on."""
    sub = chosen(life, [one for one in life.model.subscriptions if one["status"] == "active"])
    if sub is None:
        return
    unit, quantity = life.rng.choice(list(life.prices)), life.rng.randint(1, 6)
    back, charge = life.model.prorated(sub, max(day_of(life.model.now), sub["start"]), unit, quantity)
    if charge < back or (unit, quantity) == (sub["unit"], sub["quantity"]):
        unit, quantity = sub["unit"], sub["quantity"] + 1
    body = {"item": _item(life, sub), "quantity": str(quantity)}
    body |= {"price": life.prices[unit]} if unit != sub["unit"] else {}
    both(life, lambda: life.model.change(sub, unit, quantity), "subscriptions.change", sub["id"], items=[body])
    life.settle()
    life.check(sub["customer"])


def change_later(life: Life) -> None:
    """The same, from the next period on."""
    sub = chosen(life, [one for one in life.model.subscriptions if one["status"] == "active" and not one["pending"]])
    if sub is None:
        return
    quantity = sub["quantity"] % 5 + 1
    body = {"item": _item(life, sub), "quantity": str(quantity)}
    life.ask("subscriptions.change", sub["id"], items=[body], when="period_end")
    sub["pending"] = {"quantity": quantity}


def cancel(life: Life) -> None:
    """It ends: with the period, or now."""
    sub = chosen(life, life.model.subscriptions)
    if sub is None:
        return
    now, unused = life.rng.random() < 0.4, life.rng.random() < 0.5 and _plain(sub)
    body = {"when": "now" if now else "period_end", **({"credit": "unused"} if unused and now else {})}
    both(life, lambda: life.model.cancel(sub, now=now, unused=unused), "subscriptions.cancel", sub["id"], **body)
    life.settle()
    life.check(sub["customer"])


def _plain(sub: Thing) -> bool:
    """Whether its last invoice charged by that line alone."""
    return all(line >= 0 for line in sub["line"][0]["lines"])


def uncancel(life: Life) -> None:
    """It goes on after all."""
    sub = chosen(life, life.model.subscriptions)
    if sub is not None:
        both(life, lambda: life.model.uncancel(sub), "subscriptions.uncancel", sub["id"])
        life.check(sub["customer"])


def usage(life: Life) -> None:
    """Calls of today, of some day before, or at the very border of a period; told in time or late."""
    metered = [one for one in life.model.subscriptions if one["metered"] and one["status"] == "active"]
    sub = chosen(life, metered)
    if sub is None:
        return
    at = life.model.now - life.rng.choice((0, HOUR, DAY, 10 * DAY, 40 * DAY))
    if life.rng.random() < 0.3:
        at = instant(sub["start"]) - life.rng.choice((0, 1_000_000))
    at = max(at, instant(sub["since"]))
    event = f"event-{len(life.model.usage)}"
    calls = life.rng.choice((1, 400, 999, 1000, 1001, 2500))
    life.seen["late usage"] += at < instant(sub["start"])
    _tell(life, event, sub["customer"], at, calls)


def _tell(life: Life, event: str, of: Thing, at: int, calls: int) -> None:
    life.ask("usage.create", id=event, type="api.call", customer=of["id"], time=stamp(at), data={"n": calls})
    life.model.told(event, of, at - at % 1_000_000, calls)


def usage_again(life: Life) -> None:
    """The same event once more, under another key."""
    if life.model.usage:
        event = life.rng.choice(list(life.model.usage))
        of, at, calls = life.model.usage[event]
        if at > life.model.now - 30 * DAY:
            _tell(life, event, of, at, calls)
            life.seen["usage told twice"] += 1


# ---- money -----------------------------------------------------------------------------------------------------------


def pay(life: Life) -> None:
    """A bank transfer: what is due, a part, a little less, too much; or for nothing named."""
    invoice = chosen(life, [one for one in life.model.invoices if one["status"] in {"open", "uncollectible"}])
    of = invoice["customer"] if invoice else chosen(life, life.model.customers)
    if of is None:
        return
    due = life.model.payable(invoice) if invoice else 5000
    amount = max(1, life.rng.choice((due, due, due, due // 2, due - 3, due + 4, due + 1000)))
    for_invoice = invoice if invoice is not None and life.rng.random() < 0.9 else None
    body: dict[str, Any] = {"invoice": for_invoice["id"]} if for_invoice else {}
    today = day_of(life.model.now).isoformat()
    answer = life.ask("payments.create", customer=of["id"], entity=life.entity, amount=text(amount), currency="EUR",
                      method_type="bank_transfer", received_on=today, **body)  # fmt: skip
    made = life.model.new_payment(for_invoice, customer=of, id=answer["id"])
    life.model.arrive(made, amount)
    life.settle()
    life.check(of)


def collect(life: Life) -> None:
    """Somebody asks for the money now."""
    invoice = chosen(life, [one for one in life.model.invoices if one["status"] == "open"])
    if invoice is None:
        return
    customer_ = invoice["customer"]
    if customer_["default"] is None or invoice["attempt"]:
        life.refuse("invoices.pay", invoice["id"])
        return
    life.ask("invoices.pay", invoice["id"])
    waiting = [one for one in life.model.payments
               if one["invoice"] is invoice and one["status"] == "requires_payment_method"]  # fmt: skip
    life.model.collect(invoice, waiting[-1] if waiting else life.model.new_payment(invoice, into=CLEARING))
    life.settle()
    life.check(customer_)


def credit(life: Life) -> None:
    """A credit note of a whole invoice or of a part of a line; what was paid goes to the balance, or is refunded."""
    invoice = chosen(life, [one for one in life.model.invoices if min(one["left"], default=0) >= 0])
    if invoice is None:
        return
    line = life.rng.randrange(len(invoice["left"]))
    left = invoice["left"][line]
    amount = life.rng.choice((left, (left + 1) // 2, left + 1))
    note = {"id": None}

    def credited() -> None:
        note.update(life.model.credit(invoice, {line: amount}))

    said = life.read("invoices.retrieve", invoice["id"])
    parts = [{"line": said["lines"][line]["id"], "amount": text(amount)}]
    both(life, credited, "credit_notes.create", invoice=invoice["id"], reason="order_change", lines=parts, issue=True)
    life.settle()
    life.check(invoice["customer"])


def void(life: Life) -> None:
    """Taken back."""
    if invoice := chosen(life, life.model.invoices):
        both(life, lambda: life.model.void(invoice), "invoices.void", invoice["id"])
        life.settle()
        life.check(invoice["customer"])


def write_off(life: Life) -> None:
    """Given up."""
    if invoice := chosen(life, [one for one in life.model.invoices if one["sub"] is None]):
        both(life, lambda: life.model.write_off(invoice), "invoices.mark_uncollectible", invoice["id"])
        life.settle()
        life.check(invoice["customer"])


def refund(life: Life) -> None:
    """Money is given back: all, a part, or more than there is."""
    payment = chosen(life, [one for one in life.model.payments if one["received"]])
    if payment is None:
        return
    left = life.model.left(payment)
    amount = life.rng.choice((left, left, max(1, left // 3), left + 1)) or 1
    body = {"payment": payment["id"], "amount": text(amount), "reason": "wish"}
    if both(life, lambda: life.model.refund(payment, amount), "refunds.create", **body):
        life.seen["refund"] += 1
    life.settle()
    life.check(payment["customer"])


def give(life: Life) -> None:
    """Goodwill, or taken away."""
    of = chosen(life, life.model.customers)
    if of is None:
        return
    amount = life.rng.choice((500, 1234, 5000, -300, -1234))
    body = {"customer": of["id"], "entity": life.entity, "amount": text(abs(amount)), "currency": "EUR",
            "direction": "credit" if amount > 0 else "debit", "reason": "goodwill"}  # fmt: skip
    both(life, lambda: life.model.give(of, amount), "balance_adjustments.create", **body)
    life.check(of)


def apply(life: Life) -> None:
    """An open invoice is paid from the balance."""
    if invoice := chosen(life, [one for one in life.model.invoices if one["status"] == "open"]):
        both(life, lambda: life.model.apply(invoice), "invoices.apply_balance", invoice["id"])
        life.settle()
        life.check(invoice["customer"])


def evidence(life: Life) -> None:
    """The seller answers a dispute."""
    dispute = chosen(life, life.model.disputes)
    if dispute is None:
        return
    wins = life.rng.random() < 0.5
    said = {"text": "winning_evidence" if wins else "nothing"}
    found = [one for one in life.every("disputes.list") if one["payment"] == dispute["payment"]["id"]]
    if dispute["status"] == "needs_response":
        life.ask("disputes.update", found[-1]["id"], evidence=said)
    both(life, lambda: life.model.answer(dispute, wins=wins), "disputes.submit_evidence", found[-1]["id"])
    life.settle()


# ---- what comes twice ------------------------------------------------------------------------------------------------


def tell_again(life: Life) -> None:
    """The provider says again what it has said: replayed, sent twice, or under another id, late and out of order."""
    told = life.every("inbound_events.list")
    if not told:
        return
    event = life.rng.choice(told)
    way = life.rng.choice(("replayed", "twice", "again"))
    life.seen[f"event {way}"] += 1
    if way == "replayed":
        life.ask("inbound_events.replay", event["id"])
    else:
        number = event["provider_event"] if way == "twice" else f"again-{life.sent}"
        body, seconds = event["raw"].encode(), life.clock.us // 1_000_000
        headers = signing.sign(body, number, seconds, signing.secret(b"pepper for tests", life.tenant, None))
        while True:
            answer = life.tried(
                lambda: life.house.send("inbound_events.receive", signing.address(life.tenant, None), raw=body,
                                        headers=headers), "receive")  # fmt: skip
            if answer != 1:
                break
        assert answer.status == 200, answer.body
    life.wait()
    life.settle()
    life.check(*{id(one): one for one in [p["customer"] for p in life.model.payments[-5:]]}.values())


def again(life: Life) -> None:
    """A client that lost the answer sends its last request again: the same bytes, nothing done."""
    if not hasattr(life, "last"):
        return
    operation, path, key, body, before = life.last
    answer = life.send(operation, *path, key=key, **body)
    if before.status < 400 and operation != "inbound_events.replay":
        if answer.body != before.body:
            raise Wrong("the same answer", (answer.body, before.body))
        life.seen["request replayed"] += 1


def work(life: Life) -> None:
    """Workers look around, and find nothing that was not done."""
    life.settle()


def advance(life: Life) -> None:
    """Hours, days or weeks go by; sometimes all workers sleep meanwhile."""
    late = life.rng.random() < 0.25
    after = life.rng.choice((HOUR, DAY, DAY, 3 * DAY, 7 * DAY, 16 * DAY, 31 * DAY, *((70 * DAY,) if late else ())))
    goal = (life.clock.us + after) // HOUR * HOUR + 15 * MINUTE
    life.until(goal, late=late)
    life.model.until(goal, late=goal + 2 * MINUTE if late else None)
    life.clock.us = life.model.now = max(life.clock.us, goal + 5 * MINUTE)
    touched = [*life.model.touched.values()]
    life.model.touched.clear()
    life.check(*touched)


ACTS: dict[str, Callable[[Life], None]] = {
    name: globals()[name]
    for name in (
        "customer", "method", "order", "draft", "subscribe", "change", "change_later", "cancel", "uncancel", "usage",
        "usage_again", "pay", "collect", "credit", "void", "write_off", "refund", "give", "apply", "evidence",
        "tell_again", "again", "work", "advance",
    )
}  # fmt: skip


def act(life: Life, op: Op) -> None:
    """One operation, from its beginning to its end."""
    life.begin(op)
    life.model.now = life.clock.us = max(life.clock.us, life.model.now)
    ACTS[op.kind](life)
    if life.waited:
        life.settle()
        life.model.known()
    life.end()


__all__ = ["ACTS", "act", "stamp"]
