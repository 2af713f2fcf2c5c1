"""The command line: every operation by its name, in a folder of its own, over HTTP, and as a program."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from harr.contract import OPERATIONS, Operation
from harr.edge.cli import shown, words
from harr.edge.cli.commands import OWN, root
from harr.edge.cli.operations import resources
from harr.edge.settings import load
from harr.kernel.errors import FieldInvalid
from tests.edge.test_server import running, with_a_key

ROOT = Path(__file__).resolve().parents[3]
ENTITY = [
    "--name",
    "Shop",
    "--legal-name",
    "ShopBV",
    "--address.country",
    "NL",
    "--functional-currency",
    "EUR",
    "--timezone",
    "Europe/Amsterdam",
]


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have a Harr of his own."""
    for name in [name for name in os.environ if name.startswith("HARR_")]:
        monkeypatch.delenv(name)


def harr(*args: str, given: str | None = None) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(root, list(args), input=given, prog_name="harr")


def done(*args: str, given: str | None = None) -> Result:
    """Run a command that has to succeed."""
    result = harr(*args, given=given)
    assert result.exit_code == 0, result.output
    return result


def asked(*args: str, given: str | None = None) -> Any:
    """What a command that has to succeed answers to programs."""
    return json.loads(done(*args, "--json", given=given).stdout)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which Harr has begun."""
    monkeypatch.chdir(tmp_path)
    done("init", "--name", "Test")
    return tmp_path


# ---- every operation -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_operation_has_a_command(operation: Operation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what it does, and asks for its method and path."""
    monkeypatch.chdir(tmp_path)
    name = [operation.resource, operation.verb]
    assert operation.summary.rstrip(".") in " ".join(done(*name, "--help").stdout.split())
    call = done(*name, *["one/two" for _ in operation.parameters], "--curl").stdout
    path = re.sub(r"{\w+}", "one%2Ftwo", operation.path)
    assert f"http://127.0.0.1:8765{path}" in call
    assert (f"-X {operation.method} " in call) == (operation.method != "GET")
    assert "$HARR_KEY" in call


def test_help_names_everything() -> None:
    """The house's own commands, then every resource."""
    said = done("--help").stdout
    assert not [name for name in [*OWN, *resources()] if not re.search(rf"^  {name}\b", said, re.MULTILINE)]


def test_own_commands_are_documented() -> None:
    """The page of the command line speaks of each."""
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    commands = [(name, root.get_command(click.Context(root), name)) for name in OWN]
    names = [
        f"{name} {sub}"
        for name, each in commands
        if isinstance(each, click.Group) and name != "openapi"
        for sub in each.commands
    ]
    names += [name for name, each in commands if not isinstance(each, click.Group) or name == "openapi"]
    assert not [name for name in names if f"`harr {name}" not in page]


# ---- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        (["--name", "Acme"], {"name": "Acme"}),
        (["--name=Acme", "--external-id", "7"], {"name": "Acme", "external_id": "7"}),
        (["--external_id", "7"], {"external_id": "7"}),
        (["--address.country", "NL", "--address.postal-code=10"], {"address": {"country": "NL", "postal_code": "10"}}),
        (["-d", "address.country=NL"], {"address": {"country": "NL"}}),
        (["--address", '{"country": "NL"}'], {"address": {"country": "NL"}}),
        (["--metadata.my-key", "a=b"], {"metadata": {"my-key": "a=b"}}),
        (["--multi-currency"], {"multi_currency": True}),
        (["--no-multi-currency"], {"multi_currency": False}),
        (["-d", "multi_currency=true"], {"multi_currency": True}),
        (["--payment-terms.due-days", "30"], {"payment_terms": {"due_days": 30}}),
        (["--email", "null"], {"email": None}),
        (["--name", "null"], {"name": "null"}),
        (["--tax-rates", "txr_1", "--tax-rates", "txr_2"], {"tax_rates": ["txr_1", "txr_2"]}),
        (["-d", "tax_rates[]=txr_1", "-d", "tax_rates[]=txr_2"], {"tax_rates": ["txr_1", "txr_2"]}),
        (["--contacts[0].email", "a@x.nl", "--contacts[1].email", "b@x.nl"],
         {"contacts": [{"email": "a@x.nl"}, {"email": "b@x.nl"}]}),
        (["--contacts", '[{"email": "a@x.nl"}]'], {"contacts": [{"email": "a@x.nl"}]}),
        (["--data", '{"name": "A", "address": {"country": "NL"}}', "--address.city", "Delft"],
         {"name": "A", "address": {"country": "NL", "city": "Delft"}}),
        (["-d", "unknown.deep[0]=1"], {"unknown": {"deep": ["1"]}}),
    ],
)  # fmt: skip
def test_words_become_a_body(
    typed: list[str], body: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The contract says what each word is."""
    monkeypatch.chdir(tmp_path)
    call = done("customers", "create", *typed, "--curl").stdout
    found = re.search(r" -d '(.*)'$", call.strip())
    assert found
    assert json.loads(found[1]) == body


@pytest.mark.parametrize("path", ["", "[", "a..b", "a]", "a[x]"])
def test_what_is_no_path_is_refused(path: str) -> None:
    """Not guessed at."""
    with pytest.raises(FieldInvalid):
        words.put({}, path, "1", None)


@pytest.mark.parametrize(
    "args",
    [
        ["customers", "create", "--data", "[1]"],
        ["customers", "create", "--data", "@no-such-file"],
        ["customers", "create", "-d", "name"],
        ["customers", "create", "-d", "tax_rates[99999999]=x"],
        ["customers", "create", "--address", "{"],
    ],
)
def test_bad_words_are_refused_with_a_way_out(project: Path, args: list[str]) -> None:
    """By the command line, before anything is asked."""
    result = harr(*args)
    assert result.exit_code == 1
    assert "Way out" in result.stderr
    assert list(project.iterdir())


def test_a_misspelled_option_is_a_misspelled_command(project: Path) -> None:
    """Exit code 2, and what was probably meant."""
    result = harr("customers", "create", "--nam", "Acme")
    assert result.exit_code == 2
    assert "--name" in result.stderr
    assert project.exists()


def test_a_field_with_the_name_of_an_option_has_its_own_way(project: Path) -> None:
    """`--reason` is the body's where it has one; the audit's is then `--harr-reason`."""
    call = done("transactions", "reverse", "txn_1", "--reason", "mistake", "--harr-reason", "asked to", "--curl").stdout
    assert '{"reason": "mistake"}' in call
    assert "Harr-Reason: asked to" in call
    call = done("customers", "archive", "cus_1", "--reason", "gone", "--curl").stdout
    assert "Harr-Reason: gone" in call
    assert project.exists()


# ---- a folder of its own ---------------------------------------------------------------------------------------------


def test_init_makes_a_folder_to_work_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, database, and a key that only its owner can read and git passes over."""
    monkeypatch.chdir(tmp_path)
    said = done("init", "shop").stdout
    assert "Next:" in said
    shop = tmp_path / "shop"
    assert {each.name for each in shop.iterdir()} >= {"harr.toml", "harr.db", ".harr", ".gitignore"}
    for name in ("keys", "pepper"):
        assert stat.S_IMODE((shop / ".harr" / name).stat().st_mode) == 0o600
    assert ".harr/" in (shop / ".gitignore").read_text("utf-8").splitlines()
    assert "harr_live_sk_" not in said
    monkeypatch.chdir(shop)
    assert asked("tenant", "retrieve")["name"] == "shop"
    again = harr("init")
    assert again.exit_code == 1
    assert "already" in again.stderr


def test_a_folder_below_belongs_to_the_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with git."""
    (project / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(project / "deep" / "down")
    assert asked("tenant", "retrieve")["name"] == "Test"


def test_without_a_harr_the_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is made by accident."""
    monkeypatch.chdir(tmp_path)
    result = harr("customers", "list")
    assert result.exit_code == 1
    assert "harr init" in result.stderr
    assert not list(tmp_path.iterdir())


def test_things_are_made_read_changed_and_listed(project: Path) -> None:
    """For people as tables, for programs as they are."""
    made = asked("entities", "create", *ENTITY)
    assert asked("entities", "retrieve", made["id"]) == made
    changed = asked("entities", "update", made["id"], "--name", "Store", "--if-match", "1", "--reason", "a better name")
    assert (changed["name"], changed["version"]) == ("Store", 2)
    assert [each["id"] for each in asked("entities", "list", "--status", "active")["data"]] == [made["id"]]
    shown_list = done("entities", "list").stdout
    assert made["id"] in shown_list
    assert "Store" in shown_list
    assert re.search(r"^legal_name +ShopBV", done("entities", "retrieve", made["id"]).stdout, re.MULTILINE)
    assert re.search(r"^none", done("products", "list").stdout)
    assert project.exists()


def test_a_body_comes_from_a_file_or_from_a_pipe(project: Path) -> None:
    """And options are set over it."""
    body = {
        "name": "Shop",
        "legal_name": "Shop BV",
        "address": {"country": "NL"},
        "functional_currency": "EUR",
        "timezone": "UTC",
    }
    (project / "entity.json").write_text(json.dumps(body), "utf-8")
    assert asked("entities", "create", "--data", "@entity.json")["timezone"] == "UTC"
    assert asked("entities", "create", "--data", "-", "--name", "Other", given=json.dumps(body))["name"] == "Other"


def test_all_pages_are_one(project: Path) -> None:
    """`--all` goes on to the end; without it the way to more is shown."""
    for number in range(5):
        done("entities", "create", *ENTITY, "--external-id", f"shop-{number}")
    assert len(asked("entities", "list", "--limit", "2", "--all")["data"]) == 5
    assert "--all" in done("entities", "list", "--limit", "2").stdout
    assert [
        each["external_id"]
        for each in asked("entities", "list", "--external-id", "shop-1", "--external-id", "shop-3")["data"]
    ] == ["shop-3", "shop-1"]
    assert asked("entities", "list", "--created_at[lt]", "2020-01-01T00:00:00Z")["data"] == []
    assert project.exists()


def test_a_rehearsal_says_so_and_keeps_nothing(project: Path) -> None:
    """`--dry-run` on any write."""
    assert "nothing was kept" in done("entities", "create", *ENTITY, "--dry-run").stdout
    assert asked("entities", "create", *ENTITY, "--dry-run")["dry_run"] is True
    assert asked("entities", "list")["data"] == []
    assert project.exists()


def test_a_refusal_is_told_with_its_way_out(project: Path) -> None:
    """On standard error for people; the problem itself for programs; exit code 1 for both."""
    result = harr("entities", "retrieve", "ent_0000000000000")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "not_found" in result.stderr
    assert "Way out" in result.stderr
    result = harr("entities", "create", "--name", "Shop", "--json")
    assert result.exit_code == 1
    assert (json.loads(result.stdout)["code"], json.loads(result.stdout)["status"]) == ("field_invalid", 400)
    assert project.exists()


def test_the_same_key_has_one_effect(project: Path) -> None:
    """A command that is repeated with its idempotency key answers the same."""
    first = asked("entities", "create", *ENTITY, "--idempotency-key", "order-17")
    assert asked("entities", "create", *ENTITY, "--idempotency-key", "order-17") == first
    assert len(asked("entities", "list")["data"]) == 1
    assert project.exists()


def test_a_sandbox_is_made_entered_advanced_and_thrown_away(project: Path) -> None:
    """Its key is kept under its id; the job of the advance is done when the command ends."""
    made = asked("sandboxes", "create", "--name", "trying", "--clock-at", "2026-01-15T09:00:00Z")
    assert asked("tenant", "retrieve", "--sandbox", made["id"])["kind"] == "sandbox"
    advanced = done("sandboxes", "advance", made["id"], "--by.interval", "month", "--json")
    assert json.loads(advanced.stdout)["clock_at"] == "2026-02-15T09:00:00Z"
    assert json.loads(advanced.stdout)["status"] == "ready"
    assert "succeeded" in advanced.stderr
    done("sandboxes", "delete", made["id"])
    gone = harr("tenant", "retrieve", "--sandbox", made["id"])
    assert gone.exit_code == 1
    assert "has no key of" in gone.stderr
    assert made["id"] not in (project / ".harr" / "keys").read_text("utf-8")


def test_another_key_can_be_used(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """HARR_KEY goes before the project's own."""
    monkeypatch.setenv("HARR_KEY", "harr_live_sk_wrong")
    result = harr("tenant", "retrieve")
    assert result.exit_code == 1
    assert "unauthenticated" in result.stderr
    assert project.exists()


def test_what_needs_no_key_needs_none(project: Path) -> None:
    """A pure question is answered without one."""
    (project / ".harr" / "keys").unlink()
    found = asked("calendar", "periods", "--anchor", "2026-01-31", "--interval", "month", "--count", "2")
    assert [period["start"] for period in found["data"]] == ["2026-01-31", "2026-02-28"]
    result = harr("tenant", "retrieve")
    assert result.exit_code == 1
    assert "has no key for this database" in result.stderr


def test_config_says_what_holds_and_why(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the environment, from the file, as usual; and no password."""
    monkeypatch.setenv("HARR_PORT", "9000")
    (project / "harr.toml").write_text('[harr]\nhost = "localhost"\n', "utf-8")
    said = done("config").stdout
    assert "port = 9000   (HARR_PORT)" in said
    assert "host = localhost   (harr.toml)" in said
    assert "(as usual)" in said
    monkeypatch.setenv("HARR_DATABASE", "postgresql://me:pa55word@example.com/harr")
    assert "pa55word" not in done("config").stdout
    assert asked("config")["port"] == 9000


def test_the_contract_is_printed_whole_or_cut(project: Path) -> None:
    """`--profile` shows what an app with that profile sees."""
    whole = json.loads(done("openapi").stdout)
    assert "/v1/invoices" in whole["paths"]
    made = asked(
        "profiles", "create", "--name", "reader", "--operations", "customers.list", "--operations", "customers.retrieve"
    )
    done("profiles", "activate", made["id"])
    for name in ("reader", made["id"]):
        cut = json.loads(done("openapi", "--profile", name).stdout)
        assert "/v1/customers" in cut["paths"]
        assert "/v1/invoices" not in cut["paths"]
    assert "reader" in harr("openapi", "--profile", "writer").stderr
    assert project.exists()


def test_help_shows_how_to_begin() -> None:
    """Each example on a line of its own, as somebody would type it."""
    lines = [line.strip() for line in done("--help").output.splitlines()]
    assert "harr customers create --name Acme --address.country NL" in lines
    assert "harr invoices list --status open" in lines


def test_a_server_that_may_not_be_reached_says_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads that it is served somewhere would look there."""
    monkeypatch.chdir(tmp_path)
    for more in ([], ["--mock"]):
        refused = harr("serve", "--host", "192.0.2.1", *more)
        assert refused.exit_code == 1
        assert "192.0.2.1 can be reached by others" in refused.stderr
        assert "http://" not in refused.stderr


# ---- books and cases -------------------------------------------------------------------------------------------------


def test_books_are_verified_by_all_that_is_installed(project: Path) -> None:
    """Harr's own checks first; a tool that is not installed is named and is no failure."""
    found = asked("books", "verify")
    assert {each["by"] for each in found} == {"harr", "hledger", "beancount"}
    assert not [each for each in found if each["passed"] is False]
    assert [each["by"] for each in asked("books", "verify", "--with", "none")] == ["harr"] * (len(found) - 2)
    assert "transactions_balance" in done("books", "verify", "--with", "none").stdout
    unknown = harr("books", "verify", "--with", "abacus")
    assert unknown.exit_code == 1
    assert "hledger" in unknown.stderr
    assert project.exists()


def test_a_tool_that_says_no_is_a_failure(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1, with what the tool said."""
    bin_ = project / "bin"
    bin_.mkdir()
    tool = bin_ / "hledger"
    tool.write_text("#!/bin/sh\necho 'balance assertion failed'\nexit 1\n", "utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(bin_))
    result = harr("books", "verify", "--with", "hledger")
    assert result.exit_code == 1
    assert "balance assertion failed" in result.stdout


def test_a_tool_that_is_not_there_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And how to get it."""
    monkeypatch.setenv("PATH", str(project))
    monkeypatch.setattr(sys, "executable", str(project / "python"))
    result = done("books", "verify")
    assert "hledger is not installed" in result.stdout
    assert "bean-check is not installed" in result.stdout


@pytest.mark.parametrize(
    ("form", "said"), [("hledger", "; The journal"), ("beancount", ";; The journal"), ("csv", "transaction,")]
)
def test_books_are_exported(project: Path, form: str, said: str) -> None:
    """To standard output, or into a file."""
    assert done("books", "export", "--format", form).stdout.startswith(said)
    done("books", "export", "--format", form, "--out", "books")
    assert (project / "books").read_text("utf-8").startswith(said)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--out", "nowhere/books"], "nowhere/books cannot be written: No such file or directory"),
        (["--entity", "ent_0000000000000"], "there is no ent_0000000000000 here"),
        (["--entity", "shop"], "'shop' is not an id"),
    ],
)
def test_books_that_cannot_be_exported(project: Path, more: list[str], said: str) -> None:
    """A mistyped folder or entity is named, and no file is begun."""
    refused = harr("books", "export", "--format", "csv", "--out", "books", *more)
    assert refused.exit_code == 1
    assert said in refused.stderr
    assert "Way out:" in refused.stderr
    assert not (project / "books").exists()


def test_cases_are_run_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What passed in one line each, what failed with both figures, and the sum of it."""
    monkeypatch.chdir(tmp_path)
    calendar = ROOT / "src" / "tests" / "vectors" / "calendar.json"
    result = done("cases", "run", str(calendar), "--kind", "date_add")
    assert re.search(
        r"^[0-9]+ passed, 0 failed, 0 not offered, [0-9]+ not selected$", result.stdout.strip().splitlines()[-1]
    )
    content = json.loads(calendar.read_text("utf-8"))
    [wrong] = [case for case in content["cases"] if case["kind"] == "date_add"][:1]
    (tmp_path / "wrong.json").write_text(
        json.dumps({**content, "cases": [{**wrong, "expect": dict.fromkeys(wrong["expect"], "never")}]}), "utf-8"
    )
    result = harr("cases", "run", "wrong.json")
    assert result.exit_code == 1
    assert "expected 'never', found" in result.stdout
    told = harr("cases", "run", "wrong.json", "--json")
    assert (told.exit_code, json.loads(told.stdout)["good"]) == (1, False)
    assert harr("cases", "run", "wrong.json", "--kind", "nonsense").exit_code == 1


# ---- what people see -------------------------------------------------------------------------------------------------


def test_a_name_does_not_steer_the_terminal(project: Path) -> None:
    """Escape sequences and markup in data are shown, not obeyed."""
    assert shown.clean("\x1b[31mred\x07") == "�[31mred�"
    done("entities", "create", *ENTITY, "--legal-name", "[red]Shop[/red]")
    assert "[red]Shop[/red]" in done("entities", "list", "--json").stdout
    assert str(shown.cell("one\ntwo")) == "one…"
    assert project.exists()


def told(*amounts: tuple[str, str], **more: Any) -> str:
    """A trial balance with a row for each amount, as people see it."""
    cells = [{"amount": amount, "currency": currency} for amount, currency in amounts]
    several = len({currency for _, currency in amounts}) > 1
    found = {
        "object": "report", "title": "Trial balance",
        "columns": [{"name": "debit", "label": "Debit", "kind": "amount"}],
        "rows": [{"key": f"1010/{cell['currency']}", "label": "Bank", "level": 1, "cells": {"debit": cell}}
                 for cell in cells],
        "totals": {f"debit {cell['currency']}" if several else "debit": cell for cell in cells},
        "notes": ["as of now"], **more,
    }  # fmt: skip
    console = shown.console()
    with console.capture() as said:
        console.print(shown.answer(found))
    return said.get()


def test_a_report_has_its_own_columns() -> None:
    """Figures to the right and the totals below; the only currency is said at the top."""
    said = told(("72.60", "EUR"), as_of="2026-02-28")
    assert said.startswith("Trial balance, until 2026-02-28, EUR")
    assert re.search(r"1010 +Bank +72.60 *\n", said)
    assert re.search(r"Total +72.60 *\n", said)
    assert "as of now" in said


def test_a_report_of_several_currencies_says_each() -> None:
    """Beside every amount; a total is a line for each."""
    said = told(("72.60", "EUR"), ("300", "JPY"), **{"from": "2026-02-01"})
    assert said.startswith("Trial balance, since 2026-02-01\n")
    assert re.search(r"1010/JPY +Bank +300 JPY", said)
    assert re.search(r"Total +72.60 EUR *\n +300 JPY", said)


# ---- over HTTP -------------------------------------------------------------------------------------------------------


@pytest.fixture
def served(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The project's own Harr, served on this machine."""
    settings = load(project, {}, port=0)
    with running(settings) as found:
        monkeypatch.setenv("HARR_URL", str(found.anybody.base_url).rstrip("/"))
        yield project


def test_the_same_commands_speak_to_a_server(served: Path) -> None:
    """With the project's key, because the server is on this machine; the worker does the jobs."""
    made = asked("entities", "create", *ENTITY)
    assert asked("entities", "retrieve", made["id"]) == made
    result = harr("entities", "retrieve", "ent_0000000000000", "--json")
    assert (result.exit_code, json.loads(result.stdout)["code"]) == (1, "not_found")
    sandbox = asked("sandboxes", "create", "--name", "trying", "--clock-at", "2026-01-15T09:00:00Z")
    advanced = asked("sandboxes", "advance", sandbox["id"], "--to", "2026-03-01T00:00:00Z")
    assert advanced["clock_at"] == "2026-03-01T00:00:00Z"
    books = harr("books", "verify")
    assert books.exit_code == 1
    assert "assurance run" in books.stderr
    assert served.exists()


def test_a_server_that_wants_tokens_gets_them(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With HARR_TOKENS the key goes to the token endpoint alone."""
    from harr.edge.gateway import Gateway  # noqa: PLC0415 - what is looked at here alone
    from harr.services.tenants import Principal  # noqa: PLC0415

    seen: list[str] = []
    holder = Gateway.holder

    def noted(gateway: Gateway, credential: str) -> Principal:
        seen.append(credential)
        return holder(gateway, credential)

    monkeypatch.setattr(Gateway, "holder", noted)
    monkeypatch.setenv("HARR_TOKENS", "1")
    assert asked("tenant", "retrieve")["kind"] == "live"
    assert [each[:3] for each in seen] == ["eyJ"]
    assert (served / ".harr" / "signing").exists()


def test_signing_keys_are_rotated(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the project's file; not where a setting gives them."""
    for number in (1, 2, 2):
        assert harr("signing", "rotate").exit_code == 0
        assert (project / ".harr" / "signing").read_text("ascii").count("BEGIN") == min(2, number + 1)
    monkeypatch.setenv("HARR_SIGNING_KEYS", (project / ".harr" / "signing").read_text("ascii"))
    result = harr("signing", "rotate")
    assert (result.exit_code, "signing_keys" in result.stderr) == (1, True)
    shown = harr("config")
    assert "PRIVATE" not in shown.stdout


def test_the_projects_key_is_not_sent_to_strangers(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server elsewhere gets the key that HARR_KEY says, or none."""
    from harr.edge.cli import doors  # noqa: PLC0415 - what is looked at here alone

    monkeypatch.setenv("HARR_URL", "https://billing.example.com")
    assert doors.open_door().key is None
    monkeypatch.setenv("HARR_KEY", "mine")
    assert doors.open_door().key == "mine"
    monkeypatch.delenv("HARR_KEY")
    monkeypatch.setenv("HARR_URL", "http://localhost:8765")
    assert str(doors.open_door().key) in (project / ".harr" / "keys").read_text("utf-8")


def test_a_server_that_is_not_there_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the retries of the SDK, with the way out."""
    monkeypatch.setenv("HARR_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("harr_client.retries.FIRST_SECONDS", 0.0)
    result = harr("tenant", "retrieve")
    assert result.exit_code == 1
    assert "connection_failed" in result.stderr
    assert "harr serve" in result.stderr
    assert project.exists()


def test_a_mock_needs_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`harr serve --mock` answers everything with its example."""
    monkeypatch.chdir(tmp_path)
    with running(load(tmp_path, {}, port=0), mock=True) as found:
        monkeypatch.setenv("HARR_URL", str(found.anybody.base_url).rstrip("/"))
        assert asked("invoices", "list")["data"][0]["object"] == "invoice"
        result = done("invoices", "list")
        assert "EU-2026-" in result.stdout
        assert "invoices.list is a mock" in result.stderr


# ---- as a program ----------------------------------------------------------------------------------------------------


def started(*args: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """`python -m harr`, as a shell starts it."""
    paths = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-m", "harr", *args], cwd=folder, env=paths, capture_output=True, text=True, check=False
    )


def test_it_is_a_program(tmp_path: Path) -> None:
    """Begin, make, list: three processes, one Harr."""
    assert started("init", folder=tmp_path).returncode == 0
    made = json.loads(started("entities", "create", *ENTITY, "--json", folder=tmp_path).stdout)
    assert made["id"] in started("entities", "list", folder=tmp_path).stdout
    assert started("entities", "retrieve", "ent_0000000000000", folder=tmp_path).returncode == 1
    assert started("nonsense", folder=tmp_path).returncode == 2


def test_help_loads_neither_engine_nor_services(tmp_path: Path) -> None:
    """So that it is quick."""
    code = (
        "import sys\nfrom harr.edge.cli.commands import root\n"
        "try:\n    root(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([m for m in sys.modules if m.startswith(('harr.engine', 'harr.services', 'rich', 'starlette'))])"
    )
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=paths, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip().splitlines()[-1] == "[]"


def test_a_key_of_another_database_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database whose keys are elsewhere is opened with HARR_KEY only."""
    monkeypatch.chdir(tmp_path)
    secret = with_a_key(load(tmp_path, {}))
    assert "no key for this database" in harr("tenant", "retrieve").stderr
    monkeypatch.setenv("HARR_KEY", secret)
    assert asked("tenant", "retrieve")["kind"] == "live"
