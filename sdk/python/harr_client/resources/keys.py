"""Keys. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class KeysFilters(TypedDict, total=False):
    """What `keys.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "expired", "revoked"] | Sequence[Literal["active", "expired", "revoked"]]
    expires_at: dt.datetime | str | Sequence[dt.datetime | str]
    expires_at_gte: dt.datetime | str
    expires_at_gt: dt.datetime | str
    expires_at_lte: dt.datetime | str
    expires_at_lt: dt.datetime | str
    last_used_at: dt.datetime | str | Sequence[dt.datetime | str]
    last_used_at_gte: dt.datetime | str
    last_used_at_gt: dt.datetime | str
    last_used_at_lte: dt.datetime | str
    last_used_at_lt: dt.datetime | str


class Keys(Resource):
    """All that can be done with keys."""

    @overload
    def create(
        self,
        *,
        app: str,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        scopes: Sequence[str] | UnsetType | None = UNSET,
        role: Literal["accountant", "auditor", "billing", "controller", "developer", "owner", "support"]
        | UnsetType
        | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Key: ...

    @overload
    def create(
        self,
        *,
        app: str,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        scopes: Sequence[str] | UnsetType | None = UNSET,
        role: Literal["accountant", "auditor", "billing", "controller", "developer", "owner", "support"]
        | UnsetType
        | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Key]: ...

    def create(
        self,
        *,
        app: str,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        scopes: Sequence[str] | UnsetType | None = UNSET,
        role: Literal["accountant", "auditor", "billing", "controller", "developer", "owner", "support"]
        | UnsetType
        | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Key | Rehearsal[models.Key]:
        """Create a key."""
        return self.caller.write(
            "POST",
            "/v1/keys",
            models.Key,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "app": app,
                "name": name,
                "scopes": scopes,
                "role": role,
                "expires_at": expires_at,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[KeysFilters],
    ) -> Page[models.Key]:
        """List keys. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/keys", models.Key, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[KeysFilters],
    ) -> Iterator[models.Key]:
        """List keys. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Key:
        """Read a key."""
        return self.caller.one("GET", f"/v1/keys/{segment(id)}", models.Key)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Key: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Key]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Key | Rehearsal[models.Key]:
        """Change a key."""
        return self.caller.write(
            "PATCH",
            f"/v1/keys/{segment(id)}",
            models.Key,
            body={"metadata": metadata, "name": name},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def rotate(
        self,
        id: str,
        /,
        *,
        overlap_hours: int | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Key: ...

    @overload
    def rotate(
        self,
        id: str,
        /,
        *,
        overlap_hours: int | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Key]: ...

    def rotate(
        self,
        id: str,
        /,
        *,
        overlap_hours: int | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Key | Rehearsal[models.Key]:
        """Give a key a new secret, shown once."""
        return self.caller.write(
            "POST",
            f"/v1/keys/{segment(id)}/rotate",
            models.Key,
            body={"overlap_hours": overlap_hours},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def revoke(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Key: ...

    @overload
    def revoke(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Key]: ...

    def revoke(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Key | Rehearsal[models.Key]:
        """Revoke a key at once."""
        return self.caller.write(
            "POST",
            f"/v1/keys/{segment(id)}/revoke",
            models.Key,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
