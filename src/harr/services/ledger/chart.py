"""The default chart of accounts: which codes there are, what they are called, and on which side each grows.

Account ── code, name, type, contra, owner, guarded
  type     asset and expense grow on the debit side, liability, equity and revenue on the credit side;
           a contra account grows on the other one. Memo accounts (9xxx) balance among themselves.
  owner    whose sub-account it is: one for each customer, wallet or provider, or one for all
  guarded  it may not pass a floor, so its balance is a row of its own, changed by conditional update
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AccountType = Literal["asset", "liability", "equity", "revenue", "expense", "memo"]
Side = Literal["debit", "credit"]
Owner = Literal["customer", "wallet", "provider", "entity", "seller"]

BANK, EXTERNAL, CLEARING = "1010", "1020", "1050"
RECEIVABLE, UNBILLED, ALLOWANCE, WITHHELD = "1100", "1110", "1190", "1210"
CUSTOMER_BALANCE, UNAPPLIED, WALLETS = "2010", "2020", "2030"
DEFERRED, TAX_PAYABLE, TAX_NOT_YET_DUE, REFUNDS_PAYABLE = "2100", "2200", "2210", "2300"
SUBSCRIPTIONS, USAGE, ONE_TIME = "4010", "4020", "4030"
DISCOUNTS, CREDIT_NOTES = "4800", "4820"
PROCESSOR_FEES, BAD_DEBT, RECOVERED = "5010", "5030", "5040"
DISPUTED, DISPUTE_LOSSES, DISPUTE_FEES = "1080", "4830", "5020"
ROUNDING = "7090"


@dataclass(frozen=True, slots=True)
class ChartAccount:
    """What the chart says about a code."""

    code: str
    name: str
    type: AccountType
    contra: bool = False
    owner: Owner | None = None
    guarded: bool = False

    @property
    def normal_side(self) -> Side:
        return normal_side(self.type, contra=self.contra)


def normal_side(type_: str, *, contra: bool) -> Side:
    """The side on which an account grows, and on which its balance is shown."""
    debit = type_ in {"asset", "expense", "memo"}
    return "debit" if debit != contra else "credit"


def _account(
    code: str, name: str, type_: AccountType, owner: Owner | None = None, *, contra: bool = False, guarded: bool = False
) -> ChartAccount:
    return ChartAccount(code, name, type_, contra, owner, guarded)


CHART: dict[str, ChartAccount] = {
    account.code: account
    for account in (
        _account("1010", "Bank", "asset"),
        _account("1020", "External Receipts", "asset"),
        _account("1050", "Processor Clearing", "asset", "provider"),
        _account("1070", "Payouts In Transit", "asset", "provider"),
        _account("1080", "Disputed Funds", "asset", "provider"),
        _account("1100", "Accounts Receivable", "asset", "customer"),
        _account("1110", "Unbilled Receivable", "asset", "customer"),
        _account("1190", "Allowance Credit Losses", "asset", contra=True),
        _account("1195", "Receivable Revaluation", "asset"),
        _account("1210", "Withholding Tax Receivable", "asset", "customer"),
        _account("1400", "Due From Affiliates", "asset", "entity"),
        _account("1990", "Suspense", "asset"),
        _account("2010", "Customer Credit Balance", "liability", "customer", guarded=True),
        _account("2020", "Unapplied Receipts", "liability", "provider"),
        _account("2030", "Prepaid Wallets", "liability", "wallet", guarded=True),
        _account("2100", "Deferred Revenue", "liability"),
        _account("2200", "Tax Payable", "liability"),
        _account("2210", "Tax Not Yet Due", "liability"),
        _account("2300", "Refunds Payable", "liability", "customer"),
        _account("2310", "Customer Deposits", "liability", "customer"),
        _account("2400", "Refund Liability", "liability"),
        _account("2500", "Due To Affiliates", "liability", "entity"),
        _account("2600", "Accrued Processor Fees", "liability", "provider"),
        _account("2700", "Held For Third Parties", "liability", "seller"),
        _account("3010", "Opening Balances", "equity"),
        _account("3020", "Retained Earnings", "equity"),
        _account("3900", "Currency Exchange", "equity"),
        _account("4010", "Subscription Revenue", "revenue"),
        _account("4020", "Usage Revenue", "revenue"),
        _account("4030", "One Time Revenue", "revenue"),
        _account("4040", "Breakage Revenue", "revenue"),
        _account("4050", "Commission Revenue", "revenue"),
        _account("4070", "Late Payment Income", "revenue"),
        _account("4800", "Discounts", "revenue", contra=True),
        _account("4810", "Promotional Credits Used", "revenue", contra=True),
        _account("4820", "Credit Notes", "revenue", contra=True),
        _account("4830", "Dispute Losses", "revenue", contra=True),
        _account("5010", "Processor Fees", "expense", "provider"),
        _account("5020", "Dispute Fees", "expense", "provider"),
        _account("5030", "Bad Debt Expense", "expense"),
        _account("5040", "Bad Debt Recovered", "expense", contra=True),
        _account("7010", "FX Gain", "revenue"),
        _account("7020", "FX Loss", "expense"),
        _account("7030", "FX Unrealised", "expense"),
        _account("7090", "Rounding Differences", "expense"),
        _account("9010", "Promotional Credits Granted", "memo"),
        _account("9020", "Promotional Credits Outstanding", "memo", "wallet", contra=True, guarded=True),
    )
}
