"""The secrets that lie beside a database: the pepper of its hashes, the keys of its owner and of sandboxes made here.

They lie in the folder `.harr`, which only its owner may read and which git passes
over. A key is kept under the id of the tenant that it opens (`ten_…` or `sbx_…`),
so one folder serves every database beside it.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

from harr.engine import Engine
from harr.kernel.ids import id_text
from harr.services import tenants

FOLDER = ".harr"
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
PEPPER_BYTES = 32
HEAD = "# Keys to this Harr. Whoever has one may do what it may do: never commit or send this file.\n"


@dataclass(frozen=True, slots=True)
class Keyring:
    """The two files."""

    keys_file: Path
    pepper_file: Path

    @classmethod
    def beside(cls, database: Path) -> Keyring:
        """The keyring of a database file."""
        folder = database.parent / FOLDER
        return cls(folder / "keys", folder / "pepper")

    def pepper(self) -> bytes:
        """What secrets are hashed with; made when there is none."""
        if not self.pepper_file.exists():
            write_private(self.pepper_file, secrets.token_hex(PEPPER_BYTES) + "\n")
        return bytes.fromhex(self.pepper_file.read_text("ascii").strip())

    def keys(self) -> dict[str, str]:
        """Every key, by the id of its tenant."""
        if not self.keys_file.exists():
            return {}
        found = tomllib.loads(self.keys_file.read_text("utf-8"))
        return {name: secret for name, secret in found.items() if isinstance(secret, str)}

    def add(self, tenant: str, secret: str) -> None:
        """Keep a key."""
        kept = {**self.keys(), tenant: secret}
        write_private(self.keys_file, HEAD + "".join(f'{name} = "{each}"\n' for name, each in kept.items()))

    def remove(self, tenant: str) -> None:
        """Forget a key, such as that of a sandbox that was deleted."""
        kept = self.keys()
        if kept.pop(tenant, None) is not None:
            write_private(self.keys_file, HEAD + "".join(f'{name} = "{each}"\n' for name, each in kept.items()))


def write_private(path: Path, text: str) -> None:
    """Whole or not at all, and never readable by others, not even for a moment."""
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    if path.parent.name == FOLDER and not (ignored := path.parent / ".gitignore").exists():
        ignored.write_text("*\n", "ascii")
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "w") as file:
        file.write(text)
    beside.replace(path)


def write_first(path: Path, text: str) -> None:
    """The same, unless somebody else was first."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    write_private(beside, text)
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def kept_key(engine: Engine, keyring: Keyring) -> str | None:
    """The owner's key of a live tenant of this database, if the keyring has one."""
    kept = keyring.keys()
    live = [tenant for tenant, kind in engine.tenants() if kind == "live"]
    return next((secret for tenant in live if (secret := kept.get(id_text("ten", tenant)))), None)


def first_key(engine: Engine, keyring: Keyring, name: str) -> str | None:
    """Make the first tenant and keep its owner's key; nothing where the database has tenants already."""
    if engine.tenants():
        return None
    world = tenants.first_tenant(engine, name)
    keyring.add(id_text("ten", world.tenant), world.secret)
    return world.secret
