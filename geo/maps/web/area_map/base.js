/* The map, what lies under the areas, names and graticule. */

function startMap(view) {
  const map = view.map = window.petaporaSkeleton(view.canvas);
  // Leaflet focuses the map at a press; a page that scrolled then would lose the click.
  view.canvas.focus = () => HTMLElement.prototype.focus.call(view.canvas, { preventScroll: true });
  view.zoom = L.control.zoom({ position: 'topleft' }).addTo(map);
  L.control.scale({ imperial: false, position: 'bottomleft', maxWidth: 140 }).addTo(map);
  view.tools = addControl(map, 'topleft', 'peta-tools leaflet-bar');
  view.north = addControl(map, 'topright', 'peta-north');
  view.tiles = addControl(map, 'topright', 'peta-tiles');
  view.graticule = L.layerGroup().addTo(map);
  map.on('moveend', () => { drawGraticule(view); if (!view.updating) drawCells(view); });
  map.on('zoomend', () => placeNames(view));
  map.on('move', () => leadOthers(view));
  map.on('click', (event) => {
    if (view.data.pick?.point) pickAt(view, event.latlng);
    else if (view.selected && !view.data.pick) { select(view, null); view.onSelect(''); }
  });
  L.DomEvent.on(view.canvas, 'wheel pointerdown keydown', (event) => {
    if (!event.target.closest('.leaflet-control')) view.moved = true;
  });
  new ResizeObserver(() => {
    map.invalidateSize({ pan: false });
    if (!view.moved && view.home) goHome(view);
  }).observe(view.canvas);
}

/* The whole work area; it stays whole while the window changes, until the reader moves the map. The
   bounds are let go meanwhile: Leaflet would pan back into them while it fits. */
function goHome(view) {
  view.moved = false;
  view.map.setMinZoom(0).setMaxBounds(null);
  view.map.fitBounds(view.home, { padding: [14, view.data.sample ? 30 : 14], animate: false });
  view.map.setMinZoom(view.map.getZoom() - 1).setMaxBounds(view.home.pad(0.75));
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
    L.polygon(latLngs(kabupaten.parts, base.outline_steps), { pane: 'outline', interactive: false, fill: false,
      color: colour('--base-border-kabupaten'), weight: 1.4 }).addTo(view.baseLayers);
  }
  view.baseNames = [
    ...base.outline.map((k) => name(view, k.nama, k.at, 'peta-name-kabupaten')),
    ...base.places.map((p) => name(view, p.nama, p.at, 'peta-name-place')),
    ...base.neighbours.map((k) => name(view, k.nama, k.at, 'peta-name-neighbour'))];
  view.home = workArea(view);
  goHome(view);
}

function workArea(view) {
  const [west, south, east, north] = view.base.bounds;
  return L.latLngBounds([south, west], [north, east]);
}

const latlngsOf = (piece, base) => latLngs([piece], base.steps);

function name(view, text, at, className) {
  const label = element('span', { className: `peta-name ${className}`, textContent: text });
  const icon = L.divIcon({ className: 'peta-anchor', html: label, iconSize: [0, 0] });
  const marker = L.marker(at, { icon, pane: 'names', interactive: false, keyboard: false });
  return { marker, label, at, place: className === 'peta-name-place', group: view.baseLayers };
}

/* Names that meet neither each other nor, where they can move aside, a bubble. */
function placeNames(view) {
  if (!view.geometry || !view.base) return;
  const taken = [];
  const bubbles = bubbleBoxes(view);
  const names = [...view.baseNames, ...view.lineNames, ...view.areaNames];
  const zoomedIn = view.map.getZoom() >= view.map.getBoundsZoom(view.home) + 1.25;
  for (const item of names) {
    const spot = view.map.latLngToLayerPoint(item.at);
    const wide = item.label.classList.contains('peta-name-kabupaten');
    if (!item.width) item.width = 14 + item.label.textContent.length * (wide ? 8.4 : 6.2);
    const left = spot.x - (item.place ? 0 : item.width / 2);
    const boxAt = (dy) => [left, spot.y + dy - 8, left + item.width, spot.y + dy + 8];
    const moves = wide && bubbles.length ? [0, 18, -18] : item.below ? [item.below, -item.below] : [0];
    const dy = moves.find((move) => isFree(boxAt(move), taken) && (item.place || isFree(boxAt(move), bubbles)))
      ?? (wide && isFree(boxAt(0), taken) ? 0 : undefined);
    if (dy !== undefined && !(wide && zoomedIn) && fits(view, item)) {
      taken.push(boxAt(dy));
      item.label.style.marginTop = `${dy}px`;
      item.marker.addTo(item.group);
    } else item.marker.remove();
  }
}

const isFree = (box, taken) => taken.every(([l, t, r, b]) => box[2] < l || box[0] > r || box[3] < t || box[1] > b);

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
    const clear = view.map.latLngToContainerPoint([y, seen.getEast()]).y > 110; // below arrow and choice of tiles
    if (clear) put([y, seen.getEast()], text(round(y), words.northOf, words.southOf), 'peta-degree-right');
  }
}

const round = (value) => Math.round(value * 1e6) / 1e6;
