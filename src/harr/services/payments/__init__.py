"""Money that comes in and goes back: payments, what they pay, how they are collected, refunds, disputes.

Money arrives by itself (a bank transfer, cash, a card on a terminal) and is
recorded; or it is collected: an attempt moves it by a payment method at a provider.
It pays invoices by name. What is more than was due goes to the customer's balance,
waits, or is owed back, as the entity's rule says; money that names no invoice waits
until it is allocated. A refund of a credit note pays what the credit note owes; one
without makes the invoice due again.

The world is asked after the commit that keeps the question, under a key that is for
ever. No answer is `unknown`, never a no, and is asked for until it is known. Answers
and events say the same in the same form (`said`); the rank of a status only rises,
so that what is told twice, late or out of order changes nothing.

`amount_allocated` is what pays invoices or went to the customer's balance, from
where the next invoice takes it by itself; `amount_unallocated` is what waits.

Owns: payments_payment, payments_allocation, payments_refund, payments_paid_back,
payments_account, payments_method, payments_setup, payments_attempt, payments_live,
payments_collection, payments_refund_sent, payments_dispute, payments_inbound; and
for the provider that comes with the house payments_simulated,
payments_simulated_key.

Invariants: what was received less what went back without a credit note or was taken
back is allocated or unallocated; no more goes back than came in; no more is paid
back of a credit note than it owes; unallocated money lies in 2020, or in 2300 where
it is owed back, under the payment's id; an invoice has one attempt under way or
none; no more is captured than was due when it began; a key is kept before it is
sent; what the bank holds lies in 1080 under the dispute's id.
"""

from harr.services.payments.agreeing import differences
from harr.services.payments.checking import verify

__all__ = ["differences", "verify"]
