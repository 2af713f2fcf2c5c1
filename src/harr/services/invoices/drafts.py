"""Drafts: written, read, changed line by line, thrown away. A draft has figures, but no number and no entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
from msgspec import UNSET

from harr.contract.events import InvoiceCreated
from harr.contract.invoices import (
    MOST_LINES,
    Invoice,
    InvoiceLine,
    InvoiceLineCreate,
    InvoiceLineUpdate,
    InvoiceUpdate,
)
from harr.contract.operations import Listing, Page
from harr.contract.words import Deleted
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.currencies import minor_units
from harr.kernel.errors import AlreadyExists, CurrencyMismatch, NotFound, Refusal, RuleConflict, StateConflict
from harr.kernel.ids import id_text, path_id
from harr.kernel.time import instant, micros
from harr.services import customers, tax, tenants
from harr.services.customers import Customer
from harr.services.invoices import presenting, reading, states, store
from harr.services.invoices.computing import Computed, Document, compute, requests_of
from harr.services.invoices.wanted import KEPT, NewInvoice, NewLine, body_of, kept_of, line_of
from harr.services.tenants import Entity

MONEY = (
    "credit_notes_total", "amount_applied", "amount_paid", "amount_withheld", "amount_credited", "amount_written_off",
    "amount_due", "amount_given_back",
)  # fmt: skip


def draft(tx: Tx, new: NewInvoice) -> int:
    """Write a draft and tell; its id. What a line claims must not be billed already."""
    return draft_all(tx, [new])[0]


def draft_all(tx: Tx, wanted: Sequence[NewInvoice]) -> list[int]:
    """Many at once."""
    made = [_new(tx, new) for new in wanted]
    rows = store.add_invoices(tx, [row for row, _ in made])
    lines = [
        line_rows(tx, row, new.lines, computed) for row, new, (_, computed) in zip(rows, wanted, made, strict=True)
    ]
    _write_lines(tx, list(zip(lines, (new.lines for new in wanted), strict=True)))
    for row, written in zip(rows, lines, strict=True):
        _finalize_by_itself(tx, row)
        tx.emit(InvoiceCreated(object=presenting.new_invoice(tx, row, written)))
    return [row["id"] for row in rows]


def _new(tx: Tx, new: NewInvoice) -> tuple[Row, Computed]:
    """The row of a draft, and what was computed for it."""
    entity, customer = tenants.entity(tx, new.entity), customers.customer(tx, new.customer)
    _may_be_invoiced(customer, new.currency)
    kept = kept_of(new)
    document = document_of(tx, entity, customer, new.currency, kept)
    computed = compute(tx, document, new.lines)
    number = tx.new_id()
    tx.memo["computed", number] = (document, _unclaimed(new.lines), computed)
    row = {
        "id": number, "app": new.app or tx.actor.app, "external_id": new.external_id, "status": "draft",
        "type": new.type, "customer": new.customer, "entity": new.entity, "subscription": new.subscription,
        "billing_group": new.billing_group,
        "currency": new.currency, "number": None, "series": None, "issued_on": None, "tax_point_on": None,
        "due_on": new.due_on and new.due_on.isoformat(), "payment_status": "none",
        "finalizes_at": new.finalizes_at_us, "sent_at": None, "finalized_at": None, "paid_at": None, "voided_at": None,
        **dict.fromkeys(MONEY, 0), **figures(computed), "body": dumps({**kept, **shown_of(computed)}),
    }  # fmt: skip
    return row, computed


def computed_again(tx: Tx, number: int, document: Document, wanted: tuple[NewLine, ...]) -> Computed:
    """The draft added up as of its day; not twice where this very transaction has drafted it as it is."""
    drafted = tx.memo.pop(("computed", number), None)
    if drafted is not None and drafted[:2] == (document, _unclaimed(wanted)):
        computed: Computed = drafted[2]
        return computed
    return compute(tx, document, wanted)


def document_of(
    tx: Tx, entity: Entity, customer: Customer, currency: str, kept: Mapping[str, Any], issued_on: date | None = None
) -> Document:
    """A draft as it is issued on a day, or would be today."""
    return Document(
        entity=entity,
        customer=customer.id,
        currency=currency,
        issued_on=issued_on or tx.today(entity.timezone),
        language=kept["language"] or customer.language or entity.language or "en",
        allowances=requests_of(kept, "allowances"),
        charges=requests_of(kept, "charges"),
        rounding_amount=kept["rounding_amount"],
    )


def figures(computed: Computed) -> dict[str, Any]:
    """The columns of an invoice that its lines decide."""
    sums = computed.sums
    return {
        "subtotal": sums.subtotal.minor,
        "discount_amount": sums.discount.minor,
        "net_amount": sums.net.minor,
        "tax_amount": sums.tax.minor,
        "rounding_amount": sums.rounding.minor,
        "total": sums.total.minor,
    }


def shown_of(computed: Computed) -> dict[str, Any]:
    """What the body of an invoice shows of its figures."""
    return {
        "basis": computed.basis,
        "tax_groups": [tax.tax_group(group) for group in computed.sums.groups],
        "service_period": computed.service_period,
    }


def line_rows(tx: Tx, invoice: Row, wanted: Sequence[NewLine], computed: Computed) -> list[Row]:
    """New rows for lines, in their order."""
    stamps = {"version": 1, "created_at": tx.now_us, "updated_at": tx.now_us, "app": invoice["app"]}
    none_credited = {"credited_amount": 0, "credited_net_amount": 0, "credited_quantity": "0"}
    found = []
    for place, line in enumerate(wanted):
        row = {
            "id": tx.new_id(), "invoice": invoice["id"], "place": place, "kind": line.kind, "product": line.product,
            "price": line.price, "subscription_item": line.subscription_item, "meter": line.meter,
            "corrects": line.corrects, "external_id": line.external_id, "body": body_of(line), **none_credited,
            **stamps,
        }  # fmt: skip
        found.append({**row, **line_figures(row, place, computed)})
    return found


def line_figures(row: Row, place: int, computed: Computed) -> dict[str, Any]:
    """The columns of a line that were computed."""
    line, sums = computed.lines[place], computed.sums
    return {
        "tax_point_on": computed.tax_points[place].isoformat(),
        "amount": line.amount.minor,
        "discount_amount": line.discount.minor,
        "charged_amount": line.charged.minor,
        "net_amount": sums.nets[place].minor,
        "tax_amount": sums.taxes[place].minor,
        "basis": dumps({**computed.line_bases[place], "line": id_text("lin", row["id"])}),
    }


def recompute(
    tx: Tx, row: Row, rows: Sequence[Row], wanted: Sequence[NewLine], kept: Mapping[str, Any]
) -> tuple[dict[str, Any], Computed]:
    """Add a draft up again after a change: the columns of its row; lines are written where they are no longer right."""
    entity, customer = tenants.entity(tx, row["entity"]), customers.customer(tx, row["customer"])
    computed = compute(tx, document_of(tx, entity, customer, row["currency"], kept), wanted)
    rewrite_lines(tx, rows, wanted, computed)
    return {**figures(computed), "body": dumps({**kept, **shown_of(computed)})}, computed


def rewrite_lines(tx: Tx, rows: Sequence[Row], wanted: Sequence[NewLine], computed: Computed) -> None:
    """Write those lines whose figures or words are no longer what their row says."""
    for place, (row, line) in enumerate(zip(rows, wanted, strict=True)):
        now = {"place": place, "body": body_of(line), **line_figures(row, place, computed)}
        if any(row[name] != value for name, value in now.items()):
            store.change(tx, "invoices_line", row, **now)


def _unclaimed(lines: Sequence[NewLine]) -> tuple[NewLine, ...]:
    """Lines as their rows say them: what they claim is kept beside."""
    return tuple(replace(line, claim=None) for line in lines)


def _write_lines(tx: Tx, written: Sequence[tuple[Sequence[Row], Sequence[NewLine]]]) -> None:
    """Write the rows of lines, and what they claim."""
    store.add_lines(tx, [row for rows, _ in written for row in rows])
    pairs = [(row, line.claim) for rows, lines in written for row, line in zip(rows, lines, strict=True)]
    taken = store.claim(tx, {row["id"]: claim for row, claim in pairs if claim is not None})
    for row, claim in pairs:
        if claim in taken:
            raise AlreadyExists(f"{claim} is billed already", field=f"lines[{row['place']}]", cause=claim)


def _may_be_invoiced(customer: Customer, currency: str) -> None:
    minor_units(currency, "currency")
    if customer.status != "active":
        raise RuleConflict(
            f"the customer is {customer.status}", field="customer", way_out="Invoice a customer that is active."
        )
    if customer.currency not in {None, currency} and not customer.multi_currency:
        raise CurrencyMismatch(
            f"the customer is invoiced in {customer.currency}, not in {currency}",
            field="currency",
            way_out=f"Use {customer.currency}, or set `multi_currency` on the customer.",
            currency=customer.currency,
            other=currency,
        )


def _finalize_by_itself(tx: Tx, row: Row) -> None:
    if row["finalizes_at"] is not None:
        tx.schedule("invoices.finalize", id_text("inv", row["id"]), instant(row["finalizes_at"]))


# ---- handlers --------------------------------------------------------------------------------------------------------


def retrieve(tx: Tx, invoice_id: str) -> Invoice:
    """An invoice by its id."""
    return presenting.invoice(tx, store.get(tx, "invoices_invoice", path_id(invoice_id, "inv")))


def list_(tx: Tx, listing: Listing) -> Page[Invoice]:
    """Invoices that the app may see; `overdue` is asked of each entity's own day."""
    wanted = set(listing.filters.get("overdue", ()))
    rest = {name: values for name, values in listing.filters.items() if name != "overdue"}
    where, args = _overdue(tx, wanted)
    return page(
        tx, "invoices_invoice", replace(listing, filters=rest), lambda rows: presenting.invoices(tx, rows), where=where,
        args=args,
    )  # fmt: skip


def _overdue(tx: Tx, wanted: set[str | int]) -> tuple[str, dict[str, Any]]:
    if len(wanted) != 1:
        return "", {}
    parts: list[str] = ["1 = 0"]
    args: dict[str, Any] = {}
    for place, entity in enumerate(store.open_entities(tx)):
        parts.append(f"(entity = :entity_{place} AND due_on < :day_{place})")
        args |= {f"entity_{place}": entity, f"day_{place}": tx.today(tenants.entity(tx, entity).timezone).isoformat()}
    late = f"status = 'open' AND due_on IS NOT NULL AND ({' OR '.join(parts)})"
    return (late if "true" in wanted else f"NOT ({late})"), args


def update(tx: Tx, invoice_id: str, given: InvoiceUpdate) -> Invoice:
    """Change a draft; `lines`, where given, replaces all of them."""
    row = _draft_row(tx, invoice_id, "be changed")
    if given.discounts is not UNSET:
        reading.no_discounts(given.discounts)
    kept, columns = _changed(row, given)
    if given.lines is not UNSET:
        wanted: Sequence[NewLine] = reading.lines(tx, given.lines, row["currency"])
        store.remove_lines(tx, row["id"])
        entity, customer = tenants.entity(tx, row["entity"]), customers.customer(tx, row["customer"])
        computed = compute(tx, document_of(tx, entity, customer, row["currency"], kept), wanted)
        _write_lines(tx, [(line_rows(tx, row, wanted, computed), wanted)])
        made = {**figures(computed), "body": dumps({**kept, **shown_of(computed)})}
    else:
        rows = store.lines_of(tx, [row["id"]])[row["id"]]
        made, _ = recompute(tx, row, rows, [line_of(each) for each in rows], kept)
    changed = store.change(tx, "invoices_invoice", row, **made, **columns)
    if changed["finalizes_at"] != row["finalizes_at"]:
        tx.unschedule("invoices.finalize", id_text("inv", row["id"]))
        _finalize_by_itself(tx, changed)
    return presenting.invoice(tx, changed)


def _changed(row: Row, given: InvoiceUpdate) -> tuple[dict[str, Any], dict[str, Any]]:
    """The body and the columns of a draft with the fields that a PATCH names."""
    named = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    reading.check_rounding(named.get("rounding_amount"), row["currency"])
    reading.check_balance_to_use(named.get("balance_to_use", "all"), row["currency"])
    reading.check_terms(named.get("payment_terms"))
    kept: dict[str, Any] = loads(dumps({**loads(row["body"]), **{k: v for k, v in named.items() if k in KEPT}}))
    columns: dict[str, Any] = {}
    if "finalizes_at" in named:
        columns["finalizes_at"] = None if named["finalizes_at"] is None else micros(named["finalizes_at"])
    if "due_on" in named:
        due: date | None = named["due_on"]
        columns["due_on"] = kept["given_due_on"] = due and due.isoformat()
    return kept, columns


def delete(tx: Tx, invoice_id: str) -> Deleted:
    """Throw a draft of a one-off order away: no number was used, and what its lines claimed is free again."""
    row = _draft_row(tx, invoice_id, "be deleted")
    if row["type"] != "one_time":
        raise StateConflict(
            f"a draft of type {row['type']} is not thrown away: what it bills would be billed by nobody",
            status=row["status"],
            allowed=["update", "finalize"],
        )
    store.remove_lines(tx, row["id"])
    store.remove(tx, "invoices_invoice", row)
    tx.unschedule("invoices.finalize", id_text("inv", row["id"]))
    return Deleted(id=id_text("inv", row["id"]), object="invoice")


# ---- lines -----------------------------------------------------------------------------------------------------------


def create_line(tx: Tx, invoice_id: str, given: InvoiceLineCreate) -> InvoiceLine:
    """Add a line to a draft, at its end."""
    row = _draft_row(tx, invoice_id, "take another line")
    rows = store.lines_of(tx, [row["id"]])[row["id"]]
    if len(rows) >= MOST_LINES:
        raise RuleConflict(
            f"an invoice has at most {MOST_LINES} lines", way_out="Begin another invoice, or sum lines up."
        )
    wanted = [*(line_of(each) for each in rows), reading.line(tx, given, row["currency"])]
    entity, customer = tenants.entity(tx, row["entity"]), customers.customer(tx, row["customer"])
    kept = loads(row["body"])
    with _as_sent(len(rows)):
        computed = compute(tx, document_of(tx, entity, customer, row["currency"], kept), wanted)
    rewrite_lines(tx, rows, wanted[:-1], _first(computed, len(rows)))
    new = line_rows(tx, row, wanted, computed)[-1]
    store.add(tx, "invoices_line", new)
    body = dumps({**kept, **shown_of(computed)})
    store.change(tx, "invoices_invoice", row, **figures(computed), body=body)
    return presenting.line(new, row["currency"])


def _first(computed: Computed, count: int) -> Computed:
    return replace(computed, lines=computed.lines[:count], line_bases=computed.line_bases[:count])


def list_lines(tx: Tx, invoice_id: str, listing: Listing) -> Page[InvoiceLine]:
    """The lines of an invoice."""
    row = store.get(tx, "invoices_invoice", path_id(invoice_id, "inv"))
    return page(
        tx, "invoices_line", listing, lambda rows: [presenting.line(each, row["currency"]) for each in rows],
        where="invoice = :invoice", args={"invoice": row["id"]}, by_app=False,
    )  # fmt: skip


def retrieve_line(tx: Tx, invoice_id: str, line_id: str) -> InvoiceLine:
    """A line of an invoice."""
    row = store.get(tx, "invoices_invoice", path_id(invoice_id, "inv"))
    return presenting.line(_line_row(tx, row, line_id)[1], row["currency"])


def update_line(tx: Tx, invoice_id: str, line_id: str, given: InvoiceLineUpdate) -> InvoiceLine:
    """Change a line of a draft; the whole draft is added up again. `If-Match` names the line's version."""
    row = _draft_row(tx, invoice_id, "be changed", of_line=True)
    rows, was = _line_row(tx, row, line_id)
    tx.expect(was["version"])
    now = reading.changed(tx, line_of(was), given, row["currency"])
    wanted = [now if each["id"] == was["id"] else line_of(each) for each in rows]
    with _as_sent(rows.index(was)):
        made, _ = recompute(tx, row, rows, wanted, loads(row["body"]))
    store.change(tx, "invoices_invoice", row, **made)
    return presenting.line(store.many(tx, "invoices_line", [was["id"]])[was["id"]], row["currency"])


def delete_line(tx: Tx, invoice_id: str, line_id: str) -> Deleted:
    """Take a line off a draft."""
    row = _draft_row(tx, invoice_id, "be changed", of_line=True)
    rows, gone = _line_row(tx, row, line_id)
    tx.expect(gone["version"])
    store.free_claims(tx, gone["id"])
    store.remove(tx, "invoices_line", gone)
    left = [each for each in rows if each["id"] != gone["id"]]
    made, _ = recompute(tx, row, left, [line_of(each) for each in left], loads(row["body"]))
    store.change(tx, "invoices_invoice", row, **made)
    return Deleted(id=id_text("lin", gone["id"]), object="invoice_line")


@contextmanager
def _as_sent(place: int) -> Iterator[None]:
    """A field of the line that was sent alone is named as its caller wrote it, without its place in the invoice."""
    try:
        yield
    except Refusal as refusal:
        if refusal.field is not None:
            refusal.field = refusal.field.removeprefix(f"lines[{place}].")
        raise


def _line_row(tx: Tx, row: Row, line_id: str) -> tuple[list[Row], Row]:
    rows = store.lines_of(tx, [row["id"]])[row["id"]]
    number = path_id(line_id, "lin")
    for each in rows:
        if each["id"] == number:
            return rows, each
    raise NotFound(f"there is no {line_id[:60]} on this invoice")


def _draft_row(tx: Tx, invoice_id: str, what: str, *, of_line: bool = False) -> Row:
    row = store.get(tx, "invoices_invoice", path_id(invoice_id, "inv"))
    states.require(row, ("draft",), what)
    if not of_line:
        tx.expect(row["version"])
    return row
