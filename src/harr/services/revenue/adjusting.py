"""What changes a schedule: a credit note, giving an invoice up, a void invoice, and a decision by hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from harr.contract.revenue import RecognitionAdjustRequest, RecognitionSchedule
from harr.engine import Tx
from harr.kernel.calendar import Period
from harr.kernel.errors import AmountExceedsRemaining, FieldInvalid, RuleConflict, StateConflict, VoidNotAllowed
from harr.kernel.ids import id_text, path_id
from harr.kernel.money import Money
from harr.services import ledger, tenants
from harr.services.ledger import Earned, Posting, recipes
from harr.services.revenue import presenting, recognising, store
from harr.services.revenue.lines import Booked, Credited, offered
from harr.services.revenue.recognising import movement
from harr.services.revenue.schedules import (
    Part,
    Rule,
    Schedule,
    credited,
    ended,
    given_back,
    recognise,
    spread_again,
)
from harr.services.revenue.spreading import DAY

# ---- credit notes ----------------------------------------------------------------------------------------------------


def take_back(tx: Tx, parts: Sequence[Credited], *, source: str, on: date, rule: Rule) -> dict[int, tuple[Booked, ...]]:
    """E06, E07c: earn lines until the day before, then split what is taken back of them.

    What was earned goes through 4820, what was not off 2100. Lines that have no
    schedule are not among the answers: all of them was earned, and goes through 4820.
    """
    schedules = store.many(tx, {part.line for part in parts})
    found = _unused_again(tx, [part for part in parts if part.line not in schedules], source, on)
    for part in parts:
        schedule = schedules.get(part.line)
        if schedule is None or part.net.minor <= 0:
            continue
        now, earned = recognise(schedule, on - DAY, on)
        now, of_earned, of_deferred = credited(now, part.net, rule, on - DAY, part.period)
        recognising.book(tx, [(now, each) for each in earned])
        returned = now.recognized_back - schedule.recognized_back
        store.move(tx, [
            movement(now, "returned", on, returned.minor, source=source),
            movement(now, "credited", on, of_deferred.minor, source=source),
        ])  # fmt: skip
        store.save(tx, now.noted(on, -part.net, "credit note", source))
        found[part.line] = (
            Booked(ledger.CREDIT_NOTES, of_earned, schedule.id, schedule.product),
            Booked(ledger.DEFERRED, of_deferred, schedule.id, schedule.product),
        )
    return found


def _unused_again(tx: Tx, parts: Sequence[Credited], source: str, on: date) -> dict[int, tuple[Booked, ...]]:
    """Lines of unused time that are taken back: what they took off another line is deferred there again."""
    back = {id_text("lin", part.line): part for part in parts if part.net.minor < 0}
    taken = store.credited_by(tx, back) if back else []
    schedules = store.many(tx, {row["schedule"] for row in taken})
    found: dict[int, tuple[Booked, ...]] = {}
    for row in taken:
        part, schedule = back[row["source"]], schedules[row["schedule"]]
        amount = min(-part.net, Money(row["amount"], part.net.currency))
        now = given_back(schedule, amount, on).noted(on, amount, "credit note", source)
        store.move(tx, [movement(schedule, "credited", on, -amount.minor, source=row["source"])])
        schedules[schedule.id] = _saved(tx, now)
        found[part.line] = (
            Booked(ledger.CREDIT_NOTES, part.net + amount, schedule.id, schedule.product),
            Booked(ledger.DEFERRED, -amount, schedule.id, schedule.product),
        )
    return found


def unearned(tx: Tx, lines: Collection[int], on: date) -> dict[int, Money]:
    """What of lines is still deferred on a day, when the days before it are earned: what giving up takes off first."""
    recognising.recognise_until(tx, lines, on - DAY, on=on)
    return {number: each.deferred for number, each in store.many(tx, lines).items() if each.deferred}


# ---- void ------------------------------------------------------------------------------------------------------------


def void(tx: Tx, lines: Collection[int], invoice: str, on: date) -> None:
    """The invoice of these lines is void: what was earned of it goes back, its schedules end, its usage waits again."""
    schedules = store.many(tx, lines)
    _not_built_on(schedules.values(), invoice)
    parts = [
        Part(on, on, -each.recognized, each.worth_of(each.deferred, each.deferred + each.recognized))
        for each in schedules.values()
    ]
    posting = _reversed(list(zip(schedules.values(), parts, strict=True)), invoice, on)
    posted = ledger.post(tx, [posting])
    for schedule, part in zip(schedules.values(), parts, strict=True):
        transaction = posted[0].id if posted and part.amount else None
        store.move(tx, [
            movement(schedule, "recognised", on, part.amount.minor, transaction_id=transaction, source=invoice),
            movement(schedule, "credited", on, schedule.amount.minor, source=invoice),
        ])  # fmt: skip
        store.save(tx, ended(schedule).noted(on, -schedule.amount, "void", invoice))
    _unused_by_void(tx, lines, invoice, on)
    store.wait_again(tx, lines)


def _not_built_on(schedules: Collection[Schedule], invoice: str) -> None:
    if any(each.deferred_back for each in schedules):
        raise VoidNotAllowed(
            f"a later document took unused time off {invoice}",
            way_out="Void or credit that document first, or credit this one (`credit_notes.create`).",
        )


def _reversed(taken: Sequence[tuple[Schedule, Part]], invoice: str, on: date) -> Posting | None:
    parts: list[Earned] = [recognising.earned(schedule, part) for schedule, part in taken if part.amount]
    if not parts:
        return None
    first = taken[0][0]
    return recipes.revenue_reversed(
        entity=first.entity, cause=f"revenue.reversed/{invoice}/1", on=on, parts=parts, app=first.app
    )


def _unused_by_void(tx: Tx, lines: Collection[int], invoice: str, on: date) -> None:
    """What lines of the void invoice had taken off others is deferred there again: the mirror has booked it."""
    taken = store.credited_by(tx, [id_text("lin", line) for line in lines])
    schedules = store.many(tx, {row["schedule"] for row in taken})
    for row in taken:
        schedule = schedules[row["schedule"]]
        amount = Money(row["amount"], schedule.amount.currency)
        store.move(tx, [movement(schedule, "credited", on, -amount.minor, source=row["source"])])
        schedules[schedule.id] = _saved(tx, given_back(schedule, amount, on).noted(on, amount, "void", invoice))


def _saved(tx: Tx, schedule: Schedule) -> Schedule:
    """Written, with its next run on the agenda: it may have been complete before."""
    for entity, month_end in recognising.months_of([schedule]):
        recognising.schedule_run(tx, entity, month_end)
    return store.save(tx, schedule)


# ---- by hand ---------------------------------------------------------------------------------------------------------


def adjust(tx: Tx, schedule_id: str, given: RecognitionAdjustRequest) -> RecognitionSchedule:
    """Earn what is left in another way, over another period, or some of it at once."""
    row = store.get(tx, path_id(schedule_id, "rec"))
    tx.expect(row["version"])
    schedule = store.schedule_of(row)
    if not schedule.deferred:
        raise StateConflict(
            f"the schedule is {schedule.status}: nothing is left to be earned", status=schedule.status, allowed=[]
        )
    today = tx.today(tenants.entity(tx, schedule.entity).timezone)
    now, parts = recognise(schedule, today - DAY, today)
    recognising.book(tx, [(now, part) for part in parts])
    now = spread_again(now, today - DAY)
    if given.amount is None:
        changed, at_once = _respread(now, given), Money.zero(schedule.amount.currency)
    else:
        changed, at_once = now, _at_once(now, given)
    changed = _earned_at_once(tx, changed, at_once, today, len(schedule.adjustments) + 1)
    store.save(tx, changed.noted(today, at_once, given.reason, None))
    recognising.plan_runs(tx, [schedule.entity])
    tx.changed(schedule_id, _settings(schedule), _settings(changed))
    return presenting.schedules(tx, [store.get(tx, schedule.id)])[0]


def _at_once(schedule: Schedule, given: RecognitionAdjustRequest) -> Money:
    if given.method is not None or given.period is not None:
        raise RuleConflict(
            "an amount is earned at once; what is left then can be spread in another way",
            field="method" if given.method is not None else "period",
            way_out="Send `amount` alone, and `method` or `period` in a request of their own.",
        )
    amount = Money.parse(given.amount or "", schedule.amount.currency, field="amount")
    if amount > schedule.deferred:
        raise AmountExceedsRemaining(
            f"only {schedule.deferred.text} {amount.currency} is deferred", field="amount",
            remaining=schedule.deferred.text,
        )  # fmt: skip
    return amount


def _respread(schedule: Schedule, given: RecognitionAdjustRequest) -> Schedule:
    """Another method or period for what is left; a period begins no earlier than what is earned already ends."""
    if given.method is None and given.period is None:
        raise FieldInvalid(
            "the request changes nothing", field="method", way_out="Send `method`, `period` or `amount`."
        )
    if given.method is not None:
        schedule = replace(schedule, method=offered(given.method, "method"))
    if given.period is not None:
        done = schedule.recognized_through
        start = given.period.start if done is None else max(given.period.start, done + DAY)
        if start >= given.period.end:
            raise FieldInvalid(
                "a period ends after it starts, and after the days that were earned already",
                field="period.end",
                way_out=f"Send an end after {start}.",
            )
        begins = start if done is None else min(schedule.period.start, start)
        schedule = replace(schedule, period=Period(begins, given.period.end), spread_from=start)
    return schedule


def _earned_at_once(tx: Tx, schedule: Schedule, amount: Money, today: date, step: int) -> Schedule:
    """Book an amount at once; what is shown at a point in time is all that is left."""
    if schedule.method == "point_in_time":
        amount = schedule.deferred
    if not amount:
        return schedule
    after = replace(schedule, recognized=schedule.recognized + amount)
    part = Part(today, today, amount, after.worth_of(schedule.deferred, after.deferred))
    recognising.book(tx, [(after, part)], cause=f"revenue.adjusted/{id_text('rec', schedule.id)}/{step}")
    return replace(after, spread_amount=after.deferred)


def _settings(schedule: Schedule) -> dict[str, str]:
    return {
        "method": schedule.method,
        "period": schedule.period.text,
        "recognized": schedule.recognized.text,
        "deferred": schedule.deferred.text,
    }
