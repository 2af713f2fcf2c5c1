"""Letters to customers: what was sent, and the templates that it is written from."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from harr.contract.operations import Filter, Operation, filters_of, standard, verb
from harr.contract.words import (
    Answer,
    Create,
    CustomerId,
    DocumentId,
    Email,
    EmailId,
    EmailTemplateId,
    EntityId,
    Label,
    Language,
    Request,
    Update,
    Versioned,
)

EmailKind = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z_]{0,39}$",
        max_length=40,
        examples=["invoice"],
        description=(
            "invoice, receipt, credit_note, reminder, payment_failed, card_expiring, trial_ending, renewal_notice, "
            "price_change, wallet_low; may gain words."
        ),
    ),
]
EmailBody = Annotated[str, Meta(min_length=1, max_length=100_000)]
SubjectLine = Annotated[str, Meta(min_length=1, max_length=200)]


class EmailMessage(Versioned, kw_only=True):
    """A letter, as it was written, and what became of it. One that nobody could get is `skipped`, and says why."""

    id: EmailId
    object: Literal["email"] = "email"
    status: Literal["queued", "sent", "delivered", "bounced", "failed", "skipped"]
    customer: CustomerId | None = None
    to: list[Email]
    template: EmailTemplateId | None = None
    kind: EmailKind
    language: Language
    subject: SubjectLine
    subject_of: str | None = None
    html: str | None = None
    text: str
    attachments: list[DocumentId] = msgspec.field(default_factory=list)
    error: Label | None = None


class EmailTemplate(Versioned, kw_only=True):
    """How one kind of letter reads in one language; that of an entity goes before that of all."""

    id: EmailTemplateId
    object: Literal["email_template"] = "email_template"
    status: Literal["active", "archived"]
    kind: EmailKind
    language: Language
    subject: SubjectLine
    body: EmailBody
    entity: EntityId | None = None


class EmailTemplateCreate(Create, kw_only=True):
    """A new template: HTML with Jinja's braces, in which may stand what the kind of letter knows."""

    kind: EmailKind
    language: Language
    subject: SubjectLine
    body: EmailBody
    entity: EntityId | None = None


class EmailTemplateUpdate(Update, kw_only=True):
    """What may change of a template; letters already written stay."""

    subject: SubjectLine | msgspec.UnsetType = msgspec.UNSET
    body: EmailBody | msgspec.UnsetType = msgspec.UNSET


class EmailTemplatePreviewRequest(Request, kw_only=True):
    """What the letter would be about; without it, an example."""

    subject_of: str | None = None


class EmailTemplatePreview(Answer, kw_only=True):
    """The letter as it would read. Nothing is sent."""

    object: Literal["email_preview"] = "email_preview"
    subject: SubjectLine
    html: str
    text: str


_KIND = Filter("kind", "text")
OPERATIONS: tuple[Operation, ...] = (
    *standard(
        EmailMessage, plural="emails", path="/v1/emails", actions="retrieve list",
        filters=(*filters_of(EmailMessage), _KIND, Filter("subject_of", "text"), Filter("to", "text")),
    ),
    verb("emails.resend", "/v1/emails/{id}/resend", EmailMessage, "Send it again.",
         errors=("state_conflict", "customer_incomplete")),
    *standard(
        EmailTemplate, plural="email_templates", path="/v1/email_templates", actions="create retrieve list update",
        create=EmailTemplateCreate, update=EmailTemplateUpdate, errors=("rule_conflict",),
        filters=(*filters_of(EmailTemplate), _KIND, Filter("language", "text")),
    ),
    verb("email_templates.archive", "/v1/email_templates/{id}/archive", EmailTemplate,
         "Take a template away: the letter reads again as it did without it."),
    verb("email_templates.preview", "/v1/email_templates/{id}/preview", EmailTemplatePreview,
         "Read the letter before anybody gets it.", request=EmailTemplatePreviewRequest, errors=("rule_conflict",)),
)  # fmt: skip
