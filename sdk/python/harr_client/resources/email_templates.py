"""Email templates. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class EmailTemplatesFilters(TypedDict, total=False):
    """What `email_templates.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "archived"] | Sequence[Literal["active", "archived"]]
    entity: str | Sequence[str]
    kind: str | Sequence[str]
    language: str | Sequence[str]


class EmailTemplates(Resource):
    """All that can be done with email templates."""

    @overload
    def create(
        self,
        *,
        kind: str,
        language: str,
        subject: str,
        body: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.EmailTemplate: ...

    @overload
    def create(
        self,
        *,
        kind: str,
        language: str,
        subject: str,
        body: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.EmailTemplate]: ...

    def create(
        self,
        *,
        kind: str,
        language: str,
        subject: str,
        body: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.EmailTemplate | Rehearsal[models.EmailTemplate]:
        """Create an email template."""
        return self.caller.write(
            "POST",
            "/v1/email_templates",
            models.EmailTemplate,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "kind": kind,
                "language": language,
                "subject": subject,
                "body": body,
                "entity": entity,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[EmailTemplatesFilters],
    ) -> Page[models.EmailTemplate]:
        """List email templates. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/email_templates", models.EmailTemplate, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[EmailTemplatesFilters],
    ) -> Iterator[models.EmailTemplate]:
        """List email templates. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.EmailTemplate:
        """Read an email template."""
        return self.caller.one("GET", f"/v1/email_templates/{segment(id)}", models.EmailTemplate)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        subject: str | UnsetType = UNSET,
        body: str | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.EmailTemplate: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        subject: str | UnsetType = UNSET,
        body: str | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.EmailTemplate]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        subject: str | UnsetType = UNSET,
        body: str | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.EmailTemplate | Rehearsal[models.EmailTemplate]:
        """Change an email template."""
        return self.caller.write(
            "PATCH",
            f"/v1/email_templates/{segment(id)}",
            models.EmailTemplate,
            body={"metadata": metadata, "subject": subject, "body": body},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
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
    ) -> models.EmailTemplate: ...

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
    ) -> Rehearsal[models.EmailTemplate]: ...

    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.EmailTemplate | Rehearsal[models.EmailTemplate]:
        """Take a template away: the letter reads again as it did without it."""
        return self.caller.write(
            "POST",
            f"/v1/email_templates/{segment(id)}/archive",
            models.EmailTemplate,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def preview(
        self,
        id: str,
        /,
        *,
        subject_of: str | UnsetType | None = UNSET,
    ) -> models.EmailTemplatePreview:
        """Read the letter before anybody gets it."""
        return self.caller.one(
            "POST",
            f"/v1/email_templates/{segment(id)}/preview",
            models.EmailTemplatePreview,
            body={"subject_of": subject_of},
        )
