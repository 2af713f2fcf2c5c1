"""Who takes letters along: a folder, and a mail server that stands here for the length of a test."""

from __future__ import annotations

import email
import socketserver
import stat
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from harr.kernel.errors import FieldInvalid
from harr.services.mail.carriers import Bounced, Failed, carrier
from harr.services.mail.carriers.smtp import MailServer
from harr.services.mail.messages import Parcel

FROM = "billing@canal.example"
PARCEL = Parcel(
    tenant=5, live=True, key="eml_0000000000007/1", at=datetime(2026, 1, 15, 9, tzinfo=UTC), sender="Canal",
    reply_to=None, to=("ada@example.com",), subject="Invoice", text="Hello\n", html="<p>Hello</p>", language="en",
    attachments=(),
)  # fmt: skip


# ---- a folder --------------------------------------------------------------------------------------------------------


def test_a_letter_is_a_file_of_its_own(tmp_path: Path) -> None:
    """Named by its id, for its owner alone; told twice it is written once, and sent again it is another file."""
    take = carrier(str(tmp_path / "mail"), "")
    assert take is not None
    take(PARCEL)
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == "eml_0000000000007-1.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert email.message_from_bytes(file.read_bytes(), policy=default)["To"] == "ada@example.com"
    was = file.stat().st_mtime_ns
    take(PARCEL)
    assert file.stat().st_mtime_ns == was
    take(replace(PARCEL, key="eml_0000000000007/2"))
    assert len(list((tmp_path / "mail").iterdir())) == 2


def test_a_sandbox_has_a_folder_of_its_own(tmp_path: Path) -> None:
    """Its ids may be those of another."""
    take = carrier(str(tmp_path), FROM)
    assert take is not None
    take(replace(PARCEL, live=False))
    assert [each.name for each in tmp_path.iterdir()] == ["sbx_0000000000005"]


def test_a_folder_that_cannot_be_is_tried_again(tmp_path: Path) -> None:
    """A file in its place, a full disk: the letter waits."""
    (tmp_path / "mail").write_text("in the way")
    take = carrier(str(tmp_path / "mail"), "")
    assert take is not None
    with pytest.raises(ConnectionError, match=r"eml_0000000000007-1\.eml"):
        take(PARCEL)


def test_told_by_many_at_once_it_is_written_whole(tmp_path: Path) -> None:
    """Eight workers, one letter: no half of a file, and nothing left beside it."""
    take = carrier(str(tmp_path), "")
    assert take is not None
    threads = [threading.Thread(target=take, args=(PARCEL,)) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    (file,) = tmp_path.iterdir()
    assert file.read_bytes().endswith(b"--\r\n")


# ---- a mail server ---------------------------------------------------------------------------------------------------


@dataclass
class Told:
    """What a server was told, and what it is to say to whom."""

    letters: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    port: int = 0


class _Server(socketserver.StreamRequestHandler):
    """As much of SMTP as a letter needs."""

    def handle(self) -> None:
        told: Told = self.server.told  # type: ignore[attr-defined]
        self._say("220 here")
        while line := self.rfile.readline():
            word = line.decode().strip()
            verb = word.partition(" ")[0].upper()
            answer = told.answers.get(verb, "250 ok")
            if verb == "RCPT":
                told.to.append(word)
                answer = next((said for part, said in told.answers.items() if part in word), answer)
            elif verb == "DATA" and answer == "250 ok":
                self._say("354 go on")
                told.letters.append(self._letter())
                answer = told.answers.get("TAKEN", "250 taken")
            elif verb == "QUIT" and answer == "250 ok":
                answer = "221 bye"
            if answer == "gone":
                return
            self._say(answer)

    def _letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def server() -> Iterator[Told]:
    """A mail server on this machine."""
    told = Told()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Server) as here:
        here.daemon_threads = True
        here.told = told  # type: ignore[attr-defined]
        told.port = here.server_address[1]
        threading.Thread(target=here.serve_forever, args=(0.01,), daemon=True).start()
        yield told
        here.shutdown()


def taken(server: Told, parcel: Parcel = PARCEL) -> None:
    """Hand a letter to the server."""
    take = carrier(f"smtp://127.0.0.1:{server.port}", FROM)
    assert take is not None
    take(parcel)


def test_a_letter_goes_by_a_mail_server(server: Told) -> None:
    """To each reader, under a Message-ID that stays the same when it is told twice."""
    for _ in range(2):
        taken(server, replace(PARCEL, to=("ada@example.com", "bob@example.com"), text=".\nHello é\n"))
    first, second = (email.message_from_bytes(each, policy=default) for each in server.letters)
    assert first["Message-ID"] == second["Message-ID"] == "<eml_0000000000007-1.ten_0000000000005@canal.example>"
    assert [each.partition("<")[2][:3] for each in server.to[:2]] == ["ada", "bob"]
    text = first.get_body(("plain",))
    assert text is not None
    assert text.get_content() == ".\r\nHello é\r\n"
    assert all(byte < 128 for byte in server.letters[0])


def test_a_sandbox_writes_to_nobody(server: Told) -> None:
    """Whatever its customers are called."""
    taken(server, replace(PARCEL, live=False))
    assert server.letters == []


@pytest.mark.parametrize(
    ("answers", "refusal", "said"),
    [
        ({"RCPT": "550 no such mailbox"}, Bounced, "550 no such mailbox"),
        ({"RCPT": "450 mailbox is busy"}, ConnectionError, "450 mailbox is busy"),
        ({"MAIL": "553 not from here"}, Failed, "553 not from here"),
        ({"TAKEN": "554 looks like spam"}, Failed, "554 looks like spam"),
        ({"TAKEN": "451 later"}, ConnectionError, "451 later"),
        ({"DATA": "gone"}, ConnectionError, "127.0.0.1"),
        ({"EHLO": "421 closing", "HELO": "421 closing"}, ConnectionError, "421 closing"),
    ],
)
def test_what_a_server_says(server: Told, answers: dict[str, str], refusal: type[Exception], said: str) -> None:
    """5xx is for good, whoever it is about; 4xx and silence are for now."""
    server.answers = answers
    with pytest.raises(refusal, match=said):
        taken(server)


def test_what_was_taken_is_sent_however_the_goodbye_goes(server: Told) -> None:
    """Else it would be sent twice."""
    server.answers = {"QUIT": "421 too busy to say goodbye"}
    taken(server)
    assert len(server.letters) == 1


def test_one_of_two_readers_is_refused(server: Told) -> None:
    """The other has it."""
    server.answers = {"bob@": "550 no such mailbox"}
    taken(server, replace(PARCEL, to=("ada@example.com", "bob@example.com")))
    assert len(server.letters) == 1


def test_nobody_listens() -> None:
    """It is tried again."""
    take = carrier("smtp://127.0.0.1:1", FROM)
    assert take is not None
    with pytest.raises(ConnectionError):
        take(PARCEL)


# ---- addresses of carriers -------------------------------------------------------------------------------------------


def test_an_empty_address_is_nobody() -> None:
    """Nothing leaves."""
    assert carrier("", "") is None


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://mail.example.com", {"host": "mail.example.com", "port": 587, "encrypted": False, "user": None}),
        ("smtps://mail.example.com", {"port": 465, "encrypted": True}),
        ("smtp://a%40b:p%2Fw@mail.example.com:25", {"user": "a@b", "password": "p/w", "port": 25}),
    ],
)
def test_how_a_server_is_named(address: str, server: dict[str, Any]) -> None:
    """As anywhere else; what stands for itself is written with a percent sign."""
    found = carrier(address, FROM)
    assert isinstance(found, MailServer)
    assert {name: getattr(found, name) for name in server} == server
    assert "p/w" not in repr(found)


@pytest.mark.parametrize(
    ("address", "sender", "field"),
    [
        ("smtp://", FROM, "mail"),
        ("smtp://host:port", FROM, "mail"),
        ("smtp://host/path", FROM, "mail"),
        ("smtp://host", "", "mail_from"),
        ("smtp://host", "Canal <a@b.example>", "mail_from"),
        ("folder", "a@b.example\nBcc: c", "mail_from"),
    ],
)
def test_what_cannot_carry_is_refused_at_the_start(address: str, sender: str, field: str) -> None:
    """By the setting at fault, and without a word of what stands in it that could be a password."""
    with pytest.raises(FieldInvalid) as refused:
        carrier(address, sender)
    assert refused.value.field == field
