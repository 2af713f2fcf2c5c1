"""When and why something is billed: one-off orders now; subscriptions, runs and previews stand as mocks.

Documents are made by `invoices`; this service decides what stands on them.

Owns: no tables.

Invariant: an order with `finalize` makes its draft and its document in one commit,
or neither.
"""
