"""Setting up a payment method without paying yet: where a mandate or a second factor is asked for first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from harr.contract.operations import Listing, Page
from harr.contract.payments import SetupIntent, SetupIntentConfirmRequest, SetupIntentCreate
from harr.engine import Ask, Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import RuleConflict, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.time import instant
from harr.services import customers, tenants
from harr.services.payments import accounts, methods, said, store

CONFIRMED = "payments.set_up"
OPEN = ("requires_payment_method", "requires_action")


def create(tx: Tx, given: SetupIntentCreate) -> SetupIntent:
    """Begin to set up a payment method."""
    customer = customers.customer(tx, id_number(given.customer, "cus", field="customer"))
    if customer.status != "active":
        raise RuleConflict(f"the customer is {customer.status}", field="customer", way_out="Name an active customer.")
    tenants.allowed(tx, tx.actor.app, "payment_method_type", given.type, "type")
    provider, account = accounts.choose(tx, given.provider, customer.entity)
    tenants.allowed(tx, tx.actor.app, "provider", provider, "provider")
    row = store.add(
        tx,
        "payments_setup",
        {
            "id": tx.new_id(),
            "external_id": given.external_id,
            "status": "requires_payment_method",
            "customer": customer.id,
            "type": given.type,
            "provider": provider,
            "account": account,
            "payment_method": None,
            "asked": 0,
            "body": dumps({"return_url": given.return_url, "metadata": given.metadata, "last_error": None,
                           "next_action": None, "billing_details": None}),
        },
    )  # fmt: skip
    return present([row])[0]


def retrieve(tx: Tx, setup_id: str) -> SetupIntent:
    """How setting up goes."""
    return present([store.get(tx, "payments_setup", path_id(setup_id, "set"))])[0]


def list_(tx: Tx, listing: Listing) -> Page[SetupIntent]:
    """What was set up, or is about to be."""
    return page(tx, "payments_setup", listing, present)


def confirm(tx: Tx, setup_id: str, given: SetupIntentConfirmRequest) -> Ask:
    """Go on with what the customer gave to the provider; once more, when the customer did what was asked."""
    methods.refuse_number(given.token)
    row = _open(tx, setup_id, "be confirmed")
    body = {**loads(row["body"]), "last_error": None, "next_action": None}
    if given.billing_details is not None:
        body["billing_details"] = given.billing_details
    asked = store.change(tx, "payments_setup", row, status="processing", asked=row["asked"] + 1, body=dumps(body))
    request = {
        "do": "setup", "token": given.token, "type": row["type"], "account": row["account"],
        "acted": row["status"] == "requires_action",
    }  # fmt: skip
    return Ask(accounts.PORT, f"{setup_id}/{asked['asked']}", request, CONFIRMED, result=present([asked])[0])


def cancel(tx: Tx, setup_id: str) -> SetupIntent:
    """Give it up."""
    row = _open(tx, setup_id, "be canceled")
    return present([store.change(tx, "payments_setup", row, status="canceled")])[0]


def set_up(tx: Tx, key: str, answer: Mapping[str, Any]) -> None:
    """What the provider answered: a method that can be used, something to do, or a refusal."""
    if answer["outcome"] == "unknown":
        return
    row = store.known(tx, "payments_setup", id_number(key.partition("/")[0], "set"))
    if row["status"] != "processing":
        return
    body, found = loads(row["body"]), said.read(answer)
    if isinstance(found, said.MethodSaid):
        made = methods.add(tx, row["customer"], row["type"], row["provider"], row["account"], status="pending",
                           external_id=None, billing_details=body["billing_details"], metadata={},
                           app=row["app"])  # fmt: skip
        methods.take(tx, made, found, row["account"])
        store.change(tx, "payments_setup", row, status="succeeded", payment_method=made["id"])
    elif answer["outcome"] == "requires_action":
        body["next_action"] = answer["action"]
        store.change(tx, "payments_setup", row, status="requires_action", body=dumps(body))
    else:
        body["last_error"] = answer.get("failure") or {"code": "provider_error"}
        store.change(tx, "payments_setup", row, status="requires_payment_method", body=dumps(body))


def present(rows: Sequence[Row]) -> list[SetupIntent]:
    """Setup intents as callers see them."""
    return [_shown(row) for row in rows]


def _open(tx: Tx, setup_id: str, what: str) -> Row:
    row = store.get(tx, "payments_setup", path_id(setup_id, "set"))
    if row["status"] not in OPEN:
        raise StateConflict(f"the setup intent is {row['status']} and cannot {what}", status=row["status"], allowed=[])
    tx.expect(row["version"])
    return row


def _shown(row: Row) -> SetupIntent:
    body = loads(row["body"])
    return msgspec.convert(
        {
            **{name: body[name] for name in ("return_url", "metadata", "last_error", "next_action")},
            "id": id_text("set", row["id"]),
            "external_id": row["external_id"],
            "app": None if row["app"] is None else id_text("app", row["app"]),
            "created_at": instant(row["created_at"]),
            "version": row["version"],
            "updated_at": instant(row["updated_at"]),
            "status": row["status"],
            "customer": id_text("cus", row["customer"]),
            "type": row["type"],
            "provider": row["provider"],
            "payment_method": None if row["payment_method"] is None else id_text("pm", row["payment_method"]),
        },
        SetupIntent,
    )
