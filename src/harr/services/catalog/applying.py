"""The catalogue changed to what a document says, in one commit: products, then prices, then plans, then what goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import msgspec

from harr.contract.catalog import (
    CatalogChange,
    CatalogDiff,
    CatalogPlan,
    CatalogPlanPrice,
    CatalogRequest,
    PlanUpdate,
    PriceUpdate,
    ProductCreate,
    ProductUpdate,
)
from harr.engine import Tx
from harr.kernel.errors import Refusal
from harr.kernel.ids import id_number, id_text
from harr.kernel.quantities import Quantity
from harr.services.catalog import actions, planning, products
from harr.services.catalog.differences import PREFIX, SECTIONS, Difference, Kind
from harr.services.catalog.documents import Catalogue, facts
from harr.services.catalog.plans import PlanPrice


def apply(
    tx: Tx, before: Catalogue, after: CatalogRequest, differences: Sequence[Difference], meters: Mapping[str, int]
) -> list[CatalogChange]:
    """Do what differs, but for meters, which are given by their codes; what each thing has become."""
    named = {**before.ids, **{("meter", code): number for code, number in meters.items()}}
    return Applying(tx, before, after, named).all(differences)


@dataclass
class Applying:
    """One document on its way into the catalogue; what codes name grows as things are made."""

    tx: Tx
    before: Catalogue
    after: CatalogRequest
    ids: dict[tuple[str, str], int]

    def all(self, differences: Sequence[Difference]) -> list[CatalogChange]:
        """Do each, in its order; what each has become. A plan after another may be made later than that one."""
        done = [
            change_of(each, self.ids["meter", each.code]) if each.kind == "meter" else self.one(each)
            for each in differences
        ]
        for each in differences:
            if each.kind == "plan" and (each.action in {"create", "new_version"} or "successor" in each.fields):
                self._succeeded(each)
        return done

    def one(self, each: Difference) -> CatalogChange:
        was = self.ids.get((each.kind, each.code))
        with at_its_place(each):
            if was is not None and each.action == "archive":
                ARCHIVING[each.kind](self.tx, id_text(PREFIX[each.kind], was))
                now = was
            elif was is not None and each.action == "update":
                self._update(each, id_text(PREFIX[each.kind], was))
                now = was
            else:
                now = MAKING[each.kind](self, each, was)
        self.ids[each.kind, each.code] = now
        return change_of(each, now)

    def named(self, kind: Kind, text: str) -> int:
        """What a code names now, or an id."""
        by_id = text.startswith(f"{PREFIX[kind]}_")
        return id_number(text, PREFIX[kind]) if by_id else self.ids[kind, text]

    # ---- each kind ---------------------------------------------------------------------------------------------------

    def _update(self, each: Difference, known: str) -> None:
        item = getattr(self.after, SECTIONS[each.kind])[each.place]
        changes = {name: facts(item)[name] for name in each.fields if name != "successor"}
        change, kind = UPDATING[each.kind]
        if changes:
            change(self.tx, known, msgspec.convert(changes, kind))

    def product(self, each: Difference, was: int | None) -> int:
        del was
        item = self.after.products[each.place or 0]
        given = ProductCreate(**{name: getattr(item, name) for name in ProductCreate.__struct_fields__})
        return int(products.add(self.tx, given)["id"])

    def price(self, each: Difference, was: int | None) -> int:
        item = self.after.prices[each.place or 0]
        if was is not None:
            actions.archive(self.tx, id_text("prc", was))
        fields = {name: value for name, value in facts(item).items() if name in actions.DEFAULTS}
        meter = None if item.meter is None else self.named("meter", item.meter)
        external_id = item.external_id if was is None else None
        row = actions.add(self.tx, fields, self.named("product", item.product), meter, external_id)
        actions.activate_row(self.tx, row)
        return int(row["id"])

    def plan(self, each: Difference, was: int | None) -> int:
        item = self._plan_of(each)
        fields = {name: value for name, value in facts(item).items() if name in planning.BODY}
        prices, setup = (self._prices(listed or (), name) for listed, name in (
            (item.prices, "prices"), (item.setup_prices, "setup_prices"),
        ))  # fmt: skip
        external_id = item.external_id if was is None else None
        row = planning.next_version(self.tx, item.code, fields, prices, setup, external_id, None)
        planning.activate_row(self.tx, row)
        return int(row["id"])

    def _prices(self, listed: Sequence[CatalogPlanPrice], field: str) -> tuple[PlanPrice, ...]:
        return tuple(
            PlanPrice(
                self.named("price", each.price),
                None if each.quantity is None else Quantity.parse(each.quantity, field=f"{field}[{place}].quantity"),
                each.optional,
            )
            for place, each in enumerate(listed)
        )

    def _plan_of(self, each: Difference) -> CatalogPlan:
        if each.place is not None:
            return self.after.plans[each.place]
        return next(plan for plan in self.before.document.plans if plan.code == each.code)

    def _succeeded(self, each: Difference) -> None:
        successor = self._plan_of(each).successor
        with at_its_place(each):
            number = None if successor is None else self.named("plan", successor)
            planning.follow(self.tx, self.ids["plan", each.code], number)


MAKING: Mapping[str, Callable[[Applying, Difference, int | None], int]] = {
    "product": Applying.product, "price": Applying.price, "plan": Applying.plan,
}  # fmt: skip
ARCHIVING: Mapping[str, Callable[[Tx, str], Any]] = {
    "product": products.archive, "price": actions.archive, "plan": planning.archive,
}  # fmt: skip
UPDATING: Mapping[str, tuple[Callable[..., Any], Any]] = {
    "product": (products.update, ProductUpdate), "price": (actions.update, PriceUpdate),
    "plan": (planning.update, PlanUpdate),
}  # fmt: skip


@contextmanager
def at_its_place(each: Difference) -> Iterator[None]:
    """A refusal names its field by the place in the document."""
    try:
        yield
    except Refusal as refusal:
        if each.place is not None:
            refusal.field = f"{SECTIONS[each.kind]}[{each.place}].{refusal.field or 'code'}"
        raise


def present(before: Catalogue, differences: Sequence[Difference], unchanged: int) -> CatalogDiff:
    """What would change, as callers see it."""
    changes = [change_of(each, before.ids.get((each.kind, each.code))) for each in differences]
    return CatalogDiff(changes=changes, unchanged=unchanged)


def change_of(each: Difference, number: int | None) -> CatalogChange:
    """A change as callers see it."""
    known = None if number is None else id_text(PREFIX[each.kind], number)
    return CatalogChange(action=each.action, kind=each.kind, code=each.code, id=known, fields=list(each.fields))
