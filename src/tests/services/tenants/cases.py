"""What most of these tests begin with: an entity, an app, and a key of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.house import House

ENTITY: dict[str, Any] = {
    "name": "Voorbeeld",
    "legal_name": "Voorbeeld B.V.",
    "address": {"line1": "Keizersgracht 1", "city": "Amsterdam", "country": "NL"},
    "functional_currency": "EUR",
    "timezone": "Europe/Amsterdam",
}


def entity(house: House, **fields: Any) -> dict[str, Any]:
    """A new legal entity."""
    made: dict[str, Any] = house("entities.create", **{**ENTITY, **fields})
    return made


def app(house: House, **fields: Any) -> dict[str, Any]:
    """A new app of a new entity."""
    made: dict[str, Any] = house("apps.create", **{"name": "Web shop", "entity": entity(house)["id"], **fields})
    return made


def key_of(house: House, app_id: str, **fields: Any) -> House:
    """The same house, spoken to with a new key of an app."""
    given = fields or {"role": "owner"}
    made = house("keys.create", app=app_id, name="server", **given)
    return replace(house, secret=made["secret"])


def profile(house: House, **fields: Any) -> dict[str, Any]:
    """A profile that holds."""
    draft = house("profiles.create", **{"name": "webshop", "operations": ["*"], **fields})
    held: dict[str, Any] = house("profiles.activate", draft["id"])
    return held
