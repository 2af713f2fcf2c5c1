"""The reference pages as Markdown: what `make docs` prints into the repository."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from harr.contract import openapi
from harr.contract.operations import ALWAYS, Operation
from harr.edge import reference, settings
from harr.services.ledger.chart import CHART

BEGIN, END = "<!-- services:begin -->", "<!-- services:end -->"
BY = "Printed from the code by `make docs`; change it there.\n"
ERRORS = """\
A refusal is `application/problem+json` and means that nothing was done.
`code` is for ever; `field` names the input at fault, `facts` are for programs, `way_out` says what to do next.
"""
EVENTS = """\
What has happened, as the feed (`GET /v1/events`) and webhooks tell it.
`data.object` is the resource as it then was, `data.previous` the fields that changed.
An event gains optional fields, and loses none.
"""
API = f"""\
`openapi.json` has every field. A **mock** answers with its example, a **prototype** does what it says.
A `$` means that an `Idempotency-Key` is required, because money may move.
Every operation can also refuse with {", ".join(f"`{code}`" for code in ALWAYS)},
and with what is wrong in a request (400, 404).
"""
CHART_OF_ACCOUNTS = """\
The accounts that a new set of books knows. An account with an owner has a sub-account for each;
a guarded one may not fall below its floor.
"""
SETTINGS = f"""\
The environment goes before `{settings.FILE}` (its table `[{settings.TABLE}]`), the file before what is usual.
`harr config` prints what holds, without passwords.
"""


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def errors_index() -> str:
    rows = [[f"[`{page.code}`](errors/{page.code}.md)", page.status, page.title] for page in reference.errors()]
    return _page("Refusals", ERRORS, BY, table(["code", "status", "title"], rows))


def error(page: reference.ErrorPage) -> str:
    said = f"`{page.code}`, status {page.status}. Nothing was done.\n"
    meaning = [f"{page.meaning}\n"] if page.meaning else []
    return _page(
        page.title, said, *meaning, "## The way out\n", f"{page.way_out}\n", "## Who says it\n", _who(page), BY
    )


def _who(page: reference.ErrorPage) -> str:
    if page.everywhere:
        return "Every operation.\n"
    if not page.operations:
        return "The gateway, where a path does not take the method.\n"
    return "".join(f"- {', '.join(f'`{name}`' for name in names)}\n" for names in page.by_resource.values())


def events() -> str:
    parts = []
    for noun, told in reference.events().items():
        lines = [f"- `{event.type}`: {event.said or 'promised; not told yet.'}\n" for event in told]
        parts += [f"## {noun.replace('_', ' ')}\n", "".join(lines)]
    return _page("Events", EVENTS, BY, *parts)


def api(stages: Mapping[str, str]) -> str:
    parts = []
    for service, about in openapi.services().items():
        rows = [_call(operation, stages) for operation in reference.operations()[service]]
        parts += [f"## {service}\n", f"{about}\n"]
        parts.append(table(["operation", "call", "stage", "scope", "its own refusals"], rows))
    return _page("Operations", API, BY, *parts)


def _call(operation: Operation, stages: Mapping[str, str]) -> list[str]:
    return [
        f"`{operation.name}`" + (" $" if operation.needs_key else ""),
        f"`{operation.method} {operation.path}`",
        stages.get(operation.name, "mock"),
        "none" if operation.public else f"`{operation.scope}`",
        ", ".join(f"`{code}`" for code in dict.fromkeys(operation.errors)),
    ]


def chart() -> str:
    rows = [
        [
            each.code,
            each.name,
            each.type + (", contra" if each.contra else ""),
            each.normal_side,
            each.owner or "",
            "yes" if each.guarded else "",
        ]
        for each in CHART.values()
    ]
    head = ["code", "name", "type", "grows on", "one for each", "guarded"]
    return _page("Chart of accounts", CHART_OF_ACCOUNTS, BY, table(head, rows))


def settings_page() -> str:
    rows = [
        [f"`{name}`", f"`{settings.PREFIX}{name.upper()}`", f"`{json.dumps(usual)}`", about]
        for name, usual, about in settings.described()
    ]
    return _page("Settings", SETTINGS, BY, table(["setting", "in the environment", "usually", "meaning"], rows))


def street() -> str:
    rows = [[f"`{one.name}`", one.purpose, one.owns or ""] for one in reference.street()]
    return table(["service", "what it is for", "owns"], rows)


def between(page: str, inside: str) -> str:
    """The page with what stands between its marks replaced."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    return page if not begin or not end else f"{head}{BEGIN}\n\n{inside}\n{END}{tail}"


def _page(title: str, *parts: str) -> str:
    return "\n".join([f"# {title}\n", *parts])
