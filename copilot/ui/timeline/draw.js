// What is in sight, and nothing else, is in the page: rows and bars are made when they come and dropped when they go.

const MARGIN = 200; // pixels drawn beyond what is in sight, so that scrolling shows no gap
const DAY_ROOM = 78;
const WEEKS_ONLY = 26; // pixels a day under which only Mondays are named
const HOUR_ROOM = 44;
const HOURS_APART = { 2: 720, 3: 360, 4: 180, 5: 60 };

/** Draws soon, once for however many reasons. */
function drawn(view) {
  if (view.waiting) return;
  view.waiting = requestAnimationFrame(() => {
    view.waiting = 0;
    if (view.model && view.scale) draw(view);
  });
}

function draw(view) {
  const { left, tall } = view.eye;
  const top = Math.min(view.eye.top, Math.max(0, view.height + HEAD - tall)); // the page scrolls back by itself
  cancelAnimationFrame(view.waiting);
  view.waiting = 0;
  const from = (left - MARGIN) / view.scale;
  const to = (left + room(view) + MARGIN) / view.scale;
  const scene = [from, to, view.scale, view.proposal?.item.id, view.proposal?.refused].join(" ");
  if (scene !== view.scene) {
    view.scene = scene;
    drawTicks(view, from, to);
    drawLines(view, from, to);
  }
  const kept = new Set();
  if (view.lanes.length) {
    const first = laneAt(view, top - MARGIN / 2);
    const last = laneAt(view, top + tall + MARGIN / 2);
    for (let rank = first; rank <= last; rank += 1) kept.add(rank);
    // The bar that has the focus stays, wherever one scrolls: the keyboard would lose its place.
    const held = view.focus && view.drawnLanes.get(view.focus.lane.rank);
    if (held !== undefined && held !== null) kept.add(held);
  }
  for (const [rank, row] of view.rows) {
    if (!kept.has(rank)) {
      row.element.remove();
      view.rows.delete(rank);
    }
  }
  for (const rank of [...kept].sort((one, two) => one - two)) drawRow(view, rank, from, to);
  drawProposal(view);
}

function drawTicks(view, from, to) {
  const { model, parts } = view;
  const found = [];
  let free = -Infinity;
  const wide = 1440 * view.scale >= DAY_ROOM;
  const weeks = 1440 * view.scale < WEEKS_ONLY;
  for (const [rank, [minute, label, monday]] of model.days.entries()) {
    if (minute > to) break;
    const place = x(view, minute);
    if (place < free || (weeks && !monday && minute > 0)) continue;
    free = place + DAY_ROOM;
    if (minute + Math.max(1440, DAY_ROOM / view.scale) < from) continue;
    const tick = made("div", "day");
    tick.style.left = `${place}px`;
    // To the next midnight: a day on which legal time changes is an hour shorter, or longer.
    const next = model.days[rank + 1]?.[0] ?? model.end;
    tick.style.width = `${wide ? (next - minute) * view.scale : DAY_ROOM}px`;
    tick.append(made("span", "", label));
    found.push(tick);
  }
  const readable = Object.keys(HOURS_APART).filter((level) => HOURS_APART[level] * view.scale >= HOUR_ROOM);
  const finest = Math.max(0, ...readable.map(Number));
  for (let rank = lastAt(model.hours, Math.max(from, 0)); rank < model.hours.length; rank += 1) {
    const [minute, label, level] = model.hours[rank];
    if (minute > to) break;
    if (level > finest) continue;
    const tick = made("div", "hour", label);
    tick.style.left = `${x(view, minute)}px`;
    found.push(tick);
  }
  parts.ticks.replaceChildren(...found);
}

function drawLines(view, from, to) {
  const { model, parts } = view;
  const found = [];
  if (model.now > 0) found.push(strip(view, "past", 0, model.now, model.texts.past));
  for (const [minute, , monday] of model.days) {
    if (minute < from || minute > to || (!monday && 1440 * view.scale < 12)) continue;
    const line = made("div", monday ? "line week" : "line");
    line.style.left = `${x(view, minute)}px`;
    found.push(line);
  }
  if (view.proposal && !view.proposal.refused) {
    for (const [first, last] of model.closed[model.edits[view.proposal.item.rank][2]] ?? []) {
      if (last >= from && first <= to) found.push(strip(view, "shut", first, last, ""));
    }
  }
  parts.lines.replaceChildren(...found);
}

function strip(view, name, start, end, title) {
  const element = made("div", name);
  element.style.left = `${x(view, start)}px`;
  element.style.width = `${(end - start) * view.scale}px`;
  if (title) element.title = title;
  return element;
}

function drawRow(view, rank, from, to) {
  const { lane, bars, ghosts, top, height } = view.lanes[rank];
  let row = view.rows.get(rank);
  if (!row || row.lane !== lane) {
    row?.element.remove();
    row = { lane, element: made("div", "row"), bars: new Map() };
    row.element.setAttribute("role", "row");
    row.element.setAttribute("aria-rowindex", String(rank + 1));
    const name = made("div", "name", lane.name);
    name.setAttribute("role", "rowheader");
    name.title = lane.name;
    row.back = made("div", "back");
    row.element.append(row.back, name);
    view.rows.set(rank, row);
    // In the order of lanes, for whoever reads the page rather than sees it.
    const next = Math.min(...[...view.rows.keys()].filter((other) => other > rank));
    view.parts.rows.insertBefore(row.element, view.rows.get(next)?.element ?? null);
  }
  row.element.style.top = `${top}px`;
  row.element.style.height = `${height}px`;
  row.element.classList.toggle("odd", rank % 2 === 1);
  row.element.classList.toggle("allowed", Boolean(view.proposal?.allowed?.has(lane.vehicle)));
  const behind = lane.bands.filter((band) => band.end > from && band.start < to);
  const shadows = view.ghosts ? ghosts.filter((ghost) => ghost.end > from && ghost.start < to) : [];
  if (behind.length || shadows.length || row.back.firstChild) {
    row.back.replaceChildren(
      ...behind.map((band) => strip(view, `band ${band.why}`, band.start, band.end, view.model.texts[band.why])),
      ...shadows.map((ghost) => shadow(view, ghost)),
    );
  }
  const kept = new Set(bars.filter((bar) => bar === view.focus || (bar.end >= from && bar.start <= to)));
  for (const [bar, element] of row.bars) {
    if (!kept.has(bar)) {
      element.remove();
      row.bars.delete(bar);
    }
  }
  for (const bar of kept) drawBar(view, row, bar);
}

function shadow(view, ghost) {
  const { texts } = view.model;
  const text = filled(texts[ghost.kind], { label: ghost.label, start: moment(view.model, ghost.start) });
  return strip(view, `ghost ${ghost.kind}`, ghost.start, ghost.end, text);
}

function drawBar(view, row, bar) {
  const { model } = view;
  const { item } = bar;
  let element = row.bars.get(bar);
  if (!element) {
    element = made("div");
    element.setAttribute("role", "gridcell");
    element.dataset.bar = String(bar.rank);
    element.dataset.item = item.id;
    element.append(made("span"));
    row.bars.set(bar, element);
    row.element.append(element);
  }
  const width = Math.max((bar.end - bar.start) * view.scale - 1, 4);
  const text = written(model, item, width);
  if (element.dataset.status !== String(item.status)) {
    const title = described(model, item);
    marked(element, { title, "aria-label": title, "data-status": String(item.status) });
  }
  marked(element, {
    class: classes(view, bar),
    style: `left: ${x(view, bar.start)}px; width: ${width}px; top: ${bar.track * TRACK + 3}px;`,
    tabindex: bar === view.focus ? "0" : "-1",
    "aria-selected": String(item.id === view.board.selected),
  });
  if (element.firstChild.textContent !== text) element.firstChild.textContent = text;
}

function classes(view, bar) {
  const { model } = view;
  const { item } = bar;
  const found = ["bar", model.domains[item.domain][0], model.statuses[item.status][0]];
  if (item.late) found.push("late");
  if (item.worst) found.push(item.worst === 2 ? "conflict" : "warned");
  if (item.id === view.board.selected) found.push("chosen");
  if (view.proposal?.item === item) found.push("leaving");
  // Only its words are then kept in sight: each such bar costs the browser as much as a layer of its own.
  if (bar.start * view.scale < view.eye.left) found.push("cut");
  return found.join(" ");
}

/** As much as the bar has room for: its signs and its letter before its words. */
function written(model, item, width) {
  const found = ["", WARNED, CONFLICT][item.worst];
  const signs = [found, item.late ? LATE : "", model.statuses[item.status][1]];
  const letter = model.domains[item.domain][1];
  if (width < 17) return "";
  if (width < 34) return signs[0] || letter;
  if (width < 64) return `${signs.find((sign) => sign)} ${letter}`;
  return `${signs.filter((sign) => sign).join("")} ${letter}\u00b7 ${item.label}`;
}
