"""Profiles: what an app may do, as versioned data. A version is never changed, only followed by its next."""

from __future__ import annotations

from typing import Any

import msgspec

from harr.contract import BY_NAME, OPERATIONS
from harr.contract.operations import Listing, Operation, Page
from harr.contract.tenants import (
    Profile,
    ProfileCall,
    ProfileCallResult,
    ProfileCreate,
    ProfilePreview,
    ProfileTest,
    ProfileTestRequest,
)
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import CapabilityNotGranted, FieldInvalid
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.kernel.time import instant
from harr.services.tenants import capabilities, differences, store

LISTS = ("payment_method_types", "providers", "currencies", "countries", "price_models", "customer_kinds")
RESOURCES = frozenset(operation.resource for operation in OPERATIONS)


def create(tx: Tx, given: ProfileCreate) -> Profile:
    """The next version of the profile of this name, as a draft."""
    _require_known(given)
    _require_digits(given)
    body: dict[str, Any] = {
        "operations": given.operations,
        "sees": given.sees,
        "maximum_amounts": given.maximum_amounts or {},
        "refund_limits": given.refund_limits,
        "velocity": given.velocity,
        "branding": given.branding,
        "metadata": given.metadata,
        **{name: getattr(given, name) or [] for name in LISTS},
    }
    row = store.add(tx, "tenants_profile", {
        "id": tx.new_id(), "external_id": given.external_id, "name": given.name,
        "number": store.last_number(tx, given.name) + 1, "status": "draft",
        "dunning_campaign": _reference(given.dunning_campaign, "dnc", "dunning_campaign"),
        "series": _reference(given.series, "ser", "series"), "body": dumps(body),
    })  # fmt: skip
    return present(row)


def retrieve(tx: Tx, profile_id: str) -> Profile:
    """A version by its id."""
    return present(_row(tx, profile_id))


def list_(tx: Tx, listing: Listing) -> Page[Profile]:
    """Profiles are the tenant's, whichever app made them."""
    return page(tx, "tenants_profile", listing, lambda rows: [present(row) for row in rows], by_app=False)


def activate(tx: Tx, profile_id: str) -> Profile:
    """Make a version hold: it takes the place of the one before it, in every app that has a version of this name.

    An older version may be activated again; that is how a step is taken back.
    """
    row = _row(tx, profile_id)
    store.require(row, ("draft", "superseded"), "be activated", [])
    before = store.active_profile(tx, row["name"])
    if before is not None:
        store.change_quietly(tx, "tenants_profile", before, status="superseded")
    changed = store.change(tx, "tenants_profile", row, status="active")
    store.move_apps(tx, row["name"], row["id"])
    tx.changed(profile_id, None if before is None else {"active": id_text("prf", before["id"])}, {"active": profile_id})
    return present(changed)


def preview(tx: Tx, profile_id: str) -> ProfilePreview:
    """What would open and what would close if this version took the place of the active one."""
    row = _row(tx, profile_id)
    before = store.active_profile(tx, row["name"])
    opens, closes = differences.difference(None if before is None else present(before), present(row))
    apps = [id_text("app", number) for number in store.apps_of(tx, row["name"])]
    return ProfilePreview(profile=profile_id, apps=apps, opens=opens, closes=closes)


def test(tx: Tx, profile_id: str, given: ProfileTestRequest) -> ProfileTest:
    """What the profile says to each call of a table; nothing is done."""
    granted = present(_row(tx, profile_id))
    return ProfileTest(
        profile=profile_id, results=[_result(granted, number, call) for number, call in enumerate(given.calls)]
    )


def _result(granted: Profile, number: int, call: ProfileCall) -> ProfileCallResult:
    operation = BY_NAME.get(call.operation)
    if operation is None:
        raise FieldInvalid(f"there is no operation {call.operation!r}", field=f"calls[{number}].operation")
    refusal = _refusal(granted, operation, call.body)
    allowed = refusal is None
    return ProfileCallResult(
        index=number,
        operation=call.operation,
        allowed=allowed,
        as_expected=None if call.expect is None else allowed == (call.expect == "allowed"),
        code=None if refusal is None else refusal.code,
        field=None if refusal is None else refusal.field,
        detail=None if refusal is None else refusal.detail,
    )


def _refusal(
    granted: Profile, operation: Operation, body: dict[str, Any] | None
) -> CapabilityNotGranted | FieldInvalid | None:
    try:
        capabilities.operation_granted(granted, operation)
        if body and operation.request is not None:
            capabilities.request_granted(granted, _part(operation.request, body))
    except (CapabilityNotGranted, FieldInvalid) as refusal:
        return refusal
    return None


def _part(request: type[msgspec.Struct], body: dict[str, Any]) -> msgspec.Struct:
    """The fields that are given, read as the request's; those that are missing need not be tried."""
    kinds = {item.encode_name: item.type for item in msgspec.structs.fields(request)}
    fields = [(name, kinds.get(name, Any), body[name]) for name in body]
    try:
        read = {name: msgspec.convert(value, kind) for name, kind, value in fields}
    except msgspec.ValidationError as wrong:
        raise FieldInvalid(f"the body does not fit the operation: {wrong}", field="body") from wrong
    return msgspec.defstruct("Part", [(name, kind) for name, kind, _ in fields])(**read)


def present(row: Row) -> Profile:
    """A row as callers see it."""
    return msgspec.convert(
        {
            **loads(row["body"]),
            "id": id_text("prf", row["id"]),
            "app": None if row["app"] is None else id_text("app", row["app"]),
            "external_id": row["external_id"],
            "status": row["status"],
            "name": row["name"],
            "number": row["number"],
            "dunning_campaign": None if row["dunning_campaign"] is None else id_text("dnc", row["dunning_campaign"]),
            "series": None if row["series"] is None else id_text("ser", row["series"]),
            "version": row["version"],
            "created_at": instant(row["created_at"]),
            "updated_at": instant(row["updated_at"]),
        },
        Profile,
    )


def beside(row: Row) -> Profile | None:
    """The profile that was read beside an app or a key."""
    if row["profile_id"] is None:
        return None
    return present({name: row[f"profile_{name}"] for name in store.PROFILE_COLUMNS})


def _row(tx: Tx, profile_id: str) -> Row:
    return store.get(tx, "tenants_profile", path_id(profile_id, "prf"))


def _require_known(given: ProfileCreate) -> None:
    """A name that is mistyped would grant nothing, in silence."""
    for number, name in enumerate(given.operations):
        resource, _, verb = name.partition(".")
        if name not in BY_NAME and not (resource in RESOURCES and verb == "*") and name not in {"*", "*.*"}:
            raise FieldInvalid(
                f"there is no operation {name!r}",
                field=f"operations[{number}]",
                way_out="Name an operation (`invoices.finalize`), all of a resource (`invoices.*`), or all (`*`).",
            )


def _require_digits(given: ProfileCreate) -> None:
    for currency, amount in (given.maximum_amounts or {}).items():
        Money.parse(amount, currency, field=f"maximum_amounts.{currency}")
    for currency, amount in (given.refund_limits.maximum_amounts if given.refund_limits else {}).items():
        Money.parse(amount, currency, field=f"refund_limits.maximum_amounts.{currency}")


def _reference(given: str | None, prefix: str, field: str) -> int | None:
    return None if given is None else id_number(given, prefix, field=field)
