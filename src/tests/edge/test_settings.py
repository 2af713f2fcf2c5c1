"""Settings: where they come from, which goes first, and what is said when one is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from harr.edge.settings import Settings, described, load, shown
from harr.kernel.errors import FieldInvalid, FieldUnknown, Refusal


def wrote(folder: Path, text: str) -> Path:
    (folder / "harr.toml").write_text(text)
    return folder


def test_nobody_has_to_set_anything(tmp_path: Path) -> None:
    """A laptop: SQLite in this folder, reachable from this machine alone."""
    settings = load(tmp_path, {})
    assert settings.database == str(tmp_path / "harr.db")
    assert (settings.host, settings.port, settings.address) == ("127.0.0.1", 8765, "http://127.0.0.1:8765")


def test_the_environment_goes_before_the_file_and_a_flag_before_both(tmp_path: Path) -> None:
    """Each says less than the one before it."""
    folder = wrote(tmp_path, '[harr]\nport = 1\nconnections = 2\nlog_level = "error"\n')
    settings = load(folder, {"HARR_PORT": "2", "HARR_CONNECTIONS": "3"}, port=3, host=None)
    assert (settings.port, settings.connections, settings.log_level) == (3, 3, "error")
    assert settings.host == "127.0.0.1"


@pytest.mark.parametrize(("text", "expected"), [("true", True), ("0", False), ("false", False), ("1", True)])
def test_a_word_from_the_environment_becomes_what_the_setting_is(tmp_path: Path, text: str, expected: bool) -> None:
    """The environment knows text only."""
    assert load(tmp_path, {"HARR_WORKER": text}).worker is expected


def test_paths_are_seen_from_the_folder_of_the_file(tmp_path: Path) -> None:
    """An address of PostgreSQL and memory are no paths."""
    assert load(tmp_path, {"HARR_DATABASE": "data/shop.db"}).database == str(tmp_path / "data/shop.db")
    assert load(tmp_path, {"HARR_DATABASE": ":memory:"}).database == ":memory:"
    url = "postgresql://harr@localhost/harr"
    assert load(tmp_path, {"HARR_DATABASE": url}).database == url
    assert load(tmp_path, {}).pepper_file == str(tmp_path / ".harr/pepper")
    assert load(tmp_path, {}).mail == str(tmp_path / ".harr/mail")


@pytest.mark.parametrize("mail", ["", "smtp://mail.example.com", "smtps://a:b@mail.example.com:465"])
def test_a_mail_server_and_nobody_are_no_folders(tmp_path: Path, mail: str) -> None:
    """What is not an address of a server, and not empty, is a folder beside the file."""
    assert load(tmp_path, {"HARR_MAIL": mail}).mail == mail
    assert load(tmp_path, {"HARR_MAIL": "letters"}).mail == str(tmp_path / "letters")


@pytest.mark.parametrize(
    ("text", "environment", "kind", "field"),
    [
        ("", {"HARR_PORT": "http"}, FieldInvalid, "port"),
        ("", {"HARR_PORT": "65536"}, FieldInvalid, "port"),
        ("[harr]\nconnections = 0\n", {}, FieldInvalid, "connections"),
        ('[harr]\nlog_level = "loud"\n', {}, FieldInvalid, "log_level"),
        ('[harr]\npublic_url = "ftp://example.com"\n', {}, FieldInvalid, "public_url"),
        ("[harr]\nprot = 1\n", {}, FieldUnknown, "prot"),
        ("harr = 1\n", {}, FieldInvalid, "harr"),
        ("[harr\n", {}, FieldInvalid, None),
    ],
)
def test_a_wrong_setting_is_named(
    tmp_path: Path, text: str, environment: dict[str, str], kind: type[Refusal], field: str | None
) -> None:
    """And the way out says where to set it right."""
    with pytest.raises(kind) as refused:
        load(wrote(tmp_path, text), environment)
    assert refused.value.field == field
    assert refused.value.exit


def test_other_tables_and_variables_are_not_ours(tmp_path: Path) -> None:
    """A file may hold the settings of other programs."""
    folder = wrote(tmp_path, "[other]\nport = 1\n")
    assert load(folder, {"HARRY": "x", "HARR_SECRET_OF_ANOTHER": "y"}).port == 8765


@pytest.mark.parametrize(
    ("database", "printed"),
    [
        ("postgresql://harr:secret@db.example.com:5432/harr", "postgresql://harr:…@db.example.com:5432/harr"),
        ("postgresql://harr@db.example.com/harr", "postgresql://harr@db.example.com/harr"),
        ("postgresql://harr:a:b@db/harr?sslmode=require", "postgresql://harr:…@db/harr?sslmode=require"),
        ("postgresql://db/harr?user=harr&password=secret&port=1", "postgresql://db/harr?user=harr&password=…&port=1"),
        ("/var/lib/harr.db", "/var/lib/harr.db"),
    ],
)
def test_a_password_is_not_printed(database: str, printed: str) -> None:
    """Neither by `harr config` nor in a log."""
    found: dict[str, Any] = shown(Settings(database=database))
    assert found["database"] == printed


def test_a_mail_servers_password_is_not_printed() -> None:
    """It is an address like any other."""
    found: dict[str, Any] = shown(Settings(mail="smtp://harr:secret@mail.example.com:587"))
    assert found["mail"] == "smtp://harr:…@mail.example.com:587"


def test_every_setting_says_what_it_means() -> None:
    """Its page is made from this."""
    assert [name for name, _, _ in described()] == list(Settings.__struct_fields__)
    assert all(about.endswith(".") for _, _, about in described())
