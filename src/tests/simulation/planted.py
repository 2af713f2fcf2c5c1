"""Ten bugs that others have had, planted one at a time in a process of its own: the simulation has to find each.

`python -m tests.simulation.planted` plants all of them, `… planted credit_applied_twice` one.
Without a plant the same lives find nothing.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from harr.edge import gateway
from harr.engine import asks, idempotency
from harr.engine.idempotency import Once
from harr.engine.sqlite import SqliteSession, SqliteStore
from harr.engine.tx import Tx
from harr.kernel.money import Money, Share
from harr.services import subscriptions
from harr.services.billing import lines, periods
from harr.services.invoices import finalizing, series
from harr.services.ledger import recipes
from harr.services.payments import outcomes, refunds
from tests.simulation.running import in_memory, lives

LIVES = 6
"""How many lives a bug has to hide in."""
NOTHING = "nothing"


def plant(where: object, name: str, bug: object) -> None:
    """Put something else in the place of a function."""
    setattr(where, name, bug)


def idempotency_record_not_kept() -> None:
    """Who asks again under the same key is answered as if for the first time."""

    def present(tx: Tx, once: Once, answer: bytes) -> bytes:
        del tx, once
        return answer

    plant(idempotency, "claim", lambda _tx, _once: None)
    plant(gateway, "present", present)


def reaction_mark_not_kept() -> None:
    """A worker that died between a reaction and its cursor does it again."""
    claim = Tx.claim

    def forgetful(tx: Tx, table: str, row: Mapping[str, Any]) -> bool:
        return True if table == "engine_mark" else claim(tx, table, row)

    plant(Tx, "claim", forgetful)


def provider_event_applied_twice() -> None:
    """Money that was told of twice is booked twice."""
    apply = outcomes.apply

    def again(tx: Tx, attempt: Any, found: Any) -> str:
        return apply(tx, {**attempt, "captured": 0}, found)

    plant(outcomes, "apply", again)


def number_with_a_gap() -> None:
    """Now and then a number is taken and not used."""
    take, count = series.Counter.take, 0

    def skipping(counter: Any, *args: Any) -> Any:
        nonlocal count
        count += 1
        if count % 25 == 0:
            take(counter, *args)
        return take(counter, *args)

    plant(series.Counter, "take", skipping)


def proration_off_by_a_cent() -> None:
    """A share of a period is a thousandth too much."""
    share_of = subscriptions.share_of

    def more(*args: Any) -> Share | None:
        found = share_of(*args)
        return None if found is None else Share(found.numerator * 1001, found.denominator * 1000)

    plant(lines, "share_of", more)


def usage_counted_twice_at_the_border() -> None:
    """An event on the very instant of a boundary belongs to both periods."""
    span = periods._span  # noqa: SLF001 - a bug is planted where it would be made

    def wider(*args: Any) -> Any:
        found = span(*args)
        return replace(found, end_us=found.end_us + 1)

    plant(periods, "_span", wider)


def credit_applied_twice() -> None:
    """What was taken from the balance lowers an invoice twice."""
    from_balance = finalizing._from_balance  # noqa: SLF001

    def twice(tx: Tx, ready: Any) -> Money:
        used = from_balance(tx, ready)
        doubled: Money = min(used + used, ready.total)
        return doubled

    plant(finalizing, "_from_balance", twice)


def asked_again_under_another_key() -> None:
    """A charge whose answer was lost is sent again as a new one."""
    question, asked = asks.question, Counter[str]()

    def renamed(engine: Any, tenant: int, ask: Any) -> dict[str, Any]:
        asked[ask.key] += 1
        if ask.request.get("do") == "charge" and asked[ask.key] > 1:
            ask = replace(ask, key=f"{ask.key}-{asked[ask.key]}")
        return question(engine, tenant, ask)

    plant(asks, "question", renamed)


def refund_beyond_what_is_left() -> None:
    """Whatever is asked for is given back."""

    def whatever(text: str | None, remaining: Money) -> Money:
        return remaining if text is None else Money.parse(text, remaining.currency)

    plant(refunds, "_amount", whatever)


def leg_off_by_a_cent() -> None:
    """The processor's fee is booked a cent too high, on both sides."""
    processor_fee = recipes.processor_fee

    def more(*, fee: Money, **facts: Any) -> Any:
        return processor_fee(fee=fee + Money(1, fee.currency), **facts)

    plant(recipes, "processor_fee", more)


def commit_not_written() -> None:
    """Now and then the store says that it has kept what it has not."""
    writing, count = SqliteStore.writing, 0

    class Lost(Exception):  # noqa: N818
        """Rolled back, and nobody is told."""

    @contextmanager
    def lossy(store: SqliteStore, queue: str | None = None) -> Iterator[SqliteSession]:
        nonlocal count
        count += 1
        lost = count % 500 == 0
        try:
            with writing(store, queue) as session:
                yield session
                if lost:
                    raise Lost  # noqa: TRY301
        except Lost:
            return

    plant(SqliteStore, "writing", lossy)


PLANTS: dict[str, Callable[[], None]] = {
    plant.__name__: plant
    for plant in (
        idempotency_record_not_kept, reaction_mark_not_kept, provider_event_applied_twice, number_with_a_gap,
        proration_off_by_a_cent, usage_counted_twice_at_the_border, credit_applied_twice,
        asked_again_under_another_key, refund_beyond_what_is_left, leg_off_by_a_cent, commit_not_written,
    )
}  # fmt: skip


def found_in(name: str) -> str:
    """Plant a bug in a new process and live; the check that found it, or `nothing`."""
    done = subprocess.run([sys.executable, "-m", "tests.simulation.planted", "--here", name], check=True,
                          capture_output=True, text=True)  # fmt: skip
    return done.stdout.strip()


def _here(name: str) -> str:
    logging.getLogger("harr").propagate = False
    if name != NOTHING:
        PLANTS[name]()
    seen = Counter[str]()
    failure = lives((f"planted/{n}" for n in range(LIVES)), seen, in_memory)
    return NOTHING if failure is None else f"{failure.check} after {seen['operations'] + 1} operations"


def main(names: list[str]) -> int:
    """All plants, or those that are named; how many were not found."""
    if names[:1] == ["--here"]:
        sys.stdout.write(_here(names[1]) + "\n")
        return 0
    missed = 0
    for name in names or [*PLANTS, NOTHING]:
        found = found_in(name)
        missed += (found == NOTHING) != (name == NOTHING)
        sys.stdout.write(f"{name:34} {found}\n")
        sys.stdout.flush()
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
