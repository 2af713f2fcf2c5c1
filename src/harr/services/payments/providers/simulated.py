"""The provider that comes with the house: it takes test tokens, answers at once, and lets later things happen later.

It is somebody else who happens to live here. It keeps its own truth (`truth`), is
asked only outside of Harr's transactions and under a key, and answers the same key
the same way for ever. What it learns later (a debit that is settled or comes back, a
dispute) it tells by events, in the tenant's business time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from harr.contract.payments import Mandate, MethodBank, MethodCard, NextAction
from harr.contract.shapes import Failure
from harr.engine import Actor, Due, Engine, Tx
from harr.kernel.currencies import minor_units
from harr.kernel.time import instant
from harr.services.payments import said
from harr.services.payments.providers import tokens, truth
from harr.services.payments.providers.truth import Thing

NAME = "simulated"
TELLS = "payments.provider_tells"
CAPABILITIES = ("card", "sepa_debit", "ach_debit", "bacs_debit", "refund", "dispute", "manual_capture")

MINUTE_US = 60_000_000
DAY_US = 24 * 60 * MINUTE_US
SETTLES_US = 3 * DAY_US
COMES_BACK_US = 10 * DAY_US
DISPUTED_US = DAY_US
TO_RESPOND_US = 7 * DAY_US
DECIDES_US = 3 * DAY_US
REFUNDED_US = DAY_US
TELLS_AFTER_US = 5 * MINUTE_US
"""An answer that was lost on the way is told of by an event."""

CARD_FEE = (150, 25)
"""In ten-thousandths of the amount, and in hundredths of the main unit (recipe E08c)."""
BANK_FEE = (0, 35)
RETURN_FEE = 200
DISPUTE_FEE = 1500
WINS = "winning_evidence"
"""Evidence that holds this word wins a dispute; any other loses it."""

Answer = dict[str, Any]
Act = Callable[[Tx, str, Mapping[str, Any]], Answer]


def port(engine: Engine) -> Callable[[int, str, dict[str, Any]], Answer]:
    """The way to ask it: a transaction of its own, then the answer, or none in time."""

    def ask(tenant: int, key: str, request: dict[str, Any]) -> Answer:
        actor = Actor(kind="provider", id=NAME, operation=f"{NAME}.{request['do']}")
        found = engine.run(tenant, actor, lambda tx: answer(tx, key, request)).result
        if found["outcome"] == tokens.TIMEOUT:
            raise TimeoutError("the simulated provider gives no answer")
        return found

    return ask


def answer(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """Do what is asked, once for each key; asked again, say how it stands."""
    act = ACTS.get(str(request.get("do")))
    return _refused("not_understood", f"there is no {request.get('do')!r} here") if act is None else act(
        tx, key, request
    )  # fmt: skip


# ---- methods ---------------------------------------------------------------------------------------------------------


def _attach(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """Keep a way to pay."""
    known = truth.by_key(tx, key)
    if known is not None:
        return _says(known)
    kept = tokens.kept_of(request["token"], request["type"])
    if kept is None:
        return _refused("token_unknown", f"there is no token {request['token'][:60]!r} of type {request['type']}",
                        "needs_customer")  # fmt: skip
    if not kept.attaches:
        return {"outcome": "failed", "failure": msgspec.to_builtins(tokens.failure_of(kept.words[0]))}
    reference = truth.reference_of("pm", key)
    return _says(truth.add(tx, reference, "method", key, "active", token=request["token"], **msgspec.to_builtins(kept)))


def _setup(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """The same, but a card that asks its owner asks now."""
    kept = tokens.kept_of(request["token"], request["type"])
    if kept is not None and kept.asks_at_setup and not request.get("acted"):
        return {"outcome": "requires_action", "action": msgspec.to_builtins(_action(truth.reference_of("set", key)))}
    return _attach(tx, key, request)


# ---- charges ---------------------------------------------------------------------------------------------------------


def _charge(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """Move money, or try to."""
    known = truth.by_key(tx, key)
    if known is not None:
        return _says(known)
    method = truth.get(tx, request["method"])
    if method is None or method.kind != "method":
        return _refused("method_unknown", "there is no such method here", "try_other_method")
    word = _word(tx, method)
    _, before = truth.asked(tx, key)
    if word == tokens.NO_EFFECT and not before:
        return {"outcome": tokens.TIMEOUT}
    made = _add_charge(tx, key, request, method, word)
    if word == tokens.TIMEOUT:
        return {"outcome": tokens.TIMEOUT}
    return _says(made)


def _word(tx: Tx, method: Thing) -> tokens.Word:
    """What becomes of the next charge of a method."""
    words = method.body["words"]
    word: str = words[min(truth.count(tx, method.reference, "charge"), len(words) - 1)]
    return word


def _add_charge(tx: Tx, key: str, request: Mapping[str, Any], method: Thing, word: tokens.Word) -> Thing:
    failure = tokens.failure_of(word) if word in tokens.DECLINES else None
    is_bank = word in {tokens.BANK, tokens.BANK_FAILS, tokens.BANK_RETURNED}
    status = "failed" if failure else "requires_action" if word == tokens.ACTION else "processing"
    thing = truth.add(
        tx, truth.reference_of("ch", key), "charge", key, status, parent=method.reference,
        amount=request["amount"], currency=request["currency"], capture=request.get("capture", "automatic"),
        account=request.get("account"), bank=is_bank, word=word, captured=0, fee=0, return_fee=0, refunded=0,
        failure=msgspec.to_builtins(failure), then=_then(tx, word),
    )  # fmt: skip
    if not failure and not is_bank and word != tokens.ACTION:
        thing = truth.keep(tx, _authorized(thing))
    _schedule(tx, thing)
    return thing


def _then(tx: Tx, word: tokens.Word) -> list[list[Any]]:
    """What happens later, by itself."""
    later: Mapping[str, list[tuple[int, str]]] = {
        tokens.BANK: [(SETTLES_US, "succeeded")],
        tokens.BANK_FAILS: [(SETTLES_US, "failed")],
        tokens.BANK_RETURNED: [(SETTLES_US, "succeeded"), (COMES_BACK_US, "returned")],
        tokens.DISPUTED: [(DISPUTED_US, "disputed")],
        tokens.TIMEOUT: [(TELLS_AFTER_US, "told")],
    }
    return [[tx.now_us + after, status] for after, status in later.get(word, [])]


def _authorized(charge: Thing) -> Thing:
    """The bank says yes: the money is taken, or held until it is."""
    return charge.now("authorized") if charge.body["capture"] == "manual" else _captured(charge, charge.body["amount"])


def _captured(charge: Thing, amount: int, *, final: bool = True) -> Thing:
    captured = charge.body["captured"] + amount
    fee = _fee(captured, charge.body["currency"], BANK_FEE if charge.body["bank"] else CARD_FEE)
    return charge.now("succeeded" if final else "authorized", captured=captured, fee=fee)


def _confirm(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """The customer did what was asked."""
    charge, before = _meant(tx, key, request)
    if charge is None:
        return _refused("no_such_charge", "there is no such charge here")
    if charge.status == "requires_action" and not before:
        charge = truth.keep(tx, _authorized(charge))
    return _says(charge)


def _capture(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """Take what is held, or a part of it; `final` lets the rest go."""
    charge, before = _meant(tx, key, request)
    if charge is None:
        return _refused("no_such_charge", "there is no such charge here")
    left = charge.body["amount"] - charge.body["captured"]
    if not before and charge.status == "authorized" and 0 < request["amount"] <= left:
        final = bool(request["final"]) or request["amount"] == left
        charge = truth.keep(tx, _captured(charge, request["amount"], final=final))
        _schedule(tx, charge)
    return _says(charge)


def _cancel(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """Call a charge off. One that has not arrived yet never will; one that moved money stays as it is."""
    charge, _ = _meant(tx, key, request)
    if charge is None:
        charge = truth.add(
            tx, truth.reference_of("ch", request["charge"]), "charge", request["charge"], "canceled",
            amount=request["amount"], currency=request["currency"], captured=0, fee=0, return_fee=0, refunded=0,
            capture="automatic", account=request.get("account"), bank=False, word="canceled", failure=None, then=[],
        )  # fmt: skip
    elif charge.status == "authorized" and charge.body["captured"]:
        charge = truth.keep(tx, charge.now("succeeded"))
    elif charge.status in {"processing", "requires_action", "authorized"}:
        charge = truth.keep(tx, charge.now("canceled", then=[]))
    return _says(charge)


def _look(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """How something stands."""
    del key
    thing = truth.by_key(tx, request["key"]) if "key" in request else truth.get(tx, request["reference"])
    return _refused("not_known", "there is no such thing here") if thing is None else _says(thing)


# ---- refunds ---------------------------------------------------------------------------------------------------------


def _refund(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """Give money of a charge back."""
    known = truth.by_key(tx, key)
    if known is not None:
        return _says(known)
    charge = truth.by_key(tx, request["charge"])
    if charge is None or charge.status != "succeeded":
        return _refused("no_such_charge", "there is no such charge here that succeeded")
    left = charge.body["captured"] - charge.body["refunded"]
    if request["amount"] > left:
        return _refused("amount_exceeds_charge", f"{left} is left of the charge", "never_retry")
    word, now = charge.body["word"], tx.now_us + REFUNDED_US
    later = {
        tokens.REFUND_PENDING: ("pending", [[now, "succeeded"]]),
        tokens.REFUND_DECLINED: ("pending", [[now, "failed"]]),
        tokens.REFUND_FAILS: ("succeeded", [[now, "failed"]]),
    }
    status, then = later.get(word, ("succeeded", []))
    truth.keep(tx, charge.now(refunded=charge.body["refunded"] + request["amount"]))
    refund = truth.add(
        tx, truth.reference_of("re", key), "refund", key, status, parent=charge.reference, charge=charge.reference,
        amount=request["amount"], currency=charge.body["currency"], account=charge.body["account"], failure=None,
        then=then,
    )  # fmt: skip
    _schedule(tx, refund)
    return _says(refund)


def _cancel_refund(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """Call a refund off that has not gone out."""
    del key
    refund = truth.by_key(tx, request["refund"])
    if refund is None:
        return _refused("no_such_refund", "there is no such refund here")
    if refund.status == "pending":
        refund = truth.keep(tx, refund.now("canceled", then=[]))
        _give_back(tx, refund)
    return _says(refund)


def _give_back(tx: Tx, refund: Thing) -> None:
    """A refund that did not arrive may be made again."""
    charge = truth.get(tx, refund.parent)
    if charge is not None:
        truth.keep(tx, charge.now(refunded=charge.body["refunded"] - refund.body["amount"]))


# ---- disputes --------------------------------------------------------------------------------------------------------


def _open_dispute(tx: Tx, charge: Thing, at_us: int) -> Thing:
    currency, number = charge.body["currency"], truth.count(tx, charge.reference, "dispute") + 1
    key = f"{charge.reference}/dispute/{number}"
    dispute = truth.add(
        tx, truth.reference_of("dp", key), "dispute", key, "needs_response", parent=charge.reference,
        charge=charge.reference, amount=charge.body["captured"], currency=currency,
        fee=_units(DISPUTE_FEE, currency), reason="fraudulent", network_reason="10.4", account=charge.body["account"],
        evidence_due_at=at_us + TO_RESPOND_US, then=[[at_us + TO_RESPOND_US, "lost"]],
    )  # fmt: skip
    _schedule(tx, dispute)
    return dispute


def _evidence(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """The seller answers a dispute; it is decided some days later."""
    dispute, before = _disputed(tx, key, request)
    if dispute is None:
        return _refused("no_such_dispute", "there is no such dispute here")
    if dispute.status == "needs_response" and not before:
        won = any(WINS in text for text in request["evidence"].values())
        dispute = truth.keep(tx, dispute.now("under_review", then=[[tx.now_us + DECIDES_US, "won" if won else "lost"]]))
        _schedule(tx, dispute)
    return _says(dispute)


def _accept(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """The seller lets the customer have it."""
    dispute, _ = _disputed(tx, key, request)
    if dispute is None:
        return _refused("no_such_dispute", "there is no such dispute here")
    if dispute.status in {"needs_response", "under_review"}:
        dispute = truth.keep(tx, dispute.now("lost", then=[]))
    return _says(dispute)


def _disputed(tx: Tx, key: str, request: Mapping[str, Any]) -> tuple[Thing | None, bool]:
    dispute = truth.get(tx, request["dispute"])
    _, before = truth.asked(tx, key)
    return dispute, before


# ---- what happens later ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """An event (Standard Webhooks): its id, the same whenever it is told; the account it belongs to; its body."""

    id: str
    account: int | None
    body: bytes


def tells(tx: Tx, due: Due) -> Told | None:
    """What is due happens, and is told. Nothing, where it was called off."""
    thing = truth.get(tx, due.subject)
    if thing is None or not thing.body["then"] or thing.body["then"][0][0] > due.due_at_us:
        return None
    (_, status), *later = thing.body["then"]
    thing = truth.keep(tx, _moved(thing, status, later))
    if thing.kind == "refund" and status == "failed":
        _give_back(tx, thing)
    _schedule(tx, thing)
    if status == "disputed":
        if not thing.body["captured"]:
            return None
        thing = _open_dispute(tx, thing, due.due_at_us)
    return event_of(tx, thing)


def _moved(thing: Thing, status: str, later: list[list[Any]]) -> Thing:
    """A thing after its next step."""
    if status in {"disputed", "told"}:
        return thing.now(then=later)
    if thing.kind == "charge" and status == "succeeded":
        return _captured(thing, thing.body["amount"]).now(then=later)
    changes: dict[str, Any] = {"then": later}
    if status == "failed":
        changes["failure"] = msgspec.to_builtins(tokens.failure_of("insufficient_funds"))
    if status == "returned":
        changes["return_fee"] = _units(RETURN_FEE, thing.body["currency"])
    return thing.now(status, **changes)


def event_of(tx: Tx, thing: Thing) -> Told:
    """An event about a thing as it now is."""
    body = {
        "type": f"{thing.kind}.{thing.status}",
        "timestamp": f"{instant(tx.now_us):%Y-%m-%dT%H:%M:%SZ}",
        "data": {thing.kind: _says(thing)[thing.kind]},
    }
    number = truth.reference_of("evt", f"{thing.reference}/{thing.version}")
    return Told(number, thing.body["account"], msgspec.json.encode(body))


def _schedule(tx: Tx, thing: Thing) -> None:
    if thing.body["then"]:
        tx.schedule(TELLS, thing.reference, instant(thing.body["then"][0][0]))


# ---- how things are told ---------------------------------------------------------------------------------------------


def _meant(tx: Tx, key: str, request: Mapping[str, Any]) -> tuple[Thing | None, bool]:
    """The charge that is meant, and whether this was asked before."""
    charge = truth.by_key(tx, request["charge"])
    _, before = truth.asked(tx, key)
    return charge, before


def _says(thing: Thing) -> Answer:
    """How a thing stands, in Harr's words."""
    facts = {**thing.body, "reference": thing.reference, "key": thing.key, "status": thing.status}
    if thing.status == "requires_action":
        facts["action"] = msgspec.to_builtins(_action(thing.reference))
    found = _method(thing) if thing.kind == "method" else msgspec.convert(facts, said.KINDS[thing.kind])
    outcome = "succeeded" if thing.kind == "method" else thing.status
    return {"outcome": outcome, thing.kind: msgspec.to_builtins(found)}


def _method(thing: Thing) -> said.MethodSaid:
    body = thing.body
    is_card = body["brand"] is not None
    mandate = None
    if body["mandate"]:
        mandate = Mandate(reference=f"SIM-{thing.reference[-8:].upper()}", status="active",
                          signed_at=instant(thing.created_at), scheme=body["type"])  # fmt: skip
    return said.MethodSaid(
        reference=thing.reference,
        type=body["type"],
        fingerprint=truth.reference_of("fp", body["token"]),
        card=MethodCard(brand=body["brand"], last4=body["last4"], expires_on=None) if is_card else None,
        bank=None if is_card else MethodBank(last4=body["last4"], bank_name=body["bank"], country=None),
        mandate=mandate,
    )


def _action(reference: str) -> NextAction:
    return NextAction(kind="redirect", url=f"https://simulated.example.com/confirm/{reference}")


def _refused(code: str, message: str, decline_class: tokens.DeclineClass | None = None) -> Answer:
    failure = Failure(code=code, message=message, decline_class=decline_class, provider_code=code)
    return {"outcome": "failed", "failure": msgspec.to_builtins(failure)}


def _fee(amount: int, currency: str, rate: tuple[int, int]) -> int:
    """A share of the amount, rounded half up, and a fixed part; never more than the amount."""
    per_ten_thousand, fixed = rate
    return min(amount, (amount * per_ten_thousand + 5_000) // 10_000 + _units(fixed, currency))


def _units(hundredths: int, currency: str) -> int:
    """Hundredths of a main unit in minor units: 0.25 EUR is 25, in JPY nothing."""
    units: int = hundredths * 10 ** minor_units(currency) // 100
    return units


def _test(tx: Tx, key: str, request: Mapping[str, Any]) -> Answer:
    """Whether anybody is there."""
    del tx, key, request
    return {"outcome": "succeeded"}


ACTS: Mapping[str, Act] = {
    "attach": _attach,
    "setup": _setup,
    "charge": _charge,
    "confirm": _confirm,
    "capture": _capture,
    "cancel": _cancel,
    "look": _look,
    "refund": _refund,
    "cancel_refund": _cancel_refund,
    "evidence": _evidence,
    "accept": _accept,
    "test": _test,
}
