"""Whether schedules and accruals are what the journal says: the sub-ledgers of 2100 and 1110."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harr.engine import Row, Tx
from harr.kernel.ids import id_text
from harr.services import ledger
from harr.services.ledger import Check
from harr.services.revenue import store
from harr.services.revenue.schedules import Schedule

FIRST = 5
EARNING = frozenset({"revenue_recognised", "revenue_reversed"})
OF_USAGE = frozenset({"usage_accrued", "invoice_finalized", "invoice_voided"})


def verify(tx: Tx) -> list[Check]:
    """Every check of revenue, on the snapshot of this transaction."""
    return [_movements(tx), _deferred(tx), _accruals(tx)]


def _movements(tx: Tx) -> Check:
    """What a schedule says was earned, taken off and taken back is what its movements add up to."""
    counted, wrong = 0, []
    for schedules in store.every(tx):
        moved = store.movements(tx, [each.id for each in schedules])
        counted += len(schedules)
        wrong += [id_text("rec", each.id) for each in schedules if not _agrees(each, moved[each.id])]
    return _check("schedules_add_up", counted, wrong)


def _agrees(schedule: Schedule, moved: Sequence[Row]) -> bool:
    def moves(kind: str) -> int:
        return sum(row["amount"] for row in moved if row["kind"] == kind)

    said = (schedule.recognized, schedule.deferred_back, schedule.recognized_back)
    return [each.minor for each in said] == [moves("recognised"), moves("credited"), moves("returned")]


def _deferred(tx: Tx) -> Check:
    """What a schedule defers is what 2100 holds for its line, and what it earned is what was booked for it."""
    held: dict[str, list[int]] = {}
    for moved in ledger.moved_by_line(tx, ledger.DEFERRED):
        sums = held.setdefault(moved.line, [0, 0])
        sums[0] -= moved.minor
        sums[1] += moved.minor if moved.type in EARNING else 0
    wrong, counted = [], 0
    for schedule in _every(tx):
        counted += 1
        found = held.pop(id_text("lin", schedule.id), [0, 0])
        if found != [schedule.deferred.minor, schedule.recognized.minor]:
            wrong.append(f"{id_text('rec', schedule.id)} defers {schedule.deferred.minor}, the books {found[0]}")
    wrong += [f"2100 holds {sums[0]} for {line}, which has no schedule" for line, sums in held.items() if sums[0]]
    return _check("schedules_are_deferred_revenue", counted, wrong)


def _every(tx: Tx) -> Iterator[Schedule]:
    for schedules in store.every(tx):
        yield from schedules


def _accruals(tx: Tx) -> Check:
    """What accruals of a customer hold is what their entries on 1110 add up to."""
    rows = store.held(tx)
    booked: dict[tuple[int, str, str], int] = {}
    for moved in ledger.moved_by_owner(tx, ledger.UNBILLED):
        if moved.type in OF_USAGE:
            key = (moved.entity, moved.currency, moved.owner)
            booked[key] = booked.get(key, 0) + moved.minor
    wrong = []
    for row in rows:
        customer = id_text("cus", row["customer"])
        found = booked.pop((row["entity"], row["currency"], customer), 0)
        if found != row["amount"]:
            wrong.append(f"accruals of {customer} hold {row['amount']}, the books {found}")
    wrong += [f"1110 holds {minor} of {owner} that nobody accrued" for (_, _, owner), minor in booked.items() if minor]
    return _check("accruals_are_unbilled_usage", sum(row["n"] for row in rows), wrong)


def _check(name: str, counted: int, wrong: Sequence[str]) -> Check:
    return Check(name, not wrong, counted, tuple(wrong[:FIRST]))
