"""Every refusal says what it is, with which status, and what to do next."""

from __future__ import annotations

import re

import pytest

from harr.kernel import FieldInvalid, Refusal, RuleRefused, errors, every_refusal

OF_THE_TREE = re.compile(r"^[│ ]*[├└]── (\w+) +(?:(\d{3})  )?([a-z_]+)$", re.MULTILINE)


@pytest.mark.parametrize("kind", every_refusal(), ids=lambda kind: str(kind.__name__))
def test_a_refusal_has_a_code_a_status_a_title_and_a_way_out(kind: type[Refusal]) -> None:
    """Code in small letters, a 4xx or 5xx, a title without a full stop, a way out that is a sentence."""
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.code)
    assert kind.code != Refusal.code
    assert kind.status in {400, 401, 403, 404, 405, 409, 412, 413, 422, 429, 502, 503}
    assert re.fullmatch(r"[A-Z].*[^.]", kind.title)
    assert kind.title != Refusal.title
    assert re.fullmatch(r"[A-Z].*\.", kind.way_out)
    assert kind.way_out != Refusal.way_out


def test_no_code_stands_for_two_refusals() -> None:
    """A program can tell every refusal from every other by its code alone."""
    codes = [kind.code for kind in every_refusal()]
    assert len(set(codes)) == len(codes)


def test_the_tree_at_the_top_of_the_page_is_the_tree_of_the_classes() -> None:
    """Name, code and order of each refusal stand in the docstring, and no other."""
    page = [(name, code) for name, _, code in OF_THE_TREE.findall(errors.__doc__ or "")]
    assert page == [(kind.__name__, kind.code) for kind in every_refusal()]


def test_a_code_is_the_name_of_its_class() -> None:
    """Who knows the code finds the class."""
    for kind in every_refusal():
        assert kind.code == re.sub(r"(?<=[a-z])([A-Z])", r"_\1", kind.__name__).lower()


def test_rules_of_billing_answer_422() -> None:
    """A request that is well formed and stands against a rule is no bad request."""
    assert [kind.code for kind in every_refusal() if kind.status == 422] == [
        kind.code for kind in RuleRefused.__subclasses__()
    ]


def test_a_refusal_carries_its_sentence_its_field_its_facts_and_its_exit() -> None:
    """The way out of one case may be more exact than that of its class."""
    refused = FieldInvalid("42 is no country", field="address.country", way_out="Send DE.", given="42")
    assert (str(refused), refused.detail, refused.field) == ("42 is no country", "42 is no country", "address.country")
    assert (refused.facts, refused.exit) == ({"given": "42"}, "Send DE.")
    assert FieldInvalid("no").exit == FieldInvalid.way_out
