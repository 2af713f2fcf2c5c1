"""What the demonstration does, step by step; it stops at the first red check."""

from __future__ import annotations

import sys

from rich.console import Console

from harr.edge.demo import books, company, months, orders
from harr.edge.demo.telling import Red, Story

WIDTH = 110
"""Columns where there is no terminal to ask."""

PLAN = """[bold]Harr, the main job[/bold]
A company with one entity and three apps bills its customers for three months, all on a sandbox's clock:
   1  it issues published real-world invoices; each total is compared with the printed one
   2  it takes payments: in part, over two invoices, too much, by card at a terminal
   3  it makes a mistake and corrects it by a credit note
   4  the web shop asks for a bank transfer, which its profile does not allow
   5  it writes one invoice off
   6  its catalogue comes from a file, with a utility's published price list
   7  January: six customers subscribe and use, paying by card, by bank debit, on invoice
   8  February: all renew; a card declines and recovers, a debit comes back, a charge is disputed
   9  March: a plan changes in mid-period, a customer leaves, usage is told late
  10  April: a customer never paid, and is given up
  11  the books are shown, and checked by every checker that this machine has
"""


def main(path: str = ":memory:", console: Console | None = None) -> int:
    """Tell the whole story; 0 where every check held."""
    console = console or Console(width=None if sys.stdout.isatty() else WIDTH)
    console.print(PLAN)
    story = Story(company.found(path), console, [])
    try:
        orders.issue(story)
        orders.pay(story)
        orders.correct(story)
        orders.refuse(story)
        orders.write_off(story)
        months.catalogue(story)
        found = months.january(story)
        months.february(story, found)
        months.march(story, found)
        months.april(story, found)
        books.books(story)
    except Red as red:
        console.print(f"\n[red bold]Stopped:[/red bold] {red}")
        return 1
    console.print("\n[green bold]Every figure held.[/green bold] Next: `make serve`, then http://127.0.0.1:8765/docs")
    return 0
