// What the check finds, the activities of the calendar as a table, those waiting in a queue: what is in sight only, on
// paper all of it, and each row may be chosen.

const SPARE = 4; // rows drawn beyond what is in sight
// For each list: the height of a row, as in lists.css, and how many are in sight: a cut one says that there are more.
const SHAPES = {
  findings: { high: 34, most: 7.4 },
  rows: { high: 34, most: 7.4 },
  queue: { high: 48, most: 10.4 },
};

const views = new WeakMap();

export default function ({ data, parentElement }) {
  const { settings } = received(data);
  let view = views.get(parentElement);
  if (!view) {
    view = { root: made("section", "lists"), part: parentElement };
    view.lists = settings.lists.map((name) => listOf(view, name));
    view.paper = printed((on) => printing(view, on));
    parentElement.append(view.root);
    views.set(parentElement, view);
  }
  view.board = joined(settings.board, parentElement, (names) => heard(view, names));
  heard(view, new Set(["body"]));
  return () => {
    left(settings.board, parentElement);
    view.paper();
    view.root.remove();
    views.delete(parentElement);
  };
}

const POINTING = ["chosen", "pick", "at", "body"];

function heard(view, names) {
  if (!view.board.model) return;
  const others = [...names].some((name) => !POINTING.includes(name)) || names.has("body");
  const pointed = POINTING.some((name) => names.has(name));
  for (const list of view.lists) {
    if (others) filledIn(view, list);
    if (pointed) shown(view, list);
    drawList(view, list);
  }
}

function listOf(view, name) {
  const list = { name, ...SHAPES[name], lines: [], rows: new Map(), focus: 0, top: 0, sort: null, title: made("p", "title") };
  list.grid = made("div", "grid");
  list.heads = made("div", "heads");
  list.scroll = made("div", "body");
  list.space = made("div", "space");
  list.grid.setAttribute("role", "grid");
  list.heads.setAttribute("role", "row");
  list.space.setAttribute("role", "rowgroup");
  const head = made("div");
  head.setAttribute("role", "rowgroup");
  head.append(list.heads);
  list.scroll.append(list.space);
  list.grid.append(head, list.scroll);
  list.scroll.addEventListener("scroll", () => {
    list.top = list.scroll.scrollTop; // kept: asking the page after a change makes the browser lay it all out at once
    drawList(view, list);
  }, { passive: true });
  list.grid.addEventListener("keydown", (event) => gone(view, list, event));
  list.space.addEventListener("click", (event) => {
    const row = event.target.closest("[data-line]");
    if (row) taken(view, list, Number(row.dataset.line));
  });
  const section = made("div", name);
  section.append(list.title, list.grid);
  view.root.append(section);
  return list;
}

function cleared(list) {
  for (const row of list.rows.values()) row.remove();
  list.rows.clear();
}

/** The lines of a list: what is said in each column, by what it is sorted, and which items it is about. */
const LINES = {
  findings: ({ board }) =>
    board.model.findings.map(([severity, text, items]) => ({
      items, keys: [severity, text], cells: () => [severity, text],
    })),
  rows: ({ board }) =>
    board.model.items.filter((item) => found(board, item)).map((item) => ({
      items: [item.id],
      keys: [item.status, item.label, item.domain, item.start, item.place, item.vehicles],
      cells: () => [status(board, item).join(" "), item.label, domain(board, item), span(board, item), item.place, item.vehicles],
    })),
  queue: ({ board }) =>
    board.model.items.filter((item) => board.queue[item.rank] === "1").map((item) => ({
      items: [item.id],
      keys: [item.start],
      cells: () => [`${status(board, item)[0]} ${item.label}`, `${span(board, item)} \u00b7 ${item.vehicles}`],
    })),
};

function status({ model }, item) {
  return model.statuses[item.status].slice(1);
}

function domain({ model }, item) {
  return model.domains[item.domain][2];
}

function span({ model }, { start, end }) {
  return filled(model.texts.span, { start: moment(model, start), end: moment(model, end) });
}

function filledIn(view, list) {
  const { model } = view.board;
  list.lines = LINES[list.name](view);
  if (list.sort) {
    const [column, way] = list.sort;
    const other = (one, two) => (typeof one === "number" ? one - two : one.localeCompare(two));
    list.lines.sort((one, two) => way * other(one.keys[column], two.keys[column]));
  }
  cleared(list);
  list.focus = Math.max(0, Math.min(list.focus, list.lines.length - 1));
  const title = filled(model.texts[list.name], { count: list.lines.length });
  list.title.textContent = list.lines.length ? title : model.texts[`${list.name}_none`];
  list.grid.hidden = !list.lines.length;
  list.space.style.height = `${list.lines.length * list.high}px`;
  list.scroll.style.height = `${tallOf(list)}px`;
  marked(list.grid, { "aria-label": title, "aria-rowcount": String(list.lines.length + 1) });
  const heads = model.heads[list.name] ?? [];
  list.heads.parentElement.hidden = !heads.length;
  list.heads.replaceChildren(...heads.map((word, column) => headOf(view, list, word, column)));
}

function headOf(view, list, word, column) {
  const way = list.sort?.[0] === column ? list.sort[1] : 0;
  const head = made("div", "cell");
  const button = made("button", "", `${word}${way ? (way > 0 ? " \u2191" : " \u2193") : ""}`);
  button.type = "button";
  button.onclick = () => {
    list.sort = way < 0 ? null : [column, way ? -1 : 1];
    filledIn(view, list);
    drawList(view, list);
    list.heads.children[column].firstChild.focus();
  };
  head.append(button);
  head.setAttribute("role", "columnheader");
  head.setAttribute("aria-sort", way ? (way > 0 ? "ascending" : "descending") : "none");
  return head;
}

/** Brings the line of what is chosen into sight, without taking the focus. */
function shown({ board }, list) {
  const place = list.lines.findIndex((line) => line.items.includes(board.at));
  if (place < 0) return;
  list.focus = place;
  inSight(list, place);
}

function inSight(list, place) {
  const { high } = list;
  const top = place * high;
  const tall = tallOf(list);
  const before = list.top;
  if (top < list.top) list.top = top;
  else if (top + high > list.top + tall) list.top = top + high - tall;
  if (list.top !== before) list.scroll.scrollTop = list.top;
}

function tallOf({ lines, most, high }) {
  return Math.min(lines.length, most) * high;
}

function printing(view, on) {
  for (const list of view.lists) {
    list.whole = on;
    list.scroll.style.height = `${on ? list.lines.length * list.high : tallOf(list)}px`;
    drawList(view, list);
  }
}

function drawList(view, list) {
  const { rows, lines } = list;
  list.top = Math.min(list.top, Math.max(0, lines.length * list.high - tallOf(list))); // as the page scrolls back by itself
  const first = list.whole ? 0 : Math.max(0, Math.floor(list.top / list.high) - SPARE);
  const last = list.whole ? lines.length - 1 : Math.min(lines.length - 1, first + Math.ceil(list.most) + 2 * SPARE);
  for (const [place, row] of rows) {
    if ((place < first || place > last) && place !== list.focus) {
      row.remove();
      rows.delete(place);
    }
  }
  const places = new Set([list.focus]);
  for (let place = first; place <= last; place += 1) places.add(place);
  for (const place of [...places].sort((one, two) => one - two)) {
    if (place < lines.length) drawLine(view, list, place);
  }
}

function drawLine(view, list, place) {
  const line = list.lines[place];
  let row = list.rows.get(place);
  if (!row) {
    row = made("div", "row");
    row.style.top = `${place * list.high}px`;
    row.dataset.line = String(place);
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", String(place + 2));
    row.append(...line.cells().map(cellOf));
    const next = [...list.rows.keys()].filter((other) => other > place);
    list.space.insertBefore(row, list.rows.get(Math.min(...next)) ?? null);
    list.rows.set(place, row);
  }
  marked(row, { "aria-selected": String(line.items.includes(view.board.at)), tabindex: place === list.focus ? "0" : "-1" });
}

function cellOf(text) {
  const cell = made("div", "cell", text);
  cell.setAttribute("role", "gridcell");
  cell.title = text;
  return cell;
}

function taken(view, list, place) {
  list.focus = place;
  const [item] = list.lines[place].items;
  const draw = () => {
    for (const one of view.lists) {
      if (one !== list) shown(view, one);
      drawList(view, one);
    }
    list.rows.get(place)?.focus({ preventScroll: true });
  };
  if (item) chosen(view.board, item, view.part, draw);
  else draw();
}

function gone(view, list, event) {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.dataset.line === undefined) return;
  list.focus = Number(event.target.dataset.line); // a screen reader moves the focus by itself
  const last = list.lines.length - 1;
  const page = Math.floor(list.most);
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -last, End: last };
  if (key in steps) {
    list.focus = Math.max(0, Math.min(list.focus + steps[key], last));
    inSight(list, list.focus);
    drawList(view, list);
    list.rows.get(list.focus).focus({ preventScroll: true });
  } else if (key === "Enter" || key === " ") taken(view, list, list.focus);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
