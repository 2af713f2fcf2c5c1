"""Quotes. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class QuotesFilters(TypedDict, total=False):
    """What `quotes.list` can be asked for. `…_gte` and its kin are ranges."""

    limit: int
    after: str
    order: Literal["desc", "asc"]
    id: str | Sequence[str]
    external_id: str | Sequence[str]
    app: str | Sequence[str]
    created_at: dt.datetime | str | Sequence[dt.datetime | str]
    created_at_gte: dt.datetime | str
    created_at_gt: dt.datetime | str
    created_at_lte: dt.datetime | str
    created_at_lt: dt.datetime | str
    updated_at: dt.datetime | str | Sequence[dt.datetime | str]
    updated_at_gte: dt.datetime | str
    updated_at_gt: dt.datetime | str
    updated_at_lte: dt.datetime | str
    updated_at_lt: dt.datetime | str
    status: (
        Literal["draft", "open", "accepted", "declined", "expired", "canceled"]
        | Sequence[Literal["draft", "open", "accepted", "declined", "expired", "canceled"]]
    )
    customer: str | Sequence[str]
    expires_on: dt.date | str | Sequence[dt.date | str]
    expires_on_gte: dt.date | str
    expires_on_gt: dt.date | str
    expires_on_lte: dt.date | str
    expires_on_lt: dt.date | str
    currency: str | Sequence[str]
    number: str | Sequence[str]
    subscription: str | Sequence[str]


class Quotes(Resource):
    """All that can be done with quotes."""

    @overload
    def create(
        self,
        *,
        customer: str,
        items: Sequence[models.SubscriptionItemRequest | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        phases: Sequence[models.QuotePhase | Mapping[str, Any]] | UnsetType | None = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType | None = UNSET,
        term: models.TermRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        expires_on: dt.date | str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        items: Sequence[models.SubscriptionItemRequest | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        phases: Sequence[models.QuotePhase | Mapping[str, Any]] | UnsetType | None = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType | None = UNSET,
        term: models.TermRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        expires_on: dt.date | str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Quote]: ...

    def create(
        self,
        *,
        customer: str,
        items: Sequence[models.SubscriptionItemRequest | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        phases: Sequence[models.QuotePhase | Mapping[str, Any]] | UnsetType | None = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType | None = UNSET,
        term: models.TermRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        expires_on: dt.date | str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote | Rehearsal[models.Quote]:
        """Create a quote."""
        return self.caller.write(
            "POST",
            "/v1/quotes",
            models.Quote,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "items": items,
                "phases": phases,
                "discounts": discounts,
                "term": term,
                "expires_on": expires_on,
                "currency": currency,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[QuotesFilters],
    ) -> Page[models.Quote]:
        """List quotes. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/quotes", models.Quote, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[QuotesFilters],
    ) -> Iterator[models.Quote]:
        """List quotes. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Quote:
        """Read a quote."""
        return self.caller.one("GET", f"/v1/quotes/{segment(id)}", models.Quote)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        expires_on: dt.date | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        expires_on: dt.date | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Quote]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        expires_on: dt.date | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote | Rehearsal[models.Quote]:
        """Change a quote."""
        return self.caller.write(
            "PATCH",
            f"/v1/quotes/{segment(id)}",
            models.Quote,
            body={"metadata": metadata, "expires_on": expires_on},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def finalize(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote: ...

    @overload
    def finalize(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Quote]: ...

    def finalize(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote | Rehearsal[models.Quote]:
        """Give an offer its number and make it open."""
        return self.caller.write(
            "POST",
            f"/v1/quotes/{segment(id)}/finalize",
            models.Quote,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def accept(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote: ...

    @overload
    def accept(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Quote]: ...

    def accept(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote | Rehearsal[models.Quote]:
        """Make an offer a subscription."""
        return self.caller.write(
            "POST",
            f"/v1/quotes/{segment(id)}/accept",
            models.Quote,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def decline(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote: ...

    @overload
    def decline(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Quote]: ...

    def decline(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote | Rehearsal[models.Quote]:
        """Decline an offer."""
        return self.caller.write(
            "POST",
            f"/v1/quotes/{segment(id)}/decline",
            models.Quote,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote: ...

    @overload
    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Quote]: ...

    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote | Rehearsal[models.Quote]:
        """Take an offer back."""
        return self.caller.write(
            "POST",
            f"/v1/quotes/{segment(id)}/cancel",
            models.Quote,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def revise(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote: ...

    @overload
    def revise(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Quote]: ...

    def revise(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Quote | Rehearsal[models.Quote]:
        """Make an offer a draft again, for a better one."""
        return self.caller.write(
            "POST",
            f"/v1/quotes/{segment(id)}/revise",
            models.Quote,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
