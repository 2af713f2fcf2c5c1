"""What an account is called in the accountant's own books, and for which entries. Pure.

Mapping ── code, gl_code, gl_name, tax_code
└── its conditions ── product, jurisdiction, provider, days; what is not said fits all
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A name for a code from a day on; `valid_until` is the first day on which it no longer holds."""

    code: str
    gl_code: str
    gl_name: str | None = None
    tax_code: str | None = None
    product: str = ""
    jurisdiction: str = ""
    provider: str = ""
    valid_from: date = date.min
    valid_until: date | None = None

    def fits(self, code: str, on: date, products: Collection[str], jurisdiction: str, provider: str) -> bool:
        """Whether it holds for an entry. A product is known by id or code; `US` also holds in `US-NY`."""
        return (
            self.code == code
            and self.valid_from <= on
            and (self.valid_until is None or on < self.valid_until)
            and self.product in {"", *products}
            and self.provider in {"", provider}
            and is_within(jurisdiction, self.jurisdiction)
        )

    @property
    def weight(self) -> tuple[object, ...]:
        """What decides among several: more conditions; product, place, provider in this order; then the later day."""
        said = [bool(self.product), bool(self.jurisdiction), bool(self.provider)]
        return sum(said), *said, len(self.jurisdiction), self.valid_from


def choose(
    mappings: Iterable[Mapping], code: str, on: date, *, products: Collection[str] = (), jurisdiction: str = "",
    provider: str = "",
) -> Mapping | None:  # fmt: skip
    """The mapping of an entry; none where the account is called nothing else."""
    fitting = [each for each in mappings if each.fits(code, on, products, jurisdiction, provider)]
    return max(fitting, key=lambda each: each.weight, default=None)


def is_within(place: str, wider: str) -> bool:
    """Whether a place lies in another, or is it; everything lies in no place in particular."""
    return not wider or place == wider or place.startswith((f"{wider}-", f"{wider}/"))
