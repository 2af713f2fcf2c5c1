"""Lists come in pages; whoever wants all of them should not have to count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list. `next_page` asks for the one after it; `auto_paging_iter` for all, as they are needed."""

    data: list[T]
    has_more: bool
    next_cursor: str | None
    after: Callable[[str], Page[T]]
    """Asks the same question again, beginning after a cursor."""

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def next_page(self) -> Page[T] | None:
        """The page after this one, or nothing."""
        return self.after(self.next_cursor) if self.has_more and self.next_cursor else None

    def auto_paging_iter(self) -> Iterator[T]:
        """Everything from here on; further pages are asked for when they are reached."""
        page: Page[T] | None = self
        while page is not None:
            yield from page.data
            page = page.next_page()
