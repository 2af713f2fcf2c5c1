"""The news: everything that can happen, as subscribers and later services hear it.

`{object}.{what happened}`. `object` is the resource as it then was, `previous`
the changed fields. Events are kept with a schema number and gain only optional
fields. An event never carries out half of a fact: what must happen for it to be
true happens in the same commit, by a call.
"""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

from harr.contract.words import Versioned

SCHEMA = 1


class Event(msgspec.Struct, frozen=True):
    """Something that has happened to `object`."""

    type: ClassVar[str]
    object: Versioned
    previous: dict[str, Any] = msgspec.field(default_factory=dict)

    @property
    def subject(self) -> str:
        """The id of what it happened to: its events stay in the order of its versions."""
        return self.object.id


EVERY: tuple[type[Event], ...] = ()
BY_TYPE: dict[str, type[Event]] = {kind.type: kind for kind in EVERY}
