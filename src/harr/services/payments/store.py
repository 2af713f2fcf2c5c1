"""The only SQL over the tables of payments."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

from harr.engine import Row, Tx
from harr.kernel.errors import AlreadyExists, NotFound, VersionStale
from harr.kernel.ids import id_text

Table = Literal["payments_payment", "payments_refund"]
PREFIX: Mapping[str, str] = {"payments_payment": "pay", "payments_refund": "ref"}


def add(tx: Tx, table: Table, row: Mapping[str, Any]) -> Row:
    """Insert a row at version 1; one with the same `external_id` of the same app is refused."""
    whole = {"app": tx.actor.app, "version": 1, "created_at": tx.now_us, "updated_at": tx.now_us, **row}
    if not tx.claim(table, whole):
        taken = tx.one(
            f"SELECT id FROM {table} WHERE tenant = :tenant AND app = :owner AND external_id = :external_id",
            owner=whole["app"],
            external_id=whole["external_id"],
        )
        raise AlreadyExists(
            f"external_id {whole['external_id']!r} is taken",
            field="external_id",
            id=id_text(PREFIX[table], taken["id"]) if taken else None,
        )
    return whole


def get(tx: Tx, table: Table, number: int) -> Row:
    """A row that the app may see, or NotFound."""
    row = tx.one(
        f"SELECT * FROM {table} WHERE tenant = :tenant AND id = :id AND (app = :app OR :sees_all = 1)", id=number
    )
    if row is None:
        raise NotFound(f"there is no {id_text(PREFIX[table], number)} here")
    return row


def change(tx: Tx, row: Row, **columns: Any) -> Row:
    """Change a payment as it was read; somebody else's change in between is refused."""
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    changed = tx.run(
        f"UPDATE payments_payment SET {sets}, version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND id = :id AND version = :was",
        id=row["id"],
        was=row["version"],
        now=tx.now_us,
        **columns,
    )
    if not changed:
        raise VersionStale("somebody changed it meanwhile", version=row["version"] + 1)
    return {**row, **columns, "version": row["version"] + 1, "updated_at": tx.now_us}


def allocations(tx: Tx, payments: Collection[int]) -> dict[int, list[Row]]:
    """What payments pay, oldest invoice first; those that were taken back whole have an amount of 0."""
    found: dict[int, list[Row]] = {number: [] for number in payments}
    if found:
        rows = tx.rows(
            "SELECT payment, invoice, amount, steps FROM payments_allocation"
            " WHERE tenant = :tenant AND payment IN (:payments) ORDER BY payment, invoice",
            payments=sorted(found),
        )
        for row in rows:
            found[row["payment"]].append(row)
    return found


def allocate_new(tx: Tx, payment: int, amounts: Mapping[int, int]) -> None:
    """What a new payment pays: all of it at once."""
    tx.insert(
        "payments_allocation",
        [{"payment": payment, "invoice": invoice, "amount": amount, "steps": 1} for invoice, amount in amounts.items()],
    )


def allocate(tx: Tx, payment: int, invoice: int, amount: int) -> int:
    """Let a payment pay more of an invoice; how often that part was changed: the step of its cause."""
    rows = tx.rows(
        "INSERT INTO payments_allocation(tenant, payment, invoice, amount, steps)"
        " VALUES(:tenant, :payment, :invoice, :amount, 1)"
        " ON CONFLICT (tenant, payment, invoice) DO UPDATE SET amount = payments_allocation.amount + excluded.amount,"
        " steps = payments_allocation.steps + 1 RETURNING steps",
        payment=payment,
        invoice=invoice,
        amount=amount,
    )
    return int(rows[0]["steps"])


def take_back(tx: Tx, payment: int, invoice: int, amount: int) -> int:
    """Let a payment pay less of an invoice; the step, as above."""
    rows = tx.rows(
        "UPDATE payments_allocation SET amount = amount - :amount, steps = steps + 1"
        " WHERE tenant = :tenant AND payment = :payment AND invoice = :invoice RETURNING steps",
        payment=payment,
        invoice=invoice,
        amount=amount,
    )
    return int(rows[0]["steps"])


def pay_back(tx: Tx, credit_note: int, amount: int, owed: int) -> bool:
    """Count a refund against what its credit note owes, unless it is more than is left."""
    tx.claim("payments_paid_back", {"credit_note": credit_note, "amount": 0})
    return bool(
        tx.run(
            "UPDATE payments_paid_back SET amount = amount + :amount"
            " WHERE tenant = :tenant AND credit_note = :credit_note AND amount + :amount <= :owed",
            credit_note=credit_note,
            amount=amount,
            owed=owed,
        )
    )


def paid_back(tx: Tx, credit_notes: Collection[int]) -> dict[int, int]:
    """How much of each credit note was paid back."""
    rows = tx.rows(
        "SELECT credit_note, amount FROM payments_paid_back WHERE tenant = :tenant AND credit_note IN (:notes)",
        notes=sorted(credit_notes),
    )
    return {row["credit_note"]: row["amount"] for row in rows}


def of_customer(tx: Tx, customer: int) -> list[Row]:
    """The payments of a customer, oldest first."""
    return tx.rows("SELECT * FROM payments_payment WHERE tenant = :tenant AND customer = :customer ORDER BY id",
                   customer=customer)  # fmt: skip


# ---- checks ----------------------------------------------------------------------------------------------------------


def sums_that_fail(tx: Tx) -> tuple[int, list[Row]]:
    """How many payments there are, and those whose parts do not add up."""
    counted = tx.one("SELECT COUNT(*) AS n FROM payments_payment WHERE tenant = :tenant")
    wrong = tx.rows(
        "SELECT p.id FROM payments_payment p"
        " LEFT JOIN (SELECT payment, SUM(amount) AS amount FROM payments_allocation"
        "  WHERE tenant = :tenant GROUP BY payment) a ON a.payment = p.id"
        " LEFT JOIN (SELECT payment, SUM(amount) AS amount,"
        "  SUM(CASE WHEN credit_note IS NULL THEN amount ELSE 0 END) AS returned FROM payments_refund"
        "  WHERE tenant = :tenant AND status NOT IN ('failed', 'canceled') GROUP BY payment) r ON r.payment = p.id"
        " WHERE p.tenant = :tenant AND ("
        "  p.amount_allocated - p.amount_to_balance - p.amount_difference <> COALESCE(a.amount, 0)"
        "  OR p.amount_refunded <> COALESCE(r.amount, 0) OR p.amount_returned <> COALESCE(r.returned, 0)"
        "  OR p.amount_received - p.amount_returned <> p.amount_allocated + p.amount_unallocated)"
        " ORDER BY p.id LIMIT 20"
    )
    return int(counted["n"]) if counted else 0, wrong


def counters_that_fail(tx: Tx) -> tuple[int, list[Row]]:
    """How many credit notes were paid back, and those whose counter differs from their refunds."""
    counted = tx.one("SELECT COUNT(*) AS n FROM payments_paid_back WHERE tenant = :tenant")
    wrong = tx.rows(
        "SELECT b.credit_note FROM payments_paid_back b"
        " LEFT JOIN (SELECT credit_note, SUM(amount) AS amount FROM payments_refund WHERE tenant = :tenant"
        "  AND credit_note IS NOT NULL AND status NOT IN ('failed', 'canceled') GROUP BY credit_note) r"
        " ON r.credit_note = b.credit_note"
        " WHERE b.tenant = :tenant AND b.amount <> COALESCE(r.amount, 0) ORDER BY b.credit_note LIMIT 20"
    )
    return int(counted["n"]) if counted else 0, wrong


def unallocated(tx: Tx) -> list[Row]:
    """What of every payment pays no invoice, and what of that is owed back."""
    return tx.rows(
        "SELECT id, entity, currency, amount_unallocated, amount_owed_back FROM payments_payment"
        " WHERE tenant = :tenant ORDER BY id"
    )
