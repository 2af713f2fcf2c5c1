"""What is compared after a step, and what has to hold always: read through the API, as anybody may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.simulation.money import SOLD, Thing

if TYPE_CHECKING:
    from tests.simulation.life import Life

Found = Iterator[tuple[str, Any, Any]]
IN_SOLD = ("2100", "1110", "4820")
"""With all revenue accounts (40xx): what was sold, whether it is earned by now or not."""


def minor(said: str) -> int:
    """An amount from the wire, in cents."""
    return int(said.replace(".", ""))


def of_customer(life: Life, customer: Thing) -> Found:
    """The customer's balance, invoices, payments and subscriptions: what is said, and what the model says."""
    balances = life.read("customers.balances", customer["id"])["data"]
    yield "customer balance", sum(minor(each["balance"]) for each in balances), customer["balance"]
    yield from _invoices(life, customer)
    yield from _payments(life, customer)
    yield from _subscriptions(life, customer)


def _invoices(life: Life, customer: Thing) -> Found:
    shown = [one for one in life.every("invoices.list", customer=customer["id"]) if one["status"] != "draft"]
    mine = [one for one in life.model.invoices if one["customer"] is customer]
    yield "invoices", len(shown), len(mine)
    by_id = {one["id"]: one for one in mine if one["id"]}
    unbound = [one for one in mine if not one["id"]]
    for said in shown:
        if said["id"] not in by_id:
            found = next((one for one in unbound if _fits(one, said)), None)
            if found is None:
                yield "invoice that nobody expected", said_of(said), [expected(one) for one in unbound]
                continue
            unbound = [one for one in unbound if one is not found]
            found["id"] = said["id"]
            by_id[said["id"]] = found
        yield "invoice", said_of(said), expected(by_id[said["id"]])


def _fits(model: Thing, said: Any) -> bool:
    sub = model["sub"]["id"] if model["sub"] else None
    return sub == said["subscription"] and model["lines"] == [minor(line["amount"]) for line in said["lines"]]


def said_of(said: Any) -> dict[str, Any]:
    """An invoice as Harr tells it."""
    names = {"total": "total", "applied": "amount_applied", "paid": "amount_paid", "credited": "amount_credited",
             "notes": "credit_notes_total", "written_off": "amount_written_off", "due": "amount_due",
             "tax": "tax_amount"}  # fmt: skip
    return {
        "id": said["id"], "status": said["status"], "lines": [minor(line["amount"]) for line in said["lines"]],
        **{name: minor(said[field]) for name, field in names.items()},
    }  # fmt: skip


def expected(model: Thing) -> dict[str, Any]:
    """The same from the model."""
    names = ("id", "status", "lines", "total", "applied", "paid", "credited", "notes", "written_off", "due", "tax")
    return {name: model[name] for name in names}


def _payments(life: Life, customer: Thing) -> Found:
    shown = life.every("payments.list", customer=customer["id"])
    mine = [one for one in life.model.payments if one["customer"] is customer]
    yield "payments", len(shown), len(mine)
    bound = {one["id"]: one for one in mine if one["id"]}
    for said in shown:
        if said["id"] not in bound:
            found = next(
                (one for one in mine if not one["id"] and (one["invoice"] or {}).get("id") == said["invoice"]), None
            )
            if found is None:
                yield "payment that nobody expected", said, None
                continue
            found["id"] = said["id"]
            bound[said["id"]] = found
        model = bound[said["id"]]
        yield "payment", _paid(said), {
            "id": model["id"], "status": model["status"], "received": model["received"] - model["taken"],
            "refunded": model["refunded"], "waiting": model["waiting"],
        }  # fmt: skip


def _paid(said: Any) -> dict[str, Any]:
    names = {"received": "amount_received", "refunded": "amount_refunded", "waiting": "amount_unallocated"}
    return {
        "id": said["id"],
        "status": said["status"],
        **{name: minor(said[field]) for name, field in names.items()},
    }


def _subscriptions(life: Life, customer: Thing) -> Found:
    shown = {one["id"]: one for one in life.every("subscriptions.list", customer=customer["id"])}
    for model in life.model.subscriptions:
        if model["customer"] is customer:
            said = shown.pop(model["id"])
            status = "active" if said["status"] == "past_due" else said["status"]
            period = said["current_period"]
            over = model["status"] not in {"active", "incomplete"}
            yield "subscription", (said["id"], status), (model["id"], model["status"])
            if not over:
                yield "period", (period["start"], period["end"]), (str(model["start"]), str(model["end"]))
    yield "subscriptions", list(shown), []


# ---- the books -------------------------------------------------------------------------------------------------------


def books(life: Life) -> Found:
    """Every account holds what the model says, to the cent."""
    said: dict[str, int] = {}
    for each in life.read("balances.list", entity=life.entity, currency="EUR", limit="100")["data"]:
        code = SOLD if each["code"] in IN_SOLD or each["code"].startswith("40") else each["code"]
        said[code] = said.get(code, 0) + minor(each["debits"]) - minor(each["credits"])
    expected_ = {code: amount for code, amount in life.model.books.items() if amount}
    yield "books", {code: amount for code, amount in said.items() if amount}, expected_


def assured(life: Life) -> Found:
    """Every invariant that Harr checks by itself."""
    for each in life.read("assurance.run")["invariants"]:
        yield each["name"], each["facts"] if not each["passed"] else {}, {}
