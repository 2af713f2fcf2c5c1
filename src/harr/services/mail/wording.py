"""How letters read: templates of a tenant's own, and which of them a letter is written from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from msgspec import UNSET

from harr.contract.mail import (
    EmailTemplate,
    EmailTemplateCreate,
    EmailTemplatePreview,
    EmailTemplatePreviewRequest,
    EmailTemplateUpdate,
)
from harr.contract.operations import Listing, Page
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import AlreadyExists, RuleConflict, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.services import tenants
from harr.services.mail import letters, presenting, store, subjects, writing
from harr.services.mail.letters import ENGLISH, KINDS
from harr.services.mail.writing import Wording


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a letter is written from, and in which language; `template` is none where Harr's own words are taken."""

    wording: Wording
    language: str
    template: int | None


def choose(tx: Tx, kind: str, languages: Iterable[str | None], entity: int) -> Chosen:
    """The first language that there is a template of; in it the entity's own, then that of all, then Harr's."""
    wanted = _wider(languages)
    rows = store.templates_for(tx, kind, wanted, entity)
    for language in wanted:
        own = next((row for row in rows if row["language"] == language), None)
        if own is not None:
            return Chosen(_wording(own), language, own["id"])
        if built_in := writing.built_in(kind, language):
            return Chosen(built_in, language, None)
    msg = f"{kind} has no English template; put one into templates/en"
    raise LookupError(msg)


def _wider(languages: Iterable[str | None]) -> list[str]:
    """Each language, then what it is a kind of (`nl` for `nl-BE`), English last."""
    said = [each for language in languages if language for each in (language, language.partition("-")[0])]
    return list(dict.fromkeys([*said, ENGLISH]))


def _wording(row: Row) -> Wording:
    body = loads(row["body"])
    return Wording(body["subject"], body["body"])


# ---- handlers --------------------------------------------------------------------------------------------------------


def create(tx: Tx, given: EmailTemplateCreate) -> EmailTemplate:
    """A template from now on; it is filled with an example first, so that it does not fail on the first letter."""
    _require_kind(given.kind)
    entity = 0 if given.entity is None else tenants.entity_for(tx, given.entity).id
    writing.check(Wording(given.subject, given.body), letters.example(KINDS[given.kind]))
    row = store.add_template(tx, {
        "id": tx.new_id(), "external_id": given.external_id, "status": "active", "kind": given.kind,
        "language": given.language, "entity": entity, "place": 0,
        "body": dumps({"subject": given.subject, "body": given.body, "metadata": given.metadata}),
    })  # fmt: skip
    if row is None:
        raise _taken(tx, given, entity)
    tx.changed(id_text("emt", row["id"]), None, {"kind": given.kind, "language": given.language})
    return presenting.template(row)


def _taken(tx: Tx, given: EmailTemplateCreate, entity: int) -> AlreadyExists:
    there = store.template_in_place(tx, given.kind, given.language, entity)
    if there is None:
        return AlreadyExists(f"external_id {given.external_id!r} is taken", field="external_id")
    return AlreadyExists(
        f"there is a template of {given.kind} in {given.language} already", field="kind",
        way_out="Change that one (`email_templates.update`), or archive it first.", id=id_text("emt", there["id"]),
    )  # fmt: skip


def retrieve(tx: Tx, template_id: str) -> EmailTemplate:
    """A template by its id."""
    return presenting.template(store.get(tx, "mail_template", path_id(template_id, "emt")))


def list_(tx: Tx, listing: Listing) -> Page[EmailTemplate]:
    """Templates are the tenant's, whichever app made them."""
    return page(tx, "mail_template", listing, lambda rows: [presenting.template(row) for row in rows], by_app=False)


def update(tx: Tx, template_id: str, given: EmailTemplateUpdate) -> EmailTemplate:
    """Other words from now on; letters that were written stay as they are."""
    row = _active(tx, template_id, "be changed")
    before = loads(row["body"])
    after = {**before, **{name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}}
    writing.check(Wording(after["subject"], after["body"]), letters.example(KINDS[row["kind"]]))
    changed = store.change(tx, "mail_template", row, body=dumps(after))
    tx.changed(template_id, {"subject": before["subject"]}, {"subject": after["subject"]})
    return presenting.template(changed)


def archive(tx: Tx, template_id: str) -> EmailTemplate:
    """The letter reads again as it did without this template."""
    row = _active(tx, template_id, "be archived")
    return presenting.template(store.change(tx, "mail_template", row, status="archived", place=row["id"]))


def preview(tx: Tx, template_id: str, given: EmailTemplatePreviewRequest) -> EmailTemplatePreview:
    """The letter as it would read about an invoice or a credit note; without one, about an example."""
    row = store.get(tx, "mail_template", path_id(template_id, "emt"))
    about = KINDS[row["kind"]]
    facts: writing.Facts = letters.example(about)
    if given.subject_of is not None:
        if not given.subject_of.startswith(f"{letters.PREFIXES[about]}_"):
            raise RuleConflict(
                f"a letter of the kind {row['kind']} is about {_a(about)}", field="subject_of",
                way_out=f"Send the id of {_a(about)}: {letters.PREFIXES[about]}_…",
            )  # fmt: skip
        facts = subjects.asked_for(tx, about, id_number(given.subject_of, field="subject_of")).facts
    letter = writing.write(_wording(row), facts, row["language"])
    return EmailTemplatePreview(subject=letter.subject, html=letter.html, text=letter.text)


def _active(tx: Tx, template_id: str, what: str) -> Row:
    row = store.get(tx, "mail_template", path_id(template_id, "emt"))
    tx.expect(row["version"])
    if row["status"] != "active":
        raise StateConflict(f"the template is {row['status']} and cannot {what}", status=row["status"], allowed=[])
    return row


def _require_kind(kind: str) -> None:
    if kind not in KINDS:
        raise RuleConflict(
            f"letters of the kind {kind[:40]!r} are not written yet", field="kind",
            way_out=f"Use one of {', '.join(KINDS)}.", offered=list(KINDS),
        )  # fmt: skip


def _a(about: str) -> str:
    return "an invoice" if about == "invoice" else "a credit note"
