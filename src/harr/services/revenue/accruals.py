"""Usage is revenue when it was served: accrued on the last day of its period, and cleared by its invoice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from harr.engine import Row, Tx
from harr.kernel.calendar import Period
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import ledger
from harr.services.ledger import recipes
from harr.services.revenue import store
from harr.services.revenue.lines import Booked, Line
from harr.services.revenue.recognising import open_day
from harr.services.revenue.spreading import DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Accrual:
    """Usage of a period that was served and is not invoiced yet: of a subscription item, or of a customer's meter."""

    entity: int
    customer: int
    app: int | None
    amount: Money
    period: Period
    code: str = ledger.USAGE
    subscription_item: int | None = None
    meter: int | None = None
    product: int | None = None
    step: int = 1

    @property
    def subject(self) -> str:
        if self.subscription_item is not None:
            return id_text("sit", self.subscription_item)
        return id_text("cus", self.customer)

    @property
    def cause(self) -> str:
        meter = "" if self.meter is None else f"/{id_text('mtr', self.meter)}"
        return f"usage.accrued/{self.subject}/{self.period.start}{meter}/{self.step}"


def accrue(tx: Tx, wanted: Sequence[Accrual]) -> None:
    """Accrue usage on the last day of its period, before its invoice is finalized; each cause once."""
    known = store.accrued(tx, {each.cause for each in wanted})
    fresh = {each.cause: each for each in wanted if each.amount and each.cause not in known}
    _accrue(tx, [(each, cause, None) for cause, each in fresh.items()], None)


def unbilled(tx: Tx, entity: int) -> dict[tuple[int, str], Money]:
    """What accruals of an entity hold now, by customer and currency: usage that was served and is not invoiced."""
    found = {(row["customer"], row["currency"]): row for row in store.held(tx) if row["entity"] == entity}
    return {key: Money(row["amount"], row["currency"]) for key, row in found.items() if row["amount"]}


def clear(tx: Tx, lines: Sequence[Line]) -> dict[int, tuple[Booked, ...]]:
    """What invoices book for lines of usage: 1110 whatever their accrual holds, the difference on revenue.

    Usage that nobody accrued is accrued now, on the last day of its period, and cleared at once.
    """
    if not lines:
        return {}
    waiting = {_key(row): row for row in reversed(store.waiting(tx, {line.customer for line in lines}))}
    found: dict[int, tuple[Booked, ...]] = {}
    fresh: list[tuple[Accrual, str, int | None]] = []
    for line in lines:
        row = waiting.pop(_key_of(line), None)
        held = line.net
        if row is None:
            fresh.append((_accrual(line), _cause(line), line.id))
        else:
            held = Money(row["held_amount"], row["currency"])
            store.clear(tx, row["id"], line.id)
        found[line.id] = (
            Booked(ledger.UNBILLED, held, line.id, line.product),
            Booked(line.code, line.net - held, line.id, line.product),
        )
    _accrue(tx, fresh, {line.id: line.on for line in lines})
    return found


def _accrue(tx: Tx, wanted: Sequence[tuple[Accrual, str, int | None]], invoiced_on: dict[int, date] | None) -> None:
    days = [_day(tx, each, None if line is None else (invoiced_on or {}).get(line)) for each, _, line in wanted]
    ledger.post(
        tx,
        [
            recipes.usage_accrued(
                entity=each.entity,
                cause=cause,
                customer=id_text("cus", each.customer),
                on=day,
                amount=each.amount,
                code=each.code,
                line=None if line is None else id_text("lin", line),
                product=None if each.product is None else id_text("prd", each.product),
                app=each.app,
            )
            for (each, cause, line), day in zip(wanted, days, strict=True)
        ],
    )
    store.add_accruals(tx, [_row(tx, *each, day) for each, day in zip(wanted, days, strict=True)])


def _day(tx: Tx, accrual: Accrual, invoiced_on: date | None) -> date:
    last = accrual.period.end - DAY
    return open_day(tx, accrual.entity, last if invoiced_on is None else min(last, invoiced_on))


def _row(tx: Tx, accrual: Accrual, cause: str, line: int | None, on: date) -> Row:
    return {
        "id": tx.new_id(), "app": accrual.app, "entity": accrual.entity, "customer": accrual.customer,
        "subscription_item": accrual.subscription_item, "meter": accrual.meter, "product": accrual.product,
        "currency": accrual.amount.currency, "code": accrual.code, "starts_on": accrual.period.start.isoformat(),
        "ends_on": accrual.period.end.isoformat(), "booked_on": on.isoformat(), "amount": accrual.amount.minor,
        "held_amount": accrual.amount.minor if line is None else 0, "line": line, "cause": cause,
    }  # fmt: skip


# ---- which accrual belongs to which line -----------------------------------------------------------------------------


def _key(row: Row) -> tuple[object, ...]:
    return (row["entity"], row["customer"], row["currency"], row["subscription_item"], row["meter"],
            row["starts_on"])  # fmt: skip


def _key_of(line: Line) -> tuple[object, ...]:
    start = line.period.start.isoformat() if line.period is not None else ""
    return line.entity, line.customer, line.net.currency, line.subscription_item, line.meter, start


def _accrual(line: Line) -> Accrual:
    period = line.period or Period(line.on, line.on + DAY)
    return Accrual(
        entity=line.entity, customer=line.customer, app=line.app, amount=line.net, period=period, code=line.code,
        subscription_item=line.subscription_item, meter=line.meter, product=line.product,
    )  # fmt: skip


def _cause(line: Line) -> str:
    """The line is part of it: late usage of the same item and period is another line."""
    of = id_text("lin", line.id)
    item = "" if line.subscription_item is None else f"{id_text('sit', line.subscription_item)}/"
    start = line.period.start if line.period is not None else line.on
    return f"usage.accrued/{item}{of}/{start}/1" if not item else f"usage.accrued/{item}{start}/{of}/1"
