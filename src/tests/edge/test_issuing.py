"""A key is exchanged for a token: the three paths, what RFC 6749 says of errors, and what a token may do."""

from __future__ import annotations

import base64
import json
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from harr.edge.gateway import Request, Response
from harr.edge.issuing import DISCOVERY, KEYS, TOKEN
from harr.edge.signing import Signing
from harr.engine import SYSTEM
from tests.edge.issuers import HARR, SIGNING, rsa_key, trusting
from tests.house import House
from tests.services.tenants.cases import app, key_of

FORM = "application/x-www-form-urlencoded"


def asked(house: House, headers: dict[str, str] | None = None, **form: str) -> Response:
    """Ask for a token."""
    given = {"grant_type": "client_credentials", **form}
    body = urlencode({name: value for name, value in given.items() if value}).encode()
    return house.gateway.dispatch(Request("POST", TOKEN, {}, {"content-type": FORM, **(headers or {})}, body))


def bearer(secret: str) -> dict[str, str]:
    """A key or token as it is sent."""
    return {"authorization": f"Bearer {secret}"}


def basic(client: str, secret: str) -> dict[str, str]:
    """The client by HTTP Basic."""
    return {"authorization": "Basic " + base64.b64encode(f"{client}:{secret}".encode()).decode()}


def by_token(house: House, **form: str) -> House:
    """The same house, spoken to with a token of its key."""
    answer = asked(house, bearer(house.secret), **form)
    assert answer.status == 200, answer.body
    return replace(house, secret=answer.json()["access_token"])


@pytest.fixture
def open_house(house: House) -> House:
    """A house that issues tokens."""
    return trusting(house)


def own_app(house: House) -> str:
    """The app of the owner's key."""
    found: str = house("apps.list")["data"][0]["id"]
    return found


def test_a_key_is_exchanged_in_three_ways(open_house: House) -> None:
    """By Basic, in the form, or the key alone as a bearer; the answer is RFC 6749's and is not kept."""
    client = own_app(open_house)
    ways = [
        asked(open_house, basic(client, open_house.secret)),
        asked(open_house, client_id=client, client_secret=open_house.secret),
        asked(open_house, client_secret=open_house.secret),
        asked(open_house, bearer(open_house.secret)),
    ]
    for answer in ways:
        assert answer.status == 200, answer.body
        assert answer.headers["Cache-Control"] == "no-store"
        said = answer.json()
        assert (said["token_type"], said["expires_in"], said["scope"]) == ("Bearer", 900, "*:*")
        assert replace(open_house, secret=said["access_token"])("tenant.retrieve")["kind"] == "live"


def test_a_token_says_whose_it_is(open_house: House) -> None:
    """Its claims, read by somebody who has the published keys alone."""
    token = by_token(open_house, scope="customers:read invoices:read").secret
    published = open_house.gateway.dispatch(Request("GET", KEYS)).json()["keys"]
    header = jwt.get_unverified_header(token)
    key = next(each for each in published if each["kid"] == header["kid"])
    said = jwt.decode(token, jwt.PyJWK(key), algorithms=["RS256"], audience="harr", issuer=HARR)
    client = own_app(open_house)
    assert (header["alg"], header["typ"]) == ("RS256", "at+jwt")
    assert said["scope"] == "customers:read invoices:read"
    assert (said["sub"], said["client_id"], said["app"], said["token_use"]) == (client, client, client, "access")
    assert said["tenant"] == open_house("tenant.retrieve")["id"]
    assert said["exp"] - said["iat"] == 900
    assert said["key"].startswith("key_")
    assert open_house.secret[20:40] not in json.dumps(said)


@pytest.mark.parametrize(
    ("form", "headers", "error"),
    [
        ({"grant_type": "password"}, {}, "unsupported_grant_type"),
        ({"grant_type": ""}, {}, "invalid_request"),
        ({}, {"content-type": "application/json"}, "invalid_request"),
        ({"scope": "cheese:read"}, {}, "invalid_scope"),
        ({"scope": "invoices:eat"}, {}, "invalid_scope"),
        ({"scope": " "}, {}, "invalid_scope"),
        ({"client_secret": "harr_live_sk_x"}, {}, "invalid_request"),
        ({"client_id": "app_0000000000001"}, {}, "invalid_client"),
        ({}, {"authorization": ""}, "invalid_client"),
        ({}, {"authorization": "Bearer harr_live_sk_nobody"}, "invalid_client"),
        ({}, {"authorization": "Basic !"}, "invalid_client"),
        ({}, {"authorization": "Digest x"}, "invalid_client"),
    ],
)
def test_what_is_wrong_is_said_as_the_standard_says_it(
    open_house: House, form: dict[str, str], headers: dict[str, str], error: str
) -> None:
    """RFC 6749 §5.2: the error, 400 or 401, and nothing is kept."""
    answer = asked(open_house, {**bearer(open_house.secret), **headers}, **form)
    assert answer.json()["error"] == error
    assert answer.status == (401 if error == "invalid_client" else 400)
    assert ("WWW-Authenticate" in answer.headers) is (answer.status == 401)
    assert answer.headers["Cache-Control"] == "no-store"
    assert '"' not in answer.json()["error_description"]


@pytest.mark.parametrize(
    ("method", "query", "body", "status"),
    [
        ("GET", {}, b"", 405),
        ("POST", {"client_secret": "x"}, b"grant_type=client_credentials", 400),
        ("POST", {}, b"grant_type=client_credentials&grant_type=client_credentials", 400),
        ("POST", {}, b"grant_type=client_credentials&scope=" + b"a" * 9000, 400),
        ("POST", {}, b"grant_type=\xff", 400),
        ("POST", {}, b"&".join(b"a%d=1" % each for each in range(30)), 400),
    ],
)
def test_a_form_is_a_small_form(
    open_house: House, method: str, query: dict[str, str], body: bytes, status: int
) -> None:
    """No credential in an address, nothing twice, nothing long."""
    headers = {"content-type": FORM, **bearer(open_house.secret)}
    answer = open_house.gateway.dispatch(Request(method, TOKEN, query, headers, body))
    assert (answer.status, answer.json()["error"]) == (status, "invalid_request")


def test_a_scope_that_was_not_asked_for_is_missing(open_house: House) -> None:
    """A token leaves of its key's scopes what was asked for, and the refusal says which one is missing."""
    reading = by_token(open_house, scope="customers:read")
    assert reading("customers.list")["data"] == []
    answer = reading.send("customers.create", name="Acme", address={"country": "NL"})
    assert (answer.status, answer.json()["code"]) == (403, "scope_missing")
    assert answer.json()["facts"]["needed"] == "customers:write"


def test_a_key_gives_no_scope_that_it_has_not(open_house: House) -> None:
    """Neither asked for by name, nor in whole."""
    small = key_of(open_house, app(open_house)["id"], scopes=["invoices:read"])
    assert asked(small, bearer(small.secret), scope="invoices:write").json()["error"] == "invalid_scope"
    assert asked(small, bearer(small.secret), scope="*:read").json()["error"] == "invalid_scope"
    assert asked(small, bearer(small.secret)).json()["scope"] == "invoices:read"


def test_a_token_is_not_exchanged_for_another(open_house: House) -> None:
    """Else it would live for ever."""
    token = by_token(open_house).secret
    assert asked(open_house, bearer(token)).json()["error"] == "invalid_client"


def test_a_token_can_give_no_more_than_it_has(open_house: House) -> None:
    """A narrow token of the owner's key makes no wide key, and does not turn its own key's secret into its own."""
    narrow = by_token(open_house, scope="keys:write keys:read")
    client = own_app(open_house)
    key = open_house("keys.list")["data"][0]["id"]
    assert narrow.refused("keys.create", app=client, name="wide", role="owner")["code"] == "scope_missing"
    assert narrow.refused("keys.rotate", key)["code"] == "scope_missing"
    assert narrow("keys.create", app=client, name="narrow", scopes=["keys:read"])["secret"]
    assert by_token(open_house)("keys.rotate", key)["secret"]


@pytest.mark.parametrize("verb", ["revoke", "rotate"])
def test_a_token_ends_with_the_secret_that_it_was_given_for(open_house: House, verb: str) -> None:
    """At once, as the key itself."""
    other = key_of(open_house, app(open_house)["id"], role="developer")
    token = by_token(other)
    key = next(each["id"] for each in open_house("keys.list")["data"] if each["role"] == "developer")
    token("customers.list")
    open_house(f"keys.{verb}", key)
    answer = token.send("customers.list")
    assert (answer.status, answer.json()["code"]) == (401, "key_revoked")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="harr", error="invalid_token"'


def test_a_token_outlives_a_rotation_as_long_as_its_secret(open_house: House) -> None:
    """An overlap is for tokens too; a second rotation ends it."""
    other = key_of(open_house, app(open_house)["id"], role="developer")
    token = by_token(other)
    key = next(each["id"] for each in open_house("keys.list")["data"] if each["role"] == "developer")
    open_house("keys.rotate", key, overlap_hours=1)
    token("customers.list")
    open_house("keys.rotate", key, overlap_hours=1)
    assert token.send("customers.list").json()["code"] == "key_revoked"


def test_a_suspended_app_is_refused_by_token_too(open_house: House) -> None:
    """Until it is resumed."""
    client = app(open_house)["id"]
    token = by_token(key_of(open_house, client, role="developer"))
    open_house("apps.suspend", client)
    assert token.send("customers.list").json()["code"] == "key_revoked"
    open_house("apps.resume", client)
    token("customers.list")


def test_a_sandbox_has_tokens_of_its_own(open_house: House) -> None:
    """The tenant is in the token, as it is in the key."""
    sandbox = by_token(open_house.sandbox())
    assert sandbox("tenant.retrieve")["kind"] == "sandbox"


def test_the_audit_names_the_key_and_its_app(open_house: House) -> None:
    """Whoever used a token used a key; and asking for one is not a change."""
    token = by_token(open_house)
    made = token("customers.create", name="Acme", address={"country": "NL"})
    record = next(each for each in open_house("audit.list")["data"] if each["subject"] == made["id"])
    assert record["actor"]["id"] == open_house("keys.list")["data"][0]["id"]
    assert record["app"] == own_app(open_house)


def test_what_an_authorizer_looks_for_is_published(open_house: House) -> None:
    """Discovery, and keys that hold no secret."""
    found = open_house.gateway.dispatch(Request("GET", DISCOVERY)).json()
    assert (found["issuer"], found["jwks_uri"], found["token_endpoint"]) == (HARR, HARR + KEYS, HARR + TOKEN)
    keys: list[dict[str, Any]] = open_house.gateway.dispatch(Request("GET", KEYS)).json()["keys"]
    assert all(set(each) == {"kty", "n", "e", "kid", "use", "alg"} for each in keys)
    assert open_house.gateway.dispatch(Request("POST", KEYS)).status == 405


def test_a_house_that_issues_none_has_none(house: House) -> None:
    """Keys are its only credential, and the paths are not there."""
    assert house.gateway.dispatch(Request("GET", KEYS)).status == 404
    token = by_token(trusting(house)).secret
    assert replace(house, secret=token).send("customers.list").status == 401


def test_whoever_sends_nothing_is_told_what_is_taken(house: House) -> None:
    """RFC 6750: no error where there was no credential."""
    answer = house.gateway.dispatch(Request("GET", "/v1/customers"))
    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="harr"')


# ---- the keys that sign ----------------------------------------------------------------------------------------------


def test_signing_keys_are_made_once_and_are_their_owners(tmp_path: Path) -> None:
    """Two processes have the same; nobody else can read them."""
    file = tmp_path / ".harr" / "signing"
    one, two = Signing(file), Signing(file)
    assert one.published() == two.published()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir() if each.name.startswith("signing")] == ["signing"]


def test_the_newest_signs_and_the_one_before_it_still_holds(house: House, tmp_path: Path) -> None:
    """A process that did not rotate sees it; what is two rotations old is void."""
    signing, other = Signing(tmp_path / "signing"), Signing(tmp_path / "signing")
    serving = trusting(house, signing=other)
    first = by_token(serving)
    kid = signing.rotate()
    second = by_token(serving)
    assert jwt.get_unverified_header(second.secret)["kid"] == kid
    assert len(other.published()["keys"]) == 2
    assert first("tenant.retrieve")["id"] == second("tenant.retrieve")["id"]
    signing.rotate()
    assert len(other.published()["keys"]) == 2
    assert first.send("tenant.retrieve").status == 401
    second("tenant.retrieve")


def test_signing_keys_may_be_given_as_text(tmp_path: Path) -> None:
    """As in AWS; they are then rotated where they are kept."""
    file = tmp_path / "signing"
    kept = Signing(file).published()
    given = Signing(tmp_path / "other", file.read_text())
    assert given.published() == kept
    assert Signing(text=file.read_text().replace("\n", "\\n")).published() == kept, "on one line, as in an .env file"
    assert not (tmp_path / "other").exists()
    with pytest.raises(ValueError, match="where the text is kept"):
        given.rotate()
    short = rsa_key("short", 1024).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    for text in ("cheese", short):
        with pytest.raises(ValueError, match="no RSA key of 2048 bits"):
            Signing(text=text).published()


def test_nothing_secret_is_printed() -> None:
    """Nor by mistake."""
    assert repr(SIGNING) == "Signing(kept in memory)"


def test_no_token_is_kept(open_house: House) -> None:
    """Neither in the audit nor anywhere else that a request writes to."""
    token = by_token(open_house)
    token("customers.create", name="Acme", address={"country": "NL"})
    for table in ("engine_audit", "engine_idempotency", "engine_outbox"):
        assert token.secret not in kept(open_house, table)


def kept(house: House, table: str) -> str:
    """All that a table holds of a tenant."""
    return str(house.gateway.engine.read(house.tenant, SYSTEM, lambda tx: tx.rows(
        f"SELECT * FROM {table} WHERE tenant = :tenant"
    )))  # fmt: skip
