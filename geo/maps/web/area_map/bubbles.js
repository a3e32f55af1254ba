/* Bubbles on areas: their size says how many; too few to be read are hollow and dashed. */

function drawBubbles(view) {
  const { bubbles = '', bubbleClasses = [] } = view.data;
  view.bubbleLayers?.remove();
  view.bubbleLayers = L.layerGroup().addTo(view.map);
  const scale = Math.min(1, Math.max(0.55, view.canvas.clientWidth / 900)); // smaller on a small screen
  view.bubbleSizes = bubbleClasses.map((style) => ({ ...style, radius: Math.max(3, style.radius * scale) }));
  view.bubbles = [...bubbles].flatMap((digit, index) => digit === '0' ? []
    : [{ index, at: view.geometry.areas[index].at, ...view.bubbleSizes[parseInt(digit, 36) - 1] }]);
  for (const bubble of [...view.bubbles].sort((a, b) => b.radius - a.radius)) { // small ones lie on large ones
    const layer = L.circleMarker(bubble.at, { pane: 'bubbles', radius: bubble.radius, className: bubbleClass(bubble), fillOpacity: 1 });
    answer(view, layer, bubble.index).addTo(view.bubbleLayers);
    layer.getElement().setAttribute('tabindex', '-1');
  }
  const radii = new Map(view.bubbles.map(({ index, radius }) => [index, radius]));
  for (const item of view.areaNames) item.below = radii.has(item.index) ? radii.get(item.index) + 9 : 0;
}

const bubbleClass = ({ few }) => few ? 'peta-bubble peta-few' : 'peta-bubble';

function bubbleBoxes(view) {
  return view.bubbles.map(({ at, radius }) => {
    const { x, y } = view.map.latLngToLayerPoint(at);
    return [x - radius, y - radius, x + radius, y + radius];
  });
}

function bubbleLegend(view) {
  if (!view.bubbleSizes.length) return [];
  const wide = Math.max(22, ...view.bubbleSizes.map(({ radius }) => 2 * radius + 2));
  const sign = (style) => {
    const high = 2 * style.radius + 2;
    return svg('svg', { width: wide, height: high, viewBox: `${-wide / 2} ${-high / 2} ${wide} ${high}`, 'aria-hidden': 'true' },
      svg('circle', { r: style.radius, class: bubbleClass(style) }));
  };
  return [element('b', { className: 'peta-next', textContent: view.data.bubbleTitle }),
    ...view.bubbleSizes.map((style) => legendRow(sign(style), style))];
}
