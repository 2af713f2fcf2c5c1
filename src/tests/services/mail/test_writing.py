"""How letters are written: what may stand in braces, what text becomes of HTML, which addresses a letter goes to."""

from __future__ import annotations

import email
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from harr.kernel.errors import FieldInvalid
from harr.services.invoices import Printed
from harr.services.mail import letters, writing
from harr.services.mail.addresses import reachable
from harr.services.mail.letters import KINDS
from harr.services.mail.messages import Parcel, message
from harr.services.mail.plain import plain
from harr.services.mail.writing import Wording


@pytest.mark.parametrize("kind", KINDS)
def test_what_harr_writes_by_itself_is_held_to_the_same_rules(kind: str) -> None:
    """Every kind of letter has English words that say nothing a letter cannot know."""
    wording = writing.built_in(kind, "en")
    assert wording is not None
    facts = letters.example(KINDS[kind])
    writing.check(wording, facts)
    letter = writing.write(wording, facts, "en")
    assert letter.subject
    assert "Voorbeeld B.V." in letter.text
    assert "{" not in letter.text + letter.subject


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{{ customer.nam }}", "'customer.nam'"),
        ("{% if invoice.is_due %}{{ nobody }}{% endif %}", "'nobody'"),
        ("{% if invoice.is_due %}a{% else %}{{ invoice.nothing }}{% endif %}", "'invoice.nothing'"),
        ("{{ invoice.lines.append }}", "'invoice.lines.append'"),
        ("{{ invoice.number.__class__ }}", "'invoice.number.__class__'"),
        ("{{ customer['name'] }}", "getitem"),
        ("{{ range(10) }}", "call"),
        ("{{ 'a' * 1000000000 }}", "mul"),
        ("{{ 9 ** 999999 }}", "pow"),
        ("{% set a = 1 %}", "assign"),
        ("{% include 'frame.html' %}", "include"),
        ("{% import 'frame.html' as f %}", "import"),
        ("{% macro a() %}{% endmacro %}", "macro"),
        ("{% for a in invoice.lines %}" * 3 + "{% endfor %}" * 3, "a loop"),
        ("{% for a in [1, 2] %}{% endfor %}", "a loop"),
        ("{% for a in invoice.number %}{% endfor %}", "a loop"),
        ("{% for a in invoice.lines recursive %}{% endfor %}", "a loop"),
        ("{{ invoice.number|center(100000) }}", "center"),
        ("{{ invoice.number|safe }}", "safe"),
        ("{{ invoice.number is divisibleby 3 }}", "divisibleby"),
        ("{{ customer.name", "line 1"),
        ("{{ invoice.purchase_order|length + 1 }}", "add"),
        ("{{ invoice.number|first|join(invoice.lines|length) }}{{ invoice.total|upper|length|first }}", "filled"),
    ],
)  # fmt: skip
def test_what_may_not_stand_in_braces(body: str, said: str) -> None:
    """Refused when the template comes, with the field, the line where there is one, and what is wrong."""
    with pytest.raises(FieldInvalid) as refused:
        writing.check(Wording("Invoice", body), letters.example("invoice"))
    assert said in refused.value.detail
    assert refused.value.field == "body"


def test_a_subject_is_held_to_them_too() -> None:
    """By its own field."""
    with pytest.raises(FieldInvalid) as refused:
        writing.check(Wording("{{ invoice.x }}", "<p>Hello</p>"), letters.example("invoice"))
    assert refused.value.field == "subject"
    assert "number" in refused.value.facts["known"]  # type: ignore[operator]


def test_a_letter_has_an_end() -> None:
    """A loop in a loop over 300 lines, each with much to say, is refused before it fills the memory."""
    facts: dict[str, Any] = letters.example("invoice")
    facts["invoice"]["lines"] *= 150
    much = "x" * 1000
    body = f"{{% for a in invoice.lines %}}{{% for b in invoice.lines %}}{much}{{% endfor %}}{{% endfor %}}"
    with pytest.raises(FieldInvalid, match="more than"):
        writing.write(Wording("Invoice", body), facts, "en")


def test_what_a_customer_wrote_is_text() -> None:
    """A name that is markup is shown, and one with a line break begins no header."""
    facts = {**letters.example("invoice"), "customer": {"name": "<script>alert(1)</script>\r\nBcc: all@example.com"}}
    letter = writing.write(Wording("For {{ customer.name }}", "<p>Dear {{ customer.name }}</p>"), facts, "en")
    assert "<script>" not in letter.html
    assert letter.subject == "For <script>alert(1)</script> Bcc: all@example.com"
    assert "<script>alert(1)</script> Bcc: all@example.com" in letter.text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo\n"),
        ("<table><tr><td>Pro</td>\n<td>31.00</td></tr>\n<tr><td>Tax</td><td>6.51</td></tr></table>",
         "Pro   31.00\nTax   6.51\n"),
        ("<p>Pay <a href='https://a.example/1'>now</a></p>", "Pay now (https://a.example/1)\n"),
        ("<a href='mailto:a@b.example'>a@b.example</a>", "a@b.example\n"),
        ("<head><title>No</title><style>p{}</style></head><body>Yes</body>", "Yes\n"),
        ("a &amp; b&nbsp;c<br>d", "a & b\u00a0c\nd\n"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two\n"),
        ("<p>unclosed <b>and", "unclosed and\n"),
        ("", "\n"),
    ],
)  # fmt: skip
def test_a_letter_as_text(html: str, text: str) -> None:
    """The same words without markup; links are spelled out."""
    assert plain(html) == text


@pytest.mark.parametrize(
    ("address", "can"),
    [
        ("billing@example.com", True),
        ("a.b+tag@sub.example.co", True),
        ("root@localhost", True),
        ("a,b@example.com", False),
        ("<a@example.com>", False),
        ("a;b@example.com", False),
        ('"quoted"@example.com', False),
        ("a..b@example.com", False),
        (".a@example.com", False),
        ("a@-example.com", False),
        ("a@exa_mple.com", False),
        ("a@example.com\nBcc: b", False),
        ("a@[127.0.0.1]", False),
        ("a" * 65 + "@example.com", False),
    ],
)
def test_which_addresses_a_letter_goes_to(address: str, can: bool) -> None:
    """One plain address, in which nothing can be read as another."""
    assert reachable([address, address]) == ([address] if can else [])


def test_a_letter_on_its_way() -> None:
    """Text, HTML and the document in one message; the same bytes each time, under a name that is its own."""
    document = Printed(7, "EU-1.html", "text/html; charset=utf-8", "<p>1 €</p>".encode())
    parcel = Parcel(
        tenant=5, live=True, key="eml_0000000000007/1", at=datetime(2026, 1, 15, 9, tzinfo=UTC),
        sender="Café, Söhne\r\nBcc: x@example.com", reply_to="help@example.com", to=("a@example.com", "b@example.com"),
        subject="Invoice é", text="Hello é\n", html="<p>Hello é</p>", language="en", attachments=(document,),
    )  # fmt: skip
    made = bytes(message(parcel, "billing@canal.example"))
    assert made == bytes(message(parcel, "billing@canal.example"))
    read = email.message_from_bytes(made, policy=default)
    assert isinstance(read, EmailMessage)
    assert read["Message-ID"] == "<eml_0000000000007-1.ten_0000000000005@canal.example>"
    assert read["From"].addresses[0].display_name == "Café, Söhne Bcc: x@example.com"
    assert (read["From"].addresses[0].addr_spec, read["Bcc"]) == ("billing@canal.example", None)
    assert (read["To"], read["Reply-To"]) == ("a@example.com, b@example.com", "help@example.com")
    assert (read["Subject"], read["Date"].datetime) == ("Invoice é", datetime(2026, 1, 15, 9, tzinfo=UTC))
    text, html = read.get_body(("plain",)), read.get_body(("html",))
    assert text is not None
    assert html is not None
    assert (text.get_content(), html.get_content()) == ("Hello é\r\n", "<p>Hello é</p>\r\n")
    attached = next(iter(read.iter_attachments()))
    assert (attached.get_filename(), attached.get_content()) == ("EU-1.html", "<p>1 €</p>")
