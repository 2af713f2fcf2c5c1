"""Disputes. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class DisputesFilters(TypedDict, total=False):
    """What `disputes.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["warning", "needs_response", "under_review", "won", "lost", "prevented"]
        | Sequence[Literal["warning", "needs_response", "under_review", "won", "lost", "prevented"]]
    )
    payment: str | Sequence[str]
    currency: str | Sequence[str]
    evidence_due_at: dt.datetime | str | Sequence[dt.datetime | str]
    evidence_due_at_gte: dt.datetime | str
    evidence_due_at_gt: dt.datetime | str
    evidence_due_at_lte: dt.datetime | str
    evidence_due_at_lt: dt.datetime | str
    credit_note: str | Sequence[str]


class Disputes(Resource):
    """All that can be done with disputes."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Dispute:
        """Read a dispute."""
        return self.caller.one("GET", f"/v1/disputes/{segment(id)}", models.Dispute)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        evidence: Mapping[str, str] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Dispute: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        evidence: Mapping[str, str] | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Dispute]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        evidence: Mapping[str, str] | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Dispute | Rehearsal[models.Dispute]:
        """Change a dispute."""
        return self.caller.write(
            "PATCH",
            f"/v1/disputes/{segment(id)}",
            models.Dispute,
            body={"metadata": metadata, "evidence": evidence},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[DisputesFilters],
    ) -> Page[models.Dispute]:
        """List disputes. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/disputes", models.Dispute, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[DisputesFilters],
    ) -> Iterator[models.Dispute]:
        """List disputes. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    @overload
    def submit_evidence(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Dispute: ...

    @overload
    def submit_evidence(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Dispute]: ...

    def submit_evidence(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Dispute | Rehearsal[models.Dispute]:
        """Hand the evidence to the bank."""
        return self.caller.write(
            "POST",
            f"/v1/disputes/{segment(id)}/submit_evidence",
            models.Dispute,
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
    ) -> models.Dispute: ...

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
    ) -> Rehearsal[models.Dispute]: ...

    def accept(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Dispute | Rehearsal[models.Dispute]:
        """Let the customer have it."""
        return self.caller.write(
            "POST",
            f"/v1/disputes/{segment(id)}/accept",
            models.Dispute,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
