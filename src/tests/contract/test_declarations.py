"""What every declaration keeps, whoever wrote it: names, paths, types, examples."""

from __future__ import annotations

import inspect
import re
import typing
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from msgspec.inspect import (
    BytesType,
    CollectionType,
    DateTimeType,
    DecimalType,
    DictType,
    FloatType,
    Metadata,
    StrType,
    StructType,
    Type,
    UnionType,
    type_info,
)

from harr import contract
from harr.contract import OPERATIONS, Operation
from harr.contract.samples import sample
from harr.kernel.errors import every_refusal

CODES = {refusal.code for refusal in every_refusal()}
PER_OPERATION = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)

KEYED = (
    "payments.create",
    "refunds.create",
    "subscriptions.create",
    "credit_notes.create",
    "grants.create",
    "balance_adjustments.create",
    "transactions.create",
)
MONEY = (
    "transactions.reverse",
    "transactions.batch",
    "holds.capture",
    "balance_adjustments.reverse",
    "wallets.top_up",
    "wallets.spend",
    "grants.void",
    "wallet_holds.capture",
    "subscriptions.change",
    "subscriptions.cancel",
    "invoices.finalize",
    "invoices.pay",
    "invoices.apply_balance",
    "invoices.void",
    "invoices.mark_uncollectible",
    "invoices.claim_tax_relief",
    "credit_notes.issue",
    "payments.confirm",
    "payments.capture",
    "payments.cancel",
    "payments.allocate",
    "payments.unallocate",
    "payments.refund",
    "disputes.accept",
    "bank_statements.match",
)


def types_of(operation: Operation) -> list[Any]:
    """What the operation is asked and what it answers."""
    return [kind for kind in (operation.request, operation.query, operation.response) if kind is not None]


def inside(kind: Any) -> Iterator[Type]:
    """Every type that stands in this one, and itself."""
    waiting, seen = [type_info(kind)], set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, StructType):
            if found.cls in seen:
                continue
            seen.add(found.cls)
            waiting += [field.type for field in found.fields]
        elif isinstance(found, Metadata):
            waiting.append(found.type)
        elif isinstance(found, UnionType):
            waiting += found.types
        elif isinstance(found, CollectionType):
            waiting.append(found.item_type)
        elif isinstance(found, DictType):
            waiting += [found.key_type, found.value_type]
        yield found


def structs_of(kind: Any) -> set[type]:
    """A page of something counts as a page."""
    return {typing.get_origin(found.cls) or found.cls for found in inside(kind) if isinstance(found, StructType)}


ANSWERED = {struct for operation in OPERATIONS for struct in structs_of(operation.response)}
ASKED = {
    struct
    for operation in OPERATIONS
    for kind in (operation.request, operation.query)
    if kind is not None
    for struct in structs_of(kind)
}


def title(struct: Any) -> str:
    return str(struct.__name__)


def twice(things: list[Any]) -> list[Any]:
    return sorted(thing for thing, times in Counter(things).items() if times > 1)


def test_no_two_operations_have_one_name() -> None:
    """A name is what CLI, SDK, profiles and scopes call the operation by."""
    assert twice([operation.name for operation in OPERATIONS]) == []
    assert {*KEYED, *MONEY} <= set(contract.BY_NAME)
    assert [name for name in contract.BY_NAME if not re.fullmatch(r"[a-z_]+\.[a-z_]+", name)] == []


def test_no_two_operations_have_one_address() -> None:
    """Not even where only the names of their parameters differ."""
    assert twice([f"{o.method} {re.sub('{[a-z_]+}', '{}', o.path)}" for o in OPERATIONS]) == []


def test_no_two_structs_have_one_name() -> None:
    """The name of a struct is the name of its schema in the document."""
    assert twice([struct.__name__ for struct in ANSWERED | ASKED]) == []


@PER_OPERATION
def test_the_path_begins_with_the_version_and_its_first_parameter_is_id(operation: Operation) -> None:
    """`/v1/invoices/{id}/lines/{line_id}`; reports alone go by name."""
    assert operation.path.startswith("/v1/")
    assert operation.parameters[:1] in {(), ("id",), ("name",)}
    assert len(set(operation.parameters)) == len(operation.parameters)


@PER_OPERATION
def test_the_example_is_what_the_operation_answers(operation: Operation) -> None:
    """It goes out as JSON and comes back the same, through the checks of its own type."""
    sent = msgspec.json.encode(contract.example(operation))
    if operation.response is not bytes:
        assert msgspec.json.encode(msgspec.json.decode(sent, type=operation.response)) == sent


@PER_OPERATION
def test_a_sample_fits_its_type(operation: Operation) -> None:
    """Of what is asked and of what is answered."""
    for kind in types_of(operation):
        sent = msgspec.json.encode(sample(kind))
        assert msgspec.json.encode(msgspec.json.decode(sent, type=kind)) == sent


@PER_OPERATION
def test_its_types_have_a_schema(operation: Operation) -> None:
    """Each with a name for every struct in it."""
    _, components = msgspec.json.schema_components(types_of(operation))
    structs = {struct.__name__ for kind in types_of(operation) for struct in structs_of(kind)}
    assert {name.partition("_")[0] for name in components} == structs


@PER_OPERATION
def test_every_instant_carries_its_zone(operation: Operation) -> None:
    """An instant without a zone means another moment on each machine."""
    for kind in types_of(operation):
        assert [found for found in inside(kind) if isinstance(found, DateTimeType) and found.tz is not True] == []


@PER_OPERATION
def test_no_number_has_a_fraction(operation: Operation) -> None:
    """Money, rates and quantities are text; a float or a bare decimal would take NaN and 1e400."""
    for kind in types_of(operation):
        assert [found for found in inside(kind) if isinstance(found, FloatType | DecimalType)] == []


@PER_OPERATION
def test_every_pattern_has_a_length(operation: Operation) -> None:
    """`$` lets a line end by; the length does not."""
    for kind in types_of(operation):
        texts = [found for found in inside(kind) if isinstance(found, StrType) and found.pattern is not None]
        assert [text.pattern for text in texts if text.max_length is None] == []
        assert [text.pattern for text in texts if re.search(r"\\[swdSWDZAb]", text.pattern or "")] == []


@pytest.mark.parametrize("struct", sorted(ANSWERED | ASKED, key=title), ids=title)
def test_fields_go_by_name_and_a_sentence_says_what_it_is_for(struct: type) -> None:
    """Fields by place would change their meaning when one is added."""
    places = inspect.signature(struct).parameters.values()
    assert [place.name for place in places if place.kind is not inspect.Parameter.KEYWORD_ONLY] == []
    assert (struct.__doc__ or "").strip().endswith(".")


@pytest.mark.parametrize("struct", sorted(ASKED, key=title), ids=title)
def test_what_is_asked_refuses_a_field_that_the_contract_does_not_name(struct: type[msgspec.Struct]) -> None:
    """A misspelt field that is passed over is a wish not granted."""
    assert struct.__struct_config__.forbid_unknown_fields is True


@PER_OPERATION
def test_every_error_it_can_give_exists(operation: Operation) -> None:
    """A code is for ever; the tree of refusals is the only list."""
    assert set(operation.refusals()) <= CODES


@PER_OPERATION
def test_a_create_that_is_told_twice_has_a_key_where_money_follows(operation: Operation) -> None:
    """Verbs that move money, and the creates that the conventions name, need an Idempotency-Key."""
    assert operation.money == (operation.name in MONEY)
    assert operation.keyed == (operation.name in KEYED)
    assert not operation.needs_key or operation.method == "POST"


@PER_OPERATION
def test_what_starts_a_job_answers_accepted(operation: Operation) -> None:
    """202, and the job's name in the answer."""
    assert operation.starts_job == (operation.status == 202)


def test_a_list_is_a_page() -> None:
    """`{data, has_more, next_cursor}`, the same everywhere."""
    for operation in OPERATIONS:
        if operation.listing:
            (page,) = [found for found in [type_info(operation.response)] if isinstance(found, StructType)]
            assert [field.name for field in page.fields] == ["data", "has_more", "next_cursor"], operation.name


def test_content_is_bytes_with_a_media_type() -> None:
    """What is not JSON says so."""
    for operation in OPERATIONS:
        is_bytes = isinstance(type_info(operation.response), BytesType)
        assert is_bytes == (operation.media != "application/json"), operation.name


def test_the_examples_add_up() -> None:
    """An example that a reader adds up again gives what it says: the sums that always hold."""
    invoice, payment, note = (contract.BY_NAME[f"{plural}.retrieve"].example for plural in
                              ("invoices", "payments", "credit_notes"))  # fmt: skip
    d = Decimal
    assert d(invoice.subtotal) == sum(d(line.amount) for line in invoice.lines)
    assert d(invoice.net_amount) == sum(d(group.base_amount) for group in invoice.tax_groups)
    assert d(invoice.tax_amount) == sum(d(group.tax_amount) for group in invoice.tax_groups)
    assert d(invoice.total) == d(invoice.net_amount) + d(invoice.tax_amount) + d(invoice.rounding_amount)
    assert d(invoice.amount_due) == d(invoice.total) - d(invoice.amount_paid) - d(invoice.amount_credited)
    assert d(note.total) == d(note.net_amount) + d(note.tax_amount) == d(note.amount_to_invoice)
    assert d(payment.amount_received) == d(payment.amount_allocated) + d(payment.amount_unallocated)
    entries = contract.BY_NAME["invoices.entries"].example.data
    assert sum(d(e.amount) if e.side == "debit" else -d(e.amount) for e in entries) == 0
