"""What Harr holds of a customer: read through the API, as anybody may, or from its rows, which is far quicker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from harr.engine import Tx
from harr.engine.actor import SYSTEM
from harr.kernel.ids import id_number, id_text

if TYPE_CHECKING:
    from tests.simulation.life import Life

Said = list[dict[str, Any]]
INVOICE = {"total": "total", "applied": "amount_applied", "paid": "amount_paid", "credited": "amount_credited",
           "notes": "credit_notes_total", "written_off": "amount_written_off", "due": "amount_due",
           "tax": "tax_amount"}  # fmt: skip
PAYMENT = {"received": "amount_received", "refunded": "amount_refunded", "waiting": "amount_unallocated"}
RUNS = {"past_due": "active"}
"""The model does not look at due dates."""


def minor(said: str) -> int:
    """An amount from the wire, in cents."""
    return int(said.replace(".", ""))


def by_api(life: Life, customer: str) -> Mapping[str, Said]:
    """Invoices, payments and subscriptions, all pages of them."""
    return {
        "invoices": [
            {"id": one["id"], "status": one["status"], "sub": one["subscription"],
             "lines": [minor(line["amount"]) for line in one["lines"]],
             **{name: minor(one[field]) for name, field in INVOICE.items()}}
            for one in life.every("invoices.list", customer=customer)
            if one["status"] != "draft"
        ],
        "payments": [
            {"id": one["id"], "status": one["status"], "invoice": one["invoice"],
             **{name: minor(one[field]) for name, field in PAYMENT.items()}}
            for one in life.every("payments.list", customer=customer)
        ],
        "subscriptions": [
            {"id": one["id"], "status": RUNS.get(one["status"], one["status"]),
             "start": one["current_period"]["start"], "end": one["current_period"]["end"]}
            for one in life.every("subscriptions.list", customer=customer)
        ],
    }  # fmt: skip


def by_rows(life: Life, customer: str) -> Mapping[str, Said]:
    """The same from the rows."""
    return life.house.gateway.engine.read(life.tenant, SYSTEM, lambda tx: _rows(tx, id_number(customer)))


def _rows(tx: Tx, customer: int) -> Mapping[str, Said]:
    def of(table: str, columns: str, more: str = "") -> Said:
        found: Callable[..., Said] = tx.rows
        return found(f"SELECT id, status, {columns} FROM {table} WHERE tenant = :tenant AND customer = :customer {more}"
                     " ORDER BY id", customer=customer)  # fmt: skip

    invoices = of("invoices_invoice", f"subscription, {', '.join(INVOICE.values())}", "AND status <> 'draft'")
    lines = tx.rows("SELECT invoice, amount FROM invoices_line WHERE tenant = :tenant AND invoice IN (:of)"
                    " ORDER BY invoice, place", of=[one["id"] for one in invoices])  # fmt: skip
    payments = of("payments_payment", f"invoice, amount_taken_back, {', '.join(PAYMENT.values())}")
    subscriptions = of("subscriptions_subscription", "period_start, period_end")
    return {
        "invoices": [
            {"id": id_text("inv", one["id"]), "status": one["status"], "sub": _text("sub", one["subscription"]),
             "lines": [line["amount"] for line in lines if line["invoice"] == one["id"]],
             **{name: one[field] for name, field in INVOICE.items()}}
            for one in invoices
        ],
        "payments": [
            {"id": id_text("pay", one["id"]), "status": one["status"], "invoice": _text("inv", one["invoice"]),
             "received": one["amount_received"] - one["amount_taken_back"], "refunded": one["amount_refunded"],
             "waiting": one["amount_unallocated"]}
            for one in payments
        ],
        "subscriptions": [
            {"id": id_text("sub", one["id"]), "status": RUNS.get(one["status"], one["status"]),
             "start": one["period_start"], "end": one["period_end"]}
            for one in subscriptions
        ],
    }  # fmt: skip


def _text(prefix: str, number: int | None) -> str | None:
    return None if number is None else id_text(prefix, number)
