"""Opening a page as a reader does, and reading everything that stands on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

from geo.home import ROOT
from tests.markup import elements

PAGES = {"status": "pages/formation.py", "tentang": "pages/about.py"}
SECONDS = 60


def open_page(path: str = "status", **query: str) -> AppTest:
    """A page of the dashboard, opened by its address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()  # pages are known to the test only once the list of pages has run
    return app if path == "status" else app.switch_page(PAGES[path]).run()


def address(app: AppTest) -> dict[str, str]:
    """What stands in the address of the page."""
    return {name: str(value) for name, value in app.query_params.items()}


def texts(app: AppTest) -> list[str]:
    """Every text that a reader sees or hears, piece by piece."""
    return [text for text in map(str.strip, _texts(app)) if text]


def said(app: AppTest) -> str:
    """All texts of the page as one."""
    return " ".join(texts(app))


def notices(app: AppTest, kind: str) -> list[str]:
    """Warnings or errors as a reader reads them; their Markdown escapes every mark."""
    said = (str(getattr(each, "value", "")) for each in app.get(kind))
    return [re.sub(r"\\([!-/:-@[-`{-~])", r"\1", text) for text in said]


def faults(app: AppTest) -> list[str]:
    """Tracebacks, which a reader must never see."""
    return [str(each.value) for each in app.exception]


def component(app: AppTest, name: str) -> dict[str, Any]:
    """What the page sends to one of our components."""
    (sent,) = [
        json.loads(each.proto.json)
        for each in app.get("bidi_component")
        if each.proto.component_name == f"petapora.{name}"
    ]
    return dict(sent)


def _texts(app: AppTest) -> Iterator[str]:
    for text in (*app.markdown, *app.caption):
        yield text.value
    for kind in ("warning", "error", "info"):
        yield from notices(app, kind)
    for each in app.get("html"):
        for element in elements(each.proto.body):
            yield from element.texts if element.tag != "style" else ()
            yield from (element.attributes.get(name, "") for name in ("aria-label", "title", "alt"))
    for kind in ("selectbox", "button_group", "expander", "popover", "download_button", "toggle"):
        yield from (_label(each) for each in app.get(kind))
    for choice in (*app.selectbox, *app.button_group):
        yield from choice.options
    for each in app.get("dataframe"):
        columns = json.loads(each.proto.columns).values()
        yield from (column["label"] for column in columns if "label" in column)
    for each in app.get("bidi_component"):
        yield from _of_component(json.loads(each.proto.json))


def _label(element: Any) -> str:
    popover = getattr(element.proto, "popover", None)
    return str(popover.label if popover else element.proto.label)


def _of_component(sent: dict[str, Any]) -> Iterator[str]:
    """Texts of a component: its own fields, and all words within lists and tables of words."""
    for name in ("title", "stamp", "credit"):
        yield sent.get(name, "")
    for shown in [*sent.get("classes", ()), *sent.get("days", ())]:
        yield from (shown.get("label", ""), shown.get("count", ""))
    yield from _leaves(sent["words"])


def _leaves(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict | list):
        for each in tree.values() if isinstance(tree, dict) else tree:
            yield from _leaves(each)
