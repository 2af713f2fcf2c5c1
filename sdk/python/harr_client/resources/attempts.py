"""Attempts. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack

from harr_client import models
from harr_client.calling import Resource, parameters, segment
from harr_client.pages import Page


class AttemptsFilters(TypedDict, total=False):
    """What `attempts.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal[
            "created", "sent", "unknown", "requires_action", "authorized", "succeeded", "failed", "canceled", "returned"
        ]
        | Sequence[
            Literal[
                "created",
                "sent",
                "unknown",
                "requires_action",
                "authorized",
                "succeeded",
                "failed",
                "canceled",
                "returned",
            ]
        ]
    )
    payment: str | Sequence[str]
    currency: str | Sequence[str]
    sent_at: dt.datetime | str | Sequence[dt.datetime | str]
    sent_at_gte: dt.datetime | str
    sent_at_gt: dt.datetime | str
    sent_at_lte: dt.datetime | str
    sent_at_lt: dt.datetime | str
    answered_at: dt.datetime | str | Sequence[dt.datetime | str]
    answered_at_gte: dt.datetime | str
    answered_at_gt: dt.datetime | str
    answered_at_lte: dt.datetime | str
    answered_at_lt: dt.datetime | str
    provider: str | Sequence[str]


class Attempts(Resource):
    """All that can be done with attempts."""

    def list(
        self,
        id: str,
        /,
        **filters: Unpack[AttemptsFilters],
    ) -> Page[models.Attempt]:
        """List the attempts of a payment. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page(f"/v1/payments/{segment(id)}/attempts", models.Attempt, parameters(filters))

    def iterate(
        self,
        id: str,
        /,
        **filters: Unpack[AttemptsFilters],
    ) -> Iterator[models.Attempt]:
        """List the attempts of a payment. All of them, page by page as they are needed."""
        return self.list(id, **filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        attempt_id: str,
        /,
    ) -> models.Attempt:
        """Read an attempt."""
        return self.caller.one("GET", f"/v1/payments/{segment(id)}/attempts/{segment(attempt_id)}", models.Attempt)
