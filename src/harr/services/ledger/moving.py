"""What moved accounts in some days, told apart by whatever an entry says: what reports add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from harr.engine import Row, Tx
from harr.kernel.money import Money
from harr.services.ledger import sums
from harr.services.ledger.chart import CHART, AccountType
from harr.services.ledger.days import day_of
from harr.services.ledger.sums import Which


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Debits and credits that agree in code, currency, and in what was asked to be told apart; the rest is empty."""

    code: str
    name: str
    type: AccountType
    debits: Money
    credits: Money
    functional_debits: int
    functional_credits: int
    """In minor units of the entity's own currency."""
    day: date | None = None
    month: str = ""
    """`2026-01`."""
    owner: str = ""
    provider: str = ""
    cause_type: str = ""
    line: str | None = None
    product: str | None = None
    tax_rate: int | None = None

    @property
    def net(self) -> Money:
        """Debits less credits."""
        return self.debits - self.credits


def moves(
    tx: Tx,
    which: Which,
    by: Sequence[str] = (),
    *,
    since: date | None = None,
    until: date | None = None,
    known_at: int | None = None,
) -> list[Moves]:
    """What moved these accounts in `[since, until)`, as known at a position, by code, currency and any of `sums.BY`."""
    return [_value(row) for row in sums.moves(tx, which, by, since=since, until=until, known_at=known_at)]


def _value(row: Row) -> Moves:
    chart, day = CHART.get(row["code"]), row.get("day")
    return Moves(
        code=row["code"],
        name=chart.name if chart else row["name"] or row["code"],
        type=row["kind"],
        debits=Money(row["debits"], row["currency"]),
        credits=Money(row["credits"], row["currency"]),
        functional_debits=row["functional_debits"],
        functional_credits=row["functional_credits"],
        day=None if day is None else day_of(day),
        **{name: row[name] for name in sums.BY if name != "day" and name in row},
    )
