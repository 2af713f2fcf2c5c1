"""Refunds. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class RefundsFilters(TypedDict, total=False):
    """What `refunds.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["pending", "requires_action", "succeeded", "failed", "canceled"]
        | Sequence[Literal["pending", "requires_action", "succeeded", "failed", "canceled"]]
    )
    payment: str | Sequence[str]
    currency: str | Sequence[str]
    credit_note: str | Sequence[str]


class Refunds(Resource):
    """All that can be done with refunds."""

    @overload
    def create(
        self,
        *,
        payment: str,
        amount: str,
        reason: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        credit_note: str | UnsetType | None = UNSET,
        method: Literal["balance", "bank_transfer", "original"] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.Refund: ...

    @overload
    def create(
        self,
        *,
        payment: str,
        amount: str,
        reason: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        credit_note: str | UnsetType | None = UNSET,
        method: Literal["balance", "bank_transfer", "original"] | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.Refund]: ...

    def create(
        self,
        *,
        payment: str,
        amount: str,
        reason: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        credit_note: str | UnsetType | None = UNSET,
        method: Literal["balance", "bank_transfer", "original"] | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.Refund | Rehearsal[models.Refund]:
        """Create a refund."""
        return self.caller.write(
            "POST",
            "/v1/refunds",
            models.Refund,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "payment": payment,
                "amount": amount,
                "reason": reason,
                "credit_note": credit_note,
                "method": method,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=harr_reason),
        )

    def list(
        self,
        **filters: Unpack[RefundsFilters],
    ) -> Page[models.Refund]:
        """List refunds. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/refunds", models.Refund, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[RefundsFilters],
    ) -> Iterator[models.Refund]:
        """List refunds. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Refund:
        """Read a refund."""
        return self.caller.one("GET", f"/v1/refunds/{segment(id)}", models.Refund)

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
    ) -> models.Refund: ...

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
    ) -> Rehearsal[models.Refund]: ...

    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Refund | Rehearsal[models.Refund]:
        """Give up a refund that has not gone out."""
        return self.caller.write(
            "POST",
            f"/v1/refunds/{segment(id)}/cancel",
            models.Refund,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def sync(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Refund: ...

    @overload
    def sync(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Refund]: ...

    def sync(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Refund | Rehearsal[models.Refund]:
        """Ask the provider how it stands."""
        return self.caller.write(
            "POST",
            f"/v1/refunds/{segment(id)}/sync",
            models.Refund,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
