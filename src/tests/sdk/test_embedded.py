"""`harr.embedded`: the client without a server, in memory and on a file."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

import harr
from harr_client import Conflict, Harr, InvalidRequest, NotFound, Rehearsal, Unauthenticated


def entity(client: Harr, name: str = "Shop") -> str:
    """Somebody who sells."""
    return client.entities.create(
        name=name, legal_name=f"{name} BV", address={"country": "NL"}, functional_currency="EUR",
        timezone="Europe/Amsterdam",
    ).id  # fmt: skip


def test_a_new_one_in_memory_can_be_used_at_once() -> None:
    """The first tenant is there, and its owner's key is in use."""
    with harr.embedded() as client:
        assert client.tenant.retrieve().kind == "live"
        made = entity(client)
        assert [one.id for one in client.entities.list()] == [made]


def test_two_in_memory_know_nothing_of_each_other() -> None:
    """Each has a database of its own."""
    with harr.embedded() as one, harr.embedded() as other:
        entity(one)
        assert not list(other.entities.iterate())


def test_a_file_is_the_same_harr_when_opened_again(tmp_path: Path) -> None:
    """Its keys lie beside it, for nobody else to read and out of git's sight."""
    with harr.embedded(tmp_path / "shop" / "harr.db") as client:
        made = entity(client)
    folder = tmp_path / "shop" / ".harr"
    assert stat.S_IMODE((folder / "keys").stat().st_mode) == stat.S_IMODE((folder / "pepper").stat().st_mode) == 0o600
    assert (folder / ".gitignore").read_text() == "*\n"
    with harr.embedded(str(tmp_path / "shop" / "harr.db")) as client:
        assert client.entities.retrieve(made).name == "Shop"


def test_two_files_in_one_folder_have_their_own_keys(tmp_path: Path) -> None:
    """Keys are kept by tenant."""
    for _ in range(2):
        for name in ("one.db", "two.db"):
            with harr.embedded(tmp_path / name) as client:
                client.entities.list()
    assert (tmp_path / ".harr" / "keys").read_text().count("harr_live_sk_") == 2


def test_a_file_whose_key_is_lost_says_so(tmp_path: Path) -> None:
    """No second tenant is made over the first."""
    harr.embedded(tmp_path / "harr.db").close()
    (tmp_path / ".harr" / "keys").unlink()
    with pytest.raises(FileNotFoundError, match="no key of theirs"):
        harr.embedded(tmp_path / "harr.db")


def test_a_rehearsal_keeps_nothing() -> None:
    """`dry_run=True` answers what would be, and is typed so."""
    with harr.embedded() as client:
        found = client.entities.create(
            name="Shop", legal_name="Shop BV", address={"country": "NL"}, functional_currency="EUR",
            timezone="Europe/Amsterdam", dry_run=True,
        )  # fmt: skip
        assert isinstance(found, Rehearsal)
        assert found.result.id.startswith("ent_dry")
        assert not list(client.entities.iterate())


def test_refusals_are_errors() -> None:
    """What is wrong is named, with the field."""
    with harr.embedded() as client:
        with pytest.raises(InvalidRequest) as told:
            client.entities.create(
                name="", legal_name="Shop BV", address={"country": "NL"}, functional_currency="EUR", timezone="UTC"
            )
        assert (told.value.code, told.value.field) == ("field_invalid", "name")
        with pytest.raises(NotFound):
            client.entities.retrieve("ent_0000000000000")
        with pytest.raises(Unauthenticated):
            client.with_key("harr_live_sk_wrong").tenant.retrieve()
        made = entity(client)
        client.entities.update(made, name="Store", if_match=1, reason="a better name")
        with pytest.raises(Conflict) as stale:
            client.entities.update(made, name="Shop", if_match=1)
        assert stale.value.code == "version_stale"


def test_pages_follow_one_another() -> None:
    """Five entities, two on a page."""
    with harr.embedded() as client:
        names = [f"Shop {number}" for number in range(5)]
        for name in names:
            entity(client, name)
        assert [one.name for one in client.entities.iterate(limit=2, order="asc")] == names
        page = client.entities.list(limit=2, order="asc")
        assert (len(page), page.has_more) == (2, True)
        assert [one.name for one in page.auto_paging_iter()] == names


def test_a_sandbox_is_advanced_when_the_call_returns() -> None:
    """Its own key opens it; the job of the advance is done without a worker."""
    with harr.embedded() as client:
        sandbox = client.sandboxes.create(name="trying", clock_at="2026-01-15T09:00:00Z")
        assert sandbox.key is not None
        trying = client.with_key(sandbox.key)
        assert trying.tenant.retrieve().kind == "sandbox"
        client.sandboxes.advance(sandbox.id, to="2026-03-01T00:00:00Z")
        assert client.sandboxes.retrieve(sandbox.id).status == "ready"
        clock = trying.tenant.retrieve().clock_at
        assert clock is not None
        assert clock.isoformat() == "2026-03-01T00:00:00+00:00"


def test_importing_harr_is_cheap() -> None:
    """Neither the contract nor the SDK is loaded until somebody wants it."""
    code = "import harr, sys; print([m for m in sys.modules if m.startswith(('harr.', 'harr_client', 'msgspec'))])"
    command, paths = [sys.executable, "-c", code], {"PYTHONPATH": ":".join(sys.path)}
    found = subprocess.run(command, env=paths, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
