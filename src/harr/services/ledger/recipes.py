"""The accountant's page: how each thing that happens is booked.

Every function is pure and gives a posting; its rule is its own name and version.
A rule once released is never edited, only joined by `/2`. Amounts of zero are
left out; a thing that moves nothing gives None, and then there is nothing to post.

  invoice_finalized           1100 [4800] / 2100 or 40xx, 2200 [7090]
  credit_note_issued          4820 or 2100, 2200 / 1100, 2010, 2300, 1020
  payment_received            1010 or 1050 [1210, 7090] / 1100, 2010, 2020, 2300 [7090]
  payment_allocated           2020 [7090] / 1100
  payment_returned            1100, 2010, 2020, 2300, 5010 [5030] / 1010 or 1050
  processor_fee               5010 / 1050
  balance_applied             2010 / 1100
  balance_unapplied           1100 / 2010
  balance_adjusted            4820 / 2010, or the other way round
  balance_paid_out            2010 / 2300
  dispute_opened              1080, 5020 / 1050
  dispute_won                 1050 / 1080
  dispute_lost                1100, 2010, 2020 or 5030 [4830] / 1080
  dispute_credited            1020 / 1080, behind a credit note out of band
  dispute_reversed            1050 / 1100, 2020 or 5030
  refund_paid_out             2300 / 1010 or 1050
  refund_bounced              1010 or 1050 / 2300
  refund_without_credit_note  1100 / 1010 or 1050
  payment_refunded            1100, 2010, 2020, 2300 [5030] / 1010 or 1050
  written_off                 5030 [1190, 2200] / 1100
  recovered                   1010 or 1050 / 5040 [2200]
  small_difference            7090 / 1100
  revenue_recognised          2100 / 40xx
  revenue_reversed            40xx / 2100
  usage_accrued               1110 / 4020
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from harr.kernel.money import Money, total
from harr.services.ledger.chart import (
    ALLOWANCE,
    BAD_DEBT,
    BANK,
    CLEARING,
    CREDIT_NOTES,
    CUSTOMER_BALANCE,
    DEFERRED,
    DISCOUNTS,
    DISPUTE_FEES,
    DISPUTE_LOSSES,
    DISPUTED,
    EXTERNAL,
    ONE_TIME,
    PROCESSOR_FEES,
    RECEIVABLE,
    RECOVERED,
    REFUNDS_PAYABLE,
    ROUNDING,
    TAX_PAYABLE,
    UNAPPLIED,
    UNBILLED,
    USAGE,
    WITHHELD,
    Side,
)
from harr.services.ledger.entries import Leg, LegTax, Posting


@dataclass(frozen=True, slots=True)
class Sold:
    """What a line sells, net of tax: 2100 where it has a period, else revenue. Below zero it is taken back."""

    amount: Money
    code: str = ONE_TIME
    line: str | None = None
    product: str | None = None
    discount: Money | None = None
    """Only where discounts are shown apart (`gross`): `amount` is then before it."""
    owner: str | None = None
    """Whose sub-account it is, where the code has them: usage that was accrued is the customer's (1110)."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a credit note takes back of a line, net of tax: 4820, or 2100 for what was not yet earned."""

    amount: Money
    code: str = CREDIT_NOTES
    line: str | None = None
    product: str | None = None


@dataclass(frozen=True, slots=True)
class TaxDue:
    """The tax of a group or line: its amount, and the base and day that a return wants."""

    amount: Money
    base: Money
    tax_rate: int | None
    tax_point_on: date
    code: str = TAX_PAYABLE


@dataclass(frozen=True, slots=True)
class Earned:
    """What is earned of a line, and on which revenue account; below zero, what was shown too early goes back."""

    amount: Money
    code: str
    line: str | None = None
    document: str | None = None
    product: str | None = None
    functional: Money | None = None
    """Its worth when it was deferred; None: it is in the entity's own currency."""
    exchange_rate: int | None = None


@dataclass(frozen=True, slots=True)
class Into:
    """Where money arrives or leaves: the bank, or a processor that holds it."""

    code: str = BANK
    owner: str | None = None


AT_BANK = Into()


def at_processor(provider: str) -> Into:
    """On the clearing account of a provider (a card terminal is one)."""
    return Into(CLEARING, provider)


# ---- documents -------------------------------------------------------------------------------------------------------


def invoice_finalized(
    *,
    entity: int,
    invoice: str,
    customer: str,
    on: date,
    lines: Sequence[Sold],
    taxes: Sequence[TaxDue] = (),
    rounding: Money | None = None,
    app: int | None = None,
    description: str | None = None,
) -> Posting | None:
    """E01, E02, E02g, E19c, E21a, E22a, E24: the customer owes the total; a free invoice posts nothing."""
    owed = [leg for sold in lines for leg in _sold(sold, invoice)]
    owed += [leg for tax in taxes for leg in _tax("credit", tax, invoice)]
    if rounding is not None:
        owed += _leg("credit", ROUNDING, rounding, document=invoice)
    return _posting(
        "invoice_finalized", entity, f"invoice.finalized/{invoice}/1", on, app, description,
        [*_balancing("debit", RECEIVABLE, owed, customer, invoice), *owed],
    )  # fmt: skip


def credit_note_issued(
    *,
    entity: int,
    credit_note: str,
    invoice: str | None,
    customer: str,
    on: date,
    lines: Sequence[Returned],
    taxes: Sequence[TaxDue] = (),
    to_invoice: Money | None = None,
    to_balance: Money | None = None,
    to_refund: Money | None = None,
    out_of_band: Money | None = None,
    rounding: Money | None = None,
    app: int | None = None,
    description: str | None = None,
) -> Posting | None:
    """E06, E07c: what was sold is taken back; the invoice, the balance, a refund or somebody else gives it."""
    debits = [leg for each in lines for leg in _leg("debit", each.code, each.amount, None, credit_note, each.line,
                                                    each.product)]  # fmt: skip
    debits += [leg for tax in taxes for leg in _tax("debit", tax, credit_note)]
    if rounding is not None:
        debits += _leg("debit", ROUNDING, rounding, document=credit_note)
    given = [
        *_leg("credit", RECEIVABLE, to_invoice, customer, invoice),
        *_leg("credit", CUSTOMER_BALANCE, to_balance, customer, credit_note),
        *_leg("credit", REFUNDS_PAYABLE, to_refund, customer, credit_note),
        *_leg("credit", EXTERNAL, out_of_band, None, credit_note),
    ]
    return _posting(
        "credit_note_issued", entity, f"credit_note.issued/{credit_note}/1", on, app, description, [*debits, *given]
    )


# ---- money that arrives ----------------------------------------------------------------------------------------------


def payment_received(
    *,
    entity: int,
    payment: str,
    customer: str | None,
    on: date,
    allocations: Mapping[str, Money],
    short: Mapping[str, Money] | None = None,
    into: Into = AT_BANK,
    to_balance: Money | None = None,
    to_refund: Money | None = None,
    unallocated: Money | None = None,
    withheld: Money | None = None,
    difference: Money | None = None,
    step: int = 1,
    app: int | None = None,
) -> Posting | None:
    """E07a, E08b, E16b, E16e, E21b: invoices are paid; what is too much goes to the balance, back, or waits in 2020.

    `allocations` are by invoice and hold what the customer withheld as tax; `short` is
    what invoices lack within the tolerance, `difference` a surplus within it. What waits
    in 2020 is the customer's where the customer is known, and nobody's otherwise.
    """
    lacking = short or {}
    paid = {invoice: amount + lacking[invoice] if invoice in lacking else amount
            for invoice, amount in allocations.items()}  # fmt: skip
    owed = [
        *(leg for invoice, amount in paid.items() for leg in _leg("credit", RECEIVABLE, amount, customer, invoice)),
        *_leg("credit", CUSTOMER_BALANCE, to_balance, customer, payment),
        *_leg("credit", REFUNDS_PAYABLE, to_refund, customer, payment),
        *_leg("credit", UNAPPLIED, unallocated, customer, payment),
        *_leg("credit", ROUNDING, difference, None, payment),
    ]
    kept = [
        *_leg("debit", WITHHELD, withheld, customer, payment),
        *(leg for invoice, amount in lacking.items() for leg in _leg("debit", ROUNDING, amount, None, invoice)),
    ]
    return _posting(
        "payment_received", entity, f"payment.succeeded/{payment}/{step}", on, app, None,
        [*_balancing("debit", into.code, [*owed, *kept], into.owner, payment), *kept, *owed],
    )  # fmt: skip


def payment_allocated(
    *,
    entity: int,
    payment: str,
    customer: str,
    invoice: str,
    on: date,
    amount: Money,
    short: Money | None = None,
    holder: str | None = None,
    step: int = 1,
    app: int | None = None,
) -> Posting | None:
    """E16f: money that waited (for `holder`) pays an invoice; what is short within the tolerance goes to 7090."""
    return _posting(
        "payment_allocated", entity, f"payment.allocated/{payment}/{invoice}/{step}", on, app, None,
        [*_leg("debit", UNAPPLIED, amount, holder, payment), *_leg("debit", ROUNDING, short, None, invoice),
         *_leg("credit", RECEIVABLE, amount if short is None else amount + short, customer, invoice)],
    )  # fmt: skip


def payment_unallocated(
    *, entity: int, payment: str, customer: str, invoice: str, on: date, amount: Money, holder: str | None = None,
    step: int = 1, app: int | None = None,
) -> Posting | None:  # fmt: skip
    """The invoice is due again, the money waits (for `holder`): 1100 / 2020."""
    return _posting(
        "payment_unallocated", entity, f"payment.unallocated/{payment}/{invoice}/{step}", on, app, None,
        [*_leg("debit", RECEIVABLE, amount, customer, invoice), *_leg("credit", UNAPPLIED, amount, holder, payment)],
    )  # fmt: skip


def payment_returned(
    *,
    entity: int,
    payment: str,
    customer: str | None,
    on: date,
    allocations: Mapping[str, Money],
    out_of: Into = AT_BANK,
    unallocated: Money | None = None,
    owed_back: Money | None = None,
    from_balance: Money | None = None,
    lost: Money | None = None,
    holder: str | None = None,
    fee: Money | None = None,
    step: int = 1,
    app: int | None = None,
) -> Posting | None:
    """E11: the bank takes a payment back, and a fee; what it had paid is due again.

    `lost` is what nobody owes any more: it was given back already, or had paid what was given up.
    """
    debits = [
        *_taken_back(payment, customer, holder, allocations, unallocated, owed_back, from_balance),
        *_leg("debit", BAD_DEBT, lost, None, payment),
        *_leg("debit", PROCESSOR_FEES, fee, out_of.owner, payment),
    ]
    return _posting(
        "payment_returned", entity, f"payment.returned/{payment}/{step}", on, app, None,
        [*debits, *_balancing("credit", out_of.code, debits, out_of.owner, payment)],
    )  # fmt: skip


def _taken_back(
    payment: str, customer: str | None, holder: str | None, allocations: Mapping[str, Money],
    unallocated: Money | None, owed_back: Money | None, from_balance: Money | None,
) -> list[Leg]:  # fmt: skip
    """What a payment had paid, put back to where it was owed."""
    return [
        *_leg("debit", REFUNDS_PAYABLE, owed_back, customer, payment),
        *_leg("debit", UNAPPLIED, unallocated, holder, payment),
        *_leg("debit", CUSTOMER_BALANCE, from_balance, customer, payment),
        *(leg for invoice, part in allocations.items() for leg in _leg("debit", RECEIVABLE, part, customer, invoice)),
    ]


def processor_fee(
    *, entity: int, payment: str, provider: str, on: date, fee: Money, step: int = 1, app: int | None = None
) -> Posting | None:
    """E08c: the processor keeps its fee."""
    return _posting(
        "processor_fee", entity, f"fee.charged/{payment}/{step}", on, app, None,
        [*_leg("debit", PROCESSOR_FEES, fee, provider, payment), *_leg("credit", CLEARING, fee, provider, payment)],
    )  # fmt: skip


# ---- the customer's balance ------------------------------------------------------------------------------------------


def balance_applied(
    *, entity: int, customer: str, invoice: str, on: date, amount: Money, step: int = 1, app: int | None = None
) -> Posting | None:
    """E16d: credit pays an invoice."""
    return _posting(
        "balance_applied", entity, f"balance.applied/{invoice}/{step}", on, app, None,
        [*_leg("debit", CUSTOMER_BALANCE, amount, customer, invoice),
         *_leg("credit", RECEIVABLE, amount, customer, invoice)],
    )  # fmt: skip


def balance_unapplied(
    *, entity: int, customer: str, invoice: str, on: date, amount: Money, step: int = 1, app: int | None = None
) -> Posting | None:
    """Credit that had paid an invoice comes back; the invoice is due again, or is taken off by its own document."""
    return _posting(
        "balance_unapplied", entity, f"balance.unapplied/{invoice}/{step}", on, app, None,
        [*_leg("debit", RECEIVABLE, amount, customer, invoice),
         *_leg("credit", CUSTOMER_BALANCE, amount, customer, invoice)],
    )  # fmt: skip


def balance_adjusted(
    *,
    entity: int,
    adjustment: str,
    customer: str,
    on: date,
    amount: Money,
    direction: Literal["credit", "debit"] = "credit",
    reason: str | None = None,
    app: int | None = None,
) -> Posting | None:
    """Goodwill: `credit` gives the customer credit (4820 / 2010), `debit` takes it away."""
    give: Side = direction
    take: Side = "debit" if direction == "credit" else "credit"
    return _posting(
        "balance_adjusted", entity, f"balance.adjusted/{adjustment}/1", on, app, None,
        [*_leg(take, CREDIT_NOTES, amount, None, adjustment),
         *_leg(give, CUSTOMER_BALANCE, amount, customer, adjustment)],
        reason=reason,
    )  # fmt: skip


def balance_paid_out(
    *, entity: int, customer: str, refund: str, on: date, amount: Money, app: int | None = None
) -> Posting | None:
    """Credit that the customer wants back in money is owed as a refund."""
    return _posting(
        "balance_paid_out", entity, f"balance.paid_out/{refund}/1", on, app, None,
        [*_leg("debit", CUSTOMER_BALANCE, amount, customer, refund),
         *_leg("credit", REFUNDS_PAYABLE, amount, customer, refund)],
    )  # fmt: skip


# ---- money that leaves -----------------------------------------------------------------------------------------------


def refund_paid_out(
    *, entity: int, refund: str, customer: str, on: date, amount: Money, out_of: Into = AT_BANK,
    credit_note: str | None = None, app: int | None = None,
) -> Posting | None:  # fmt: skip
    """E07d: what a credit note owed is paid."""
    return _posting(
        "refund_paid_out", entity, f"refund.succeeded/{refund}/1", on, app, None,
        [*_leg("debit", REFUNDS_PAYABLE, amount, customer, credit_note or refund),
         *_leg("credit", out_of.code, amount, out_of.owner, refund)],
    )  # fmt: skip


def refund_bounced(
    *, entity: int, refund: str, customer: str, on: date, amount: Money, into: Into = AT_BANK,
    credit_note: str | None = None, app: int | None = None,
) -> Posting | None:  # fmt: skip
    """The bank sent a refund back: it is owed again."""
    return _posting(
        "refund_bounced", entity, f"refund.failed/{refund}/1", on, app, None,
        [*_leg("debit", into.code, amount, into.owner, refund),
         *_leg("credit", REFUNDS_PAYABLE, amount, customer, credit_note or refund)],
    )  # fmt: skip


def refund_without_credit_note(
    *, entity: int, refund: str, customer: str, invoice: str, on: date, amount: Money, out_of: Into = AT_BANK,
    app: int | None = None,
) -> Posting | None:  # fmt: skip
    """Nothing was taken back, so the invoice is due again."""
    return _posting(
        "refund_without_credit_note", entity, f"refund.succeeded/{refund}/1", on, app, None,
        [*_leg("debit", RECEIVABLE, amount, customer, invoice),
         *_leg("credit", out_of.code, amount, out_of.owner, refund)],
    )  # fmt: skip


def payment_refunded(
    *,
    entity: int,
    refund: str,
    payment: str,
    customer: str | None,
    on: date,
    allocations: Mapping[str, Money],
    unallocated: Money | None = None,
    owed_back: Money | None = None,
    from_balance: Money | None = None,
    lost: Money | None = None,
    holder: str | None = None,
    out_of: Into = AT_BANK,
    app: int | None = None,
) -> Posting | None:
    """Without a credit note: what was owed back, what waited, the balance; then invoices are due again.

    `lost` is what nobody owes any more: it had paid what was given up, or was gone when the refund arrived.
    """
    debits = [
        *_taken_back(payment, customer, holder, allocations, unallocated, owed_back, from_balance),
        *_leg("debit", BAD_DEBT, lost, None, payment),
    ]
    return _posting(
        "payment_refunded", entity, f"refund.succeeded/{refund}/1", on, app, None,
        [*debits, *_balancing("credit", out_of.code, debits, out_of.owner, refund)],
    )  # fmt: skip


# ---- disputes --------------------------------------------------------------------------------------------------------


def dispute_opened(
    *, entity: int, dispute: str, provider: str, on: date, amount: Money, fee: Money | None = None,
    app: int | None = None,
) -> Posting | None:  # fmt: skip
    """E14a, E15a: the bank holds the money back, and the processor charges for it."""
    debits = [
        *_leg("debit", DISPUTED, amount, provider, dispute),
        *_leg("debit", DISPUTE_FEES, fee, provider, dispute),
    ]
    return _posting(
        "dispute_opened", entity, f"dispute.opened/{dispute}/1", on, app, None,
        [*debits, *_balancing("credit", CLEARING, debits, provider, dispute)],
    )  # fmt: skip


def dispute_won(
    *, entity: int, dispute: str, provider: str, on: date, amount: Money, app: int | None = None
) -> Posting | None:
    """E14b: the money comes back; the fee stays with the processor."""
    return _posting(
        "dispute_won", entity, f"dispute.won/{dispute}/1", on, app, None,
        [*_leg("debit", CLEARING, amount, provider, dispute), *_leg("credit", DISPUTED, amount, provider, dispute)],
    )  # fmt: skip


def dispute_lost(
    *,
    entity: int,
    dispute: str,
    payment: str,
    provider: str,
    customer: str | None,
    on: date,
    allocations: Mapping[str, Money],
    unallocated: Money | None = None,
    owed_back: Money | None = None,
    from_balance: Money | None = None,
    expense: Money | None = None,
    lost: Money | None = None,
    holder: str | None = None,
    app: int | None = None,
) -> Posting | None:
    """By rule `dispute_lost`: what was paid is due again (1100 / 1080), or is an expense (5030 / 1080).

    `lost` (4830) is what was given back already when the bank took it too.
    """
    debits = [
        *_taken_back(payment, customer, holder, allocations, unallocated, owed_back, from_balance),
        *_leg("debit", BAD_DEBT, expense, None, dispute),
        *_leg("debit", DISPUTE_LOSSES, lost, None, dispute),
    ]
    return _posting(
        "dispute_lost", entity, f"dispute.lost/{dispute}/1", on, app, None,
        [*debits, *_balancing("credit", DISPUTED, debits, provider, dispute)],
    )  # fmt: skip


def dispute_credited(
    *, entity: int, dispute: str, provider: str, on: date, amount: Money, credit_note: str, app: int | None = None
) -> Posting | None:
    """E15b, the second half: what the credit note gave back out of band is the money that the bank holds."""
    return _posting(
        "dispute_credited", entity, f"dispute.lost/{dispute}/1", on, app, None,
        [*_leg("debit", EXTERNAL, amount, None, credit_note), *_leg("credit", DISPUTED, amount, provider, dispute)],
    )  # fmt: skip


def dispute_reversed(
    *, entity: int, dispute: str, payment: str, provider: str, customer: str | None, on: date,
    allocations: Mapping[str, Money], unallocated: Money | None = None, recovered: Money | None = None,
    holder: str | None = None, app: int | None = None,
) -> Posting | None:  # fmt: skip
    """Lost and won after all: the money comes back, pays what is still due, waits, or takes the expense back."""
    back = [
        *(leg for invoice, part in allocations.items() for leg in _leg("credit", RECEIVABLE, part, customer, invoice)),
        *_leg("credit", UNAPPLIED, unallocated, holder, payment),
        *_leg("credit", BAD_DEBT, recovered, None, dispute),
    ]
    return _posting(
        "dispute_reversed", entity, f"dispute.reversed/{dispute}/1", on, app, None,
        [*_balancing("debit", CLEARING, back, provider, dispute), *back],
    )  # fmt: skip


# ---- what is not paid ------------------------------------------------------------------------------------------------


def written_off(
    *,
    entity: int,
    invoice: str,
    customer: str,
    on: date,
    amount: Money,
    allowance: Money | None = None,
    relief: Sequence[TaxDue] = (),
    reason: str | None = None,
    step: int = 1,
    app: int | None = None,
) -> Posting | None:
    """E20b: what is lost is an expense, as far as no allowance covers it and no tax comes back."""
    covered = [
        *_leg("debit", ALLOWANCE, allowance, None, invoice),
        *(leg for tax in relief for leg in _tax("debit", tax, invoice)),
    ]
    owed = _leg("credit", RECEIVABLE, amount, customer, invoice)
    return _posting(
        "written_off", entity, f"invoice.marked_uncollectible/{invoice}/{step}", on, app, None,
        [*_balancing("debit", BAD_DEBT, [*covered, *owed], None, invoice), *covered, *owed], reason=reason,
    )  # fmt: skip


def recovered(
    *,
    entity: int,
    payment: str,
    invoice: str,
    on: date,
    amount: Money,
    into: Into = AT_BANK,
    taxes: Sequence[TaxDue] = (),
    step: int = 1,
    app: int | None = None,
) -> Posting | None:
    """E20c: money for what was written off; tax that had come back is due again."""
    taxed = [leg for tax in taxes for leg in _tax("credit", tax, invoice)]
    arrived = _leg("debit", into.code, amount, into.owner, payment)
    return _posting(
        "recovered", entity, f"invoice.recovered/{invoice}/{payment}/{step}", on, app, None,
        [*arrived, *_balancing("credit", RECOVERED, [*arrived, *taxed], None, invoice), *taxed],
    )  # fmt: skip


def small_difference(
    *, entity: int, invoice: str, customer: str, on: date, amount: Money, step: int = 1, app: int | None = None
) -> Posting | None:
    """What an invoice lacks within the tolerance is let go."""
    return _posting(
        "small_difference", entity, f"invoice.difference_settled/{invoice}/{step}", on, app, None,
        [*_leg("debit", ROUNDING, amount, None, invoice), *_leg("credit", RECEIVABLE, amount, customer, invoice)],
    )  # fmt: skip


# ---- what is earned --------------------------------------------------------------------------------------------------


def revenue_recognised(
    *, entity: int, cause: str, on: date, parts: Sequence[Earned], app: int | None = None
) -> Posting | None:
    """E05, E07b, E19b, E19d: what was deferred is earned, line by line; one entry for each revenue account."""
    return _posting("revenue_recognised", entity, cause, on, app, None, _out_of_deferred(parts))


def revenue_reversed(
    *, entity: int, cause: str, on: date, parts: Sequence[Earned], app: int | None = None
) -> Posting | None:
    """E04, where revenue of the void invoice was shown meanwhile: `parts` (below zero) are deferred again."""
    return _posting("revenue_reversed", entity, cause, on, app, None, _out_of_deferred(parts))


def usage_accrued(
    *, entity: int, cause: str, customer: str, on: date, amount: Money, code: str = USAGE, line: str | None = None,
    product: str | None = None, app: int | None = None,
) -> Posting | None:  # fmt: skip
    """E03a: what was used is revenue when it was served, and owed although no invoice says so yet."""
    return _posting(
        "usage_accrued", entity, cause, on, app, None,
        [*_leg("debit", UNBILLED, amount, customer, None, line, product),
         *_leg("credit", code, amount, None, None, line, product)],
    )  # fmt: skip


def _out_of_deferred(parts: Sequence[Earned]) -> list[Leg]:
    """One leg for each line, and one for each account and product that they are earned on."""
    debits = [leg for part in parts for leg in _worth(
        _leg("debit", DEFERRED, part.amount, None, part.document, part.line, part.product), part)]  # fmt: skip
    together: dict[tuple[str, str | None], Earned] = {}
    for part in parts:
        key = (part.code, part.product)
        together[key] = _together(together[key], part) if key in together else part
    credits_ = [leg for part in together.values() for leg in _worth(
        _leg("credit", part.code, part.amount, None, None, None, part.product), part)]  # fmt: skip
    return [*debits, *credits_]


def _together(one: Earned, other: Earned) -> Earned:
    functional = None if one.functional is None or other.functional is None else one.functional + other.functional
    rate = one.exchange_rate if one.exchange_rate == other.exchange_rate else None
    return Earned(one.amount + other.amount, one.code, None, None, one.product, functional, rate)


def _worth(legs: Sequence[Leg], part: Earned) -> list[Leg]:
    """The legs at the worth that they had when they were deferred."""
    if part.functional is None:
        return list(legs)
    worth = part.functional if part.amount.minor > 0 else -part.functional
    return [replace(leg, functional=worth, exchange_rate=part.exchange_rate) for leg in legs]


# ---- how a posting is put together -----------------------------------------------------------------------------------


def _posting(
    name: str, entity: int, cause: str, on: date, app: int | None, description: str | None, legs: Sequence[Leg], *,
    reason: str | None = None,
) -> Posting | None:  # fmt: skip
    if not legs:
        return None
    return Posting(
        entity=entity, cause=cause, type=name, effective_on=on, lines=tuple(legs), rule=f"{name}/1", app=app,
        description=description, reason=reason,
    )  # fmt: skip


def _leg(
    side: Side, code: str, amount: Money | None, owner: str | None = None, document: str | None = None,
    line: str | None = None, product: str | None = None, tax: LegTax | None = None,
) -> list[Leg]:  # fmt: skip
    """One leg, or none where nothing moves; an amount below zero goes to the other side."""
    if amount is None or not amount:
        return []
    if amount.minor < 0:
        side = "credit" if side == "debit" else "debit"
    return [Leg(code, side, abs(amount), owner, document, line, product, tax)]


def _sold(sold: Sold, invoice: str) -> list[Leg]:
    return [
        *_leg("credit", sold.code, sold.amount, sold.owner, invoice, sold.line, sold.product),
        *_leg("debit", DISCOUNTS, sold.discount, None, invoice, sold.line, sold.product),
    ]


def _tax(side: Side, tax: TaxDue, document: str) -> list[Leg]:
    return _leg(side, tax.code, tax.amount, None, document, None, None,
                LegTax(tax.tax_rate, tax.base.minor, tax.tax_point_on))  # fmt: skip


def _balancing(side: Side, code: str, legs: Sequence[Leg], owner: str | None, document: str | None) -> list[Leg]:
    """The leg that makes the others add up."""
    if not legs:
        return []
    currency = legs[0].amount.currency
    left = total((leg.amount if leg.side == "credit" else -leg.amount for leg in legs), currency)
    return _leg(side, code, left if side == "debit" else -left, owner, document)
