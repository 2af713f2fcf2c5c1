"""News leaves with the change that made it, and every reaction hears each once.

An event lies in the outbox of its commit; its place is (position, number in the
commit). Each reaction runs in a transaction of its own, which claims the mark
(event, reaction): told twice, done once. A reaction follows the feed by a cursor;
an event that it cannot take is retried and holds back only its own subject.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from harr.contract import events
from harr.contract.events import Event
from harr.engine import order
from harr.engine.actor import Actor
from harr.engine.store import Row
from harr.engine.tx import Ask, Emitted, Leased, Tx, dumps

if TYPE_CHECKING:
    from harr.engine.run import Engine, Reaction

BATCH = 100
ATTEMPTS = 8
FIRST_WAIT_US = 1_000_000
DEPTH = 1_000
IDLE_LAG = 1_000
LAST = 2**31
DRAIN_US = 10_000_000

log = logging.getLogger("harr.reactions")


def write(tx: Tx) -> None:
    """Put the commit's events into the outbox."""
    request = dumps({"id": tx.actor.request_id, "idempotency_key": tx.actor.idempotency_key, "actor": _actor(tx.actor)})
    tx.insert(
        "engine_outbox",
        [
            {
                "commit_id": tx.commit_id,
                "number": emitted.number,
                "id": emitted.id,
                "type": emitted.event.type,
                "subject": emitted.event.subject,
                "version": emitted.event.version,
                "app": tx.actor.app,
                "month": f"{tx.now:%Y-%m}",
                "created_at": tx.now_us,
                "request": request,
                "body": dumps({"schema": events.SCHEMA, "event": emitted.event}),
            }
            for emitted in tx.emitted
        ],
    )


def read(row: Row) -> Event:
    """The event that a row of the outbox holds."""
    kind = events.BY_TYPE[row["type"]]
    return msgspec.convert(msgspec.json.decode(row["body"])["event"], kind)


def after(tx: Tx, position: int, number: int, types: Sequence[str] | None, limit: int) -> list[Row]:
    """Events behind a place, in the order of commits; of some types or of all."""
    return tx.rows(
        "SELECT o.position, e.number, e.id, e.type, e.subject, e.version, e.app, e.created_at, e.request, e.body"
        " FROM engine_order o CROSS JOIN engine_outbox e"  # CROSS: the order is walked, never the whole outbox
        " WHERE e.tenant = o.tenant AND e.commit_id = o.commit_id AND o.tenant = :tenant AND o.position >= :position"
        " AND (o.position > :position OR (o.position = :position AND e.number > :number))"
        + (" AND e.type IN (:types)" if types is not None else "")
        + " ORDER BY o.position, e.number LIMIT :limit",
        position=position,
        number=number,
        limit=limit,
        **({} if types is None else {"types": list(types)}),
    )


# ---- within one transaction: rehearsals ------------------------------------------------------------------------------


def deliver_within(tx: Tx, reactions: Mapping[str, Sequence[Reaction]]) -> list[Ask]:
    """Deliver what was emitted, and what that emits, until it is quiet; in the same transaction."""
    asks: list[Ask] = []
    done = 0
    while done < len(tx.emitted):
        event = tx.emitted[done].event
        done += 1
        for reaction in reactions.get(event.type, ()):
            answer = reaction(tx, event)
            if isinstance(answer, Ask):
                asks.append(answer)
        if done > DEPTH:
            msg = f"{DEPTH} events from one request: reactions that set off one another"
            raise RuntimeError(msg)
    return asks


# ---- right after a commit: what an operation drains before it answers ----------------------------------------------


def drain(engine: Engine, tenant: int, emitted: Sequence[Emitted], names: Sequence[str]) -> None:
    """Run the named reactions on these events, and on what those emit, before the answer is given.

    What goes wrong here, or takes too long, is left to the follower: the commit
    stands, and its answer says so.
    """
    waiting = list(emitted)
    until_us = engine.clock.now_us() + DRAIN_US
    while waiting and engine.clock.now_us() < until_us:
        one = waiting.pop(0)
        for reaction in engine.reactions.get(one.event.type, ()):
            if name_of(reaction) in names:
                waiting += _drained(engine, tenant, reaction, one)


def _drained(engine: Engine, tenant: int, reaction: Reaction, one: Emitted) -> list[Emitted]:
    """One reaction to one event, after those to earlier versions of the same subject that nobody has done yet."""
    name = name_of(reaction)
    news: list[Emitted] = []
    try:
        for row in engine.read(tenant, _actor_of(name), lambda tx: _before(tx, name, _types(engine, name), one.event)):
            news += _react(engine, tenant, reaction, row["id"], read(row)) or []
        news += _react(engine, tenant, reaction, one.id, one.event) or []
    except Exception:
        log.exception("%s could not take %s at once; it follows", name, one.event.type)
    return news


def _before(tx: Tx, name: str, types: Sequence[str], event: Event) -> list[Row]:
    return tx.rows(
        "SELECT e.id, e.type, e.body FROM engine_outbox e WHERE e.tenant = :tenant AND e.subject = :subject"
        " AND e.version < :version AND e.type IN (:types) AND NOT EXISTS (SELECT 1 FROM engine_mark m"
        " WHERE m.tenant = e.tenant AND m.event = e.id AND m.reaction = :name) ORDER BY e.version, e.number",
        subject=event.subject,
        version=event.version,
        types=list(types),
        name=name,
    )


def _types(engine: Engine, name: str) -> list[str]:
    return [kind for kind, reactions in engine.reactions.items() if name in map(name_of, reactions)]


# ---- behind: followers -----------------------------------------------------------------------------------------------


def follow(engine: Engine, tenant: int, only: Sequence[str] | None = None) -> int:
    """Let every reaction of a tenant catch up with the feed, or some of them; how many events were taken."""
    engine.order(tenant)
    taken = 0
    by_reaction: dict[str, tuple[Reaction, list[str]]] = {}
    for type_, reactions in engine.reactions.items():
        for reaction in reactions:
            if only is None or name_of(reaction) in only:
                by_reaction.setdefault(name_of(reaction), (reaction, []))[1].append(type_)
    for name, (reaction, types) in by_reaction.items():
        taken += _catch_up(engine, tenant, name, reaction, types)
        taken += _retry_parked(engine, tenant, name, reaction)
    return taken


def name_of(reaction: Callable[..., Any]) -> str:
    """`payments.collect`: the service and the function."""
    parts = reaction.__module__.split(".")
    service = parts[parts.index("services") + 1] if "services" in parts else parts[-1]
    return f"{service}.{reaction.__name__}"


def _catch_up(engine: Engine, tenant: int, name: str, reaction: Reaction, types: Sequence[str]) -> int:
    taken = 0
    while True:
        place, head, found, blocked = engine.read(tenant, _actor_of(name), lambda tx: _next(tx, name, types))
        if not found:
            if head - place[0] > IDLE_LAG:  # else every look would read again all that is not for this reaction
                engine.run(tenant, _actor_of(name), lambda tx, was=place, to=(head, LAST): _move(tx, name, was, to))  # type: ignore[misc]
            return taken
        for row in found:
            if row["subject"] in blocked:
                _park(engine, tenant, name, row, "waits for an earlier event of its subject", attempts=0)
            else:
                try:
                    _react(engine, tenant, reaction, row["id"], read(row))
                except Leased:
                    raise
                except Exception as error:
                    log.exception("%s could not take %s %s", name, row["type"], row["subject"])
                    _park(engine, tenant, name, row, repr(error), attempts=1)
                    blocked.add(row["subject"])
            taken += 1
        last = found[-1]
        engine.run(
            tenant,
            _actor_of(name),
            lambda tx, was=place, to=last: _move(tx, name, was, (to["position"], to["number"])),  # type: ignore[misc]
        )


def _next(tx: Tx, name: str, types: Sequence[str]) -> tuple[tuple[int, int], int, list[Row], set[str]]:
    cursor = tx.one(
        "SELECT position, number FROM engine_follower WHERE tenant = :tenant AND reaction = :name", name=name
    )
    place = (cursor["position"], cursor["number"]) if cursor else (0, 0)
    blocked = {
        row["subject"]
        for row in tx.rows(
            "SELECT DISTINCT subject FROM engine_parked WHERE tenant = :tenant AND reaction = :name", name=name
        )
    }
    return place, order.head(tx)[0], after(tx, place[0], place[1], types, BATCH), blocked


def _move(tx: Tx, name: str, was: tuple[int, int], to: tuple[int, int]) -> None:
    tx.claim("engine_follower", {"reaction": name, "position": 0, "number": 0})
    tx.run(
        "UPDATE engine_follower SET position = :position, number = :number"
        " WHERE tenant = :tenant AND reaction = :name AND position = :was_position AND number = :was_number",
        name=name,
        position=to[0],
        number=to[1],
        was_position=was[0],
        was_number=was[1],
    )


def _react(engine: Engine, tenant: int, reaction: Reaction, event_id: int, event: Event) -> list[Emitted] | None:
    """Run a reaction in a transaction of its own, unless its mark says that it is done."""
    name = name_of(reaction)

    def once(tx: Tx) -> tuple[bool, Ask | None]:
        if not tx.claim("engine_mark", {"event": event_id, "reaction": name}):
            return False, None
        return True, engine.keep(tx, reaction(tx, event))

    outcome = engine.run(tenant, _actor_of(name), once)
    mine, ask = outcome.result
    if not mine:
        return None
    if not engine.store.orders_inline:
        engine.order(tenant)
    return outcome.emitted if ask is None else [*outcome.emitted, *_answered(engine, tenant, ask)]


def _answered(engine: Engine, tenant: int, ask: Ask) -> list[Emitted]:
    """What came of a reaction's question. The reaction is done; a question that broke is asked again by the worker."""
    try:
        return engine.ask(tenant, ask).emitted
    except Leased:
        raise
    except Exception:
        log.exception("%s could not be asked; it is asked again", ask.port)
        return []


def _park(engine: Engine, tenant: int, name: str, row: Row, error: str, *, attempts: int) -> None:
    wait = FIRST_WAIT_US * 4 ** max(attempts - 1, 0)

    def write_row(tx: Tx) -> None:
        tx.claim(
            "engine_parked",
            {
                "reaction": name,
                "subject": row["subject"],
                "position": row["position"],
                "number": row["number"],
                "event": row["id"],
                "attempts": attempts,
                "next_attempt_at": tx.machine_us + wait,
                "error": error[:2000],
            },
        )

    engine.run(tenant, _actor_of(name), write_row)


def _retry_parked(engine: Engine, tenant: int, name: str, reaction: Reaction) -> int:
    """Try again the first parked event of each subject whose time has come, then those that waited behind it."""
    taken = 0
    for row in engine.read(tenant, _actor_of(name), lambda tx: _due_again(tx, name)):
        try:
            _react(engine, tenant, reaction, row["event"], read(row))
        except Leased:
            raise
        except Exception as error:
            log.exception("%s could not take %s again", name, row["subject"])
            engine.run(tenant, _actor_of(name), lambda tx, r=row, e=error: _failed_again(tx, name, r, repr(e)))  # type: ignore[misc]
        else:
            engine.run(tenant, _actor_of(name), lambda tx, r=row: _unpark(tx, name, r))  # type: ignore[misc]
            taken += 1
    return taken


def _due_again(tx: Tx, name: str) -> list[Row]:
    return tx.rows(
        "SELECT p.subject, p.position, p.number, p.event, p.attempts, p.next_attempt_at, e.type, e.body"
        " FROM engine_parked p JOIN engine_outbox e ON e.tenant = p.tenant AND e.id = p.event"
        " WHERE p.tenant = :tenant AND p.reaction = :name AND p.next_attempt_at <= :now AND p.attempts < :attempts"
        " AND NOT EXISTS (SELECT 1 FROM engine_parked q WHERE q.tenant = p.tenant AND q.reaction = p.reaction"
        " AND q.subject = p.subject AND (q.position < p.position OR (q.position = p.position AND q.number < p.number)))"
        " ORDER BY p.position, p.number LIMIT :limit",
        name=name,
        now=tx.machine_us,
        attempts=ATTEMPTS,
        limit=BATCH,
    )


def _failed_again(tx: Tx, name: str, row: Row, error: str) -> None:
    tx.run(
        "UPDATE engine_parked SET attempts = attempts + 1, next_attempt_at = :next, error = :error"
        " WHERE tenant = :tenant AND reaction = :name AND event = :event",
        name=name,
        event=row["event"],
        error=error[:2000],
        next=tx.machine_us + FIRST_WAIT_US * 4 ** row["attempts"],
    )


def _unpark(tx: Tx, name: str, row: Row) -> None:
    tx.run("DELETE FROM engine_parked WHERE tenant = :tenant AND reaction = :name AND event = :event",
           name=name, event=row["event"])  # fmt: skip


def _actor_of(reaction: str) -> Actor:
    return Actor(kind="reaction", id=reaction, operation=reaction)


def _actor(actor: Actor) -> dict[str, Any]:
    return {"kind": actor.kind, "id": actor.id, "reason": actor.reason}
