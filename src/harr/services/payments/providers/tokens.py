"""The tokens and numbers of the simulated provider, and what becomes of each: nothing depends on amounts or chance.

`pm_card_visa` and its kin are known from elsewhere. `pm_script_a.b.c` plays its
words one after the other, one for each charge, and the last for all that follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from harr.contract.shapes import Failure

DeclineClass = Literal["retry_later", "try_other_method", "needs_customer", "never_retry"]
Word = str
"""What a charge comes to: a key of `DECLINES` or one of the words below."""

SUCCESS = "success"
ACTION = "action"
DISPUTED = "disputed"
TIMEOUT = "timeout"
"""The money moves and the answer is lost on the way."""
NO_EFFECT = "no_effect"
"""The question is lost on the way; asked again by the same key, it is answered."""
BANK = "bank"
BANK_FAILS = "bank_fails"
BANK_RETURNED = "bank_returned"
REFUND_PENDING = "refund_pending"
REFUND_DECLINED = "refund_declined"
REFUND_FAILS = "refund_fails"
"""It succeeds, and the bank sends it back."""

DECLINES: Mapping[Word, tuple[DeclineClass, str]] = {
    "card_declined": ("retry_later", "The bank has declined the card."),
    "insufficient_funds": ("retry_later", "There is not enough on the account."),
    "expired_card": ("try_other_method", "The card has expired."),
    "authentication_required": ("needs_customer", "The customer has to confirm."),
    "lost_card": ("never_retry", "The card was reported lost."),
    "stolen_card": ("never_retry", "The card was reported stolen."),
    "account_closed": ("never_retry", "The account is closed."),
}
WORDS = frozenset({SUCCESS, ACTION, DISPUTED, TIMEOUT, NO_EFFECT, BANK, BANK_FAILS, BANK_RETURNED, REFUND_PENDING,
                   REFUND_DECLINED, REFUND_FAILS, *DECLINES})  # fmt: skip
SCRIPT = "pm_script_"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a token stands for."""

    type: str
    last4: str
    words: tuple[Word, ...]
    brand: str | None = None
    bank: str | None = None
    attaches: bool = True
    mandate: bool = True
    asks_at_setup: bool = False


def _card(last4: str, *words: Word, brand: str = "visa", attaches: bool = True, asks_at_setup: bool = False) -> Kept:
    return Kept("card", last4, words, brand, None, attaches, mandate=False, asks_at_setup=asks_at_setup)


def _bank(kind: str, last4: str, *words: Word, mandate: bool = True) -> Kept:
    return Kept(kind, last4, words, None, "Simulated Bank", mandate=mandate)


TOKENS: Mapping[str, Kept] = {
    "pm_card_visa": _card("4242", SUCCESS),
    "pm_card_mastercard": _card("4444", SUCCESS, brand="mastercard"),
    "pm_card_declined": _card("0002", "card_declined"),
    "pm_card_insufficient_funds": _card("9995", "insufficient_funds"),
    "pm_card_expired": _card("0069", "expired_card"),
    "pm_card_lost": _card("9987", "lost_card"),
    "pm_card_stolen": _card("9979", "stolen_card"),
    "pm_card_three_d_secure": _card("3220", ACTION, asks_at_setup=True),
    "pm_card_attaches_then_fails": _card("0341", "card_declined"),
    "pm_card_attach_declined": _card("0101", "card_declined", attaches=False),
    "pm_card_disputed": _card("0259", DISPUTED),
    "pm_card_refund_pending": _card("7726", REFUND_PENDING),
    "pm_card_refund_declined": _card("5134", REFUND_DECLINED),
    "pm_card_refund_fails": _card("5126", REFUND_FAILS),
    "pm_card_timeout": _card("0408", TIMEOUT),
    "pm_card_no_effect": _card("0504", NO_EFFECT),
    **{
        name.replace("sepa", scheme): kept
        for scheme, last4 in (("sepa", "3000"), ("ach", "6789"), ("bacs", "2345"))
        for name, kept in {
            "pm_sepa_debit": _bank(f"{scheme}_debit", last4, BANK),
            "pm_sepa_debit_fails": _bank(f"{scheme}_debit", last4, BANK_FAILS),
            "pm_sepa_debit_returned": _bank(f"{scheme}_debit", last4, BANK_RETURNED),
            "pm_sepa_debit_no_mandate": _bank(f"{scheme}_debit", last4, BANK, mandate=False),
        }.items()
    },
}

NUMBERS: Mapping[str, str] = {
    "4242424242424242": "pm_card_visa",
    "5555555555554444": "pm_card_mastercard",
    "4000000000000002": "pm_card_declined",
    "4000000000009995": "pm_card_insufficient_funds",
    "4000000000000069": "pm_card_expired",
    "4000000000009987": "pm_card_lost",
    "4000000000009979": "pm_card_stolen",
    "4000000000003220": "pm_card_three_d_secure",
    "4000000000000341": "pm_card_attaches_then_fails",
    "4000000000000101": "pm_card_attach_declined",
    "4000000000000259": "pm_card_disputed",
    "4000000000007726": "pm_card_refund_pending",
    "4000000000005126": "pm_card_refund_fails",
    "DE89370400440532013000": "pm_sepa_debit",
    "DE62370400440532013001": "pm_sepa_debit_fails",
    "DE35370400440532013002": "pm_sepa_debit_returned",
}
"""What a page of the provider would make of what a customer types. Harr itself takes tokens only."""


def kept_of(token: str, type_: str) -> Kept | None:
    """What a token stands for; None where there is no such token of this type."""
    if token.startswith(SCRIPT):
        words = tuple(token.removeprefix(SCRIPT).split("."))
        return Kept(type_, "0000", words, "visa" if type_ == "card" else None) if set(words) <= WORDS else None
    found = TOKENS.get(token)
    return found if found is not None and found.type == type_ else None


def failure_of(word: Word) -> Failure:
    """The refusal of a bank, as Harr tells it."""
    decline_class, message = DECLINES[word]
    return Failure(code=word, decline_class=decline_class, message=message, provider_code=word)
