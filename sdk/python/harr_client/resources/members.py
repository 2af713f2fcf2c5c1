"""Members. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class MembersFilters(TypedDict, total=False):
    """What `members.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["invited", "active", "disabled"] | Sequence[Literal["invited", "active", "disabled"]]


class Members(Resource):
    """All that can be done with members."""

    @overload
    def create(
        self,
        *,
        email: str,
        role: Literal["accountant", "auditor", "billing", "controller", "developer", "owner", "support"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        entities: Sequence[str] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Member: ...

    @overload
    def create(
        self,
        *,
        email: str,
        role: Literal["accountant", "auditor", "billing", "controller", "developer", "owner", "support"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        entities: Sequence[str] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Member]: ...

    def create(
        self,
        *,
        email: str,
        role: Literal["accountant", "auditor", "billing", "controller", "developer", "owner", "support"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        entities: Sequence[str] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Member | Rehearsal[models.Member]:
        """Create a member."""
        return self.caller.write(
            "POST",
            "/v1/members",
            models.Member,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "email": email,
                "name": name,
                "role": role,
                "entities": entities,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[MembersFilters],
    ) -> Page[models.Member]:
        """List members. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/members", models.Member, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[MembersFilters],
    ) -> Iterator[models.Member]:
        """List members. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Member:
        """Read a member."""
        return self.caller.one("GET", f"/v1/members/{segment(id)}", models.Member)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        role: Literal["accountant", "auditor", "billing", "controller", "developer", "owner", "support"]
        | UnsetType = UNSET,
        entities: Sequence[str] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Member: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        role: Literal["accountant", "auditor", "billing", "controller", "developer", "owner", "support"]
        | UnsetType = UNSET,
        entities: Sequence[str] | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Member]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        role: Literal["accountant", "auditor", "billing", "controller", "developer", "owner", "support"]
        | UnsetType = UNSET,
        entities: Sequence[str] | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Member | Rehearsal[models.Member]:
        """Change a member."""
        return self.caller.write(
            "PATCH",
            f"/v1/members/{segment(id)}",
            models.Member,
            body={"metadata": metadata, "name": name, "role": role, "entities": entities},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def invite(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Member: ...

    @overload
    def invite(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Member]: ...

    def invite(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Member | Rehearsal[models.Member]:
        """Send the invitation again."""
        return self.caller.write(
            "POST",
            f"/v1/members/{segment(id)}/invite",
            models.Member,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def disable(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Member: ...

    @overload
    def disable(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Member]: ...

    def disable(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Member | Rehearsal[models.Member]:
        """Close the door to a member."""
        return self.caller.write(
            "POST",
            f"/v1/members/{segment(id)}/disable",
            models.Member,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def enable(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Member: ...

    @overload
    def enable(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Member]: ...

    def enable(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Member | Rehearsal[models.Member]:
        """Open the door again."""
        return self.caller.write(
            "POST",
            f"/v1/members/{segment(id)}/enable",
            models.Member,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
