"""Transactions of the caller's own: once under an external id, reversed once, many at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from harr.contract.ledger import BatchTransaction, EntryRequest
from harr.kernel.ids import id_text
from harr.services import ledger
from tests.house import House
from tests.services.ledger.conftest import Books
from tests.services.ledger.test_posting import sale


@pytest.fixture
def accounts(books: Books) -> dict[str, str]:
    """A bank account and equity, made by the caller."""
    return {
        code: books.house("accounts.create", entity=books.entity_text, code=code, type=type_, currency="EUR")["id"]
        for code, type_ in (("1010", "asset"), ("3010", "equity"))
    }


def body(books: Books, accounts: dict[str, str], amount: str = "10.00", **more: Any) -> dict[str, Any]:
    """An opening balance."""
    return {
        "entity": books.entity_text,
        "type": "opening",
        "effective_on": "2026-01-15",
        "entries": [
            {"account": accounts["1010"], "side": "debit", "amount": amount},
            {"account": accounts["3010"], "side": "credit", "amount": amount},
        ],
        **more,
    }


def test_a_transaction_of_ones_own(books: Books, accounts: dict[str, str]) -> None:
    """It answers with its entries, its cause and its digest; its position comes with the commit's."""
    made = books.house("transactions.create", **body(books, accounts, external_id="o-1", description="Opening"))
    assert made["cause"] == f"transaction.posted/{made['app']}/o-1/1"
    assert [(e["code"], e["side"], e["amount"]) for e in made["entries"]] == [
        ("1010", "debit", "10.00"), ("3010", "credit", "10.00"),
    ]  # fmt: skip
    books.order()
    shown = books.house("transactions.retrieve", made["id"])
    assert shown | {"position": None} == made | {"position": None}
    assert shown["position"] >= 1
    assert books.house("transactions.list", external_id="o-1")["data"] == [shown]
    assert books.house("transactions.list", cause=made["cause"], type="opening", status="posted")["data"] == [shown]
    assert books.house("transactions.list", effective_on="2026-01-16")["data"] == []
    books.verified()


def test_an_external_id_happens_once(books: Books, accounts: dict[str, str]) -> None:
    """With the same facts it answers what is there; with others it is refused."""
    first = books.house("transactions.create", **body(books, accounts, external_id="o-1"))
    again = books.house("transactions.create", **body(books, accounts, external_id="o-1"))
    assert again["id"] == first["id"]
    said = books.house.refused("transactions.create", **body(books, accounts, "11.00", external_id="o-1"))
    assert (said["code"], said["facts"]["transaction"]) == ("cause_conflict", first["id"])
    assert books.balance("1010") == "10.00"


def test_without_an_external_id_each_is_another(books: Books, accounts: dict[str, str]) -> None:
    """Its cause names itself."""
    made = [books.house("transactions.create", **body(books, accounts)) for _ in range(2)]
    assert made[0]["id"] != made[1]["id"]
    assert made[0]["cause"].endswith(f"/{made[0]['id']}/1")


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"type": "manual"}, "field_invalid", "reason"),
        ({"type": "manual", "reason": "a slip"}, "field_invalid", "attachment_url"),
        ({"entries.0.amount": "10.01"}, "unbalanced", "entries"),
        ({"entries.1.amount": "0.00"}, "field_invalid", "entries[1].amount"),
        ({"entries.0.amount": "10.000"}, "money_digits", "entries[0].amount"),
        ({"entries.1.account": "acc_0000000000001"}, "field_invalid", "entries[1].account"),
        (
            {"entries.0.dimensions": {"document": "inv_0000000000001"}},
            "field_invalid",
            "entries[0].dimensions.document",
        ),
        ({"entity": "ent_0000000000001"}, "field_invalid", "entity"),
    ],
)
def test_what_is_refused_names_its_field(
    books: Books, accounts: dict[str, str], change: dict[str, Any], code: str, field: str
) -> None:
    """And nothing was posted."""
    sent = body(books, accounts)
    for path, value in change.items():
        place: Any = sent
        *above, last = path.split(".")
        for part in above:
            place = place[int(part) if part.isdigit() else part]
        place[last] = value
    said = books.house.refused("transactions.create", **sent)
    assert (said["code"], said["field"]) == (code, field)
    assert books.house("transactions.list")["data"] == []


def test_an_unbalanced_one_says_by_how_much(books: Books, accounts: dict[str, str]) -> None:
    """In every currency."""
    sent = body(books, accounts)
    sent["entries"][0]["amount"] = "10.01"
    assert books.house.refused("transactions.create", **sent)["facts"]["residual"] == {"EUR": "0.01"}


def test_dimensions_and_quantities_are_kept(books: Books, accounts: dict[str, str]) -> None:
    """Document, line and product are columns, the rest is kept beside."""
    sent = body(books, accounts)
    dimensions = {"document": "B-7", "line": "3", "product": "prd_x", "project": "north"}
    sent["entries"][0] |= {"dimensions": dimensions, "quantity": "1.50", "unit": "hour"}
    made = books.house("transactions.create", **sent)
    entry = books.house("transactions.retrieve", made["id"])["entries"][0]
    assert (entry["dimensions"], entry["quantity"], entry["unit"]) == (dimensions, "1.5", "hour")
    books.verified()


def test_a_closed_period_takes_nothing(books: Books, accounts: dict[str, str]) -> None:
    """The refusal says until when."""
    books.run(
        lambda tx: tx.run(
            "UPDATE tenants_entity SET closed_until = '2026-01-15' WHERE tenant = :tenant AND id = :id", id=books.entity
        )
    )
    said = books.house.refused("transactions.create", **body(books, accounts))
    assert (said["code"], said["facts"]["closed_until"]) == ("period_closed", "2026-01-15")
    assert books.house("transactions.create", **body(books, accounts, effective_on="2026-01-16"))["id"]


def test_a_reversal_undoes_once(books: Books, accounts: dict[str, str]) -> None:
    """The answer is the one that was reversed; a second time is refused."""
    made = books.house("transactions.create", **body(books, accounts))
    answer = books.house("transactions.reverse", made["id"], effective_on="2026-01-20", reason="entered twice")
    assert answer["id"] == made["id"]
    reversal = books.house("transactions.retrieve", answer["reversed_by"])
    assert (reversal["reverses"], reversal["type"], reversal["reason"], reversal["effective_on"]) == (
        made["id"], "reversal", "entered twice", "2026-01-20",
    )  # fmt: skip
    assert [e["side"] for e in reversal["entries"]] == ["credit", "debit"]
    assert books.house.refused("transactions.reverse", made["id"])["code"] == "state_conflict"
    assert books.house("transactions.list", reversed_by=reversal["id"])["data"][0]["id"] == made["id"]
    assert books.house("transactions.list", reverses=made["id"])["data"][0]["id"] == reversal["id"]
    assert books.balance("1010") == "0.00"
    books.verified()


def test_what_harr_posted_is_undone_by_its_own_verb(books: Books) -> None:
    """Else what is due on an invoice and what the books say would part."""
    posted = books.post(*sale(), cause="invoice.finalized/inv_1/1")
    said = books.house.refused("transactions.reverse", id_text("txn", posted.id))
    assert (said["code"], said["facts"]["cause"]) == ("state_conflict", "invoice.finalized/inv_1/1")


def test_a_rehearsal_shows_and_keeps_nothing(books: Books, accounts: dict[str, str]) -> None:
    """The transaction as it would be, the event that would be told."""
    shown = books.house.rehearse("transactions.create", **body(books, accounts))
    assert shown["dry_run"]
    assert [e["amount"] for e in shown["transactions"][0]["entries"]] == ["10.00", "10.00"]
    assert [event["type"] for event in shown["events"]] == ["transaction.posted"]
    assert shown["result"]["id"].startswith("txn_dry")
    assert books.house("transactions.list")["data"] == []
    assert books.balance("1010") == "0.00"


def test_a_batch_posts_each_on_its_own(books: Books, accounts: dict[str, str]) -> None:
    """What is refused is named by its index; sent again, all of it is there already."""
    transactions = [body(books, accounts, "1.00", external_id=f"o-{n}") for n in range(5)]
    transactions[1]["entries"][0]["amount"] = "2.00"
    transactions[3]["entries"][1]["account"] = "acc_0000000000001"
    transactions.append(body(books, accounts, "1.00", external_id="o-0"))
    transactions.append(body(books, accounts, "3.00", external_id="o-2"))
    answer = books.house("transactions.batch", transactions=transactions)
    assert (answer["posted"], answer["duplicates"]) == (3, 1)
    assert [(one["index"], one["code"], one["field"]) for one in answer["rejected"]] == [
        (1, "unbalanced", "transactions[1].entries"), (3, "field_invalid", "transactions[3].entries[1].account"),
        (6, "cause_conflict", None),
    ]  # fmt: skip
    again = books.house("transactions.batch", transactions=transactions[:1] + transactions[4:5])
    assert (again["posted"], again["duplicates"], again["rejected"]) == (0, 2, [])
    assert books.balance("1010") == "3.00"
    books.verified()


def test_a_batch_refuses_whom_a_floor_stops_and_posts_the_rest(books: Books, accounts: dict[str, str]) -> None:
    """Nothing of the refused one is left, though its first account could have given."""
    guarded = [
        books.house("accounts.create", entity=books.entity_text, code="2900", type="liability", currency="EUR",
                    owner=owner, floor_amount="0.00")["id"]
        for owner in ("a", "b")
    ]  # fmt: skip
    give = body(books, accounts, "10.00", external_id="give")
    give["entries"][1]["account"] = guarded[0]
    take = body(books, accounts, "10.00", external_id="take")
    take["entries"] = [
        {"account": guarded[0], "side": "debit", "amount": "6.00"},
        {"account": guarded[1], "side": "debit", "amount": "4.00"},
        {"account": accounts["1010"], "side": "credit", "amount": "10.00"},
    ]
    answer = books.house("transactions.batch", transactions=[give, take])
    assert (answer["posted"], [(one["index"], one["code"]) for one in answer["rejected"]]) == (
        1,
        [(1, "insufficient_funds")],
    )
    assert books.house("accounts.balance", guarded[0])["posted"] == "10.00"
    books.verified()


def test_a_batch_is_cut_into_what_a_commit_takes(books: Books) -> None:
    """No part is larger than the store allows, and none is empty."""
    one = BatchTransaction(
        entity=books.entity_text, type="opening", effective_on="2026-01-15",  # type: ignore[arg-type]
        entries=[EntryRequest(account="acc_1", side="debit", amount="1.00")] * 3, external_id="x",
    )  # fmt: skip
    parts = list(ledger.chunks([one] * 1000, rows_limit=2500))
    assert sum(len(part) for part in parts) == 1000
    assert all(0 < len(part) * 9 <= 2500 for part in parts)
    assert [len(part) for part in ledger.chunks([one] * 3, rows_limit=2500)] == [3]


def test_a_batch_that_no_commit_takes_is_done_in_several(books: Books, accounts: dict[str, str]) -> None:
    """The last one keeps the key: the same request answers the same bytes, and another key finds duplicates."""
    transactions = [body(books, accounts, "1.00", external_id=f"o-{n}") for n in range(400)]
    first = books.house.send("transactions.batch", headers={"idempotency-key": "b-1"}, transactions=transactions)
    assert (first.json()["posted"], first.json()["duplicates"]) == (400, 0)
    again = books.house.send("transactions.batch", headers={"idempotency-key": "b-1"}, transactions=transactions)
    assert (again.body, again.headers["Idempotency-Replayed"]) == (first.body, "true")
    other = books.house("transactions.batch", transactions=transactions)
    assert (other["posted"], other["duplicates"]) == (0, 400)
    assert books.balance("1010") == "400.00"
    books.verified()


def test_a_rehearsed_batch_fits_one_commit_or_says_how_many_do(books: Books, accounts: dict[str, str]) -> None:
    """A rehearsal is one transaction, whatever the batch."""
    transactions = [body(books, accounts, "1.00", external_id=f"o-{n}") for n in range(400)]
    if books.engine.store.rows_limit > 3_000:
        assert books.house.rehearse("transactions.batch", transactions=transactions)["result"]["posted"] == 400
    else:
        said = books.house.refused("transactions.batch", query={"dry_run": "true"}, transactions=transactions)
        assert (said["code"], said["field"]) == ("body_too_large", "transactions")
    assert books.balance("1010") == "0.00"


# ---- what an app may see and do --------------------------------------------------------------------------------------


def narrow(books: Books, **profile: Any) -> House:
    """Another app of the tenant, with a profile."""
    made = books.house("profiles.create", name="narrow", operations=["*"], **profile)
    books.house("profiles.activate", made["id"])
    app = books.house("apps.create", name="Narrow", profile=made["id"], entity=books.entity_text)
    key = books.house("keys.create", app=app["id"], name="narrow", role="owner")
    return replace(books.house, secret=key["secret"])


def test_a_profile_holds_for_currencies_and_amounts_that_come_from_accounts(
    books: Books, accounts: dict[str, str]
) -> None:
    """The request names an account; what it is in is known here alone."""
    dollars = narrow(books, currencies=["USD"], sees="tenant")
    said = dollars.refused("transactions.create", **body(books, accounts))
    assert (said["code"], said["field"]) == ("capability_not_granted", "entries[0].account")


def test_an_app_that_sees_its_own_does_not_find_the_others(books: Books, accounts: dict[str, str]) -> None:
    """Neither accounts nor transactions nor entries; and it cannot post to what it does not see."""
    made = books.house("transactions.create", **body(books, accounts))
    other = narrow(books, sees="own")
    assert other.refused("transactions.retrieve", made["id"])["code"] == "not_found"
    assert other.refused("accounts.retrieve", accounts["1010"])["code"] == "not_found"
    assert other("transactions.list")["data"] == other("entries.list")["data"] == other("balances.list")["data"] == []
    said = other.refused("transactions.create", **body(books, accounts))
    assert (said["code"], said["field"]) == ("field_invalid", "entries[0].account")
