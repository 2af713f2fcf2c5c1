"""What reports say of a company that lives for some months; on time, late and rehearsed it is the same."""

from __future__ import annotations

from tests.scenarios.test_subscriptions import price
from tests.scenarios.world import World
from tests.services.reports.telling import asked, rows, total


def test_a_subscription_that_grows_and_ends(world: World) -> None:
    """31.00 a month from 15 January, 62.00 from 15 February, over on 15 March: a month of each is earned."""
    made = world("subscriptions.create", customer=world.customer(), entity=world.entity,
                 items=[{"price": price(world, "31.00")}])  # fmt: skip
    item, larger = made["items"][0]["id"], price(world, "62.00")
    world("subscriptions.change", made["id"], when="period_end", items=[{"item": item, "price": larger}])
    world.until("2026-02-20T09:00:00Z")
    world("subscriptions.cancel", made["id"])
    world.until("2026-04-02T09:00:00Z")
    assert rows(asked(world, "mrr", until="2026-03-31"), "new", "expansion", "churned", "closing") == [
        ("2026-01", "31.00", "0.00", "0.00", "31.00"),
        ("2026-02", "0.00", "31.00", "0.00", "62.00"),
        ("2026-03", "0.00", "0.00", "-62.00", "0.00"),
    ]
    rolled = asked(world, "deferred_rollforward", until="2026-03-31")
    assert rows(rolled, "billed", "recognised", "closing") == [
        ("2026-01", "31.00", "17.00", "14.00"),
        ("2026-02", "62.00", "45.00", "31.00"),
        ("2026-03", "0.00", "31.00", "0.00"),
    ]
    assert [note.endswith("it ties.") for note in rolled["notes"]] == [True, True]
    summary = asked(world, "journal_summary", until="2026-03-31")
    assert total(summary, "debit", "credit") == ["205.53", "205.53"]
    earned = asked(world, "profit_and_loss", until="2026-03-31")
    assert total(earned, "amount") == total(rolled, "recognised") == ["93.00"]
