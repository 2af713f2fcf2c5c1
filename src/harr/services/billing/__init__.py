"""When and why something is billed: one-off orders, subscriptions from period to period, changes, ends, bill runs.

Documents are made by `invoices`; this service decides what stands on them. What is
due lies on the agenda, and computes with its instant: a worker that slept bills as
one that did not. A bill run does the same in chunks, and parks what it cannot bill.

Owns: billing_waiting.

Invariants: an order with `finalize` makes its draft and its document in one commit,
or neither; a boundary of a subscription is renewed once; a span of an item is billed
once, by the claim of its line; no more is given back than was charged.
"""

from harr.services.billing.subscribing import create as subscribe

__all__ = ["subscribe"]
