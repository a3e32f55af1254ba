/* The map of areas. It hosts Folium's map without data, fetches geometry once and draws what a view
   sends: one class an area. Every text from data is set as text content, never as markup.
   The files of this folder are joined into one module; geo/maps/assets.py names them. */

const views = new WeakMap();
const loaded = new Map();
const SVG = 'http://www.w3.org/2000/svg';
let nextId = 0;

/* Entry for Streamlit; the saved map calls `show` itself. */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.peta');
  show(root, data, (kode) => setTriggerValue('selected', kode));
  return () => setTimeout(() => root.isConnected || views.get(root)?.map?.remove(), 2000);
}

export async function show(root, data, onSelect) {
  let view = views.get(root);
  if (!view) {
    view = { root, id: `peta-${nextId++}`, queue: Promise.resolve(), drawn: 0, focus: '', lineNames: [], bubbles: [] };
    views.set(root, view);
    layOut(view, data.words);
  }
  view.onSelect = onSelect;
  view.queue = view.queue.then(() => update(view, data)).catch((error) => fail(view, data, error));
  return view.queue;
}

async function update(view, data) {
  view.data = data;
  view.updating = true;
  await script('L', data.leaflet);
  await script('petaporaSkeleton', data.skeleton);
  const [geometry, base, lines] = await Promise.all([data.geometry, data.base, data.lines].map(json));
  if (!view.map) { await styled(view); startMap(view); }
  if (view.base !== base) drawBase(view, base);
  if (view.geometry !== geometry) drawAreas(view, geometry);
  if (view.lines !== lines) drawLines(view, lines);
  drawFocus(view, data.focus);
  drawClasses(view);
  drawPick(view);
  drawWords(view);
  link(view);
  view.updating = false;
  if (view.selected !== data.selected) select(view, data.selected, { reveal: true });
  view.status.hidden = true;
  view.root.dataset.drawn = ++view.drawn;
}

/* Before its style sheet is there the map has no height, and Leaflet would give it a position of
   its own. */
async function styled(view) {
  for (let turn = 0; turn < 200 && view.root.isConnected; turn++) {
    if (getComputedStyle(view.canvas).position === 'absolute') return;
    await new Promise((resolve) => { setTimeout(resolve, 15); });
  }
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
  view.sample = element('div', { className: 'peta-sample', hidden: true });
  const side = element('div', { className: 'peta-side' }, view.legend, view.box);
  view.defs = svg('defs', {});
  root.replaceChildren(
    svg('svg', { width: 0, height: 0, 'aria-hidden': 'true', class: 'peta-defs' }, view.defs),
    element('div', { className: 'peta-stage' }, view.canvas, view.sample, view.status), side, view.credit);
  view.find.oninput = () => filterList(view);
}
