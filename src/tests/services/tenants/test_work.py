"""What goes on behind the requests, as people see it: agenda, jobs, audit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.house import House
from tests.services.tenants.cases import app, entity, key_of, profile

SOON = "2036-02-10T00:00:00Z"


def test_the_agenda_is_read_run_and_canceled(house: House) -> None:
    """What is due when, by which request; run before its time, or taken off."""
    one, two = (house("sandboxes.create", name=name, expires_at=SOON) for name in ("one", "two"))
    due = house("agenda.list", status="due")["data"]
    assert [(item["verb"], item["subject"], item["due_at"]) for item in due] == [
        ("tenants.expire", two["id"], SOON), ("tenants.expire", one["id"], SOON),
    ]  # fmt: skip
    assert due[0]["caused_by"].startswith("req_")
    assert house("agenda.retrieve", due[0]["id"]) == due[0]
    canceled = house("agenda.cancel", due[0]["id"])
    assert (canceled["status"], canceled["version"]) == ("canceled", 2)
    assert house.refused("agenda.run", due[0]["id"])["facts"] == {"status": "canceled", "allowed": []}
    run = house("agenda.run", due[1]["id"])
    assert (run["status"], run["attempts"]) == ("done", 1)
    assert house("sandboxes.retrieve", one["id"])["status"] == "deleted"
    assert house("sandboxes.retrieve", two["id"])["status"] == "ready"


def test_an_item_is_rehearsed_before_it_is_run(house: House) -> None:
    """`dry_run` shows it done and leaves it due."""
    shown = house("sandboxes.create", name="one", expires_at=SOON)
    (item,) = house("agenda.list")["data"]
    assert house.rehearse("agenda.run", item["id"])["result"]["status"] == "done"
    assert house("agenda.retrieve", item["id"]) == item
    assert house("sandboxes.retrieve", shown["id"])["status"] == "ready"


def test_jobs_are_listed_by_kind_and_state(house: House) -> None:
    """Newest first, page by page."""
    made = [house("sandboxes.create", name=str(n)) for n in range(3)]
    for one in made:
        house("sandboxes.delete", one["id"])
    first = house("jobs.list", kind="delete", status="queued", limit="2")
    assert (len(first["data"]), first["has_more"]) == (2, True)
    rest = house("jobs.list", kind="delete", after=first["next_cursor"])
    assert [job["parameters"]["sandbox"] for job in first["data"] + rest["data"]] == [
        one["id"] for one in reversed(made)
    ]
    house.work()
    assert house("jobs.list", status="queued")["data"] == []
    (job,) = house("jobs.list", status="succeeded", limit="1")["data"]
    assert house.refused("jobs.cancel", job["id"])["code"] == "state_conflict"


def test_the_audit_says_who_changed_what_and_why(house: House) -> None:
    """Settings before and after, the reason of the header, and what was refused."""
    made = entity(house)
    changed = house.send(
        "entities.update", made["id"], rules={"void": "always"}, headers={"harr-reason": "the accountant asked"}
    )
    (record, *_) = house("audit.list")["data"]
    assert (record["operation"], record["subject"], record["outcome"]) == ("entities.update", made["id"], "done")
    assert (record["before"]["rules"]["void"], record["after"]["rules"]["void"]) == ("before_sent", "always")
    assert (record["reason"], record["request_id"]) == ("the accountant asked", changed.headers["Harr-Request-Id"])
    assert house("audit.retrieve", record["id"]) == record
    house("entities.archive", made["id"])
    house.refused("entities.archive", made["id"])
    (refused, *_) = house("audit.list")["data"]
    assert (refused["operation"], refused["outcome"]) == ("entities.archive", "state_conflict")


def test_reading_leaves_no_trace(house: House) -> None:
    """Only what changes, or tries to, is kept."""
    before = house("audit.list")
    house("entities.list")
    house("tenant.retrieve")
    assert house("audit.list") == before


def test_an_app_that_sees_its_own(house: House) -> None:
    """Its own records and jobs, and nothing of the agenda, which is the tenant's."""
    held = profile(house)
    made = app(house, profile=held["id"])
    house("sandboxes.create", name="theirs", expires_at=SOON)
    shop = key_of(house, made["id"])
    shop("sandboxes.create", name="mine", expires_at=SOON)
    assert {record["app"] for record in shop("audit.list")["data"]} == {made["id"]}
    assert shop("agenda.list")["data"] == []
    (item, *_) = house("agenda.list")["data"]
    assert shop.refused("agenda.retrieve", item["id"])["code"] == "not_found"


@pytest.mark.parametrize("operation", ["agenda.retrieve", "jobs.retrieve", "audit.retrieve", "sandboxes.retrieve"])
@pytest.mark.parametrize("text", ["x", "inv_0000000000007", "job_0000000000007", "sbx_dry0000000001"])
def test_an_id_that_cannot_be_is_not_there(house: House, operation: str, text: str) -> None:
    """404 for what is not there, 400 for what a rehearsal made."""
    answer = replace(house).send(operation, text)
    assert answer.status == (400 if "dry" in text else 404)
