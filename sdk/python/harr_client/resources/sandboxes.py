"""Sandboxes. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class SandboxesFilters(TypedDict, total=False):
    """What `sandboxes.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["copying", "ready", "advancing", "failed", "deleted"]
        | Sequence[Literal["copying", "ready", "advancing", "failed", "deleted"]]
    )
    clock_at: dt.datetime | str | Sequence[dt.datetime | str]
    clock_at_gte: dt.datetime | str
    clock_at_gt: dt.datetime | str
    clock_at_lte: dt.datetime | str
    clock_at_lt: dt.datetime | str
    expires_at: dt.datetime | str | Sequence[dt.datetime | str]
    expires_at_gte: dt.datetime | str
    expires_at_gt: dt.datetime | str
    expires_at_lte: dt.datetime | str
    expires_at_lt: dt.datetime | str
    parent: str | Sequence[str]
    job: str | Sequence[str]


class Sandboxes(Resource):
    """All that can be done with sandboxes."""

    @overload
    def create(
        self,
        *,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        clock_at: dt.datetime | str | UnsetType | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Sandbox: ...

    @overload
    def create(
        self,
        *,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        clock_at: dt.datetime | str | UnsetType | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Sandbox]: ...

    def create(
        self,
        *,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        clock_at: dt.datetime | str | UnsetType | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Sandbox | Rehearsal[models.Sandbox]:
        """Create a sandbox."""
        return self.caller.write(
            "POST",
            "/v1/sandboxes",
            models.Sandbox,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "name": name,
                "clock_at": clock_at,
                "expires_at": expires_at,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[SandboxesFilters],
    ) -> Page[models.Sandbox]:
        """List sandboxes. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/sandboxes", models.Sandbox, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[SandboxesFilters],
    ) -> Iterator[models.Sandbox]:
        """List sandboxes. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Sandbox:
        """Read a sandbox."""
        return self.caller.one("GET", f"/v1/sandboxes/{segment(id)}", models.Sandbox)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Sandbox: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Sandbox]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Sandbox | Rehearsal[models.Sandbox]:
        """Change a sandbox."""
        return self.caller.write(
            "PATCH",
            f"/v1/sandboxes/{segment(id)}",
            models.Sandbox,
            body={"metadata": metadata, "name": name, "expires_at": expires_at},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Sandbox: ...

    @overload
    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Sandbox]: ...

    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Sandbox | Rehearsal[models.Sandbox]:
        """Throw a sandbox away."""
        return self.caller.write(
            "DELETE",
            f"/v1/sandboxes/{segment(id)}",
            models.Sandbox,
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def advance(
        self,
        id: str,
        /,
        *,
        to: dt.datetime | str | UnsetType | None = UNSET,
        by: models.TimeStep | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Sandbox: ...

    @overload
    def advance(
        self,
        id: str,
        /,
        *,
        to: dt.datetime | str | UnsetType | None = UNSET,
        by: models.TimeStep | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Sandbox]: ...

    def advance(
        self,
        id: str,
        /,
        *,
        to: dt.datetime | str | UnsetType | None = UNSET,
        by: models.TimeStep | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Sandbox | Rehearsal[models.Sandbox]:
        """Advance a sandbox's clock, doing what falls due."""
        return self.caller.write(
            "POST",
            f"/v1/sandboxes/{segment(id)}/advance",
            models.Sandbox,
            body={"to": to, "by": by},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def fork(
        self,
        id: str,
        /,
        *,
        name: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Sandbox: ...

    @overload
    def fork(
        self,
        id: str,
        /,
        *,
        name: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Sandbox]: ...

    def fork(
        self,
        id: str,
        /,
        *,
        name: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Sandbox | Rehearsal[models.Sandbox]:
        """Copy a sandbox; the answer is the copy, with its key."""
        return self.caller.write(
            "POST",
            f"/v1/sandboxes/{segment(id)}/fork",
            models.Sandbox,
            body={"name": name},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
