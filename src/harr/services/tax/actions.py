"""What can be done with tax rates and registrations, and what is asked of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from harr.contract.operations import Listing, Page
from harr.contract.shapes import PartyTaxId
from harr.contract.tax import TaxRate as TaxRateResource
from harr.contract.tax import (
    TaxRateCreate,
    TaxRateUpdate,
    TaxRegistration,
    TaxRegistrationCreate,
    TaxRegistrationUpdate,
)
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import FieldInvalid, NotFound, RuleConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.quantities import parse_percentage
from harr.kernel.time import instant
from harr.services import tenants
from harr.services.tax import store
from harr.services.tax.calculation import WITHOUT_TAX
from harr.services.tax.rates import TaxRate

EU = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip


def rates(tx: Tx, numbers: Collection[int]) -> dict[int, TaxRate]:
    """Tax rates by id; one that is not there is left out. Read once in a transaction."""
    known: dict[int, TaxRate] = tx.memo.setdefault("tax_rates", {})
    missing = set(numbers) - set(known)
    if missing:
        known.update((row["id"], value(row)) for row in store.rates(tx, missing))
    return {number: known[number] for number in numbers if number in known}


def tax_ids(tx: Tx, entity: int, on: date) -> list[PartyTaxId]:
    """Under which numbers tax offices know an entity on a day, as its documents print them."""
    return [
        PartyTaxId(
            type=_number_type(row["tax_type"], row["country"]),
            value=row["number"],
            country=row["country"],
        )
        for row in store.registrations(tx, entity, on.isoformat())
    ]


def _number_type(tax_type: str, country: str) -> str:
    if tax_type != "vat":
        return f"{country.lower()}_{tax_type}"
    return "eu_vat" if country in EU else f"{country.lower()}_vat"


# ---- rates -----------------------------------------------------------------------------------------------------------


def create_rate(tx: Tx, given: TaxRateCreate) -> TaxRateResource:
    """A new rate; its percentage stays for ever."""
    percentage = parse_percentage(given.percentage, field="percentage")
    _without_tax_is_zero(given.category, percentage)
    _in_order(given.valid_from, given.valid_until)
    entity = None if given.entity is None else tenants.entity_for(tx, given.entity).id
    body = {
        "county": given.county,
        "city": given.city,
        "percentage": given.percentage,
        "category": given.category,
        "tax_codes": given.tax_codes or [],
        "name": given.name,
        "exemption_reason": given.exemption_reason,
        "legal_text": given.legal_text or {},
        "metadata": given.metadata,
    }
    row = store.add(tx, "tax_known_rate", {
        "id": tx.new_id(), "external_id": given.external_id, "status": "active", "entity": entity,
        "country": given.country, "state": given.state, "tax_type": given.tax_type,
        "compound_on": _compound_on(tx, given), "valid_from": given.valid_from.isoformat(),
        "valid_until": given.valid_until and given.valid_until.isoformat(), "body": dumps(body),
    })  # fmt: skip
    return present_rate(row)


def retrieve_rate(tx: Tx, rate_id: str) -> TaxRateResource:
    """A rate by its id."""
    return present_rate(store.get(tx, "tax_known_rate", path_id(rate_id, "txr")))


def list_rates(tx: Tx, listing: Listing) -> Page[TaxRateResource]:
    """Rates by place, entity, status and days of validity."""
    return page(tx, "tax_known_rate", listing, lambda rows: [present_rate(row) for row in rows], by_app=False)


def update_rate(tx: Tx, rate_id: str, given: TaxRateUpdate) -> TaxRateResource:
    """Say until when a rate holds; what was taxed by it stays taxed by it."""
    row = store.get(tx, "tax_known_rate", path_id(rate_id, "txr"))
    changed = store.end(tx, "tax_known_rate", row, **_changes(row, given.valid_until, given.metadata))
    tx.changed(rate_id, {"valid_until": row["valid_until"]}, {"valid_until": changed["valid_until"]})
    return present_rate(changed)


def _without_tax_is_zero(category: str, percentage: Decimal) -> None:
    if category in WITHOUT_TAX and percentage:
        raise FieldInvalid(
            f"category {category} has no tax, so its percentage is 0",
            field="percentage",
            way_out='Send "0", or category S.',
        )


def _in_order(start: date, end: date | None) -> None:
    if end is not None and end <= start:
        raise FieldInvalid(
            "valid_until is the first day on which it no longer holds, and not after valid_from",
            field="valid_until",
            way_out="Send a later day, or none.",
        )


def _compound_on(tx: Tx, given: TaxRateCreate) -> int | None:
    if given.compound_on is None:
        return None
    number = id_number(given.compound_on, "txr", field="compound_on")
    other = rates(tx, [number]).get(number)
    if other is None:
        raise NotFound(f"there is no {given.compound_on} here", field="compound_on")
    if other.compound_on is not None:
        raise RuleConflict(
            "a tax is computed on one other tax, and that one already is",
            field="compound_on",
            way_out="Name the rate that is computed on the net amount alone.",
        )
    return number


def value(row: Row) -> TaxRate:
    """A row as the other services use it."""
    shown = present_rate(row)
    return TaxRate(
        id=row["id"],
        name=shown.name,
        percentage=Decimal(shown.percentage),
        category=shown.category,
        country=shown.country,
        state=shown.state,
        county=shown.county,
        city=shown.city,
        entity=row["entity"],
        tax_codes=tuple(shown.tax_codes),
        compound_on=row["compound_on"],
        valid_from=shown.valid_from,
        valid_until=shown.valid_until,
        status=shown.status,
        exemption_reason=shown.exemption_reason,
        legal_text=shown.legal_text,
    )


def present_rate(row: Row) -> TaxRateResource:
    """A row as callers see it."""
    shown = {
        **_shown(row, "txr"),
        "status": row["status"],
        "compound_on": None if row["compound_on"] is None else id_text("txr", row["compound_on"]),
    }
    return msgspec.convert(shown, TaxRateResource)


# ---- registrations ---------------------------------------------------------------------------------------------------


def create_registration(tx: Tx, given: TaxRegistrationCreate) -> TaxRegistration:
    """A new registration: its number is printed on the entity's documents while it holds."""
    _in_order(given.valid_from, given.valid_until)
    body = {
        "scheme": given.scheme,
        "accounting": given.accounting,
        "reporting_currency": given.reporting_currency,
        "metadata": given.metadata,
    }
    row = store.add(tx, "tax_known_registration", {
        "id": tx.new_id(), "external_id": given.external_id, "entity": tenants.entity_for(tx, given.entity).id,
        "country": given.country, "state": given.state, "tax_type": given.tax_type, "number": given.number,
        "valid_from": given.valid_from.isoformat(),
        "valid_until": given.valid_until and given.valid_until.isoformat(), "body": dumps(body),
    })  # fmt: skip
    return present_registration(row)


def retrieve_registration(tx: Tx, registration_id: str) -> TaxRegistration:
    """A registration by its id."""
    return present_registration(store.get(tx, "tax_known_registration", path_id(registration_id, "trg")))


def list_registrations(tx: Tx, listing: Listing) -> Page[TaxRegistration]:
    """Registrations by entity, place and days of validity."""
    return page(
        tx, "tax_known_registration", listing, lambda rows: [present_registration(row) for row in rows], by_app=False
    )


def update_registration(tx: Tx, registration_id: str, given: TaxRegistrationUpdate) -> TaxRegistration:
    """Say until when a registration holds."""
    row = store.get(tx, "tax_known_registration", path_id(registration_id, "trg"))
    changed = store.end(tx, "tax_known_registration", row, **_changes(row, given.valid_until, given.metadata))
    tx.changed(registration_id, {"valid_until": row["valid_until"]}, {"valid_until": changed["valid_until"]})
    return present_registration(changed)


def present_registration(row: Row) -> TaxRegistration:
    """A row as callers see it."""
    return msgspec.convert({**_shown(row, "trg"), "number": row["number"]}, TaxRegistration)


def _changes(row: Row, until: date | UnsetType | None, metadata: dict[str, str] | UnsetType) -> dict[str, Any]:
    found: dict[str, Any] = {"valid_until": row["valid_until"], "body": row["body"]}
    if until is not UNSET:
        _in_order(date.fromisoformat(row["valid_from"]), until)
        found["valid_until"] = until and until.isoformat()
    if metadata is not UNSET:
        found["body"] = dumps({**loads(row["body"]), "metadata": metadata})
    return found


def _shown(row: Row, prefix: str) -> dict[str, Any]:
    """What both resources show alike."""
    return {
        **loads(row["body"]),
        "id": id_text(prefix, row["id"]),
        "app": None if row["app"] is None else id_text("app", row["app"]),
        "external_id": row["external_id"],
        "entity": None if row["entity"] is None else id_text("ent", row["entity"]),
        "country": row["country"],
        "state": row["state"],
        "tax_type": row["tax_type"],
        "valid_from": row["valid_from"],
        "valid_until": row["valid_until"],
        "version": row["version"],
        "created_at": instant(row["created_at"]),
        "updated_at": instant(row["updated_at"]),
    }
