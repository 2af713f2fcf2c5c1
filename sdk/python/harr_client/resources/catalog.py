"""Catalog. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource


class Catalog(Resource):
    """All that can be done with catalog."""

    def retrieve(self) -> models.Catalog:
        """Read the catalogue as one document."""
        return self.caller.one("GET", "/v1/catalog", models.Catalog)

    def diff(
        self,
        *,
        units: Sequence[models.UnitCreate | Mapping[str, Any]] | UnsetType = UNSET,
        meters: Sequence[models.CatalogMeter | Mapping[str, Any]] | UnsetType = UNSET,
        products: Sequence[models.CatalogProduct | Mapping[str, Any]] | UnsetType = UNSET,
        prices: Sequence[models.CatalogPrice | Mapping[str, Any]] | UnsetType = UNSET,
        plans: Sequence[models.CatalogPlan | Mapping[str, Any]] | UnsetType = UNSET,
        archive_missing: bool | UnsetType = UNSET,
    ) -> models.CatalogDiff:
        """Show what a document would change."""
        return self.caller.one(
            "POST",
            "/v1/catalog/diff",
            models.CatalogDiff,
            body={
                "units": units,
                "meters": meters,
                "products": products,
                "prices": prices,
                "plans": plans,
                "archive_missing": archive_missing,
            },
        )

    @overload
    def apply(
        self,
        *,
        units: Sequence[models.UnitCreate | Mapping[str, Any]] | UnsetType = UNSET,
        meters: Sequence[models.CatalogMeter | Mapping[str, Any]] | UnsetType = UNSET,
        products: Sequence[models.CatalogProduct | Mapping[str, Any]] | UnsetType = UNSET,
        prices: Sequence[models.CatalogPrice | Mapping[str, Any]] | UnsetType = UNSET,
        plans: Sequence[models.CatalogPlan | Mapping[str, Any]] | UnsetType = UNSET,
        archive_missing: bool | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.CatalogDiff: ...

    @overload
    def apply(
        self,
        *,
        units: Sequence[models.UnitCreate | Mapping[str, Any]] | UnsetType = UNSET,
        meters: Sequence[models.CatalogMeter | Mapping[str, Any]] | UnsetType = UNSET,
        products: Sequence[models.CatalogProduct | Mapping[str, Any]] | UnsetType = UNSET,
        prices: Sequence[models.CatalogPrice | Mapping[str, Any]] | UnsetType = UNSET,
        plans: Sequence[models.CatalogPlan | Mapping[str, Any]] | UnsetType = UNSET,
        archive_missing: bool | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.CatalogDiff]: ...

    def apply(
        self,
        *,
        units: Sequence[models.UnitCreate | Mapping[str, Any]] | UnsetType = UNSET,
        meters: Sequence[models.CatalogMeter | Mapping[str, Any]] | UnsetType = UNSET,
        products: Sequence[models.CatalogProduct | Mapping[str, Any]] | UnsetType = UNSET,
        prices: Sequence[models.CatalogPrice | Mapping[str, Any]] | UnsetType = UNSET,
        plans: Sequence[models.CatalogPlan | Mapping[str, Any]] | UnsetType = UNSET,
        archive_missing: bool | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.CatalogDiff | Rehearsal[models.CatalogDiff]:
        """Change the catalogue to what a document says."""
        return self.caller.write(
            "POST",
            "/v1/catalog/apply",
            models.CatalogDiff,
            body={
                "units": units,
                "meters": meters,
                "products": products,
                "prices": prices,
                "plans": plans,
                "archive_missing": archive_missing,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
