"""Dunning cases. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class DunningCasesFilters(TypedDict, total=False):
    """What `dunning_cases.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["open", "paused", "promised", "recovered", "exhausted", "closed"]
        | Sequence[Literal["open", "paused", "promised", "recovered", "exhausted", "closed"]]
    )
    customer: str | Sequence[str]
    campaign: str | Sequence[str]
    currency: str | Sequence[str]
    next_action_at: dt.datetime | str | Sequence[dt.datetime | str]
    next_action_at_gte: dt.datetime | str
    next_action_at_gt: dt.datetime | str
    next_action_at_lte: dt.datetime | str
    next_action_at_lt: dt.datetime | str


class DunningCases(Resource):
    """All that can be done with dunning cases."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.DunningCase:
        """Read a dunning case."""
        return self.caller.one("GET", f"/v1/dunning_cases/{segment(id)}", models.DunningCase)

    def list(
        self,
        **filters: Unpack[DunningCasesFilters],
    ) -> Page[models.DunningCase]:
        """List dunning cases. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/dunning_cases", models.DunningCase, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[DunningCasesFilters],
    ) -> Iterator[models.DunningCase]:
        """List dunning cases. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    @overload
    def pause(
        self,
        id: str,
        /,
        *,
        until: dt.date | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCase: ...

    @overload
    def pause(
        self,
        id: str,
        /,
        *,
        until: dt.date | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.DunningCase]: ...

    def pause(
        self,
        id: str,
        /,
        *,
        until: dt.date | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCase | Rehearsal[models.DunningCase]:
        """Stop for a while."""
        return self.caller.write(
            "POST",
            f"/v1/dunning_cases/{segment(id)}/pause",
            models.DunningCase,
            body={"until": until},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def resume(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCase: ...

    @overload
    def resume(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.DunningCase]: ...

    def resume(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCase | Rehearsal[models.DunningCase]:
        """Go on where it stopped."""
        return self.caller.write(
            "POST",
            f"/v1/dunning_cases/{segment(id)}/resume",
            models.DunningCase,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def promise(
        self,
        id: str,
        /,
        *,
        on: dt.date | str,
        amount: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCase: ...

    @overload
    def promise(
        self,
        id: str,
        /,
        *,
        on: dt.date | str,
        amount: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.DunningCase]: ...

    def promise(
        self,
        id: str,
        /,
        *,
        on: dt.date | str,
        amount: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCase | Rehearsal[models.DunningCase]:
        """Note that the customer will pay."""
        return self.caller.write(
            "POST",
            f"/v1/dunning_cases/{segment(id)}/promise",
            models.DunningCase,
            body={"on": on, "amount": amount},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def skip(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCase: ...

    @overload
    def skip(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.DunningCase]: ...

    def skip(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCase | Rehearsal[models.DunningCase]:
        """Leave the next step out."""
        return self.caller.write(
            "POST",
            f"/v1/dunning_cases/{segment(id)}/skip",
            models.DunningCase,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def close(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCase: ...

    @overload
    def close(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.DunningCase]: ...

    def close(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCase | Rehearsal[models.DunningCase]:
        """Stop for good."""
        return self.caller.write(
            "POST",
            f"/v1/dunning_cases/{segment(id)}/close",
            models.DunningCase,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
