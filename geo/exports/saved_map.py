"""A map as one HTML file that opens from a USB stick, without any network."""

from __future__ import annotations

import base64
import json
from typing import Any

from geo.maps.assets import (
    FONT,
    LEAFLET_CSS,
    WEB,
    area_map_script,
    assets_folder,
    map_assets,
    read_asset,
)
from geo.maps.folium_door import page_of, safe_text
from geo.maps.view import AreaView, view_message
from geo.text import language
from geo.theme import css_variables

NOTHING_FROM_OUTSIDE = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data:; font-src data:"
)
_STYLE = """
body { margin: 0; padding: 14px 18px; background: var(--ink-paper); color: var(--ink-strong);
  font-family: 'Plus Jakarta Sans', 'Segoe UI', sans-serif; font-size: 15px; }
h1 { font-size: 1.35rem; margin: 0 0 2px; } p { margin: 0 0 10px; color: var(--ink-soft); }
.peta { --peta-height: calc(100vh - 150px); }
"""
_START = """
const view = JSON.parse(document.getElementById('view').textContent);
show(document.querySelector('.peta'), view, () => {});
"""


def saved_map(view: AreaView, *, heading: str, note: str) -> str:
    """
    The page of a map that needs nothing but a browser.

    The map is Folium's map without data, as on the page of the dashboard; geometry and classes
    lie beside it as JSON and are drawn by the same script, text as text.

    Parameters
    ----------
    view : AreaView
        The map; its legend, stamp and credit come along.
    heading, note : str
        Plain text above the map.

    Returns
    -------
    str
        HTML, about 0.5 MB.
    """
    inline = {
        "geometry": json.loads(read_asset(view.geometry)),
        "base": json.loads(read_asset(view.base)),
    }
    assets = map_assets()
    message = script_json(view_message(view, inline=inline))
    head = "".join(
        [
            f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_FROM_OUTSIDE}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<style>{_font()}{css_variables()}{read_asset(LEAFLET_CSS)}",
            f"{(WEB / 'area_map.css').read_text('utf-8')}{_STYLE}</style>",
            f"<script>{_inert(read_asset(assets['leaflet']))}</script>",
        ]
    )
    body = "".join(
        [
            f"<h1>{safe_text(heading)}</h1><p>{safe_text(note)}</p>",
            '<div class="peta"></div>',
            f'<script type="application/json" id="view">{message}</script>',
            f'<script type="module">{_inert(area_map_script())}{_START}</script>',
        ]
    )
    page = page_of(title=heading, head=head, body=body, script=read_asset(assets["skeleton"]))
    return page.replace("<html>", f'<html lang="{language()}">', 1)


def script_json(content: Any) -> str:
    """JSON that cannot leave the script element it stands in."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _inert(script: str) -> str:
    """Our own or a pinned script, unable to end the element it stands in."""
    return script.replace("</script", "<\\/script")


def _font() -> str:
    coded = base64.b64encode((assets_folder() / FONT).read_bytes()).decode()
    return (
        "@font-face{font-family:'Plus Jakarta Sans';font-weight:200 800;"
        f"src:url(data:font/woff2;base64,{coded}) format('woff2')}}"
    )
