"""Pure questions, without state: currencies, calendars, forms of tax ids, codes of declines, this contract itself."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from harr.contract.operations import Operation, Page, question
from harr.contract.shapes import Period
from harr.contract.words import Answer, Country, Instant, Json, Request, TimeZone

DayOrInstant = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z)?$",
        max_length=27,
        examples=["2026-01-31"],
        description="A civil date, or an instant in UTC; the answer has the same form.",
    ),
]


class CurrencyFacts(Answer, kw_only=True):
    """A currency of ISO 4217 and the digits that its amounts have."""

    object: Literal["currency"] = "currency"
    code: Annotated[str, Meta(pattern=r"^[A-Z]{3}$", max_length=3, examples=["EUR"])]
    digits: Annotated[int, Meta(ge=0, le=9)]


class DeclineCode(Answer, kw_only=True):
    """A reason why a bank says no, and what can be done about it."""

    object: Literal["decline_code"] = "decline_code"
    code: str
    decline_class: Literal["retry_later", "try_other_method", "needs_customer", "never_retry"]
    description: str


class PeriodsQuery(Request, kw_only=True):
    """Periods counted from an anchor; those of `calendar_` begin with the week, month or year itself."""

    anchor: DayOrInstant
    interval: Literal["day", "week", "month", "year", "calendar_week", "calendar_month", "calendar_year"]
    interval_count: Annotated[int, Meta(ge=1, le=1200)] = 1
    timezone: TimeZone = "UTC"
    from_: DayOrInstant | None = msgspec.field(default=None, name="from")
    count: Annotated[int, Meta(ge=1, le=100)] = 12


class AddQuery(Request, kw_only=True):
    """A start and a duration of ISO 8601: years and months first, then days, then time."""

    start: DayOrInstant
    duration: Annotated[
        str,
        Meta(
            pattern=r"^P([0-9]{1,6}Y)?([0-9]{1,6}M)?([0-9]{1,6}W)?([0-9]{1,6}D)?"
            r"(T([0-9]{1,6}H)?([0-9]{1,6}M)?([0-9]{1,9}S)?)?$",
            max_length=60,
            examples=["P1M"],
        ),
    ]
    timezone: TimeZone = "UTC"


class Added(Answer, kw_only=True):
    """Where one arrives: a day, and the instant where the start was one."""

    object: Literal["date"] = "date"
    on: date
    at: Instant | None = None


class TaxIdQuery(Request, kw_only=True):
    """A tax id, of which only the form is checked. Nobody is asked."""

    type: Annotated[str, Meta(pattern=r"^[a-z]{2}_[a-z0-9_]{1,20}$", max_length=23, examples=["eu_vat"])]
    value: Annotated[str, Meta(min_length=1, max_length=50, examples=["NL123456782B90"])]


class TaxIdFacts(Answer, kw_only=True):
    """Whether a tax id can be one, how it is written, and of which country it is."""

    object: Literal["tax_id_check"] = "tax_id_check"
    type: str
    value: str
    valid_format: bool
    normalized: str | None = None
    country: Country | None = None
    why: str | None = None


class CodesQuery(Request, kw_only=True):
    """How many, and after which."""

    limit: Annotated[int, Meta(ge=1, le=300)] = 300
    after: Annotated[str, Meta(max_length=100)] | None = None


class Periods(Answer, kw_only=True):
    """Periods that neither overlap nor leave a gap."""

    object: Literal["periods"] = "periods"
    timezone: TimeZone
    data: list[Period]


OPERATIONS: tuple[Operation, ...] = (
    question("currencies.list", "/v1/currencies", Page[CurrencyFacts], "Every currency and its digits.",
             query=CodesQuery, public=True,
             example=Page(data=[CurrencyFacts(code="EUR", digits=2), CurrencyFacts(code="JPY", digits=0)])),
    question("calendar.periods", "/v1/calendar/periods", Periods, "The periods that follow an anchor.",
             query=PeriodsQuery, public=True,
             example=Periods(timezone="UTC", data=[Period(start=date(2026, 1, 31), end=date(2026, 2, 28)),
                                                   Period(start=date(2026, 2, 28), end=date(2026, 3, 31))])),
    question("calendar.add", "/v1/calendar/add", Added, "A date and a duration, added.", query=AddQuery, public=True,
             example=Added(on=date(2026, 2, 28))),
    question("tax_ids.check", "/v1/tax_ids/check", TaxIdFacts, "Whether a tax id has the form of one.",
             query=TaxIdQuery, public=True,
             example=TaxIdFacts(type="eu_vat", value="NL123456782B90", valid_format=True, normalized="NL123456782B90",
                                country="NL")),
    question("decline_codes.list", "/v1/decline_codes", Page[DeclineCode], "Why banks say no, and what then.",
             query=CodesQuery, public=True,
             example=Page(data=[DeclineCode(code="insufficient_funds", decline_class="retry_later",
                                            description="There is not enough on the account just now.")])),
    question("openapi.retrieve", "/v1/openapi.json", Json, "This contract as an OpenAPI 3.1 document.", public=True,
             example={"openapi": "3.1.0", "info": {"title": "Harr", "version": "1"}, "paths": {}}),
)  # fmt: skip
