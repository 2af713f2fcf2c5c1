"""Which reports there are, and how one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from harr.contract.operations import Content
from harr.contract.reports import Report, ReportName, ReportQuery
from harr.engine import Tx
from harr.kernel.errors import NotFound, RuleConflict
from harr.services.reports import books, deferred, held, receivables, recurring, statements, summary
from harr.services.reports.asking import Offer, asked
from harr.services.reports.tables import as_csv

KNOWN = frozenset({"known_at"})
NOTHING: frozenset[str] = frozenset()
OFFERED: Mapping[str, Offer] = {
    "trial_balance": Offer(books.trial_balance),
    "balance_sheet": Offer(books.balance_sheet),
    "profit_and_loss": Offer(books.profit_and_loss),
    "general_ledger": Offer(books.general_ledger),
    "account_register": Offer(books.account_register, KNOWN | {"account"}),
    "journal": Offer(books.journal),
    "journal_summary": Offer(summary.journal_summary, groups=("account", "gl_account", "tax")),
    "receivables_aging": Offer(receivables.aging, KNOWN | {"customer"}, ("invoice", "customer"), of_a_customer=True),
    "customer_statement": Offer(statements.report, KNOWN | {"customer"}, of_a_customer=True),
    "deferred_rollforward": Offer(deferred.roll_forward, groups=("month", "invoice", "customer", "product")),
    "deferred_waterfall": Offer(deferred.waterfall, NOTHING, ("month", "product"), looks_ahead=True),
    "unbilled": Offer(held.unbilled, KNOWN | {"customer"}, ("customer", "product")),
    "wallet_liability": Offer(held.wallet_liability),
    "provider_clearing": Offer(held.provider_clearing),
    "tax": Offer(books.tax_report),
    "mrr": Offer(recurring.report, NOTHING, ("month", "customer")),
    "number_gaps": Offer(receivables.number_gaps, NOTHING),
}


def retrieve(tx: Tx, name: str, query: ReportQuery) -> Report | Content:
    """One report, as JSON or as CSV."""
    if name not in get_args(ReportName):
        raise NotFound(f"there is no report {name[:60]!r}", way_out=f"Ask for one of {', '.join(OFFERED)}.")
    if name not in OFFERED:
        raise RuleConflict(
            f"the report {name} is not offered yet", way_out=f"Ask for one of {', '.join(OFFERED)}.",
            offered=list(OFFERED),
        )  # fmt: skip
    offer = OFFERED[name]
    found = offer.make(tx, asked(tx, name, offer, query))
    return as_csv(found) if query.format == "csv" else found
