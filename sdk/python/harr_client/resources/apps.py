"""Apps. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class AppsFilters(TypedDict, total=False):
    """What `apps.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "suspended", "archived"] | Sequence[Literal["active", "suspended", "archived"]]
    profile: str | Sequence[str]
    entity: str | Sequence[str]


class Apps(Resource):
    """All that can be done with apps."""

    @overload
    def create(
        self,
        *,
        name: str,
        entity: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        api_version: str | UnsetType | None = UNSET,
        profile: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.App: ...

    @overload
    def create(
        self,
        *,
        name: str,
        entity: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        api_version: str | UnsetType | None = UNSET,
        profile: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.App]: ...

    def create(
        self,
        *,
        name: str,
        entity: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        api_version: str | UnsetType | None = UNSET,
        profile: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.App | Rehearsal[models.App]:
        """Create an app."""
        return self.caller.write(
            "POST",
            "/v1/apps",
            models.App,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "api_version": api_version,
                "name": name,
                "profile": profile,
                "entity": entity,
                "language": language,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[AppsFilters],
    ) -> Page[models.App]:
        """List apps. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/apps", models.App, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[AppsFilters],
    ) -> Iterator[models.App]:
        """List apps. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.App:
        """Read an app."""
        return self.caller.one("GET", f"/v1/apps/{segment(id)}", models.App)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        api_version: str | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        profile: str | UnsetType | None = UNSET,
        entity: str | UnsetType = UNSET,
        language: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.App: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        api_version: str | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        profile: str | UnsetType | None = UNSET,
        entity: str | UnsetType = UNSET,
        language: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.App]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        api_version: str | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        profile: str | UnsetType | None = UNSET,
        entity: str | UnsetType = UNSET,
        language: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.App | Rehearsal[models.App]:
        """Change an app."""
        return self.caller.write(
            "PATCH",
            f"/v1/apps/{segment(id)}",
            models.App,
            body={
                "metadata": metadata,
                "api_version": api_version,
                "name": name,
                "profile": profile,
                "entity": entity,
                "language": language,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def suspend(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.App: ...

    @overload
    def suspend(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.App]: ...

    def suspend(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.App | Rehearsal[models.App]:
        """Suspend an app: its keys are refused."""
        return self.caller.write(
            "POST",
            f"/v1/apps/{segment(id)}/suspend",
            models.App,
            body={},
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
    ) -> models.App: ...

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
    ) -> Rehearsal[models.App]: ...

    def resume(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.App | Rehearsal[models.App]:
        """Let a suspended app work again."""
        return self.caller.write(
            "POST",
            f"/v1/apps/{segment(id)}/resume",
            models.App,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.App: ...

    @overload
    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.App]: ...

    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.App | Rehearsal[models.App]:
        """Archive an app for good."""
        return self.caller.write(
            "POST",
            f"/v1/apps/{segment(id)}/archive",
            models.App,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def openapi(
        self,
        id: str,
        /,
    ) -> dict[str, Any]:
        """Read the app's own cut of the contract."""
        return self.caller.one("GET", f"/v1/apps/{segment(id)}/openapi.json", dict[str, Any])
