"""Money on an invoice: paid, due again, taken back, given up. `amount_due` is guarded here, and is the balance of 1100.

The postings of payments are the callers'; what is void, written off or paid from
the balance is posted here. What was not earned is never written off: a credit note
takes it off 2100 first, with its tax.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from harr.contract.events import (
    InvoiceMarkedUncollectible,
    InvoiceOverdue,
    InvoicePaid,
    InvoicePaymentFailed,
    InvoiceReopened,
    InvoiceSent,
    InvoiceVoided,
)
from harr.contract.invoices import Invoice, InvoiceApplyBalanceRequest, PaymentStatus
from harr.engine import Due as DueItem
from harr.engine import Row, Tx
from harr.kernel.errors import (
    AmountExceedsRemaining,
    CurrencyMismatch,
    InsufficientFunds,
    NotFound,
    VoidNotAllowed,
)
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.kernel.zones import local_instant
from harr.services import credits, ledger, revenue, tenants  # noqa: A004 - the service is called so
from harr.services.invoices import credit_notes, parties, presenting, states, store
from harr.services.invoices.finalizing import OVERDUE
from harr.services.ledger import recipes

COLUMNS = {"pay": "amount_paid", "ref": "amount_paid", "crn": "amount_credited"}
"""Which sum of an invoice a source counts to; any other (a balance, a wallet) counts as applied."""
SENDABLE = ("open", "paid", "uncollectible")


@dataclass(frozen=True, slots=True)
class Due:
    """What is due on an invoice, and from whom to whom."""

    invoice: int
    number: str | None
    status: str
    customer: int
    entity: int
    currency: str
    due: Money
    written_off: Money
    due_on: date | None
    version: int


def due(tx: Tx, numbers: Collection[int]) -> dict[int, Due]:
    """What is due on invoices, by id; one that is not there, or that the app may not see, is left out."""
    found = {}
    for number, row in store.many(tx, "invoices_invoice", numbers).items():
        if tx.actor.sees_all or row["app"] == tx.actor.app:
            found[number] = _due(row)
    return found


def _due(row: Row) -> Due:
    return Due(
        invoice=row["id"],
        number=row["number"],
        status=row["status"],
        customer=row["customer"],
        entity=row["entity"],
        currency=row["currency"],
        due=Money(row["amount_due"], row["currency"]),
        written_off=Money(row["amount_written_off"], row["currency"]),
        due_on=None if row["due_on"] is None else date.fromisoformat(row["due_on"]),
        version=row["version"],
    )


# ---- what payments call ----------------------------------------------------------------------------------------------


def settle(
    tx: Tx, invoice: int, amount: Money, source: str, *, forgiven: Money | None = None, withheld: Money | None = None
) -> Invoice:
    """Lower what is due by an amount that `source` (`pay_…`, `cus_…`, `wal_…`) has paid; at zero the invoice is paid.

    `forgiven` is a difference within the tolerance, `withheld` tax that the customer
    kept back: both lower what is due beside the amount. More than is due is refused.
    The caller posts, in the same transaction.
    """
    zero = Money.zero(amount.currency)
    row = _open(tx, invoice, amount.currency)
    column = COLUMNS.get(source.partition("_")[0], "amount_applied")
    lowered = store.lower_due(
        tx, invoice, column, amount.minor, forgiven=(forgiven or zero).minor, withheld=(withheld or zero).minor
    )
    if lowered is None:
        raise _more_than_due(row)
    store.apply(tx, invoice, source, amount.minor)
    return _told(tx, lowered)


def reopen(tx: Tx, invoice: int, amount: Money, source: str) -> Invoice:
    """Make due again what `source` had paid: a payment was returned, or refunded without a credit note."""
    column = COLUMNS.get(source.partition("_")[0], "amount_applied")
    row = _row(tx, invoice)
    raised = store.raise_due(tx, invoice, column, amount.minor)
    if raised is None:
        states.require(row, ("open", "paid"), "be due again")
        paid = Money(row[column], row["currency"])
        raise AmountExceedsRemaining(
            f"only {paid.text} {row['currency']} of {row['number']} was paid so", field="amount", remaining=paid.text
        )
    store.apply(tx, invoice, source, -amount.minor)
    shown = presenting.invoice(tx, raised)
    if row["status"] == "paid":
        tx.emit(InvoiceReopened(object=shown, previous={"status": "paid"}))
        if shown.overdue:
            tx.schedule(OVERDUE, id_text("inv", invoice), tx.now)
    return shown


def recover(tx: Tx, invoice: int, amount: Money, source: str) -> Invoice:
    """Money for an invoice that was written off; when all of it came, the invoice is paid. The caller posts."""
    row = _row(tx, invoice)
    recovered = store.recover(tx, invoice, amount.minor)
    if recovered is None:
        states.require(row, ("uncollectible",), "be recovered")
        written_off = Money(row["amount_written_off"], row["currency"])
        raise AmountExceedsRemaining(
            f"{written_off.text} {row['currency']} was written off", field="amount", remaining=written_off.text
        )
    store.apply(tx, invoice, source, amount.minor)
    return _told(tx, recovered)


def lose(tx: Tx, invoice: int, amount: Money, source: str) -> None:
    """What had paid a part of an invoice that was given up is taken back: lost like the rest. The caller posts."""
    row = _row(tx, invoice)
    states.require(row, ("uncollectible",), "be lost")
    store.change(
        tx, "invoices_invoice", row, amount_paid=row["amount_paid"] - amount.minor,
        amount_written_off=row["amount_written_off"] + amount.minor,
    )  # fmt: skip
    store.apply(tx, invoice, source, -amount.minor)


def payment_status(tx: Tx, invoice: int, status: PaymentStatus) -> None:
    """Say how collecting goes (processing, requires_action, failed); a paid invoice stays paid.

    A failure is told each time: something was tried, and is still due.
    """
    row = _row(tx, invoice)
    if row["status"] != "open" or (row["payment_status"] == status and status != "failed"):
        return
    changed = store.change(tx, "invoices_invoice", row, payment_status=status)
    if status == "failed":
        tx.emit(
            InvoicePaymentFailed(
                object=presenting.invoice(tx, changed), previous={"payment_status": row["payment_status"]}
            )
        )


def _told(tx: Tx, row: Row) -> Invoice:
    shown = presenting.invoice(tx, row)
    if shown.status == "paid":
        tx.emit(InvoicePaid(object=shown))
    return shown


def _open(tx: Tx, invoice: int, currency: str) -> Row:
    row = _row(tx, invoice)
    states.require(row, ("open",), "be paid")
    if row["currency"] != currency:
        raise CurrencyMismatch(
            f"{row['number']} is in {row['currency']}, not in {currency}", currency=row["currency"], other=currency
        )
    return row


def _row(tx: Tx, invoice: int) -> Row:
    rows = store.many(tx, "invoices_invoice", [invoice])
    if invoice not in rows:
        raise NotFound(f"there is no {id_text('inv', invoice)} here")
    return rows[invoice]


def _more_than_due(row: Row) -> AmountExceedsRemaining:
    left = Money(row["amount_due"], row["currency"])
    return AmountExceedsRemaining(
        f"only {left.text} {row['currency']} is due on {row['number']}", field="amount", remaining=left.text
    )


# ---- the verbs -------------------------------------------------------------------------------------------------------


def send(tx: Tx, invoice_id: str) -> Invoice:
    """Send the invoice to the customer; from then on it is void no more, if the entity says so."""
    return _sent(tx, _asked(tx, invoice_id, SENDABLE, "be sent"))


def send_invoice(tx: Tx, invoice: int) -> Invoice:
    """The same for later services."""
    row = _row(tx, invoice)
    states.require(row, SENDABLE, "be sent")
    return _sent(tx, row)


def _sent(tx: Tx, row: Row) -> Invoice:
    parties.require_reach(tx, row["customer"])
    shown = presenting.invoice(tx, store.change(tx, "invoices_invoice", row, sent_at=tx.now_us))
    tx.emit(InvoiceSent(object=shown))
    return shown


def void(tx: Tx, invoice_id: str) -> Invoice:
    """Take back an invoice that nobody has seen: its posting is mirrored, its number and its amounts stay."""
    row = _asked(tx, invoice_id, ("open",), "be void")
    _may_be_void(tx, row)
    invoice, on = id_text("inv", row["id"]), _day(tx, row)
    ledger.post(
        tx,
        [
            ledger.mirror(
                tx,
                f"invoice.finalized/{invoice}/1",
                f"invoice.voided/{invoice}/1",
                effective_on=on,
                type="invoice_voided",
                rule="invoice_voided/1",
                reason=tx.actor.reason,
            )
        ],
    )
    revenue.void(tx, _line_ids(tx, row), invoice, on)
    done = store.change(tx, "invoices_invoice", row, status="void", amount_due=0, voided_at=tx.now_us,
                        payment_status="none")  # fmt: skip
    tx.changed(invoice, {"status": "open"}, {"status": "void"})
    shown = presenting.invoice(tx, done)
    tx.emit(InvoiceVoided(object=shown, previous={"status": "open"}))
    return shown


def _may_be_void(tx: Tx, row: Row) -> None:
    rule = tenants.entity(tx, row["entity"]).rules.void
    if any(row[name] for name in ("amount_applied", "amount_paid", "amount_withheld", "credit_notes_total")):
        raise VoidNotAllowed(f"{row['number']} is paid or credited in part", rule=rule)
    if rule == "never" or (rule == "before_sent" and row["sent_at"] is not None):
        raise VoidNotAllowed(
            f"{row['number']} was sent" if rule == "before_sent" else "invoices of this entity are never void",
            rule=rule,
        )


def mark_uncollectible(tx: Tx, invoice_id: str) -> Invoice:
    """Give up what is due: what was not earned is credited, the rest is written off."""
    row = _asked(tx, invoice_id, ("open",), "be written off")
    on = _day(tx, row)
    row = credit_notes.unearned(tx, row, revenue.unearned(tx, _line_ids(tx, row), on))
    given_up = Money(row["amount_due"], row["currency"])
    posting = recipes.written_off(
        entity=row["entity"],
        invoice=id_text("inv", row["id"]),
        customer=id_text("cus", row["customer"]),
        on=on,
        amount=given_up,
        allowance=_allowance(tx, row["entity"], given_up),
        reason=tx.actor.reason,
        step=_times_given_up(tx, row) + 1,
        app=row["app"],
    )
    ledger.post(tx, [posting] if posting is not None else [])
    done = store.change(
        tx, "invoices_invoice", row, status="uncollectible", amount_due=0, paid_at=None,
        payment_status=row["payment_status"] if given_up else "none",
        amount_written_off=row["amount_written_off"] + given_up.minor,
    )  # fmt: skip
    tx.changed(id_text("inv", row["id"]), {"status": "open"}, {"status": "uncollectible", "amount": given_up.text})
    shown = presenting.invoice(tx, done)
    tx.emit(InvoiceMarkedUncollectible(object=shown, previous={"status": "open"}))
    return shown


def _times_given_up(tx: Tx, row: Row) -> int:
    """How often it was given up before: what was recovered may be taken back, and then be due again."""
    invoice, issued_on = id_text("inv", row["id"]), date.fromisoformat(row["issued_on"])
    known = ledger.transactions_of(tx, invoice, id_text("cus", row["customer"]), issued_on)
    return sum(one.cause.startswith(f"invoice.marked_uncollectible/{invoice}/") for one in known)


def _allowance(tx: Tx, entity: int, given_up: Money) -> Money | None:
    """E20b: what was set aside for bad debts covers a loss as far as it reaches, if the entity says so."""
    if tenants.entity(tx, entity).rules.write_off != "allowance":
        return None
    set_aside = ledger.balance(tx, entity, ledger.ALLOWANCE, given_up.currency)
    return max(min(set_aside, given_up), Money.zero(given_up.currency))


def _line_ids(tx: Tx, row: Row) -> list[int]:
    return [line["id"] for line in store.lines_of(tx, [row["id"]])[row["id"]]]


def _day(tx: Tx, row: Row) -> date:
    """Today, and never before the invoice."""
    return max(tx.today(tenants.entity(tx, row["entity"]).timezone), date.fromisoformat(row["issued_on"]))


def apply_balance(tx: Tx, invoice_id: str, given: InvoiceApplyBalanceRequest) -> Invoice:
    """Pay from the customer balance: an amount, or as much as there is and is due."""
    row = _asked(tx, invoice_id, ("open",), "be paid from the balance")
    due_now = Money(row["amount_due"], row["currency"])
    wanted = due_now if given.amount is None else Money.parse(given.amount, row["currency"], field="amount")
    if wanted > due_now:
        raise _more_than_due(row)
    steps = sum(1 for each in store.applied_to(tx, [row["id"]])[row["id"]] if each["source"].startswith("cus_"))
    used = credits.use(
        tx, row["customer"], row["entity"], row["currency"], wanted, row["id"], _day(tx, row), step=steps + 1,
        app=row["app"],
    )  # fmt: skip
    if not used or (given.amount is not None and used < wanted):
        raise InsufficientFunds(
            f"the customer's balance is {used.text} {row['currency']}",
            field="amount",
            available=used.text,
            currency=row["currency"],
        )
    return settle(tx, row["id"], used, id_text("cus", row["customer"]))


def _asked(tx: Tx, invoice_id: str, statuses: tuple[str, ...], what: str) -> Row:
    row = store.get(tx, "invoices_invoice", path_id(invoice_id, "inv"))
    states.require(row, statuses, what)
    tx.expect(row["version"])
    return row


# ---- the agenda ------------------------------------------------------------------------------------------------------


def mark_overdue(tx: Tx, item: DueItem) -> None:
    """The day after the last day to pay: told once, if the invoice is still open."""
    row = _row(tx, id_number(item.subject))
    if row["status"] != "open" or row["due_on"] is None:
        return
    zone = tenants.entity(tx, row["entity"]).timezone
    if local_instant(date.fromisoformat(row["due_on"]) + timedelta(days=1), zone) <= tx.now_us:
        shown = presenting.invoice(tx, store.change(tx, "invoices_invoice", row))
        tx.emit(InvoiceOverdue(object=shown))
