"""Apps: the consuming applications, each with its keys, its version of the API and its profile."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from msgspec import UNSET

from harr.contract.operations import Listing, Page
from harr.contract.tenants import App as AppResource
from harr.contract.tenants import AppCreate, AppUpdate, Profile
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import FieldInvalid, NotFound, RuleConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.kernel.time import instant, parse_date
from harr.services.tenants import capabilities, entities, profiles, store

API_VERSION = "2026-11-01"


@dataclass(frozen=True, slots=True)
class App:
    """An app as the other services use it."""

    id: int
    status: str
    name: str
    api_version: str
    language: str | None
    entity: int | None
    profile: int | None


# ---- what the other services ask -------------------------------------------------------------------------------------


def app(tx: Tx, number: int) -> App:
    """An app of the tenant; read once in a transaction."""
    row = _remembered(tx, number)
    body = loads(row["body"])
    return App(
        id=number,
        status=row["status"],
        name=body["name"],
        api_version=body["api_version"],
        language=body["language"],
        entity=row["entity"],
        profile=row["profile_id"],
    )


def profile(tx: Tx, number: int | None) -> Profile | None:
    """What an app may do; None where nothing limits it."""
    return None if number is None else profiles.beside(_remembered(tx, number))


def allowed(tx: Tx, number: int | None, kind: str, value: str, field: str) -> None:
    """Refuse a governed word that comes from a row and not from the request, where the app's profile says so.

    `kind` is one of currency, country, payment_method_type, price_model, provider, customer_kind.
    """
    granted = profile(tx, number)
    if granted is not None:
        capabilities.word_granted(granted, kind, value, field)


def amount_allowed(tx: Tx, number: int | None, amount: Money, field: str) -> None:
    """Refuse an amount that comes from a row, or is a sum, where it is above the profile's largest one."""
    granted = profile(tx, number)
    if granted is not None:
        capabilities.amount_granted(granted, amount, field)


def _remembered(tx: Tx, number: int) -> Row:
    key = ("app", number)
    if key not in tx.memo:
        found = store.app_with_profile(tx, number)
        if found is None:
            raise NotFound(f"there is no {id_text('app', number)} here")
        tx.memo[key] = found
    row: Row = tx.memo[key]
    return row


# ---- handlers --------------------------------------------------------------------------------------------------------


def create(tx: Tx, given: AppCreate) -> AppResource:
    """A new consuming application; without a profile it may do what its keys may."""
    body = {
        "name": given.name,
        "api_version": _version(given.api_version or API_VERSION),
        "language": given.language,
        "metadata": given.metadata,
    }
    row = store.add(tx, "tenants_app", {
        "id": tx.new_id(), "external_id": given.external_id, "status": "active",
        "profile": _profile(tx, given.profile), "entity": _entity(tx, given.entity), "body": dumps(body),
    })  # fmt: skip
    tx.changed(id_text("app", row["id"]), None, {"profile": given.profile, "entity": given.entity})
    return present(row)


def retrieve(tx: Tx, app_id: str) -> AppResource:
    """An app by its id."""
    return present(visible(tx, path_id(app_id, "app")))


def list_(tx: Tx, listing: Listing) -> Page[AppResource]:
    """All apps, or the one that asks."""
    return page(
        tx, "tenants_app", listing, lambda rows: [present(row) for row in rows],
        by_app=False, where="id = :app OR :sees_all = 1",
    )  # fmt: skip


def update(tx: Tx, app_id: str, given: AppUpdate) -> AppResource:
    """Change what may change; another profile holds from the next request on."""
    row = visible(tx, path_id(app_id, "app"))
    sent = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    if "api_version" in sent:
        _version(sent["api_version"])
    columns = {}
    if "profile" in sent:
        columns["profile"] = _profile(tx, sent.pop("profile"))
    if "entity" in sent:
        columns["entity"] = _entity(tx, sent.pop("entity"))
    changed = store.change(tx, "tenants_app", row, body=dumps(loads(row["body"]) | sent), **columns)
    before, after = present(row), present(changed)
    tx.changed(app_id, {"profile": before.profile, "entity": before.entity},
               {"profile": after.profile, "entity": after.entity})  # fmt: skip
    return after


def suspend(tx: Tx, app_id: str) -> AppResource:
    """Its keys are refused until it is resumed."""
    return _moved(tx, app_id, ("active",), "be suspended", "suspended")


def resume(tx: Tx, app_id: str) -> AppResource:
    """Its keys work again."""
    return _moved(tx, app_id, ("suspended",), "be resumed", "active")


def archive(tx: Tx, app_id: str) -> AppResource:
    """Its keys are refused for good; what it made stays."""
    return _moved(tx, app_id, ("active", "suspended"), "be archived", "archived")


VERBS = {"active": ["suspend", "archive"], "suspended": ["resume", "archive"], "archived": []}


def _moved(tx: Tx, app_id: str, allowed_from: tuple[str, ...], verb: str, status: str) -> AppResource:
    row = visible(tx, path_id(app_id, "app"))
    store.require(row, allowed_from, verb, VERBS[row["status"]])
    tx.changed(app_id, {"status": row["status"]}, {"status": status})
    return present(store.change(tx, "tenants_app", row, status=status))


def visible(tx: Tx, number: int) -> Row:
    """An app that the asking app may see: itself, or all."""
    if not tx.actor.sees_all and number != tx.actor.app:
        raise NotFound(f"there is no {id_text('app', number)} here")
    return store.get(tx, "tenants_app", number)


def present(row: Row) -> AppResource:
    """A row as callers see it."""
    return msgspec.convert(
        {
            **loads(row["body"]),
            "id": id_text("app", row["id"]),
            "app": None if row["app"] is None else id_text("app", row["app"]),
            "external_id": row["external_id"],
            "status": row["status"],
            "profile": None if row["profile"] is None else id_text("prf", row["profile"]),
            "entity": None if row["entity"] is None else id_text("ent", row["entity"]),
            "version": row["version"],
            "created_at": instant(row["created_at"]),
            "updated_at": instant(row["updated_at"]),
        },
        AppResource,
    )


def _version(given: str) -> str:
    try:
        parse_date(given)
    except ValueError as wrong:
        raise FieldInvalid(f"{given!r} is not a date", field="api_version") from wrong
    return given


def _entity(tx: Tx, given: str) -> int:
    return entities.entity_for(tx, given).id


def _profile(tx: Tx, given: str | None) -> int | None:
    if given is None:
        return None
    try:
        row = store.get(tx, "tenants_profile", id_number(given, "prf", field="profile"))
    except NotFound as none:
        raise FieldInvalid(f"there is no profile {given}", field="profile") from none
    if row["status"] != "active":
        raise RuleConflict(
            f"this version of the profile {row['name']!r} is {row['status']}",
            field="profile",
            way_out="Activate it (`profiles.activate`), or name the version that is active.",
        )
    return int(row["id"])
