"""Which reports there are, and how one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

from harr.contract.operations import Content
from harr.contract.reports import Report, ReportName, ReportQuery
from harr.engine import Tx
from harr.kernel.errors import NotFound, RuleConflict
from harr.services.reports import books, receivables, statements
from harr.services.reports.asking import Asked, asked
from harr.services.reports.tables import as_csv

OFFERED: Mapping[str, Callable[[Tx, Asked], Report]] = {
    "trial_balance": books.trial_balance,
    "balance_sheet": books.balance_sheet,
    "profit_and_loss": books.profit_and_loss,
    "general_ledger": books.general_ledger,
    "account_register": books.account_register,
    "journal": books.journal,
    "receivables_aging": receivables.aging,
    "customer_statement": statements.report,
    "tax": books.tax_report,
    "number_gaps": receivables.number_gaps,
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
    found = OFFERED[name](tx, asked(tx, query))
    return as_csv(found) if query.format == "csv" else found
