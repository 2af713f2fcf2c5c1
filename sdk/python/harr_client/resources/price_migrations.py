"""Price migrations. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class PriceMigrationsFilters(TypedDict, total=False):
    """What `price_migrations.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["draft", "announced", "running", "done", "canceled"]
        | Sequence[Literal["draft", "announced", "running", "done", "canceled"]]
    )
    to: str | Sequence[str]
    job: str | Sequence[str]
    from_: str | Sequence[str]


class PriceMigrations(Resource):
    """All that can be done with price migrations."""

    @overload
    def create(
        self,
        *,
        from_: str,
        to: str,
        when: str,
        notice_days: int,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        filter: models.MigrationFilter | Mapping[str, Any] | UnsetType | None = UNSET,
        exclude: Sequence[str] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PriceMigration: ...

    @overload
    def create(
        self,
        *,
        from_: str,
        to: str,
        when: str,
        notice_days: int,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        filter: models.MigrationFilter | Mapping[str, Any] | UnsetType | None = UNSET,
        exclude: Sequence[str] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.PriceMigration]: ...

    def create(
        self,
        *,
        from_: str,
        to: str,
        when: str,
        notice_days: int,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        filter: models.MigrationFilter | Mapping[str, Any] | UnsetType | None = UNSET,
        exclude: Sequence[str] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PriceMigration | Rehearsal[models.PriceMigration]:
        """Create a price migration."""
        return self.caller.write(
            "POST",
            "/v1/price_migrations",
            models.PriceMigration,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "from": from_,
                "to": to,
                "filter": filter,
                "when": when,
                "notice_days": notice_days,
                "exclude": exclude,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[PriceMigrationsFilters],
    ) -> Page[models.PriceMigration]:
        """List price migrations. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/price_migrations", models.PriceMigration, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[PriceMigrationsFilters],
    ) -> Iterator[models.PriceMigration]:
        """List price migrations. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.PriceMigration:
        """Read a price migration."""
        return self.caller.one("GET", f"/v1/price_migrations/{segment(id)}", models.PriceMigration)

    @overload
    def announce(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PriceMigration: ...

    @overload
    def announce(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.PriceMigration]: ...

    def announce(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PriceMigration | Rehearsal[models.PriceMigration]:
        """Tell the customers who are concerned."""
        return self.caller.write(
            "POST",
            f"/v1/price_migrations/{segment(id)}/announce",
            models.PriceMigration,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def run(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PriceMigration: ...

    @overload
    def run(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.PriceMigration]: ...

    def run(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PriceMigration | Rehearsal[models.PriceMigration]:
        """Move the subscriptions."""
        return self.caller.write(
            "POST",
            f"/v1/price_migrations/{segment(id)}/run",
            models.PriceMigration,
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
    ) -> models.PriceMigration: ...

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
    ) -> Rehearsal[models.PriceMigration]: ...

    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PriceMigration | Rehearsal[models.PriceMigration]:
        """Call a migration off."""
        return self.caller.write(
            "POST",
            f"/v1/price_migrations/{segment(id)}/cancel",
            models.PriceMigration,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
