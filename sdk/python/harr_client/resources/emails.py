"""Emails. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack, overload

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class EmailsFilters(TypedDict, total=False):
    """What `emails.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["queued", "sent", "delivered", "bounced", "failed", "skipped"]
        | Sequence[Literal["queued", "sent", "delivered", "bounced", "failed", "skipped"]]
    )
    customer: str | Sequence[str]
    template: str | Sequence[str]
    kind: str | Sequence[str]
    subject_of: str | Sequence[str]
    to: str | Sequence[str]


class Emails(Resource):
    """All that can be done with emails."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.EmailMessage:
        """Read an email."""
        return self.caller.one("GET", f"/v1/emails/{segment(id)}", models.EmailMessage)

    def list(
        self,
        **filters: Unpack[EmailsFilters],
    ) -> Page[models.EmailMessage]:
        """List emails. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/emails", models.EmailMessage, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[EmailsFilters],
    ) -> Iterator[models.EmailMessage]:
        """List emails. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    @overload
    def resend(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.EmailMessage: ...

    @overload
    def resend(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.EmailMessage]: ...

    def resend(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.EmailMessage | Rehearsal[models.EmailMessage]:
        """Send it again."""
        return self.caller.write(
            "POST",
            f"/v1/emails/{segment(id)}/resend",
            models.EmailMessage,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
