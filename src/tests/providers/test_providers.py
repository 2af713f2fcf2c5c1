"""One suite over all providers: what each has to do with a key, whatever money and whatever wire."""

from __future__ import annotations

from typing import Any

import pytest

from harr.services.payments.providers import PROVIDERS, tokens
from tests.providers.conftest import Ask

SILENT = (TimeoutError, ConnectionError)
EUR = {"currency": "EUR", "capture": "automatic"}


def method(ask: Ask, token: str, kind: str = "card", key: str = "pm_1/1") -> str:
    """A way to pay that the provider keeps."""
    found = ask(key, "attach", token=token, type=kind)
    assert found["outcome"] == "succeeded", found
    reference: str = found["method"]["reference"]
    return reference


def charge(ask: Ask, token: str, key: str = "pay_1/1", amount: int = 1000, **more: Any) -> dict[str, Any]:
    """A charge of a new method."""
    return ask(key, "charge", method=method(ask, token, key=f"pm/{key}"), amount=amount, **{**EUR, **more})


def test_there_is_one_provider() -> None:
    """Whoever adds one adds it to this suite."""
    assert set(PROVIDERS) == {"simulated"}


@pytest.mark.parametrize("name", sorted(tokens.TOKENS))
@pytest.mark.parametrize("amount", [1, 99_999_999])
def test_every_token_says_what_becomes_of_it(ask: Ask, name: str, amount: int) -> None:
    """By the token alone, never by the amount; asked again by the same key, the same is said."""
    kept = tokens.TOKENS[name]
    attached = ask("pm_1/1", "attach", token=name, type=kept.type)
    assert ask("pm_1/1", "attach", token=name, type=kept.type) == attached
    assert attached["outcome"] == ("succeeded" if kept.attaches else "failed")
    if not kept.attaches:
        return
    assert (attached["method"]["mandate"] is not None) == (kept.mandate and kept.type != "card")
    asked = {"method": attached["method"]["reference"], "amount": amount, **EUR}
    word = kept.words[0]
    if word in {tokens.TIMEOUT, tokens.NO_EFFECT}:
        with pytest.raises(SILENT):
            ask("pay_1/1", "charge", **asked)
    first = ask("pay_1/1", "charge", **asked)
    assert ask("pay_1/1", "charge", **asked) == first
    bank = {tokens.BANK, tokens.BANK_FAILS, tokens.BANK_RETURNED}
    wanted = "failed" if word in tokens.DECLINES else "processing" if word in bank else "succeeded"
    assert first["outcome"] == ("requires_action" if word == tokens.ACTION else wanted)
    assert first["charge"]["captured"] == (amount if first["outcome"] == "succeeded" else 0)
    assert (first["charge"]["failure"] or {}).get("code") == (word if word in tokens.DECLINES else None)


def test_two_charges_are_two(ask: Ask) -> None:
    """Another key is another question."""
    kept = method(ask, "pm_card_visa")
    found = {ask(f"pay_1/{n}", "charge", method=kept, amount=1000, **EUR)["charge"]["reference"] for n in (1, 2)}
    assert len(found) == 2


def test_a_script_plays_its_words(ask: Ask) -> None:
    """One for each charge, the last for all that follow."""
    kept = method(ask, "pm_script_insufficient_funds.timeout.success")
    asked = {"method": kept, "amount": 1000, **EUR}
    assert ask("pay_1/1", "charge", **asked)["outcome"] == "failed"
    with pytest.raises(SILENT):
        ask("pay_1/2", "charge", **asked)
    assert ask("pay_1/2", "charge", **asked)["outcome"] == "succeeded"
    assert [ask(f"pay_1/{n}", "charge", **asked)["outcome"] for n in (3, 4)] == ["succeeded", "succeeded"]


def test_a_part_is_captured_once(ask: Ask) -> None:
    """Asked twice by one key, taken once; never more than was held."""
    charge(ask, "pm_card_visa", capture="manual")
    first = ask("pay_1/1/capture/1", "capture", charge="pay_1/1", amount=300, final=False)
    assert ask("pay_1/1/capture/1", "capture", charge="pay_1/1", amount=300, final=False) == first
    assert (first["outcome"], first["charge"]["captured"]) == ("authorized", 300)
    more = ask("pay_1/1/capture/2", "capture", charge="pay_1/1", amount=701, final=True)
    assert more["charge"]["captured"] == 300
    last = ask("pay_1/1/capture/3", "capture", charge="pay_1/1", amount=500, final=True)
    assert (last["outcome"], last["charge"]["captured"]) == ("succeeded", 800)
    assert ask("pay_1/1/capture/4", "capture", charge="pay_1/1", amount=1, final=True)["charge"]["captured"] == 800


@pytest.mark.parametrize(
    ("token", "kind", "capture", "outcome"),
    [
        # what is called off, and how it then stands
        ("pm_card_visa", "card", "automatic", "succeeded"),
        ("pm_card_declined", "card", "automatic", "failed"),
        ("pm_card_visa", "card", "manual", "canceled"),
        ("pm_card_three_d_secure", "card", "automatic", "canceled"),
        ("pm_sepa_debit", "sepa_debit", "automatic", "canceled"),
    ],
)
def test_a_charge_is_called_off_unless_it_is_over(ask: Ask, token: str, kind: str, capture: str, outcome: str) -> None:
    """And then stays called off."""
    asked = {"method": method(ask, token, kind), "amount": 1000, **EUR, "capture": capture}
    ask("pay_1/1", "charge", **asked)
    gone = ask("pay_1/1/cancel/1", "cancel", charge="pay_1/1", amount=1000, currency="EUR")
    assert gone["outcome"] == outcome
    assert ask("pay_1/1", "charge", **asked) == gone


def test_a_charge_that_was_called_off_before_it_came_never_comes(ask: Ask) -> None:
    """The question was lost on its way; called off, it is answered so for ever."""
    asked = {"method": method(ask, "pm_card_no_effect"), "amount": 1000, **EUR}
    with pytest.raises(SILENT):
        ask("pay_1/1", "charge", **asked)
    assert ask("pay_1/1/cancel/1", "cancel", charge="pay_1/1", amount=1000, currency="EUR")["outcome"] == "canceled"
    assert ask("pay_1/1", "charge", **asked)["outcome"] == "canceled"


def test_no_more_goes_back_than_came(ask: Ask) -> None:
    """In one refund or in several; what is called off may go back again."""
    charge(ask, "pm_card_refund_pending")
    first = ask("ref_1/1", "refund", charge="pay_1/1", amount=600)
    assert (first["outcome"], ask("ref_1/1", "refund", charge="pay_1/1", amount=600)) == ("pending", first)
    assert ask("ref_2/1", "refund", charge="pay_1/1", amount=401)["failure"]["code"] == "amount_exceeds_charge"
    assert ask("ref_1/cancel_refund/1", "cancel_refund", refund="ref_1/1")["outcome"] == "canceled"
    assert ask("ref_3/1", "refund", charge="pay_1/1", amount=1000)["outcome"] == "pending"


def test_a_card_that_asks_is_confirmed(ask: Ask) -> None:
    """Something to do, and then the money moves, once."""
    asks = charge(ask, "pm_card_three_d_secure")
    assert asks["charge"]["action"]["kind"] == "redirect"
    done = ask("pay_1/1/confirm/1", "confirm", charge="pay_1/1")
    assert (done["outcome"], done["charge"]["captured"], done["charge"]["action"]) == ("succeeded", 1000, None)
    assert ask("pay_1/1/confirm/2", "confirm", charge="pay_1/1") == done
    assert ask("pay_1/1/look/1", "look", key="pay_1/1") == done


@pytest.mark.parametrize(
    ("do", "more"),
    [
        ("charge", {"method": "sim_pm_nobody", "amount": 1000, **EUR}),
        ("confirm", {"charge": "pay_9/1"}),
        ("capture", {"charge": "pay_9/1", "amount": 1, "final": True}),
        ("refund", {"charge": "pay_9/1", "amount": 1}),
        ("cancel_refund", {"refund": "ref_9/1"}),
        ("look", {"key": "pay_9/1"}),
        ("evidence", {"dispute": "sim_dp_9", "evidence": {}}),
        ("accept", {"dispute": "sim_dp_9"}),
        ("attach", {"token": "pm_nobody", "type": "card"}),
    ],
)
def test_what_is_not_there_is_answered(ask: Ask, do: str, more: dict[str, Any]) -> None:
    """A refusal with its reason, never a fault."""
    found = ask("key/1", do, **more)
    assert found["outcome"] == "failed"
    assert found["failure"]["code"]


def test_somebody_is_there(ask: Ask) -> None:
    """A test of the account."""
    assert ask("pva_1/test/1", "test") == {"outcome": "succeeded"}
