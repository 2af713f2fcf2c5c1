"""Reports that are read off the books alone: what accounts hold, and what moved them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from harr.contract.ledger import Account
from harr.contract.reports import Figure, Report, ReportRow
from harr.engine import Tx
from harr.kernel.errors import FieldInvalid, NotFound
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import ledger, tax
from harr.services.ledger import JournalLine, LegTax, TrialRow, Which
from harr.services.reports.asking import DAY, Asked, blank, moved, not_too_long, transactions
from harr.services.reports.tables import column, figure, plain, text, totals

ON_THE_SHEET = {"asset": 1, "liability": -1, "equity": -1}
IN_THE_RESULT = ("revenue", "expense")


def trial_balance(tx: Tx, question: Asked) -> Report:
    """What every account code holds, on the side where it stands; both sides add up to the same."""
    report = blank(question, "trial_balance", "Trial balance")
    report.columns = [column("debit", "Debit"), column("credit", "Credit")]
    found: list[Mapping[str, Money]] = []
    for row in _held(tx, question):
        net = row.debits - row.credits
        side = "debit" if net.minor >= 0 else "credit"
        found.append({side: abs(net)})
        report.rows.append(_row(row, {side: figure(abs(net), f"trial_balance/{row.code}/{side}/{question.day}")}))
    report.totals = totals(found)
    return report


def balance_sheet(tx: Tx, question: Asked) -> Report:
    """What the entity has, owes and is left with; the result of all days is part of what is left."""
    report = blank(question, "balance_sheet", "Balance sheet")
    report.columns = [column("balance", "Balance")]
    rows = _held(tx, question)
    for type_, sign in ON_THE_SHEET.items():
        for row in (each for each in rows if each.type == type_):
            net = row.debits - row.credits if sign == 1 else row.credits - row.debits
            report.rows.append(_row(row, {"balance": figure(net, f"balance_sheet/{row.code}/{question.day}")}))
    for currency, result in _result(rows).items():
        report.rows.append(ReportRow(key=f"result/{currency}", label="Result", cells={"balance": figure(result)}))
    return report


def profit_and_loss(tx: Tx, question: Asked) -> Report:
    """What was earned and spent in the days that are asked for."""
    report = blank(question, "profit_and_loss", "Profit and loss")
    report.columns = [column("amount", "Amount")]
    rows = _moved_in(tx, question)
    for type_ in IN_THE_RESULT:
        for row in (each for each in rows if each.type == type_):
            net = row.credits - row.debits
            report.rows.append(_row(row, {"amount": figure(net, f"profit_and_loss/{row.code}/{question.day}")}))
    report.totals = totals({"amount": result} for result in _result(rows).values())
    return report


def journal(tx: Tx, question: Asked) -> Report:
    """Every entry, by day and then as posted, with its cause."""
    report = blank(question, "journal", "Journal")
    report.columns = [
        column("on", "Day", "date"), column("cause", "Cause", "text"), column("account", "Account", "text"),
        column("document", "Document", "text"), column("debit", "Debit"), column("credit", "Credit"),
    ]  # fmt: skip
    found: list[Mapping[str, Money]] = []
    for transaction in transactions(tx, question):
        for number, line in enumerate(transaction.lines, start=1):
            amount = line.leg.amount
            if not amount or not question.wants(amount.currency):
                continue
            found.append({line.leg.side: amount})
            cells = {
                "on": text(transaction.effective_on),
                "cause": text(transaction.cause, transaction.id),
                "account": text(line.leg.code),
                "document": text(line.leg.document),
                line.leg.side: figure(amount, transaction.id),
            }
            report.rows.append(ReportRow(key=f"{transaction.id}/{number}", label=line.name, cells=cells))
        not_too_long(report)
    report.totals = totals(found)
    return report


def general_ledger(tx: Tx, question: Asked) -> Report:
    """Of every account code what it held before the days, what moved it, and what it holds after them."""
    report = blank(question, "general_ledger", "General ledger")
    report.columns = [
        column("opening", "Before"), column("debit", "Debit"), column("credit", "Credit"), column("closing", "After")
    ]  # fmt: skip
    before = _before(tx, question)
    for row in _held(tx, question):
        was = before.get((row.code, row.debits.currency))
        opening = was.balance if was else Money.zero(row.debits.currency)
        debits, credits_ = (row.debits - was.debits, row.credits - was.credits) if was else (row.debits, row.credits)
        cells = {"opening": opening, "debit": debits, "credit": credits_, "closing": row.balance}
        refs = {name: f"general_ledger/{row.code}/{name}/{question.day}" for name in cells}
        report.rows.append(_row(row, {name: figure(amount, refs[name]) for name, amount in cells.items()}))
    return report


def account_register(tx: Tx, question: Asked) -> Report:
    """What moved one account, with what it held after each entry."""
    if question.query.account is None:
        raise FieldInvalid("it is not said of which account", field="account", way_out="Send `account`.")
    account = _account(tx, question.query.account)
    report = blank(question, "account_register", f"Register of {account.code} {account.name or ''}".rstrip())
    report.columns = [
        column("on", "Day", "date"), column("cause", "Cause", "text"), column("document", "Document", "text"),
        column("debit", "Debit"), column("credit", "Credit"), column("balance", "Balance"),
    ]  # fmt: skip
    which = Which(question.entity.id, account.code, account.currency, account.owner or "")
    balance = Money.zero(account.currency)
    for transaction in transactions(tx, question, which, from_the_first_day=True):
        for line in (each for each in transaction.lines if _is_of(each, which)):
            balance += moved(line) if account.normal_side == "debit" else -moved(line)
            if question.query.from_ is None or transaction.effective_on >= question.query.from_:
                cells = {
                    "on": text(transaction.effective_on),
                    "cause": text(transaction.cause, transaction.id),
                    "document": text(line.leg.document),
                    line.leg.side: figure(line.leg.amount, transaction.id),
                    "balance": figure(balance, account.id),
                }
                report.rows.append(ReportRow(key=transaction.id, label=transaction.type, cells=cells))
        not_too_long(report)
    report.totals = {"balance": figure(balance, account.id)}
    return report


def tax_report(tx: Tx, question: Asked) -> Report:
    """Base and tax of each rate, selected by tax point: in which return it falls, whenever it was booked."""
    report = blank(question, "tax", "Tax")
    report.columns = [column("percentage", "Percentage", "text"), column("base", "Base"), column("tax", "Tax")]
    sums = _taxed(tx, question)
    rates = tax.rates(tx, [rate for rate, _ in sums if rate is not None])
    for (number, _), (base, amount) in sorted(sums.items(), key=lambda item: (item[0][0] or 0, item[0][1])):
        rate = rates.get(number or 0)
        key = "none" if number is None else id_text("txr", number)
        cells = {
            "percentage": text(None if rate is None else plain(rate.percentage)),
            "base": figure(base, f"tax/{key}/base/{question.day}"),
            "tax": figure(amount, f"tax/{key}/tax/{question.day}"),
        }
        report.rows.append(ReportRow(key=key, label="" if rate is None else rate.name, cells=cells))
    report.totals = totals({"base": base, "tax": amount} for base, amount in sums.values())
    return report


def _taxed(tx: Tx, question: Asked) -> dict[tuple[int | None, str], tuple[Money, Money]]:
    """Base and tax by rate and currency; what was taken back is below zero."""
    sums: dict[tuple[int | None, str], tuple[Money, Money]] = {}
    journal_ = ledger.journal(tx, question.entity.id, known_at=question.known_at)
    for leg in (line.leg for transaction in journal_ for line in transaction.lines):
        currency = leg.amount.currency
        if leg.tax is None or not _falls(question, leg.tax) or not question.wants(currency):
            continue
        sign = 1 if leg.side == "credit" else -1
        base, amount = sums.get((leg.tax.tax_rate, currency), (Money.zero(currency), Money.zero(currency)))
        sums[leg.tax.tax_rate, currency] = (
            base + Money(sign * abs(leg.tax.base), currency),
            amount + leg.amount.times(sign),
        )
    return sums


# ---- what is held ----------------------------------------------------------------------------------------------------


def _held(tx: Tx, question: Asked) -> list[TrialRow]:
    """Every code at the end of the days, the memo accounts among them."""
    rows = ledger.trial_balance(tx, question.entity.id, question.as_of, question.known_at)
    return [row for row in rows if question.wants(row.debits.currency)]


def _before(tx: Tx, question: Asked) -> dict[tuple[str, str], TrialRow]:
    """Every code on the evening before the first day."""
    if question.query.from_ is None:
        return {}
    rows = ledger.trial_balance(tx, question.entity.id, question.query.from_ - DAY, question.known_at)
    return {(row.code, row.debits.currency): row for row in rows}


def _moved_in(tx: Tx, question: Asked) -> list[TrialRow]:
    """What moved each code within the days."""
    before = _before(tx, question)
    found = []
    for row in _held(tx, question):
        was = before.get((row.code, row.debits.currency))
        found.append(
            row if was is None else replace(row, debits=row.debits - was.debits, credits=row.credits - was.credits)
        )
    return [row for row in found if row.debits or row.credits]


def _result(rows: Iterable[TrialRow]) -> dict[str, Money]:
    """Revenue less expense, in each currency."""
    found: dict[str, Money] = {}
    for row in rows:
        if row.type in IN_THE_RESULT:
            currency = row.debits.currency
            found[currency] = found.get(currency, Money.zero(currency)) + row.credits - row.debits
    return found


def _row(row: TrialRow, cells: dict[str, Figure]) -> ReportRow:
    return ReportRow(key=f"{row.code}/{row.debits.currency}", label=row.name, cells=cells)


def _account(tx: Tx, text_: str) -> Account:
    try:
        return ledger.accounts.retrieve(tx, text_)
    except NotFound as none:
        raise NotFound(none.detail, field="account") from none


def _is_of(line: JournalLine, which: Which) -> bool:
    leg = line.leg
    return bool(leg.amount) and (leg.code, leg.amount.currency, leg.owner or "") == (
        which.code,
        which.currency,
        which.owner,
    )


def _falls(question: Asked, due: LegTax) -> bool:
    first, last = question.query.from_, question.as_of
    return (first is None or due.tax_point_on >= first) and (last is None or due.tax_point_on <= last)
