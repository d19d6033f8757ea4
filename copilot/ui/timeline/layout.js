// Where lanes and minutes lie, in pixels; zoom keeps what one looks at where it is. How large the grid is and how far it
// is scrolled are kept in `view.eye`: asking the page for them after a change makes the browser lay it all out at once.

const LEAST_DAY = 10; // pixels: under this width days say nothing
const MOST_HOUR = 260;
const FIRST_DAYS = 5; // days shown at first: more would leave no room for words in the bars
const HEAD = 42; // height of the days and hours, as in timeline.css

function x(view, minute) {
  return LABEL + minute * view.scale;
}

/** The lanes to show under what is searched for and what the page keeps, one under the other. */
function arranged(view) {
  const { model, parts, board } = view;
  const { asked } = board;
  const narrowed = model.items.some((item) => !item.kept);
  let top = 0;
  const shown = new Set();
  view.lanes = [];
  for (const lane of model.lanes) {
    const whole = !asked || lane.search.includes(asked);
    const bars = lane.bars.filter((bar) => (whole ? bar.item.kept : found(board, bar.item)));
    const ghosts = lane.ghosts.filter((ghost) => !ghost.item || ghost.item.kept);
    if (!bars.length && (!whole || (narrowed && !ghosts.length))) continue;
    for (const bar of bars) shown.add(bar.item.rank);
    const height = lane.tracks * TRACK + 4 + (view.ghosts && ghosts.length ? GUTTER : 0);
    view.lanes.push({ lane, bars, ghosts, top, height });
    top += height;
  }
  view.height = top;
  view.drawnLanes = new Map(view.lanes.map((row, rank) => [row.lane.rank, rank]));
  parts.rows.style.height = `${top}px`;
  parts.space.setAttribute("aria-rowcount", String(view.lanes.length));
  const count = model.items.filter((item) => item.kept && item.bars.length).length;
  parts.count.textContent = filled(model.texts.count, { shown: shown.size, count });
}

/** The rank of the lane at a height. */
function laneAt(view, y) {
  let low = 0;
  let high = view.lanes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (view.lanes[middle].top <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Looks where the grid is scrolled to, and how much of it is in sight; true when that is another than before. */
function looked(view) {
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = view.parts.scroll;
  const before = view.eye;
  view.eye = { left: scrollLeft, top: scrollTop, wide: clientWidth, tall: clientHeight };
  return Object.entries(view.eye).some(([name, value]) => value !== before[name]);
}

/** Scrolls, where that changes anything. */
function scrolled(view, left, top = view.eye.top) {
  const { eye } = view;
  const { scroll } = view.parts;
  if (left !== eye.left) scroll.scrollLeft = left;
  if (top !== eye.top) scroll.scrollTop = top;
  if (left !== eye.left || top !== eye.top) looked(view);
}

function room(view) {
  return Math.max(view.eye.wide - LABEL, 100);
}

function fitting(view) {
  return (room(view) - 8) / view.model.end;
}

/** Another scale, the minute under `at` (pixels from the lanes' names) staying there. */
function zoomed(view, scale, at = room(view) / 2) {
  const least = Math.min(fitting(view), LEAST_DAY / 1440);
  const kept = (view.eye.left + at) / view.scale;
  view.scale = Math.min(Math.max(scale, least, fitting(view)), MOST_HOUR / 60);
  view.parts.space.style.width = `${Math.ceil(x(view, view.model.end)) + 8}px`;
  scrolled(view, kept * view.scale - at);
  drawn(view);
}

/** The scale of a first look: some days, from the first bar on. */
function opened(view) {
  const { model, parts } = view;
  view.scale = Math.max(fitting(view), room(view) / (FIRST_DAYS * 1440));
  parts.space.style.width = `${Math.ceil(x(view, model.end)) + 8}px`;
  const first = Math.min(...model.items.filter((item) => item.kept).map((item) => item.start), model.end);
  scrolled(view, Math.max(0, (first - 60) * view.scale), 0);
}

/** Scrolls as little as it takes to see a bar; `middle`: puts it in the middle. The scale stays. */
function reveal(view, bar, middle = false) {
  const row = view.lanes[view.drawnLanes.get(bar.lane.rank)];
  if (!row) return;
  const left = bar.start * view.scale;
  const right = bar.end * view.scale;
  const width = room(view);
  const tall = view.eye.tall - HEAD;
  if (middle) {
    scrolled(view, Math.max(0, (left + right - width) / 2), Math.max(0, row.top + row.height / 2 - tall / 2));
    return;
  }
  let { left: aside, top } = view.eye;
  if (left < aside || left > aside + width - 24) aside = Math.max(0, left - 24);
  else if (right > aside + width && right - left < width) aside = right - width + 24;
  if (row.top < top) top = row.top;
  else if (row.top + row.height > top + tall) top = row.top + row.height - tall;
  scrolled(view, aside, top);
}
