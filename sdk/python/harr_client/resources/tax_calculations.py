"""Tax calculations. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource


class TaxCalculations(Resource):
    """All that can be done with tax calculations."""

    @overload
    def create(
        self,
        *,
        currency: str,
        lines: Sequence[models.TaxCalculationLine | Mapping[str, Any]],
        entity: str | UnsetType | None = UNSET,
        customer: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        on: dt.date | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxCalculation: ...

    @overload
    def create(
        self,
        *,
        currency: str,
        lines: Sequence[models.TaxCalculationLine | Mapping[str, Any]],
        entity: str | UnsetType | None = UNSET,
        customer: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        on: dt.date | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.TaxCalculation]: ...

    def create(
        self,
        *,
        currency: str,
        lines: Sequence[models.TaxCalculationLine | Mapping[str, Any]],
        entity: str | UnsetType | None = UNSET,
        customer: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        on: dt.date | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxCalculation | Rehearsal[models.TaxCalculation]:
        """Ask what tax a sale would have."""
        return self.caller.write(
            "POST",
            "/v1/tax_calculations",
            models.TaxCalculation,
            body={
                "entity": entity,
                "customer": customer,
                "address": address,
                "currency": currency,
                "on": on,
                "lines": lines,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
