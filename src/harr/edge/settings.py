"""The settings of a process: one typed struct, read from the environment and from `harr.toml`.

The environment goes before the file, the file before what is usual. A setting is
called `port` in the file's table `[harr]` and `HARR_PORT` in the environment.
"""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from harr.kernel.errors import FieldInvalid, FieldUnknown

FILE = "harr.toml"
TABLE = "harr"
PREFIX = "HARR_"
IN_MEMORY = ":memory:"
MAIL_SERVERS = ("smtp://", "smtps://")
Algorithm = Literal["RS256", "ES256"]
PASSWORD = re.compile(r"(?<=password=)[^&]*")


class Client(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose key a client of an issuer speaks as: revoking the key shuts the client out."""

    tenant: str
    key: str


class TrustedIssuer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody else whose tokens are taken, such as a Cognito user pool."""

    issuer: Annotated[str, Meta(pattern="^https?://[!-~]+$")]
    jwks: Annotated[str, Meta(pattern="^(https?://[!-~]+)?$")] = ""
    """Where its keys lie; empty: `/.well-known/jwks.json` under the issuer."""
    keys: tuple[dict[str, Any], ...] = ()
    """Its keys themselves (a JWKS' `keys`); then nothing is fetched."""
    loopback: bool = False
    """Whether its keys may come by plain http from this machine: for tests."""
    algorithms: Annotated[tuple[Algorithm, ...], Meta(min_length=1)] = ("RS256",)
    audience: str = ""
    """The `aud` that its tokens must have. Empty: they have none, and must say `token_use: access` (Cognito)."""
    scope_prefix: str = "harr/"
    """What stands before a scope of Harr in its tokens; other scopes are passed over."""
    scopes: Literal["token", "key"] = "token"
    """Whether its tokens name the scopes, or the keys of its clients alone say what these may do."""
    clients: dict[str, Client] = {}


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What can be set, what it is when nobody sets it, and what it means."""

    database: Annotated[
        str,
        Meta(
            min_length=1,
            description=(
                "Where everything is kept: a file for SQLite, `:memory:`, or a `postgresql://` address. "
                "A file is looked for beside `harr.toml`."
            ),
        ),
    ] = "harr.db"
    host: Annotated[
        str,
        Meta(
            min_length=1,
            description=(
                "The address to listen on. Beyond this machine only with keys in the database, and never with `--mock`."
            ),
        ),
    ] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535, description="The port to listen on; 0 takes a free one.")] = 8765
    public_url: Annotated[
        str,
        Meta(
            pattern="^(https?://[!-~]+)?$",
            description=(
                "How others reach this Harr, for links in documents and emails. Empty: `http://` with host and port."
            ),
        ),
    ] = ""
    pepper_file: Annotated[
        str,
        Meta(
            min_length=1,
            description=(
                "The secret that keys are hashed with, which is not in the database. "
                "Keys are worthless without it: keep a copy."
            ),
        ),
    ] = ".harr/pepper"
    keys_file: Annotated[
        str,
        Meta(
            min_length=1,
            description=(
                "Where `harr init` and the command line keep the keys that they made, readable by their owner alone."
            ),
        ),
    ] = ".harr/keys"
    connections: Annotated[
        int,
        Meta(
            ge=1,
            le=200,
            description=(
                "How many requests are worked on at once: connections to PostgreSQL, "
                "or readers of SQLite, which has one writer."
            ),
        ),
    ] = 8
    mail: Annotated[
        str,
        Meta(
            description=(
                "Where letters to customers go: a folder, one file each, or a mail server "
                "(`smtp://user:password@host:587`, `smtps://…:465`), which a sandbox never uses. "
                "Empty: they are kept, and nothing leaves."
            )
        ),
    ] = ".harr/mail"
    mail_from: Annotated[
        str,
        Meta(
            description=(
                "The address that letters come from, in the name of the entity that sells. A mail server needs it."
            )
        ),
    ] = ""
    signing_keys_file: Annotated[
        str,
        Meta(
            min_length=1,
            description=(
                "The private keys that tokens are signed with, the newest first; made when the first token is asked "
                "for. `harr signing rotate` adds one and keeps the one before it."
            ),
        ),
    ] = ".harr/signing"
    signing_keys: Annotated[
        str,
        Meta(
            description=(
                "The same keys as PEM text, where there is no folder for a file, as in AWS. It goes before the file."
            )
        ),
    ] = ""
    token_minutes: Annotated[
        int, Meta(ge=15, le=60, description="How long a token lives that a key was exchanged for.")
    ] = 15
    issuers: Annotated[
        tuple[TrustedIssuer, ...],
        Meta(
            description=(
                "Whose tokens are taken beside Harr's own: tables `[[harr.issuers]]`, or a JSON list in the "
                "environment. See `docs/authentication.md`."
            )
        ),
    ] = ()
    worker: Annotated[
        bool,
        Meta(
            description=(
                "Whether the serving process also does what goes on behind requests: reactions, what falls due, jobs."
            )
        ),
    ] = True
    log_level: Annotated[Literal["debug", "info", "warning", "error"], Meta(description=(
        "What is written to standard error: `info` is one line for each request."
    ))] = "info"  # fmt: skip

    @property
    def is_postgres(self) -> bool:
        """Whether the database is an address of PostgreSQL or of a store that speaks like it."""
        return self.database.startswith(("postgresql://", "postgres://"))

    @property
    def address(self) -> str:
        """How others reach it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"


PATHS = ("database", "pepper_file", "keys_file", "signing_keys_file", "mail")
HIDDEN = "…"


def load(folder: Path | None = None, environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """The settings that hold in a folder; `given` (from a command line) goes before everything."""
    where = Path.cwd() if folder is None else folder
    environment = os.environ if environment is None else environment
    file = where / FILE
    found = {**_file(file), **_environment(environment), **{k: v for k, v in given.items() if v is not None}}
    try:
        settings = msgspec.convert(found, Settings, strict=False)
    except msgspec.ValidationError as wrong:
        raise _invalid(str(wrong), file) from wrong
    for each in settings.issuers:
        _require_safe(each)
    return msgspec.structs.replace(settings, **{name: _beside(where, name, settings) for name in PATHS})


def shown(settings: Settings) -> dict[str, Any]:
    """The settings as they may be printed: a password in an address is not."""
    hidden = {name: _without_password(getattr(settings, name)) for name in ("database", "mail")}
    if settings.signing_keys:
        hidden["signing_keys"] = HIDDEN
    whole: dict[str, Any] = msgspec.to_builtins(settings)
    return {**whole, **hidden}


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it; a name that could be anything counts as reachable."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def described() -> list[tuple[str, Any, str]]:
    """Every setting: its name, its usual value, and what it means; for pages and `harr config`."""
    schema = msgspec.json.schema(Settings)["$defs"]["Settings"]["properties"]
    return [(item.name, item.default, schema[item.name]["description"]) for item in msgspec.structs.fields(Settings)]


def _file(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        table = tomllib.loads(file.read_text("utf-8")).get(TABLE, {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise FieldInvalid(f"{file} cannot be read: {wrong}", way_out=f"Correct {file.name}.") from wrong
    if not isinstance(table, dict):
        raise FieldInvalid(f"{TABLE} in {file} is not a table", field=TABLE, way_out=f"Write `[{TABLE}]` on a line.")
    _refuse_unknown(table, "", str(file))
    return table


def _environment(environment: Mapping[str, str]) -> dict[str, Any]:
    names = {f"{PREFIX}{name.upper()}": name for name in Settings.__struct_fields__}
    found: dict[str, Any] = {names[name]: value for name, value in environment.items() if name in names}
    if "issuers" in found:
        try:
            found["issuers"] = msgspec.json.decode(found["issuers"])
        except msgspec.DecodeError as wrong:
            raise FieldInvalid(
                f"{PREFIX}ISSUERS cannot be read: {wrong}", field="issuers", way_out="Write it as a JSON list."
            ) from wrong
    return found


def _require_safe(issuer: TrustedIssuer) -> None:
    """Keys that come over an open line are anybody's; an algorithm of secrets is in no list that can be set."""
    for name in ("issuer", "jwks"):
        address = urlsplit(getattr(issuer, name))
        if address.scheme == "http" and not (issuer.loopback and is_loopback(address.hostname or "")):
            raise FieldInvalid(
                f"issuers: {getattr(issuer, name)} is not https", field="issuers",
                way_out="Use https; `loopback = true` allows http to this machine, for tests.",
            )  # fmt: skip


def _refuse_unknown(table: Mapping[str, Any], prefix: str, where: str) -> None:
    known = Settings.__struct_fields__
    for name in table:
        if name not in known:
            raise FieldUnknown(
                f"{where} sets {prefix}{name}, and there is no such setting", field=name, known=list(known),
                way_out=f"Use one of {', '.join(known)}.",
            )  # fmt: skip


def _invalid(said: str, file: Path) -> FieldInvalid:
    reason, _, path = said.partition(" - at `$.")
    name = path.removesuffix("`")
    return FieldInvalid(
        f"{name}: {reason[0].lower()}{reason[1:]}", field=name,
        way_out=f"Correct {PREFIX}{name.upper()}, or `{name}` under [{TABLE}] in {file}.",
    )  # fmt: skip


def _beside(folder: Path, name: str, settings: Settings) -> str:
    """A path as seen from the folder of `harr.toml`; what is no path stays."""
    value: str = getattr(settings, name)
    if name == "database" and (settings.is_postgres or value == IN_MEMORY):
        return value
    if name == "mail" and (not value or value.startswith(MAIL_SERVERS)):
        return value
    return str((folder / value).resolve())


def _without_password(address: str) -> str:
    parts = urlsplit(address)
    if not parts.scheme.startswith(("postgres", "smtp")):
        return address
    user, at, host = parts.netloc.rpartition("@")
    netloc = f"{user.partition(':')[0]}:…{at}{host}" if ":" in user else parts.netloc
    return parts._replace(netloc=netloc, query=PASSWORD.sub("…", parts.query)).geturl()
