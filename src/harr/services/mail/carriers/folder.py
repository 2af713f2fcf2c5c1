"""Letters as files, one `.eml` each: whatever reads mail can open them, and nobody is written to."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path

from harr.services.mail.messages import Parcel, message


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, with one more in it for each sandbox."""

    path: Path
    from_address: str

    def __call__(self, parcel: Parcel) -> None:
        """Write the letter under its name, whole or not at all; one that is there is left as it is."""
        folder = self.path if parcel.live else self.path / parcel.world
        file = folder / f"{parcel.name}.eml"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not file.exists():
                _write(file, bytes(message(parcel, self.from_address)))
        except OSError as wrong:
            raise ConnectionError(f"{file}: {wrong.strerror or wrong}") from wrong


def _write(file: Path, content: bytes) -> None:
    """To a name of our own first, which only its owner can read, and then moved."""
    made = file.with_name(f".{file.name}.{os.getpid()}.{threading.get_ident()}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    made.replace(file)
