"""A letter without its HTML, for who reads text: paragraphs, rows of tables on a line each, links spelled out. Pure."""

from __future__ import annotations

import re
from html.parser import HTMLParser

UNREAD = frozenset({"head", "style", "script", "title"})
APART = frozenset({"p", "div", "h1", "h2", "h3", "h4", "table", "ul", "ol", "blockquote", "hr", "body", "html"})
"""What stands apart from its neighbours by an empty line."""
LINES = frozenset({"br", "tr", "li"})
CELLS = frozenset({"td", "th"})
BETWEEN_CELLS = "   "
SPACES = re.compile(r"[ \t\r\n\f]+")


def plain(html: str) -> str:
    """The text of a letter."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Collects words, and what stands between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._unread = 0
        self._link: str | None = None
        self._since_link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self._unread += 1
        elif tag in APART:
            self._parts.append("\n\n")
        elif tag in LINES:
            self._parts.append("\n- " if tag == "li" else "\n")
        elif tag in CELLS:
            self._parts.append(BETWEEN_CELLS)
        elif tag == "a":
            self._link, self._since_link = dict(attrs).get("href"), ""

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag in APART:
            self._parts.append("\n\n")
        elif tag == "a" and self._link is not None:
            target = self._link.removeprefix("mailto:")
            if target and target != self._since_link.strip():
                self._parts.append(f" ({target})")
            self._link = None

    def handle_data(self, data: str) -> None:
        if not self._unread:
            said = SPACES.sub(" ", data)
            self._since_link += said
            self._parts.append(said)

    def text(self) -> str:
        """What was read, with no more than one empty line anywhere."""
        whole = "".join(self._parts)
        lines = [re.sub(r" {4,}", BETWEEN_CELLS, line).strip() for line in whole.split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
