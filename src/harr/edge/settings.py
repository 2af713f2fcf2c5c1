"""The settings of a process: one typed struct, read from the environment and from `harr.toml`.

The environment goes before the file, the file before what is usual. A setting is
called `port` in the file's table `[harr]` and `HARR_PORT` in the environment.
"""

from __future__ import annotations

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
PASSWORD = re.compile(r"(?<=password=)[^&]*")


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


PATHS = ("database", "pepper_file", "keys_file", "mail")


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
    return msgspec.structs.replace(settings, **{name: _beside(where, name, settings) for name in PATHS})


def shown(settings: Settings) -> dict[str, Any]:
    """The settings as they may be printed: a password in an address is not."""
    hidden = {name: _without_password(getattr(settings, name)) for name in ("database", "mail")}
    return {**msgspec.structs.asdict(settings), **hidden}


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


def _environment(environment: Mapping[str, str]) -> dict[str, str]:
    names = {f"{PREFIX}{name.upper()}": name for name in Settings.__struct_fields__}
    return {names[name]: value for name, value in environment.items() if name in names}


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
