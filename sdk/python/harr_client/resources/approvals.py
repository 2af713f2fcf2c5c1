"""Approvals. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class ApprovalsFilters(TypedDict, total=False):
    """What `approvals.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["pending", "approved", "refused", "expired"]
        | Sequence[Literal["pending", "approved", "refused", "expired"]]
    )


class Approvals(Resource):
    """All that can be done with approvals."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Approval:
        """Read an approval."""
        return self.caller.one("GET", f"/v1/approvals/{segment(id)}", models.Approval)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        note: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Approval: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        note: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Approval]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        note: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Approval | Rehearsal[models.Approval]:
        """Change an approval."""
        return self.caller.write(
            "PATCH",
            f"/v1/approvals/{segment(id)}",
            models.Approval,
            body={"metadata": metadata, "note": note},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[ApprovalsFilters],
    ) -> Page[models.Approval]:
        """List approvals. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/approvals", models.Approval, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[ApprovalsFilters],
    ) -> Iterator[models.Approval]:
        """List approvals. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    @overload
    def approve(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Approval: ...

    @overload
    def approve(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Approval]: ...

    def approve(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Approval | Rehearsal[models.Approval]:
        """Approve what somebody else has asked for."""
        return self.caller.write(
            "POST",
            f"/v1/approvals/{segment(id)}/approve",
            models.Approval,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def refuse(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Approval: ...

    @overload
    def refuse(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Approval]: ...

    def refuse(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Approval | Rehearsal[models.Approval]:
        """Refuse what was asked for."""
        return self.caller.write(
            "POST",
            f"/v1/approvals/{segment(id)}/refuse",
            models.Approval,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
