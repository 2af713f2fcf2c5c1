"""Which operation is done by which function. Members, approvals and forks are mocks still."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.tenants import apps, entities, keys, profiles, sandboxes, work, worlds

HANDLERS: dict[str, Callable[..., Any]] = {
    "tenant.retrieve": worlds.retrieve,
    "tenant.update": worlds.update,
    "entities.retrieve": entities.retrieve,
    "entities.list": entities.list_,
    "entities.archive": entities.archive,
    "apps.create": apps.create,
    "apps.retrieve": apps.retrieve,
    "apps.list": apps.list_,
    "apps.update": apps.update,
    "apps.suspend": apps.suspend,
    "apps.resume": apps.resume,
    "apps.archive": apps.archive,
    "profiles.create": profiles.create,
    "profiles.retrieve": profiles.retrieve,
    "profiles.list": profiles.list_,
    "profiles.activate": profiles.activate,
    "profiles.preview": profiles.preview,
    "profiles.test": profiles.test,
    "keys.create": keys.create,
    "keys.retrieve": keys.retrieve,
    "keys.list": keys.list_,
    "keys.update": keys.update,
    "keys.rotate": keys.rotate,
    "keys.revoke": keys.revoke,
    "sandboxes.create": sandboxes.create,
    "sandboxes.retrieve": sandboxes.retrieve,
    "sandboxes.list": sandboxes.list_,
    "sandboxes.update": sandboxes.update,
    "sandboxes.advance": sandboxes.advance,
    "sandboxes.delete": sandboxes.delete,
    "agenda.retrieve": work.item,
    "agenda.list": work.items,
    "agenda.run": work.run_item,
    "agenda.cancel": work.cancel_item,
    "jobs.retrieve": work.job,
    "jobs.list": work.all_jobs,
    "jobs.cancel": work.cancel_job,
    "jobs.resume": work.resume_job,
    "audit.retrieve": work.record,
    "audit.list": work.records,
}
