/* Cells: of thousands only those that lie in view and have a class are drawn, and those with an
   amount listed; again after each move and without asking the server. */

const MOST_LISTED = 200;

function drawCells(view, { changed = false } = {}) {
  if (!view.data.cells) return;
  const seen = view.map.getBounds();
  const isSeen = (index) => classOf(view, index) && seen.intersects(cellBounds(view, index));
  const inView = view.geometry.areas.map((_area, index) => index).filter(isSeen);
  const key = inView.join();
  if (!changed && key === view.shown) return;
  view.shown = key;
  const wanted = new Set(inView);
  for (const [index, layer] of view.layers) {
    if (wanted.has(index)) continue;
    layer.remove();
    view.layers.delete(index);
  }
  for (const index of inView) if (!view.layers.has(index)) addCell(view, index);
  listCells(view, [...view.amounts.keys()].filter((index) => wanted.has(index)));
}

const cellBounds = (view, index) => L.latLngBounds(shapeOf(view, index)[0][0]);

function addCell(view, index) {
  addArea(view, index);
  fill(view, view.layers.get(index), index);
}

/* In the order of the amounts, the largest first; the keyboard stays on the cell it was on. */
function listCells(view, inView) {
  const { geometry, data } = view;
  const focused = [...view.buttons].find(([, button]) => button === document.activeElement)?.[0];
  view.buttons = new Map();
  const listed = inView.slice(0, MOST_LISTED);
  for (const index of listed) {
    const button = addButton(view, index);
    describe(view, button, index);
    button.querySelector('.peta-label').append(element('small', { textContent: geometry.groups[geometry.areas[index].group] ?? '' }));
    button.setAttribute('aria-pressed', String(geometry.areas[index].kode === view.selected));
  }
  const more = inView.length - listed.length;
  const note = !inView.length ? data.cells.none : more ? `+ ${more}` : '';
  view.list.replaceChildren(element('section', {}, ...view.buttons.values()),
    note && element('p', { className: 'peta-note', textContent: note }));
  filterList(view);
  view.buttons.get(focused)?.focus({ preventScroll: true });
}
