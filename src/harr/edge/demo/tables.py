"""How the demonstration shows what it did: tables of invoices, T-accounts, a trial balance, a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.tree import Tree

from harr.edge.cli import shown
from harr.kernel import Money
from harr.services import ledger

if TYPE_CHECKING:
    from harr.edge.demo.company import Published
    from harr_client import HarrError
    from harr_client.models import Balance, CatalogDiff, CreditNote, Entry, Explanation, Invoice, Report, Subscription

NAMES = {account.code: account.name for account in ledger.CHART.values()}
NAMED = 6
"""How many entries of a T-account are shown one by one."""


def published(all_of: Sequence[Published]) -> Table:
    """What was published beside what Harr made of it."""
    table = Table("number", "channel", "published", "lines", "net", "tax", "total", "printed", "")
    for each in all_of:
        made = each.invoice
        same = Money.parse(made.total, "EUR") == each.total
        table.add_row(
            made.number, each.channel, each.case["id"], str(len(made.lines)), made.net_amount, made.tax_amount,
            made.total, each.total.text, "[green]✓[/green]" if same else "[red]✗[/red]",
        )  # fmt: skip
    return _right(table, 3, 4, 5, 6, 7)


def invoices(all_of: Sequence[Invoice]) -> Table:
    """Invoices as they stand."""
    table = Table("number", "status", "due on", "total", "paid", "credited", "lost", "due",
                  title="Invoices")  # fmt: skip
    for each in all_of:
        table.add_row(
            each.number, each.status, str(each.due_on), each.total, each.amount_paid,
            each.amount_credited, each.amount_written_off, each.amount_due,
        )  # fmt: skip
    return _right(table, 3, 4, 5, 6, 7)


def catalogue(changed: CatalogDiff) -> Table:
    """What a catalogue file has changed."""
    table = Table("", "kind", "code")
    for each in changed.changes:
        table.add_row("+" if each.action == "create" else each.action, each.kind, each.code)
    return _right(table)


def subscriptions(by_name: dict[str, Subscription], plans: dict[str, str]) -> Table:
    """Who subscribed to what, and until when they have paid or used."""
    table = Table("customer", "plan", "status", "collected", "period from", "up to")
    for name, each in by_name.items():
        period = each.current_period
        table.add_row(name, plans[str(each.plan)], each.status, each.collection,
                      str(period.start if period else ""), str(period.end if period else ""))  # fmt: skip
    return _right(table)


def lines(of: Invoice) -> Table:
    """One invoice by its lines."""
    table = Table("line", "period", "quantity", "net", title=f"{of.number}, {of.issued_on}")
    for each in of.lines:
        period = f"{each.period.start} to {each.period.end}" if each.period else ""
        table.add_row(each.description, period, str(each.quantity), each.net_amount)
    table.add_section()
    table.add_row("net", "", "", of.net_amount)
    table.add_row("VAT", "", "", of.tax_amount)
    table.add_row("[bold]total[/bold]", "", "", f"[bold]{of.total}[/bold]")
    return _right(table, 2, 3)


def explained(found: Explanation) -> Tree:
    """A figure with what it was made from, as `harr invoices explain` shows it."""
    return shown.explanation(msgspec.to_builtins(found))


def report(found: Report) -> RenderableType:
    """A report, as `harr reports retrieve` shows it."""
    return shown.answer(msgspec.to_builtins(found))


def credit_note(note: CreditNote, of: Invoice) -> Table:
    """A credit note by its tax groups."""
    table = Table("credit note", "of", "category", "rate", "net", "tax", "total")
    for group in note.tax_groups:
        table.add_row(note.number, of.number, group.category, f"{group.percentage} %", group.base_amount,
                      group.tax_amount, note.total)  # fmt: skip
    return _right(table, 4, 5, 6)


def t_account(code: str, name: str, entries: Sequence[Entry]) -> Table:
    """Debits on the left, credits on the right, and what is left below."""
    mine = [entry for entry in entries if entry.code == code]
    sides = {
        side: [Money.parse(each.amount, "EUR") for each in mine if each.side == side] for side in ("debit", "credit")
    }
    table = Table("debit", "credit", title=f"{code} {name}")
    for row in range(max(len(sides["debit"]), len(sides["credit"]))):
        if row == NAMED:
            table.add_row("…", "…")
            break
        table.add_row(*(sides[side][row].text if row < len(sides[side]) else "" for side in ("debit", "credit")))
    sums = {side: sum(money.minor for money in amounts) for side, amounts in sides.items()}
    table.add_section()
    table.add_row(*(f"{len(sides[side])} entries, {Money(sums[side], 'EUR').text}" for side in ("debit", "credit")))
    left = sums["debit"] - sums["credit"]
    shown = Money(abs(left), "EUR").text
    table.add_row(*((f"[bold]{shown}[/bold]", "") if left >= 0 else ("", f"[bold]{shown}[/bold]")))
    return _right(table, 0, 1)


def trial_balance(balances: Sequence[Balance]) -> Table:
    """Every account code with its debits and credits; both columns end in the same sum."""
    table = Table("account", "debits", "credits", title="Trial balance")
    sums = {"debits": 0, "credits": 0}
    for each in sorted(balances, key=lambda balance: balance.code):
        table.add_row(f"{each.code} {NAMES.get(each.code, '')}", each.debits, each.credits)
        sums["debits"] += Money.parse(each.debits, each.currency).minor
        sums["credits"] += Money.parse(each.credits, each.currency).minor
    table.add_section()
    table.add_row("", Money(sums["debits"], "EUR").text, Money(sums["credits"], "EUR").text)
    return _right(table, 1, 2)


def refusal(refused: HarrError) -> Panel:
    """A problem as it was answered, with its way out."""
    lines = [f"{refused.status} [bold]{refused.code}[/bold]", refused.detail, f"field: {refused.field}",
             f"the way out: {refused.way_out}"]  # fmt: skip
    return Panel("\n".join(lines), title="refused", border_style="yellow", expand=False)


def _right(table: Table, *columns: int) -> Table:
    table.box, table.pad_edge, table.padding, table.title_justify = SIMPLE_HEAD, False, (0, 1, 0, 0), "left"
    for number, column in enumerate(table.columns):
        column.no_wrap = True
        column.justify = "right" if number in columns else "left"
    return table
