"""A map as one HTML file that opens from a USB stick, without any network."""

from __future__ import annotations

import base64
import json
from typing import Any

from geo.exports.taken import Taken, own_use
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
from geo.maps.view import view_message
from geo.text import _, date, language
from geo.theme import css_variables

NOTHING_FROM_OUTSIDE = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data:; font-src data:"
)
_STYLE = """
body { margin: 0; padding: 14px 18px; background: var(--ink-paper); color: var(--ink-strong);
  font-family: 'Plus Jakarta Sans', 'Segoe UI', sans-serif; font-size: 15px; }
h1 { font-size: 1.35rem; margin: 0 0 2px; } p { margin: 0 0 10px; color: var(--ink-soft); }
strong { float: right; margin: 0 0 6px 12px; padding: 1px 12px; border-radius: 4px;
  background: var(--mark-sample); color: #fff; letter-spacing: 0.1em; }
footer p { margin: 4px 0 0; font-size: 0.78rem; }
.peta { --peta-height: calc(100vh - 150px); }
"""
_START = """
const view = JSON.parse(document.getElementById('view').textContent);
show(document.querySelector('.peta'), view, () => {});
"""


def saved_map(taken: Taken) -> str:
    """
    The page of a map that needs nothing but a browser.

    The map is Folium's map without data, as on the page of the dashboard; geometry and classes
    lie beside it as JSON and are drawn by the same script, text as text.

    Parameters
    ----------
    taken : Taken
        The map's legend and credit come along; heading and stamp stand above it, notes and
        sources beneath.

    Returns
    -------
    str
        HTML, about 0.5 MB.
    """
    view = taken.view
    inline = {part: json.loads(read_asset(name)) for part, name in view.files.items()}
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
            _heading(taken),
            '<div class="peta"></div>',
            f'<script type="application/json" id="view">{message}</script>',
            f'<script type="module">{_inert(area_map_script())}{_START}</script>',
            _foot(taken),
        ]
    )
    title = " · ".join(text for text in (taken.stamp, taken.heading) if text)
    page = page_of(title=title, head=head, body=body, script=read_asset(assets["skeleton"]))
    return page.replace("<html>", f'<html lang="{language()}">', 1)


def _heading(taken: Taken) -> str:
    stamp = f"<strong>{safe_text(taken.stamp)}</strong>" if taken.stamp else ""
    day = _("Data as of {day}", day=date(taken.as_of))
    said = f"{taken.office.name}. {day}. {own_use()}"
    return f"<h1>{safe_text(taken.heading)}</h1>{stamp}<p>{safe_text(said)}</p>"


def _foot(taken: Taken) -> str:
    """Notes and sources, a line each."""
    sources = [_("Source: {source}", source=source) for source in taken.sources]
    texts = [*taken.notes, *sources]
    return f"<footer>{''.join(f'<p>{safe_text(text)}</p>' for text in texts)}</footer>"


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
