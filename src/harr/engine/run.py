"""One request, one transaction: open, run the function, commit everything together, and only then answer.

The whole function is run again when the store says that somebody else was in the
way (40001, 40P01, BUSY), so it touches the world only through its `Tx`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from random import SystemRandom
from typing import Any, Generic, TypeVar

from harr.engine import asks, audit, idempotency, order, outbox
from harr.engine.actor import Actor
from harr.engine.clock import Clock, IdSource, MachineClock
from harr.engine.idempotency import Once
from harr.engine.store import RollBack, Session, Store, nothing
from harr.engine.tx import Ask, Emitted, Leased, Tx
from harr.kernel.errors import NotFound, Refusal, TryAgain

T = TypeVar("T")
Reaction = Callable[[Tx, Any], "Ask | None"]
AgendaVerb = Callable[[Tx, Any], "Ask | None"]
Fold = Callable[[Tx, list[int]], None]
Port = Callable[[int, str, dict[str, Any]], dict[str, Any]]
"""Asked outside of any transaction: (tenant, key, request) -> answer. The same key is the same question for ever."""

LONGEST_SECONDS = 30
TRIES = 40
CHANCE = SystemRandom()
COLLISIONS = 2
"""Natural keys are claimed, so a key that is taken is an id that another process has made: new ids, and again."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a run came to."""

    result: T
    replayed: bool = False
    commit_id: int = 0
    emitted: list[Emitted] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What would have happened."""

    result: Any
    events: list[Emitted]
    shown: dict[str, list[Any]]
    asks: list[Ask]


@dataclass
class Engine:
    """The store, the clocks, and what the wiring hands in: reactions, agenda verbs, folds, jobs, ports."""

    store: Store
    pepper: bytes = b""
    """What secrets are hashed with; it is not in the database."""
    clock: Clock = field(default_factory=MachineClock)
    reactions: dict[str, list[Reaction]] = field(default_factory=dict)
    agenda: dict[str, AgendaVerb] = field(default_factory=dict)
    folds: list[Fold] = field(default_factory=list)
    jobs: dict[str, Callable[..., Any]] = field(default_factory=dict)
    continuations: dict[str, Callable[..., Any]] = field(default_factory=dict)
    ports: dict[str, Port] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ids = IdSource(self.clock)
        self._queues: dict[str, threading.Lock] = {}
        self._kinds: dict[int, str] = {}
        self._open = threading.local()

    # ---- writing ----------------------------------------------------------------------------------------------------

    def run(
        self,
        tenant: int,
        actor: Actor,
        fn: Callable[[Tx], T],
        *,
        once: Once | None = None,
        queue: str | None = None,
        at_us: int | None = None,
    ) -> Outcome[T]:
        """Run `fn` in a transaction of its own and commit; again when the store asks for it.

        `once` makes the request idempotent, `queue` lets one through per process
        (speed only), `at_us` is business time where it is not the tenant's clock.
        """
        began, collisions = time.monotonic(), 0
        with self._queue(queue):
            for attempt in range(TRIES):
                try:
                    return self._once(tenant, actor, fn, once, queue, at_us)
                except Refusal:
                    raise
                except Exception as error:
                    collided = self.store.collided(error)
                    collisions += collided
                    if not self.store.retryable(error) and not (collided and collisions <= COLLISIONS):
                        raise
                if time.monotonic() - began > LONGEST_SECONDS:
                    break
                _pause(attempt)
        raise TryAgain("others were changing the same rows; nothing was done", tries=TRIES)

    def _once(
        self,
        tenant: int,
        actor: Actor,
        fn: Callable[[Tx], T],
        once: Once | None,
        queue: str | None,
        at_us: int | None,
    ) -> Outcome[T]:
        with self.open(), self.store.writing(queue) as session:
            tx = self.begin(session, tenant, actor, at_us=at_us)
            if once is not None:
                found = idempotency.claim(tx, once)
                if found is not None:
                    return Outcome(found, replayed=True)  # type: ignore[arg-type]
            result = fn(tx)
            subject = getattr(result.result if isinstance(result, Ask) else result, "id", None)
            outbox.write(tx)
            audit.write(tx, subject if isinstance(subject, str) else None)
            if once is not None:
                idempotency.record(tx, once, result)
            order.leave(tx)
            if self.store.orders_inline:
                order.step(tx, self.folds)
        return Outcome(result, commit_id=tx.commit_id, emitted=tx.emitted)

    def begin(
        self,
        session: Session,
        tenant: int,
        actor: Actor,
        *,
        at_us: int | None = None,
        writes: bool = True,
        rehearsing: bool = False,
    ) -> Tx:
        """A `Tx` on an open transaction, at the tenant's business time."""
        machine = self.clock.now_us()
        now = machine
        if self._kind(session, tenant) == "sandbox":
            row = session.rows(
                "SELECT clock_at, state, leased_by FROM engine_tenant WHERE tenant = :tenant", {"tenant": tenant}
            )[0]
            now = row["clock_at"]
            holder = self._held().get(tenant)
            if row["state"] in {"deleting", "deleted"}:
                raise NotFound("this sandbox was deleted")
            if writes and row["leased_by"] not in {None, holder}:
                raise Leased(
                    "the sandbox's clock is being advanced; it takes no other write meanwhile",
                    way_out="Wait until the job of the advance is done; reads go on.",
                    status="advancing",
                    allowed=[],
                )
        return Tx(
            session=session,
            tenant=tenant,
            actor=actor,
            now_us=now if at_us is None else at_us,
            commit_id=self.ids.next(),
            ids=self.ids,
            lane=self.store.lane,
            rows_limit=self.store.rows_limit,
            rehearsing=rehearsing,
            machine_us=machine,
            pepper=self.pepper,
            verbs=self.agenda,
        )

    def _kind(self, session: Session, tenant: int) -> str:
        kind = self._kinds.get(tenant)
        if kind is None:
            rows = session.rows("SELECT kind FROM engine_tenant WHERE tenant = :tenant", {"tenant": tenant})
            if not rows:
                return "live"  # being made in this very transaction
            kind = self._kinds[tenant] = str(rows[0]["kind"])
        return kind

    def _queue(self, queue: str | None) -> AbstractContextManager[Any]:
        if queue is None or self.store.orders_inline:
            return nothing()
        return self._queues.setdefault(queue, threading.Lock())

    # ---- reading and rehearsing -------------------------------------------------------------------------------------

    def read(self, tenant: int, actor: Actor, fn: Callable[[Tx], T]) -> T:
        """Run `fn` on one snapshot; whatever it writes is lost."""
        with self.store.reading() as session:
            return fn(self.begin(session, tenant, actor, writes=False))

    def rehearse(self, tenant: int, actor: Actor, fn: Callable[[Tx], Any]) -> Rehearsed:
        """Run `fn` and all that it sets off in one transaction, and keep nothing."""
        for attempt in range(TRIES):
            try:
                with self.open(), self.store.writing() as session:
                    tx = self.begin(session, tenant, actor, rehearsing=True)
                    result = fn(tx)
                    questions = outbox.deliver_within(tx, self.reactions)
                    if isinstance(result, Ask):
                        questions.insert(0, result)
                        result = result.result
                    raise RollBack(Rehearsed(result, tx.emitted, tx.rehearsed, questions))  # noqa: TRY301 - the way out
            except RollBack as back:
                found: Rehearsed = back.found
                return found
            except Exception as error:
                if not self.store.retryable(error):
                    raise
                _pause(attempt)
        raise TryAgain("others were changing the same rows; nothing was done", tries=TRIES)

    # ---- what follows a commit --------------------------------------------------------------------------------------

    def order(self, tenant: int) -> None:
        """Give every commit of the tenant that has none its position. Any number may call it; one wins each step."""
        while True:
            try:
                if self.store.orders_inline and not self.read(tenant, _SEQUENCER, order.fresh):
                    return  # a look costs no turn at writing
                with self.store.writing() as session:
                    tx = self.begin(session, tenant, _SEQUENCER, writes=False)
                    if not order.step(tx, self.folds):
                        return
            except NotFound:
                return  # thrown away meanwhile, with all its commits
            except Exception as error:
                if not self.store.retryable(error):
                    raise

    def note_refusal(self, tenant: int, actor: Actor, refusal: Refusal) -> None:
        """One audit row for a refused attempt, apart from what was rolled back."""
        for attempt in range(TRIES):
            try:
                with self.store.writing() as session:
                    audit.refused(self.begin(session, tenant, actor, writes=False), refusal)
            except Exception as error:
                if not self.store.retryable(error):
                    raise
                _pause(attempt)
            else:
                return

    def keep(self, tx: Tx, result: Any) -> Any:
        """Write the intent of an Ask into the asking transaction; anything else passes through."""
        return asks.keep(tx, result) if isinstance(result, Ask) else result

    def ask(self, tenant: int, ask: Ask) -> Outcome[Any]:
        """After the commit: ask the world and run the continuation; what came of it, and what it told."""
        return asks.put(self, tenant, ask)

    def tenants(self) -> list[tuple[int, str]]:
        """Every tenant that is there, with its kind: what a worker walks over."""
        with self.store.reading() as session:
            rows = session.rows(
                "SELECT tenant, kind FROM engine_tenant WHERE state IN ('ready', 'advancing') ORDER BY tenant", {}
            )
        return [(row["tenant"], row["kind"]) for row in rows]

    def open(self) -> AbstractContextManager[None]:
        """Marks this thread as inside a transaction, so that the outbound port can refuse to be used."""
        return _Inside(self._open)

    @contextmanager
    def holding(self, tenant: int, owner: str) -> Iterator[None]:
        """What this thread does meanwhile is done as the holder of the tenant's lease.

        Inside of another holding of the same tenant the outer one goes on: a job that
        an advancing sandbox has to do is done by whoever advances it.
        """
        held = self._held()
        outer = held.get(tenant)
        held[tenant] = outer or owner
        try:
            yield
        finally:
            if outer is None:
                del held[tenant]

    def _held(self) -> dict[int, str]:
        found: dict[int, str] | None = getattr(self._open, "held", None)
        if found is None:
            found = self._open.held = {}
        return found

    @property
    def inside(self) -> bool:
        """Whether this thread is inside a transaction."""
        return getattr(self._open, "depth", 0) > 0


class _Inside:
    def __init__(self, local: threading.local) -> None:
        self._local = local

    def __enter__(self) -> None:
        self._local.depth = getattr(self._local, "depth", 0) + 1

    def __exit__(self, *_: object) -> None:
        self._local.depth -= 1


def _pause(attempt: int) -> None:
    """Wait a little longer each time, by chance, so that those in each other's way do not meet again."""
    time.sleep(CHANCE.uniform(0, min(0.2, 0.002 * 2**attempt)))


_SEQUENCER = Actor(kind="system", operation="order")
