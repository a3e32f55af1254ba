/* Choosing an area on the map or in the list, and the list itself. */

function choose(view, kode) {
  const chosen = kode === view.selected && !view.data.pick ? null : kode;
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
  view.highlight = highlight(view, shapeOf(view, index)).addTo(view.map);
  const { at } = view.geometry.areas[index];
  if (!view.map.getBounds().contains(at)) view.map.panTo(at);
  if (reveal && view.box.open) view.buttons.get(index)?.scrollIntoView?.({ block: 'nearest' });
}

function highlight(view, shape) {
  const line = { pane: 'outline', interactive: false, fill: false };
  const colour = getComputedStyle(view.root).getPropertyValue('--ink-selected').trim();
  return L.layerGroup([L.polygon(shape, { ...line, color: '#fff', weight: 6 }), L.polygon(shape, { ...line, color: colour, weight: 3 })]);
}

/* What the map is about: it begins there, and the outline of it is marked. */
function drawFocus(view, focus = '') {
  view.focusLayer?.remove();
  const own = (view.lines?.areas ?? []).find((area) => area.kode === focus);
  view.focusLayer = own && !view.data.pick && highlight(view, latLngs(own.parts, view.lines.steps)).addTo(view.map);
  if (view.focus === focus) return;
  view.focus = focus;
  const within = view.geometry.areas.flatMap(({ kode }, index) =>
    kode === focus || kode.startsWith(`${focus}.`) ? [L.latLngBounds(shapeOf(view, index).flat(2))] : []);
  view.home = within.length ? within.reduce((all, each) => all.extend(each)).pad(0.4) : workArea(view);
  goHome(view);
}

function drawList(view) {
  const { areas, groups } = view.geometry;
  areas.forEach((area, index) => addButton(view, index));
  const lists = Object.entries(groups).map(([kode, nama]) => {
    const own = areas.flatMap((area, i) => area.group === kode ? [view.buttons.get(i)] : []);
    const heading = areas.some((area) => area.kode === kode) ? '' : element('h4', { textContent: nama });
    return own.length ? element('section', {}, heading, ...own) : '';
  });
  view.list.replaceChildren(...lists);
}

function addButton(view, index) {
  const { nama, kode } = view.geometry.areas[index];
  const button = element('button', { type: 'button' }, element('span'), element('span', { className: 'peta-label', textContent: nama }),
    element('span', { className: 'peta-amount' }));
  button.onclick = () => choose(view, kode);
  view.buttons.set(index, button);
  return button;
}

function describe(view, button, index) {
  const shown = classOf(view, index);
  button.firstChild.replaceWith(swatch(view, shown));
  button.lastChild.textContent = amountOf(view, index) ?? '';
  button.title = view.data.classes[shown].label;
  button.setAttribute('aria-label', said(view, index));
}

function filterList(view) {
  const wanted = view.find.value.trim().toLowerCase();
  view.buttons.forEach((button, index) => {
    const { nama, group } = view.geometry.areas[index];
    const names = view.data.cells ? `${nama} ${view.geometry.groups[group]}` : nama;
    button.hidden = !names.toLowerCase().includes(wanted);
  });
  for (const section of view.list.children) {
    section.hidden = [...section.querySelectorAll('button')].every((button) => button.hidden);
  }
}
