"""What the numbers of a series look like, and which one comes next. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from harr.kernel.errors import FieldInvalid, RuleConflict

SEQUENCE = re.compile(r"\{seq(?::0([1-9]|1[0-8]))?\}")
YEAR = "{year}"
LONGEST = 60
PREFIX = {"invoice": "INV", "credit_note": "CRN", "receipt": "RCP", "quote": "QUO"}


@dataclass(frozen=True, slots=True)
class Run:
    """Where a series stands."""

    format: str
    reset: str
    next_sequence: int
    year: int
    last_issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A number that was taken, and the day that its document bears."""

    number: str
    sequence: int
    issued_on: date


def main_format(document_type: str) -> str:
    """What Harr numbers a kind of document by where nobody said otherwise: `INV-{year}-{seq:06}`."""
    return f"{PREFIX[document_type]}-{{year}}-{{seq:06}}"


def written(format_: str, sequence: int, year: int) -> str:
    """`EU-{year}-{seq:06}` as `EU-2026-000002`."""
    return SEQUENCE.sub(lambda found: str(sequence).rjust(int(found[1] or 0), "0"), format_.replace(YEAR, str(year)))


def check(format_: str, reset: str) -> None:
    """Refuse a format that would give a number twice, or one that cannot be read."""
    if len(SEQUENCE.findall(format_)) != 1:
        raise FieldInvalid(
            f"{format_!r} does not hold the sequence once",
            field="format",
            way_out="Write {seq} or, padded, {seq:06} where the number counts up.",
        )
    left = SEQUENCE.sub("", format_).replace(YEAR, "")
    if "{" in left or "}" in left or len(written(format_, 10**15, 9999)) > LONGEST:
        raise FieldInvalid(
            f"{format_!r} cannot be written", field="format", way_out="Use {year} and {seq}, and at most 60 characters."
        )
    if reset == "year" and YEAR not in format_:
        raise RuleConflict(
            "numbers that begin again each year have to name the year, or they would come twice",
            field="format",
            way_out="Put {year} into the format, or let the series never be reset.",
        )


def take(run: Run, day: date) -> tuple[Taken, Run]:
    """The next number for a document of that day, and where the series then stands.

    The document bears the day or the series' last one, whichever is later: numbers and dates rise together.
    """
    on = max(day, run.last_issued_on or day)
    again = run.reset == "year" and run.last_issued_on is not None and on.year > run.year
    sequence = 1 if again else run.next_sequence
    taken = Taken(written(run.format, sequence, on.year), sequence, on)
    return taken, Run(run.format, run.reset, sequence + 1, on.year, on)


def could_be(format_: str, number: str) -> bool:
    """Whether a series of this format could write this number one day."""
    pattern = "".join(
        "[0-9]+" if part.startswith("{seq") else "[0-9]{4}" if part == YEAR else re.escape(part)
        for part in re.split(r"(\{[^}]*\})", format_)
    )
    return re.fullmatch(pattern, number) is not None
