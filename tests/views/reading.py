"""Opening a page as a reader does, and reading everything that stands on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from streamlit.testing.v1 import AppTest

from geo.home import ROOT
from tests.markup import elements

PAGES = {
    "ringkasan": "pages/overview.py",
    "status": "pages/formation.py",
    "laporan": "pages/reports.py",
    "wilayah": "pages/area.py",
    "kunjungan": "pages/visits.py",
    "tindak-lanjut": "pages/follow_up.py",
    "catat": "pages/record.py",
    "berkas": "pages/intake.py",
    "mutu": "pages/quality.py",
    "cara-membaca": "pages/reading.py",
    "tentang": "pages/about.py",
}
"""Files of all pages, by their address."""

WITHOUT_MAP = ("catat", "berkas", "mutu", "cara-membaca", "tentang")
MAPS = [path for path in PAGES if path not in WITHOUT_MAP]
"""Addresses of the pages that always have a map."""

LENSES = ("konsentrasi", "jumlah", "perubahan", "angka", "kepadatan", "pesisir")
"""Lenses of the page of reports, the first one first."""

SECONDS = 60
WITH_LABEL = (
    "selectbox",
    "select_slider",
    "button_group",
    "button",
    "expander",
    "popover",
    "download_button",
    "toggle",
)
WITHOUT_WIDGET = {"html", "markdown", "caption", "info", "bidi_component"}
"""Elements that say something and cannot be chosen or pressed; maps are components."""

CONTAINERS = {"flex_container", "column", "container", "empty"}


def open_page(
    path: str = "status", state: Mapping[str, Any] | None = None, /, **query: str
) -> AppTest:
    """A page of the dashboard, opened by its address; `state` is what a reader chose before."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    for name, chosen in (state or {}).items():
        app.session_state[name] = chosen
    app._page_hash = app._resolve_page_hash(f"{path}.py")  # before a first run, by its address
    return app.run()


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
    return [_unescaped(text) for text in said]


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


def widgets(app: AppTest) -> list[str]:
    """What on the page can be chosen, opened or pressed, by the name of its kind."""
    kinds = [each.type for each in _parts(app.main)]
    return [kind for kind in kinds if kind not in WITHOUT_WIDGET | CONTAINERS]


def panel(app: AppTest, title: str) -> list[str]:
    """Texts of the panel with this title, the title left out."""
    for each in app.get("html"):
        found = elements(each.proto.body)
        if title in [element.text for element in found if element.tag == "h3"]:
            said = [text.strip() for element in found for text in element.texts]
            return [text for text in said if text and text != title]
    raise AssertionError(f"no panel “{title}” among {[p for p in texts(app) if p]}")


def pairs(app: AppTest, title: str) -> dict[str, str]:
    """What a panel says in pairs, such as: + outside the work area, 2."""
    said = [text.removeprefix("= ").removeprefix("+ ") for text in panel(app, title)]
    return dict(zip(said[::2], said[1::2], strict=False))


def tiles(app: AppTest) -> dict[str, tuple[str, str]]:
    """Figures in the tiles of a page: what is under each title, value and remark."""
    for each in app.get("html"):
        found = elements(each.proto.body)
        if any(element.attributes.get("class") == "pp-tiles" for element in found):
            said = [element.text for element in found if element.tag in ("span", "strong")]
            return {
                title: (value, under)
                for title, value, under in zip(said[::3], said[1::3], said[2::3], strict=True)
            }
    raise AssertionError("no tiles")


def links(app: AppTest) -> dict[str, str]:
    """Areas that a link on the page leads to: their kode, and what the link says."""
    return {
        button.key.removeprefix("to "): _unescaped(button.label)
        for button in app.button
        if button.key and button.key.startswith("to ")
    }


def follow(app: AppTest, kode: str) -> AppTest:
    """Press the link that leads to an area."""
    app.button(key=f"to {kode}").click()
    app._page_hash = ""  # on the page that ran last, wherever that leads
    return app.run()


def click_map(app: AppTest, kode: str) -> AppTest:
    """Click on an area or a cell of the map, as the map's script tells it."""
    (area_map,) = [
        each.proto
        for each in app.get("bidi_component")
        if each.proto.component_name == "petapora.area_map"
    ]
    states = app._tree.get_widget_states()
    states.widgets.add(id=area_map.id, json_value=json.dumps({"selected": kode}))
    app._page_hash = ""
    return app._run(states)


def amounts(app: AppTest) -> list[str]:
    """What the map says of its areas, the largest first."""
    return list(component(app, "area_map").get("amounts", ([], []))[1])


def _parts(block: Any) -> Iterator[Any]:
    for each in getattr(block, "children", {}).values():
        yield each
        yield from _parts(each)


def _unescaped(text: str) -> str:
    """Text whose marks were escaped for Markdown."""
    return re.sub(r"\\([!-/:-@[-`{-~])", r"\1", text)


def _texts(app: AppTest) -> Iterator[str]:
    for text in (*app.markdown, *app.caption):
        yield text.value
    for kind in ("warning", "error", "info"):
        yield from notices(app, kind)
    for each in app.get("html"):
        for element in elements(each.proto.body):
            yield from element.texts if element.tag != "style" else ()
            yield from (element.attributes.get(name, "") for name in ("aria-label", "title", "alt"))
    for kind in WITH_LABEL:
        yield from (_label(each) for each in app.get(kind))
        yield from (_help(each) for each in app.get(kind))
    for choice in (*app.selectbox, *app.select_slider, *app.button_group):
        yield from choice.options
    for each in app.get("dataframe"):
        columns = json.loads(each.proto.columns).values()
        yield from (column["label"] for column in columns if "label" in column)
    for each in app.get("bidi_component"):
        yield from _of_component(json.loads(each.proto.json))


def _label(element: Any) -> str:
    popover = getattr(element.proto, "popover", None)
    label = str(popover.label if popover else element.proto.label)
    return _unescaped(label) if element.type == "button" else label


def _help(element: Any) -> str:
    return str(getattr(element.proto, "help", ""))


def _of_component(sent: dict[str, Any]) -> Iterator[str]:
    """Texts of a component: its own fields, and all words within lists and tables of words."""
    for name in ("title", "stamp", "credit", "sample", "amountTitle", "bubbleTitle"):
        yield sent.get(name, "")
    for name in ("classes", "bubbleClasses", "days"):
        for shown in sent.get(name, ()):
            yield from (shown.get("label", ""), shown.get("count", ""))
    for name in ("words", "cells"):
        yield from _leaves(sent.get(name))
    yield from sent.get("amounts", ([], []))[1]


def _leaves(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict | list):
        for each in tree.values() if isinstance(tree, dict) else tree:
            yield from _leaves(each)
