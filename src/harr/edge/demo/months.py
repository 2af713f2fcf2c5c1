"""Three months of subscriptions, orders and invoices on account, day by day on the sandbox's clock."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from harr.edge import catalogue_file
from harr.edge.demo import tables
from harr.edge.demo.company import subscriber
from harr.edge.demo.telling import Story

if TYPE_CHECKING:
    from harr_client.models import Dispute, Invoice, Subscription

Kind = Literal["card", "sepa_debit"]
SUBSCRIBERS: dict[str, tuple[str, Kind | None, str]] = {
    "Ada": ("pro", "card", "pm_card_visa"),
    "Bram": ("power", "sepa_debit", "pm_sepa_debit_returned"),
    "Chris": ("pro", "card", "pm_script_success.insufficient_funds.success"),
    "Dana": ("pro", "card", "pm_script_success.disputed.success"),
    "Eva": ("pro", "card", "pm_card_visa"),
    "Finn": ("pro", None, ""),
}
"""Who subscribes to which plan, and how they pay: tokens of the simulated provider, which say what will go wrong."""
CALLS, KWH = 11_088, 1_050


@dataclass(frozen=True)
class Subscribers:
    """Whoever subscribed, by name."""

    by_name: dict[str, Subscription]

    def invoices(self, story: Story, name: str) -> list[Invoice]:
        """Their invoices, oldest first."""
        customer = self.by_name[name].customer
        return list(story.company.owner.invoices.list(customer=customer, order="asc", limit=100).data)

    def latest(self, story: Story, name: str) -> Invoice:
        """Their latest invoice, as it is now."""
        return self.invoices(story, name)[-1]


def catalogue(story: Story) -> None:
    """What is sold by the month comes from a file."""
    story.console.rule("6  The catalogue, from a file")
    text = (files(__package__) / "catalogue.yaml").read_text("utf-8")
    owner = story.company.owner
    changed = owner.catalog.apply(**catalogue_file.read(text, "catalogue.yaml"))
    story.console.print(tables.catalogue(changed))
    story.check("applied again, it changes", 0, len(owner.catalog.diff(**catalogue_file.read(text, "it")).changes))
    energy = next(each for each in owner.prices.list(limit=100).data if each.code == "energy")
    story.check("1,050 kWh cost what the utility's page says", "95.69",
                owner.prices.estimate(energy.id, quantity=str(KWH)).amount)  # fmt: skip


def january(story: Story) -> Subscribers:
    """Six customers subscribe through `saas`, the first month is used; `wholesale` invoices, `webshop` charges."""
    story.console.rule("7  January: six customers subscribe, and use")
    saas = story.company.channels["saas"]
    found = Subscribers({name: subscribe(story, name, *facts) for name, facts in SUBSCRIBERS.items()})
    plans = {each.id: each.name for each in story.company.owner.plans.list(limit=100).data}
    story.console.print(tables.subscriptions(found.by_name, plans))
    ada, bram = found.by_name["Ada"], found.by_name["Bram"]
    calls = used(ada, "calls-1", "api.call", n=CALLS)
    told = saas.usage.create(events=[calls, used(bram, "kwh-1", "energy.used", kwh=KWH), calls])
    story.check("three events told, one of them twice: counted", 2, told.accepted)
    story.check("Ada's first month, paid by card", ("37.51", "paid"), _stands(found.latest(story, "Ada")))
    story.check("and her next invoice, as it would be", "88.78", saas.subscriptions.upcoming_invoice(ada.id).total)
    return found


def february(story: Story, found: Subscribers) -> None:
    """Everything renews; a card declines and recovers, a debit comes back, a charge is disputed."""
    story.console.rule("8  February: renewals, and what goes wrong with money")
    story.until("2026-02-15T12:00:00Z")
    ada = found.latest(story, "Ada")
    story.console.print(tables.lines(ada))
    story.console.print(tables.explained(story.company.owner.invoices.explain(ada.id)))
    story.check("Ada: 42.37 for calls and 31.00 for access, VAT 15.41", ("73.37", "15.41", "88.78", "paid"),
                (ada.net_amount, ada.tax_amount, *_stands(ada)))  # fmt: skip
    story.check("Bram's energy, debited from his bank", ("115.78", "open"), _stands(found.latest(story, "Bram")))
    story.check("Chris has not enough on his card", ("37.51", "open"), _stands(found.latest(story, "Chris")))
    story.until("2026-02-16T12:00:00Z")
    story.check("tried again the day after, it is", ("37.51", "paid"), _stands(found.latest(story, "Chris")))

    story.until("2026-02-19T12:00:00Z")
    story.check("Bram's debit has come", ("115.78", "paid"), _stands(found.latest(story, "Bram")))
    dispute = story.company.owner.disputes.list().data[0]
    story.check("Dana's bank disputes her charge; held back", "37.51", dispute.amount)
    _defend(story, dispute)

    story.until("2026-02-25T12:00:00Z")
    bram = found.latest(story, "Bram")
    story.check("Bram's debit has come back, his invoice is due again", ("115.78", "open"), _stands(bram))
    saas = story.company.channels["saas"]
    other = saas.payment_methods.create(customer=bram.customer, type="sepa_debit", token="pm_sepa_debit")  # noqa: S106
    saas.subscriptions.update(found.by_name["Bram"].id, payment_method=other.id)  # and the next try is made there


def march(story: Story, found: Subscribers) -> None:
    """A plan changes in the middle of its period; a customer leaves; usage arrives late."""
    story.console.rule("9  March: a change, a leave, usage told late")
    story.until("2026-03-01T09:00:00Z")
    saas = story.company.channels["saas"]
    story.check("Dana's dispute is decided for the company", "won", story.company.owner.disputes.list().data[0].status)
    saas.subscriptions.change(found.by_name["Ada"].id, plan="business")
    changed = found.latest(story, "Ada")
    story.console.print(tables.lines(changed))
    story.check("Ada's change: half a month of 31.00 back, half of 62.00", ("15.50", "18.76"),
                (changed.net_amount, changed.total))  # fmt: skip
    left = saas.subscriptions.cancel(found.by_name["Eva"].id, when="now", credit="unused")
    note = story.company.owner.credit_notes.list(customer=left.customer).data[0]
    story.console.print(tables.credit_note(note, found.latest(story, "Eva")))
    story.check("Eva leaves: half a month is credited", ("canceled", "18.76"), (left.status, note.total))
    saas.usage.create(events=[used(found.by_name["Ada"], "calls-2", "api.call", n=500)])
    story.until("2026-03-16T12:00:00Z")
    ada = found.latest(story, "Ada")
    story.console.print(tables.lines(ada))
    story.check("500 calls of January told after its invoice are on the next one", ("2.10", "62.00"),
                tuple(line.amount for line in ada.lines))  # fmt: skip
    story.check("Bram's second account has paid", ("115.78", "paid"), _stands(found.invoices(story, "Bram")[0]))


def april(story: Story, found: Subscribers) -> None:
    """Finn has not paid since January: his subscription ends, what he owes is a loss."""
    story.console.rule("10  April: a loss, and the end of the quarter")
    story.until("2026-04-10T09:00:00Z")
    story.company.channels["saas"].subscriptions.cancel(found.by_name["Finn"].id, when="now")
    owed = [each for each in found.invoices(story, "Finn") if each.status == "open"]
    for each in owed:
        story.company.owner.invoices.mark_uncollectible(each.id, reason="no_answer")
    story.check("Finn's invoices, written off", ["uncollectible"] * 3,
                [each.status for each in found.invoices(story, "Finn")])  # fmt: skip
    story.until("2026-04-15T12:00:00Z")


def subscribe(story: Story, name: str, plan: str, kind: Kind | None, token: str) -> Subscription:
    """A customer, how they pay if it is by itself, and a plan."""
    saas, entity = story.company.channels["saas"], story.company.entity
    customer = subscriber(saas, name)
    if kind is None:
        return saas.subscriptions.create(customer=customer, entity=entity, plan=plan, collection="send_invoice",
                                         payment_terms={"due_days": 14})  # fmt: skip
    method = saas.payment_methods.create(customer=customer, type=kind, token=token)
    return saas.subscriptions.create(customer=customer, entity=entity, plan=plan, payment_method=method.id)


def used(subscription: Subscription, event: str, kind: str, **data: int) -> dict[str, Any]:
    """What a subscriber used in January, as an application tells it."""
    return {"id": event, "type": kind, "customer": subscription.customer, "time": "2026-01-15T09:00:00Z", "data": data}


def _defend(story: Story, dispute: Dispute) -> None:
    owner = story.company.owner
    owner.disputes.update(dispute.id, evidence={"receipt": "winning_evidence"})
    story.check("evidence is sent", "under_review", owner.disputes.submit_evidence(dispute.id).status)


def _stands(invoice: Invoice) -> tuple[str, str]:
    return invoice.total, invoice.status
