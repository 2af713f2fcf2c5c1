"""What single accounts hold, of whom: unbilled usage, wallets, money at providers; each ties to its account."""

from __future__ import annotations

from datetime import date
from typing import Any

from harr.engine.actor import SYSTEM
from harr.kernel.calendar import Period
from harr.kernel.ids import id_number
from harr.kernel.money import Money
from harr.services import revenue
from tests.scenarios.world import World
from tests.services.reports.telling import asked, rows, total


def served(world: World, customer: str, minor: int, month: int) -> None:
    """Usage of a month that is not invoiced yet."""
    accrual = revenue.Accrual(
        entity=id_number(world.entity), customer=id_number(customer), app=None, amount=Money(minor, "EUR"),
        period=Period(date(2026, month, 1), date(2026, month + 1, 1)),
    )  # fmt: skip
    world.house.gateway.engine.run(world.house.tenant, SYSTEM, lambda tx: revenue.accrue(tx, [accrual]))


def test_unbilled_usage(world: World) -> None:
    """4.20 of January is invoiced in February; 2.10 of February and 7.00 of somebody else are not."""
    tulip, rose = world.customer(), world.customer("Rose Repairs")
    served(world, tulip, 420, 1)
    served(world, rose, 700, 1)
    world.until("2026-02-10T09:00:00Z")
    served(world, tulip, 210, 2)
    calls = {"kind": "usage", "description": "Calls", "amount": "4.20", "tax_rates": [world.rates["21"]]}
    world.order(tulip, lines=[{**calls, "period": {"start": "2026-01-01", "end": "2026-02-01"}}])
    world.until("2026-03-01T09:00:00Z")
    report = asked(world, "unbilled")
    assert rows(report, "accrued", "billed", "balance") == [
        (tulip, "6.30", "4.20", "2.10"),
        (rose, "7.00", "0.00", "7.00"),
    ]
    assert total(report, "balance") == ["9.10"]
    assert report["notes"] == [
        "1110 holds 9.10 EUR on 2026-03-01: it ties.",
        "The accruals hold 9.10 EUR on 2026-03-01: it ties.",
    ]
    assert rows(asked(world, "unbilled", as_of="2026-01-31"), "balance") == [(tulip, "4.20"), (rose, "7.00")]
    assert rows(asked(world, "unbilled", customer=rose), "balance") == [(rose, "7.00")]
    assert rows(asked(world, "unbilled", group_by="product"), "balance") == [("No product", "9.10")]
    world.verify()


def test_wallets(world: World) -> None:
    """50.00 was paid in and 20.00 used."""
    bank, wallet = (
        world.house("accounts.create", entity=world.entity, code=code, type=kind, currency="EUR", **more)["id"]
        for code, kind, more in (("1010", "asset", {}), ("2030", "liability", {"owner": "wal_1"}))
    )
    for debit, credit, amount in ((bank, wallet, "50.00"), (wallet, bank, "20.00")):
        entries = [{"account": debit, "side": "debit", "amount": amount},
                   {"account": credit, "side": "credit", "amount": amount}]  # fmt: skip
        world("transactions.create", entity=world.entity, type="wallet", effective_on="2026-01-15", entries=entries)
    report = asked(world, "wallet_liability")
    assert rows(report, "granted", "used", "balance") == [("wal_1", "50.00", "20.00", "30.00")]
    assert report["notes"] == ["2030 holds 30.00 EUR on 2026-01-15: it ties."]


def test_money_at_providers(world: World) -> None:
    """A card pays 121.00 less a fee of 2.07, and 21.00 go back; the next month begins with what is left."""
    customer = world.customer()
    invoice: Any = world.order(customer, "100.00")
    paid = world.collect("121.00", world.method(customer), invoice=invoice)
    assert world.payment(paid)["status"] == "succeeded"
    world("payments.refund", paid["id"], amount="21.00", reason="Too much")
    world.house.work()
    report = asked(world, "provider_clearing")
    (row,) = rows(report)
    assert row[1:] == ("0.00", "118.93", "-21.00", "0.00", "0.00", "97.93")
    assert report["notes"] == ["1050 holds 97.93 EUR on 2026-01-15: it ties."]
    world.until("2026-02-01T09:00:00Z")
    assert rows(asked(world, "provider_clearing", since="2026-02-01"))[0][1:] == (
        "97.93", "0.00", "0.00", "0.00", "0.00", "97.93",
    )  # fmt: skip
