"""How a story is told: what was checked, and where it stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console

from harr.edge.demo.company import Company, Published

if TYPE_CHECKING:
    from harr_client.models import Invoice


class Red(Exception):  # noqa: N818 - a check that did not hold, said to people
    """A check of the demonstration did not hold."""


@dataclass
class Story:
    """The company, what it has issued, and where it is told."""

    company: Company
    console: Console
    published: list[Published]

    def check(self, what: str, expected: object, found: object) -> None:
        """Say what was checked, and stop where it does not hold."""
        if expected != found:
            self.console.print(f"  [red]✗[/red] {what}: expected {expected}, found {found}")
            raise Red(what)
        self.console.print(f"  [green]✓[/green] {what}: {found}")

    def until(self, instant: str) -> None:
        """Let the sandbox's clock go on; what falls due on the way is done."""
        self.company.parent.sandboxes.advance(self.company.sandbox, to=instant)
        self.console.print(f"[dim]{instant[:10]}[/dim]")

    def fresh(self, invoice: Invoice) -> Invoice:
        """The invoice as it is now."""
        return self.company.owner.invoices.retrieve(invoice.id)

    def of(self, channel: str, status: str) -> list[Published]:
        """What a channel has issued and stands so now."""
        mine = [each for each in self.published if each.channel == channel]
        return [each for each in mine if self.fresh(each.invoice).status == status]
