"""An app that asks too often is told to wait, and nothing was done."""

from __future__ import annotations

from dataclasses import replace

from tests.house import House


def test_one_request_too_many_is_refused_until_the_minute_is_over(house: House) -> None:
    """The profile says how often; other apps are not held up."""
    entity = house("entities.create", name="Shop", legal_name="Shop B.V.", address={"country": "NL"},
                   functional_currency="EUR", timezone="Europe/Amsterdam")["id"]  # fmt: skip
    profile = house("profiles.create", name="slow", operations=["*"], velocity={"requests_per_minute": 3})["id"]
    house("profiles.activate", profile)
    app = house("apps.create", name="slow", entity=entity, profile=profile)["id"]
    slow = replace(house, secret=house("keys.create", app=app, name="slow")["secret"])
    answers = [slow.send("customers.list") for _ in range(8)]  # a minute may end once among them: then three more pass
    refused = [each for each in answers if each.status == 429]
    assert 2 <= len(refused) <= 5
    assert {each.json()["code"] for each in refused} == {"rate_limited"}
    assert all(1 <= int(each.headers["Retry-After"]) <= 60 for each in refused)
    assert house.send("customers.list").status == 200
