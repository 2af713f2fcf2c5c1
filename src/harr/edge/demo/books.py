"""The books at the end: invoices, accounts, and every checker that this machine has."""

from __future__ import annotations

from harr.edge.demo import tables
from harr.edge.demo.telling import Red, Story
from harr.kernel import Money


def books(story: Story) -> None:
    """The invoices as tables, the accounts, and every checker."""
    from harr.edge.books import verify_sandbox  # noqa: PLC0415

    story.console.rule("11  The books")
    owner = story.company.owner
    issued = list(owner.invoices.list(entity=story.company.entity, limit=100, order="asc").auto_paging_iter())
    story.console.print(tables.invoices(issued))
    entries = list(owner.entries.list(entity=story.company.entity, limit=100, order="asc").auto_paging_iter())
    for code, name in (("1100", "Accounts Receivable"), ("2200", "Tax Payable")):
        story.console.print(tables.t_account(code, name, entries))
    balances = list(owner.balances.list(entity=story.company.entity, limit=100).auto_paging_iter())
    story.console.print(tables.trial_balance(balances))
    _recurring(story)
    debits = sum(Money.parse(each.debits, each.currency).minor for each in balances)
    credited = sum(Money.parse(each.credits, each.currency).minor for each in balances)
    story.check("debits equal credits", Money(debits, "EUR").text, Money(credited, "EUR").text)
    due = sum(Money.parse(each.amount_due, "EUR").minor for each in issued)
    receivable = next(Money.parse(each.posted, "EUR", negative=True).minor for each in balances if each.code == "1100")
    story.check(
        "what is due on all invoices is what account 1100 holds", Money(due, "EUR").text, Money(receivable, "EUR").text
    )
    checked = verify_sandbox(story.company.parent, story.company.sandbox, story.console)
    if not checked:
        raise Red("a checker of the books says no")


def _recurring(story: Story) -> None:
    """What recurs each month, and what was billed and is still to be served at the end of March."""
    reports, entity = story.company.owner.reports, story.company.entity
    quarter = {"entity": entity, "from_": "2026-01-01", "until": "2026-03-31"}
    recurring, deferred = reports.retrieve("mrr", **quarter), reports.retrieve("deferred_rollforward", **quarter)
    story.console.print(tables.report(recurring))
    story.check("31.00 of Chris, Dana and Finn, 62.00 of Ada recur", "155.00", recurring.totals["closing"].amount)
    story.console.print(tables.report(deferred))
    story.check("of which 14 of 31 days are still to be served", "70.00", deferred.totals["closing"].amount)
