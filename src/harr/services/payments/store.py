"""The only SQL over the tables of payments."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

from harr.engine import Row, Tx, loads
from harr.kernel.errors import AlreadyExists, NotFound
from harr.kernel.ids import id_text

Table = Literal[
    "payments_payment", "payments_refund", "payments_account", "payments_method", "payments_setup", "payments_attempt",
    "payments_dispute",
]  # fmt: skip
PREFIX: Mapping[str, str] = {
    "payments_payment": "pay",
    "payments_refund": "ref",
    "payments_account": "pva",
    "payments_method": "pm",
    "payments_setup": "set",
    "payments_attempt": "att",
    "payments_dispute": "dsp",
}
SHARED = frozenset({"payments_account"})
"""What belongs to the whole tenant, whichever app made it."""


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


def get(tx: Tx, table: Table, number: int, field: str | None = None) -> Row:
    """A row that the app may see, or NotFound."""
    mine = "" if table in SHARED else " AND (app = :app OR :sees_all = 1)"
    row = tx.one(f"SELECT * FROM {table} WHERE tenant = :tenant AND id = :id{mine}", id=number)
    if row is None:
        raise NotFound(f"there is no {id_text(PREFIX[table], number)} here", field=field)
    return row


def not_there(prefix: str, text: str) -> NotFound:
    """What is said of an id that nothing has."""
    return NotFound(f"there is no {text[:60]} here", expected=f"{prefix}_…")


def known(tx: Tx, table: Table, number: int) -> Row:
    """A row that has to be there, whoever looks."""
    row = tx.one(f"SELECT * FROM {table} WHERE tenant = :tenant AND id = :id", id=number)
    if row is None:
        raise NotFound(f"there is no {id_text(PREFIX[table], number)} here")
    return row


def change(tx: Tx, table: Table, row: Row, **columns: Any) -> Row:
    """Change a row as it was read; somebody else's change in between is refused."""
    return tx.change(table, row, **columns)


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


def pay_back_less(tx: Tx, credit_note: int, amount: int) -> None:
    """A refund did not arrive: what its credit note owes is owed again."""
    tx.run(
        "UPDATE payments_paid_back SET amount = amount - :amount WHERE tenant = :tenant AND credit_note = :credit_note",
        credit_note=credit_note,
        amount=amount,
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


# ---- methods and accounts --------------------------------------------------------------------------------------------


def method(tx: Tx, number: int) -> Row | None:
    """A method, if it is there."""
    return tx.one("SELECT * FROM payments_method WHERE tenant = :tenant AND id = :id", id=number)


def methods_of(tx: Tx, customer: int) -> list[Row]:
    """The methods of a customer that can be used, oldest first."""
    return tx.rows(
        "SELECT * FROM payments_method WHERE tenant = :tenant AND customer = :customer"
        " AND status IN ('active', 'expiring') ORDER BY id",
        customer=customer,
    )


def accounts_at(tx: Tx, provider: str) -> list[Row]:
    """The accounts at a provider, oldest first."""
    return tx.rows("SELECT * FROM payments_account WHERE tenant = :tenant AND provider = :provider ORDER BY id",
                   provider=provider)  # fmt: skip


def base_url(tx: Tx, account: int) -> str | None:
    """Where the provider of an account is reached, unless it lives here."""
    row = tx.one("SELECT body FROM payments_account WHERE tenant = :tenant AND id = :id", id=account)
    found: str | None = loads(row["body"])["settings"].get("base_url") if row else None
    return found


# ---- attempts --------------------------------------------------------------------------------------------------------


def attempts_of(tx: Tx, payments: Collection[int]) -> dict[int, list[Row]]:
    """The attempts of payments, in their order."""
    found: dict[int, list[Row]] = {number: [] for number in payments}
    if found:
        for row in tx.rows(
            "SELECT * FROM payments_attempt WHERE tenant = :tenant AND payment IN (:payments) ORDER BY payment, number",
            payments=sorted(found),
        ):
            found[row["payment"]].append(row)
    return found


def attempt_said(tx: Tx, provider: str, *, key: str | None, reference: str) -> Row | None:
    """The attempt that a provider speaks of, by our key or by its reference."""
    if key is not None:
        row = tx.one("SELECT * FROM payments_attempt WHERE tenant = :tenant AND key = :key AND provider = :provider",
                     key=key, provider=provider)  # fmt: skip
        if row is not None:
            return row
    return tx.one(
        "SELECT * FROM payments_attempt WHERE tenant = :tenant AND provider = :provider AND reference = :reference",
        provider=provider,
        reference=reference,
    )


def begin(tx: Tx, invoices: Collection[int], attempt: int) -> int | None:
    """Say that an attempt is under way for invoices; else the invoice that has another one.

    The row stays when the attempt is over, so that whoever decided on an older view of the invoice meets it.
    """
    for invoice in sorted(invoices):
        mine = tx.claim("payments_live", {"invoice": invoice, "attempt": attempt}) or tx.run(
            "UPDATE payments_live SET attempt = :attempt"
            " WHERE tenant = :tenant AND invoice = :invoice AND attempt IS NULL",
            invoice=invoice,
            attempt=attempt,
        )
        if not mine:
            return invoice
    return None


def end(tx: Tx, attempt: int) -> None:
    """An attempt is over: its invoices may be tried again."""
    tx.run("UPDATE payments_live SET attempt = NULL WHERE tenant = :tenant AND attempt = :attempt", attempt=attempt)


# ---- collecting ------------------------------------------------------------------------------------------------------


def collect(tx: Tx, invoice: int, payment: int) -> bool:
    """Say that an invoice is collected by itself, with a payment. False: it is already."""
    return tx.claim(
        "payments_collection",
        {
            "invoice": invoice,
            "payment": payment,
            "status": "trying",
            "failures": 0,
            "first_failed_at": None,
            "ended_because": None,
            "version": 1,
        },
    )


def collection(tx: Tx, invoice: int) -> Row | None:
    """How an invoice is collected by itself."""
    return tx.one("SELECT * FROM payments_collection WHERE tenant = :tenant AND invoice = :invoice", invoice=invoice)


def collection_by(tx: Tx, payment: int) -> Row | None:
    """The invoice that a payment collects by itself."""
    return tx.one("SELECT * FROM payments_collection WHERE tenant = :tenant AND payment = :payment", payment=payment)


def change_collection(tx: Tx, row: Row, **columns: Any) -> None:
    """Note how collecting goes on."""
    sets = "".join(f"{name} = :{name}, " for name in columns)
    tx.run(
        f"UPDATE payments_collection SET {sets}version = version + 1 WHERE tenant = :tenant AND invoice = :invoice",
        invoice=row["invoice"],
        **columns,
    )


def open_payment(tx: Tx, invoice: int) -> Row | None:
    """The latest payment of an invoice that waits for a method."""
    return tx.one(
        "SELECT * FROM payments_payment WHERE tenant = :tenant AND invoice = :invoice"
        " AND status = 'requires_payment_method' ORDER BY id DESC LIMIT 1",
        invoice=invoice,
    )


# ---- refunds by provider, disputes -----------------------------------------------------------------------------------


def send_refund(tx: Tx, refund: int, attempt: int, key: str) -> None:
    """Keep under which key a refund is asked for."""
    tx.insert(
        "payments_refund_sent", [{"refund": refund, "attempt": attempt, "key": key, "reference": None, "asked": 0}]
    )


def refund_sent(tx: Tx, refund: int) -> Row | None:
    """How a refund is carried out by a provider; None: by hand."""
    return tx.one("SELECT * FROM payments_refund_sent WHERE tenant = :tenant AND refund = :refund", refund=refund)


def refund_said(tx: Tx, key: str) -> Row | None:
    """The refund that a provider speaks of."""
    return tx.one("SELECT * FROM payments_refund_sent WHERE tenant = :tenant AND key = :key", key=key)


def ask_once_more(tx: Tx, refund: int, reference: str | None = None) -> int:
    """Count a question about a refund, and keep the provider's name of it where it is known."""
    return int(tx.rows(
        "UPDATE payments_refund_sent SET asked = asked + 1, reference = COALESCE(:reference, reference)"
        " WHERE tenant = :tenant AND refund = :refund RETURNING asked",
        refund=refund,
        reference=reference,
    )[0]["asked"])  # fmt: skip


def sent_back(tx: Tx, attempt: int) -> int:
    """What of an attempt's money went back by its provider, or is about to."""
    row = tx.one(
        "SELECT COALESCE(SUM(r.amount), 0) AS n FROM payments_refund_sent s JOIN payments_refund r"
        " ON r.tenant = s.tenant AND r.id = s.refund"
        " WHERE s.tenant = :tenant AND s.attempt = :attempt AND r.status NOT IN ('failed', 'canceled')",
        attempt=attempt,
    )
    return int(row["n"]) if row else 0


def pending_returns(tx: Tx, payment: int) -> int:
    """What refunds without a credit note are about to give back of a payment."""
    row = tx.one(
        "SELECT COALESCE(SUM(amount), 0) AS n FROM payments_refund WHERE tenant = :tenant AND payment = :payment"
        " AND credit_note IS NULL AND status IN ('pending', 'requires_action')",
        payment=payment,
    )
    return int(row["n"]) if row else 0


def disputes_of(tx: Tx, payment: int) -> list[Row]:
    """The disputes of a payment, oldest first."""
    return tx.rows("SELECT * FROM payments_dispute WHERE tenant = :tenant AND payment = :payment ORDER BY id",
                   payment=payment)  # fmt: skip


def dispute_said(tx: Tx, provider: str, reference: str) -> Row | None:
    """The dispute that a provider speaks of."""
    return tx.one(
        "SELECT * FROM payments_dispute WHERE tenant = :tenant AND provider = :provider AND reference = :reference",
        provider=provider,
        reference=reference,
    )


# ---- the inbox -------------------------------------------------------------------------------------------------------


def take_in(tx: Tx, row: Mapping[str, Any]) -> bool:
    """Keep what a provider told. False: it has told that already."""
    return tx.claim("payments_inbound", row)


def inbound(tx: Tx, number: int) -> Row:
    """What a provider told, by its id here."""
    row = tx.one("SELECT * FROM payments_inbound WHERE tenant = :tenant AND id = :id", id=number)
    if row is None:
        raise NotFound(f"there is no {id_text('inb', number)} here")
    return row


def acted_on(tx: Tx, number: int, status: str, effect: str) -> None:
    """Note what came of what a provider told."""
    tx.run(
        "UPDATE payments_inbound SET status = :status, effect = :effect WHERE tenant = :tenant AND id = :id",
        id=number,
        status=status,
        effect=effect[:500],
    )


# ---- checks ----------------------------------------------------------------------------------------------------------


def sums_that_fail(tx: Tx) -> tuple[int, list[Row]]:
    """How many payments there are, and those whose parts do not add up."""
    counted = tx.one("SELECT COUNT(*) AS n FROM payments_payment WHERE tenant = :tenant")
    wrong = tx.rows(
        "SELECT p.id FROM payments_payment p"
        " LEFT JOIN (SELECT payment, SUM(amount) AS amount FROM payments_allocation"
        "  WHERE tenant = :tenant GROUP BY payment) a ON a.payment = p.id"
        " LEFT JOIN (SELECT payment, SUM(amount) AS amount,"
        "  SUM(CASE WHEN credit_note IS NULL AND status = 'succeeded' THEN amount ELSE 0 END) AS returned"
        "  FROM payments_refund"
        "  WHERE tenant = :tenant AND status NOT IN ('failed', 'canceled') GROUP BY payment) r ON r.payment = p.id"
        " WHERE p.tenant = :tenant AND ("
        "  p.amount_allocated - p.amount_to_balance - p.amount_difference <> COALESCE(a.amount, 0)"
        "  OR p.amount_refunded <> COALESCE(r.amount, 0) OR p.amount_returned <> COALESCE(r.returned, 0)"
        "  OR p.amount_received - p.amount_returned - p.amount_taken_back <> p.amount_allocated + p.amount_unallocated)"
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


def every_attempt(tx: Tx) -> list[Row]:
    """All attempts, by id."""
    return tx.rows(
        "SELECT id, key, payment, status, amount, due, captured, currency FROM payments_attempt"
        " WHERE tenant = :tenant ORDER BY id"
    )


def every_live(tx: Tx) -> list[Row]:
    """All invoices that have an attempt under way."""
    return tx.rows(
        "SELECT invoice, attempt FROM payments_live WHERE tenant = :tenant AND attempt IS NOT NULL ORDER BY invoice"
    )


def payments_under_way(tx: Tx) -> list[Row]:
    """Payments that the provider has not finished."""
    return tx.rows(
        "SELECT id, body FROM payments_payment WHERE tenant = :tenant"
        " AND status IN ('requires_action', 'processing', 'requires_capture') ORDER BY id"
    )


def out_of_step(tx: Tx) -> list[Row]:
    """Collected payments that succeeded without an attempt that did, or did not though one has."""
    return tx.rows(
        "SELECT p.id FROM payments_payment p LEFT JOIN (SELECT payment,"
        " SUM(CASE WHEN status = 'succeeded' THEN 1 ELSE 0 END) AS succeeded,"
        " SUM(CASE WHEN status = 'returned' THEN 1 ELSE 0 END) AS returned, COUNT(*) AS tried,"
        " SUM(CASE WHEN status IN ('created', 'sent', 'unknown', 'requires_action', 'authorized') THEN 1 ELSE 0 END)"
        " AS live FROM payments_attempt WHERE tenant = :tenant GROUP BY payment) a ON a.payment = p.id"
        " WHERE p.tenant = :tenant AND p.payment_method IS NOT NULL AND ("
        "  (p.status = 'succeeded' AND COALESCE(a.succeeded, 0) + COALESCE(a.returned, 0) = 0)"
        "  OR (p.status = 'returned' AND COALESCE(a.returned, 0) = 0)"
        "  OR (p.status NOT IN ('succeeded', 'returned') AND COALESCE(a.succeeded, 0) > 0)"
        "  OR (p.status = 'requires_payment_method' AND COALESCE(a.live, 0) > 0)"
        "  OR (p.status IN ('processing', 'requires_action', 'requires_capture') AND COALESCE(a.live, 0) = 0))"
        " ORDER BY p.id LIMIT 20"
    )


def sent_back_beyond(tx: Tx) -> list[Row]:
    """Attempts of which more was sent back than came."""
    return tx.rows(
        "SELECT a.id FROM payments_attempt a JOIN payments_refund_sent s ON s.tenant = a.tenant AND s.attempt = a.id"
        " JOIN payments_refund r ON r.tenant = s.tenant AND r.id = s.refund"
        " WHERE a.tenant = :tenant AND r.status NOT IN ('failed', 'canceled')"
        " GROUP BY a.id, a.captured HAVING SUM(r.amount) > a.captured ORDER BY a.id LIMIT 20"
    )


def every_refund_sent(tx: Tx) -> list[Row]:
    """All refunds that a provider carries out."""
    return tx.rows(
        "SELECT s.key, r.status FROM payments_refund_sent s JOIN payments_refund r"
        " ON r.tenant = s.tenant AND r.id = s.refund WHERE s.tenant = :tenant ORDER BY s.refund"
    )


def every_dispute(tx: Tx) -> list[Row]:
    """All disputes, with the entity of their payment."""
    return tx.rows(
        "SELECT d.id, d.reference, d.status, d.currency, d.held, p.entity FROM payments_dispute d"
        " JOIN payments_payment p ON p.tenant = d.tenant AND p.id = d.payment WHERE d.tenant = :tenant ORDER BY d.id"
    )


def with_fee(tx: Tx) -> list[Row]:
    """Payments that cost something."""
    return tx.rows(
        "SELECT id, entity, currency, fee_amount FROM payments_payment"
        " WHERE tenant = :tenant AND fee_amount IS NOT NULL ORDER BY id"
    )
