"""What goes on: subscriptions, their items, their periods, and the changes that were asked of them.

A subscription has a rhythm: an anchor from which every boundary is counted, in the
customer's zone. Its items say what is charged; when and on which document is the
business of `billing`, which moves a subscription from period to period.

Owns: subscriptions_subscription, subscriptions_item, subscriptions_change,
subscriptions_unpaid, subscriptions_movement.

Invariants: periods tile time, each begins where the one before ended; a boundary is
computed from the anchor, never from the boundary before; an item is charged from the
day it begins to the day it ends; a subscription is past due exactly as long as an
invoice of it is.
"""

from harr.services.subscriptions.actions import update
from harr.services.subscriptions.changes import APPLY, Change, add_change, change_of, changed, waiting_change
from harr.services.subscriptions.checking import verify
from harr.services.subscriptions.living import (
    add,
    add_items,
    end_items,
    move,
    move_all,
    set_item,
    set_items,
    shown,
    shown_all,
)
from harr.services.subscriptions.monthly import Movement, movements, reckon
from harr.services.subscriptions.proration import cut, part_of, rest, share_of, within
from harr.services.subscriptions.reactions import EXPIRE, begin
from harr.services.subscriptions.reading import again, items_of, named, of_customer, subscription
from harr.services.subscriptions.rhythm import Rhythm, Stretch, ahead, local_time, rhythm_of
from harr.services.subscriptions.states import require
from harr.services.subscriptions.subscription import LIVE, Item, Subscription

__all__ = [
    "APPLY", "EXPIRE", "LIVE", "Change", "Item", "Movement", "Rhythm", "Stretch", "Subscription", "add", "add_change",
    "add_items", "again", "ahead", "begin", "change_of", "changed", "cut", "end_items", "items_of", "local_time",
    "move", "move_all", "movements", "named", "of_customer", "part_of", "reckon", "require", "rest", "rhythm_of",
    "set_item", "set_items", "share_of", "shown", "shown_all", "subscription", "update", "verify", "waiting_change",
    "within",
]  # fmt: skip
