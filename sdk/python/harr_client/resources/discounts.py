"""Discounts. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class DiscountsFilters(TypedDict, total=False):
    """What `discounts.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "ended"] | Sequence[Literal["active", "ended"]]
    coupon: str | Sequence[str]
    promotion_code: str | Sequence[str]
    starts_at: dt.datetime | str | Sequence[dt.datetime | str]
    starts_at_gte: dt.datetime | str
    starts_at_gt: dt.datetime | str
    starts_at_lte: dt.datetime | str
    starts_at_lt: dt.datetime | str
    ends_at: dt.datetime | str | Sequence[dt.datetime | str]
    ends_at_gte: dt.datetime | str
    ends_at_gt: dt.datetime | str
    ends_at_lte: dt.datetime | str
    ends_at_lt: dt.datetime | str
    on: str | Sequence[str]


class Discounts(Resource):
    """All that can be done with discounts."""

    @overload
    def create(
        self,
        *,
        coupon: str,
        on: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        promotion_code: str | UnsetType | None = UNSET,
        order: int | UnsetType = UNSET,
        starts_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Discount: ...

    @overload
    def create(
        self,
        *,
        coupon: str,
        on: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        promotion_code: str | UnsetType | None = UNSET,
        order: int | UnsetType = UNSET,
        starts_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Discount]: ...

    def create(
        self,
        *,
        coupon: str,
        on: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        promotion_code: str | UnsetType | None = UNSET,
        order: int | UnsetType = UNSET,
        starts_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Discount | Rehearsal[models.Discount]:
        """Create a discount."""
        return self.caller.write(
            "POST",
            "/v1/discounts",
            models.Discount,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "coupon": coupon,
                "promotion_code": promotion_code,
                "on": on,
                "order": order,
                "starts_at": starts_at,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[DiscountsFilters],
    ) -> Page[models.Discount]:
        """List discounts. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/discounts", models.Discount, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[DiscountsFilters],
    ) -> Iterator[models.Discount]:
        """List discounts. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Discount:
        """Read a discount."""
        return self.caller.one("GET", f"/v1/discounts/{segment(id)}", models.Discount)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        order: int | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Discount: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        order: int | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Discount]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        order: int | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Discount | Rehearsal[models.Discount]:
        """Change a discount."""
        return self.caller.write(
            "PATCH",
            f"/v1/discounts/{segment(id)}",
            models.Discount,
            body={"metadata": metadata, "order": order},
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
    ) -> models.Discount: ...

    @overload
    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Discount]: ...

    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Discount | Rehearsal[models.Discount]:
        """End a discount; the answer is the discount, ended."""
        return self.caller.write(
            "DELETE",
            f"/v1/discounts/{segment(id)}",
            models.Discount,
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )
