"""Subscriptions. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class SubscriptionsFilters(TypedDict, total=False):
    """What `subscriptions.list` can be asked for. `…_gte` and its kin are ranges."""

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
            "scheduled",
            "trialing",
            "active",
            "incomplete",
            "incomplete_expired",
            "past_due",
            "unpaid",
            "paused",
            "canceled",
        ]
        | Sequence[
            Literal[
                "scheduled",
                "trialing",
                "active",
                "incomplete",
                "incomplete_expired",
                "past_due",
                "unpaid",
                "paused",
                "canceled",
            ]
        ]
    )
    customer: str | Sequence[str]
    plan: str | Sequence[str]
    currency: str | Sequence[str]
    start_at: dt.datetime | str | Sequence[dt.datetime | str]
    start_at_gte: dt.datetime | str
    start_at_gt: dt.datetime | str
    start_at_lte: dt.datetime | str
    start_at_lt: dt.datetime | str
    payment_method: str | Sequence[str]
    entity: str | Sequence[str]
    billing_group: str | Sequence[str]
    cancel_at: dt.datetime | str | Sequence[dt.datetime | str]
    cancel_at_gte: dt.datetime | str
    cancel_at_gt: dt.datetime | str
    cancel_at_lte: dt.datetime | str
    cancel_at_lt: dt.datetime | str
    canceled_at: dt.datetime | str | Sequence[dt.datetime | str]
    canceled_at_gte: dt.datetime | str
    canceled_at_gt: dt.datetime | str
    canceled_at_lte: dt.datetime | str
    canceled_at_lt: dt.datetime | str
    ended_at: dt.datetime | str | Sequence[dt.datetime | str]
    ended_at_gte: dt.datetime | str
    ended_at_gt: dt.datetime | str
    ended_at_lte: dt.datetime | str
    ended_at_lt: dt.datetime | str
    pending_change: str | Sequence[str]
    latest_invoice: str | Sequence[str]
    next_invoice_at: dt.datetime | str | Sequence[dt.datetime | str]
    next_invoice_at_gte: dt.datetime | str
    next_invoice_at_gt: dt.datetime | str
    next_invoice_at_lte: dt.datetime | str
    next_invoice_at_lt: dt.datetime | str


class Subscriptions(Resource):
    """All that can be done with subscriptions."""

    @overload
    def create(
        self,
        *,
        customer: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        plan: str | UnsetType | None = UNSET,
        items: Sequence[models.SubscriptionItemRequest | Mapping[str, Any]] | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        start_at: dt.datetime | str | UnsetType | None = UNSET,
        billing_anchor: models.Anchor | Mapping[str, Any] | UnsetType | None = UNSET,
        alignment: Literal["anniversary", "calendar"] | UnsetType | None = UNSET,
        trial_end: dt.datetime | str | UnsetType | None = UNSET,
        collection: Literal["charge_automatically", "send_invoice"] | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType | None = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        term: models.TermRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        rules: models.SubscriptionRules | Mapping[str, Any] | UnsetType | None = UNSET,
        proration_unit: Literal["day", "fixed_30", "none", "second"] | UnsetType | None = UNSET,
        first_invoice: Literal["next", "now"] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        plan: str | UnsetType | None = UNSET,
        items: Sequence[models.SubscriptionItemRequest | Mapping[str, Any]] | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        start_at: dt.datetime | str | UnsetType | None = UNSET,
        billing_anchor: models.Anchor | Mapping[str, Any] | UnsetType | None = UNSET,
        alignment: Literal["anniversary", "calendar"] | UnsetType | None = UNSET,
        trial_end: dt.datetime | str | UnsetType | None = UNSET,
        collection: Literal["charge_automatically", "send_invoice"] | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType | None = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        term: models.TermRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        rules: models.SubscriptionRules | Mapping[str, Any] | UnsetType | None = UNSET,
        proration_unit: Literal["day", "fixed_30", "none", "second"] | UnsetType | None = UNSET,
        first_invoice: Literal["next", "now"] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Subscription]: ...

    def create(
        self,
        *,
        customer: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        plan: str | UnsetType | None = UNSET,
        items: Sequence[models.SubscriptionItemRequest | Mapping[str, Any]] | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        start_at: dt.datetime | str | UnsetType | None = UNSET,
        billing_anchor: models.Anchor | Mapping[str, Any] | UnsetType | None = UNSET,
        alignment: Literal["anniversary", "calendar"] | UnsetType | None = UNSET,
        trial_end: dt.datetime | str | UnsetType | None = UNSET,
        collection: Literal["charge_automatically", "send_invoice"] | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType | None = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        term: models.TermRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        rules: models.SubscriptionRules | Mapping[str, Any] | UnsetType | None = UNSET,
        proration_unit: Literal["day", "fixed_30", "none", "second"] | UnsetType | None = UNSET,
        first_invoice: Literal["next", "now"] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription | Rehearsal[models.Subscription]:
        """Create a subscription."""
        return self.caller.write(
            "POST",
            "/v1/subscriptions",
            models.Subscription,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "plan": plan,
                "items": items,
                "currency": currency,
                "start_at": start_at,
                "billing_anchor": billing_anchor,
                "alignment": alignment,
                "trial_end": trial_end,
                "collection": collection,
                "payment_terms": payment_terms,
                "payment_method": payment_method,
                "entity": entity,
                "billing_group": billing_group,
                "discounts": discounts,
                "purchase_order": purchase_order,
                "term": term,
                "rules": rules,
                "proration_unit": proration_unit,
                "first_invoice": first_invoice,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[SubscriptionsFilters],
    ) -> Page[models.Subscription]:
        """List subscriptions. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/subscriptions", models.Subscription, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[SubscriptionsFilters],
    ) -> Iterator[models.Subscription]:
        """List subscriptions. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Subscription:
        """Read a subscription."""
        return self.caller.one("GET", f"/v1/subscriptions/{segment(id)}", models.Subscription)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        trial_end: dt.datetime | str | UnsetType = UNSET,
        collection: Literal["charge_automatically", "send_invoice"] | UnsetType = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        entity: str | UnsetType = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        term: models.TermUpdate | Mapping[str, Any] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        trial_end: dt.datetime | str | UnsetType = UNSET,
        collection: Literal["charge_automatically", "send_invoice"] | UnsetType = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        entity: str | UnsetType = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        term: models.TermUpdate | Mapping[str, Any] | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Subscription]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        trial_end: dt.datetime | str | UnsetType = UNSET,
        collection: Literal["charge_automatically", "send_invoice"] | UnsetType = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        entity: str | UnsetType = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        term: models.TermUpdate | Mapping[str, Any] | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription | Rehearsal[models.Subscription]:
        """Change a subscription."""
        return self.caller.write(
            "PATCH",
            f"/v1/subscriptions/{segment(id)}",
            models.Subscription,
            body={
                "metadata": metadata,
                "trial_end": trial_end,
                "collection": collection,
                "payment_terms": payment_terms,
                "payment_method": payment_method,
                "entity": entity,
                "billing_group": billing_group,
                "discounts": discounts,
                "purchase_order": purchase_order,
                "term": term,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def change(
        self,
        id: str,
        /,
        *,
        items: Sequence[models.ItemChange | Mapping[str, Any]] | UnsetType | None = UNSET,
        plan: str | UnsetType | None = UNSET,
        when: str | UnsetType = UNSET,
        proration_unit: Literal["day", "fixed_30", "none", "second"] | UnsetType | None = UNSET,
        proration: Literal["invoice_now", "next_invoice", "none"] | UnsetType = UNSET,
        adjustment_document: Literal["credit_note", "negative_line"] | UnsetType | None = UNSET,
        change_day: Literal["new", "old"] | UnsetType | None = UNSET,
        period: Literal["keep", "keep_anchor", "restart"] | UnsetType = UNSET,
        only_if_paid: bool | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription: ...

    @overload
    def change(
        self,
        id: str,
        /,
        *,
        items: Sequence[models.ItemChange | Mapping[str, Any]] | UnsetType | None = UNSET,
        plan: str | UnsetType | None = UNSET,
        when: str | UnsetType = UNSET,
        proration_unit: Literal["day", "fixed_30", "none", "second"] | UnsetType | None = UNSET,
        proration: Literal["invoice_now", "next_invoice", "none"] | UnsetType = UNSET,
        adjustment_document: Literal["credit_note", "negative_line"] | UnsetType | None = UNSET,
        change_day: Literal["new", "old"] | UnsetType | None = UNSET,
        period: Literal["keep", "keep_anchor", "restart"] | UnsetType = UNSET,
        only_if_paid: bool | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Subscription]: ...

    def change(
        self,
        id: str,
        /,
        *,
        items: Sequence[models.ItemChange | Mapping[str, Any]] | UnsetType | None = UNSET,
        plan: str | UnsetType | None = UNSET,
        when: str | UnsetType = UNSET,
        proration_unit: Literal["day", "fixed_30", "none", "second"] | UnsetType | None = UNSET,
        proration: Literal["invoice_now", "next_invoice", "none"] | UnsetType = UNSET,
        adjustment_document: Literal["credit_note", "negative_line"] | UnsetType | None = UNSET,
        change_day: Literal["new", "old"] | UnsetType | None = UNSET,
        period: Literal["keep", "keep_anchor", "restart"] | UnsetType = UNSET,
        only_if_paid: bool | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription | Rehearsal[models.Subscription]:
        """Change the items or the plan."""
        return self.caller.write(
            "POST",
            f"/v1/subscriptions/{segment(id)}/change",
            models.Subscription,
            body={
                "items": items,
                "plan": plan,
                "when": when,
                "proration_unit": proration_unit,
                "proration": proration,
                "adjustment_document": adjustment_document,
                "change_day": change_day,
                "period": period,
                "only_if_paid": only_if_paid,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def cancel(
        self,
        id: str,
        /,
        *,
        when: str | UnsetType = UNSET,
        credit: Literal["none", "unused"] | UnsetType = UNSET,
        reason: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.Subscription: ...

    @overload
    def cancel(
        self,
        id: str,
        /,
        *,
        when: str | UnsetType = UNSET,
        credit: Literal["none", "unused"] | UnsetType = UNSET,
        reason: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.Subscription]: ...

    def cancel(
        self,
        id: str,
        /,
        *,
        when: str | UnsetType = UNSET,
        credit: Literal["none", "unused"] | UnsetType = UNSET,
        reason: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.Subscription | Rehearsal[models.Subscription]:
        """End a subscription, now or later."""
        return self.caller.write(
            "POST",
            f"/v1/subscriptions/{segment(id)}/cancel",
            models.Subscription,
            body={"when": when, "credit": credit, "reason": reason},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=harr_reason),
        )

    @overload
    def uncancel(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription: ...

    @overload
    def uncancel(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Subscription]: ...

    def uncancel(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription | Rehearsal[models.Subscription]:
        """Take back a cancellation ahead."""
        return self.caller.write(
            "POST",
            f"/v1/subscriptions/{segment(id)}/uncancel",
            models.Subscription,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def pause(
        self,
        id: str,
        /,
        *,
        from_: str | UnsetType = UNSET,
        resumes_at: dt.datetime | str | UnsetType | None = UNSET,
        bill: bool | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription: ...

    @overload
    def pause(
        self,
        id: str,
        /,
        *,
        from_: str | UnsetType = UNSET,
        resumes_at: dt.datetime | str | UnsetType | None = UNSET,
        bill: bool | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Subscription]: ...

    def pause(
        self,
        id: str,
        /,
        *,
        from_: str | UnsetType = UNSET,
        resumes_at: dt.datetime | str | UnsetType | None = UNSET,
        bill: bool | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription | Rehearsal[models.Subscription]:
        """Let a subscription rest."""
        return self.caller.write(
            "POST",
            f"/v1/subscriptions/{segment(id)}/pause",
            models.Subscription,
            body={"from": from_, "resumes_at": resumes_at, "bill": bill},
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
    ) -> models.Subscription: ...

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
    ) -> Rehearsal[models.Subscription]: ...

    def resume(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription | Rehearsal[models.Subscription]:
        """Go on with a subscription that rests."""
        return self.caller.write(
            "POST",
            f"/v1/subscriptions/{segment(id)}/resume",
            models.Subscription,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def extend_trial(
        self,
        id: str,
        /,
        *,
        trial_end: dt.datetime | str,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription: ...

    @overload
    def extend_trial(
        self,
        id: str,
        /,
        *,
        trial_end: dt.datetime | str,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Subscription]: ...

    def extend_trial(
        self,
        id: str,
        /,
        *,
        trial_end: dt.datetime | str,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription | Rehearsal[models.Subscription]:
        """Let the trial end later."""
        return self.caller.write(
            "POST",
            f"/v1/subscriptions/{segment(id)}/extend_trial",
            models.Subscription,
            body={"trial_end": trial_end},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def renew(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription: ...

    @overload
    def renew(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Subscription]: ...

    def renew(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription | Rehearsal[models.Subscription]:
        """Renew what is due, or the term before it ends."""
        return self.caller.write(
            "POST",
            f"/v1/subscriptions/{segment(id)}/renew",
            models.Subscription,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def transfer(
        self,
        id: str,
        /,
        *,
        customer: str,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription: ...

    @overload
    def transfer(
        self,
        id: str,
        /,
        *,
        customer: str,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Subscription]: ...

    def transfer(
        self,
        id: str,
        /,
        *,
        customer: str,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Subscription | Rehearsal[models.Subscription]:
        """Hand a subscription to another customer."""
        return self.caller.write(
            "POST",
            f"/v1/subscriptions/{segment(id)}/transfer",
            models.Subscription,
            body={"customer": customer},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def upcoming_invoice(
        self,
        id: str,
        /,
    ) -> models.UpcomingInvoice:
        """Read the next invoice as it would be."""
        return self.caller.one("GET", f"/v1/subscriptions/{segment(id)}/upcoming_invoice", models.UpcomingInvoice)

    def schedule(
        self,
        id: str,
        /,
    ) -> models.SubscriptionSchedule:
        """Read what lies ahead of a subscription."""
        return self.caller.one("GET", f"/v1/subscriptions/{segment(id)}/schedule", models.SubscriptionSchedule)
