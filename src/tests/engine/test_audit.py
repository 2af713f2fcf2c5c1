"""The audit: one row for every commit, in it, and one for every refused attempt, apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from harr.contract.operations import Listing
from harr.contract.tenants import KEY
from harr.engine import SYSTEM, Engine, Tx, audit
from harr.kernel.errors import FieldInvalid
from harr.kernel.ids import id_text
from tests.engine.notes import SOMEBODY, note, tenant

WHO = replace(SOMEBODY, operation="keys.create", reason="asked for by Ada")


def records(engine: Engine, where: int, actor: Any = SYSTEM) -> list[Any]:
    """The audit of an app's requests, newest first."""
    listing = Listing(filters={"app": (7,)})
    return engine.read(where, actor, lambda tx: audit.listed(tx, listing).data)


def changing(*changes: tuple[str, dict[str, Any] | None, dict[str, Any] | None]) -> Callable[[Tx], Any]:
    """An action that changes settings."""

    def act(tx: Tx) -> Any:
        for subject, before, after in changes:
            tx.changed(subject, before, after)
        return KEY

    return act


def test_a_commit_says_who_did_what_and_why(engine: Engine) -> None:
    """Operation, actor, app, request, reason, subject and outcome."""
    where = tenant(engine)
    commit = engine.run(where, WHO, changing()).commit_id
    (record,) = records(engine, where)
    assert record.id == id_text("aud", commit)
    assert (record.operation, record.subject, record.outcome) == ("keys.create", KEY.id, "done")
    assert (record.actor.kind, record.actor.id, record.actor.reason) == ("key", SOMEBODY.id, "asked for by Ada")
    assert (record.app, record.request_id, record.reason) == (id_text("app", 7), "req_1", "asked for by Ada")


@pytest.mark.parametrize(
    ("changes", "subject", "before", "after"),
    [
        ([("a", {"x": 1}, {"x": 2})], "a", {"x": 1}, {"x": 2}),
        ([("a", None, {"x": 2})], "a", None, {"x": 2}),
        ([("a", {"x": 1}, {"x": 2}), ("b", None, {"y": 3})], "a", {"a": {"x": 1}}, {"a": {"x": 2}, "b": {"y": 3}}),
    ],
)
def test_settings_before_and_after(
    engine: Engine, changes: list[Any], subject: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    """Of one subject its fields, of several each one's under its id."""
    where = tenant(engine)
    engine.run(where, WHO, changing(*changes))
    (record,) = records(engine, where)
    assert (record.subject, record.before, record.after) == (subject, before, after)


def test_a_refused_attempt_leaves_its_code_and_nothing_else(engine: Engine) -> None:
    """Written apart, for what was refused was rolled back."""
    where = tenant(engine)

    def refuse(tx: Tx) -> None:
        note(tx, "lost")
        raise FieldInvalid("no")

    with pytest.raises(FieldInvalid) as refused:
        engine.run(where, WHO, refuse)
    assert records(engine, where) == []
    engine.run(where, replace(WHO, app=None), lambda tx: note(tx, "another"))
    while not records(engine, where):  # a conflict of the lane: then again
        try:
            with engine.store.writing() as session:
                audit.refused(engine.begin(session, where, WHO), refused.value)
        except Exception as error:
            if not engine.store.retryable(error):
                raise
    (record,) = records(engine, where)
    assert (record.outcome, record.subject, record.operation) == ("field_invalid", None, "keys.create")


def test_an_app_sees_its_own_records(engine: Engine) -> None:
    """What others did stays theirs, unless the app sees the tenant."""
    where = tenant(engine)
    engine.run(where, WHO, changing())
    (record,) = records(engine, where, replace(WHO, sees_all=False))
    assert record.app == id_text("app", 7)
    assert records(engine, where, replace(WHO, sees_all=False, app=8)) == []
