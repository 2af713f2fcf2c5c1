"""Money that comes in and goes back: payments, what they pay, refunds.

A payment of this stage is money that arrived by itself: a bank transfer, cash, a
card on a terminal. It pays invoices by name. What is more than was due goes to the
customer's balance, waits, or is owed back, as the entity's rule says; money that
names no invoice waits until it is allocated. A refund of a credit note pays what
the credit note owes; one without makes the invoice due again.

`amount_allocated` is what pays invoices or went to the customer's balance, from
where the next invoice takes it by itself; `amount_unallocated` is what waits.

Owns: payments_payment, payments_allocation, payments_refund, payments_paid_back.

Invariants: what was received less what went back without a credit note is
allocated or unallocated; no more goes back than came in; no more is paid back of a
credit note than it owes; unallocated money lies in 2020, or in 2300 where it is
owed back, under the payment's id.
"""

from harr.services.payments.checking import verify

__all__ = ["verify"]
