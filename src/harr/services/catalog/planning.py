"""What can happen to a plan: drafted, followed by a next version, activated in place of the one before, archived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from harr.contract.catalog import Plan as PlanResource
from harr.contract.catalog import PlanCreate, PlanUpdate, PlanVersionRequest
from harr.contract.catalog import PlanPrice as PlanPriceRequest
from harr.contract.events import PlanActivated, PlanArchived
from harr.contract.operations import Listing, Page
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.calendar import Interval
from harr.kernel.errors import FieldInvalid, NotFound, RuleConflict, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.quantities import Quantity
from harr.kernel.time import instant
from harr.services.catalog import plans, store
from harr.services.catalog.actions import price
from harr.services.catalog.plans import Plan, PlanPrice

PLANS: store.Table = "catalog_plan"
ID_BEGINS = "pln_"
BODY: Mapping[str, Any] = {
    "name": None, "interval": None, "interval_count": None, "prices": [], "trial_days": None,
    "trial_requires_payment_method": False, "setup_prices": [], "billing_anchor": None, "minimum_amount": None,
    "usage_thresholds": [], "entitlements": [], "metadata": {},
}  # fmt: skip


def plan(tx: Tx, numbers: Sequence[int]) -> dict[int, Plan]:
    """Those of these versions that are there, by id. Whether one is `active` is the caller's to ask."""
    return {number: value_of(row) for number, row in store.some(tx, PLANS, numbers).items()}


def plan_named(tx: Tx, text: str, field: str = "plan") -> Plan:
    """The plan that a caller names, to be sold: by the id of an active version, or by its code."""
    by_id = text.startswith(ID_BEGINS)
    number = id_number(text, "pln", field=field) if by_id else store.active_plans(tx, [text]).get(text)
    found = None if number is None else plan(tx, [number]).get(number)
    if found is None:
        raise NotFound(f"there is no plan {text!r} for sale here", field=field)
    if found.status != "active":
        raise RuleConflict(
            f"version {found.number} of the plan {found.code!r} is {found.status}",
            field=field,
            way_out="Name the plan by its code: that is its active version.",
            status=found.status,
        )
    return found


# ---- handlers --------------------------------------------------------------------------------------------------------


def create(tx: Tx, given: PlanCreate) -> PlanResource:
    """The first version of a new plan, as a draft."""
    fields = {name: _or(getattr(given, name), default) for name, default in BODY.items()}
    prices, setup = prices_of(given.prices, "prices"), prices_of(given.setup_prices or (), "setup_prices")
    return present(add(tx, given.code, 1, fields, prices, setup, given.external_id, _number(given.successor)))


def retrieve(tx: Tx, plan_id: str) -> PlanResource:
    """A version of a plan by its id."""
    return present(row_of(tx, plan_id))


def list_(tx: Tx, listing: Listing) -> Page[PlanResource]:
    """Plans are the tenant's, whichever app made them; every version is one of the list."""
    return page(tx, PLANS, listing, lambda rows: [present(row) for row in rows], by_app=False)


def update(tx: Tx, plan_id: str, given: PlanUpdate) -> PlanResource:
    """Another name, another plan after it; what it charges is for the next version."""
    row = row_of(tx, plan_id)
    tx.expect(row["version"])
    body = loads(row["body"])
    body |= {name: value for name in ("name", "metadata") if (value := getattr(given, name)) is not UNSET}
    if given.successor is not UNSET:
        row = {**row, "successor": _successor(tx, _number(given.successor), row["id"])}
    return present(store.change(tx, PLANS, row, successor=row["successor"], body=dumps(body)))


def follow(tx: Tx, number: int, successor: int | None) -> None:
    """Say which plan comes after a plan, unless that is said already."""
    row = store.get(tx, PLANS, number)
    if row["successor"] != successor:
        store.change(tx, PLANS, row, named=False, successor=_successor(tx, successor, number))


def activate(tx: Tx, plan_id: str) -> PlanResource:
    """Make a draft fit for sale: its code names it from now on, and the version before is sold no more."""
    return activate_row(tx, row_of(tx, plan_id))


def activate_row(tx: Tx, row: Row) -> PlanResource:
    """The same, of a version that was read or made before."""
    if row["status"] != "draft":
        verbs = ["archive", "new_version"] if row["status"] == "active" else ["new_version"]
        raise StateConflict(f"the plan is {row['status']}, not a draft", status=row["status"], allowed=verbs)
    _all_active(tx, value_of(row))
    before = store.active_plans(tx, [row["code"]]).get(row["code"])
    if not store.name_plan(tx, row["code"], row["id"], before):
        raise StateConflict("another version was activated meanwhile", status="draft", allowed=["activate"])
    fit = present(store.change(tx, PLANS, row, status="active"))
    if before is not None:
        _archived(tx, store.get(tx, PLANS, before), named=False)
    tx.emit(PlanActivated(object=fit, previous={"status": "draft"}))
    return fit


def archive(tx: Tx, plan_id: str) -> PlanResource:
    """Sell a version no more; who has it keeps it."""
    row = row_of(tx, plan_id)
    if row["status"] == "archived":
        raise StateConflict("the plan is archived already", status="archived", allowed=["new_version"])
    if row["status"] == "active":
        store.unname_plan(tx, row["code"], row["id"])
    return _archived(tx, row)


def new_version(tx: Tx, plan_id: str, given: PlanVersionRequest) -> PlanResource:
    """The next version, as a draft: what is said anew, and the rest as this one has it."""
    row = row_of(tx, plan_id)
    tx.expect(row["version"])
    was, before = loads(row["body"]), value_of(row)
    said = {name: value for name in BODY if (value := getattr(given, name)) is not None and value != BODY[name]}
    if "interval" in said and "interval_count" not in said:
        said["interval_count"] = 1
    prices = before.prices if given.prices is None else prices_of(given.prices, "prices")
    setup = before.setup_prices if given.setup_prices is None else prices_of(given.setup_prices, "setup_prices")
    return present(next_version(tx, row["code"], {**was, **said}, prices, setup, given.external_id, row["successor"]))


def next_version(
    tx: Tx,
    code: str,
    fields: Mapping[str, Any],
    prices: Sequence[PlanPrice],
    setup: Sequence[PlanPrice],
    external_id: str | None,
    successor: int | None,
) -> Row:
    """The row of the next version of a code, which may be its first, as a draft that has these fields and no others."""
    return add(tx, code, store.versions(tx, code) + 1, {**BODY, **fields}, prices, setup, external_id, successor)


def present(row: Row) -> PlanResource:
    """A row as callers see it."""
    body = loads(row["body"])
    for name in ("prices", "setup_prices"):
        body[name] = [{**each, "price": id_text("prc", each["price"])} for each in body[name]]
    return msgspec.convert(
        {
            **body,
            "id": id_text("pln", row["id"]),
            "app": None if row["app"] is None else id_text("app", row["app"]),
            "external_id": row["external_id"],
            "status": row["status"],
            "code": row["code"],
            "number": row["number"],
            "successor": None if row["successor"] is None else id_text("pln", row["successor"]),
            "version": row["version"],
            "created_at": instant(row["created_at"]),
            "updated_at": instant(row["updated_at"]),
        },
        PlanResource,
    )


def row_of(tx: Tx, plan_id: str) -> Row:
    """The row of a plan, or NotFound."""
    return store.get(tx, PLANS, path_id(plan_id, "pln"))


def value_of(row: Row) -> Plan:
    """A row as the other services use it."""
    shown, body = present(row), loads(row["body"])
    return Plan(
        id=row["id"],
        code=shown.code,
        name=shown.name,
        status=shown.status,
        number=shown.number,
        interval=None if shown.interval is None else Interval(shown.interval, shown.interval_count or 1),
        prices=_kept(body["prices"]),
        trial_days=shown.trial_days,
        trial_requires_payment_method=shown.trial_requires_payment_method,
        setup_prices=_kept(body["setup_prices"]),
        billing_anchor=shown.billing_anchor,
    )


def add(
    tx: Tx,
    code: str,
    number: int,
    given: Mapping[str, Any],
    prices: Sequence[PlanPrice],
    setup: Sequence[PlanPrice],
    external_id: str | None,
    successor: int | None,
) -> Row:
    """The row of a version of a plan, if nothing speaks against it."""
    if code.startswith(ID_BEGINS):
        raise FieldInvalid(
            "ids begin like this", field="code", way_out=f"Use a code that does not begin with {ID_BEGINS}."
        )
    fields = {name: msgspec.to_builtins(given[name]) for name in BODY}
    plans.check(fields, prices, setup, price(tx, [each.price for each in (*prices, *setup)]))
    if fields["interval"] is not None and fields["interval_count"] is None:
        fields["interval_count"] = 1
    fields |= {"prices": _listed(prices), "setup_prices": _listed(setup)}
    new = tx.new_id()
    return store.add(tx, PLANS, {
        "id": new, "external_id": external_id, "status": "draft", "code": code, "number": number,
        "successor": _successor(tx, successor, new), "body": dumps(fields),
    })  # fmt: skip


def prices_of(given: Sequence[PlanPriceRequest], field: str) -> tuple[PlanPrice, ...]:
    """The prices of a plan as they are sent."""
    return tuple(
        PlanPrice(
            id_number(each.price, "prc", field=f"{field}[{place}].price"),
            None if each.quantity is None else Quantity.parse(each.quantity, field=f"{field}[{place}].quantity"),
            each.optional,
        )
        for place, each in enumerate(given)
    )


def _kept(given: Sequence[Mapping[str, Any]]) -> tuple[PlanPrice, ...]:
    return tuple(
        PlanPrice(
            each["price"], None if each["quantity"] is None else Quantity.parse(each["quantity"]), each["optional"]
        )
        for each in given
    )


def _listed(prices: Sequence[PlanPrice]) -> list[dict[str, Any]]:
    return [
        {"price": each.price, "quantity": each.quantity and each.quantity.text, "optional": each.optional}
        for each in prices
    ]


def _number(plan_id: str | None) -> int | None:
    return None if plan_id is None else id_number(plan_id, "pln", field="successor")


def _successor(tx: Tx, number: int | None, mine: int) -> int | None:
    if number is None:
        return None
    store.get(tx, PLANS, number, "successor")
    if number == mine:
        raise RuleConflict("a plan does not follow itself", field="successor", way_out="Name another plan.")
    return number


def _all_active(tx: Tx, found: Plan) -> None:
    """Only what can be sold is sold together; and who subscribes now may name each of its prices."""
    for field, listed in (("prices", found.prices), ("setup_prices", found.setup_prices)):
        known = price(tx, [each.price for each in listed])
        for place, each in enumerate(listed):
            if known[each.price].status != "active":
                raise RuleConflict(
                    f"{id_text('prc', each.price)} is {known[each.price].status}",
                    field=f"{field}[{place}].price",
                    way_out="Activate the price first (`prices.activate`).",
                    status=known[each.price].status,
                )


def _archived(tx: Tx, row: Row, *, named: bool = True) -> PlanResource:
    gone = present(store.change(tx, PLANS, row, named=named, status="archived"))
    tx.emit(PlanArchived(object=gone, previous={"status": row["status"]}))
    return gone


def _or(value: Any, default: Any) -> Any:
    return default if value is None else value
