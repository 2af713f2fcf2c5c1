"""Earning what was deferred: by the agenda at the end of each month, and before every adjustment of a line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from harr.engine import Due, Tx
from harr.kernel.ids import id_number, id_text
from harr.kernel.time import instant
from harr.kernel.zones import local_day, local_instant
from harr.services import ledger, tenants
from harr.services.ledger import Earned, Posting, recipes
from harr.services.revenue import store
from harr.services.revenue.schedules import Part, Schedule, recognise
from harr.services.revenue.spreading import DAY

RECOGNISE = "revenue.recognise"
MOST_AT_ONCE = 250
"""As many lines are earned in one commit: a run of more goes on in the next one."""
ROWS_OF_PART = 3
"""An entry, a movement, and a share of what stands beside them."""

Taken = tuple[Schedule, Part]


def recognise_until(tx: Tx, lines: Collection[int], through: date, *, on: date | None = None) -> None:
    """Earn the days of lines up to and with `through`, before something is done to them.

    Whole months are booked on their last day, as the run would; the rest on `on` (`through`).
    Lines without a schedule are passed over.
    """
    keep(tx, [recognise(each, through, on or through) for each in store.many(tx, lines).values()])


def accounts_of(tx: Tx, lines: Collection[str]) -> dict[str, str]:
    """On which account lines that have a schedule are earned, by id as on the wire."""
    numbers = sorted(id_number(line) for line in lines)
    parts = [numbers[start : start + store.AT_ONCE] for start in range(0, len(numbers), store.AT_ONCE)]
    return {id_text("lin", each.id): each.code for part in parts for each in store.many(tx, part).values()}


def scheduled(tx: Tx, lines: Collection[int]) -> set[int]:
    """Those of these lines that have a schedule."""
    return set(store.many(tx, lines))


def keep(tx: Tx, done: Sequence[tuple[Schedule, Sequence[Part]]]) -> None:
    """Book the parts of schedules, and write them as they are then."""
    book(tx, [(after, part) for after, parts in done for part in parts])
    for after, _ in done:
        store.save(tx, after)


# ---- booking ---------------------------------------------------------------------------------------------------------


def book(tx: Tx, taken: Sequence[Taken], cause: str | None = None) -> None:
    """Post what is earned: one transaction for each entity, day and product. `cause` where it is of one line alone."""
    together: dict[tuple[int, date, date, int, str], list[Taken]] = {}
    for schedule, part in taken:
        on = open_day(tx, schedule.entity, part.on)
        key = (schedule.entity, on, part.through, schedule.product or 0, schedule.amount.currency)
        together.setdefault(key, []).append((schedule, part))
    groups = [(key[1], group) for key, group in sorted(together.items(), key=lambda item: item[0])]
    postings = [_posting(group, on, cause) for on, group in groups]
    moving = [(on, group) for (on, group), posting in zip(groups, postings, strict=True) if posting is not None]
    posted = ledger.post(tx, postings)
    store.move(
        tx,
        [
            movement(schedule, "recognised", on, part.amount.minor, transaction_id=transaction.id)
            for (on, group), transaction in zip(moving, posted, strict=True)
            for schedule, part in group
        ],
    )


def _posting(group: Sequence[Taken], on: date, cause: str | None) -> Posting | None:
    first, part = group[0]
    product = "none" if first.product is None else id_text("prd", first.product)
    named = f"{id_text('ent', first.entity)}/{part.through}/{product}/{id_text('rec', first.id)}"
    return recipes.revenue_recognised(
        entity=first.entity,
        cause=cause or f"revenue.recognised/{named}/1",
        on=on,
        parts=[earned(schedule, part) for schedule, part in group],
        app=first.app if len({schedule.app for schedule, _ in group}) == 1 else None,
    )


def earned(schedule: Schedule, part: Part) -> Earned:
    """A part as the accountant wants it."""
    return Earned(
        part.amount,
        schedule.code,
        id_text("lin", schedule.id),
        id_text("inv", schedule.invoice),
        None if schedule.product is None else id_text("prd", schedule.product),
        part.functional,
        schedule.exchange_rate,
    )


def movement(
    schedule: Schedule, kind: str, on: date, minor: int, *, transaction_id: int | None = None, source: str | None = None
) -> Mapping[str, object]:
    """What became of a schedule, as a row."""
    return {
        "schedule": schedule.id, "kind": kind, "effective_on": on.isoformat(), "amount": minor,
        "transaction_id": transaction_id, "source": source,
    }  # fmt: skip


def open_day(tx: Tx, entity: int, day: date) -> date:
    """The day, or the first one on which the books of the entity are open."""
    closed_until = tenants.entity(tx, entity).closed_until
    return day if closed_until is None else max(day, closed_until + DAY)


# ---- the agenda ------------------------------------------------------------------------------------------------------


def run(tx: Tx, item: Due) -> None:
    """The month that ended before the item was due: earn it for some hundreds of lines, then let the next ones come."""
    text, _, chunk = item.subject.partition("/")
    entity = tenants.entity(tx, id_number(text, "ent"))
    through = local_day(item.due_at_us, entity.timezone).replace(day=1) - timedelta(days=1)
    found = store.due(tx, entity.id, through, MOST_AT_ONCE + 1)
    done = list(_as_many_as_fit(tx, found, through))
    keep(tx, done)
    if len(found) > len(done):
        tx.schedule(RECOGNISE, f"{text}/{int(chunk or 1) + 1}", instant(item.due_at_us))
    else:
        plan_runs(tx, [entity.id])


def _as_many_as_fit(tx: Tx, found: Sequence[Schedule], through: date) -> Iterator[tuple[Schedule, list[Part]]]:
    """So many schedules, each a month or more behind, as one transaction of this store takes with some room."""
    rows = 0
    for schedule in found[:MOST_AT_ONCE]:
        after, parts = recognise(schedule, through, through)
        rows += ROWS_OF_PART * len(parts) + 1
        if rows > tx.rows_limit // 2 and schedule is not found[0]:
            return
        yield after, parts


def plan_runs(tx: Tx, entities: Iterable[int]) -> None:
    """Put the next run of entities on the agenda, at the start of the month after the one that is to be earned."""
    for number in sorted(set(entities)):
        due_on = store.next_due(tx, number)
        if due_on is not None:
            schedule_run(tx, number, due_on)


def schedule_run(tx: Tx, entity: int, month_end: date) -> None:
    """A run for a month. One that was done already, before something late came for that month, is done again now."""
    at_us = local_instant(month_end + DAY, tenants.entity(tx, entity).timezone)
    text = id_text("ent", entity)
    if not tx.schedule(RECOGNISE, text, instant(at_us)) and at_us <= tx.now_us:
        tx.schedule(RECOGNISE, text, tx.now)


def months_of(schedules: Iterable[Schedule]) -> Iterator[tuple[int, date]]:
    """Which entities have to earn something at the end of which months, each once."""
    yield from sorted({(each.entity, each.due_on) for each in schedules if each.due_on is not None})
