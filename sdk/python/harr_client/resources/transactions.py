"""Transactions. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class TransactionsFilters(TypedDict, total=False):
    """What `transactions.list` can be asked for. `…_gte` and its kin are ranges."""

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
    entity: str | Sequence[str]
    effective_on: dt.date | str | Sequence[dt.date | str]
    effective_on_gte: dt.date | str
    effective_on_gt: dt.date | str
    effective_on_lte: dt.date | str
    effective_on_lt: dt.date | str
    effective_at: dt.datetime | str | Sequence[dt.datetime | str]
    effective_at_gte: dt.datetime | str
    effective_at_gt: dt.datetime | str
    effective_at_lte: dt.datetime | str
    effective_at_lt: dt.datetime | str
    recorded_at: dt.datetime | str | Sequence[dt.datetime | str]
    recorded_at_gte: dt.datetime | str
    recorded_at_gt: dt.datetime | str
    recorded_at_lte: dt.datetime | str
    recorded_at_lt: dt.datetime | str
    reverses: str | Sequence[str]
    reversed_by: str | Sequence[str]
    corrects: str | Sequence[str]
    belongs_to: str | Sequence[str]
    type: str | Sequence[str]
    cause: str | Sequence[str]


class Transactions(Resource):
    """All that can be done with transactions."""

    @overload
    def create(
        self,
        *,
        entity: str,
        type: str,
        effective_on: dt.date | str,
        entries: Sequence[models.EntryRequest | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        effective_at: dt.datetime | str | UnsetType | None = UNSET,
        reason: str | UnsetType | None = UNSET,
        attachment_url: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.Transaction: ...

    @overload
    def create(
        self,
        *,
        entity: str,
        type: str,
        effective_on: dt.date | str,
        entries: Sequence[models.EntryRequest | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        effective_at: dt.datetime | str | UnsetType | None = UNSET,
        reason: str | UnsetType | None = UNSET,
        attachment_url: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.Transaction]: ...

    def create(
        self,
        *,
        entity: str,
        type: str,
        effective_on: dt.date | str,
        entries: Sequence[models.EntryRequest | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        effective_at: dt.datetime | str | UnsetType | None = UNSET,
        reason: str | UnsetType | None = UNSET,
        attachment_url: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.Transaction | Rehearsal[models.Transaction]:
        """Create a transaction."""
        return self.caller.write(
            "POST",
            "/v1/ledger/transactions",
            models.Transaction,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "entity": entity,
                "type": type,
                "description": description,
                "effective_on": effective_on,
                "effective_at": effective_at,
                "entries": entries,
                "reason": reason,
                "attachment_url": attachment_url,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=harr_reason),
        )

    def list(
        self,
        **filters: Unpack[TransactionsFilters],
    ) -> Page[models.Transaction]:
        """List transactions. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/ledger/transactions", models.Transaction, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[TransactionsFilters],
    ) -> Iterator[models.Transaction]:
        """List transactions. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Transaction:
        """Read a transaction."""
        return self.caller.one("GET", f"/v1/ledger/transactions/{segment(id)}", models.Transaction)

    @overload
    def reverse(
        self,
        id: str,
        /,
        *,
        effective_on: dt.date | str | UnsetType | None = UNSET,
        reason: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.Transaction: ...

    @overload
    def reverse(
        self,
        id: str,
        /,
        *,
        effective_on: dt.date | str | UnsetType | None = UNSET,
        reason: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.Transaction]: ...

    def reverse(
        self,
        id: str,
        /,
        *,
        effective_on: dt.date | str | UnsetType | None = UNSET,
        reason: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.Transaction | Rehearsal[models.Transaction]:
        """Reverse a transaction; the answer is the one that was reversed, naming its reversal."""
        return self.caller.write(
            "POST",
            f"/v1/ledger/transactions/{segment(id)}/reverse",
            models.Transaction,
            body={"effective_on": effective_on, "reason": reason},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=harr_reason),
        )

    @overload
    def batch(
        self,
        *,
        transactions: Sequence[models.BatchTransaction | Mapping[str, Any]],
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TransactionBatch: ...

    @overload
    def batch(
        self,
        *,
        transactions: Sequence[models.BatchTransaction | Mapping[str, Any]],
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.TransactionBatch]: ...

    def batch(
        self,
        *,
        transactions: Sequence[models.BatchTransaction | Mapping[str, Any]],
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TransactionBatch | Rehearsal[models.TransactionBatch]:
        """Post many transactions, each on its own."""
        return self.caller.write(
            "POST",
            "/v1/ledger/transactions/batch",
            models.TransactionBatch,
            body={"transactions": transactions},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
