"""When what was invoiced becomes revenue: a schedule for each line that is served over time, accruals of usage.

Finalizing hands its lines over (`plan`) and is told on which accounts to book them: a
service with a period waits in 2100 and is earned day by day, usage is revenue of the
period in which it was served. The agenda earns every month when it is over, and
whatever changes a line earns its days first: a credit note, unused time, giving up.

Owns: revenue_schedule, revenue_movement, revenue_accrual.

Invariants: what a schedule defers is what 2100 holds for its line; what was billed is
earned, deferred, or was taken off; what accruals hold is what 1110 holds; however a
period is cut, the same is earned in the end; a run that comes late books what one in
time would have booked, on the same days.
"""

from harr.services.revenue.accruals import Accrual, accrue, unbilled
from harr.services.revenue.adjusting import take_back, unearned, void
from harr.services.revenue.lines import Booked, Credited, Line, account_of, is_held, method_of
from harr.services.revenue.planning import plan
from harr.services.revenue.recognising import accounts_of, recognise_until, scheduled
from harr.services.revenue.rolling import Recognised, Rolled, roll_forward, waterfall
from harr.services.revenue.schedules import Rule
from harr.services.revenue.verifying import verify

__all__ = [
    "Accrual", "Booked", "Credited", "Line", "Recognised", "Rolled", "Rule", "account_of", "accounts_of", "accrue",
    "is_held", "method_of", "plan", "recognise_until", "roll_forward", "scheduled", "take_back", "unbilled",
    "unearned", "verify", "void", "waterfall",
]  # fmt: skip
