"""Who may do what: tenants, entities, apps, profiles, keys, sandboxes, and the work behind them.

A tenant is an isolated world and comes from the credential, never from a
parameter. An entity is the legal entity that sells. An app is a consuming
application; its profile says what it may do and see, its keys are how it speaks.
A sandbox is a tenant for trying, with a clock of its own.

Owns: tenants_tenant, tenants_entity, tenants_app, tenants_profile, tenants_key,
tenants_sandbox.

Invariants: a secret is shown once and kept as a hash, also in the answer that is
kept for an idempotency key; a key can give no more than it has; a profile is never
changed, only followed by the next; what is named by a document is archived, not
deleted. `last_used_at` of a key stays null: a request that only reads writes
nothing.
"""

from harr.services.tenants.apps import App, allowed, amount_allowed, app, profile
from harr.services.tenants.entities import Entity, entity, entity_for
from harr.services.tenants.entities import create as create_entity
from harr.services.tenants.entities import update as update_entity
from harr.services.tenants.principals import Principal, authenticate, holder
from harr.services.tenants.worlds import World, first_tenant, make_world

__all__ = [
    "App", "Entity", "Principal", "World", "allowed", "amount_allowed", "app", "authenticate", "create_entity",
    "entity", "entity_for", "first_tenant", "holder", "make_world", "profile", "update_entity",
]  # fmt: skip
