"""The journal in the words of other bookkeeping programs, so that anybody can add it up again with another's tool.

Each writer is pure: transactions of `journal` in, lines of text out. Accounts and
commodities are declared, and balances asserted, so that the strict checks of
hledger and beancount pass only if they come to the same figures. Memo accounts
(9xxx) stand under Equity:Memo, outside of balance sheet and result.
"""

from harr.services.ledger.exports import beancount, csv, hledger
from harr.services.ledger.exports.naming import Names

__all__ = ["Names", "beancount", "csv", "hledger"]
