/* Maps of one name move together: the one that the reader moves leads, the others follow at once. */

const linkedViews = new Map();

function link(view) {
  const name = view.data.linked ?? '';
  view.root.classList.toggle('peta-linked', Boolean(name));
  if (view.linked === name) return;
  linkedViews.get(view.linked)?.delete(view);
  view.linked = name;
  if (!name) return;
  view.box.open = false; // side by side there is no room for lists
  if (!linkedViews.has(name)) linkedViews.set(name, new Set());
  linkedViews.get(name).add(view);
}

function leadOthers(view) {
  if (view.follows || !view.linked) return;
  const others = linkedViews.get(view.linked);
  for (const other of others) {
    if (!other.root.isConnected) others.delete(other); // its page was left
    else if (other !== view) follow(other, view);
  }
}

function follow(view, leader) {
  view.follows = true;
  view.moved = leader.moved;
  view.map.setView(leader.map.getCenter(), leader.map.getZoom(), { animate: false });
  view.follows = false;
}
