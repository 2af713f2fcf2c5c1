"""Harr as an issuer: a key is exchanged for a short token, and what verifies it is published.

An HTTP API on AWS lets a JWT authorizer look at tokens before Harr does, and cannot
look at keys. The three paths are those that OAuth 2.0 (RFC 6749) and OpenID Connect
Discovery name; they stand beside the API, not in it. The key is the client's secret,
its app the client.
"""

from __future__ import annotations

import binascii
import logging
import time
import uuid
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

import msgspec

from harr.edge.gateway import JSON, Gateway, Request, Response
from harr.edge.limits import Limits
from harr.edge.settings import TrustedIssuer
from harr.edge.signing import ALGORITHM, Signing
from harr.edge.tokens import Verifier, own, trusted
from harr.engine import Engine
from harr.kernel.errors import Refusal, TryAgain
from harr.kernel.ids import id_text
from harr.services import tenants
from harr.services.tenants import Principal
from harr.services.tenants.roles import RESOURCES

TOKEN = "/oauth2/token"  # noqa: S105 - a path
KEYS = "/.well-known/jwks.json"
DISCOVERY = "/.well-known/openid-configuration"
PATHS = (TOKEN, KEYS, DISCOVERY)
AUDIENCE = "harr"
GRANT = "client_credentials"
FORM = "application/x-www-form-urlencoded"
LARGEST_FORM = 8192
SECRET = {"Cache-Control": "no-store", "Pragma": "no-cache"}
PUBLIC = {"Cache-Control": "public, max-age=300"}
ACTIONS = frozenset({"read", "write", "money", "*"})

log = logging.getLogger("harr.tokens")


class _Refused(Exception):  # noqa: N818 - an answer of RFC 6749
    """An error of RFC 6749 §5.2."""

    def __init__(self, error: str, description: str, status: int = 400, **headers: str) -> None:
        super().__init__(error)
        self.answer = _json(status, {"error": error, "error_description": _plain(description)}, {**SECRET, **headers})


@dataclass(frozen=True, slots=True)
class Issuing:
    """Answers the three paths."""

    engine: Engine
    signing: Signing
    address: str
    minutes: int
    limits: Limits

    def routes(self) -> dict[str, Callable[[Request], Response]]:
        """What is answered at which path."""
        return {
            TOKEN: self.token,
            KEYS: _read_only(self.signing.published),
            DISCOVERY: _read_only(lambda: discovery(self.address)),
        }

    def token(self, request: Request) -> Response:
        """Exchange a key for a token."""
        if request.method != "POST":
            return _json(405, {"error": "invalid_request"}, {**SECRET, "Allow": "POST"})
        try:
            form = _form(request)
            if form.get("grant_type") != GRANT:
                error = "unsupported_grant_type" if form.get("grant_type") else "invalid_request"
                raise _Refused(error, f"the grant is {GRANT}")  # noqa: TRY301 - all its refusals in one place
            holder = self._holder(request, form)
            scopes = _scopes(holder, form.get("scope"))
        except _Refused as refused:
            return refused.answer
        self.limits.count(holder)
        return self._issued(holder, scopes)

    def _issued(self, holder: Principal, scopes: str) -> Response:
        now, app = int(time.time()), id_text("app", holder.app)
        token_id = str(uuid.uuid4())
        token = self.signing.sign({
            "iss": self.address, "sub": app, "aud": AUDIENCE, "client_id": app, "token_use": "access", "scope": scopes,
            "tenant": id_text("ten", holder.tenant), "app": app, "key": holder.key, "mark": holder.mark,
            "jti": token_id, "iat": now, "exp": now + self.minutes * 60,
        })  # fmt: skip
        log.info("token %s for %s", token_id, holder.key)
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": self.minutes * 60, "scope": scopes}
        return _json(200, answer, SECRET)

    def _holder(self, request: Request, form: Mapping[str, str]) -> Principal:
        """The client: by Basic, in the form, or the key alone as a bearer. One of them, as RFC 6749 says."""
        scheme, client, secret = _client(request, form)
        challenge = f'{scheme} realm="harr"' + (', error="invalid_token"' if scheme == "Bearer" else "")
        try:
            holder = tenants.authenticate(self.engine, secret)
        except TryAgain:
            raise
        except Refusal as refusal:
            raise _Refused("invalid_client", refusal.detail, 401, **{"WWW-Authenticate": challenge}) from refusal
        if client is not None and client != id_text("app", holder.app):
            said = "the key is not of this client: client_id is the id of the key's app"
            raise _Refused("invalid_client", said, 401, **{"WWW-Authenticate": challenge})
        return holder


def discovery(address: str) -> dict[str, Any]:
    """What an authorizer asks first."""
    return {
        "issuer": address,
        "jwks_uri": address + KEYS,
        "token_endpoint": address + TOKEN,
        "grant_types_supported": [GRANT],
        "response_types_supported": ["token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    }


def with_tokens(
    gateway: Gateway, signing: Signing, address: str, *, minutes: int = 15, issuers: tuple[TrustedIssuer, ...] = ()
) -> Gateway:
    """The same house, which exchanges keys for tokens and takes those of the issuers that it trusts."""
    address = address.rstrip("/")
    others = {each.issuer: trusted(each) for each in issuers}
    gateway.tokens = Verifier({**others, address: own(address, signing, ALGORITHM, AUDIENCE)})
    gateway.beside = Issuing(gateway.engine, signing, address, minutes, gateway.limits).routes()
    return gateway


def mocked(gateway: Gateway, address: str) -> Gateway:
    """A mock asks for no credential, and gives one to whoever wants to try that too."""
    example = {"access_token": "mock", "token_type": "Bearer", "expires_in": 900, "scope": "*:*"}
    gateway.beside = {
        TOKEN: lambda _: _json(200, example, SECRET),
        KEYS: _read_only(lambda: {"keys": []}),
        DISCOVERY: _read_only(lambda: discovery(address)),
    }
    return gateway


# ---- what is sent, and what is answered ------------------------------------------------------------------------------


def _form(request: Request) -> dict[str, str]:
    if request.query:
        raise _Refused("invalid_request", "nothing stands in the address")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM or not request.body:
        raise _Refused("invalid_request", f"the body is {FORM}")
    try:
        pairs = parse_qsl(request.body[: LARGEST_FORM + 1].decode("ascii"), keep_blank_values=True, max_num_fields=20)
    except ValueError as wrong:
        raise _Refused("invalid_request", "the form cannot be read") from wrong
    if len(request.body) > LARGEST_FORM or len({name for name, _ in pairs}) != len(pairs):
        raise _Refused("invalid_request", "the form is too long, or names something twice")
    return {name: value for name, value in pairs if value}


def _client(request: Request, form: Mapping[str, str]) -> tuple[str, str | None, str]:
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    posted = form.get("client_secret")
    if scheme and posted:
        raise _Refused("invalid_request", "the client says who it is in two ways")
    if scheme.lower() == "bearer":
        return "Bearer", form.get("client_id"), credential.strip()
    if scheme.lower() == "basic":
        return "Basic", *_basic(credential.strip(), form.get("client_id"))
    if scheme or not posted:
        raise _Refused(
            "invalid_client", "the key comes by Basic, as client_secret, or as a bearer", 401,
            **{"WWW-Authenticate": 'Basic realm="harr"'},
        )  # fmt: skip
    return "Basic", form.get("client_id"), posted


def _basic(credential: str, posted: str | None) -> tuple[str, str]:
    try:
        client, colon, secret = b64decode(credential, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        client = colon = secret = ""
    client, secret = unquote_plus(client), unquote_plus(secret)
    if not colon or (posted is not None and posted != client):
        raise _Refused(
            "invalid_client", "Basic is the client and its key, by a colon", 401,
            **{"WWW-Authenticate": 'Basic realm="harr"'},
        )  # fmt: skip
    return client, secret


def _scopes(holder: Principal, asked: str | None) -> str:
    """What the token may do: what was asked for, where the key may do all of it; else what the key may."""
    if asked is None:
        return " ".join(sorted(holder.scopes))
    wanted = sorted(set(asked.split()))
    for scope in wanted:
        resource, _, action = scope.partition(":")
        if resource not in {"*", *RESOURCES} or action not in ACTIONS:
            raise _Refused("invalid_scope", f"there is no scope {scope[:80]}")
        if not holder.may(scope):
            raise _Refused("invalid_scope", f"the key has no scope {scope[:80]}")
    if not wanted:
        raise _Refused("invalid_scope", "scope names nothing")
    return " ".join(wanted)


def _read_only(found: Callable[[], dict[str, Any]]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        if request.method != "GET":
            return _json(405, {"error": "invalid_request"}, {"Allow": "GET"})
        return _json(200, found(), PUBLIC)

    return answer


def _json(status: int, body: dict[str, Any], headers: Mapping[str, str]) -> Response:
    return Response(
        status, msgspec.json.encode(body), {"Content-Type": JSON, "X-Content-Type-Options": "nosniff", **headers}
    )


def _plain(text: str) -> str:
    """The letters that RFC 6749 allows in a description."""
    return "".join(each for each in text if " " <= each <= "~" and each not in '"\\')
