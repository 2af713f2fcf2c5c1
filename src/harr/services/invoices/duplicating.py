"""Billing again what was taken back: a new draft of a void invoice, or of its lines that were credited whole; once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from harr.contract.invoices import Invoice
from harr.engine import Row, Tx, loads
from harr.kernel.errors import RuleConflict
from harr.kernel.ids import id_text, path_id
from harr.services.invoices import drafts, known, states, store
from harr.services.invoices.computing import requests_of
from harr.services.invoices.wanted import NewInvoice, NewLine, line_of


def duplicate(tx: Tx, invoice_id: str) -> Invoice:
    """Draft again what was taken back. Each line claims the next step of what it bills, so that it happens once."""
    row = store.get(tx, "invoices_invoice", path_id(invoice_id, "inv"))
    states.require(row, ("void", "open", "paid", "uncollectible"), "be billed again")
    rows = store.lines_of(tx, [row["id"]])[row["id"]]
    again = rows if row["status"] == "void" else [each for each in rows if _credited_whole(each)]
    if not again:
        raise RuleConflict(
            f"{row['number']} stands, and none of its lines was credited whole",
            way_out="Void it, or issue a credit note for the lines that are to be billed again.",
        )
    causes = _next(store.claims_of(tx, [each["id"] for each in again]), again)
    _not_yet(tx, row, causes)
    lines = tuple(
        replace(line_of(each), external_id=None, claim=cause) for each, cause in zip(again, causes, strict=True)
    )
    number = drafts.draft(tx, _invoice(row, lines))
    return known.shown(tx, [number])[0]


def _credited_whole(row: Row) -> bool:
    return bool(row["charged_amount"]) and row["credited_amount"] == row["charged_amount"]


def _next(claimed: Mapping[int, str], rows: Sequence[Row]) -> list[str]:
    """`usage.billed/sit_4/2026-02-01/arrears/2` after `…/1`; a one-off line has no span but itself."""
    found = []
    for row in rows:
        head, _, step = claimed.get(row["id"], f"line.billed/{id_text('lin', row['id'])}/1").rpartition("/")
        found.append(f"{head}/{int(step) + 1}")
    return found


def _not_yet(tx: Tx, row: Row, causes: Sequence[str]) -> None:
    taken = store.claimed(tx, causes)
    if taken:
        raise RuleConflict(
            f"{row['number']} was billed again already",
            way_out="Work on that draft, or credit what it became.",
            causes=sorted(taken),
        )


def _invoice(row: Row, lines: tuple[NewLine, ...]) -> NewInvoice:
    """The new draft: for the whole also the document's own allowances, charges and rounding."""
    body = loads(row["body"])
    kept = {name: body[name] for name in _WORDS}
    if row["status"] == "void":
        kept |= {name: tuple(requests_of(body, name)) for name in ("allowances", "charges")}
        kept["rounding_amount"] = body["rounding_amount"]
    return NewInvoice(
        customer=row["customer"],
        entity=row["entity"],
        currency=row["currency"],
        type="one_time" if row["type"] == "opening" else row["type"],
        subscription=row["subscription"],
        billing_group=row["billing_group"],
        lines=lines,
        **kept,
    )


_WORDS = (
    "purchase_order", "buyer_reference", "notes", "footer", "language", "collection", "balance_to_use", "metadata",
)  # fmt: skip
