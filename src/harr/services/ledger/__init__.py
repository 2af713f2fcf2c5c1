"""The books: every amount that anybody sees is a sum of debits and credits in here.

A transaction has one cause and balanced entries; an account is (entity, code,
currency, owner). `recipes` is the accountant's page: a posting for each thing that
can happen. `post` writes postings in the caller's transaction.

Owns: ledger_account, ledger_guarded, ledger_entry, ledger_transaction,
ledger_reversal, ledger_day_balance, ledger_exchange_rate,
ledger_account_mapping.

Invariants: a transaction sums to zero in each currency and in the functional
currency; it has one cause, and a cause has one transaction; nothing is changed or
deleted, and nothing is reversed twice; a guarded account is never below its floor;
every cached balance is what `verify` adds up from entries; every digest lies in
the chain of commits.
"""

from harr.services.ledger import accounts, recipes
from harr.services.ledger.account_mappings import mappings
from harr.services.ledger.balances import (
    Moved,
    Owned,
    TrialRow,
    balance,
    guarded_balances,
    moved_by_line,
    moved_by_owner,
    owed,
    position_of,
    trial_balance,
)
from harr.services.ledger.chart import (
    ALLOWANCE,
    BANK,
    CHART,
    CLEARING,
    CREDIT_NOTES,
    CUSTOMER_BALANCE,
    DEFERRED,
    DISPUTE_LOSSES,
    DISPUTED,
    EXTERNAL,
    ONE_TIME,
    PROCESSOR_FEES,
    RECEIVABLE,
    REFUNDS_PAYABLE,
    ROUNDING,
    SUBSCRIPTIONS,
    TAX_PAYABLE,
    UNAPPLIED,
    UNBILLED,
    USAGE,
    WALLETS,
    ChartAccount,
)
from harr.services.ledger.entries import Leg, LegTax, Posting, credit, debit
from harr.services.ledger.history import JournalLine, JournalTransaction, entries_of, journal, transactions_of
from harr.services.ledger.mapping import Mapping
from harr.services.ledger.mapping import choose as choose_mapping
from harr.services.ledger.moving import Moves, moves
from harr.services.ledger.posting import Posted, mirror, post, quote
from harr.services.ledger.recipes import AT_BANK, Earned, Into, Returned, Sold, TaxDue, at_processor
from harr.services.ledger.sums import Which
from harr.services.ledger.transactions import batch_chunk, chunks, joined
from harr.services.ledger.verifying import Check, verify

__all__ = [
    "ALLOWANCE", "AT_BANK", "BANK", "CHART", "CLEARING", "CREDIT_NOTES", "CUSTOMER_BALANCE", "DEFERRED", "DISPUTED",
    "DISPUTE_LOSSES", "EXTERNAL", "ONE_TIME", "PROCESSOR_FEES", "RECEIVABLE", "REFUNDS_PAYABLE", "ROUNDING",
    "SUBSCRIPTIONS", "TAX_PAYABLE", "UNAPPLIED", "UNBILLED", "USAGE", "WALLETS", "ChartAccount", "Check", "Earned",
    "Into", "JournalLine", "JournalTransaction", "Leg", "LegTax", "Mapping", "Moved", "Moves", "Owned", "Posted",
    "Posting", "Returned", "Sold", "TaxDue", "TrialRow", "Which", "accounts", "at_processor", "balance",
    "batch_chunk", "choose_mapping", "chunks", "credit", "debit", "entries_of", "guarded_balances", "joined",
    "journal", "mappings", "mirror", "moved_by_line", "moved_by_owner", "moves", "owed", "position_of", "post",
    "quote", "recipes", "transactions_of", "trial_balance", "verify",
]  # fmt: skip
