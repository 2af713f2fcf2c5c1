"""What is posted: a cause, and legs that balance. Pure; an unbalanced posting cannot be made.

Posting ── entity, cause, type, effective_on, rule, links
└── Leg ── code, side, amount of its account; owner of the account
    ├── document, line, product, dimensions: what a report asks for
    ├── LegTax ── tax rate, base, tax point
    └── functional, exchange_rate: what it is worth in the entity's own currency

The amount of a leg is above zero, its side says which way. A leg of amount zero
only moves value in the functional currency: the residue of a translation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from harr.kernel.errors import FieldInvalid, Unbalanced
from harr.kernel.money import Money
from harr.services.ledger.chart import Side

MOST_LEGS = 1_000
LONGEST_CAUSE = 400
CAUSE = re.compile(r"[a-z_]+\.[a-z_]+/.+/[1-9][0-9]{0,8}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LegTax:
    """Which tax an entry belongs to, its base in minor units, and the day by which a return selects it."""

    tax_rate: int | None
    base: int
    tax_point_on: date


@dataclass(frozen=True, slots=True)
class Leg:
    """One debit or credit of an account."""

    code: str
    side: Side
    amount: Money
    owner: str | None = None
    document: str | None = None
    line: str | None = None
    product: str | None = None
    tax: LegTax | None = None
    quantity: str | None = None
    unit: str | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
    functional: Money | None = None
    exchange_rate: int | None = None

    def __post_init__(self) -> None:
        if self.side not in {"debit", "credit"}:
            msg = f"a side is debit or credit, not {self.side!r}"
            raise ValueError(msg)
        moves = self.amount.minor > 0 or (self.amount.minor == 0 and bool(self.functional))
        if not moves or (self.functional is not None and self.functional.minor < 0):
            msg = f"a leg moves something, and its side says which way: {self.amount}, {self.functional}"
            raise ValueError(msg)

    @property
    def signed(self) -> int:
        """Minor units, debits above zero."""
        return self.amount.minor if self.side == "debit" else -self.amount.minor

    @property
    def signed_functional(self) -> int:
        """The same in the functional currency, once it is translated."""
        minor = self.functional.minor if self.functional is not None else 0
        return minor if self.side == "debit" else -minor


def debit(code: str, amount: Money, owner: str | None = None, document: str | None = None, line: str | None = None,
          product: str | None = None, tax: LegTax | None = None) -> Leg:  # fmt: skip
    """A leg on the debit side."""
    return Leg(code, "debit", amount, owner, document, line, product, tax)


def credit(code: str, amount: Money, owner: str | None = None, document: str | None = None, line: str | None = None,
           product: str | None = None, tax: LegTax | None = None) -> Leg:  # fmt: skip
    """A leg on the credit side."""
    return Leg(code, "credit", amount, owner, document, line, product, tax)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What is to be posted once, under its cause, by a rule that has a name and a version."""

    entity: int
    cause: str
    type: str
    effective_on: date
    lines: tuple[Leg, ...]
    rule: str
    reverses: int | None = None
    corrects: int | None = None
    belongs_to: int | None = None
    effective_at: int | None = None
    """An instant in microseconds, where one is known."""
    description: str | None = None
    reason: str | None = None
    attachment_url: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    external_id: str | None = None
    app: int | None = None
    """The app it came through; without one, the acting app."""
    number: int | None = None
    """The id it is to have, where its cause names it."""

    def __post_init__(self) -> None:
        if len(self.cause) > LONGEST_CAUSE or not CAUSE.fullmatch(self.cause):
            msg = f"a cause is <verb>/<subject>/<step>, not {self.cause[:LONGEST_CAUSE]!r}"
            raise ValueError(msg)
        if len(self.lines) < 2 or len(self.lines) > MOST_LEGS:
            raise FieldInvalid(
                f"a transaction has 2 to {MOST_LEGS} entries, not {len(self.lines)}",
                field="entries",
                way_out="Give every debit its credit; split what is longer.",
            )
        left = residual(self.lines)
        if left:
            raise Unbalanced(
                "debits less credits leave " + ", ".join(f"{money.text} {money.currency}" for money in left),
                field="entries",
                residual={money.currency: money.text for money in left},
            )


def residual(legs: Sequence[Leg]) -> list[Money]:
    """Debits less credits of every currency in which they differ."""
    sums: dict[str, int] = {}
    for leg in legs:
        sums[leg.amount.currency] = sums.get(leg.amount.currency, 0) + leg.signed
    return [Money(minor, currency) for currency, minor in sorted(sums.items()) if minor]
