"""What is used: meters, and the events that they count.

An event says that a customer used something, when, and how much. A meter makes a
quantity of the events of one type: count, sum, max, min, last, unique. Prices of
type `usage` charge what a meter shows for a period; bill runs ask for hundreds of
periods at once (`quantities`).

Owns: metering_meter, metering_code, metering_usage_id, metering_event.

Invariants: an id of an app is one event for ever: told twice it is counted once,
told otherwise it is refused; a quantity is an exact whole number of its meter's
decimals, and a finer event is refused; the time of an event decides its period,
periods are half-open and so every event is in exactly one; how a meter counts
never changes; no event is taken that no meter counts.

The digest of a quantity is SHA-256 over the ids and values of the events that it
counted, in the order of their times: a stranger who has the events can tell
whether it counted these and no others.

An archived meter still answers for what was told, since what runs on it is billed
to the end. Aggregations weighted and percentile, expressions, corrections of events
and alerts are not built.
"""

from harr.services.metering.keeping import active as active_meters
from harr.services.metering.keeping import add as add_meter
from harr.services.metering.keeping import create as create_meter
from harr.services.metering.keeping import meter
from harr.services.metering.keeping import update as update_meter
from harr.services.metering.meters import Meter
from harr.services.metering.pricing import activate as activate_price
from harr.services.metering.pricing import create as create_price
from harr.services.metering.pricing import update as update_price
from harr.services.metering.quantities import LateSpan, Measured, Span, late, quantities
from harr.services.metering.verifying import verify

__all__ = [
    "LateSpan", "Measured", "Meter", "Span", "activate_price", "active_meters", "add_meter", "create_meter",
    "create_price", "late", "meter", "quantities", "update_meter", "update_price", "verify",
]  # fmt: skip
