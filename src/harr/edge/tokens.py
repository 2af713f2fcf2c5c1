"""One verifier for the tokens of all issuers: Harr's own and those that the settings trust.

A token says who issued it, and is believed about nothing before the signature of that
issuer holds: its key is looked up by `kid` in that issuer's set alone, and the key,
not the token, says which algorithm. Addresses and keys that a token brings along
(`jku`, `x5u`, `jwk`) are not looked at. Then the key's row decides, as with a key.

What is wrong with a token is in the log, not in the answer.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec

from harr.edge.settings import TrustedIssuer
from harr.engine import Engine
from harr.kernel.errors import FieldInvalid, Refusal, TryAgain, Unauthenticated
from harr.kernel.ids import id_number
from harr.services import tenants
from harr.services.tenants import Principal

LONGEST = 8192
"""API Gateway takes 10,240 bytes of headers in all."""
LEEWAY_SECONDS = 30
ACCESS = "access"
FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", re.ASCII)
UNFIT = re.compile(r"[^A-Za-z0-9._-]")
TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
KIND_OF_KEY = {"RSA": "RS256", "EC": "ES256"}
RSA_BITS = 2048
MOST_KEYS = 100
KEPT_SECONDS = 3600
AGAIN_SECONDS = 60
"""An unknown `kid` has the keys fetched again, this often at most."""
FAILED_SECONDS = 5
"""Where there are no keys at all, this often."""

log = logging.getLogger("harr.tokens")


class Header(msgspec.Struct, frozen=True):
    """What is read of a token's header; nothing else in it means anything."""

    alg: str
    kid: str
    typ: str = "JWT"
    crit: Any = None


class Claims(msgspec.Struct, frozen=True):
    """What is read of a token's claims."""

    iss: str
    sub: str = ""
    client_id: str = ""
    azp: str = ""
    token_use: str = ""
    scope: str = ""
    jti: str = ""
    tenant: str = ""
    key: str = ""
    mark: str = ""


class _Wrong(Exception):  # noqa: N818 - becomes a refusal that does not tell the reason
    """Why a token is not taken: for the log."""


class Keys(Protocol):
    """The public keys of an issuer."""

    def find(self, kid: str) -> tuple[str, Any] | None:
        """A key by its id, and the one algorithm that it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose key a token speaks as, and which scopes it leaves."""

    tenant: int
    key: int
    scopes: frozenset[str] | None
    mark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Whose tokens are taken, and how they say who holds them."""

    url: str
    algorithms: tuple[str, ...]
    keys: Keys
    audience: str
    holder: Callable[[Claims], Holder]


@dataclass(frozen=True, slots=True)
class Verifier:
    """Knows the issuers."""

    issuers: Mapping[str, Issuer]

    def holder(self, engine: Engine, token: str) -> Principal:
        """Who holds a token. Keys may have to be fetched, so it is asked before any transaction."""
        if engine.inside:
            raise RuntimeError("a token was looked at inside a transaction")
        try:
            claims, found = self._read(token)
        except _Wrong as wrong:
            log.info("a token is refused: %s", wrong)
            raise _refusal() from wrong
        try:
            return tenants.holder(
                engine, found.tenant, found.key, token=_name(claims), scopes=found.scopes, mark=found.mark
            )
        except Unauthenticated as gone:
            log.info("a token is refused: %s", gone.detail)
            raise _refusal() from gone

    def _read(self, token: str) -> tuple[Claims, Holder]:
        if len(token) > LONGEST or not FORM.fullmatch(token):
            raise _Wrong("it is not three parts of base64, or too long")
        header, claimed = (_part(part, kind) for part, kind in zip(token.split("."), (Header, Claims), strict=False))
        issuer = self.issuers.get(claimed.iss)
        if issuer is None:
            raise _Wrong("its issuer is not trusted")
        if header.crit is not None or header.typ.lower() not in TYPES:
            raise _Wrong("its header says that it is something else")
        if header.alg not in issuer.algorithms:
            raise _Wrong("its algorithm is not the issuer's")
        found = issuer.keys.find(header.kid)
        if found is None or found[0] != header.alg:
            raise _Wrong("its key is not one of the issuer's")
        claims = _verified(token, issuer, *found)
        return claims, issuer.holder(claims)


def _part(text: str, kind: type[Any]) -> Any:
    import jwt.utils  # noqa: PLC0415 - a Harr that sees keys alone never loads it

    try:
        return msgspec.json.decode(jwt.utils.base64url_decode(text), type=kind)
    except (ValueError, msgspec.DecodeError) as wrong:
        raise _Wrong(f"its {kind.__name__.lower()} cannot be read") from wrong


def _verified(token: str, issuer: Issuer, algorithm: str, key: Any) -> Claims:
    import jwt  # noqa: PLC0415 - as above

    try:
        claims = jwt.decode(
            token, key, algorithms=[algorithm], issuer=issuer.url, audience=issuer.audience or None,
            leeway=LEEWAY_SECONDS, options={"require": ["iss", "exp", "iat"], "verify_aud": bool(issuer.audience)},
        )  # fmt: skip
        return msgspec.convert(claims, Claims)
    except (jwt.PyJWTError, ValueError, OverflowError, TypeError) as wrong:
        raise _Wrong(f"{type(wrong).__name__}") from wrong


def _name(claims: Claims) -> str:
    """What the token is called in the log, in letters that fit there."""
    return UNFIT.sub("", claims.jti or claims.sub)[:80]


def _refusal() -> Refusal:
    return Unauthenticated(
        "this token is not valid here, or no longer",
        way_out="Get a new one (`POST /oauth2/token`), or send a key.",
    )


# ---- how tokens say who holds them -----------------------------------------------------------------------------------


def own(url: str, keys: Keys, algorithm: str, audience: str) -> Issuer:
    """Harr itself: its tokens name the tenant and the key, and the secret that they were given for."""
    return Issuer(url=url, algorithms=(algorithm,), keys=keys, audience=audience, holder=_own_holder)


def _own_holder(claims: Claims) -> Holder:
    if claims.token_use != ACCESS or not claims.mark:
        raise _Wrong("it is no access token")
    try:
        tenant, key = id_number(claims.tenant), id_number(claims.key, "key")
    except Refusal as wrong:
        raise _Wrong("it names no key") from wrong
    return Holder(tenant=tenant, key=key, scopes=frozenset(claims.scope.split()), mark=claims.mark)


def trusted(given: TrustedIssuer) -> Issuer:
    """Somebody else: the settings say whose key each client speaks as."""
    where = given.jwks or given.issuer.rstrip("/") + "/.well-known/jwks.json"
    keys: Keys = GivenKeys(given.keys) if given.keys else FetchedKeys(lambda: fetched(where, loopback=given.loopback))
    clients = {client: _client(client, each.tenant, each.key) for client, each in given.clients.items()}

    def holder(claims: Claims) -> Holder:
        if claims.token_use != ACCESS and not (given.audience and not claims.token_use):
            raise _Wrong("it is no access token")
        found = clients.get(claims.client_id or claims.azp)
        if found is None:
            raise _Wrong("its client speaks as no key")
        scopes = None if given.scopes == "key" else _scopes(claims.scope, given.scope_prefix)
        return Holder(tenant=found[0], key=found[1], scopes=scopes)

    return Issuer(
        url=given.issuer, algorithms=given.algorithms, keys=keys, audience=given.audience, holder=holder
    )  # fmt: skip


def _client(client: str, tenant: str, key: str) -> tuple[int, int]:
    prefix = tenant.partition("_")[0]
    if prefix not in {"ten", "sbx"}:
        raise FieldInvalid(f"the client {client} names the tenant {tenant!r}", field="issuers",
                           way_out="Name it by its id (`ten_…` or `sbx_…`; `harr tenant retrieve`).")  # fmt: skip
    return id_number(tenant, prefix, field="issuers"), id_number(key, "key", field="issuers")


def _scopes(said: str, prefix: str) -> frozenset[str]:
    return frozenset(each.removeprefix(prefix) for each in said.split() if each.startswith(prefix))


# ---- the keys of others ----------------------------------------------------------------------------------------------


def _usable(given: Iterable[Any]) -> dict[str, tuple[str, Any]]:
    """The keys of a set that can verify, by id; a secret among them is none."""
    import jwt  # noqa: PLC0415 - as above

    found: dict[str, tuple[str, Any]] = {}
    for each in list(given)[:MOST_KEYS]:
        if not isinstance(each, dict) or not isinstance(kid := each.get("kid"), str) or "d" in each:
            continue
        algorithm = KIND_OF_KEY.get(str(each.get("kty")))
        if algorithm is None or each.get("use", "sig") != "sig" or each.get("alg", algorithm) != algorithm:
            continue
        if algorithm == "ES256" and each.get("crv") != "P-256":
            continue
        try:
            key = jwt.PyJWK(each, algorithm).key
        except (jwt.PyJWTError, ValueError, TypeError):
            continue
        if algorithm == "ES256" or key.key_size >= RSA_BITS:
            found[kid] = (algorithm, key)
    return found


class GivenKeys:
    """Keys that stand in the settings."""

    def __init__(self, given: Iterable[Mapping[str, Any]]) -> None:
        self._given = given
        self._keys: dict[str, tuple[str, Any]] | None = None

    def find(self, kid: str) -> tuple[str, Any] | None:
        if self._keys is None:
            self._keys = _usable(self._given)
        return self._keys.get(kid)


@dataclass
class FetchedKeys:
    """Keys that are fetched, kept for an hour, and fetched again for an unknown id, once a minute at most."""

    fetch: Callable[[], list[Any]]
    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _keys: dict[str, tuple[str, Any]] = field(default_factory=dict)
    _fetched_at: float | None = None
    _tried_at: float | None = None

    def find(self, kid: str) -> tuple[str, Any] | None:
        with self._lock:
            now = self.clock()
            fresh = self._fetched_at is not None and now - self._fetched_at < KEPT_SECONDS
            if fresh and kid in self._keys:
                return self._keys[kid]
            pause = AGAIN_SECONDS if fresh else FAILED_SECONDS
            if self._tried_at is None or now - self._tried_at >= pause:
                self._tried_at = now
                fresh = self._refreshed(now) or fresh
            if not fresh:
                raise TryAgain("the keys of the token's issuer could not be fetched", retry_after=FAILED_SECONDS)
            return self._keys.get(kid)

    def _refreshed(self, now: float) -> bool:
        try:
            self._keys = _usable(self.fetch())
        except Exception:
            log.exception("the keys of an issuer could not be fetched")
            return False
        self._fetched_at = now
        return True


FETCH_SECONDS = 1.5
LARGEST_SET = 65_536


def fetched(url: str, *, loopback: bool = False) -> list[Any]:
    """The `keys` of a JWKS: one address of the settings, no redirects, little time and little room."""
    import httpx  # noqa: PLC0415 - only for issuers whose keys are fetched

    until = time.monotonic() + FETCH_SECONDS
    found = bytearray()
    with (
        httpx.Client(timeout=FETCH_SECONDS, follow_redirects=False, trust_env=not loopback) as client,
        client.stream("GET", url, headers={"accept": "application/json"}) as answer,
    ):
        if answer.status_code != 200:
            raise ValueError(f"{url} answered {answer.status_code}")
        for chunk in answer.iter_bytes():
            found += chunk
            if len(found) > LARGEST_SET or time.monotonic() > until:
                raise ValueError(f"{url} sends too much, or too slowly")
    keys = msgspec.json.decode(bytes(found), type=dict[str, Any]).get("keys")
    if not isinstance(keys, list):
        raise ValueError(f"{url} is no set of keys")  # noqa: TRY004 - what was sent is wrong, not what was called
    return keys
