"""What finalizing an invoice means for revenue: what is deferred gets a schedule, what was used is accrued.

plan ── a service with a period   2100, and a schedule that earns it
     ── unused time of a line     off what 2100 still holds for that line, then off its revenue
     ── usage with a period       1110, which its accrual has filled
     ── all else                  its revenue account, at once
"""

from __future__ import annotations

from collections.abc import Sequence

from harr.engine import Tx
from harr.kernel.calendar import Period
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import ledger, tenants
from harr.services.revenue import accruals, recognising, store
from harr.services.revenue.lines import Booked, Line
from harr.services.revenue.recognising import movement
from harr.services.revenue.schedules import Part, Schedule, earn_exactly, unused
from harr.services.revenue.spreading import DAY


def plan(tx: Tx, lines: Sequence[Line]) -> dict[int, tuple[Booked, ...]]:
    """Plan the revenue of lines that are being invoiced: on which accounts the invoice books each.

    What has to be in the books before the invoice is posted here.
    """
    new = [_schedule(tx, line, line.period) for line in lines if line.is_deferred and line.period is not None]
    store.add(tx, new)
    for entity, month_end in recognising.months_of(new):
        recognising.schedule_run(tx, entity, month_end)
    found: dict[int, tuple[Booked, ...]] = {}
    found |= {line.id: (Booked(line.code, line.net, line.id, line.product),) for line in lines}
    found |= {each.id: (Booked(ledger.DEFERRED, each.amount, each.id, each.product),) for each in new}
    found |= _take_unused(tx, [line for line in lines if line.takes_back])
    return found | accruals.clear(tx, [line for line in lines if line.is_usage])


def _schedule(tx: Tx, line: Line, period: Period) -> Schedule:
    zero = Money.zero(line.net.currency)
    worth, rate = _worth(tx, line)
    return Schedule(
        id=line.id,
        app=line.app,
        entity=line.entity,
        customer=line.customer,
        invoice=line.invoice,
        product=line.product,
        code=line.code,
        method="month" if line.method == "month" else "day",
        period=period,
        original_period=period,
        booked_on=line.on,
        not_before=line.on,
        amount=line.net,
        recognized=zero,
        recognized_back=zero,
        deferred_back=zero,
        spread_from=period.start,
        spread_amount=line.net,
        functional_amount=worth,
        exchange_rate=rate,
    )


def _worth(tx: Tx, line: Line) -> tuple[Money | None, int | None]:
    """What the line is worth in the entity's own currency: at that it is earned, whatever the rate is then."""
    own = tenants.entity(tx, line.entity).functional_currency
    if line.net.currency == own or line.net.currency.startswith("X-"):
        return None, None
    quote = ledger.quote(tx, line.net.currency, own, line.on.isoformat())
    return quote.worth(line.net, own), quote.id


# ---- unused time -----------------------------------------------------------------------------------------------------


def _take_unused(tx: Tx, lines: Sequence[Line]) -> dict[int, tuple[Booked, ...]]:
    """E19c: first earn the old line until the change, then take the unused time off what it still defers."""
    schedules = store.many(tx, {line.corrects for line in lines if line.corrects is not None})
    found: dict[int, tuple[Booked, ...]] = {}
    for line in lines:
        schedule = schedules.get(line.corrects or 0)
        if schedule is None or schedule.ended:
            continue
        now, parts, taken = _unused_of(schedule, line)
        recognising.book(tx, [(now, part) for part in parts])
        store.move(tx, [movement(now, "credited", line.on, taken.minor, source=id_text("lin", line.id))])
        schedules[schedule.id] = store.save(tx, now)
        rest = line.net + taken
        found[line.id] = (
            Booked(ledger.DEFERRED, -taken, schedule.id, schedule.product),
            Booked(schedule.code, rest, schedule.id, schedule.product),
        )
    return found


def _unused_of(schedule: Schedule, line: Line) -> tuple[Schedule, list[Part], Money]:
    """The old line without its unused time: its days up to the change earned, the amount taken off the rest."""
    span = line.period or Period(line.on, max(schedule.period.end, line.on + DAY))
    through = min(span.start, line.on) - DAY
    now, parts = earn_exactly(schedule, through, line.on)
    now, taken = unused(now, -line.net, span, through)
    return now.noted(line.on, -taken, "unused time", id_text("lin", line.id)), parts, taken
