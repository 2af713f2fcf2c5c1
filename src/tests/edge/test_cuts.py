"""Each app sees its own Harr: the document cut to a profile, and examples in the app's own words."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from harr.contract import OPERATIONS, openapi
from harr.contract.schemas import referenced
from harr.contract.tenants import Profile
from harr.edge.cuts import cut
from harr.edge.examples import scaled
from harr.kernel.currencies import minor_units
from harr.kernel.money import Money

Document = dict[str, Any]


def profile(**fields: Any) -> Profile:
    """A profile as the gateway reads it."""
    usual = {"id": "prf_0300000000001", "status": "active", "name": "Shop", "number": 1, "operations": ["*"]}
    return Profile(**{**usual, "created_at": datetime(2026, 1, 1, tzinfo=UTC), **fields})


PROFILES = {
    "everything": profile(),
    "cards in euros": profile(
        operations=["customers.*", "invoices.*", "payments.create", "payments.retrieve", "payments.list"],
        payment_method_types=["card"], currencies=["EUR"], countries=["NL", "BE"],
    ),
    "bank debits in yen and dinars": profile(
        operations=["customers.*", "invoices.*", "credit_notes.*", "payments.*", "reports.retrieve"],
        payment_method_types=["bank_transfer", "sepa_debit"], currencies=["JPY", "KWD"], countries=["JP"],
        maximum_amounts={"JPY": "1000"},
    ),
    "only prepaid credit": profile(operations=["wallets.*", "grants.*"], currencies=["X-CREDIT/6", "USD"]),
    "only its books": profile(operations=["transactions.*", "accounts.*", "entries.list", "balances.list"],
                              currencies=["KWD"]),
    "flat prices": profile(operations=["products.*", "prices.*", "plans.*"], price_models=["flat"], currencies=["GBP"]),
    "next to nothing": profile(operations=["invoices.list"]),
}  # fmt: skip
PER_PROFILE = pytest.mark.parametrize("name", PROFILES)


@cache
def whole() -> Document:
    return openapi.document({"invoices.finalize": "prototype"})


@cache
def of(name: str) -> Document:
    return cut(whole(), PROFILES[name])


def calls(document: Document) -> Iterator[dict[str, Any]]:
    for item in document["paths"].values():
        yield from item.values()


def shown(document: Document) -> Iterator[tuple[str, Any, Any]]:
    """Every example of the document, with the schema that it stands under."""
    for call in calls(document):
        bodies = (
            [call["requestBody"], *call["responses"].values()] if "requestBody" in call else call["responses"].values()
        )
        for body in bodies:
            found = pointed(document, body)
            for media in found.get("content", {}).values():
                if "example" in media:
                    yield call["operationId"], media["schema"], media["example"]
                for example in media.get("examples", {}).values():
                    yield call["operationId"], media["schema"], pointed(document, example)["value"]


def answer(document: Document, operation: str) -> Any:
    """What an operation answers in its example."""
    (call,) = [call for call in calls(document) if call["operationId"] == operation]
    (example,) = call["responses"]["200"]["content"]["application/json"]["examples"].values()
    return pointed(document, example)["value"]


def pointed(document: Document, value: dict[str, Any]) -> dict[str, Any]:
    """What a pointer points to."""
    found: Any = document
    for step in value["$ref"].removeprefix("#/").split("/") if "$ref" in value else ():
        found = found[step]
    return value if "$ref" not in value else dict(found)


@PER_PROFILE
def test_every_example_of_a_cut_keeps_to_the_cuts_own_schemas(name: str) -> None:
    """An example that the app could not be answered, or would be refused, misleads whoever builds on it."""
    document = of(name)
    checkers: dict[str, OAS31Validator] = {}
    seen = 0
    for operation, schema, value in shown(document):
        text = json.dumps(schema, sort_keys=True)
        if text not in checkers:
            checkers[text] = OAS31Validator({**schema, "components": document["components"]})
        wrong = [f"{operation} {error.json_path}: {error.message}" for error in checkers[text].iter_errors(value)]
        assert wrong == []
        seen += 1
    assert seen >= 2


@pytest.mark.parametrize("name", ["bank debits in yen and dinars", "next to nothing"])
def test_a_cut_is_a_document_in_itself(name: str) -> None:
    """It validates as OpenAPI 3.1, and points to nothing that was cut away."""
    validate(of(name))


@PER_PROFILE
def test_nothing_is_left_that_nobody_points_to(name: str) -> None:
    """A component that is left over would tell of what the app may not do."""
    document = of(name)
    rest = {key: value for key, value in document["components"].items() if key != "schemas"}
    reached = set(referenced([document["paths"], document["webhooks"], rest]))
    for schema in document["components"]["schemas"].values():
        reached |= set(referenced(schema))
    assert set(document["components"]["schemas"]) == reached
    text = json.dumps(document)
    for kind in ("parameters", "responses", "examples"):
        for each in document["components"][kind]:
            assert f'"#/components/{kind}/{each}"' in text


def test_a_profile_that_names_everything_takes_nothing_away() -> None:
    """And none at all leaves the document as it is."""
    assert of("everything") == whole()
    assert cut(whole(), None) == whole()


def test_only_operations_that_the_profile_names_are_left() -> None:
    """Beside those that need no credential at all."""
    public = {operation.name for operation in OPERATIONS if operation.public and not operation.raw}
    assert {call["operationId"] for call in calls(of("next to nothing"))} == {"invoices.list", *public}
    assert "invoice.paid" in of("next to nothing")["webhooks"]
    assert "wallet.low" not in of("next to nothing")["webhooks"]


def test_words_are_cut_to_the_allowed_ones() -> None:
    """In every schema of that kind, wherever it stands."""
    schemas = of("cards in euros")["components"]["schemas"]
    assert schemas["Currency"]["enum"] == ["EUR"]
    assert schemas["Country"]["enum"] == ["NL", "BE"]
    assert schemas["PaymentMethodType"]["enum"] == ["card"]
    assert "pattern" not in schemas["Currency"]
    assert of("flat prices")["components"]["schemas"]["PriceModel"]["enum"] == ["flat"]


def test_an_example_in_another_currency_still_adds_up() -> None:
    """12.30 EUR becomes 1230 JPY: the digits of the new currency, and the same sums."""
    invoice = answer(of("bank debits in yen and dinars"), "invoices.retrieve")
    assert invoice["currency"] == "JPY"
    net, tax, total = (Money.parse(invoice[each], "JPY") for each in ("net_amount", "tax_amount", "total"))
    assert net + tax == total
    assert sum(Money.parse(line["net_amount"], "JPY").minor for line in invoice["lines"]) == net.minor
    tiers = [(tier["quantity"], tier["unit_amount"]) for tier in invoice["lines"][0]["tiers"]]
    assert tiers == [("1000", "0"), ("10088", "0.42")]


def test_what_is_asked_stays_below_the_largest_amount() -> None:
    """A request copied from the document is not refused for its amount."""
    call = of("bank debits in yen and dinars")["paths"]["/v1/payments"]["post"]
    asked = call["requestBody"]["content"]["application/json"]["example"]
    assert asked["currency"] == "JPY"
    assert Money.parse(asked["amount"], "JPY") <= Money.parse("1000", "JPY")


def test_cutting_leaves_the_whole_document_alone() -> None:
    """It is shared by all who ask."""
    before = copy.deepcopy(whole())
    cut(whole(), PROFILES["bank debits in yen and dinars"])
    assert whole() == before


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        ("12.30", 0, "12.30"),
        ("12.30", 1, "1.230"),
        ("12.30", -2, "1230"),
        ("0.05", -2, "5"),
        ("0.0042", -2, "0.42"),
        ("0.0042", 1, "0.00042"),
        ("-31.00", -2, "-3100"),
        ("-0.05", 1, "-0.005"),
        ("7", -2, "700"),
        ("7", 4, "0.0007"),
        ("twelve", 2, "twelve"),
    ],
)
def test_the_point_moves(text: str, places: int, expected: str) -> None:
    """Whole minor units stay what they are."""
    assert scaled(text, places) == expected


def test_a_currency_with_more_digits_gets_them() -> None:
    """An amount in dinars has three."""
    assert minor_units("KWD") == 3
    entries = answer(of("only its books"), "entries.list")["data"]
    assert {entry["currency"] for entry in entries} == {"KWD"}
    assert all(len(entry["amount"].partition(".")[2]) == 3 for entry in entries)
