"""Wallets. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class WalletsFilters(TypedDict, total=False):
    """What `wallets.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "closed"] | Sequence[Literal["active", "closed"]]
    customer: str | Sequence[str]
    entity: str | Sequence[str]
    currency: str | Sequence[str]
    tax_rate: str | Sequence[str]


class WalletsTransactionsFilters(TypedDict, total=False):
    """What `wallets.transactions` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["posted"] | Sequence[Literal["posted"]]
    wallet: str | Sequence[str]
    type: (
        Literal["grant", "spend", "hold", "release", "expire", "void", "rollover", "refund"]
        | Sequence[Literal["grant", "spend", "hold", "release", "expire", "void", "rollover", "refund"]]
    )
    currency: str | Sequence[str]
    invoice: str | Sequence[str]
    reverses: str | Sequence[str]


class Wallets(Resource):
    """All that can be done with wallets."""

    @overload
    def create(
        self,
        *,
        customer: str,
        currency: str,
        voucher: Literal["multi_purpose", "single_purpose"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        name: str | UnsetType | None = UNSET,
        tax_rate: str | UnsetType | None = UNSET,
        scope: models.WalletScope | Mapping[str, Any] | UnsetType | None = UNSET,
        overdraft_amount: str | UnsetType | None = UNSET,
        priority: int | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Wallet: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        currency: str,
        voucher: Literal["multi_purpose", "single_purpose"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        name: str | UnsetType | None = UNSET,
        tax_rate: str | UnsetType | None = UNSET,
        scope: models.WalletScope | Mapping[str, Any] | UnsetType | None = UNSET,
        overdraft_amount: str | UnsetType | None = UNSET,
        priority: int | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Wallet]: ...

    def create(
        self,
        *,
        customer: str,
        currency: str,
        voucher: Literal["multi_purpose", "single_purpose"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        name: str | UnsetType | None = UNSET,
        tax_rate: str | UnsetType | None = UNSET,
        scope: models.WalletScope | Mapping[str, Any] | UnsetType | None = UNSET,
        overdraft_amount: str | UnsetType | None = UNSET,
        priority: int | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Wallet | Rehearsal[models.Wallet]:
        """Create a wallet."""
        return self.caller.write(
            "POST",
            "/v1/wallets",
            models.Wallet,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "entity": entity,
                "currency": currency,
                "name": name,
                "voucher": voucher,
                "tax_rate": tax_rate,
                "scope": scope,
                "overdraft_amount": overdraft_amount,
                "priority": priority,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[WalletsFilters],
    ) -> Page[models.Wallet]:
        """List wallets. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/wallets", models.Wallet, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[WalletsFilters],
    ) -> Iterator[models.Wallet]:
        """List wallets. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Wallet:
        """Read a wallet."""
        return self.caller.one("GET", f"/v1/wallets/{segment(id)}", models.Wallet)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        scope: models.WalletScope | Mapping[str, Any] | UnsetType | None = UNSET,
        overdraft_amount: str | UnsetType | None = UNSET,
        priority: int | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Wallet: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        scope: models.WalletScope | Mapping[str, Any] | UnsetType | None = UNSET,
        overdraft_amount: str | UnsetType | None = UNSET,
        priority: int | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Wallet]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        scope: models.WalletScope | Mapping[str, Any] | UnsetType | None = UNSET,
        overdraft_amount: str | UnsetType | None = UNSET,
        priority: int | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Wallet | Rehearsal[models.Wallet]:
        """Change a wallet."""
        return self.caller.write(
            "PATCH",
            f"/v1/wallets/{segment(id)}",
            models.Wallet,
            body={
                "metadata": metadata,
                "name": name,
                "scope": scope,
                "overdraft_amount": overdraft_amount,
                "priority": priority,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def top_up(
        self,
        id: str,
        /,
        *,
        amount: str,
        payment_method: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Wallet: ...

    @overload
    def top_up(
        self,
        id: str,
        /,
        *,
        amount: str,
        payment_method: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Wallet]: ...

    def top_up(
        self,
        id: str,
        /,
        *,
        amount: str,
        payment_method: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Wallet | Rehearsal[models.Wallet]:
        """Sell credit into a wallet."""
        return self.caller.write(
            "POST",
            f"/v1/wallets/{segment(id)}/top_up",
            models.Wallet,
            body={"amount": amount, "payment_method": payment_method},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def spend(
        self,
        id: str,
        /,
        *,
        amount: str,
        reason: str | UnsetType | None = UNSET,
        product: str | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.Wallet: ...

    @overload
    def spend(
        self,
        id: str,
        /,
        *,
        amount: str,
        reason: str | UnsetType | None = UNSET,
        product: str | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.Wallet]: ...

    def spend(
        self,
        id: str,
        /,
        *,
        amount: str,
        reason: str | UnsetType | None = UNSET,
        product: str | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.Wallet | Rehearsal[models.Wallet]:
        """Spend credit of a wallet."""
        return self.caller.write(
            "POST",
            f"/v1/wallets/{segment(id)}/spend",
            models.Wallet,
            body={"amount": amount, "reason": reason, "product": product, "meter": meter},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=harr_reason),
        )

    @overload
    def close(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Wallet: ...

    @overload
    def close(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Wallet]: ...

    def close(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Wallet | Rehearsal[models.Wallet]:
        """Close a wallet that holds nothing."""
        return self.caller.write(
            "POST",
            f"/v1/wallets/{segment(id)}/close",
            models.Wallet,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def transactions(
        self,
        id: str,
        /,
        **filters: Unpack[WalletsTransactionsFilters],
    ) -> Page[models.WalletTransaction]:
        """List the movements of a wallet. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page(
            f"/v1/wallets/{segment(id)}/transactions", models.WalletTransaction, parameters(filters)
        )

    def iterate_transactions(
        self,
        id: str,
        /,
        **filters: Unpack[WalletsTransactionsFilters],
    ) -> Iterator[models.WalletTransaction]:
        """List the movements of a wallet. All of them, page by page as they are needed."""
        return self.transactions(id, **filters).auto_paging_iter()
