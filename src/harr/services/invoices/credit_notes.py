"""Credit notes: drafted, changed, issued with a number and entries, sent. An issued one is corrected by an invoice."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec import UNSET

from harr.contract.events import CreditNoteIssued, InvoicePaid
from harr.contract.invoices import CreditNote, CreditNoteCreate, CreditNoteUpdate
from harr.contract.operations import Listing, Page
from harr.contract.words import Deleted
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.currencies import minor_units
from harr.kernel.errors import FieldInvalid, RuleConflict, TryAgain
from harr.kernel.ids import id_number, id_text, own_number, path_id
from harr.kernel.money import Money
from harr.services import customers, ledger, tax, tenants
from harr.services.invoices import (
    basis,
    booking,
    crediting,
    documents,
    parties,
    presenting,
    reading,
    states,
    store,
    taking_back,
)
from harr.services.invoices.crediting import Allocation
from harr.services.invoices.series import Counters
from harr.services.invoices.taking_back import AMOUNTS, TakenBack
from harr.services.ledger import CREDIT_NOTES, DISPUTE_LOSSES, Returned, recipes

CREDITED = ("open", "paid", "uncollectible")


def create(tx: Tx, given: CreditNoteCreate) -> CreditNote:
    """Draft a credit note, or with `issue` draft and issue it in one commit."""
    return credit(tx, given)


def credit(tx: Tx, given: CreditNoteCreate, *, day: date | None = None) -> CreditNote:
    """The same for a credit note that bears the day of the agenda's due instant, and not that of today."""
    row = _drafted(tx, given)
    return issue_row(tx, row, day=day) if given.issue else presenting.credit_note(row)


def _drafted(tx: Tx, given: CreditNoteCreate) -> Row:
    invoice = _invoice_of(tx, given.invoice)
    wanted = _wanted(given)
    _fits(given, invoice)
    header = _header(tx, given, invoice)
    ids = [tx.new_id() for _ in range(taking_back.count(tx, invoice, wanted))]
    taken = _taken(tx, header, invoice, wanted, ids)
    body = {
        "reason": given.reason, "description": given.description, "metadata": given.metadata, "wanted": wanted,
        "line_ids": ids, "seller": None, "buyer": None, **_shown(taken),
    }  # fmt: skip
    return store.add(tx, "invoices_credit_note", {
        "id": tx.new_id(), "external_id": given.external_id, "status": "draft", **header, **_app(tx, invoice),
        "number": None,
        "series": None, "issued_on": None, "tax_point_on": None, "refund": None, "sent_at": None,
        **_figures(taken, _allocated(taken, invoice, wanted)), "body": dumps(body),
    })  # fmt: skip


def credit_dispute(tx: Tx, invoice: int) -> int:
    """A bank has given a customer back what was paid for an invoice: the whole is credited, with its tax."""
    text = id_text("inv", invoice)
    row = store.many(tx, "invoices_invoice", [invoice])[invoice]
    total = Money(row["total"], row["currency"])
    given = CreditNoteCreate(reason="dispute_lost", invoice=text, whole=True, amount_out_of_band=total.text, issue=True)
    return own_number(create(tx, given).id)


def issue(tx: Tx, note_id: str) -> CreditNote:
    """Give the credit note its number and book it."""
    return issue_row(tx, _draft(tx, note_id, "be issued"))


def issue_row(tx: Tx, row: Row, *, day: date | None = None, giving_up: bool = False) -> CreditNote:
    """Issue a draft: added up again on what is left of the invoice now, booked, numbered, printed.

    It bears `day`, or that of today. `giving_up`: it takes back what was not earned, and no more; that the invoice
    has nothing due is not its being paid.
    """
    body = loads(row["body"])
    invoice = None if row["invoice"] is None else store.many(tx, "invoices_invoice", [row["invoice"]])[row["invoice"]]
    if invoice is not None:
        states.require(invoice, CREDITED, "be credited")
    taken = _taken(tx, row, invoice, body["wanted"], body["line_ids"])
    allocation = _allocated(taken, invoice, body["wanted"])
    entity, customer = tenants.entity(tx, row["entity"]), customers.customer(tx, row["customer"])
    counters = Counters()
    counter = counters.of(tx, entity.id, "credit_note", row["app"])
    issued_on = counter.day(max(day or tx.today(entity.timezone), _issued(invoice) or date.min))
    body |= {
        **_shown(taken),
        "seller": parties.seller(tx, entity, issued_on),
        "buyer": parties.buyer(tx, customer, entity, taken.groups),
    }
    lines = booking.returned(
        tx,
        taken,
        source=id_text("crn", row["id"]),
        on=issued_on,
        rule="prospective" if giving_up else entity.rules.credit_note_recognition,
    )
    posting = recipes.credit_note_issued(
        entity=entity.id,
        credit_note=id_text("crn", row["id"]),
        invoice=None if invoice is None else id_text("inv", invoice["id"]),
        customer=id_text("cus", row["customer"]),
        on=issued_on,
        lines=_lost(lines) if body["reason"] == "dispute_lost" else lines,
        taxes=booking.taxes(taken.groups, issued_on),
        to_invoice=allocation.to_invoice,
        to_balance=allocation.to_balance,
        to_refund=allocation.to_refund,
        out_of_band=allocation.out_of_band,
        rounding=taken.rounding,
        app=row["app"],
    )
    ledger.post(tx, [posting] if posting is not None else [])
    paid = _take_off(tx, invoice, taken, allocation)
    number = None if tx.rehearsing else counter.take(issued_on, id_text("crn", row["id"])).number
    done = store.change(
        tx, "invoices_credit_note", row, status="issued", number=number,
        series=None if number is None else counter.series, issued_on=issued_on.isoformat(),
        tax_point_on=issued_on.isoformat(), **_figures(taken, allocation), body=dumps(body),
    )  # fmt: skip
    shown = presenting.credit_note(done)
    documents.keep(tx, shown, entity, app=row["app"], corrects=None if invoice is None else invoice["number"])
    counters.write(tx)
    tx.emit(CreditNoteIssued(object=shown))
    if paid is not None and not giving_up:
        tx.emit(InvoicePaid(object=presenting.invoice(tx, paid)))
    return shown


def unearned(tx: Tx, invoice: Row, deferred: Mapping[int, Money]) -> Row:
    """Credit what was not earned of an invoice that is given up, with its tax, as far as it is due; its row then."""
    wanted = taking_back.unearned(tx, invoice, deferred)
    if wanted is None:
        return invoice
    given = CreditNoteCreate(
        invoice=id_text("inv", invoice["id"]), reason="cancellation", description="Not earned", lines=wanted
    )
    issue_row(tx, _drafted(tx, given), giving_up=True)
    return store.many(tx, "invoices_invoice", [invoice["id"]])[invoice["id"]]


def _take_off(tx: Tx, invoice: Row | None, taken: TakenBack, allocation: Allocation) -> Row | None:
    """Note on the invoice, its lines and its tax groups what was credited; the invoice's row if that paid it."""
    if invoice is None or taken.credit is None:
        return None
    for part, net in zip(taken.parts, taken.credit.nets, strict=True):
        quantity = part.line.credited_quantity if part.quantity is None else part.line.credited_quantity + part.quantity
        if not store.credit_line(
            tx, part.line.id, amount=part.amount.minor, net=net.minor, quantity=quantity.text,
            was=part.line.credited.minor,
        ):  # fmt: skip
            raise TryAgain("another credit note took a part of the same line; nothing was done")
    for place, (base, taxed) in taken.credit.by_group.items():
        store.credit_group(tx, invoice["id"], place, base.minor, taxed.minor)
    row = store.credit_invoice(
        tx, invoice, to_invoice=allocation.to_invoice.minor, total=taken.total.minor,
        given_back=allocation.given_back.minor,
    )  # fmt: skip
    return row if row["status"] == "paid" and invoice["status"] == "open" else None


# ---- what a credit note is -------------------------------------------------------------------------------------------


def _invoice_of(tx: Tx, text: str | None) -> Row | None:
    if text is None:
        return None
    row = store.get(tx, "invoices_invoice", id_number(text, "inv", field="invoice"), "invoice")
    states.require(row, CREDITED, "be credited")
    return row


def _wanted(given: CreditNoteCreate) -> dict[str, Any]:
    kept = {
        name: getattr(given, name) for name in ("whole", "lines", "allowances", "charges", "rounding_amount", *AMOUNTS)
    }
    wanted: dict[str, Any] = loads(dumps(kept))
    return wanted


def _fits(given: CreditNoteCreate, invoice: Row | None) -> None:
    """Refuse what contradicts: the whole and lines of it, or an invoice and what only a credit note of its own says."""
    if given.whole and (given.lines or invoice is None):
        raise RuleConflict(
            "the whole is of an invoice, and names no lines", field="whole", way_out="Send `invoice` and `whole` alone."
        )
    if invoice is None:
        _of_its_own(given)
        return
    theirs = {"customer": id_text("cus", invoice["customer"]), "entity": id_text("ent", invoice["entity"]),
              "currency": invoice["currency"]}  # fmt: skip
    for field, value in theirs.items():
        if getattr(given, field) not in {None, value}:
            raise RuleConflict(
                f"the {field} is the invoice's, {value}", field=field, way_out="Leave it out where an invoice is named."
            )
    for field in ("allowances", "charges", "rounding_amount"):
        if getattr(given, field):
            raise RuleConflict(
                f"{field} of an invoice is credited with the whole", field=field, way_out="Leave it out."
            )


def _of_its_own(given: CreditNoteCreate) -> None:
    for field in ("customer", "currency"):
        if getattr(given, field) is None:
            raise FieldInvalid(
                f"{field} is required where no invoice is named", field=field, way_out=f"Send {field}, or `invoice`."
            )
    minor_units(given.currency or "", "currency")
    if not given.lines:
        raise FieldInvalid("a credit note has at least one line", field="lines", way_out="Send a line.")
    reading.check_rounding(given.rounding_amount, given.currency or "")


def _header(tx: Tx, given: CreditNoteCreate, invoice: Row | None) -> dict[str, Any]:
    if invoice is not None:
        return {"invoice": invoice["id"], **{name: invoice[name] for name in ("customer", "entity", "currency")}}
    customer = customers.customer(tx, id_number(given.customer or "", "cus", field="customer"))
    entity = tenants.entity_for(tx, given.entity, customer.entity)
    return {"invoice": None, "customer": customer.id, "entity": entity.id, "currency": given.currency}


def _taken(
    tx: Tx, header: Mapping[str, Any], invoice: Row | None, wanted: Mapping[str, Any], ids: list[int]
) -> TakenBack:
    if invoice is None:
        return taking_back.of_its_own(tx, header, wanted, ids)
    return taking_back.of_invoice(tx, invoice, wanted, ids)


def _allocated(taken: TakenBack, invoice: Row | None, wanted: Mapping[str, Any]) -> Allocation:
    currency = taken.net.currency
    given = {
        name: None if wanted[name] is None else Money.parse(wanted[name], currency, field=name) for name in AMOUNTS
    }
    zero = Money.zero(currency)
    received = zero
    if invoice is not None:
        paid = invoice["amount_paid"] + invoice["amount_applied"] + invoice["amount_withheld"]
        received = Money(max(paid - invoice["amount_given_back"], 0), currency)
    due = zero if invoice is None else Money(invoice["amount_due"], currency)
    return crediting.allocate(taken.total, due=due, received=received, given=given, is_invoice=invoice is not None)


def _figures(taken: TakenBack, allocation: Allocation) -> dict[str, Any]:
    return {
        "subtotal": taken.subtotal.minor,
        "net_amount": taken.net.minor,
        "tax_amount": taken.tax.minor,
        "rounding_amount": taken.rounding.minor,
        "total": taken.total.minor,
        "amount_to_invoice": allocation.to_invoice.minor,
        "amount_to_balance": allocation.to_balance.minor,
        "amount_to_refund": allocation.to_refund.minor,
        "amount_out_of_band": allocation.out_of_band.minor,
    }


def _shown(taken: TakenBack) -> dict[str, Any]:
    return {
        "lines": taken.lines,
        "changes": [basis.of_change(change) for change in taken.changes],
        "tax_groups": [tax.tax_group(group) for group in taken.groups],
    }


def _lost(lines: Sequence[Returned]) -> list[Returned]:
    """E15b: what was earned and is given back because of a dispute is shown apart, in 4830."""
    return [dataclasses.replace(each, code=DISPUTE_LOSSES) if each.code == CREDIT_NOTES else each for each in lines]


def _app(tx: Tx, invoice: Row | None) -> dict[str, Any]:
    """Made by nobody's request, it is the app's that the invoice came through."""
    return {"app": invoice["app"]} if tx.actor.app is None and invoice is not None else {}


def _issued(invoice: Row | None) -> date | None:
    return None if invoice is None else date.fromisoformat(invoice["issued_on"])


# ---- the other handlers ----------------------------------------------------------------------------------------------


def retrieve(tx: Tx, note_id: str) -> CreditNote:
    """A credit note by its id."""
    return presenting.credit_note(store.get(tx, "invoices_credit_note", path_id(note_id, "crn")))


def list_(tx: Tx, listing: Listing) -> Page[CreditNote]:
    """Credit notes that the app may see."""
    return page(tx, "invoices_credit_note", listing, lambda rows: [presenting.credit_note(row) for row in rows])


def update(tx: Tx, note_id: str, given: CreditNoteUpdate) -> CreditNote:
    """Change a draft; `lines`, where given, replaces all of them."""
    row = _draft(tx, note_id, "be changed")
    body = loads(row["body"])
    named = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    body |= {name: named[name] for name in ("reason", "description", "metadata") if name in named}
    wanted = loads(dumps({**body["wanted"], **{name: named[name] for name in ("lines", *AMOUNTS) if name in named}}))
    if "lines" in named and wanted["whole"]:
        raise RuleConflict(
            "this credit note takes the whole invoice back", field="lines", way_out="Delete it and draft another."
        )
    invoice = _invoice_of(tx, None if row["invoice"] is None else id_text("inv", row["invoice"]))
    ids = body["line_ids"]
    ids += [tx.new_id() for _ in range(taking_back.count(tx, invoice, wanted) - len(ids))]
    taken = _taken(tx, row, invoice, wanted, ids)
    body |= {"wanted": wanted, "line_ids": ids, **_shown(taken)}
    figures = _figures(taken, _allocated(taken, invoice, wanted))
    return presenting.credit_note(store.change(tx, "invoices_credit_note", row, **figures, body=dumps(body)))


def delete(tx: Tx, note_id: str) -> Deleted:
    """Throw a draft away: no number was used."""
    row = _draft(tx, note_id, "be deleted")
    store.remove(tx, "invoices_credit_note", row)
    return Deleted(id=id_text("crn", row["id"]), object="credit_note")


def send(tx: Tx, note: int) -> CreditNote:
    """Send the credit note to the customer. Whoever writes the letter calls this first."""
    row = store.get(tx, "invoices_credit_note", note)
    states.require_note(row, "issued", "be sent")
    tx.expect(row["version"])
    parties.require_reach(tx, row["customer"])
    return presenting.credit_note(store.change(tx, "invoices_credit_note", row, sent_at=tx.now_us))


def _draft(tx: Tx, note_id: str, what: str) -> Row:
    row = store.get(tx, "invoices_credit_note", path_id(note_id, "crn"))
    states.require_note(row, "draft", what)
    tx.expect(row["version"])
    return row
