"""The whole gateway: a request goes in, a response comes out. ASGI, CLI, SDK and tests call this one function."""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import msgspec

from harr.contract import example
from harr.contract.operations import Content, Operation
from harr.contract.words import NoBody
from harr.edge import profiles, queries, validation
from harr.edge.limits import Limits
from harr.edge.problems import MEDIA, problem
from harr.edge.routing import Router
from harr.engine import Actor, Ask, Engine, Outcome, Tx, asks, idempotency, outbox
from harr.engine.idempotency import Once, Replay, present
from harr.kernel.errors import (
    BodyTooLarge,
    FieldInvalid,
    IdempotencyInFlight,
    ProviderError,
    Refusal,
    ScopeMissing,
    TryAgain,
    Unauthenticated,
)
from harr.kernel.ids import id_text
from harr.services import tenants
from harr.services.tenants import Principal

JSON = "application/json"
KEY = re.compile(r"[!-~]{1,255}", re.ASCII)
VERSION = re.compile(r'"?([0-9]{1,18})"?', re.ASCII)
KEYS_BEGIN = "harr_"
NO_CREDENTIAL = 'Bearer realm="harr"'
BAD_CREDENTIAL = 'Bearer realm="harr", error="invalid_token"'
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

log = logging.getLogger("harr.requests")


@dataclass(frozen=True, slots=True)
class Request:
    """What comes to the door. Header names are lower case."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """What goes out."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """The body, read."""
        return msgspec.json.decode(self.body)


class Tokens(Protocol):
    """Whoever can tell whose a token is."""

    def holder(self, engine: Engine, token: str) -> Principal:
        """Who holds it, or Unauthenticated."""


@dataclass
class Gateway:
    """Finds the operation, authenticates, checks the profile, validates, runs, presents."""

    engine: Engine
    router: Router
    handlers: Mapping[str, Callable[..., Any]]
    stages: Mapping[str, str]
    queues: Mapping[str, str]
    in_parts: Mapping[str, tuple[Callable[..., Any], ...]] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    tokens: Tokens | None = None
    """Who looks at tokens; where nobody does, keys are the only credential."""
    beside: Mapping[str, Callable[[Request], Response]] = field(default_factory=dict)
    """What is answered beside the contract, by path: the token endpoint and what it publishes."""
    mocks_only: bool = False
    """`harr serve --mock`: everything answers with its example, and no key is asked for."""

    def dispatch(self, request: Request) -> Response:
        """Answer one request. Whatever goes wrong is an answer too."""
        began = time.perf_counter_ns()
        request_id = self._request_id(request)
        operation: Operation | None = None
        try:
            if request.path in self.beside:
                response = self.beside[request.path](request)
            else:
                operation, parameters = self.router.find(request.method, request.path)
                response = self._answer(operation, parameters, request, request_id)
        except Refusal as refusal:
            response = _refused(refusal, request_id)
        except Exception:
            log.exception("request %s", request_id)
            response = _refused(TryAgain("something went wrong here; nothing was done"), request_id, status=500)
        response.headers["Harr-Request-Id"] = request_id
        if response.status == 401 and "WWW-Authenticate" not in response.headers:
            response.headers["WWW-Authenticate"] = NO_CREDENTIAL if _credential(request) is None else BAD_CREDENTIAL
        log.info(
            "%s %s %d %dus %s", request_id, operation.name if operation else request.path[:200], response.status,
            (time.perf_counter_ns() - began) // 1000, request.headers.get("traceparent", "-")[:60],
        )  # fmt: skip
        return response

    def _answer(self, operation: Operation, parameters: list[str], request: Request, request_id: str) -> Response:
        if operation.raw and not self.mocks_only and operation.name in self.handlers:
            return self._raw(operation, parameters, request)
        principal = self._principal(operation, request)
        if principal is not None and not operation.public:
            if principal.token is not None:
                log.info("%s by token %s of %s", request_id, principal.token, principal.key)
            self.limits.count(principal)
            profiles.operation_allowed(principal, operation)
            if not principal.may(operation.scope):
                who = "key" if principal.token is None else "token"
                raise ScopeMissing(f"the {who} has no scope {operation.scope}", needed=operation.scope)
        rehearsing, arguments, given = _arguments(operation, parameters, request)
        if principal is not None and given is not None:
            profiles.fields_allowed(principal, given)
        _version(request)
        is_mock = self.mocks_only and (operation.raw or not operation.public)
        handler = None if is_mock else self.handlers.get(operation.name)
        key = _idempotency_key(operation, request)
        if handler is None:
            return _present(operation, _mocked(operation), "mock")
        if principal is None:
            return _present(operation, handler(None, *arguments), self.stages[operation.name])
        actor = _actor(principal, operation, request, request_id, key)
        return self._run(operation, handler, arguments, principal, actor, request, rehearsing=rehearsing)

    def _raw(self, operation: Operation, parameters: list[str], request: Request) -> Response:
        """Whoever sends this has no key: the handler looks at the signature, over the very bytes that came."""
        for name in request.query:
            queries.unknown_parameter(operation, name, [])
        if len(request.body) > validation.BODY_LIMIT:
            raise BodyTooLarge(f"the body has {len(request.body):,} bytes", limit=validation.BODY_LIMIT)
        taken = self.handlers[operation.name](self.engine, *parameters, request.headers, request.body)
        return _present(operation, taken, self.stages[operation.name])

    def _run(
        self,
        operation: Operation,
        handler: Callable[..., Any],
        arguments: list[Any],
        principal: Principal,
        actor: Actor,
        request: Request,
        *,
        rehearsing: bool,
    ) -> Response:
        tenant, stage = principal.tenant, self.stages[operation.name]

        def act(tx: Tx) -> Any:
            return handler(tx, *arguments)

        if not operation.writes:
            if operation.resource == "events":
                self.engine.order(tenant)
            return _present(operation, self._asked(tenant, self.engine.read(tenant, actor, act)), stage)
        work: Callable[[Tx], Any] = act
        try:
            if rehearsing:
                return _present(operation, _rehearsal(self.engine.rehearse(tenant, actor, act)), stage, status=200)
            once = _once(operation, actor, principal, request)
            if operation.name in self.in_parts:
                work = self._last_part(operation, arguments[-1], tenant, actor, once)
            queue = self.queues.get(operation.name)
            outcome = self.engine.run(
                tenant, actor, lambda tx: self.engine.keep(tx, work(tx)), once=once, queue=queue and f"{tenant}/{queue}"
            )
        except Refusal as refusal:
            if not rehearsing:
                self.engine.note_refusal(tenant, actor, refusal)
            raise
        later = bool(operation.drains) or isinstance(outcome.result, Ask)
        if not outcome.replayed:
            outcome = self._follow(tenant, operation, outcome)
        return self._presented(operation, outcome, tenant, actor, once, stage, later=later)

    def _asked(self, tenant: int, result: Any) -> Any:
        """A question may need the world: it is asked, and nothing is kept of it."""
        if not isinstance(result, Ask):
            return result
        answer = asks.question(self.engine, tenant, result)
        if answer.get("outcome") != "succeeded":
            said = answer.get("error") or "the provider did not answer as it should"
            raise ProviderError(str(said), outcome=str(answer.get("outcome")))
        return result.result

    def _last_part(
        self, operation: Operation, given: Any, tenant: int, actor: Actor, once: Once | None
    ) -> Callable[[Tx], Any]:
        """Do all parts but the last, each in a commit of its own; what is left answers for all of them.

        The last part's commit keeps the key. A request that died before it is sent
        again: what was done is then a duplicate. One that was answered does nothing.
        """
        split, do, join = self.in_parts[operation.name]
        waiting = split(given, self.engine.store.rows_limit)
        if once is not None and self.engine.read(tenant, actor, lambda tx: idempotency.known(tx, once)):
            waiting = waiting[-1:]
        done = []
        for one in waiting[:-1]:
            done.append(self.engine.run(tenant, actor, lambda tx, part=one: do(tx, part)).result)  # type: ignore[misc]
            self.engine.order(tenant)
        return lambda tx: join([*done, do(tx, waiting[-1])])

    def _follow(self, tenant: int, operation: Operation, outcome: Outcome[Any]) -> Outcome[Any]:
        """What comes between the commit and the answer: its place, what it asks of the world, what it drains."""
        if outcome.emitted or not self.engine.store.orders_inline:
            self.engine.order(tenant)
        if isinstance(outcome.result, Ask):
            ask, told = outcome.result, list(outcome.emitted)
            try:
                told += self.engine.ask(tenant, ask).emitted
            except Exception:
                log.exception("%s could not be asked; it is asked again", ask.port)
            outcome = replace(outcome, result=ask.result, emitted=told)
        if operation.drains:
            outbox.drain(self.engine, tenant, outcome.emitted, operation.drains)
        return outcome

    def _presented(
        self, operation: Operation, outcome: Outcome[Any], tenant: int, actor: Actor, once: Once | None, stage: str, *,
        later: bool,
    ) -> Response:  # fmt: skip
        result = outcome.result
        if isinstance(result, Replay):
            if result.body is not None:
                return _present(operation, msgspec.Raw(result.body), stage, status=result.status, replayed=True)
            if once and self.engine.read(tenant, actor, lambda tx: asks.in_flight(tx, once.app, once.key)):
                raise IdempotencyInFlight("the world was asked and has not answered yet", retry_after=1)
            while operation.drains and outbox.follow(self.engine, tenant, operation.drains):
                pass  # the first request died before its drains were done: this one finishes them
            return self._drained(operation, tenant, actor, once, result.subject, stage, replayed=True)
        if later:
            return self._drained(operation, tenant, actor, once, getattr(result, "id", None), stage, replayed=False)
        return _present(operation, result, stage)

    def _drained(
        self, operation: Operation, tenant: int, actor: Actor, once: Once | None, subject: str | None, stage: str, *,
        replayed: bool,
    ) -> Response:  # fmt: skip
        """Present the resource as it is when the drains are done, and keep that as the answer, once."""
        reader = self.handlers[f"{operation.resource}.retrieve"]
        fresh = self.engine.read(tenant, actor, lambda tx: reader(tx, subject))
        body = msgspec.json.encode(fresh)
        if once is not None:
            keeper = replace(actor, operation="idempotency")
            body = self.engine.run(tenant, keeper, lambda tx: present(tx, once, body)).result
        answer = _present(operation, msgspec.Raw(body), stage, replayed=replayed)
        version = getattr(fresh, "version", None)
        if isinstance(version, int) and not replayed:
            answer.headers["ETag"] = f'"{version}"'
        return answer

    def _principal(self, operation: Operation, request: Request) -> Principal | None:
        if self.mocks_only or (operation.public and not request.headers.get("authorization")):
            return None
        credential = _credential(request)
        if credential is None:
            raise Unauthenticated("the request has no `Authorization: Bearer …` header")
        return self.holder(credential)

    def holder(self, credential: str) -> Principal:
        """Who holds this key or token. Both come before any transaction: keys of an issuer may have to be fetched."""
        if self.tokens is not None and not credential.startswith(KEYS_BEGIN) and "." in credential:
            return self.tokens.holder(self.engine, credential)
        return tenants.authenticate(self.engine, credential)

    def _request_id(self, request: Request) -> str:
        given = request.headers.get("harr-request-id", "")
        return (
            given if re.fullmatch(r"[A-Za-z0-9_-]{8,64}", given, re.ASCII) else id_text("req", self.engine.ids.next())
        )


def _credential(request: Request) -> str | None:
    """What stands behind `Bearer`, or nothing."""
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    return credential.strip() or None if scheme.lower() == "bearer" else None


def _mocked(operation: Operation) -> Any:
    """The example that a mock answers; a document has its own media."""
    found = example(operation)
    return found if operation.media == JSON else Content(operation.media, bytes(found))


def _arguments(
    operation: Operation, parameters: list[str], request: Request
) -> tuple[bool, list[Any], msgspec.Struct | None]:
    arguments: list[Any] = list(parameters)
    rehearsing = False
    given: msgspec.Struct | None = None
    if operation.listing:
        if request.body.strip():
            validation.body(operation, request.body)
        arguments.append(queries.listing(operation, request.query))
        return rehearsing, arguments, given
    if operation.method != "GET" or operation.query is None:
        rehearsing = queries.rehearsing(operation, request.query)
    given = validation.body(operation, request.body)
    if given is not None and not isinstance(given, NoBody):  # a handler that is told nothing takes nothing
        arguments.append(given)
    asked = validation.query(operation, request.query)
    if asked is not None:
        arguments.append(asked)
    return rehearsing, arguments, given


def _actor(principal: Principal, operation: Operation, request: Request, request_id: str, key: str | None) -> Actor:
    reason = request.headers.get("harr-reason")
    if reason is not None and len(reason) > 500:
        raise FieldInvalid("Harr-Reason has more than 500 characters", field="Harr-Reason")
    return Actor(
        kind="key",
        id=principal.key,
        app=principal.app,
        entity=principal.entity,
        profile=principal.profile_id,
        scopes=principal.narrowed,
        sees_all=principal.sees_all,
        request_id=request_id,
        operation=operation.name,
        reason=reason,
        expected_version=_if_match(request),
        idempotency_key=key,
    )


def _version(request: Request) -> None:
    """`Harr-Version` is a date. There is one version of version 1 so far, so every date asks for the same."""
    given = request.headers.get("harr-version")
    if given is not None and not DATE.fullmatch(given):
        raise FieldInvalid("Harr-Version is a date such as 2026-11-01", field="Harr-Version")


def _if_match(request: Request) -> int | None:
    given = request.headers.get("if-match")
    if given is None:
        return None
    match = VERSION.fullmatch(given.strip())
    if match is None:
        raise FieldInvalid('If-Match is a version in quotes, such as "3"', field="If-Match")
    return int(match.group(1))


def _idempotency_key(operation: Operation, request: Request) -> str | None:
    given = request.headers.get("idempotency-key")
    if operation.method != "POST" or not operation.writes:
        return None
    if given is None:
        if operation.needs_key and "dry_run" not in request.query:
            raise FieldInvalid(
                f"{operation.name} moves money and needs an Idempotency-Key",
                field="Idempotency-Key",
                way_out="Send `Idempotency-Key` with a value of your own that is new for each request, such as a UUID.",
            )
        return None
    if not KEY.fullmatch(given):
        raise FieldInvalid("Idempotency-Key has 1 to 255 visible ASCII characters", field="Idempotency-Key")
    return given


def _once(operation: Operation, actor: Actor, principal: Principal, request: Request) -> Once | None:
    if actor.idempotency_key is None:
        return None
    fingerprint = hashlib.sha256(b"\n".join([request.method.encode(), request.path.encode(), request.body])).hexdigest()
    return Once(
        principal.app, actor.idempotency_key, fingerprint, status=operation.status, later=bool(operation.drains)
    )


def _rehearsal(found: Any) -> dict[str, Any]:
    return {
        "dry_run": True,
        "result": found.result,
        "transactions": found.shown.get("transactions", []),
        "documents": found.shown.get("documents", []),
        "events": [
            {"type": one.event.type, "data": {"object": one.event.object, "previous": one.event.previous}}
            for one in found.events
        ],
        "emails": found.shown.get("emails", []),
        "asks": [{"port": ask.port, "request": dict(ask.request)} for ask in found.asks],
        **{name: value for name, value in found.shown.items() if name not in {"transactions", "documents", "emails"}},
    }


def _present(
    operation: Operation, result: Any, stage: str, *, status: int | None = None, replayed: bool = False
) -> Response:
    headers = {"Harr-Stage": stage, "X-Content-Type-Options": "nosniff"}
    if replayed:
        headers["Idempotency-Replayed"] = "true"
    if isinstance(result, Content):
        headers["Content-Type"] = result.media
        if result.filename:
            headers["Content-Disposition"] = f'inline; filename="{result.filename}"'
        return Response(operation.status, result.body, headers)
    version = getattr(result, "version", None)
    if isinstance(version, int):
        headers["ETag"] = f'"{version}"'
    headers["Content-Type"] = JSON
    return Response(operation.status if status is None else status, msgspec.json.encode(result), headers)


def _refused(refusal: Refusal, request_id: str, status: int | None = None) -> Response:
    said = problem(refusal, request_id)
    headers = {"Content-Type": MEDIA, "X-Content-Type-Options": "nosniff"}
    if refusal.status in {429, 503} or "retry_after" in refusal.facts:
        headers["Retry-After"] = str(refusal.facts.get("retry_after", 1))
    if "allowed_methods" in refusal.facts:
        headers["Allow"] = ", ".join(str(each) for each in refusal.facts["allowed_methods"])  # type: ignore[attr-defined]
    if status is not None:
        said.status = status
    return Response(status or refusal.status, msgspec.json.encode(said), headers)
