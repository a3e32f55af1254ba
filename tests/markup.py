"""HTML as a browser would see it: elements, their attributes and the text right inside each."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Seen:
    """One element and the text that stands in it but in no element within."""

    tag: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.texts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = [Seen("", {})]
        self.open = list(self.seen)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Seen(tag, {name: value or "" for name, value in attrs})
        self.seen.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in [element.tag for element in self.open]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].texts.append(data)


def elements(html: str) -> list[Seen]:
    """All elements in their order; the first, without a tag, holds text outside of any."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen
