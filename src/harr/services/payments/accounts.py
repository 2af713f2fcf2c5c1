"""Accounts at providers: which of them a charge goes to, and whether it works.

The simulated provider needs none: without one it lives in the house. With
`settings.base_url` it is reached over HTTP.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import msgspec
from msgspec import UNSET

from harr.contract.operations import Listing, Page
from harr.contract.payments import ProviderAccount, ProviderAccountCreate, ProviderAccountUpdate
from harr.engine import Ask, Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import FieldInvalid, RuleConflict, StateConflict
from harr.kernel.ids import id_text, path_id
from harr.kernel.time import instant
from harr.services import tenants
from harr.services.payments import providers, signing, store

PORT = "simulated"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def choose(tx: Tx, provider: str | None, entity: int | None, field: str = "provider") -> tuple[str, int | None]:
    """The provider that is meant and the account there: the entity's own, else one of all entities."""
    name = provider or providers.DEFAULT
    if name not in providers.PROVIDERS:
        raise FieldInvalid(f"there is no provider {name}", field=field, known=sorted(providers.PROVIDERS),
                           way_out=f"Use {' or '.join(sorted(providers.PROVIDERS))}.")  # fmt: skip
    rows = store.accounts_at(tx, name)
    fitting = [row for row in rows if row["status"] != "disabled" and row["entity"] in {None, entity}]
    fitting.sort(key=lambda row: (row["entity"] is None, row["id"]))
    if fitting:
        return name, fitting[0]["id"]
    if rows:
        raise RuleConflict(
            f"no account at {name} is in use for this entity",
            field=field,
            way_out="Enable one (`provider_accounts.enable`), or create one.",
        )
    return name, None


def usable(tx: Tx, account: int | None, field: str = "payment_method") -> None:
    """Refuse what would send something new to an account that is disabled."""
    if account is not None and store.known(tx, "payments_account", account)["status"] == "disabled":
        raise RuleConflict(
            "the account at the provider that holds this method is disabled",
            field=field,
            way_out="Enable it (`provider_accounts.enable`), or use another method.",
            account=id_text("pva", account),
        )


# ---- handlers --------------------------------------------------------------------------------------------------------


def create(tx: Tx, given: ProviderAccountCreate) -> ProviderAccount:
    """Connect an account. The secret that its events are signed with is shown now and never again."""
    if given.provider not in providers.PROVIDERS:
        choose(tx, given.provider, None)
    entity = None if given.entity is None else tenants.entity_for(tx, given.entity).id
    row = store.add(
        tx,
        "payments_account",
        {
            "id": tx.new_id(),
            "external_id": given.external_id,
            "status": "active",
            "provider": given.provider,
            "entity": entity,
            "body": dumps({"name": given.name, "settings": _settings(given.settings), "metadata": given.metadata}),
        },
    )
    tx.changed(id_text("pva", row["id"]), None, {"provider": given.provider, "entity": given.entity})
    shown = present(tx, row)
    if tx.rehearsing:
        return shown
    return msgspec.structs.replace(shown, webhook_secret=signing.in_house(tx, row["id"]))


def retrieve(tx: Tx, account_id: str) -> ProviderAccount:
    """An account by its id."""
    return present(tx, _row(tx, account_id))


def list_(tx: Tx, listing: Listing) -> Page[ProviderAccount]:
    """The accounts of the tenant."""
    return page(tx, "payments_account", listing, lambda rows: [present(tx, row) for row in rows], by_app=False)


def update(tx: Tx, account_id: str, given: ProviderAccountUpdate) -> ProviderAccount:
    """Change name or settings; settings, where given, replace all of them."""
    row = _row(tx, account_id)
    tx.expect(row["version"])
    sent = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    if "settings" in sent:
        sent["settings"] = _settings(sent["settings"])
    body = loads(row["body"])
    if all(body.get(name) == value for name, value in sent.items()):
        return present(tx, row)
    return present(tx, store.change(tx, "payments_account", row, body=dumps({**body, **sent})))


def test(tx: Tx, account_id: str) -> Ask:
    """Ask the provider whether the account works: the answer is the account, or 502."""
    row = _row(tx, account_id)
    request = {"do": "test", "account": row["id"]}
    return Ask(PORT, f"{account_id}/test/{tx.commit_id}", request, "payments.tested", result=present(tx, row))


def disable(tx: Tx, account_id: str) -> ProviderAccount:
    """Send nothing new to the account; what is under way goes on."""
    return _moved(tx, account_id, ("active", "degraded"), "disabled")


def enable(tx: Tx, account_id: str) -> ProviderAccount:
    """Use the account again."""
    return _moved(tx, account_id, ("disabled", "degraded"), "active")


def present(tx: Tx, row: Row) -> ProviderAccount:
    """An account as callers see it, with where its events go to."""
    body = loads(row["body"])
    return ProviderAccount(
        id=id_text("pva", row["id"]),
        external_id=row["external_id"],
        metadata=body["metadata"],
        app=None if row["app"] is None else id_text("app", row["app"]),
        created_at=instant(row["created_at"]),
        version=row["version"],
        updated_at=instant(row["updated_at"]),
        status=row["status"],
        provider=row["provider"],
        name=body["name"],
        settings=body["settings"],
        capabilities=list(providers.PROVIDERS[row["provider"]]),
        entity=None if row["entity"] is None else id_text("ent", row["entity"]),
        webhook_path=f"/v1/inbound_events/receive/{signing.address(tx.tenant, row['id'])}",
    )


def _moved(tx: Tx, account_id: str, allowed: tuple[str, ...], status: str) -> ProviderAccount:
    row = _row(tx, account_id)
    if row["status"] not in allowed:
        verbs = ["enable"] if row["status"] == "disabled" else ["disable"]
        raise StateConflict(f"the account is {row['status']}", status=row["status"], allowed=verbs)
    tx.expect(row["version"])
    tx.changed(account_id, {"status": row["status"]}, {"status": status})
    return present(tx, store.change(tx, "payments_account", row, status=status))


def _row(tx: Tx, account_id: str) -> Row:
    return store.get(tx, "payments_account", path_id(account_id, "pva"))


def _settings(given: Any) -> dict[str, str]:
    """What the simulated provider can be told: where it is, if not in the house; on this machine alone."""
    for name in given:
        if name != "base_url":
            raise FieldInvalid(f"the simulated provider has no setting {name}", field=f"settings.{name}",
                               way_out="Send `base_url`, or nothing.")  # fmt: skip
    url = given.get("base_url")
    if url is None:
        return {}
    parts = urlsplit(url) if isinstance(url, str) else None
    if parts is None or parts.scheme not in {"http", "https"} or parts.hostname not in LOOPBACK or parts.query:
        raise FieldInvalid(
            "the simulated provider is on this machine",
            field="settings.base_url",
            way_out="Send http://127.0.0.1 with the port that `harr provider` says.",
        )
    return {"base_url": url}
