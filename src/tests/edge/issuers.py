"""Issuers for tests: a key pair that signs anything, and a server of keys on this machine that counts who asks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from harr.edge.gateway import Gateway
from harr.edge.issuing import with_tokens
from harr.edge.settings import Client, TrustedIssuer
from harr.edge.signing import Signing
from harr.kernel.ids import id_text
from tests.house import House

HARR = "https://billing.example.com"
POOL = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example01"
CLIENT = "3n4b5urk1ft4fl3mg5e62d9ado"


@cache
def rsa_key(name: str = "pool", bits: int = 2048) -> rsa.RSAPrivateKey:
    """A key of somebody; the same name has the same key."""
    assert name
    return rsa.generate_private_key(65537, bits)


@cache
def ec_key(name: str = "pool") -> ec.EllipticCurvePrivateKey:
    """The same on a curve."""
    assert name
    return ec.generate_private_key(ec.SECP256R1())


def jwk(key: Any, kid: str) -> dict[str, Any]:
    """The public half, as it is published."""
    algorithm = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
    return {**algorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"}


def cognito(**claims: Any) -> dict[str, Any]:
    """What Cognito says in an access token of a client without a user."""
    now = int(time.time())
    return {
        "iss": POOL, "sub": CLIENT, "client_id": CLIENT, "token_use": "access", "version": 2, "jti": "6f1c",
        "scope": "harr/customers:write harr/customers:read", "auth_time": now, "iat": now, "exp": now + 3600, **claims,
    }  # fmt: skip


def signed(claims: dict[str, Any], key: Any = None, *, kid: str | None = "one", **headers: Any) -> str:
    """A token; RS256 unless the key is on a curve."""
    key = key or rsa_key()
    algorithm = "RS256" if isinstance(key, rsa.RSAPrivateKey) else "ES256"
    return jwt.encode(claims, key, algorithm, headers={**({"kid": kid} if kid else {}), **headers})


def trusting(house: House, issuer: TrustedIssuer | None = None, signing: Signing | None = None) -> House:
    """The house of a test, which issues tokens, and trusts an issuer with one client that speaks as its owner key."""
    gateway: Gateway = replace(house.gateway)
    found = [issuer] if issuer else []
    with_tokens(gateway, signing or SIGNING, HARR, issuers=tuple(found))
    return replace(house, gateway=gateway)


SIGNING = Signing()


def pool_of(house: House, key: str, **fields: Any) -> TrustedIssuer:
    """A Cognito user pool, whose client speaks as a key."""
    given: dict[str, Any] = {
        "issuer": POOL, "keys": (jwk(rsa_key(), "one"), jwk(ec_key(), "curve")), "algorithms": ("RS256", "ES256"),
        "clients": {CLIENT: Client(tenant=id_text("ten", house.tenant), key=key)}, **fields,
    }  # fmt: skip
    return TrustedIssuer(**given)


@dataclass
class KeyServer:
    """A JWKS on loopback."""

    port: int
    keys: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0
    status: int = 200

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/keys"


@contextmanager
def key_server() -> Iterator[KeyServer]:
    """Serve keys until the test is done."""
    state = KeyServer(0)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked += 1
            body = json.dumps({"keys": state.keys}).encode()
            self.send_response(state.status)
            self.send_header("location", "/keys")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
