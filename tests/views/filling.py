"""Filling in a form on the page of forms, as a reader does."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from streamlit.testing.v1 import AppTest

from geo.intake.entered import Form
from geo.store.offices import Office
from tests.views.reading import (
    click_map,
    component,
    faults,
    open_page,
)

ASKED = {"lang": "en", "office": "bali"}
SPOT = "-8.29500,115.02500"
"""In the middle of Sumber Klampok."""
PHONE = "0812 0000 0000"


def open_form(form: Form, **more: str) -> AppTest:
    app = open_page("catat", **{**ASKED, "form": form.value, **more})
    assert faults(app) == []
    return app


def widget(app: AppTest, kind: str, name: str) -> Any:
    """The field of a form that is called so, whichever filling of the form it is."""
    (found,) = [w for w in app.get(kind) if w.key and w.key.split(" ", 3)[3:] == [name]]
    return found


def choose(app: AppTest, kind: str, name: str, value: Any) -> AppTest:
    widget(app, kind, name).set_value(value).run()
    assert faults(app) == []
    return app


def choose_place(app: AppTest, *kode: str) -> AppTest:
    for name, each in zip(("list kecamatan", "list desa"), kode, strict=False):
        choose(app, "selectbox", name, each)
    return app


def choose_day(app: AppTest, name: str, iso: str) -> AppTest:
    """Choose a day, as the picker's script tells it."""
    (picker,) = [
        each.proto
        for each in app.get("bidi_component")
        if each.proto.component_name == "petapora.day_picker"
        and f" {name}" in each.proto.id.rpartition("entry ")[2]
    ]
    states = app._tree.get_widget_states()
    states.widgets.add(id=picker.id, json_value=json.dumps({"day": iso}))
    return app._run(states)


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert faults(app) == []
    return app


def marks(app: AppTest) -> list[str]:
    """What is said at the fields that have a fault."""
    shown = [e.proto.body for e in app.get("html") if 'class="pp-fault"' in e.proto.body]
    return [body.partition(">")[2].partition("<")[0] for body in shown]


def fill_report(app: AppTest) -> AppTest:
    choose(app, "button_group", "channel", "masyarakat")
    return choose(app, "button_group", "kind", "keberadaan")


def component_map(app: AppTest) -> dict[str, Any]:
    return component(app, "area_map")


def saved_report() -> AppTest:
    app = click_map(fill_report(open_form(Form.REPORT)), SPOT)
    return press(app, "save entry")


def today(office: Office) -> dt.date:
    return dt.datetime.now(office.timezone).date()
