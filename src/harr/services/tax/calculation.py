"""From lines to tax groups: every way in which a country may want its tax rounded, without a table or a clock.

Tax        what lies on a line: a percentage, a category of EN 16931, a jurisdiction
Taxable    a line, or an allowance or charge of the document (an allowance is below zero)
Rules      how the entity rounds
Taxed      what `groups` gives: the tax groups, and the net amount and tax of every line

An amount is exclusive (tax comes on top) or inclusive (tax lies inside, and the
customer pays exactly the amount). Both may stand in one document: what is
settled together is one tax group's exclusive amounts, one tax group's inclusive
amounts, one line, or the whole document. Where a line has several rates, each
of their groups shows the line's net amount as its base.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Literal

from harr.kernel.errors import RuleConflict
from harr.kernel.money import Exact, Money, Rounding, total

WITHOUT_TAX = frozenset({"Z", "E", "AE", "K", "G", "O"})
"""Categories whose tax is zero by definition: zero rated, exempt, reverse charge, within the EU, export, outside."""


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax as it lies on a line."""

    percentage: Decimal
    category: str = "S"
    jurisdiction: str | None = None
    rate: int | None = None
    exemption_reason: str | None = None
    on_tax_of: Decimal = Decimal(0)
    """The percentage of another tax of the line that this one is computed on as well."""

    def __post_init__(self) -> None:
        if self.category in WITHOUT_TAX and self.percentage:
            raise RuleConflict(
                f"category {self.category} has no tax, and {self.percentage} percent was given",
                way_out="Send a percentage of 0, or category S.",
                category=self.category,
            )

    @property
    def key(self) -> GroupKey:
        return self.category, self.percentage, self.jurisdiction or "", self.on_tax_of

    @property
    def factor(self) -> Fraction:
        """The tax of a net amount of one: 21 percent is 21/100."""
        return Fraction(self.percentage) / 100 * (1 + Fraction(self.on_tax_of) / 100)


GroupKey = tuple[str, Decimal, str, Decimal]


@dataclass(frozen=True, slots=True)
class Taxable:
    """An amount to tax: as it is printed, and as it was before it was rounded."""

    amount: Money
    taxes: tuple[Tax, ...]
    inclusive: bool = False
    exact: Exact | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """How an entity rounds its tax; each default is the first word of its rule."""

    tax_rounding: Literal["group", "line", "document"] = "group"
    tax_base: Literal["rounded", "exact"] = "rounded"
    inclusive_rounds: Literal["tax", "net"] = "tax"
    rounding: Rounding = "half_up"
    spread: Literal["largest_remainder", "first_lines"] = "largest_remainder"


@dataclass(frozen=True, slots=True)
class Group:
    """What the document prints of one category, percentage and jurisdiction."""

    category: str
    percentage: Decimal
    jurisdiction: str | None
    rates: tuple[int, ...]
    exemption_reason: str | None
    base: Money
    tax: Money
    on_tax_of: Decimal = Decimal(0)

    @property
    def key(self) -> GroupKey:
        return self.category, self.percentage, self.jurisdiction or "", self.on_tax_of


@dataclass(frozen=True, slots=True)
class Taxed:
    """The groups, and of every line its net amount and its tax.

    The nets add up to the bases. The taxes of lines add up to those of the groups
    where the rule is `line`; otherwise they are for information.
    """

    groups: tuple[Group, ...]
    nets: tuple[Money, ...]
    taxes: tuple[Money, ...]
    net: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class _Part:
    """The tax of some lines that is settled at once, under one of their taxes."""

    lines: tuple[int, ...]
    tax: Tax
    exact: Exact


def groups(lines: Sequence[Taxable], currency: str, rules: Rules | None = None) -> Taxed:
    """Tax the lines by the rules. Amounts may be below zero: a half is rounded away from zero on both sides."""
    rules = rules or Rules()
    parts = _parts(lines, rules)
    settled = _settle(parts, lines, rules, currency)
    nets = _nets(lines, parts, settled, rules, currency)
    grouped = _grouped(lines, parts, settled, nets, currency)
    return Taxed(
        groups=grouped,
        nets=nets,
        taxes=_line_taxes(lines, parts, settled, nets, rules),
        net=total(nets, currency),
        tax=total((group.tax for group in grouped), currency),
    )


# ---- what is settled together ---------------------------------------------------------------------------------------


def _parts(lines: Sequence[Taxable], rules: Rules) -> list[_Part]:
    """One part for each tax of each set of lines that are settled together."""
    sets: dict[object, list[int]] = {}
    for place, line in enumerate(lines):
        if rules.tax_rounding == "line":
            sets.setdefault(place, []).append(place)
        elif line.inclusive:
            sets.setdefault(("inclusive", *sorted(tax.key for tax in line.taxes)), []).append(place)
        else:
            for tax in line.taxes:
                sets.setdefault(("exclusive", tax.key), []).append(place)
    found: list[_Part] = []
    for key, places in sets.items():
        taxes = lines[places[0]].taxes
        if isinstance(key, tuple) and key[0] == "exclusive":
            taxes = tuple(tax for tax in taxes if tax.key == key[1])
        base = _sum(_exact(lines[place], rules) for place in places)
        found += [_Part(tuple(places), tax, _tax_of(base, tax, lines[places[0]])) for tax in taxes]
    return found


def _exact(line: Taxable, rules: Rules) -> Exact:
    if rules.tax_base == "exact" and line.exact is not None:
        return line.exact
    return Exact.of(line.amount)


def _tax_of(base: Exact, tax: Tax, line: Taxable) -> Exact:
    """The tax on top of the base, or inside it: with rates of 6 and 1 percent, 107.00 holds 6.00 and 1.00."""
    inside = tax.factor / (1 + _together_factor(line)) if line.inclusive else tax.factor
    return base.times(inside.numerator, inside.denominator)


def _together_factor(line: Taxable) -> Fraction:
    return sum((tax.factor for tax in line.taxes), Fraction(0))


# ---- settling -------------------------------------------------------------------------------------------------------


def _settle(parts: Sequence[_Part], lines: Sequence[Taxable], rules: Rules, currency: str) -> list[Money]:
    """The money of every part: each by itself, or all of what is settled together and then split on them."""
    if rules.tax_rounding == "document":
        whole = _sum([Exact.zero(currency), *(part.exact for part in parts)]).settle(rules.rounding)
        return share_out(whole, [part.exact for part in parts], rules.spread)
    settled: dict[int, Money] = {}
    for together in _together(parts, lines):
        exacts = [parts[place].exact for place in together]
        if lines[parts[together[0]].lines[0]].inclusive:
            whole = _inside(parts[together[0]].lines, exacts, lines, rules, currency)
            moneys = share_out(whole, exacts, rules.spread)
        else:
            moneys = [exact.settle(rules.rounding) for exact in exacts]
        settled.update(zip(together, moneys, strict=True))
    return [settled[place] for place in range(len(parts))]


def _together(parts: Sequence[_Part], lines: Sequence[Taxable]) -> list[list[int]]:
    """The places of parts that lie inside the same amounts, so that what is paid is exactly those amounts."""
    found: dict[object, list[int]] = {}
    for place, part in enumerate(parts):
        key: object = part.lines if lines[part.lines[0]].inclusive else place
        found.setdefault(key, []).append(place)
    return list(found.values())


def _inside(
    places: Sequence[int], taxes: Sequence[Exact], lines: Sequence[Taxable], rules: Rules, currency: str
) -> Money:
    """All tax inside some inclusive amounts, by the rule of what is rounded and what is the difference."""
    if rules.inclusive_rounds == "tax":
        return _sum(taxes).settle(rules.rounding)
    gross = total((lines[place].amount for place in places), currency)
    return gross - (_sum(_exact(lines[place], rules) for place in places) - _sum(taxes)).settle(rules.rounding)


def share_out(whole: Money, exacts: Sequence[Exact], spread: str = "largest_remainder") -> list[Money]:
    """Whole units near the exact parts that add up to `whole`; parts may lie on both sides of zero.

    Spare units go to the largest remainders, or to the first parts that are not zero.
    A sum below zero is shared out as its mirror image.
    """
    if whole.minor < 0:
        return [-part for part in share_out(-whole, [-exact for exact in exacts], spread)]
    sizes = [exact.numerator // exact.denominator for exact in exacts]
    spare = whole.minor - sum(sizes)
    takers = [place for place, exact in enumerate(exacts) if exact] or list(range(len(exacts)))
    if spread == "largest_remainder":
        remainders = [exact - Exact(size, 1, whole.currency) for exact, size in zip(exacts, sizes, strict=True)]
        takers = sorted(takers, key=lambda place: remainders[place], reverse=spare > 0)
    if spare and not takers:
        raise RuleConflict("there is nothing to share an amount out on", amount=whole.text)
    step = 1 if spare > 0 else -1
    for turn in range(abs(spare)):
        sizes[takers[turn % len(takers)]] += step
    return [Money(size, whole.currency) for size in sizes]


# ---- nets, groups, lines --------------------------------------------------------------------------------------------


def _nets(
    lines: Sequence[Taxable], parts: Sequence[_Part], settled: Sequence[Money], rules: Rules, currency: str
) -> tuple[Money, ...]:
    """What is left of every amount without its tax: an exclusive one is net already."""
    nets = [line.amount for line in lines]
    for together in _together(parts, lines):
        places = parts[together[0]].lines
        if not lines[places[0]].inclusive:
            continue
        gross = total((lines[place].amount for place in places), currency)
        base = gross - total((settled[part] for part in together), currency)
        exacts = [_net_of(lines[place]) for place in places]
        for place, net in zip(places, share_out(base, exacts, rules.spread), strict=True):
            nets[place] = net
    return tuple(nets)


def _net_of(line: Taxable) -> Exact:
    net = 1 / (1 + _together_factor(line))
    return Exact.of(line.amount).times(net.numerator, net.denominator)


def _grouped(
    lines: Sequence[Taxable],
    parts: Sequence[_Part],
    settled: Sequence[Money],
    nets: Sequence[Money],
    currency: str,
) -> tuple[Group, ...]:
    keys = sorted({part.tax.key for part in parts})
    taxes = [(line, tax) for line in lines for tax in line.taxes]
    found = []
    for key in keys:
        mine = [tax for _, tax in taxes if tax.key == key]
        found.append(
            Group(
                category=key[0],
                percentage=key[1],
                jurisdiction=key[2] or None,
                rates=tuple(dict.fromkeys(tax.rate for tax in mine if tax.rate is not None)),
                exemption_reason=_reasons(mine),
                base=total(_under(key, lines, nets), currency),
                tax=total((money for part, money in zip(parts, settled, strict=True) if part.tax.key == key), currency),
                on_tax_of=key[3],
            )
        )
    return tuple(found)


def _reasons(taxes: Sequence[Tax]) -> str | None:
    return "; ".join(dict.fromkeys(tax.exemption_reason for tax in taxes if tax.exemption_reason)) or None


def _under(key: GroupKey, lines: Sequence[Taxable], nets: Sequence[Money]) -> list[Money]:
    return [net for line, net in zip(lines, nets, strict=True) if any(tax.key == key for tax in line.taxes)]


def _line_taxes(
    lines: Sequence[Taxable], parts: Sequence[_Part], settled: Sequence[Money], nets: Sequence[Money], rules: Rules
) -> tuple[Money, ...]:
    """What each line shows as its tax: what lies inside it, what was settled for it, or what it would be alone."""
    found = []
    for place, line in enumerate(lines):
        each = [_tax_of(_exact(line, rules), tax, line).settle(rules.rounding) for tax in line.taxes]
        if rules.tax_rounding == "line":
            each = [money for part, money in zip(parts, settled, strict=True) if part.lines == (place,)]
        if line.inclusive:
            each = [line.amount - nets[place]]
        found.append(total(each, line.amount.currency))
    return tuple(found)


def _sum(exacts: Iterable[Exact]) -> Exact:
    return reduce(add, exacts)
