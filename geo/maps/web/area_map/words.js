/* What is said in the reader's language, and the tools at the map's edge. */

function drawWords(view) {
  const { words, credit, tiles } = view.data;
  view.listTitle.textContent = view.data.cells?.list ?? words.list;
  view.find.placeholder = words.find;
  view.find.setAttribute('aria-label', words.find);
  view.credit.textContent = credit;
  view.canvas.setAttribute('aria-label', view.data.pick?.label ?? words.map);
  for (const [selector, text] of [['in', words.zoomIn], ['out', words.zoomOut]]) {
    const button = view.canvas.querySelector(`.leaflet-control-zoom-${selector}`);
    button.title = text;
    button.setAttribute('aria-label', text);
  }
  const tool = (text, line, act) => element('button', { type: 'button', title: text, ariaLabel: text, onclick: act },
    svg('svg', { viewBox: '0 0 18 18', 'aria-hidden': 'true' },
      svg('path', { d: line, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6 })));
  view.tools.replaceChildren(
    tool(words.whole, 'M3 9L9 3.5L15 9M5 8V15H13V8', () => goHome(view)),
    tool(words.fullScreen, 'M3 7V3H7M11 3H15V7M15 11V15H11M7 15H3V11', () => toggleFullScreen(view)));
  view.north.replaceChildren(element('span', { textContent: words.north }),
    svg('svg', { viewBox: '0 0 20 26', 'aria-hidden': 'true' },
      svg('path', { d: 'M10 1L18 25L10 19Z', fill: 'currentColor' }),
      svg('path', { d: 'M10 1L2 25L10 19Z', fill: '#fff', stroke: 'currentColor' })));
  if (tiles) drawTilesChoice(view, tiles, words);
  drawGraticule(view);
  placeNames(view);
}

function toggleFullScreen(view) {
  if (document.fullscreenElement) document.exitFullscreen();
  else view.root.requestFullscreen?.();
}

/* Online tiles are a choice that is never made for the reader and that takes itself back. */
function drawTilesChoice(view, tiles, words) {
  if (view.tiles.firstChild) {
    view.tiles.querySelector('span').textContent = words.tiles;
    return;
  }
  const box = element('input', { type: 'checkbox' });
  const note = element('span', { textContent: words.tiles });
  view.tiles.append(element('label', {}, box, note));
  let layer = null;
  const end = () => { layer?.remove(); layer = null; box.checked = false; };
  box.onchange = () => {
    note.textContent = view.data.words.tiles;
    if (!box.checked) return end();
    layer = L.tileLayer(tiles.url, { pane: 'tiles', maxZoom: 16 }).addTo(view.map);
    layer.once('tileerror', () => { end(); note.textContent = view.data.words.tilesFailed; });
    return undefined;
  };
}
