"""What a provider might tell, signed as it would sign it: for tests that are told twice, late or out of order."""

from __future__ import annotations

import json
from typing import Any

from harr.edge.gateway import Response
from harr.engine import SYSTEM, Tx
from harr.services.payments import signing
from harr.services.payments.providers import truth
from tests.scenarios.world import World


def address(world: World) -> str:
    """Where the events of the account that is always there go."""
    return signing.address(world.house.tenant, None)


def tell(world: World, number: str, kind: str, *, work: bool = True, **said: Any) -> Response:
    """Tell an event of this id about a charge, a refund or a dispute."""
    body = json.dumps({"type": f"{kind}.told", "timestamp": "2026-01-15T09:00:00Z", "data": {kind: said}}).encode()
    response = deliver(world, number, body)
    if work:
        world.house.work()
    return response


def deliver(world: World, number: str, body: bytes, **changed: Any) -> Response:
    """Send a body as the provider would, but for what is changed."""
    engine = world.house.gateway.engine
    whsec = changed.get("whsec", signing.secret(engine.pepper, world.house.tenant, None))
    seconds = changed.get("seconds", engine.clock.now_us() // 1_000_000)
    headers = {**signing.sign(body, number, seconds, whsec), **changed.get("headers", {})}
    sent: bytes = changed.get("sent", body)
    return world.house.send("inbound_events.receive", changed.get("to", address(world)), headers=headers, raw=sent)


def charge(world: World, payment: Any, status: str, **more: Any) -> dict[str, Any]:
    """What would be said of the last attempt of a payment."""
    attempt = world("attempts.list", payment["id"])["data"][0]
    amount = int(attempt["amount"].replace(".", ""))
    captured = amount if status in {"succeeded", "returned"} else 0
    number = len(world("attempts.list", payment["id"])["data"])
    return {
        "reference": attempt["provider_reference"] or "sim_ch_told", "key": f"{payment['id']}/{number}",
        "status": status, "amount": amount, "currency": attempt["currency"], "captured": captured,
        "fee": 35 if captured else 0, "return_fee": 200 if status == "returned" else 0, **more,
    }  # fmt: skip


def happened(world: World, payment: Any, status: str) -> None:
    """Let it be so at the provider, without its telling."""
    said = charge(world, payment, status)

    def change(tx: Tx) -> None:
        thing = truth.by_key(tx, said["key"])
        assert thing is not None
        facts = {name: said[name] for name in ("captured", "fee", "return_fee")}
        truth.keep(tx, thing.now(status, then=[], **facts))

    world.house.gateway.engine.run(world.house.tenant, SYSTEM, change)


def dispute(world: World, payment: Any, status: str, **more: Any) -> dict[str, Any]:
    """What would be said of a dispute of a payment."""
    attempt = world("attempts.list", payment["id"])["data"][0]
    return {
        "reference": "sim_dp_told", "charge": attempt["provider_reference"], "status": status,
        "amount": int(attempt["amount"].replace(".", "")), "currency": attempt["currency"], "fee": 1500,
        "reason": "fraudulent", "evidence_due_at": None, **more,
    }  # fmt: skip


def books(world: World) -> dict[str, str]:
    """What every account that payments touch holds."""
    codes = ("1010", "1050", "1080", "1100", "2010", "2020", "2300", "4830", "5010", "5020", "5030")
    held = {code: world.held(code) for code in codes}
    return {code: amount for code, amount in held.items() if amount not in {"0", "0.00"}}
