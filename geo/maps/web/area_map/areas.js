/* The areas of a map, all of them drawn at once, and what is said of an area wherever it is named. */

function drawAreas(view, geometry) {
  view.geometry = geometry;
  view.shapes = [];
  view.areaLayers?.remove();
  view.areaLayers = L.layerGroup().addTo(view.map);
  view.layers = new Map();
  view.buttons = new Map();
  view.areaNames = [];
  view.shown = null;
  view.highlight?.remove();
  view.highlight = null;
  view.selected = null;
  view.list.replaceChildren();
  if (view.data.cells) return;
  geometry.areas.forEach((area, index) => addArea(view, index));
  view.areaNames = geometry.unnamed ? [] : geometry.areas.map((area, index) => ({
    ...name({ baseLayers: view.areaLayers }, area.nama, area.at, 'peta-name-area'), layer: view.layers.get(index), index }));
  drawList(view);
}

const shapeOf = (view, index) =>
  (view.shapes[index] ??= latLngs(view.geometry.areas[index].parts, view.geometry.steps));

function addArea(view, index) {
  const layer = L.polygon(shapeOf(view, index), { pane: 'areas', weight: 0.9, fillOpacity: 1, className: 'peta-area' });
  answer(view, layer, index).addTo(view.areaLayers);
  layer.getElement().setAttribute('tabindex', '-1'); // the list is the way of the keyboard
  view.layers.set(index, layer);
}

/* A layer that stands for an area: it says what the area is and chooses it. */
function answer(view, layer, index) {
  layer.on('click', (event) => {
    L.DomEvent.stopPropagation(event);
    if (view.data.pick) setTimeout(() => layer.closeTooltip()); // it would lie on the pin
    if (view.data.pick?.point) pickAt(view, event.latlng);
    else choose(view, view.geometry.areas[index].kode);
  });
  return layer.bindTooltip(() => tooltip(view, index), { sticky: true, direction: 'top', className: 'peta-tooltip' });
}

function tooltip(view, index) {
  const area = view.geometry.areas[index];
  const line = (text) => element('div', { textContent: text });
  const amount = amountOf(view, index);
  return element('div', {}, element('b', { textContent: area.nama }),
    area.kode === area.group ? '' : line(view.geometry.groups[area.group] ?? ''),
    line(view.data.classes[classOf(view, index)].label),
    amount === undefined ? '' : line(`${view.data.amountTitle}: ${amount}`));
}

const classOf = (view, index) => parseInt(view.data.values[index] ?? '0', 36);

const amountOf = (view, index) => view.amounts.get(index);

function said(view, index) {
  const { nama } = view.geometry.areas[index];
  const amount = amountOf(view, index);
  const parts = [nama, view.data.classes[classOf(view, index)].label];
  return (amount === undefined ? parts : [...parts, `${view.data.amountTitle}: ${amount}`]).join(', ');
}

function drawClasses(view) {
  const { classes, amounts = [[], []] } = view.data;
  view.amounts = new Map(amounts[0].map((index, i) => [index, amounts[1][i]]));
  view.defs.replaceChildren(...classes.map((style, i) => pattern(`${view.id}-${i}`, style)));
  if (view.data.cells) drawCells(view, { changed: true });
  view.layers.forEach((layer, index) => fill(view, layer, index));
  view.buttons.forEach((button, index) => describe(view, button, index));
  drawBubbles(view);
  drawLegend(view);
}

function fill(view, layer, index) {
  const shown = classOf(view, index);
  layer.setStyle({ fillColor: `url(#${view.id}-${shown})`, color: view.data.classes[shown].border });
}

function drawLegend(view) {
  const { classes, title, stamp, sample = '' } = view.data;
  view.legend.replaceChildren(
    sample && element('div', { className: 'peta-sample-note', textContent: sample }),
    element('b', { textContent: title }),
    ...classes.map((style, i) => legendRow(swatch(view, i), style)),
    ...bubbleLegend(view),
    element('small', { textContent: stamp }));
  view.sample.textContent = sample;
  view.sample.hidden = !sample;
}

function legendRow(sign, { label, count }) {
  return element('div', { className: count === '0' ? 'peta-none' : '' }, sign, element('span', { textContent: label }),
    element('span', { className: 'peta-count', textContent: count }));
}

function pattern(id, { fill: ground, ink, pattern: kind }) {
  const line = (d) => svg('path', { d, stroke: ink, 'stroke-width': 1.1, fill: 'none' });
  const marks = {
    solid: [],
    dots: [svg('circle', { cx: 2, cy: 2, r: 0.9, fill: ink }), svg('circle', { cx: 6, cy: 6, r: 0.9, fill: ink })],
    horizontal: [line('M0 2H8M0 6H8')],
    diagonal: [line('M-2 2L2 -2M0 8L8 0M6 10L10 6')],
    cross: [line('M0 0L8 8M8 0L0 8')],
  };
  return svg('pattern', { id, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
    svg('rect', { width: 8, height: 8, fill: ground }), ...marks[kind]);
}

function swatch(view, index) {
  return svg('svg', { class: 'peta-swatch', viewBox: '0 0 22 14', 'aria-hidden': 'true' },
    svg('rect', { x: 0.5, y: 0.5, width: 21, height: 13, fill: `url(#${view.id}-${index})`, stroke: view.data.classes[index].ink }));
}

/* Outlines of other areas over the fill, with their names; they are not clicked. */
function drawLines(view, lines) {
  view.lines = lines;
  view.lineLayers?.remove();
  view.lineLayers = L.layerGroup().addTo(view.map);
  const colour = getComputedStyle(view.root).getPropertyValue('--base-border-kabupaten').trim();
  view.lineNames = (lines?.areas ?? []).map((area) => {
    const layer = L.polygon(latLngs(area.parts, lines.steps),
      { pane: 'lines', interactive: false, fill: false, color: colour, weight: 0.8, opacity: 0.7 }).addTo(view.lineLayers);
    return { ...name({ baseLayers: view.lineLayers }, area.nama, area.at, 'peta-name-line'), layer };
  });
}
