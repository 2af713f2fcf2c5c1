"""Top up rules. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class TopUpRulesFilters(TypedDict, total=False):
    """What `top_up_rules.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "paused"] | Sequence[Literal["active", "paused"]]
    wallet: str | Sequence[str]
    currency: str | Sequence[str]
    payment_method: str | Sequence[str]


class TopUpRules(Resource):
    """All that can be done with top up rules."""

    @overload
    def create(
        self,
        *,
        wallet: str,
        trigger: Literal["interval", "threshold"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        threshold_amount: str | UnsetType | None = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        target_amount: str | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        cool_off_minutes: int | UnsetType | None = UNSET,
        maximum_per_month: int | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TopUpRule: ...

    @overload
    def create(
        self,
        *,
        wallet: str,
        trigger: Literal["interval", "threshold"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        threshold_amount: str | UnsetType | None = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        target_amount: str | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        cool_off_minutes: int | UnsetType | None = UNSET,
        maximum_per_month: int | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.TopUpRule]: ...

    def create(
        self,
        *,
        wallet: str,
        trigger: Literal["interval", "threshold"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        threshold_amount: str | UnsetType | None = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        target_amount: str | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        cool_off_minutes: int | UnsetType | None = UNSET,
        maximum_per_month: int | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TopUpRule | Rehearsal[models.TopUpRule]:
        """Create a top up rule."""
        return self.caller.write(
            "POST",
            "/v1/top_up_rules",
            models.TopUpRule,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "wallet": wallet,
                "trigger": trigger,
                "threshold_amount": threshold_amount,
                "interval": interval,
                "interval_count": interval_count,
                "target_amount": target_amount,
                "amount": amount,
                "payment_method": payment_method,
                "cool_off_minutes": cool_off_minutes,
                "maximum_per_month": maximum_per_month,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[TopUpRulesFilters],
    ) -> Page[models.TopUpRule]:
        """List top up rules. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/top_up_rules", models.TopUpRule, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[TopUpRulesFilters],
    ) -> Iterator[models.TopUpRule]:
        """List top up rules. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.TopUpRule:
        """Read a top up rule."""
        return self.caller.one("GET", f"/v1/top_up_rules/{segment(id)}", models.TopUpRule)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        threshold_amount: str | UnsetType | None = UNSET,
        target_amount: str | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        cool_off_minutes: int | UnsetType | None = UNSET,
        maximum_per_month: int | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TopUpRule: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        threshold_amount: str | UnsetType | None = UNSET,
        target_amount: str | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        cool_off_minutes: int | UnsetType | None = UNSET,
        maximum_per_month: int | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.TopUpRule]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        threshold_amount: str | UnsetType | None = UNSET,
        target_amount: str | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        cool_off_minutes: int | UnsetType | None = UNSET,
        maximum_per_month: int | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TopUpRule | Rehearsal[models.TopUpRule]:
        """Change a top up rule."""
        return self.caller.write(
            "PATCH",
            f"/v1/top_up_rules/{segment(id)}",
            models.TopUpRule,
            body={
                "metadata": metadata,
                "threshold_amount": threshold_amount,
                "target_amount": target_amount,
                "amount": amount,
                "payment_method": payment_method,
                "cool_off_minutes": cool_off_minutes,
                "maximum_per_month": maximum_per_month,
            },
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
    ) -> models.Deleted: ...

    @overload
    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Deleted]: ...

    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Deleted | Rehearsal[models.Deleted]:
        """Delete a top up rule."""
        return self.caller.write(
            "DELETE",
            f"/v1/top_up_rules/{segment(id)}",
            models.Deleted,
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def pause(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TopUpRule: ...

    @overload
    def pause(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.TopUpRule]: ...

    def pause(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TopUpRule | Rehearsal[models.TopUpRule]:
        """Let a rule rest."""
        return self.caller.write(
            "POST",
            f"/v1/top_up_rules/{segment(id)}/pause",
            models.TopUpRule,
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
    ) -> models.TopUpRule: ...

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
    ) -> Rehearsal[models.TopUpRule]: ...

    def resume(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TopUpRule | Rehearsal[models.TopUpRule]:
        """Let a rule work again."""
        return self.caller.write(
            "POST",
            f"/v1/top_up_rules/{segment(id)}/resume",
            models.TopUpRule,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
