"""Wallet holds. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class WalletHoldsFilters(TypedDict, total=False):
    """What `wallet_holds.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["held", "captured", "released", "expired"]
        | Sequence[Literal["held", "captured", "released", "expired"]]
    )
    wallet: str | Sequence[str]
    currency: str | Sequence[str]
    expires_at: dt.datetime | str | Sequence[dt.datetime | str]
    expires_at_gte: dt.datetime | str
    expires_at_gt: dt.datetime | str
    expires_at_lte: dt.datetime | str
    expires_at_lt: dt.datetime | str


class WalletHolds(Resource):
    """All that can be done with wallet holds."""

    @overload
    def create(
        self,
        *,
        wallet: str,
        amount: str,
        expires_at: dt.datetime | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        subject: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WalletHold: ...

    @overload
    def create(
        self,
        *,
        wallet: str,
        amount: str,
        expires_at: dt.datetime | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        subject: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.WalletHold]: ...

    def create(
        self,
        *,
        wallet: str,
        amount: str,
        expires_at: dt.datetime | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        subject: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WalletHold | Rehearsal[models.WalletHold]:
        """Create a wallet hold."""
        return self.caller.write(
            "POST",
            "/v1/wallet_holds",
            models.WalletHold,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "wallet": wallet,
                "amount": amount,
                "expires_at": expires_at,
                "subject": subject,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[WalletHoldsFilters],
    ) -> Page[models.WalletHold]:
        """List wallet holds. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/wallet_holds", models.WalletHold, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[WalletHoldsFilters],
    ) -> Iterator[models.WalletHold]:
        """List wallet holds. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.WalletHold:
        """Read a wallet hold."""
        return self.caller.one("GET", f"/v1/wallet_holds/{segment(id)}", models.WalletHold)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        expires_at: dt.datetime | str | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WalletHold: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        expires_at: dt.datetime | str | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.WalletHold]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        expires_at: dt.datetime | str | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WalletHold | Rehearsal[models.WalletHold]:
        """Change a wallet hold."""
        return self.caller.write(
            "PATCH",
            f"/v1/wallet_holds/{segment(id)}",
            models.WalletHold,
            body={"metadata": metadata, "expires_at": expires_at},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def capture(
        self,
        id: str,
        /,
        *,
        amount: str | UnsetType | None = UNSET,
        final: bool | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WalletHold: ...

    @overload
    def capture(
        self,
        id: str,
        /,
        *,
        amount: str | UnsetType | None = UNSET,
        final: bool | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.WalletHold]: ...

    def capture(
        self,
        id: str,
        /,
        *,
        amount: str | UnsetType | None = UNSET,
        final: bool | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WalletHold | Rehearsal[models.WalletHold]:
        """Spend what is held, whole or in part."""
        return self.caller.write(
            "POST",
            f"/v1/wallet_holds/{segment(id)}/capture",
            models.WalletHold,
            body={"amount": amount, "final": final},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def release(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WalletHold: ...

    @overload
    def release(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.WalletHold]: ...

    def release(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WalletHold | Rehearsal[models.WalletHold]:
        """Let go of what is held."""
        return self.caller.write(
            "POST",
            f"/v1/wallet_holds/{segment(id)}/release",
            models.WalletHold,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def extend(
        self,
        id: str,
        /,
        *,
        expires_at: dt.datetime | str,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WalletHold: ...

    @overload
    def extend(
        self,
        id: str,
        /,
        *,
        expires_at: dt.datetime | str,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.WalletHold]: ...

    def extend(
        self,
        id: str,
        /,
        *,
        expires_at: dt.datetime | str,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WalletHold | Rehearsal[models.WalletHold]:
        """Hold it for longer."""
        return self.caller.write(
            "POST",
            f"/v1/wallet_holds/{segment(id)}/extend",
            models.WalletHold,
            body={"expires_at": expires_at},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
