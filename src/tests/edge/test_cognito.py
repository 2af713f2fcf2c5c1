"""Tokens of a Cognito user pool: made by moto, which signs as Cognito does and publishes its keys on this machine.

moto has no token endpoint, so a client without a user gets no token from it. Such
tokens are minted here with the private key that moto signs with.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import boto3  # type: ignore[import-untyped]  # it brings no types, and stubs for one client would be many
import jwt
import pytest
from moto.server import ThreadedMotoServer

from harr.edge.gateway import Response
from harr.edge.settings import Client, TrustedIssuer
from harr.edge.wiring import build
from harr.engine.sqlite import SqliteStore
from harr.kernel.ids import id_text
from harr.services import tenants
from tests.edge.issuers import trusting
from tests.house import House

PASSWORD = "Pass-w0rd-for-tests"  # noqa: S105 - opens nothing


@dataclass(frozen=True)
class Pool:
    """A user pool with one client, and what a user of it got."""

    issuer: str
    jwks: str
    client: str
    other: str
    access: str
    identity: str


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """A Cognito on loopback."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    try:
        cognito = boto3.client(
            "cognito-idp", "eu-west-1", endpoint_url=address, aws_access_key_id="test", aws_secret_access_key="test"
        )
        number = cognito.create_user_pool(PoolName="harr")["UserPool"]["Id"]
        client, other = (_client(cognito, number, name) for name in ("shop", "other"))
        cognito.admin_create_user(UserPoolId=number, Username="ada", TemporaryPassword=PASSWORD)
        cognito.admin_set_user_password(UserPoolId=number, Username="ada", Password=PASSWORD, Permanent=True)
        got = cognito.admin_initiate_auth(
            UserPoolId=number, ClientId=client, AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": "ada", "PASSWORD": PASSWORD},
        )["AuthenticationResult"]  # fmt: skip
        issuer = jwt.decode(got["AccessToken"], options={"verify_signature": False})["iss"]
        jwks = f"{address}/{number}/.well-known/jwks.json"
        yield Pool(issuer, jwks, client, other, got["AccessToken"], got["IdToken"])
        cognito.close()
    finally:
        server.stop()


def _client(cognito: Any, number: str, name: str) -> str:
    made = cognito.create_user_pool_client(
        UserPoolId=number, ClientName=name, ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    )
    found: str = made["UserPoolClient"]["ClientId"]
    return found


@pytest.fixture(scope="module")
def owner() -> House:
    """A house in memory."""
    gateway = build(SqliteStore(":memory:"), b"pepper for tests")
    world = tenants.first_tenant(gateway.engine, "Test")
    return House(gateway, world.tenant, world.secret)


def trusts(owner: House, pool: Pool, **fields: Any) -> House:
    """A house that trusts the pool, whose client speaks as the owner's key."""
    key = owner("keys.list")["data"][0]["id"]
    client = Client(tenant=id_text("ten", owner.tenant), key=key)
    given: dict[str, Any] = {"issuer": pool.issuer, "jwks": pool.jwks, "loopback": True, **fields}
    return trusting(owner, TrustedIssuer(clients={pool.client: client}, **given))


def sent(house: House, token: str) -> Response:
    """Ask with a token."""
    return replace(house, secret=token).send("customers.list")


def minted(pool: Pool, **claims: Any) -> str:
    """A token as Cognito gives to a client without a user, with the key that moto publishes."""
    now = int(time.time())
    said = {
        "iss": pool.issuer, "sub": pool.client, "client_id": pool.client, "token_use": "access", "jti": "1",
        "scope": "harr/customers:read", "version": 2, "auth_time": now, "iat": now, "exp": now + 3600, **claims,
    }  # fmt: skip
    kept = files("moto.cognitoidp") / "resources" / "jwks-private.json.gz"
    private = json.loads(gzip.decompress(kept.read_bytes()))
    key = jwt.PyJWK(private, "RS256").key
    return jwt.encode(said, key, "RS256", {"kid": "dummy"})


def test_a_token_of_a_user_pool_is_taken(owner: House, pool: Pool) -> None:
    """A real one of moto's, verified with the keys that it publishes; a user's token names no scope of Harr."""
    assert sent(trusts(owner, pool, scopes="key"), pool.access).status == 200
    answer = sent(trusts(owner, pool), pool.access)
    assert (answer.status, answer.json()["code"]) == (403, "scope_missing")


def test_an_id_token_is_refused(owner: House, pool: Pool) -> None:
    """It says who somebody is, not what they may do here."""
    assert sent(trusts(owner, pool, scopes="key"), pool.identity).status == 401
    assert sent(trusts(owner, pool, scopes="key", audience=pool.client), pool.identity).status == 401


def test_a_changed_token_is_refused(owner: House, pool: Pool) -> None:
    """Every part of it is signed."""
    house = trusts(owner, pool, scopes="key")
    header, claims, signature = pool.access.split(".")
    assert sent(house, f"{header}.{claims[:-2]}AA.{signature}").status == 401
    assert sent(house, f"{header}.{claims}.{signature[:-8]}AAAAAAAA").status == 401
    assert sent(house, f"{pool.identity.split('.')[0]}.{pool.identity.split('.')[1]}.{signature}").status == 401


def test_another_client_of_the_pool_is_refused(owner: House, pool: Pool) -> None:
    """A pool has clients that have nothing to do with Harr."""
    house = trusts(owner, pool)
    assert sent(house, minted(pool)).status == 200
    assert sent(house, minted(pool, client_id=pool.other)).status == 401


def test_another_pool_with_the_same_key_is_refused(owner: House, pool: Pool) -> None:
    """All pools of moto share a key, as two issuers by mistake might: the issuer decides."""
    assert sent(trusts(owner, pool), minted(pool, iss=pool.issuer + "x")).status == 401
