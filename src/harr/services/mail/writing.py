"""A letter written: a subject and a body, filled with what the kind of letter knows, in one frame for all. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harr.services.mail.plain import plain

if TYPE_CHECKING:
    from harr.services.mail.braces import Braces

Facts = Mapping[str, Any]
"""What a letter knows: texts, yes or no, lists of further facts. Every name is there; what is not known is None."""

LONGEST_SUBJECT = 200
TEMPLATES = Path(__file__).parent / "templates"
SUBJECT = "Subject: "


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it reads."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What a letter is written from: its subject line and its body."""

    subject: str
    body: str


def write(wording: Wording, facts: Facts, language: str) -> Letter:
    """The letter in its frame. A template that a check has let by can still fail on what it meets: FieldInvalid."""
    text, html = _braces(escaping=False), _braces(escaping=True)
    subject = one_line(text.filled(wording.subject, facts, "subject")) or one_line(facts["seller"]["name"])
    body = html.filled(wording.body, facts, "body")
    whole = html.framed(_frame(), body, {**facts, "subject": subject, "language": language})
    return Letter(subject, whole, plain(whole))


def check(wording: Wording, known: Facts) -> None:
    """Refuse a template that says what a letter cannot know, or more than braces may say; `known` has everything."""
    braces = _braces(escaping=True)
    braces.check(wording.subject, known, "subject")
    braces.check(wording.body, known, "body")
    write(wording, known, "en")


def built_in(kind: str, language: str) -> Wording | None:
    """How a kind of letter reads where nobody has said otherwise; Harr itself writes English."""
    return _built_in().get((kind, language))


def one_line(said: str) -> str:
    """A subject: what is no visible letter is a space, so that nobody's name can begin a header of its own."""
    visible = "".join(letter if letter.isprintable() else " " for letter in said)
    return re.sub(r" {2,}", " ", visible).strip()[:LONGEST_SUBJECT].strip()


@cache
def _braces(*, escaping: bool) -> Braces:
    from harr.services.mail.braces import Braces  # noqa: PLC0415 - Jinja is dear, and only who writes letters needs it

    return Braces(escaping=escaping)


@cache
def _built_in() -> dict[tuple[str, str], Wording]:
    return {
        (file.stem, file.parent.name): _split(file.read_text("utf-8")) for file in sorted(TEMPLATES.glob("*/*.html"))
    }


@cache
def _frame() -> str:
    return (TEMPLATES / "frame.html").read_text("utf-8")


def _split(source: str) -> Wording:
    first, _, body = source.partition("\n")
    return Wording(first.removeprefix(SUBJECT), body.strip() + "\n")
