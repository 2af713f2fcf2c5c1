"""From draft to document: added up once more, booked, paid from the balance, numbered, printed; in one commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from harr.contract.events import InvoiceFinalized, InvoicePaid
from harr.contract.invoices import Invoice
from harr.contract.shapes import PaymentTerms
from harr.engine import Due, Row, Tx, dumps, loads
from harr.kernel.errors import FieldInvalid, RuleConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.kernel.time import instant
from harr.kernel.zones import local_day, local_instant
from harr.services import catalog, credits, customers, ledger, tenants  # noqa: A004 - the service is called so
from harr.services.customers import Customer
from harr.services.invoices import booking, documents, drafts, parties, presenting, series, states, store, terms
from harr.services.invoices.booking import Finalized, Sales
from harr.services.invoices.computing import Computed
from harr.services.invoices.series import Counter, Counters
from harr.services.invoices.wanted import NewLine, line_of
from harr.services.tenants import Entity

OVERDUE = "invoices.mark_overdue"
BY_ITSELF = "invoices.finalize"


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft that may be finalized: added up as of its day, its parties known."""

    row: Row
    lines: Sequence[Row]
    wanted: tuple[NewLine, ...]
    sales: Sales
    entity: Entity
    customer: Customer
    issued_on: date
    effective_on: date
    computed: Computed
    body: dict[str, Any]
    counter: Counter | None
    """None: an opening invoice brings its number."""

    @property
    def id(self) -> str:
        return id_text("inv", self.row["id"])

    @property
    def total(self) -> Money:
        return self.computed.sums.total


def finalize(tx: Tx, drafts_: Sequence[int], *, day: date | None = None) -> list[Invoice]:
    """Finalize drafts in their order, all or none. `day` is that of the agenda's due instant; else today, by entity.

    The document bears that day or the series' last one, whichever is later.
    """
    rows = store.many(tx, "invoices_invoice", drafts_)
    lines = store.lines_of(tx, drafts_)
    counters = Counters()
    ready = [_ready(tx, rows[number], lines[number], counters, day) for number in drafts_]
    catalog.use(tx, sorted({line.price for one in ready for line in one.wanted if line.price is not None}))
    booked = [Finalized(one.row, one.lines, one.wanted, one.sales, one.computed, one.effective_on) for one in ready]
    ledger.post(tx, booking.finalized(tx, booked))
    written = [_write(tx, one) for one in ready]
    store.add_groups(tx, {one.row["id"]: one.computed.sums.groups for one in ready})
    made = presenting.invoices(tx, written)
    store.add_documents(tx, [
        document
        for one, shown in zip(ready, made, strict=True)
        for document in documents.printed(tx, shown, one.entity, app=one.row["app"])
    ])  # fmt: skip
    tx.schedule_all(OVERDUE, [
        (one.id, _overdue_at(one, row)) for one, row in zip(ready, written, strict=True) if row["status"] == "open"
    ])  # fmt: skip
    for row, shown in zip(written, made, strict=True):
        tx.emit(InvoiceFinalized(object=shown))
        if row["status"] == "paid":
            tx.emit(InvoicePaid(object=shown))
    counters.write(tx)
    return made


# ---- before anything is written --------------------------------------------------------------------------------------


def _ready(tx: Tx, row: Row, lines: Sequence[Row], counters: Counters, day: date | None) -> Ready:
    states.require(row, ("draft",), "be finalized")
    entity, customer = tenants.entity(tx, row["entity"]), customers.customer(tx, row["customer"])
    if not lines:
        raise RuleConflict("an invoice has at least one line", field="lines", way_out="Add a line first.")
    kept = loads(row["body"])
    wanted_on = day or tx.today(entity.timezone)
    counter = None
    if row["type"] == "opening":
        issued_on = _of_older_system(tx, kept, entity, wanted_on)
    else:
        counter = counters.of(tx, entity.id, "invoice", row["app"])
        issued_on = counter.day(wanted_on)
    document = drafts.document_of(tx, entity, customer, row["currency"], kept, issued_on=issued_on)
    wanted = tuple(line_of(line) for line in lines)
    computed = drafts.computed_again(tx, row["id"], document, wanted)
    sales = booking.sales(tx, row, wanted, computed)
    wanted = booking.say_how(lines, wanted, sales)
    drafts.rewrite_lines(tx, lines, wanted, computed)
    _may_be_finalized(row, computed, entity, customer)
    tenants.amount_allowed(tx, tx.actor.app, computed.sums.total, "lines")
    customers.fix_currency(tx, customer.id, row["currency"])
    body = {**kept, **drafts.shown_of(computed), **_snapshot(tx, row, kept, entity, customer, issued_on, computed)}
    effective_on = wanted_on if counter is None else issued_on
    if day is None:  # somebody did it; on what finalized by itself the instant stays
        row = {**row, "finalizes_at": None}
    return Ready(row, lines, wanted, sales, entity, customer, issued_on, effective_on, computed, body, counter)


def _may_be_finalized(row: Row, computed: Computed, entity: Entity, customer: Customer) -> None:
    if computed.sums.total < Money.zero(row["currency"]):
        raise RuleConflict(
            f"the total is below zero: {computed.sums.total.text} {row['currency']}",
            field="lines",
            way_out="Give money back by a credit note (`credit_notes.create`).",
            total=computed.sums.total.text,
        )
    if entity.rules.tax_rounding == "document" and customer.invoice_delivery == "einvoice":
        raise RuleConflict(
            "an electronic invoice (EN 16931) has its tax rounded by tax group, not once for the document",
            field="customer",
            way_out="Set the entity's rule `tax_rounding` to group, or another `invoice_delivery` on the customer.",
            rule="tax_rounding",
        )


def _of_older_system(tx: Tx, kept: dict[str, Any], entity: Entity, today: date) -> date:
    """An opening invoice has number and date already; neither can be one that is still to come."""
    for name in ("number", "issued_on"):
        if kept[f"given_{name}"] is None:
            raise FieldInvalid(
                f"an opening invoice brings its {name}", field=name, way_out=f"Send the {name} of the older system."
            )
    issued_on = date.fromisoformat(kept["given_issued_on"])
    if issued_on > today:
        raise FieldInvalid(
            f"{issued_on} is still to come", field="issued_on", way_out="Send the day of the older system's invoice."
        )
    series.free_of_series(tx, entity.id, kept["given_number"])
    return issued_on


def _snapshot(
    tx: Tx, row: Row, kept: dict[str, Any], entity: Entity, customer: Customer, issued_on: date, computed: Computed
) -> dict[str, Any]:
    """What the document shows of its parties, terms and tax currency, from now on unchanged."""
    given = msgspec.convert(kept["payment_terms"], PaymentTerms | None)
    agreed = given or customer.payment_terms or entity.payment_terms or PaymentTerms()
    return {
        "seller": parties.seller(tx, entity, issued_on),
        "buyer": parties.buyer(tx, customer, entity, computed.sums.groups),
        "purchase_order": kept["purchase_order"] or customer.purchase_order,
        "payment_terms": agreed,
        "language": kept["language"] or customer.language or entity.language or "en",
        **_in_tax_currency(tx, row["currency"], entity, issued_on, computed),
    }


def _in_tax_currency(tx: Tx, currency: str, entity: Entity, on: date, computed: Computed) -> dict[str, Any]:
    """The tax in the seller's own currency, where the document has another (EN 16931 BT-6, BT-111)."""
    own = entity.functional_currency
    if currency == own or currency.startswith("X-"):
        return {}
    quote = ledger.quote(tx, currency, own, on.isoformat())
    return {
        "tax_currency": own,
        "tax_exchange_rate": None if quote.inverse else f"{quote.rate:f}",
        "tax_amount_in_tax_currency": quote.worth(computed.sums.tax, own).text,
    }


# ---- writing ---------------------------------------------------------------------------------------------------------


def _write(tx: Tx, ready: Ready) -> Row:
    """Pay from the balance, take the number, keep the row."""
    zero = Money.zero(ready.row["currency"])
    applied = _from_balance(tx, ready)
    due = ready.total - applied
    number = _number(tx, ready)
    given = ready.row["due_on"]
    due_on = date.fromisoformat(given) if given else terms.due_on(ready.issued_on, ready.body["payment_terms"])
    return store.change(
        tx, "invoices_invoice", ready.row,
        **drafts.figures(ready.computed), body=dumps(ready.body),
        tax_point_on=ready.computed.tax_point_on.isoformat(),
        status="open" if due else "paid", number=number,
        series=ready.counter.series if ready.counter is not None and number is not None else None,
        issued_on=ready.issued_on.isoformat(), due_on=due_on.isoformat(), amount_applied=applied.minor,
        amount_due=due.minor, payment_status=_payment_status(due, applied, zero),
        finalizes_at=ready.row["finalizes_at"],
        finalized_at=tx.now_us, paid_at=None if due else tx.now_us,
    )  # fmt: skip


def _overdue_at(ready: Ready, row: Row) -> datetime:
    """The beginning of the day after the last one to pay."""
    overdue_on = date.fromisoformat(row["due_on"]) + timedelta(days=1)
    return instant(local_instant(overdue_on, ready.entity.timezone))


def _from_balance(tx: Tx, ready: Ready) -> Money:
    """As much of the customer's balance as the draft says, the customer has and is due."""
    zero = Money.zero(ready.row["currency"])
    wanted = ready.body["balance_to_use"]
    if wanted == "none" or not ready.total or ready.row["type"] == "opening":
        return zero
    most = ready.total if wanted == "all" else min(ready.total, Money.parse(wanted, ready.row["currency"]))
    row = ready.row
    used = credits.use(
        tx, row["customer"], row["entity"], row["currency"], most, row["id"], ready.effective_on, app=row["app"]
    )
    if used:
        store.apply(tx, row["id"], id_text("cus", row["customer"]), used.minor)
    return used


def _number(tx: Tx, ready: Ready) -> str | None:
    """The number of the document; a rehearsal takes none."""
    if ready.counter is None:
        given: str = ready.body["given_number"]
        series.keep_number(tx, ready.entity.id, given, ready.id, ready.issued_on)
        return given
    if tx.rehearsing:
        return None
    return ready.counter.take(ready.issued_on, ready.id).number


def _payment_status(due: Money, applied: Money, zero: Money) -> str:
    if not due:
        return "paid"
    return "partial" if applied > zero else "none"


# ---- the handler -----------------------------------------------------------------------------------------------------


def finalize_one(tx: Tx, invoice_id: str) -> Invoice:
    """Give the invoice its number and its documents, and book it."""
    row = store.get(tx, "invoices_invoice", path_id(invoice_id, "inv"))
    states.require(row, ("draft",), "be finalized")
    tx.expect(row["version"])
    tx.unschedule(BY_ITSELF, id_text("inv", row["id"]))
    return finalize(tx, [row["id"]])[0]


def by_itself(tx: Tx, item: Due) -> None:
    """Finalize a draft on the instant that it names, if it still is one; its day is that of the instant."""
    number = id_number(item.subject)
    row = store.many(tx, "invoices_invoice", [number]).get(number)
    if row is not None and row["status"] == "draft" and row["finalizes_at"] is not None:
        zone = tenants.entity(tx, row["entity"]).timezone
        finalize(tx, [number], day=local_day(item.due_at_us, zone))
