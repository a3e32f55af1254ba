"""Text from data is never run: not by Folium on the server, not by a page it makes."""

from __future__ import annotations

import folium
import pytest
from branca.element import Element, Figure, MacroElement
from folium.plugins import MarkerCluster

from geo.maps.folium_door import new_map, page_of, safe_text, skeleton_script
from tests.hostile import EVALUATED, TEXTS

TRIANGLE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 1], [0, 0]]]}


def feature(text: str) -> dict[str, object]:
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"nama": text}, "geometry": TRIANGLE}],
    }


SINKS = {
    "popup": lambda text: folium.Marker([0, 0], popup=folium.Popup(text)),
    "tooltip": lambda text: folium.Marker([0, 0], tooltip=text),
    "label": lambda text: folium.Marker([0, 0], icon=folium.DivIcon(html=text)),
    "layer name": lambda text: folium.FeatureGroup(name=text),
    "attribution": lambda text: folium.TileLayer("x/{z}/{x}/{y}", attr=text),
    "property": lambda text: folium.GeoJson(feature(text)),
    "property in a tooltip": lambda text: folium.GeoJson(
        feature(text), tooltip=folium.GeoJsonTooltip(["nama"])
    ),
    "alias": lambda text: folium.GeoJson(
        feature("x"), tooltip=folium.GeoJsonTooltip(["nama"], aliases=[text])
    ),
    "cluster name": lambda text: MarkerCluster(name=text),
}


@pytest.mark.parametrize("sink", SINKS)
@pytest.mark.parametrize("text", TEXTS)
def test_no_text_that_reaches_folium_is_evaluated_on_the_server(sink: str, text: str) -> None:
    folium_map = new_map()
    SINKS[sink](text).add_to(folium_map)
    page = folium_map.get_root().render()
    assert not [value for value in EVALUATED if value in page]


@pytest.mark.parametrize("text", TEXTS)
def test_instance_templates_are_literal(text: str) -> None:
    figure = Figure()
    figure.html.add_child(Element(text))
    assert text in figure.render()


def test_the_templates_of_folium_itself_still_render() -> None:
    class Legend(MacroElement):
        _template = folium.template.Template(
            "{% macro html(this, kwargs) %}{{ 7*7 }}{% endmacro %}"
        )

    figure = Figure()
    figure.add_child(Legend())
    assert "49" in figure.render()


@pytest.mark.parametrize("text", TEXTS)
def test_safe_text_leaves_no_character_that_html_javascript_or_a_template_reads(text: str) -> None:
    assert not set(safe_text(text)) & set("<>\"'`${}\\%\u2028\u2029")


@pytest.mark.parametrize("text", TEXTS)
def test_the_title_of_a_saved_page_is_text(text: str) -> None:
    page = page_of(title=text, head="", body="", script="")
    assert f"<title>{safe_text(text)}</title>" in page


def test_the_skeleton_is_the_same_for_every_view_and_asks_no_host() -> None:
    assert skeleton_script() == skeleton_script()
    assert "http" not in skeleton_script()
