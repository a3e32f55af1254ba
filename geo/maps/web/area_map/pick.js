/* Choosing a place for a form: the spot that is clicked, or an area; a pin shows what was chosen. */

function pickAt(view, { lat, lng }) {
  drawPin(view, [lat, lng]);
  view.onSelect(`${lat.toFixed(5)},${lng.toFixed(5)}`);
}

function drawPick(view) {
  const { pick, selected } = view.data;
  view.root.classList.toggle('peta-pick', Boolean(pick));
  if (!pick && !view.pin) return;
  const chosen = pick && !pick.point && view.geometry.areas.find((area) => area.kode === selected);
  drawPin(view, pick?.at ?? chosen?.at);
}

function drawPin(view, at) {
  view.pin?.remove();
  view.pin = null;
  if (!at) return;
  const pin = svg('svg', { viewBox: '0 0 28 38', 'aria-hidden': 'true' },
    svg('path', { d: 'M14 37C7 26 2 20.5 2 14A12 12 0 0 1 26 14C26 20.5 21 26 14 37Z' }), svg('circle', { cx: 14, cy: 14, r: 4.5 }));
  const icon = L.divIcon({ className: 'peta-pin', html: pin, iconSize: [28, 38], iconAnchor: [14, 38] });
  view.pin = L.marker(at, { icon, pane: 'names', interactive: false, keyboard: false }).addTo(view.map);
  if (!view.map.getBounds().contains(at)) view.map.panTo(at);
}
