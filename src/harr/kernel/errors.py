"""Everything that Harr refuses, as one tree.

Refusal                         code, status, title; facts inside; the way out
├── BodyInvalid                 400  body_invalid
├── FieldUnknown                400  field_unknown
├── FieldInvalid                400  field_invalid
├── MoneyDigits                 400  money_digits
├── MoneyFloat                  400  money_float
├── DuplicateKey                400  duplicate_key
├── FilterUnknown               400  filter_unknown
├── Unauthenticated             401  unauthenticated
├── KeyRevoked                  401  key_revoked
├── CapabilityNotGranted        403  capability_not_granted
├── ScopeMissing                403  scope_missing
├── ApprovalRequired            403  approval_required
├── SandboxOnly                 403  sandbox_only
├── NotFound                    404  not_found
├── MethodNotAllowed            405  method_not_allowed
├── StateConflict               409  state_conflict
├── AlreadyExists               409  already_exists
├── CauseConflict               409  cause_conflict
├── IdempotencyInFlight         409  idempotency_in_flight
├── UsageIdReused               409  usage_id_reused
├── PriceInUse                  409  price_in_use
├── NumberTaken                 409  number_taken
├── VersionStale                412  version_stale
├── BodyTooLarge                413  body_too_large
├── RuleRefused                 422  (a rule of billing or bookkeeping)
│   ├── IdempotencyKeyReused         idempotency_key_reused
│   ├── CurrencyMismatch             currency_mismatch
│   ├── AmountExceedsRemaining       amount_exceeds_remaining
│   ├── InsufficientFunds            insufficient_funds
│   ├── PeriodClosed                 period_closed
│   ├── CreditExceedsLine            credit_exceeds_line
│   ├── Unbalanced                   unbalanced
│   ├── TaxUnresolved                tax_unresolved
│   ├── CustomerIncomplete           customer_incomplete
│   ├── VoidNotAllowed               void_not_allowed
│   ├── RuleConflict                 rule_conflict
│   ├── CouponNotApplicable          coupon_not_applicable
│   └── MandateMissing               mandate_missing
├── RateLimited                 429  rate_limited
├── ProviderError               502  provider_error
└── TryAgain                    503  try_again

A code is for ever. The sentence is for people, the facts are for programs, and
`way_out` says what the caller can do next. A refusal means that nothing was done.
"""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """Something Harr will not do, said so that the caller can act on it.

    `detail` is one sentence about this case. `field` names the input that is at
    fault, as the caller wrote it (`lines[2].amount`). `facts` are small values
    (text, whole numbers, lists of them) that a program may read.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Refused"
    way_out: ClassVar[str] = "Read the page of this code."

    def __init__(self, detail: str, *, field: str | None = None, way_out: str | None = None, **facts: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.facts = facts
        self.exit = way_out or self.way_out


class BodyInvalid(Refusal):
    code, status, title = "body_invalid", 400, "The body cannot be read"
    way_out = "Send one JSON object in UTF-8 with `Content-Type: application/json`."


class FieldUnknown(Refusal):
    code, status, title = "field_unknown", 400, "There is no such field"
    way_out = "Remove the field or spell it as the contract does (`harr openapi`)."


class FieldInvalid(Refusal):
    code, status, title = "field_invalid", 400, "A field has a value that it cannot have"
    way_out = "Send a value of the type and form that the contract names for this field."


class MoneyDigits(Refusal):
    code, status, title = "money_digits", 400, "An amount has too many or too few digits"
    way_out = 'Write the amount in main units with exactly the digits of its currency, such as "12.30" for EUR.'


class MoneyFloat(Refusal):
    code, status, title = "money_float", 400, "An amount was sent as a JSON number"
    way_out = 'Send amounts, rates and quantities as strings: "12.30", not 12.3.'


class DuplicateKey(Refusal):
    code, status, title = "duplicate_key", 400, "A key stands twice in one JSON object"
    way_out = "Send each key once."


class FilterUnknown(Refusal):
    code, status, title = "filter_unknown", 400, "There is no such query parameter"
    way_out = "Use the parameters that the contract lists for this operation."


class Unauthenticated(Refusal):
    code, status, title = "unauthenticated", 401, "No valid credential"
    way_out = "Send `Authorization: Bearer <key>` with a key of this Harr (`harr init` makes the first one)."


class KeyRevoked(Refusal):
    code, status, title = "key_revoked", 401, "The key is no longer valid"
    way_out = "Use the key's successor, or create a new one with `keys.create`."


class CapabilityNotGranted(Refusal):
    code, status, title = "capability_not_granted", 403, "The app's profile does not allow this"
    way_out = "Use what the profile allows (`apps.openapi` shows the app's own cut), or activate a wider profile."


class ScopeMissing(Refusal):
    code, status, title = "scope_missing", 403, "The key lacks the scope for this"
    way_out = "Use a key that has the scope, or create one with it."


class ApprovalRequired(Refusal):
    code, status, title = "approval_required", 403, "A second person has to approve this"
    way_out = "Ask somebody who may approve; see `approvals.list`."


class SandboxOnly(Refusal):
    code, status, title = "sandbox_only", 403, "This is possible in a sandbox only"
    way_out = "Make a sandbox (`sandboxes.create`) and use its key."


class NotFound(Refusal):
    code, status, title = "not_found", 404, "There is no such thing here"
    way_out = "Check the id, and that the key belongs to the tenant and app that made it."


class MethodNotAllowed(Refusal):
    code, status, title = "method_not_allowed", 405, "The path does not take this method"
    way_out = "Use one of the methods named in `facts.allowed`."


class StateConflict(Refusal):
    code, status, title = "state_conflict", 409, "The present state does not allow this"
    way_out = "Look at `facts.status` and use one of `facts.allowed`."


class AlreadyExists(Refusal):
    code, status, title = "already_exists", 409, "There is one already"
    way_out = "Use the one that exists, or choose another key for the new one."


class CauseConflict(Refusal):
    code, status, title = "cause_conflict", 409, "The same cause has already said something else"
    way_out = "Read what was recorded under this cause; correct it by a reversal and a new one."


class IdempotencyInFlight(Refusal):
    code, status, title = "idempotency_in_flight", 409, "The first request with this key is still at work"
    way_out = "Send the same request again after the seconds in `Retry-After`."


class UsageIdReused(Refusal):
    code, status, title = "usage_id_reused", 409, "The usage id was used for another event"
    way_out = "Give each event an id of its own."


class PriceInUse(Refusal):
    code, status, title = "price_in_use", 409, "The price is in use and cannot change"
    way_out = "Create a new price and archive this one."


class NumberTaken(Refusal):
    code, status, title = "number_taken", 409, "The number is taken"
    way_out = "Let Harr choose the number, or give another one."


class VersionStale(Refusal):
    code, status, title = "version_stale", 412, "The resource has changed since you read it"
    way_out = "Read it again, and send `If-Match` with the version you then see."


class BodyTooLarge(Refusal):
    code, status, title = "body_too_large", 413, "The body is too large"
    way_out = "Send at most 1 MiB, or 6 MiB to an operation marked bulk; split what is larger."


class RuleRefused(Refusal):
    """A rule of billing or bookkeeping stands against it."""

    status = 422


class IdempotencyKeyReused(RuleRefused):
    code, title = "idempotency_key_reused", "The idempotency key was used for another request"
    way_out = "Use a new key for a new request; the same key only to repeat the same one."


class CurrencyMismatch(RuleRefused):
    code, title = "currency_mismatch", "Two currencies meet where there can be one"
    way_out = "Use the currency that `facts` names."


class AmountExceedsRemaining(RuleRefused):
    code, title = "amount_exceeds_remaining", "The amount is more than what is left"
    way_out = "Send at most `facts.remaining`."


class InsufficientFunds(RuleRefused):
    code, title = "insufficient_funds", "There is not enough on the account"
    way_out = "Use at most `facts.available`, or add to the account first."


class PeriodClosed(RuleRefused):
    code, title = "period_closed", "The books of that period are closed"
    way_out = "Use a date after `facts.closed_until`."


class CreditExceedsLine(RuleRefused):
    code, title = "credit_exceeds_line", "More would be credited than the line has"
    way_out = "Credit at most `facts.remaining`."


class Unbalanced(RuleRefused):
    code, title = "unbalanced", "Debits and credits differ"
    way_out = "Change the entries until `facts.residual` is zero in every currency."


class TaxUnresolved(RuleRefused):
    code, title = "tax_unresolved", "No tax rate can be found"
    way_out = "Set `tax_rates` on the line, the product, the customer or the entity, or create a rate that fits."


class CustomerIncomplete(RuleRefused):
    code, title = "customer_incomplete", "The customer lacks what a document needs"
    way_out = "Set the fields in `facts.missing` on the customer."


class VoidNotAllowed(RuleRefused):
    code, title = "void_not_allowed", "The entity's rule does not allow voiding this"
    way_out = "Issue a credit note for the whole (`credit_notes.create` with `whole: true`)."


class RuleConflict(RuleRefused):
    code, title = "rule_conflict", "A rule stands against it"
    way_out = "Read `detail`: it names the rule and what to do instead."


class CouponNotApplicable(RuleRefused):
    code, title = "coupon_not_applicable", "The coupon does not apply here"
    way_out = "Use a coupon whose conditions are met."


class MandateMissing(RuleRefused):
    code, title = "mandate_missing", "There is no mandate for the debit"
    way_out = "Set up the payment method with a mandate first."


class RateLimited(Refusal):
    code, status, title = "rate_limited", 429, "Too many requests"
    way_out = "Wait for the seconds in `Retry-After`."


class ProviderError(Refusal):
    code, status, title = "provider_error", 502, "The provider did not answer as it should"
    way_out = "Send the same request again with the same idempotency key."


class TryAgain(Refusal):
    code, status, title = "try_again", 503, "Busy just now; nothing was done"
    way_out = "Send the same request again after the seconds in `Retry-After`."


def every_refusal() -> list[type[Refusal]]:
    """All refusals that have a code, in the order of the tree above."""
    found: list[type[Refusal]] = []
    waiting: list[type[Refusal]] = [Refusal]
    while waiting:
        kind = waiting.pop(0)
        if kind is not Refusal and "code" in vars(kind):
            found.append(kind)
        waiting[:0] = kind.__subclasses__()
    return found
