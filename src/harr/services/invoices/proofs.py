"""What anybody may ask about an invoice: how its figures came about, its proof, its entries."""

from __future__ import annotations

import msgspec

from harr.contract.invoices import Explanation, InvoiceProof
from harr.contract.ledger import Entry
from harr.contract.operations import Page
from harr.engine import Row, Tx, loads
from harr.kernel.errors import StateConflict
from harr.kernel.ids import id_text, path_id
from harr.kernel.money import Money
from harr.services import ledger
from harr.services.invoices import explaining, states, store


def explain(tx: Tx, invoice_id: str) -> Explanation:
    """How each figure of the invoice came about; of a draft, how it would."""
    return _explanation(tx, store.get(tx, "invoices_invoice", path_id(invoice_id, "inv")))


def proof(tx: Tx, invoice_id: str) -> InvoiceProof:
    """All that a stranger needs to derive the invoice again."""
    row = store.get(tx, "invoices_invoice", path_id(invoice_id, "inv"))
    if row["status"] == "draft":
        raise StateConflict(
            "a draft proves nothing: it may still change", status="draft", allowed=list(states.VERBS["draft"])
        )
    lines = store.lines_of(tx, [row["id"]])[row["id"]]
    found = InvoiceProof(
        invoice=id_text("inv", row["id"]),
        number=row["number"],
        currency=row["currency"],
        total=Money(row["total"], row["currency"]).text,
        basis=[*(loads(line["basis"]) for line in lines), loads(row["body"])["basis"]],
        explanation=_explanation(tx, row),
        entries=_entries(tx, row),
    )
    return msgspec.structs.replace(found, digest=explaining.digest_of(msgspec.to_builtins(found)))


def entries(tx: Tx, invoice_id: str) -> Page[Entry]:
    """The entries that the invoice made."""
    return Page(data=_entries(tx, store.get(tx, "invoices_invoice", path_id(invoice_id, "inv"))))


def _entries(tx: Tx, row: Row) -> list[Entry]:
    return ledger.entries_of(tx, id_text("inv", row["id"]), id_text("cus", row["customer"]))


def _explanation(tx: Tx, row: Row) -> Explanation:
    lines = store.lines_of(tx, [row["id"]])[row["id"]]
    titles = {id_text("lin", line["id"]): loads(line["body"])["description"] for line in lines}
    document = loads(row["body"])["basis"]
    title = f"Total of {row['number'] or 'the draft'}"
    return explaining.explain(
        id_text("inv", row["id"]), title, document, [loads(line["basis"]) for line in lines], titles
    )
