"""What a transaction is handed: rows that are asked for once, and JSON that is the same bytes for the same value."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from harr.engine import Engine, Tx, dumps, loads
from tests.engine.notes import SOMEBODY, note, tenant

TEXT = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False) | st.dates() | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


def test_what_is_known_is_asked_once_until_it_is_written(engine: Engine) -> None:
    """A row that this transaction has changed is read as it is now; what a caller does to a row stays with them."""
    where = tenant(engine)
    asked: list[str] = []

    def act(tx: Tx) -> list[list[str]]:
        real = tx.session.rows

        def counting(sql: str, args: Any) -> Any:
            asked.append(sql)
            return real(sql, args)

        tx.session.rows = counting  # type: ignore[method-assign]
        found = []
        for word in ("first", None, "second", None):
            if word is not None:
                note(tx, word)
            rows = tx.known("SELECT word FROM tests_note WHERE tenant = :tenant AND n IN (:ns) ORDER BY id", ns=[1])
            found.append([row["word"] for row in rows])
            rows[0]["word"] = "mine"
        return found

    told = engine.run(where, SOMEBODY, act).result
    assert told == [["first"], ["first"], ["first", "second"], ["first", "second"]]
    assert sum("tests_note" in sql for sql in asked) == 2


@given(VALUES)
def test_json_is_sorted_and_the_same_for_the_same_value(value: Any) -> None:
    """As the standard library writes it, byte for byte: digests of rows that were kept go by it."""
    plain = json.dumps(msgspec.to_builtins(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert dumps(value) == plain
    assert loads(plain) == json.loads(plain)


def test_keys_may_be_numbers() -> None:
    """They are written as text."""
    assert dumps({2: "b", 1: "a"}) == '{"1":"a","2":"b"}'
    assert loads("") == {}
