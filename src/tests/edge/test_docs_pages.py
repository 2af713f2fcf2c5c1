"""The pages under /docs: complete, linked to one another, and made without anything from elsewhere."""

from __future__ import annotations

import re
from functools import cache

import pytest

from harr.contract import OPERATIONS, openapi
from harr.edge.docs import Docs, ticks
from harr.kernel.errors import every_refusal


@cache
def docs() -> Docs:
    return Docs(openapi.document({"invoices.finalize": "prototype"}))


def page(path: str) -> str:
    found = docs().page(path)
    assert found is not None, path
    return found


def test_every_operation_has_a_place() -> None:
    """In the list of all, and with its fields on the page of its service."""
    index = page("")
    for operation in OPERATIONS:
        service = openapi.service_of(operation)
        assert f'href="/docs/services/{service}#{operation.name}"' in index
        assert f'id="{operation.name}"' in page(f"services/{service}")


def test_every_refusal_has_the_page_that_problems_name() -> None:
    """With its way out."""
    for kind in every_refusal():
        assert f"<h1>{kind.title}" in page(f"errors/{kind.code}").replace("&#39;", "'")
        assert f'href="/docs/errors/{kind.code}"' in page("errors")


def test_every_link_leads_somewhere_in_here() -> None:
    """From page to page until all were seen; no page asks another machine for anything."""
    waiting, seen = ["/docs"], {"/docs", "/openapi.json"}
    while waiting:
        found = page(waiting.pop().removeprefix("/docs"))
        assert not re.search(r"""(src|href|url)\s*[=(]\s*["']?(https?:)?//""", found)
        assert "<script" not in found
        for link in set(re.findall(r'href="([^"#]+)', found)) - seen:
            seen.add(link)
            waiting.append(link)
    assert len(seen) > 500


@pytest.mark.parametrize(
    "path", ["nowhere", "services/nobody", "types/Nothing", "errors/unheard_of", "events/x", "../x"]
)
def test_a_page_that_is_not_there_is_not_made_up(path: str) -> None:
    """The server answers 404."""
    assert docs().page(path) is None


def test_a_field_says_what_it_is() -> None:
    """Its type with a link, whether it is required, and its meaning."""
    found = page("types/PaymentCreate")
    assert '<code>amount</code> <span class="quiet">required</span>' in found
    assert '<a href="/docs/types/Amount">Amount</a>' in found
    assert "Money in main units" in found
    assert '<a href="/docs/types/CustomerId">CustomerId</a> or null' in found
    assert "It matches <code>^(0|[1-9]" in page("types/Amount")


def test_nothing_that_is_shown_becomes_markup() -> None:
    """Sentences come from the code, but a sign in them stays a sign."""
    assert ticks("a < b and `c > d`") == "a &lt; b and <code>c &gt; d</code>"
