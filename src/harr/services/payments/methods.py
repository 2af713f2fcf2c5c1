"""Payment methods: what a customer pays by, kept at a provider under a token; numbers of cards never come here.

A method is kept as `pending`, then the provider is asked to attach it. What it
refuses is an answer: the method is `detached`, and `last_error` says why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from harr.contract.events import PaymentMethodAttached, PaymentMethodDetached
from harr.contract.operations import Listing, Page
from harr.contract.payments import PaymentMethod, PaymentMethodCreate, PaymentMethodReplaceRequest
from harr.contract.shapes import Failure
from harr.engine import Ask, Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import FieldInvalid, MandateMissing, RuleConflict, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.time import instant
from harr.services import customers, tenants
from harr.services.payments import accounts, said, store

ATTACHED = "payments.attached"
NEEDS_MANDATE = frozenset({"sepa_debit", "bacs_debit"})
CARD_NUMBER = re.compile(r"[0-9][0-9 -]{10,21}[0-9]")


@dataclass(frozen=True, slots=True)
class Method:
    """A method as a charge sees it."""

    id: int
    status: str
    customer: int
    type: str
    provider: str
    account: int | None
    token: str | None
    has_mandate: bool

    @property
    def text(self) -> str:
        """Its id on the wire."""
        return id_text("pm", self.id)

    @property
    def usable(self) -> bool:
        """Whether it can be charged."""
        return self.status in {"active", "expiring"}


# ---- what charges ask ------------------------------------------------------------------------------------------------


def method(tx: Tx, number: int, field: str = "payment_method") -> Method:
    """A method that the app may see, or NotFound that names the field."""
    return _value(store.get(tx, "payments_method", number, field))


def known(tx: Tx, number: int) -> Method | None:
    """A method, whoever looks; None where it never was."""
    row = store.method(tx, number)
    return None if row is None else _value(row)


def default_of(tx: Tx, customer: int) -> Method | None:
    """The method that a customer, or whoever pays for it, pays by where no other is named."""
    payer = customers.customer(tx, customer).payer or customer
    for number in dict.fromkeys((payer, customer)):
        chosen = customers.customer(tx, number).default_payment_method
        for row in store.methods_of(tx, number):
            if row["id"] == chosen:
                return _value(row)
    return None


def chargeable(tx: Tx, found: Method, customer: int, app: int | None, field: str = "payment_method") -> None:
    """Refuse to charge a method that is not there, not the customer's, not allowed to the app, or has no mandate."""
    payer = customers.customer(tx, customer).payer
    if found.customer not in {customer, payer}:
        raise RuleConflict("the payment method is another customer's", field=field,
                           customer=id_text("cus", found.customer))  # fmt: skip
    if not found.usable:
        raise RuleConflict(
            f"the payment method is {found.status}",
            field=field,
            way_out="Use another method, or set up a new one.",
            status=found.status,
        )
    tenants.allowed(tx, app, "payment_method_type", found.type, field)
    tenants.allowed(tx, app, "provider", found.provider, field)
    if found.type in NEEDS_MANDATE and not found.has_mandate:
        raise MandateMissing(f"there is no mandate for {found.text}", field=field)
    accounts.usable(tx, found.account, field)


# ---- handlers --------------------------------------------------------------------------------------------------------


def create(tx: Tx, given: PaymentMethodCreate) -> Ask:
    """Attach what a provider has stored under a token."""
    refuse_number(given.token)
    customer = _active_customer(tx, given.customer)
    tenants.allowed(tx, tx.actor.app, "payment_method_type", given.type, "type")
    provider, account = accounts.choose(tx, given.provider, customer.entity)
    tenants.allowed(tx, tx.actor.app, "provider", provider, "provider")
    row = add(tx, customer.id, given.type, provider, account, status="pending", external_id=given.external_id,
              billing_details=given.billing_details, metadata=given.metadata)  # fmt: skip
    return _asked(tx, row, given.token)


def retrieve(tx: Tx, method_id: str) -> PaymentMethod:
    """A method by its id."""
    return present(tx, [store.get(tx, "payments_method", path_id(method_id, "pm"))])[0]


def list_(tx: Tx, listing: Listing) -> Page[PaymentMethod]:
    """Methods by customer, type and status."""
    return page(tx, "payments_method", listing, lambda rows: present(tx, rows))


def make_default(tx: Tx, method_id: str) -> PaymentMethod:
    """Use it wherever no other is named."""
    row = _usable(tx, method_id, "be the default")
    customers.use_payment_method(tx, row["customer"], row["id"])
    return present(tx, [store.change(tx, "payments_method", row)])[0]


def detach(tx: Tx, method_id: str) -> PaymentMethod:
    """Use it no more. What is under way with it goes on; what would be tried again is not."""
    row = store.get(tx, "payments_method", path_id(method_id, "pm"))
    if row["status"] == "detached":
        raise StateConflict("the payment method is detached", status="detached", allowed=[])
    tx.expect(row["version"])
    if customers.customer(tx, row["customer"]).default_payment_method == row["id"]:
        customers.use_payment_method(tx, row["customer"], None)
    shown = present(tx, [store.change(tx, "payments_method", row, status="detached")])[0]
    tx.emit(PaymentMethodDetached(object=shown, previous={"status": row["status"]}))
    return shown


def replace(tx: Tx, method_id: str, given: PaymentMethodReplaceRequest) -> Ask:
    """Put another token in the place of this one; where that fails, the old one stays."""
    refuse_number(given.token)
    row = _usable(tx, method_id, "be replaced")
    customer = customers.customer(tx, row["customer"])
    provider, account = accounts.choose(tx, given.provider or row["provider"], customer.entity)
    body = loads(row["body"])
    if given.billing_details is not None:
        body["billing_details"] = given.billing_details
    changed = store.change(tx, "payments_method", row, asked=row["asked"] + 1, provider=provider, body=dumps(body))
    return _asked(tx, {**changed, "account": account}, given.token)


def attached(tx: Tx, key: str, answer: Mapping[str, Any]) -> None:
    """What the provider answered."""
    if answer["outcome"] == "unknown":
        return
    row = store.known(tx, "payments_method", id_number(key.partition("/")[0], "pm"))
    if key != f"{id_text('pm', row['id'])}/{row['asked']}" or row["status"] == "detached":
        return
    found = said.read(answer)
    if isinstance(found, said.MethodSaid):
        take(tx, row, found, account=answer.get("account", row["account"]))
    else:
        failure = answer.get("failure") or {"code": "provider_error"}
        body = {**loads(row["body"]), "last_error": failure}
        status = "detached" if row["status"] == "pending" else row["status"]
        store.change(tx, "payments_method", row, status=status, body=dumps(body))


def take(tx: Tx, row: Row, found: said.MethodSaid, account: int | None = None) -> Row:
    """A provider keeps this method: it can be used. The first of a customer is the default."""
    body = {**loads(row["body"]), **facts(found), "last_error": None}
    changed = store.change(tx, "payments_method", row, status="active", token=found.reference, account=account,
                           body=dumps(body))  # fmt: skip
    customer = customers.customer(tx, row["customer"])
    if customer.default_payment_method is None:
        customers.use_payment_method(tx, customer.id, row["id"])
    if row["status"] == "pending":
        tx.emit(PaymentMethodAttached(object=present(tx, [changed])[0], previous={"status": "pending"}))
    return changed


def add(
    tx: Tx, customer: int, type_: str, provider: str, account: int | None, *, status: str, external_id: str | None,
    billing_details: Any, metadata: Mapping[str, str], app: int | None = None,
) -> Row:  # fmt: skip
    """A method that its provider has yet to attach."""
    row: dict[str, Any] = {
        "id": tx.new_id(),
        "external_id": external_id,
        "status": status,
        "customer": customer,
        "type": type_,
        "provider": provider,
        "account": account,
        "token": None,
        "asked": 1,
        "body": dumps({
            "billing_details": billing_details, "metadata": metadata, "card": None, "bank": None, "mandate": None,
            "fingerprint": None, "last_error": None,
        }),
    }  # fmt: skip
    return store.add(tx, "payments_method", row if app is None else {**row, "app": app})


def facts(found: said.MethodSaid) -> dict[str, Any]:
    """What may be shown of a method."""
    return {"card": found.card, "bank": found.bank, "mandate": found.mandate, "fingerprint": found.fingerprint}


def present(tx: Tx, rows: Sequence[Row]) -> list[PaymentMethod]:
    """Methods as callers see them."""
    defaults = customers.default_payment_methods(tx, {row["customer"] for row in rows})
    return [_shown(row, default=defaults.get(row["customer"]) == row["id"]) for row in rows]


# ---- inside ----------------------------------------------------------------------------------------------------------


def _asked(tx: Tx, row: Row, token: str) -> Ask:
    text = id_text("pm", row["id"])
    request = {"do": "attach", "token": token, "type": row["type"], "account": row["account"]}
    return Ask(accounts.PORT, f"{text}/{row['asked']}", request, ATTACHED, result=present(tx, [row])[0])


def _active_customer(tx: Tx, given: str) -> customers.Customer:
    customer = customers.customer(tx, id_number(given, "cus", field="customer"))
    if customer.status != "active":
        raise RuleConflict(f"the customer is {customer.status}", field="customer", way_out="Name an active customer.")
    return customer


def _usable(tx: Tx, method_id: str, what: str) -> Row:
    row = store.get(tx, "payments_method", path_id(method_id, "pm"))
    if row["status"] not in {"active", "expiring", "expired"}:
        raise StateConflict(f"the payment method is {row['status']} and cannot {what}", status=row["status"],
                            allowed=[])  # fmt: skip
    tx.expect(row["version"])
    return row


def refuse_number(token: str) -> None:
    """Numbers of cards never come here, not even by mistake; what was sent is not repeated."""
    digits = re.sub(r"[ -]", "", token)
    if CARD_NUMBER.fullmatch(token) and _luhn(digits):
        raise FieldInvalid(
            "this is the number of a card",
            field="token",
            way_out="Give the number to the provider, and send the token that it answers.",
        )


def _luhn(digits: str) -> bool:
    doubled = [int(each) * (2 if place % 2 else 1) for place, each in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def _value(row: Row) -> Method:
    mandate = loads(row["body"])["mandate"]
    return Method(
        id=row["id"],
        status=row["status"],
        customer=row["customer"],
        type=row["type"],
        provider=row["provider"],
        account=row["account"],
        token=row["token"],
        has_mandate=mandate is not None and mandate["status"] == "active",
    )


def _shown(row: Row, *, default: bool) -> PaymentMethod:
    body = loads(row["body"])
    names = ("billing_details", "card", "bank", "mandate", "fingerprint")
    return msgspec.convert(
        {
            **{name: body[name] for name in names},
            "id": id_text("pm", row["id"]),
            "external_id": row["external_id"],
            "metadata": body["metadata"],
            "app": None if row["app"] is None else id_text("app", row["app"]),
            "created_at": instant(row["created_at"]),
            "version": row["version"],
            "updated_at": instant(row["updated_at"]),
            "status": row["status"],
            "customer": id_text("cus", row["customer"]),
            "type": row["type"],
            "provider": row["provider"],
            "token": row["token"],
            "default": default,
            "last_error": msgspec.convert(body["last_error"], Failure | None),
        },
        PaymentMethod,
    )
