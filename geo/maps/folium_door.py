"""
The only door to Folium: maps without data, made literal, and the one escaping function.

Folium and branca build a page by rendering text that was already rendered, as a template of
its own. Whatever comes from data could thus be evaluated. Two walls stand here: `make_literal`
lets no instance template be rendered a second time, and `safe_text` is what every text from
data passes through should it have to enter a Folium object.
"""

from __future__ import annotations

from typing import Any

import branca.element
import folium
from branca.element import Element
from folium.map import CustomPane

SKELETON_NAME = "petapora"
PANES = {
    "base": 150,
    "tiles": 180,
    "graticule": 190,
    "areas": 410,
    "lines": 420,
    "outline": 430,
    "bubbles": 440,
    "names": 620,
}
"""Panes of every map, by z-index."""
CLICKED = ("areas", "bubbles")
"""Panes whose layers are clicked."""

_UNSAFE = {ord(c): f"&#{ord(c)};" for c in "&<>\"'`${}\\%#\u2028\u2029"}


class _Literal:
    """Stands in for a template: rendering gives back the text, whatever it holds."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, **_context: object) -> str:
        return self.text


def make_literal() -> None:
    """
    Make branca's instance templates literal; harmless when called again.

    ``Element(template=…)`` compiles its text as a Jinja template. After this call the text is
    kept as it is. Class templates, which are Folium's own code, render as before.
    """
    if getattr(Element.__init__, "is_literal", False):
        return
    original = Element.__init__

    def literal(
        self: Element, template: str | None = None, template_name: str | None = None
    ) -> None:
        original(self, template=None, template_name=template_name)
        if template is not None:
            self._template = _Literal(template)  # type: ignore[assignment]

    literal.is_literal = True  # type: ignore[attr-defined]
    branca.element.Element.__init__ = literal  # type: ignore[method-assign]


make_literal()


def safe_text(text: object) -> str:
    """Text from data as numeric entities: inert as HTML, as JavaScript template and as Jinja."""
    return str(text).translate(_UNSAFE)


def new_map() -> folium.Map:
    """A Folium map without data: options and panes only, the same for every view."""
    folium_map = folium.Map(
        location=[-2.5, 118.0],
        zoom_start=5,
        tiles=None,
        control_scale=False,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=90,
        minZoom=4,
        maxZoom=16,
        max_bounds_viscosity=0.8,
    )
    folium_map._id = SKELETON_NAME
    for name, z_index in PANES.items():
        pane = CustomPane(name, z_index=z_index, pointer_events=name in CLICKED)
        pane._id = name
        pane.add_to(folium_map)
    return folium_map


def skeleton_script() -> str:
    """
    The script of the map without data, as a function of the element it shall live in.

    Returns
    -------
    str
        JavaScript that defines ``window.petaporaSkeleton(element)``, which returns the Leaflet
        map. It is the same for every view, so browsers fetch it once.
    """
    folium_map = new_map()
    root: Any = folium_map.get_root()
    root.render()
    name = folium_map.get_name()
    body = root.script.render()
    return (
        f"window.petaporaSkeleton = function (element) {{\n"
        f"element.id = '{name}';\n{body}\nelement.removeAttribute('id');\nreturn {name};\n}};\n"
    )


def page_of(*, title: str, head: str, body: str, script: str) -> str:
    """
    A whole HTML page made by Folium's figure, for a map that is saved.

    Parameters
    ----------
    title : str
        Text from data; escaped here.
    head, body, script : str
        Markup and code of our own, in which every text from data is already escaped.
    """
    figure: Any = branca.element.Figure()
    figure.header.add_child(Element(f"<title>{safe_text(title)}</title>{head}"), name="page")
    figure.html.add_child(Element(body), name="page")
    figure.script.add_child(Element(script), name="page")
    rendered: str = figure.render()
    return rendered


def map_with_geometry(areas: Any) -> str:
    """
    A Folium map with its geometry inside: what pages do not do, kept as the benchmark's baseline.

    Parameters
    ----------
    areas : GeoDataFrame
        Polygons in WGS 84; only their geometry is taken.
    """
    folium_map = new_map()
    folium.GeoJson(areas[["geometry"]].to_json()).add_to(folium_map)
    rendered: str = folium_map.get_root().render()
    return rendered
