/* The areas, their legend and list, and choosing one on the map or in the list. */

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
    layer.addTo(view.areaLayers);
    layer.getElement().setAttribute('tabindex', '-1'); // the list is the way of the keyboard
    return layer;
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
    element('div', { className: style.count === '0' ? 'peta-none' : '' }, swatch(view, i), element('span', { textContent: style.label }),
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
