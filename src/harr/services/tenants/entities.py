"""Entities: the legal entities that sell, each with its own books, rules, currency and zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from harr.contract.operations import Listing, Page
from harr.contract.rules import EntityRules
from harr.contract.shapes import Address, PaymentTerms
from harr.contract.tenants import BankAccount, Branding, EntityCreate, EntityUpdate
from harr.contract.tenants import Entity as EntityResource
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.currencies import minor_units
from harr.kernel.errors import FieldInvalid, NotFound, RuleConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.kernel.time import instant
from harr.kernel.zones import zone_info
from harr.services.tenants import store


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity as the other services use it."""

    id: int
    status: str
    name: str
    legal_name: str
    address: Address
    registration_number: str | None
    functional_currency: str
    timezone: str
    rules: EntityRules
    payment_terms: PaymentTerms | None
    tax_rates: tuple[int, ...]
    language: str | None
    bank_accounts: tuple[BankAccount, ...]
    branding: Branding | None
    closed_until: date | None


def entity(tx: Tx, number: int) -> Entity:
    """An entity of the tenant; read once in a transaction."""
    key = ("entity", number)
    if key not in tx.memo:
        tx.memo[key] = _value(store.get(tx, "tenants_entity", number))
    found: Entity = tx.memo[key]
    return found


def entity_for(tx: Tx, given: str | None, fallback: int | None = None, field: str = "entity") -> Entity:
    """The entity that is meant: the one that is named, else `fallback`, else the app's, else the tenant's only one."""
    if given is not None:
        try:
            found = entity(tx, id_number(given, "ent", field=field))
        except NotFound as none:
            raise FieldInvalid(f"there is no entity {given}", field=field) from none
    elif (default := fallback if fallback is not None else tx.actor.entity) is not None:
        found = entity(tx, default)
    else:
        rows = store.only_entity(tx)
        if len(rows) != 1:
            raise FieldInvalid(
                "it is not said which entity sells" if rows else "there is no entity yet",
                field=field,
                way_out="Send `entity`, or set one on the app." if rows else "Create one with `entities.create`.",
            )
        found = _value(rows[0])
    if found.status != "active":
        raise RuleConflict(f"the entity {found.name!r} is archived", field=field, way_out="Use an active entity.")
    return found


# ---- handlers --------------------------------------------------------------------------------------------------------


def create(tx: Tx, given: EntityCreate) -> EntityResource:
    """A new entity; its currency and zone stay what they are."""
    minor_units(given.functional_currency, field="functional_currency")
    zone_info(given.timezone, field="timezone")
    _require_digits(given.rules)
    number = tx.new_id()
    body = {
        "name": given.name,
        "legal_name": given.legal_name,
        "address": given.address,
        "registration_number": given.registration_number,
        "functional_currency": given.functional_currency,
        "timezone": given.timezone,
        "fiscal_year_start_month": given.fiscal_year_start_month,
        "bank_accounts": given.bank_accounts or [],
        "payment_terms": given.payment_terms,
        "language": given.language,
        "branding": given.branding,
        "rules": given.rules or EntityRules(),
        "tax_rates": given.tax_rates or [],
        "metadata": given.metadata,
    }
    row = store.add(tx, "tenants_entity", {
        "id": number, "external_id": given.external_id, "status": "active", "closed_until": None, "body": dumps(body),
    })  # fmt: skip
    tx.changed(id_text("ent", number), None, {"rules": msgspec.to_builtins(body["rules"])})
    return present(row)


def retrieve(tx: Tx, entity_id: str) -> EntityResource:
    """An entity by its id."""
    return present(store.get(tx, "tenants_entity", path_id(entity_id, "ent")))


def list_(tx: Tx, listing: Listing) -> Page[EntityResource]:
    """Entities are the tenant's, whichever app made them."""
    return page(tx, "tenants_entity", listing, lambda rows: [present(row) for row in rows], by_app=False)


def update(tx: Tx, entity_id: str, given: EntityUpdate) -> EntityResource:
    """Change what may change; `rules` is replaced whole, and what was made before keeps the rules that made it."""
    row = store.get(tx, "tenants_entity", path_id(entity_id, "ent"))
    _require_digits(given.rules)
    before = loads(row["body"])
    after = {**before, **{name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}}
    changed = store.change(tx, "tenants_entity", row, body=dumps(after))
    tx.changed(entity_id, {"rules": before["rules"]}, {"rules": msgspec.to_builtins(after["rules"])})
    return present(changed)


def archive(tx: Tx, entity_id: str) -> EntityResource:
    """An archived entity sells nothing more; its books stay."""
    row = store.get(tx, "tenants_entity", path_id(entity_id, "ent"))
    store.require(row, ("active",), "be archived", [])
    return present(store.change(tx, "tenants_entity", row, status="archived"))


def present(row: Row) -> EntityResource:
    """A row as callers see it."""
    return msgspec.convert(
        {
            **loads(row["body"]),
            "id": id_text("ent", row["id"]),
            "app": None if row["app"] is None else id_text("app", row["app"]),
            "external_id": row["external_id"],
            "status": row["status"],
            "closed_until": row["closed_until"],
            "version": row["version"],
            "created_at": instant(row["created_at"]),
            "updated_at": instant(row["updated_at"]),
        },
        EntityResource,
    )


def _require_digits(rules: EntityRules | UnsetType | None) -> None:
    for currency, amount in (rules.payment_tolerance if isinstance(rules, EntityRules) else {}).items():
        Money.parse(amount, currency, field=f"rules.payment_tolerance.{currency}")


def _value(row: Row) -> Entity:
    shown = present(row)
    return Entity(
        id=row["id"],
        status=shown.status,
        name=shown.name,
        legal_name=shown.legal_name,
        address=shown.address,
        registration_number=shown.registration_number,
        functional_currency=shown.functional_currency,
        timezone=shown.timezone,
        rules=shown.rules,
        payment_terms=shown.payment_terms,
        tax_rates=tuple(id_number(rate, "txr") for rate in shown.tax_rates),
        language=shown.language,
        bank_accounts=tuple(shown.bank_accounts),
        branding=shown.branding,
        closed_until=shown.closed_until,
    )
