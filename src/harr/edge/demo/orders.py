"""Orders: published invoices issued, paid, corrected, refused and lost, all on the first day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harr.edge.demo import company, tables
from harr.edge.demo.company import Published
from harr.edge.demo.telling import Red, Story
from harr.kernel import Money

if TYPE_CHECKING:
    from harr_client.models import CreditNote, Invoice


def issue(story: Story) -> None:
    """Published invoices, issued through the three channels in turn."""
    story.console.rule("1  Invoices")
    known = company.rates(story.company)
    names = list(company.CHANNELS)
    for number, case in enumerate(company.cases(), start=1):
        channel = names[number % len(names)]
        client = story.company.channels[channel]
        buyer = company.customer(client, case, number, channel)
        invoice = company.issue(client, story.company, case, buyer, known)
        story.published.append(Published(case, channel, invoice))
    story.console.print(tables.published(story.published))
    for each in story.published:
        if Money.parse(each.invoice.total, "EUR") != each.total:
            story.check(
                f"total of {each.invoice.number}, published as {each.case['id']}", each.total.text, each.invoice.total
            )
    story.check(
        "sum of all totals, as published",
        Money(sum(each.total.minor for each in story.published), "EUR").text,
        Money(sum(Money.parse(each.invoice.total, "EUR").minor for each in story.published), "EUR").text,
    )


def pay(story: Story) -> None:
    """One in part, one over two invoices, one too much, one by card."""
    story.console.rule("2  Payments")
    wholesale, webshop, saas = (story.company.channels[name] for name in ("wholesale", "webshop", "saas"))
    partly, over, second, more, card = _chosen(story)

    half = Money(Money.parse(partly.total, "EUR").minor // 2, "EUR")
    wholesale.payments.create(
        invoice=partly.id, amount=half.text, currency="EUR", method_type="bank_transfer", received_on="2026-01-15"
    )
    story.check(
        f"{partly.number} paid in part, due",
        (Money.parse(partly.total, "EUR") - half).text,
        story.fresh(partly).amount_due,
    )

    both = Money.parse(over.total, "EUR") + Money.parse(second.total, "EUR")
    wholesale.payments.create(
        customer=over.customer, amount=both.text, currency="EUR", method_type="bank_transfer", received_on="2026-01-15",
        allocations=[{"invoice": each.id, "amount": each.total} for each in (over, second)],
    )  # fmt: skip
    story.check(f"{over.number} and {second.number} paid by one transfer", ("paid", "paid"),
                (story.fresh(over).status, story.fresh(second).status))  # fmt: skip

    surplus = Money(900, "EUR")
    saas.payments.create(
        invoice=more.id, amount=(Money.parse(more.total, "EUR") + surplus).text, currency="EUR",
        method_type="bank_transfer", received_on="2026-01-15",
    )  # fmt: skip
    balances = story.company.owner.customers.retrieve(more.customer).balances
    story.check(f"{more.number} paid with 9.00 too much, on the customer's balance", surplus.text, balances[0].balance)

    webshop.payments.create(
        invoice=card.id, amount=card.total, currency="EUR", method_type="card", provider="terminal", fee_amount="0.81",
        received_on="2026-01-15",
    )  # fmt: skip
    story.check(f"{card.number} paid by card at a terminal", "paid", story.fresh(card).status)


def _chosen(story: Story) -> tuple[Invoice, Invoice, Invoice, Invoice, Invoice]:
    """Which invoices are paid how; the second one of a customer is made here, so that one transfer pays two."""
    by_channel = {name: [each for each in story.published if each.channel == name] for name in company.CHANNELS}
    first = by_channel["wholesale"][1]
    again = company.issue(
        story.company.channels["wholesale"], story.company, first.case, first.invoice.customer, company_rates(story)
    )
    return (
        by_channel["wholesale"][0].invoice,
        first.invoice,
        again,
        by_channel["saas"][0].invoice,
        by_channel["webshop"][0].invoice,
    )


def company_rates(story: Story) -> dict[tuple[str, str], str]:
    """The rates as they were made, read back."""
    listed = story.company.owner.tax_rates.list(limit=100)
    return {(rate.category, rate.percentage): rate.id for rate in listed.auto_paging_iter()}


def correct(story: Story) -> CreditNote:
    """A mistake: one line was billed that was never delivered."""
    story.console.rule("3  A mistake, corrected")
    mistaken = next(each.invoice for each in story.of("saas", "open") if _several(each.invoice))
    wrong = mistaken.lines[0]
    note = story.company.channels["saas"].credit_notes.create(
        invoice=mistaken.id, reason="order_change", lines=[{"line": wrong.id, "amount": wrong.net_amount}], issue=True
    )
    story.console.print(tables.credit_note(note, mistaken))
    due = Money.parse(mistaken.total, "EUR") - Money.parse(note.amount_to_invoice, "EUR")
    story.check(f"{note.number} lowers {mistaken.number} to", due.text, story.fresh(mistaken).amount_due)
    return note


def _several(invoice: Invoice) -> bool:
    return len(invoice.lines) > 1 and not any(line.net_amount.startswith("-") for line in invoice.lines)


def refuse(story: Story) -> None:
    """The web shop takes cards only, and is told so."""
    from harr_client import PermissionDenied  # noqa: PLC0415 - the SDK comes with the story, not with the import

    story.console.rule("4  A profile says no")
    open_one = story.of("webshop", "open")[0].invoice
    try:
        story.company.channels["webshop"].payments.create(
            invoice=open_one.id,
            amount=open_one.total,
            currency="EUR",
            method_type="bank_transfer",
            received_on="2026-01-15",
        )
    except PermissionDenied as refused:
        story.console.print(tables.refusal(refused))
        story.check("the web shop is refused a bank transfer", "capability_not_granted", refused.code)
    else:
        raise Red("the web shop was allowed a bank transfer")
    story.check(f"{open_one.number} is as it was, due", open_one.total, story.fresh(open_one).amount_due)


def write_off(story: Story) -> None:
    """One customer will not pay."""
    story.console.rule("5  A loss")
    lost = next(each.invoice for each in story.of("wholesale", "open") if not story.fresh(each.invoice).applied)
    done = story.company.owner.invoices.mark_uncollectible(lost.id, reason="insolvent")
    story.check(
        f"{lost.number} is written off",
        ("uncollectible", lost.total, "0.00"),
        (done.status, done.amount_written_off, done.amount_due),
    )
