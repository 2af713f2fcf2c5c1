"""Ledger periods. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack, overload

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class LedgerPeriodsFilters(TypedDict, total=False):
    """What `ledger_periods.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["open", "soft_closed", "closed"] | Sequence[Literal["open", "soft_closed", "closed"]]
    entity: str | Sequence[str]


class LedgerPeriods(Resource):
    """All that can be done with ledger periods."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.LedgerPeriod:
        """Read a ledger period."""
        return self.caller.one("GET", f"/v1/ledger/periods/{segment(id)}", models.LedgerPeriod)

    def list(
        self,
        **filters: Unpack[LedgerPeriodsFilters],
    ) -> Page[models.LedgerPeriod]:
        """List ledger periods. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/ledger/periods", models.LedgerPeriod, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[LedgerPeriodsFilters],
    ) -> Iterator[models.LedgerPeriod]:
        """List ledger periods. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    @overload
    def soft_close(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.LedgerPeriod: ...

    @overload
    def soft_close(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.LedgerPeriod]: ...

    def soft_close(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.LedgerPeriod | Rehearsal[models.LedgerPeriod]:
        """Close a period for apps, leaving it to accountants."""
        return self.caller.write(
            "POST",
            f"/v1/ledger/periods/{segment(id)}/soft_close",
            models.LedgerPeriod,
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
    ) -> models.LedgerPeriod: ...

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
    ) -> Rehearsal[models.LedgerPeriod]: ...

    def close(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.LedgerPeriod | Rehearsal[models.LedgerPeriod]:
        """Close a period whose checklist has passed."""
        return self.caller.write(
            "POST",
            f"/v1/ledger/periods/{segment(id)}/close",
            models.LedgerPeriod,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def reopen(
        self,
        id: str,
        /,
        *,
        reason: str,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.LedgerPeriod: ...

    @overload
    def reopen(
        self,
        id: str,
        /,
        *,
        reason: str,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.LedgerPeriod]: ...

    def reopen(
        self,
        id: str,
        /,
        *,
        reason: str,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.LedgerPeriod | Rehearsal[models.LedgerPeriod]:
        """Open a closed period again."""
        return self.caller.write(
            "POST",
            f"/v1/ledger/periods/{segment(id)}/reopen",
            models.LedgerPeriod,
            body={"reason": reason},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=harr_reason),
        )
