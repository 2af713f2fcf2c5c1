"""Products. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class ProductsFilters(TypedDict, total=False):
    """What `products.list` can be asked for. `…_gte` and its kin are ranges."""

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
    code: str | Sequence[str]


class Products(Resource):
    """All that can be done with products."""

    @overload
    def create(
        self,
        *,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        code: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        unit_name: str | UnsetType | None = UNSET,
        features: Sequence[str] | UnsetType | None = UNSET,
        revenue_account: str | UnsetType | None = UNSET,
        recognition: Literal["day", "month", "over_term", "point_in_time", "second", "usage"]
        | UnsetType
        | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Product: ...

    @overload
    def create(
        self,
        *,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        code: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        unit_name: str | UnsetType | None = UNSET,
        features: Sequence[str] | UnsetType | None = UNSET,
        revenue_account: str | UnsetType | None = UNSET,
        recognition: Literal["day", "month", "over_term", "point_in_time", "second", "usage"]
        | UnsetType
        | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Product]: ...

    def create(
        self,
        *,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        code: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        unit_name: str | UnsetType | None = UNSET,
        features: Sequence[str] | UnsetType | None = UNSET,
        revenue_account: str | UnsetType | None = UNSET,
        recognition: Literal["day", "month", "over_term", "point_in_time", "second", "usage"]
        | UnsetType
        | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Product | Rehearsal[models.Product]:
        """Create a product."""
        return self.caller.write(
            "POST",
            "/v1/products",
            models.Product,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "tax_rates": tax_rates,
                "name": name,
                "code": code,
                "description": description,
                "tax_code": tax_code,
                "unit_name": unit_name,
                "features": features,
                "revenue_account": revenue_account,
                "recognition": recognition,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[ProductsFilters],
    ) -> Page[models.Product]:
        """List products. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/products", models.Product, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[ProductsFilters],
    ) -> Iterator[models.Product]:
        """List products. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Product:
        """Read a product."""
        return self.caller.one("GET", f"/v1/products/{segment(id)}", models.Product)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        code: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        unit_name: str | UnsetType | None = UNSET,
        features: Sequence[str] | UnsetType = UNSET,
        revenue_account: str | UnsetType | None = UNSET,
        recognition: Literal["day", "month", "over_term", "point_in_time", "second", "usage"]
        | UnsetType
        | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Product: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        code: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        unit_name: str | UnsetType | None = UNSET,
        features: Sequence[str] | UnsetType = UNSET,
        revenue_account: str | UnsetType | None = UNSET,
        recognition: Literal["day", "month", "over_term", "point_in_time", "second", "usage"]
        | UnsetType
        | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Product]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        code: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        unit_name: str | UnsetType | None = UNSET,
        features: Sequence[str] | UnsetType = UNSET,
        revenue_account: str | UnsetType | None = UNSET,
        recognition: Literal["day", "month", "over_term", "point_in_time", "second", "usage"]
        | UnsetType
        | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Product | Rehearsal[models.Product]:
        """Change a product."""
        return self.caller.write(
            "PATCH",
            f"/v1/products/{segment(id)}",
            models.Product,
            body={
                "metadata": metadata,
                "tax_rates": tax_rates,
                "name": name,
                "code": code,
                "description": description,
                "tax_code": tax_code,
                "unit_name": unit_name,
                "features": features,
                "revenue_account": revenue_account,
                "recognition": recognition,
            },
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
    ) -> models.Product: ...

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
    ) -> Rehearsal[models.Product]: ...

    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Product | Rehearsal[models.Product]:
        """Sell a product no more."""
        return self.caller.write(
            "POST",
            f"/v1/products/{segment(id)}/archive",
            models.Product,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def restore(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Product: ...

    @overload
    def restore(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Product]: ...

    def restore(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Product | Rehearsal[models.Product]:
        """Sell a product again."""
        return self.caller.write(
            "POST",
            f"/v1/products/{segment(id)}/restore",
            models.Product,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
