"""Equal values have one text, and so one digest."""

from __future__ import annotations

from decimal import Decimal

import pytest

from harr.kernel import canonical_json, digest


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "ä"]}, '{"a":[true,null,"ä"],"b":1}'),
        ({"a": {"z": "", "y": 2**60}}, '{"a":{"y":1152921504606846976,"z":""}}'),
        (("x", 1), '["x",1]'),
        ("line\nend", '"line\\nend"'),
        ({}, "{}"),
    ],
)
def test_the_one_text_of_a_value(value: object, text: str) -> None:
    """Keys sorted, no blanks, UTF-8."""
    assert canonical_json(value) == text.encode()


@pytest.mark.parametrize("value", [1.0, {"a": [0.1]}, [float("nan")], Decimal(1), {1: "a"}, {"a": {2, 3}}, b"x"])
def test_what_has_no_one_text(value: object) -> None:
    """A float above all, however deep it lies."""
    with pytest.raises(TypeError):
        canonical_json(value)


def test_a_digest_is_the_same_for_the_same_value() -> None:
    """Whatever the order of keys; bytes are taken as they are."""
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) == digest(b'{"a":1,"b":2}')
    assert digest({"a": 1}) != digest({"a": "1"})
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
