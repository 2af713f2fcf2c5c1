"""An id comes back as the number that it was, and nothing else passes for one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel import FieldInvalid, NotFound, id_number, id_text, make_id, path_id, prefix_of
from harr.kernel.ids import LARGEST, PATTERN


@given(number=st.integers(0, LARGEST))
def test_an_id_comes_back_as_its_number(number: int) -> None:
    """Text and number name the same thing."""
    assert id_number(id_text("inv", number), "inv") == number


@given(one=st.integers(0, LARGEST), other=st.integers(0, LARGEST))
def test_texts_sort_as_their_numbers_do(one: int, other: int) -> None:
    """A list in order of ids is a list in order of time, on the wire as in the database."""
    assert (id_text("inv", one) < id_text("inv", other)) == (one < other)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "inv_0000000000000"),
        (7, "inv_0000000000007"),
        (32, "inv_0000000000010"),
        (LARGEST, "inv_7zzzzzzzzzzzz"),
    ],
)
def test_how_an_id_looks(number: int, text: str) -> None:
    """A prefix and thirteen letters, without i, l, o and u."""
    assert id_text("inv", number) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "inv",
        "inv_",
        "inv_7",
        "inv_00000000000007",  # fourteen letters
        "inv_8000000000000",  # more than 63 bits
        "inv_000000000000i",
        "inv_000000000000A",
        "inv_00000000 0007",
        "inv_000000000000\u0667",  # a seven, but not of ASCII
        "0000000000007",
        "sub_0000000000007",  # of another thing
    ],
)
def test_what_is_not_an_id_of_an_invoice(text: str) -> None:
    """It is refused with the name of the field that it came in."""
    with pytest.raises(FieldInvalid) as refused:
        id_number(text, "inv", field="invoice")
    assert refused.value.field == "invoice"


@given(number=st.integers(-(2**50), -1))
def test_an_id_of_a_rehearsal_is_refused_and_says_so(number: int) -> None:
    """It looks like no kept id, and who sends it learns that nothing was kept."""
    text = id_text("inv", number)
    assert text.startswith("inv_dry")
    assert len(text) == len("inv_0000000000007")
    with pytest.raises(FieldInvalid, match="rehearsal") as refused:
        id_number(text, "inv")
    assert "dry_run" in refused.value.exit


def test_an_id_carries_its_time_above_its_counter() -> None:
    """One made a millisecond later is larger, whatever the counters are; both stay within 63 bits."""
    assert make_id(1_000, 2**21 - 1) < make_id(1_001, 0)
    assert make_id(2**42 - 1, 2**21 - 1) == LARGEST
    assert make_id(5, 2**21 + 3) == make_id(5, 3)


def test_the_prefix_says_what_the_id_is_of() -> None:
    """`sub_…` is a subscription; the contract's pattern fits kept ids, and rehearsed ones, which are refused later."""
    assert prefix_of("sub_0000000000007") == "sub"
    for text, fits in (
        ("0000000000007", True),
        ("dry0000000007", True),
        ("8000000000007", False),
        ("dry000000000i", False),
    ):
        assert bool(re.fullmatch(PATTERN, text)) is fits, text


def test_an_id_in_a_path_that_cannot_be_is_not_there() -> None:
    """A path that names nothing is 404, but a rehearsed id still says why."""
    assert path_id("inv_0000000000007", "inv") == 7
    for text in ("inv_7", "sub_0000000000007", "inv_" + "x" * 5000):
        with pytest.raises(NotFound):
            path_id(text, "inv")
    with pytest.raises(FieldInvalid, match="rehearsal"):
        path_id(id_text("inv", -7), "inv")
