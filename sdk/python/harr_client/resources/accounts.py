"""Accounts. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class AccountsFilters(TypedDict, total=False):
    """What `accounts.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["open", "closed"] | Sequence[Literal["open", "closed"]]
    entity: str | Sequence[str]
    code: str | Sequence[str]
    type: (
        Literal["asset", "liability", "equity", "revenue", "expense", "memo"]
        | Sequence[Literal["asset", "liability", "equity", "revenue", "expense", "memo"]]
    )
    currency: str | Sequence[str]
    owner: str | Sequence[str]


class AccountsEntriesFilters(TypedDict, total=False):
    """What `accounts.entries` can be asked for. `…_gte` and its kin are ranges."""

    limit: int
    after: str
    order: Literal["desc", "asc"]
    id: str | Sequence[str]
    transaction: str | Sequence[str]
    effective_on: dt.date | str | Sequence[dt.date | str]
    effective_on_gte: dt.date | str
    effective_on_gt: dt.date | str
    effective_on_lte: dt.date | str
    effective_on_lt: dt.date | str
    account: str | Sequence[str]
    code: str | Sequence[str]
    currency: str | Sequence[str]
    exchange_rate: str | Sequence[str]


class Accounts(Resource):
    """All that can be done with accounts."""

    @overload
    def create(
        self,
        *,
        entity: str,
        code: str,
        type: Literal["asset", "equity", "expense", "liability", "memo", "revenue"],
        currency: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        contra: bool | UnsetType = UNSET,
        dimensions: Mapping[str, str] | UnsetType | None = UNSET,
        owner: str | UnsetType | None = UNSET,
        floor_amount: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Account: ...

    @overload
    def create(
        self,
        *,
        entity: str,
        code: str,
        type: Literal["asset", "equity", "expense", "liability", "memo", "revenue"],
        currency: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        contra: bool | UnsetType = UNSET,
        dimensions: Mapping[str, str] | UnsetType | None = UNSET,
        owner: str | UnsetType | None = UNSET,
        floor_amount: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Account]: ...

    def create(
        self,
        *,
        entity: str,
        code: str,
        type: Literal["asset", "equity", "expense", "liability", "memo", "revenue"],
        currency: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        contra: bool | UnsetType = UNSET,
        dimensions: Mapping[str, str] | UnsetType | None = UNSET,
        owner: str | UnsetType | None = UNSET,
        floor_amount: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Account | Rehearsal[models.Account]:
        """Create an account."""
        return self.caller.write(
            "POST",
            "/v1/ledger/accounts",
            models.Account,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "entity": entity,
                "code": code,
                "name": name,
                "type": type,
                "contra": contra,
                "currency": currency,
                "dimensions": dimensions,
                "owner": owner,
                "floor_amount": floor_amount,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[AccountsFilters],
    ) -> Page[models.Account]:
        """List accounts. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/ledger/accounts", models.Account, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[AccountsFilters],
    ) -> Iterator[models.Account]:
        """List accounts. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Account:
        """Read an account."""
        return self.caller.one("GET", f"/v1/ledger/accounts/{segment(id)}", models.Account)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Account: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Account]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Account | Rehearsal[models.Account]:
        """Change an account."""
        return self.caller.write(
            "PATCH",
            f"/v1/ledger/accounts/{segment(id)}",
            models.Account,
            body={"metadata": metadata, "name": name},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
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
    ) -> models.Account: ...

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
    ) -> Rehearsal[models.Account]: ...

    def close(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Account | Rehearsal[models.Account]:
        """Close an account that holds nothing."""
        return self.caller.write(
            "POST",
            f"/v1/ledger/accounts/{segment(id)}/close",
            models.Account,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def entries(
        self,
        id: str,
        /,
        **filters: Unpack[AccountsEntriesFilters],
    ) -> Page[models.Entry]:
        """List the entries of an account. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page(f"/v1/ledger/accounts/{segment(id)}/entries", models.Entry, parameters(filters))

    def iterate_entries(
        self,
        id: str,
        /,
        **filters: Unpack[AccountsEntriesFilters],
    ) -> Iterator[models.Entry]:
        """List the entries of an account. All of them, page by page as they are needed."""
        return self.entries(id, **filters).auto_paging_iter()

    def balance(
        self,
        id: str,
        /,
        *,
        as_of: dt.date | str | UnsetType = UNSET,
        known_at: str | UnsetType = UNSET,
    ) -> models.Balance:
        """Read what an account holds."""
        return self.caller.one(
            "GET",
            f"/v1/ledger/accounts/{segment(id)}/balance",
            models.Balance,
            query={"as_of": as_of, "known_at": known_at},
        )
