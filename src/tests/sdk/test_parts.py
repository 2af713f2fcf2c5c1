"""The small parts of the SDK: errors, pages, queries, amounts, and the signatures of webhooks."""

from __future__ import annotations

import base64
import datetime as dt
import json
from decimal import Decimal

import pytest

from harr_client import (
    Conflict,
    HarrError,
    InvalidRequest,
    Money,
    NotFound,
    Page,
    PermissionDenied,
    RateLimited,
    RuleRefused,
    ServerError,
    Unauthenticated,
)
from harr_client.calling import as_text, parameters, segment
from harr_client.errors import error_of
from harr_client.webhooks import SignatureInvalid, signature, verify


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, InvalidRequest), (401, Unauthenticated), (403, PermissionDenied), (404, NotFound), (405, InvalidRequest),
        (409, Conflict), (412, Conflict), (413, InvalidRequest), (422, RuleRefused), (429, RateLimited),
        (500, ServerError), (502, ServerError), (503, ServerError),
    ],
)  # fmt: skip
def test_each_family_has_its_class(status: int, kind: type[HarrError]) -> None:
    """By what the caller can do about it."""
    assert type(error_of(status, {}, b"")) is kind


def test_an_error_says_all_that_the_problem_says() -> None:
    """Code, field, facts, the way out, and the id to ask about."""
    body = {
        "type": "/docs/errors/amount_exceeds_remaining", "title": "The amount is more than what is left", "status": 422,
        "code": "amount_exceeds_remaining", "detail": "only 12.30 is left", "field": "amount",
        "facts": {"remaining": "12.30"}, "way_out": "Send at most `facts.remaining`.", "request_id": "req_1",
    }  # fmt: skip
    error = error_of(422, {"retry-after": "soon"}, json.dumps(body).encode())
    assert (error.code, error.field, error.facts["remaining"], error.request_id) == (
        "amount_exceeds_remaining", "amount", "12.30", "req_1",
    )  # fmt: skip
    assert str(error) == (
        "only 12.30 is left (amount_exceeds_remaining, field amount, req_1) Send at most `facts.remaining`."
    )
    assert error.retry_after is None


def test_an_error_that_is_not_harrs_is_still_an_error() -> None:
    """A proxy answered with a page."""
    error = error_of(502, {"harr-request-id": "req_2"}, b"<html>Bad gateway</html>")
    assert (error.code, error.detail, error.request_id) == ("http_502", "<html>Bad gateway</html>", "req_2")


def test_pages_are_asked_for_when_they_are_reached() -> None:
    """Three pages of a list; whoever stops early asks for fewer."""
    asked: list[str] = []

    def page(after: str) -> Page[int]:
        asked.append(after)
        number = int(after)
        return Page([number, number + 1], number < 4, str(number + 2), page)

    first = page("0")
    assert (list(first), len(first)) == ([0, 1], 2)
    assert list(first.auto_paging_iter()) == [0, 1, 2, 3, 4, 5]
    assert asked == ["0", "2", "4"]
    asked.clear()
    assert next(first.auto_paging_iter()) == 0
    assert not asked
    assert Page([1], has_more=False, next_cursor=None, after=page).next_page() is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("open", "open"),
        (["open", "paid"], "open,paid"),
        (True, "true"),
        (20, "20"),
        (dt.date(2026, 1, 31), "2026-01-31"),
        (dt.datetime(2026, 1, 31, 1, tzinfo=dt.timezone(dt.timedelta(hours=2))), "2026-01-30T23:00:00Z"),
    ],
)
def test_values_of_a_query(value: object, text: str) -> None:
    """As the contract writes them."""
    assert as_text(value) == text


def test_an_instant_without_a_zone_is_none() -> None:
    """Nobody knows when it was."""
    with pytest.raises(ValueError, match="no time zone"):
        as_text(dt.datetime(2026, 1, 31))  # noqa: DTZ001 - that is the point


def test_filters_are_written_in_python() -> None:
    """Brackets and reserved words have names that Python takes."""
    assert parameters({"created_at_gte": 1, "from_": 2, "status": 3}) == {"created_at[gte]": 1, "from": 2, "status": 3}


def test_an_id_cannot_lead_elsewhere() -> None:
    """A slash is part of the id, and an empty id would be the list."""
    assert segment("inv_1/../../keys") == "inv_1%2F..%2F..%2Fkeys"
    with pytest.raises(ValueError, match="empty"):
        segment("")


def test_money_is_exact() -> None:
    """It adds, turns, multiplies and compares without losing a digit."""
    net, tax = Money("73.37", "EUR"), Money("15.41", "EUR")
    assert str(net + tax) == "88.78 EUR"
    assert (net + tax - net).amount == "15.41"
    assert (-(net - net)).amount == "0.00"
    assert 3 * Money("0.10", "EUR") == Money("0.30", "EUR")
    assert sorted([net, tax]) == [tax, net]
    assert tax < net
    assert net >= tax
    assert net > tax
    assert tax <= net
    assert not Money("0.00", "EUR")
    assert Money("1234567.50", "EUR").decimal == Decimal("1234567.50")
    assert f"{Money('1234567.50', 'EUR')}" == "1,234,567.50 EUR"
    assert len({Money("1.0", "EUR"), Money("1.00", "EUR")}) == 1


@pytest.mark.parametrize("amount", [12.3, "12.3e1", "NaN", "1_000.00", " 1", "1\n", "٣", "01", ""])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    """Floats, exponents, other digits."""
    with pytest.raises(ValueError, match="no amount"):
        Money(amount, "EUR")


def test_currencies_do_not_mix_and_money_is_not_divided() -> None:
    """Harr exchanges, splits and rounds."""
    with pytest.raises(ValueError, match="different currencies"):
        Money("1.00", "EUR") + Money("1.00", "USD")
    with pytest.raises(TypeError):
        Money("1.00", "EUR") * 0.5  # type: ignore[operator]


SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef01234567").decode()
BODY = b'{"type":"invoice.paid"}'
NOW = 1_780_000_000


def signed(**changed: str) -> dict[str, str]:
    """The headers of a good message, some of them changed."""
    stamp = changed.get("webhook-timestamp", str(NOW))
    return {
        "Webhook-Id": "evt_1",
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,b2xk {signature(BODY, 'evt_1', stamp, SECRET)}",
        **changed,
    }


def test_a_webhook_of_ours_is_read() -> None:
    """One of several signatures fits, as while a secret is rotated."""
    assert verify(BODY, signed(), SECRET, now=NOW + 10) == {"type": "invoice.paid"}


@pytest.mark.parametrize(
    ("body", "headers", "now", "said"),
    [
        (BODY + b" ", signed(), NOW, "no signature fits"),
        (BODY, signed(**{"webhook-signature": ""}), NOW, "no signature fits"),
        (BODY, signed(**{"webhook-signature": "v1,ü"}), NOW, "no signature fits"),
        (BODY, signed(), NOW + 301, "seconds old"),
        (BODY, signed(), NOW - 301, "seconds old"),
        (BODY, signed(**{"webhook-timestamp": "soon"}), NOW, "not both there"),
        (BODY, {}, NOW, "not both there"),
    ],
)
def test_a_webhook_of_somebody_else_is_refused(body: bytes, headers: dict[str, str], now: int, said: str) -> None:
    """Changed, unsigned, replayed, or not one at all."""
    with pytest.raises(SignatureInvalid, match=said):
        verify(body, headers, SECRET, now=now)


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of the Standard Webhooks page."""
    body = b'{"test": 2432232314}'
    found = signature(body, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
