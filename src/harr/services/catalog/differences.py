"""What a document would change: two catalogues compared by their codes. Pure.

A product and what a thing is called can change. What a price charges cannot: the
next price of its code follows it, and each plan that has it gets a next version.
How a meter counts never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from harr.contract.catalog import Catalog, CatalogMeter, CatalogPlan, CatalogPrice, CatalogProduct, CatalogRequest
from harr.kernel.errors import NotFound, RuleConflict
from harr.kernel.quantities import DECIMAL
from harr.services.catalog.documents import facts

Kind = Literal["meter", "product", "price", "plan"]
Action = Literal["create", "update", "new_version", "archive"]
Item = CatalogMeter | CatalogProduct | CatalogPrice | CatalogPlan
SECTIONS: Mapping[Kind, str] = {"meter": "meters", "product": "products", "price": "prices", "plan": "plans"}
NAMES: Mapping[Kind, frozenset[str]] = {
    "meter": frozenset({"unit_name", "metadata"}),
    "price": frozenset({"nickname", "metadata"}),
    "plan": frozenset({"name", "successor", "metadata"}),
}
"""What of a thing may change, since it charges nothing; of a product all may."""
AS_WRITTEN = frozenset({
    "code", "product", "meter", "price", "name", "nickname", "description", "metadata", "unit_name", "successor",
    "tax_code", "revenue_account", "event_type", "property",
})  # fmt: skip
"""What is no number; in all else 31 and 31.00 are the same."""
PREFIX: Mapping[Kind, str] = {"meter": "mtr", "product": "prd", "price": "prc", "plan": "pln"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changes, and its place in the document, where it has one."""

    action: Action
    kind: Kind
    code: str
    fields: tuple[str, ...] = ()
    place: int | None = None


def compare(before: Catalog, after: CatalogRequest) -> tuple[list[Difference], int]:
    """What changes, in the order in which it is done; and how many things of the document stay as they are."""
    _offered(after)
    found: list[Difference] = []
    unchanged = 0
    for kind in SECTIONS:
        were, followed = _by_code(before, kind), {each.code for each in found if _follows(each)}
        for place, (code, item) in enumerate(_by_code(after, kind).items()):
            change = _change(kind, were.get(code), item, place, followed)
            unchanged += change is None
            found += [] if change is None else [change]
    return [*found, *_others(before, after, found)], unchanged


def _change(kind: Kind, was: Item | None, item: Item, place: int, followed: set[str]) -> Difference | None:
    if was is None:
        return Difference("create", kind, str(item.code), (), place)
    old, new = facts(was), facts(item)
    names = [name for name in new if not _same(name, old[name], new[name])]
    if isinstance(item, CatalogPlan) and "prices" not in names and _holds(item, followed):
        names.append("prices")
    if not names:
        return None
    if kind == "product" or set(names) <= NAMES[kind]:
        return Difference("update", kind, str(item.code), tuple(names), place)
    if kind == "meter":
        name = min(set(names) - NAMES[kind])
        raise RuleConflict(
            f"how the meter {item.code!r} counts never changes",
            field=f"meters[{place}].{name}",
            way_out="Give what is counted otherwise a meter, and so a code, of its own.",
        )
    return Difference("new_version", kind, str(item.code), tuple(names), place)


def _others(before: Catalog, after: CatalogRequest, found: Sequence[Difference]) -> list[Difference]:
    """What is not in the document: archived where it says so, else a plan that has a price which is followed."""
    left: dict[Kind, list[Item]] = {
        kind: [item for code, item in _by_code(before, kind).items() if code not in _by_code(after, kind)]
        for kind in SECTIONS
    }
    if after.archive_missing:
        kinds: tuple[Kind, ...] = ("plan", "price", "product")
        _named(after, {kind: {str(item.code) for item in _by_code(after, kind).values()} for kind in SECTIONS}, left)
        return [Difference("archive", kind, str(item.code)) for kind in kinds for item in left[kind]]
    _named(after, {kind: {*_by_code(before, kind), *_by_code(after, kind)} for kind in SECTIONS}, left)
    followed = {each.code for each in found if _follows(each)}
    return [
        Difference("new_version", "plan", plan.code, ("prices",)) for plan in before.plans
        if plan in left["plan"] and _holds(plan, followed)
    ]  # fmt: skip


def _follows(each: Difference) -> bool:
    return each.kind == "price" and each.action == "new_version"


def _holds(plan: CatalogPlan, prices: set[str]) -> bool:
    return any(each.price in prices for each in (*plan.prices, *(plan.setup_prices or ())))


def _same(name: str, one: Any, other: Any) -> bool:
    """Whether two values say the same: numbers by their value, all else as it is written."""
    if name in AS_WRITTEN:
        return bool(one == other)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(key, one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same(name, *pair) for pair in zip(one, other, strict=True))
    if isinstance(one, str) and isinstance(other, str) and DECIMAL.fullmatch(one) and DECIMAL.fullmatch(other):
        return Decimal(one) == Decimal(other)
    return bool(one == other)


# ---- what a document may say -----------------------------------------------------------------------------------------


def _offered(after: CatalogRequest) -> None:
    if after.units:
        raise RuleConflict("units of one's own are not made yet", field="units", way_out="Leave units out.")
    for place, product in enumerate(after.products):
        if any(not each.startswith("fea_") for each in product.features or ()):
            raise RuleConflict("features have no codes yet", field=f"products[{place}].features",
                               way_out="Leave features out.")  # fmt: skip
    for kind, section in SECTIONS.items():
        codes = [item.code for item in getattr(after, section)]
        for place, code in enumerate(codes):
            if code in codes[:place]:
                raise RuleConflict(f"{code!r} stands twice", field=f"{section}[{place}].code",
                                   way_out=f"Say each {kind} once.")  # fmt: skip


def _by_code(document: Catalog | CatalogRequest, kind: Kind) -> dict[str, Any]:
    return {item.code: item for item in getattr(document, SECTIONS[kind])}


def _named(after: CatalogRequest, codes: Mapping[Kind, Iterable[str]], left: Mapping[Kind, Sequence[Item]]) -> None:
    """Refuse a code that names nothing, or what the document archives."""
    known = {kind: set(named) for kind, named in codes.items()}
    known["meter"] |= {str(item.code) for item in left["meter"]}

    def check(kind: Kind, text: str | None, field: str) -> None:
        if text is not None and text not in known[kind] and not text.startswith(f"{PREFIX[kind]}_"):
            raise NotFound(f"there is no {kind} {text!r} in the document, nor one that stays", field=field,
                           way_out="Correct the code, or put what it names into the document.")  # fmt: skip

    for place, price in enumerate(after.prices):
        check("product", price.product, f"prices[{place}].product")
        check("meter", price.meter, f"prices[{place}].meter")
    for place, plan in enumerate(after.plans):
        check("plan", plan.successor, f"plans[{place}].successor")
        for name in ("prices", "setup_prices"):
            for number, each in enumerate(getattr(plan, name) or ()):
                check("price", each.price, f"plans[{place}].{name}[{number}].price")
