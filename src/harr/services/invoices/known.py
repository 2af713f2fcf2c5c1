"""What later services ask of documents: how they look, their numbers, what a credit note owes, how a series counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from harr.contract.invoices import CreditNote as CreditNoteResource
from harr.contract.invoices import Invoice
from harr.engine import Row, Tx, loads
from harr.kernel.calendar import Period
from harr.kernel.ids import id_text, own_number
from harr.kernel.money import Money
from harr.kernel.quantities import Quantity
from harr.services.invoices import documents, presenting, store

NOTHING = Quantity(0)


@dataclass(frozen=True, slots=True)
class CreditNote:
    """A credit note as a refund sees it: what it owes, and to whom."""

    id: int
    status: str
    customer: int
    entity: int
    currency: str
    invoice: int | None
    amount_to_refund: Money


@dataclass(frozen=True, slots=True)
class TaxOfLine:
    """The tax that a line has, as reports tell lines apart."""

    category: str
    percentage: str
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a series counts: numbers that it gave, and how many of them cannot be found."""

    series: int
    document_type: str
    format: str
    taken: int
    missing: int
    next_number: str | None


def used_so_far(tx: Tx, items: Collection[int]) -> dict[int, dict[Period, Quantity]]:
    """What was billed of the usage of items, by item and stretch, late usage with it.

    A line that bills again what was taken back (its claim has a later step) is not counted a second time.
    """
    rows = store.lines_of_items(tx, items, ("usage", "correction"))
    claims = store.claims_of(tx, [row["id"] for row in rows])
    found: dict[int, dict[Period, Quantity]] = {}
    for row in rows:
        body = loads(row["body"])
        if body["period"] is None or not claims.get(row["id"], "").endswith("/1"):
            continue
        period = Period(date.fromisoformat(body["period"]["start"]), date.fromisoformat(body["period"]["end"]))
        so_far = found.setdefault(row["subscription_item"], {})
        so_far[period] = so_far.get(period, NOTHING) + Quantity.parse(body["quantity"], negative=True)
    return found


@dataclass(frozen=True, slots=True)
class Printed:
    """A document as it lies in the store: the file that a customer gets."""

    id: int
    filename: str
    media: str
    content: bytes


def shown(tx: Tx, numbers: Sequence[int]) -> list[Invoice]:
    """Invoices as callers see them, in the order asked for."""
    rows = store.many(tx, "invoices_invoice", numbers)
    return presenting.invoices(tx, [rows[number] for number in numbers])


def shown_credit_notes(tx: Tx, numbers: Sequence[int]) -> list[CreditNoteResource]:
    """Credit notes as callers see them, in the order asked for."""
    rows = store.many(tx, "invoices_credit_note", numbers)
    return [presenting.credit_note(rows[number]) for number in numbers]


def printed(tx: Tx, subject: str, format_: str = "html") -> Printed | None:
    """What was printed of an invoice or a credit note, to go with a letter."""
    row = store.document(tx, subject, format_)
    if row is None:
        return None
    number = numbers_of(tx, [subject]).get(subject, subject)
    return Printed(
        row["id"], f"{documents.file_name(number)}.{format_}", documents.OFFERED[format_], row["content"].encode()
    )


def numbers_of(tx: Tx, documents: Collection[str]) -> dict[str, str]:
    """The numbers of invoices and credit notes, by id as on the wire; a draft has none."""
    tables: tuple[tuple[str, store.Table], ...] = (("inv", "invoices_invoice"), ("crn", "invoices_credit_note"))
    found: dict[str, str] = {}
    for prefix, table in tables:
        wanted = [own_number(text) for text in documents if text.startswith(f"{prefix}_")]
        rows = store.many(tx, table, wanted)
        found |= {id_text(prefix, number): row["number"] for number, row in rows.items() if row["number"]}
    return found


def taxes_of_lines(tx: Tx, lines: Collection[str]) -> dict[str, TaxOfLine]:
    """The tax of lines of invoices, by id as on the wire; of several the first. One that has none is left out."""
    found: dict[str, TaxOfLine] = {}
    for row in store.bases_of(tx, sorted(own_number(line) for line in lines if line.startswith("lin_"))):
        for each in presenting.taxes(loads(row["basis"]))[:1]:
            found[id_text("lin", row["id"])] = TaxOfLine(each.category, each.percentage, each.jurisdiction or "")
    return found


def credit_note(tx: Tx, number: int, field: str | None = None) -> CreditNote:
    """A credit note that the app may see, or NotFound that names the field."""
    return _note(store.get(tx, "invoices_credit_note", number, field))


def refunded(tx: Tx, number: int, refund: int) -> None:
    """Name the refund that last paid what a credit note owes."""
    row = store.many(tx, "invoices_credit_note", [number])[number]
    store.change(tx, "invoices_credit_note", row, refund=refund)


def numbering(tx: Tx, entity: int) -> list[Numbering]:
    """Every series of an entity."""
    missing = {row["id"]: row["taken"] - row["found"] for row in store.gaps(tx)}
    return [
        Numbering(
            series=row["id"],
            document_type=row["document_type"],
            format=row["format"],
            taken=row["taken"],
            missing=missing.get(row["id"], 0),
            next_number=presenting.series(tx, row).next_number,
        )
        for row in store.series_of(tx, entity)
    ]


def _note(row: Row) -> CreditNote:
    return CreditNote(
        id=row["id"],
        status=row["status"],
        customer=row["customer"],
        entity=row["entity"],
        currency=row["currency"],
        invoice=row["invoice"],
        amount_to_refund=Money(row["amount_to_refund"], row["currency"]),
    )
