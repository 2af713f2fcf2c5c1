"""What providers tell: verified, kept as it came under its own id, answered, and acted on afterwards.

An event is an answer that comes late: it goes the way of answers, through a question
that is kept in the same commit and that any worker may finish. Being told twice,
late or out of order changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import msgspec

from harr.contract.operations import Listing, Page
from harr.contract.payments import InboundEvent, InboundReceipt
from harr.engine import Actor, Ask, Due, Engine, Row, Tx, asks
from harr.engine.pages import NEVER, page
from harr.engine.tx import Leased
from harr.kernel.errors import BodyInvalid, FieldInvalid, TryAgain
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.time import instant
from harr.services.payments import attempts, judging, outcomes, refunds, said, signing, store
from harr.services.payments.providers import over_http, simulated

PORT = "inbox"
ACTED = "payments.told"
LOOK_AGAIN = "payments.look_again"
PROVIDER = Actor(kind="provider", id=simulated.NAME, operation="inbound_events.receive")


# ---- taking in -------------------------------------------------------------------------------------------------------


def receive(engine: Engine, address: str, headers: Mapping[str, str], body: bytes) -> InboundReceipt:
    """Take in an event from outside: 200 when it is kept, and not before."""
    try:
        tenant, account = signing.read_address(address)
    except FieldInvalid as wrong:
        raise signing.refused() from wrong
    message = signing.check(body, headers, signing.secret(engine.pepper, tenant, account), engine.clock.now_us())
    read_event(body)
    try:
        engine.run(tenant, PROVIDER, lambda tx: _keep_for_later(tx, account, message, body))
    except Leased as busy:
        raise TryAgain("the sandbox's clock is being advanced; send it again") from busy
    return InboundReceipt()


def _keep_for_later(tx: Tx, account: int | None, message: str, body: bytes) -> None:
    ask = keep(tx, account, message, body)
    if ask is not None:
        asks.keep(tx, ask, at_once=False)


def keep(tx: Tx, account: int | None, message: str, body: bytes) -> Ask | None:
    """Keep an event that was verified, and the question that acts on it; None where it was told before."""
    if account is not None:
        store.known(tx, "payments_account", account)
    number = tx.new_id()
    new = store.take_in(tx, {
        "id": number, "status": "received", "provider": simulated.NAME, "account": account or 0,
        "provider_event": message, "received_at": tx.now_us, "raw": body.decode(), "effect": None,
        "created_at": tx.now_us,
    })  # fmt: skip
    return _ask(tx, number) if new else None


def tell(tx: Tx, due: Due) -> Ask | None:
    """The simulated provider that lives here tells what is due; it signs, and is verified, like any other."""
    told = simulated.tells(tx, due)
    if told is None:
        return None
    seconds, whsec = tx.now_us // 1_000_000, signing.in_house(tx, told.account)
    headers = signing.sign(told.body, told.id, seconds, whsec)
    return keep(tx, told.account, signing.check(told.body, headers, whsec, tx.now_us), told.body)


def read_event(body: bytes) -> Mapping[str, Any]:
    """The event in a body, or a refusal."""
    try:
        found = msgspec.json.decode(body)
    except msgspec.DecodeError as wrong:
        raise BodyInvalid(f"the body is not JSON: {wrong}") from wrong
    if not isinstance(found, dict) or not isinstance(found.get("data"), dict):
        raise BodyInvalid("an event is one JSON object with `type` and `data`")
    return found


# ---- acting ----------------------------------------------------------------------------------------------------------


def port(engine: Engine) -> Callable[[int, str, dict[str, Any]], dict[str, Any]]:
    """What was told is its own answer."""
    del engine

    def ask(tenant: int, key: str, request: dict[str, Any]) -> dict[str, Any]:
        del tenant, key
        return {"outcome": "told", **request}

    return ask


def told(tx: Tx, key: str, answer: Mapping[str, Any]) -> None:
    """Act on an event, in a transaction of its own."""
    del key
    act(tx, store.inbound(tx, id_number(answer["event"])))


def act(tx: Tx, row: Row) -> None:
    """Take in what an event says, and note what came of it."""
    try:
        found = said.read(read_event(row["raw"].encode())["data"])
        effect = outcomes.IGNORED if found is None else _act_on(tx, row["provider"], found)
    except (msgspec.ValidationError, BodyInvalid) as wrong:
        store.acted_on(tx, row["id"], "failed", str(wrong))
        return
    except judging.NotYet as early:
        _later(tx, row, early.attempt)
        return
    store.acted_on(tx, row["id"], "ignored" if effect == outcomes.IGNORED else "processed", effect)


def _act_on(tx: Tx, provider: str, found: said.Said) -> str:
    if isinstance(found, said.ChargeSaid):
        key = over_http.own(tx.tenant, found.key)
        attempt = store.attempt_said(tx, provider, key=key, reference=found.reference)
        return outcomes.IGNORED if attempt is None else outcomes.apply(tx, attempt, found)
    if isinstance(found, said.RefundSaid):
        sent = store.refund_said(tx, over_http.own(tx.tenant, found.key))
        return outcomes.IGNORED if sent is None else refunds.apply(tx, sent, found)
    return judging.apply(tx, provider, found) if isinstance(found, said.DisputeSaid) else outcomes.IGNORED


def _later(tx: Tx, row: Row, attempt: Row) -> None:
    """It speaks of money that is not here yet: ask after the money first, then look again."""
    tx.schedule(attempts.ASK_AGAIN, id_text("att", attempt["id"]), tx.now)
    tx.schedule(LOOK_AGAIN, id_text("inb", row["id"]), tx.now + timedelta(minutes=1))


def look_again(tx: Tx, due: Due) -> None:
    """Act on an event that came too early."""
    row = store.inbound(tx, id_number(due.subject, "inb"))
    if row["status"] == "received":
        act(tx, row)


# ---- handlers --------------------------------------------------------------------------------------------------------


def retrieve(tx: Tx, event_id: str) -> InboundEvent:
    """An event as it came, and what came of it."""
    return present([store.inbound(tx, path_id(event_id, "inb"))])[0]


def list_(tx: Tx, listing: Listing) -> Page[InboundEvent]:
    """What providers told."""
    return page(tx, "payments_inbound", listing, present, by_app=False, columns={"external_id": NEVER, "app": NEVER})


def replay(tx: Tx, event_id: str) -> Ask:
    """Act on it again, as if it had just come."""
    row = store.inbound(tx, path_id(event_id, "inb"))
    tx.expect(1)  # what was told never changes
    ask = _ask(tx, row["id"])
    return Ask(ask.port, ask.key, ask.request, ask.then, result=present([row])[0])


def present(rows: Sequence[Row]) -> list[InboundEvent]:
    """Events as callers see them."""
    return [
        InboundEvent(
            id=id_text("inb", row["id"]),
            created_at=instant(row["created_at"]),
            status=row["status"],
            provider=row["provider"],
            provider_event=row["provider_event"],
            received_at=instant(row["received_at"]),
            verified=True,
            raw=row["raw"],
            effect=row["effect"],
        )
        for row in rows
    ]


def _ask(tx: Tx, number: int) -> Ask:
    event = id_text("inb", number)
    return Ask(PORT, f"{event}/{tx.commit_id}", {"event": event}, ACTED)
