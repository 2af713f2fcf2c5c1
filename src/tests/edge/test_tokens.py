"""Whose token is taken and whose is not: every classic attack, and keys that are fetched as seldom as they may be."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from jwt.api_jws import PyJWS

from harr.edge import tokens
from harr.edge.gateway import Response
from harr.edge.settings import TrustedIssuer, load
from harr.edge.tokens import FetchedKeys, fetched, trusted
from harr.edge.wiring import build
from harr.engine import SYSTEM
from harr.engine.sqlite import SqliteStore
from harr.kernel.errors import FieldInvalid, TryAgain
from harr.services import tenants
from tests.edge.issuers import (
    CLIENT,
    HARR,
    POOL,
    SIGNING,
    cognito,
    ec_key,
    jwk,
    key_server,
    pool_of,
    rsa_key,
    signed,
    trusting,
)
from tests.house import House


@pytest.fixture(scope="module")
def owner() -> House:
    """What a token says needs no database of three kinds; a house in memory has it all."""
    gateway = build(SqliteStore(":memory:"), b"pepper for tests")
    world = tenants.first_tenant(gateway.engine, "Test")
    return House(gateway, world.tenant, world.secret)


@pytest.fixture(scope="module")
def key(owner: House) -> str:
    """The key that the client of the pool speaks as."""
    found: str = owner("keys.list")["data"][0]["id"]
    return found


@pytest.fixture(scope="module")
def pool(owner: House, key: str) -> House:
    """A house that trusts a Cognito user pool."""
    return trusting(owner, pool_of(owner, key))


def sent(house: House, token: str, operation: str = "customers.list") -> Response:
    """Ask with a token."""
    return replace(house, secret=token).send(operation)


def part(found: Any) -> str:
    """A part of a token."""
    return base64.urlsafe_b64encode(json.dumps(found).encode()).rstrip(b"=").decode()


def mac(header: dict[str, Any], claims: dict[str, Any], secret: bytes) -> str:
    """A token whose signature is a MAC: what a library that lets the token choose would take."""
    body = f"{part(header)}.{part(claims)}"
    digest = hmac.new(secret, body.encode(), hashlib.sha256).digest()
    return f"{body}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


PUBLIC_PEM = rsa_key().public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)  # fmt: skip


# ---- what is taken ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", [signed(cognito()), signed(cognito(), ec_key(), kid="curve")], ids=["rsa", "curve"])
def test_a_token_of_the_pool_is_taken(pool: House, token: str) -> None:
    """With an algorithm of the list, by a key of the pool."""
    assert sent(pool, token).status == 200


def test_who_speaks_by_the_pool_is_the_key_that_the_settings_name(pool: House, key: str) -> None:
    """With its app, and with the scopes that both have; words of others among the scopes mean nothing."""
    found = pool.gateway.holder(signed(cognito(scope="harr/invoices:read email invoices:write", jti="j1")))
    assert (found.key, found.token, found.narrowed) == (key, "j1", frozenset({"invoices:read"}))
    assert (found.may("invoices:read"), found.may("invoices:write")) == (True, False)


def test_a_little_skew_is_forgiven(pool: House) -> None:
    """Clocks differ by seconds, not by minutes."""
    now = int(time.time())
    assert sent(pool, signed(cognito(exp=now - 20, iat=now - 600))).status == 200
    assert sent(pool, signed(cognito(nbf=now + 20, iat=now + 20))).status == 200


def test_a_scope_that_the_token_does_not_leave_is_missing(pool: House) -> None:
    """403, as for a key; a token that names no scope may do nothing."""
    for scope in ("harr/customers:write", "", "aws.cognito.signin.user.admin", "customers:read"):
        answer = sent(pool, signed(cognito(scope=scope)))
        assert (answer.status, answer.json()["code"]) == (403, "scope_missing"), scope


def test_an_issuer_may_leave_scopes_to_the_keys(owner: House, key: str) -> None:
    """Where it cannot name them."""
    house = trusting(owner, pool_of(owner, key, scopes="key"))
    assert sent(house, signed(cognito(scope=""))).status == 200


def test_another_issuer_says_for_whom_its_tokens_are(owner: House, key: str) -> None:
    """By `aud`, and the client by `azp` where there is no client_id; an id token has another audience."""
    house = trusting(owner, pool_of(owner, key, audience="https://harr"))
    claims = {name: said for name, said in cognito().items() if name not in {"client_id", "token_use"}}
    good = {**claims, "aud": ["https://harr", "other"], "azp": CLIENT}
    assert sent(house, signed(good)).status == 200
    assert sent(house, signed({**good, "aud": CLIENT})).status == 401
    assert sent(house, signed({**good, "token_use": "id"})).status == 401
    assert sent(house, signed(claims)).status == 401


def test_a_client_is_shut_out_by_revoking_its_key(owner: House) -> None:
    """At once, whatever its token still says."""
    app = owner("apps.list")["data"][0]["id"]
    made = owner("keys.create", app=app, name="client", role="developer")
    house = trusting(owner, pool_of(owner, made["id"]))
    token = signed(cognito())
    assert sent(house, token).status == 200
    owner("keys.revoke", made["id"])
    assert sent(house, token).json()["code"] == "key_revoked"


# ---- what is refused -------------------------------------------------------------------------------------------------

NOW = int(time.time())
GOOD = signed(cognito())
HEAD, BODY, SIGNATURE = GOOD.split(".")
MINE = rsa_key("somebody")
OWN_KEY = {"alg": "RS256", "typ": "JWT", "kid": "one"}
ATTACKS: dict[str, str] = {
    "alg none": f"{part({**OWN_KEY, 'alg': 'none'})}.{BODY}.AA",
    "alg none, no signature": f"{part({**OWN_KEY, 'alg': 'none'})}.{BODY}.",
    "alg None in letters that differ": f"{part({**OWN_KEY, 'alg': 'nOnE'})}.{BODY}.AA",
    "HS256 with the public key": mac({**OWN_KEY, "alg": "HS256"}, cognito(), PUBLIC_PEM),
    "HS256 with the modulus": mac({**OWN_KEY, "alg": "HS256"}, cognito(), jwk(rsa_key(), "one")["n"].encode()),
    "HS256 with nothing": mac({**OWN_KEY, "alg": "HS256"}, cognito(), b""),
    "a key of somebody else": signed(cognito(), MINE),
    "a key of somebody else, under its own id": signed(cognito(), MINE, kid="mine"),
    "a key of another issuer": SIGNING.sign(cognito()),
    "no kid": signed(cognito(), kid=None),
    "kid of a key of another kind": signed(cognito(), ec_key(), kid="one"),
    "kid is a path": signed(cognito(), kid="../../dev/null"),
    "jwk in the header": signed(cognito(), MINE, jwk=jwk(MINE, "one")),
    "jwk in the header, under its own id": signed(cognito(), MINE, kid="mine", jwk=jwk(MINE, "mine")),
    "jku in the header": signed(cognito(), MINE, jku="https://example.org/keys"),
    "x5u in the header": signed(cognito(), MINE, x5u="https://example.org/certificate"),
    "crit in the header": signed(cognito(), crit=["exp"]),
    "another kind of token": signed(cognito(), typ="logout+jwt"),
    "expired": signed(cognito(exp=NOW - 120, iat=NOW - 4000)),
    "never expires": signed({name: said for name, said in cognito().items() if name != "exp"}),
    "expires in words": signed({**cognito(), "exp": "tomorrow"}),
    "nbf in the future": signed(cognito(nbf=NOW + 86_400)),
    "issued in the future": signed(cognito(iat=NOW + 86_400)),
    "no iat": signed({name: said for name, said in cognito().items() if name != "iat"}),
    "another issuer": signed(cognito(iss="https://example.org")),
    "another pool": signed(cognito(iss=f"{POOL}2")),
    "an issuer with a slash": signed(cognito(iss=f"{POOL}/")),
    "no issuer": signed({name: said for name, said in cognito().items() if name != "iss"}),
    "says that it is Harr": signed(cognito(iss=HARR, aud="harr")),
    "another client": signed(cognito(client_id="7example")),
    "no client": signed({name: said for name, said in cognito().items() if name != "client_id"}),
    "an id token": signed({**cognito(token_use="id"), "aud": CLIENT}),
    "no token_use": signed({name: said for name, said in cognito().items() if name != "token_use"}),
    "claims that were changed": f"{HEAD}.{part(cognito(scope='harr/*:*'))}.{SIGNATURE}",
    "a header that was changed": f"{part({**OWN_KEY, 'typ': 'at+jwt'})}.{BODY}.{SIGNATURE}",
    "a signature that was cut": GOOD[:-8],
    "a signature of another token": f"{HEAD}.{BODY}.{signed(cognito(jti='other')).split('.')[2]}",
    "no signature": f"{HEAD}.{BODY}.",
    "two parts": f"{HEAD}.{BODY}",
    "no dots": f"{HEAD}{BODY}{SIGNATURE}",
    "four parts": f"{GOOD}.{SIGNATURE}",
    "five parts, as when encrypted": f"{GOOD}.{SIGNATURE}.{SIGNATURE}",
    "dots alone": "..",
    "huge": signed(cognito(padding="a" * 20_000)),
    "a header that is no object": f"{part([])}.{BODY}.{SIGNATURE}",
    "a header that is no JSON": f"AAAA.{BODY}.{SIGNATURE}",
    "base64 that is none": f"{HEAD[:-1]}.{BODY}.{SIGNATURE}",
    "letters of another world": "é.é.é",
    "deep": f"{base64.urlsafe_b64encode(b'[' * 5000).decode().rstrip('=')}.{BODY}.{SIGNATURE}",
    "expires at infinity": signed(cognito(exp=float("inf"))),
    "a number without end": PyJWS().encode(
        json.dumps(cognito(exp=7)).replace('"exp": 7', '"exp": 1e999').encode(), rsa_key(), "RS256", {"kid": "one"}
    ),
}


@pytest.mark.parametrize("token", ATTACKS.values(), ids=ATTACKS.keys())
def test_every_attack_is_refused_in_the_same_words(pool: House, token: str) -> None:
    """401 with a way out; what was wrong is not told."""
    answer = sent(pool, token)
    said = answer.json()
    assert (answer.status, said["code"]) == (401, "unauthenticated"), said
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="harr", error="invalid_token"'
    if "." in token:
        assert said["detail"] == "this token is not valid here, or no longer"
        assert said["facts"] == {}
        assert "POST /oauth2/token" in said["way_out"]


def own_claims(house: House, **claims: Any) -> dict[str, Any]:
    """What Harr says in a token of its own, as it would be forged by whoever had its key."""
    found = tenants.authenticate(house.gateway.engine, house.secret)
    now = int(time.time())
    return {
        "iss": HARR, "aud": "harr", "token_use": "access", "scope": "*:*", "tenant": house("tenant.retrieve")["id"],
        "key": found.key, "mark": found.mark, "iat": now, "exp": now + 900, **claims,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({}, 200),
        ({"aud": "other"}, 401),
        ({"token_use": "id"}, 401),
        ({"mark": ""}, 401),
        ({"mark": "0123456789abcdef"}, 401),
        ({"key": "key_0000000000001"}, 401),
        ({"key": "app_0000000000001"}, 401),
        ({"tenant": "ten_0000000000001"}, 401),
        ({"tenant": "nobody"}, 401),
        ({"scope": ""}, 403),
        ({"exp": NOW - 600}, 401),
    ],
)
def test_harrs_own_tokens_name_a_key_that_is_there(pool: House, claims: dict[str, Any], status: int) -> None:
    """And the secret that holds."""
    assert sent(pool, SIGNING.sign(own_claims(pool, **claims))).status == status


def test_nothing_of_a_token_is_in_the_log(pool: House, caplog: pytest.LogCaptureFixture) -> None:
    """The reason is, so that whoever runs Harr can tell why."""
    caplog.set_level(logging.DEBUG)
    forged = signed(cognito(jti="secret-looking"), MINE)
    sent(pool, forged)
    sent(pool, GOOD)
    text = caplog.text
    assert "a token is refused: InvalidSignatureError" in text
    assert not any(piece in text for token in (forged, GOOD) for piece in token.split("."))


def test_who_used_a_token_can_be_found(pool: House, caplog: pytest.LogCaptureFixture, key: str) -> None:
    """The audit names the request and the key, the log the request and the token."""
    caplog.set_level(logging.INFO)
    token = signed(cognito(jti="j-7\nforged line", scope="harr/customers:write"))
    made = replace(pool, secret=token)("customers.create", name="Acme", address={"country": "NL"})
    record = next(each for each in pool("audit.list")["data"] if each["subject"] == made["id"])
    assert record["actor"]["id"] == key
    assert f"{record['request_id']} by token j-7forgedline of {key}" in caplog.messages


def test_a_token_is_never_looked_at_inside_a_transaction(pool: House) -> None:
    """Keys may have to be fetched for it."""
    engine = pool.gateway.engine
    with pytest.raises(RuntimeError, match="inside a transaction"):
        engine.run(pool.tenant, SYSTEM, lambda _: pool.gateway.holder(GOOD))


# ---- keys that are fetched -------------------------------------------------------------------------------------------


class Watch:
    """A clock that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def keys_that(fetch: Callable[[], list[Any]]) -> tuple[FetchedKeys, Watch]:
    """Fetched keys, and their clock."""
    watch = Watch()
    return FetchedKeys(fetch, clock=watch), watch


def test_keys_are_fetched_once_an_hour_and_for_an_unknown_id_once_a_minute() -> None:
    """However many forged tokens come."""
    asked: list[float] = []

    def fetch() -> list[Any]:
        asked.append(watch.now)
        return [jwk(rsa_key(), "one"), *([jwk(ec_key(), "two")] if watch.now > 2000 else [])]

    keys, watch = keys_that(fetch)
    assert keys.find("one")
    for each in range(500):
        assert keys.find(f"forged {each}") is None
    assert asked == [1000]
    watch.now += 60
    for each in range(500):
        assert keys.find(f"forged {each}") is None
    assert asked == [1000, 1060]
    watch.now = 2500
    assert keys.find("two"), "a key that is new is found"
    watch.now += 3599
    assert keys.find("one")
    assert asked == [1000, 1060, 2500]
    watch.now += 1
    assert keys.find("one")
    assert asked == [1000, 1060, 2500, 6100]


def test_keys_that_cannot_be_fetched_are_not_the_callers_fault() -> None:
    """503 and try again; those that are kept are used until their hour is over."""
    fails = True
    asked: list[float] = []

    def fetch() -> list[Any]:
        asked.append(watch.now)
        if fails:
            raise OSError
        return [jwk(rsa_key(), "one")]

    keys, watch = keys_that(fetch)
    for _ in range(20):
        with pytest.raises(TryAgain):
            keys.find("one")
    assert len(asked) == 1
    watch.now, fails = watch.now + 5, False
    assert keys.find("one")
    watch.now, fails = watch.now + 3000, True
    assert keys.find("one")
    assert keys.find("unknown") is None
    watch.now += 600
    with pytest.raises(TryAgain):
        keys.find("one")


def test_a_set_may_hold_what_cannot_verify() -> None:
    """Secrets, private halves, keys to encrypt with, short ones, other curves, other algorithms, noise."""
    private = {**jwk(rsa_key(), "private"), "d": "AQAB"}
    wrong: list[Any] = [
        {"kty": "oct", "k": "c2VjcmV0", "kid": "secret"}, private, {**jwk(rsa_key(), "enc"), "use": "enc"},
        {**jwk(rsa_key(), "other"), "alg": "PS256"}, {**jwk(ec_key(), "curve"), "crv": "P-384"},
        {**jwk(rsa_key(), "broken"), "n": "!"}, {"kid": 7, "kty": "RSA"}, "noise", None,
        jwk(rsa_key("short", 1024), "short"),
    ]  # fmt: skip
    keys, _ = keys_that(lambda: [*wrong, jwk(rsa_key(), "one")])
    assert keys.find("one")
    names = ("secret", "private", "enc", "other", "curve", "broken", "short")
    assert [keys.find(name) for name in names] == [None] * len(names)


def test_keys_come_over_http(owner: House, key: str) -> None:
    """From one address, once; a redirect is not followed, and a forged id does not ask again."""
    with key_server() as server:
        server.keys = [jwk(rsa_key(), "one")]
        house = trusting(owner, pool_of(owner, key, keys=(), jwks=server.address, loopback=True))
        for _ in range(5):
            assert sent(house, GOOD).status == 200
            assert sent(house, signed(cognito(), MINE, kid="mine")).status == 401
        assert server.asked == 1
        server.status = 302
        with pytest.raises(ValueError, match="answered 302"):
            fetched(server.address, loopback=True)
        server.status, server.keys = 200, [{"n": "a" * 70_000}]
        with pytest.raises(ValueError, match="too much"):
            fetched(server.address, loopback=True)
        lost = trusting(owner, pool_of(owner, key, keys=(), jwks=server.address, loopback=True))
        server.status = 500
        answer = sent(lost, GOOD)
        assert (answer.status, answer.json()["code"], answer.headers["Retry-After"]) == (503, "try_again", "5")


def test_a_token_that_names_an_address_has_nobody_ask_there(owner: House, key: str) -> None:
    """Neither jku nor x5u nor an issuer that nobody trusts."""
    with key_server() as server:
        house = trusting(owner, pool_of(owner, key))
        server.keys = [jwk(MINE, "mine")]
        for forged in (
            signed(cognito(), MINE, kid="mine", jku=server.address, x5u=server.address),
            signed(cognito(iss=server.address), MINE, kid="mine"),
        ):
            assert sent(house, forged).status == 401
        assert server.asked == 0


def test_fetching_takes_little_time() -> None:
    """As long as API Gateway takes for it."""
    assert tokens.FETCH_SECONDS == 1.5
    assert tokens.LEEWAY_SECONDS <= 60
    assert tokens.KEPT_SECONDS <= 3600


# ---- what can be set -------------------------------------------------------------------------------------------------


def test_issuers_stand_in_the_file_or_in_the_environment(tmp_path: Path) -> None:
    """As tables, or as JSON."""
    clients = '[harr.issuers.clients."3n4b"]\ntenant = "ten_0000000000001"\nkey = "key_0000000000001"\n'
    (tmp_path / "harr.toml").write_text(f'[harr]\nport = 1\n[[harr.issuers]]\nissuer = "{POOL}"\n{clients}')
    found = load(tmp_path, {}).issuers
    assert [each.issuer for each in found] == [POOL]
    assert found[0].algorithms == ("RS256",)
    told = json.dumps([{"issuer": POOL, "clients": {"3n4b": {"tenant": "ten_0000000000001", "key": "key_1"}}}])
    (tmp_path / "harr.toml").unlink()
    assert load(tmp_path, {"HARR_ISSUERS": told}).issuers[0].clients["3n4b"].key == "key_1"


@pytest.mark.parametrize(
    "issuer",
    [
        {"issuer": "http://example.org"},
        {"issuer": "http://example.org", "loopback": True},
        {"issuer": POOL, "jwks": "http://127.0.0.1:1/keys"},
        {"issuer": POOL, "jwks": "file:///etc/passwd"},
        {"issuer": POOL, "algorithms": ["HS256"]},
        {"issuer": POOL, "algorithms": ["none"]},
        {"issuer": POOL, "algorithms": []},
        {"issuer": POOL, "leeway": 3600},
        {},
    ],
)
def test_an_issuer_that_would_be_unsafe_is_refused(tmp_path: Path, issuer: dict[str, Any]) -> None:
    """Plain http, secrets as keys, a name that is no setting."""
    with pytest.raises(FieldInvalid):
        load(tmp_path, {"HARR_ISSUERS": json.dumps([issuer])})


@pytest.mark.parametrize("text", ["{", "1", '[{"issuer":1}]'])
def test_issuers_that_cannot_be_read_are_refused(tmp_path: Path, text: str) -> None:
    """When the process starts, not when the first token comes."""
    with pytest.raises(FieldInvalid):
        load(tmp_path, {"HARR_ISSUERS": text})


@pytest.mark.parametrize(("tenant", "key"), [("acme", "key_1"), ("ten_!", "key_1"), ("ten_0000000000001", "app_1")])
def test_a_client_names_a_tenant_and_a_key(tenant: str, key: str) -> None:
    """By their ids."""
    given = TrustedIssuer(issuer=POOL, clients={"3n4b": {"tenant": tenant, "key": key}})  # type: ignore[dict-item]
    with pytest.raises(FieldInvalid):
        trusted(load_again(given))


def load_again(given: TrustedIssuer) -> TrustedIssuer:
    """As the settings would read it."""
    import msgspec  # noqa: PLC0415

    return msgspec.convert(msgspec.to_builtins(given), TrustedIssuer)


def test_a_gateway_that_sees_keys_alone_loads_no_cryptography() -> None:
    """A quarter of a second of a cold start."""
    code = (
        "import sys, tempfile, pathlib\n"
        "from harr.edge.gateway import Request\n"
        "from harr.edge.opening import open_gateway\n"
        "from harr.edge.settings import load\n"
        "from harr.services import tenants\n"
        "gateway = open_gateway(load(pathlib.Path(tempfile.mkdtemp()), {}))\n"
        "secret = tenants.first_tenant(gateway.engine, 'Test').secret\n"
        "answer = gateway.dispatch(Request('GET', '/v1/tenant', {}, {'authorization': f'Bearer {secret}'}))\n"
        "assert answer.status == 200\n"
        "assert not {'jwt', 'cryptography', 'httpx'} & set(sys.modules), 'loaded'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
