"""What invoices hand over of a line, how its revenue is earned, and on which account. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from harr.contract.rules import Recognition
from harr.kernel.calendar import Period
from harr.kernel.errors import RuleConflict
from harr.kernel.money import Money
from harr.services import ledger
from harr.services.revenue.spreading import METHODS, Method

SERVES_FOR_A_TIME: Final = ("fee", "remaining_time", "one_time")
ACCOUNTS: Final = {
    "fee": ledger.SUBSCRIPTIONS,
    "remaining_time": ledger.SUBSCRIPTIONS,
    "unused_time": ledger.SUBSCRIPTIONS,
    "usage": ledger.USAGE,
    "minimum": ledger.USAGE,
    "true_up": ledger.USAGE,
}
"""The revenue account of a kind of line whose product names none; any other is sold once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is invoiced: its net amount, how it is earned, and on which account."""

    id: int
    invoice: int
    entity: int
    customer: int
    app: int | None
    kind: str
    net: Money
    on: date
    """The day on which the invoice is booked."""
    method: Recognition
    code: str
    product: int | None = None
    period: Period | None = None
    subscription_item: int | None = None
    meter: int | None = None
    corrects: int | None = None

    @property
    def is_deferred(self) -> bool:
        return self.method in {"day", "month"} and self.period is not None and self.net.minor > 0

    @property
    def is_usage(self) -> bool:
        return self.method == "usage" and self.period is not None and bool(self.net)

    @property
    def takes_back(self) -> bool:
        """Whether it takes something off another line."""
        return self.corrects is not None and self.net.minor < 0 and not self.is_usage


@dataclass(frozen=True, slots=True)
class Booked:
    """A part of a line's net amount: on which account the document books it, and for which line."""

    code: str
    amount: Money
    line: int
    product: int | None


@dataclass(frozen=True, slots=True)
class Credited:
    """What a credit note takes back of a line, net of tax."""

    line: int
    net: Money
    period: Period | None = None
    """The part of the line's period that it is for, where it says one."""


def method_of(
    kind: str, *, metered: bool, has_period: bool, asked: Recognition | None, of_price: Recognition | None,
    of_product: Recognition | None,
) -> Recognition:  # fmt: skip
    """How the revenue of a line is earned: usage as it is served, a service over its period, all else at once."""
    if is_usage(kind, metered=metered):
        return "point_in_time" if "point_in_time" in {asked, of_price} else "usage"
    if kind not in SERVES_FOR_A_TIME or not has_period:
        return "point_in_time"
    return offered(asked or of_price or of_product or "day", "lines")


def is_usage(kind: str, *, metered: bool) -> bool:
    """What a meter counted, also where it is billed late or corrected."""
    return kind == "usage" or (kind == "correction" and metered)


def offered(method: Recognition, field: str) -> Method:
    """A rule of recognition that Harr follows; the others are refused by name."""
    if method == "day" or method == "month" or method == "point_in_time":  # noqa: PLR1714 - mypy reads it so
        return method
    raise RuleConflict(
        f"revenue of a service with a period is not shown by the rule {method} yet",
        field=field,
        way_out=f"Set `recognition` of the product or price to {', '.join(METHODS)}.",
        rule="recognition",
        offered=list(METHODS),
    )


def account_of(kind: str, *, metered: bool, of_product: str | None) -> str:
    """On which account a line is sold: its product's, else that of its kind."""
    if of_product is not None:
        return of_product
    return ledger.USAGE if is_usage(kind, metered=metered) else ACCOUNTS.get(kind, ledger.ONE_TIME)


def is_held(code: str) -> bool:
    """Whether what is sold there is no revenue at all: a deposit, money of a third party."""
    account = ledger.CHART.get(code)
    return account is not None and account.type != "revenue"
