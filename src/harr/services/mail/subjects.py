"""What letters are about, looked up: the document as it is now, who sells, and who is written to and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from harr.contract.invoices import CreditNote, Invoice
from harr.engine import Tx
from harr.kernel.errors import NotFound
from harr.kernel.ids import id_text, own_number
from harr.services import customers, invoices, tenants
from harr.services.customers import Customer
from harr.services.mail import addresses, letters
from harr.services.mail.letters import About
from harr.services.tenants import Entity


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that a letter can be about."""

    id: str
    app: int | None
    entity: int
    customer: Customer
    languages: tuple[str | None, ...]
    """The reader's languages, the likeliest first."""
    to: tuple[str, ...]
    facts: Mapping[str, Any]

    @property
    def by_mail(self) -> bool:
        """Whether letters go to this customer at all."""
        return self.customer.invoice_delivery == "email" and self.customer.status != "redacted"


def invoice(tx: Tx, shown: Invoice) -> Subject:
    """An invoice."""
    return _subject(tx, shown, shown.language, lambda entity, name: letters.of_invoice(shown, entity, name))


def credit_note(tx: Tx, shown: CreditNote) -> Subject:
    """A credit note; its letter names the invoice that it takes back."""
    corrects = None if shown.invoice is None else invoices.numbers_of(tx, [shown.invoice]).get(shown.invoice)
    return _subject(tx, shown, None, lambda entity, name: letters.of_credit_note(shown, entity, name, corrects))


def asked_for(tx: Tx, about: About, number: int) -> Subject:
    """What a caller names as the subject of a letter, or NotFound."""
    if about == "credit_note":
        invoices.credit_note(tx, number, field="subject_of")
        return credit_note(tx, invoices.shown_credit_notes(tx, [number])[0])
    if number not in invoices.due(tx, [number]):
        raise NotFound(f"there is no {id_text('inv', number)} here", field="subject_of")
    return invoice(tx, invoices.shown(tx, [number])[0])


def _subject(
    tx: Tx, shown: Invoice | CreditNote, language: str | None, facts: Callable[[Entity, str], Mapping[str, Any]]
) -> Subject:
    entity = tenants.entity(tx, own_number(shown.entity))
    customer = customers.customer(tx, own_number(shown.customer))
    reach = customers.reach(tx, customer.id)
    app = None if shown.app is None else own_number(shown.app)
    return Subject(
        id=shown.id,
        app=app,
        entity=entity.id,
        customer=customer,
        languages=(
            language,
            customer.language,
            None if app is None else tenants.app(tx, app).language,
            entity.language,
        ),
        to=tuple(addresses.reachable(reach.addresses)),
        facts=facts(entity, reach.name),
    )
