"""The world's plans: prices of several models, and the versions in which they are sold together."""

from __future__ import annotations

from typing import Any

from tests.conformance.recorder import Recorder

Made = dict[str, str]


def chapter(house: Recorder, made: Made) -> None:
    """A plan in each state, and what a price would charge."""
    price = {"product": made["product"], "currency": "EUR", "tax_behavior": "exclusive"}
    fee = house(
        "prices.create", **price, model="per_unit", billing="in_advance", type="recurring", interval="month",
        unit_amount="31.00", proration_unit="day", code="seat", currency_options={"JPY": {"unit_amount": "5000"}},
    )["id"]  # fmt: skip
    tiers = [{"up_to": "1000", "unit_amount": "0"}, {"unit_amount": "0.0042"}]
    stairs = house(
        "prices.create", **price, model="graduated", billing="in_advance", type="one_time", tiers=tiers,
        modifiers={"minimum_amount": "5.00", "discount_percentage": "10"},
    )["id"]  # fmt: skip
    share = house("prices.create", **price, model="percentage", billing="in_advance", type="one_time", percentage="2.9",
                  fixed_amount="0.30")["id"]  # fmt: skip
    for each in (fee, stairs, share):
        house("prices.activate", each)
    house("prices.estimate", stairs, quantity="11088", before="500", billed_before="1.00")
    house("prices.estimate", share, events=[{"amount": "10.00"}, {"quantity": "20"}], currency="EUR")
    made["plan"] = house(
        "plans.create", code="team", name="Team", interval="month", prices=[{"price": fee, "quantity": "2"}],
        setup_prices=[{"price": stairs}], trial_days=14, trial_requires_payment_method=True,
        billing_anchor={"day": 31}, external_id="plan-1", metadata={"colour": "blue"},
    )["id"]  # fmt: skip
    house("plans.activate", made["plan"])
    after = house("plans.create", code="crew", name="Crew", prices=[{"price": fee}])["id"]
    house("plans.update", made["plan"], name="The team", successor=after)
    house("plans.archive", after)
    made["plan_next"] = house("plans.new_version", made["plan"], trial_days=7)["id"]
    house(
        "plans.activate", house("plans.new_version", made["plan"], name="Team again", metadata={"colour": "red"})["id"]
    )
    house("plans.retrieve", made["plan"])
    house("plans.list")
    _document(house)


def _document(house: Recorder) -> None:
    """The whole as one document, with something new of each kind and something that is followed."""
    sold = {
        "billing": "in_advance",
        "currency": "EUR",
        "tax_behavior": "exclusive",
        "model": "flat",
        "type": "recurring",
    }
    price = {"code": "club-eur", "product": "club", "interval": "year", "unit_amount": "49.00", **sold}
    rest: dict[str, Any] = {
        "meters": [{"code": "tokens", "event_type": "token", "aggregation": "count"}],
        "products": [{"code": "club", "name": "Club", "unit_name": "member"}],
        "plans": [{"code": "club", "name": "Club", "prices": [{"price": "club-eur"}], "successor": "team"}],
    }
    house("catalog.diff", **rest, prices=[price])
    house("catalog.apply", **rest, prices=[price])
    house("catalog.apply", **rest, prices=[{**price, "unit_amount": "59.00"}], archive_missing=False)
    house("catalog.retrieve")
