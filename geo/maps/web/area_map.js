/* The map of areas. It hosts Folium's map without data, fetches geometry once and draws what a view
   sends: one class an area. Every text from data is set as text content, never as markup. */

const views = new WeakMap();
const loaded = new Map();
const SVG = 'http://www.w3.org/2000/svg';
let nextId = 0;

/* Entry for Streamlit; the saved map calls `show` itself. */
export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector('.peta');
  show(root, data, (kode) => setStateValue('selected', kode));
  return () => setTimeout(() => root.isConnected || views.get(root)?.map?.remove(), 2000);
}

export async function show(root, data, onSelect) {
  let view = views.get(root);
  if (!view) {
    view = { root, id: `peta-${nextId++}`, queue: Promise.resolve(), drawn: 0 };
    views.set(root, view);
    layOut(view, data.words);
  }
  view.onSelect = onSelect;
  view.queue = view.queue.then(() => update(view, data)).catch((error) => fail(view, data, error));
  return view.queue;
}

async function update(view, data) {
  view.data = data;
  await script('L', data.leaflet);
  await script('petaporaSkeleton', data.skeleton);
  const [geometry, base] = await Promise.all([json(data.geometry), json(data.base)]);
  if (!view.map) startMap(view);
  if (view.base !== base) drawBase(view, base);
  if (view.geometry !== geometry) drawAreas(view, geometry);
  drawClasses(view);
  drawWords(view);
  if (view.selected !== data.selected) select(view, data.selected, { reveal: true });
  view.status.hidden = true;
  view.root.dataset.drawn = ++view.drawn;
}

function fail(view, data, error) {
  console.error(error);
  view.status.hidden = false;
  view.status.textContent = data.words.failed;
}

/* ---- fetching, each address once ---- */

function once(key, make) {
  if (!loaded.has(key)) loaded.set(key, make().catch((error) => { loaded.delete(key); throw error; }));
  return loaded.get(key);
}

function script(name, src) {
  if (window[name]) return Promise.resolve();
  return once(src, () => new Promise((resolve, reject) => {
    const tag = element('script', { src });
    tag.onload = resolve;
    tag.onerror = () => reject(new Error(src));
    document.head.append(tag);
  }));
}

function json(source) {
  if (typeof source !== 'string') return Promise.resolve(source);
  return once(source, async () => {
    const answer = await fetch(source);
    if (!answer.ok) throw new Error(`${answer.status} ${source}`);
    return answer.json();
  });
}

/* ---- elements ---- */

function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function layOut(view, words) {
  const { root } = view;
  view.canvas = element('div', { className: 'peta-map' });
  view.status = element('p', { className: 'peta-status', textContent: words.loading, role: 'status' });
  view.legend = element('div', { className: 'peta-legend' });
  view.credit = element('p', { className: 'peta-credit' });
  view.find = element('input', { type: 'search', className: 'peta-find' });
  view.list = element('div', { className: 'peta-list' });
  view.listTitle = element('summary');
  view.box = element('details', { className: 'peta-box', open: root.clientWidth > 640 },
    view.listTitle, view.find, view.list);
  const side = element('div', { className: 'peta-side' }, view.legend, view.box);
  view.defs = svg('defs', {});
  root.replaceChildren(
    svg('svg', { width: 0, height: 0, 'aria-hidden': 'true', class: 'peta-defs' }, view.defs),
    element('div', { className: 'peta-stage' }, view.canvas, view.status), side, view.credit);
  view.find.oninput = () => filterList(view);
}

/* ---- the map and what lies under the areas ---- */

function startMap(view) {
  const map = view.map = window.petaporaSkeleton(view.canvas);
  view.zoom = L.control.zoom({ position: 'topleft' }).addTo(map);
  L.control.scale({ imperial: false, position: 'bottomleft', maxWidth: 140 }).addTo(map);
  view.tools = addControl(map, 'topleft', 'peta-tools leaflet-bar');
  view.north = addControl(map, 'topright', 'peta-north');
  view.tiles = addControl(map, 'topright', 'peta-tiles');
  view.graticule = L.layerGroup().addTo(map);
  map.on('moveend', () => drawGraticule(view));
  map.on('zoomend', () => placeNames(view));
  map.on('click', () => { if (view.selected) { select(view, null); view.onSelect(''); } });
  L.DomEvent.on(view.canvas, 'wheel pointerdown keydown', () => { view.moved = true; });
  new ResizeObserver(() => {
    map.invalidateSize({ pan: false });
    if (!view.moved && view.home) goHome(view);
  }).observe(view.canvas);
}

/* The whole work area; it stays whole while the window changes, until the reader moves the map. */
function goHome(view) {
  view.map.fitBounds(view.home, { padding: [14, 14], animate: false });
}

function addControl(map, position, className) {
  const holder = element('div', { className });
  const control = L.control({ position });
  control.onAdd = () => { L.DomEvent.disableClickPropagation(holder); return holder; };
  control.addTo(map);
  return holder;
}

function latLngs(parts, steps) {
  return parts.map((rings) => rings.map((flat) => {
    const ring = [];
    for (let i = 0, x = 0, y = 0; i < flat.length; i += 2) {
      x += flat[i]; y += flat[i + 1];
      ring.push([y / steps, x / steps]);
    }
    return ring;
  }));
}

function drawBase(view, base) {
  view.base = base;
  view.baseLayers?.remove();
  view.baseLayers = L.layerGroup().addTo(view.map);
  const renderer = L.canvas({ pane: 'base', padding: 0.5 });
  const colour = (name) => getComputedStyle(view.root).getPropertyValue(name).trim();
  const fill = { pane: 'base', renderer, interactive: false, fillOpacity: 1, weight: 0.7, color: colour('--base-shore') };
  for (const [parts, name] of [[base.foreign, '--base-foreign'], [base.land, '--base-land']]) {
    for (const piece of parts) {
      L.polygon(latlngsOf(piece, base), { ...fill, fillColor: colour(name) }).addTo(view.baseLayers);
    }
  }
  for (const kabupaten of base.outline) {
    L.polygon(latLngs(kabupaten.parts, base.steps), { pane: 'outline', interactive: false, fill: false,
      color: colour('--base-border-kabupaten'), weight: 1.4 }).addTo(view.baseLayers);
  }
  view.baseNames = [
    ...base.outline.map((k) => name(view, k.nama, k.at, 'peta-name-kabupaten')),
    ...base.places.map((p) => name(view, p.nama, p.at, 'peta-name-place')),
    ...base.neighbours.map((k) => name(view, k.nama, k.at, 'peta-name-neighbour'))];
  const [west, south, east, north] = base.bounds;
  view.home = L.latLngBounds([south, west], [north, east]);
  view.map.setMaxBounds(view.home.pad(1.2));
  view.moved = false;
  goHome(view);
}

const latlngsOf = (piece, base) => latLngs([piece], base.steps);

function name(view, text, at, className) {
  const label = element('span', { className: `peta-name ${className}`, textContent: text });
  const icon = L.divIcon({ className: 'peta-anchor', html: label, iconSize: [0, 0] });
  const marker = L.marker(at, { icon, pane: 'names', interactive: false, keyboard: false });
  return { marker, label, at, place: className === 'peta-name-place', group: view.baseLayers };
}

/* ---- areas ---- */

function drawAreas(view, geometry) {
  view.geometry = geometry;
  view.areaLayers?.remove();
  view.areaLayers = L.layerGroup().addTo(view.map);
  view.highlight = null;
  view.selected = null;
  view.layers = geometry.areas.map((area, index) => {
    const layer = L.polygon(latLngs(area.parts, geometry.steps), { pane: 'areas', weight: 0.9, fillOpacity: 1,
      className: 'peta-area' });
    layer.on('click', (event) => {
      L.DomEvent.stopPropagation(event);
      choose(view, area.kode);
    });
    layer.bindTooltip(() => tooltip(view, area, index), { sticky: true, direction: 'top', className: 'peta-tooltip' });
    return layer.addTo(view.areaLayers);
  });
  view.areaNames = geometry.areas.map((area, index) => ({
    ...name({ baseLayers: view.areaLayers }, area.nama, area.at, 'peta-name-area'), layer: view.layers[index] }));
  drawList(view);
}

function tooltip(view, area, index) {
  const shown = view.data.classes[classOf(view, index)];
  const within = area.kode === area.group ? [] : [element('br'), element('span', { textContent: view.geometry.groups[area.group] ?? '' })];
  return element('div', {}, element('b', { textContent: area.nama }), ...within, element('br'),
    element('span', { textContent: shown.label }));
}

const classOf = (view, index) => parseInt(view.data.values[index] ?? '0', 36);

function drawClasses(view) {
  const { classes } = view.data;
  view.defs.replaceChildren(...classes.map((style, i) => pattern(`${view.id}-${i}`, style)));
  view.layers.forEach((layer, i) => {
    const shown = classOf(view, i);
    layer.setStyle({ fillColor: `url(#${view.id}-${shown})`, color: classes[shown].border });
  });
  view.buttons.forEach((button, i) => {
    const shown = classOf(view, i);
    button.firstChild.replaceWith(swatch(view, shown));
    button.title = classes[shown].label;
    button.setAttribute('aria-label', `${view.geometry.areas[i].nama}, ${classes[shown].label}`);
  });
  view.legend.replaceChildren(element('b', { textContent: view.data.title }), ...classes.map((style, i) =>
    element('div', {}, swatch(view, i), element('span', { textContent: style.label }),
      element('span', { className: 'peta-count', textContent: style.count }))),
    element('small', { textContent: view.data.stamp }));
}

function pattern(id, { fill, ink, pattern: kind }) {
  const line = (d) => svg('path', { d, stroke: ink, 'stroke-width': 1.1, fill: 'none' });
  const marks = {
    solid: [],
    dots: [svg('circle', { cx: 2, cy: 2, r: 0.9, fill: ink }), svg('circle', { cx: 6, cy: 6, r: 0.9, fill: ink })],
    horizontal: [line('M0 2H8M0 6H8')],
    diagonal: [line('M-2 2L2 -2M0 8L8 0M6 10L10 6')],
    cross: [line('M0 0L8 8M8 0L0 8')],
  };
  return svg('pattern', { id, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
    svg('rect', { width: 8, height: 8, fill }), ...marks[kind]);
}

function swatch(view, index) {
  return svg('svg', { class: 'peta-swatch', viewBox: '0 0 22 14', 'aria-hidden': 'true' },
    svg('rect', { x: 0.5, y: 0.5, width: 21, height: 13, fill: `url(#${view.id}-${index})`, stroke: view.data.classes[index].ink }));
}

/* ---- choosing an area, on the map or in the list ---- */

function choose(view, kode) {
  const chosen = kode === view.selected ? null : kode;
  select(view, chosen);
  view.onSelect(chosen ?? '');
}

function select(view, kode, { reveal = false } = {}) {
  view.selected = kode;
  view.highlight?.remove();
  view.highlight = null;
  const index = view.geometry.areas.findIndex((area) => area.kode === kode);
  view.buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(i === index)));
  if (index < 0) return;
  const shape = view.layers[index].getLatLngs();
  const line = { pane: 'outline', interactive: false, fill: false };
  view.highlight = L.layerGroup([L.polygon(shape, { ...line, color: '#fff', weight: 6 }),
    L.polygon(shape, { ...line, color: getComputedStyle(view.root).getPropertyValue('--ink-selected').trim(), weight: 3 })])
    .addTo(view.map);
  const inView = view.map.getBounds().contains(view.geometry.areas[index].at);
  if (!inView) view.map.panTo(view.geometry.areas[index].at);
  if (reveal && view.box.open) view.buttons[index].scrollIntoView?.({ block: 'nearest' });
}

function drawList(view) {
  const { areas, groups } = view.geometry;
  view.buttons = areas.map((area) => {
    const button = element('button', { type: 'button' }, element('span'), element('span', { textContent: area.nama }));
    button.onclick = () => choose(view, area.kode);
    return button;
  });
  const lists = Object.entries(groups).map(([kode, nama]) => {
    const own = view.buttons.filter((_, i) => areas[i].group === kode);
    const heading = areas.some((area) => area.kode === kode) ? '' : element('h4', { textContent: nama });
    return own.length ? element('section', {}, heading, ...own) : '';
  });
  view.list.replaceChildren(...lists);
}

function filterList(view) {
  const wanted = view.find.value.trim().toLowerCase();
  view.buttons.forEach((button, i) => {
    button.hidden = !view.geometry.areas[i].nama.toLowerCase().includes(wanted);
  });
  for (const section of view.list.children) {
    section.hidden = [...section.querySelectorAll('button')].every((button) => button.hidden);
  }
}

/* ---- words, names, graticule ---- */

function drawWords(view) {
  const { words, credit, tiles } = view.data;
  view.listTitle.textContent = words.list;
  view.find.placeholder = words.find;
  view.find.setAttribute('aria-label', words.find);
  view.credit.textContent = credit;
  view.canvas.setAttribute('aria-label', words.map);
  for (const [selector, text] of [['in', words.zoomIn], ['out', words.zoomOut]]) {
    const button = view.canvas.querySelector(`.leaflet-control-zoom-${selector}`);
    button.title = text;
    button.setAttribute('aria-label', text);
  }
  const tool = (text, line, act) => element('button', { type: 'button', title: text, ariaLabel: text, onclick: act },
    svg('svg', { viewBox: '0 0 18 18', 'aria-hidden': 'true' },
      svg('path', { d: line, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6 })));
  view.tools.replaceChildren(
    tool(words.whole, 'M3 9L9 3.5L15 9M5 8V15H13V8', () => { view.moved = false; goHome(view); }),
    tool(words.fullScreen, 'M3 7V3H7M11 3H15V7M15 11V15H11M7 15H3V11', () => toggleFullScreen(view)));
  view.north.replaceChildren(element('span', { textContent: words.north }),
    svg('svg', { viewBox: '0 0 20 26', 'aria-hidden': 'true' },
      svg('path', { d: 'M10 1L18 25L10 19Z', fill: 'currentColor' }),
      svg('path', { d: 'M10 1L2 25L10 19Z', fill: '#fff', stroke: 'currentColor' })));
  if (!view.tiles.firstChild && tiles) drawTilesChoice(view, tiles, words);
  drawGraticule(view);
  placeNames(view);
}

function toggleFullScreen(view) {
  if (document.fullscreenElement) document.exitFullscreen();
  else view.root.requestFullscreen?.();
}

/* Online tiles are a choice that is never made for the reader and that takes itself back. */
function drawTilesChoice(view, tiles, words) {
  const box = element('input', { type: 'checkbox' });
  const note = element('span', { textContent: words.tiles });
  view.tiles.append(element('label', {}, box, note));
  let layer = null;
  const end = () => { layer?.remove(); layer = null; box.checked = false; };
  box.onchange = () => {
    note.textContent = words.tiles;
    if (!box.checked) return end();
    layer = L.tileLayer(tiles.url, { pane: 'tiles', maxZoom: 16 }).addTo(view.map);
    layer.once('tileerror', () => { end(); note.textContent = words.tilesFailed; });
    return undefined;
  };
}

function placeNames(view) {
  if (!view.geometry || !view.base) return;
  const taken = [];
  const names = [...view.baseNames, ...view.areaNames];
  const zoomedIn = view.map.getZoom() >= view.map.getBoundsZoom(view.home) + 1.25;
  for (const item of names) {
    const spot = view.map.latLngToLayerPoint(item.at);
    if (!item.width) item.width = 14 + item.label.textContent.length * (item.label.classList.contains('peta-name-kabupaten') ? 8.4 : 6.2);
    const [dx, half] = item.place ? [item.width / 2, 8] : [0, 8];
    const box = [spot.x + dx - item.width / 2, spot.y - half, spot.x + dx + item.width / 2, spot.y + half];
    const free = taken.every(([l, t, r, b]) => box[2] < l || box[0] > r || box[3] < t || box[1] > b);
    const hidden = item.label.classList.contains('peta-name-kabupaten') && zoomedIn;
    if (free && !hidden && fits(view, item)) {
      taken.push(box);
      item.marker.addTo(item.group);
    } else item.marker.remove();
  }
}

function fits(view, { layer, width }) {
  if (!layer) return true;
  const bounds = layer.getBounds();
  const across = view.map.latLngToLayerPoint(bounds.getNorthEast()).x - view.map.latLngToLayerPoint(bounds.getSouthWest()).x;
  return across > width * 0.75;
}

function drawGraticule(view) {
  const { words } = view.data;
  const seen = view.map.getBounds();
  const wide = seen.getEast() - seen.getWest();
  const step = [0.05, 0.1, 0.25, 0.5, 1, 2, 5].find((s) => wide / s <= 7) ?? 10;
  const colour = getComputedStyle(view.root).getPropertyValue('--base-graticule').trim();
  const line = { pane: 'graticule', interactive: false, color: colour, weight: 0.7, dashArray: '2 4' };
  const text = (value, positive, negative) => value === 0 ? '0°'
    : `${String(Math.abs(value)).replace('.', words.decimal)}${value > 0 ? positive : negative}`;
  const put = (at, label, className) => L.marker(at, { pane: 'graticule', interactive: false, keyboard: false,
    icon: L.divIcon({ className: `peta-degree ${className}`, html: element('span', { textContent: label }), iconSize: [0, 0] }) })
    .addTo(view.graticule);
  view.graticule.clearLayers();
  for (let x = Math.ceil(seen.getWest() / step) * step; x < seen.getEast(); x = round(x + step)) {
    L.polyline([[seen.getSouth(), x], [seen.getNorth(), x]], line).addTo(view.graticule);
    put([seen.getNorth(), x], text(round(x), words.east, words.west), 'peta-degree-top');
  }
  for (let y = Math.ceil(seen.getSouth() / step) * step; y < seen.getNorth(); y = round(y + step)) {
    L.polyline([[y, seen.getWest()], [y, seen.getEast()]], line).addTo(view.graticule);
    put([y, seen.getEast()], text(round(y), words.northOf, words.southOf), 'peta-degree-right');
  }
}

const round = (value) => Math.round(value * 1e6) / 1e6;
