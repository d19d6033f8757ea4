// The parts that stay: tools, legend, list of what is left out, the scrolled grid, the line of detail.

function button(name, sign) {
  const element = made("button", `tool ${name}`, sign);
  element.type = "button";
  return element;
}

function frame(parent) {
  const root = made("section", "timeline");
  const tools = made("div", "tools");
  const find = made("input", "find");
  find.type = "search";
  const count = made("span", "count");
  count.setAttribute("role", "status");
  const out = button("out", "\u2212");
  const fit = button("fit", "");
  const into = button("in", "+");
  const ghosts = button("ghosts", "");
  const keys = made("span", "keys");
  tools.append(find, count, out, into, fit, ghosts, keys);
  const legend = made("div", "legend");
  const left = made("div", "left");
  const scroll = made("div", "scroll");
  const space = made("div", "space");
  space.setAttribute("role", "grid");
  const head = made("div", "head");
  const corner = made("div", "corner");
  const ticks = made("div", "ticks");
  // Days and hours are read with each bar: a screen reader needs no second copy.
  head.setAttribute("aria-hidden", "true");
  head.append(corner, ticks);
  const lines = made("div", "lines");
  lines.setAttribute("aria-hidden", "true");
  const rows = made("div", "rows");
  rows.setAttribute("role", "rowgroup");
  space.append(head, lines, rows);
  scroll.append(space);
  const detail = made("p", "detail");
  const live = made("p", "live");
  live.setAttribute("aria-live", "polite");
  root.append(tools, legend, left, scroll, detail, live);
  parent.append(root);
  return {
    root, tools, find, count, out, into, fit, ghosts, keys, legend, left, scroll, space, head, corner, ticks, lines,
    rows, detail, live,
  };
}

/** Writes the words that do not move: again only when the plan or the language is another. */
function worded(view) {
  const { parts, model } = view;
  const { texts } = model;
  parts.root.setAttribute("aria-label", texts.title);
  parts.space.setAttribute("aria-label", texts.title);
  parts.find.setAttribute("aria-label", texts.find);
  parts.find.placeholder = texts.find;
  for (const [part, name] of [["out", "out"], ["into", "into"]]) {
    parts[part].setAttribute("aria-label", texts[name]);
    parts[part].title = texts[name];
  }
  parts.fit.textContent = texts.fit;
  parts.ghosts.textContent = texts.ghosts;
  parts.ghosts.hidden = !model.ghosts.length;
  parts.keys.textContent = model.edits ? texts.keys_edit : texts.keys;
  parts.corner.textContent = model.by;
  parts.legend.replaceChildren(...legend(view));
  counted(view);
  leftOut(view);
}

/** How many items stand where, beside the sign of each. */
function counted({ parts, model }) {
  const counts = model.statuses.map(() => 0);
  for (const item of model.items) counts[item.status] += 1;
  for (const [status, entry] of parts.counts.entries()) entry.textContent = String(counts[status]);
}

function legend({ model, parts }) {
  const { texts } = model;
  const entry = (name, sign, word) => {
    const element = made("span", "entry");
    element.append(made("span", `swatch ${name}`, sign), made("span", "", word));
    return element;
  };
  const found = model.domains.map(([key, letter, name]) => entry(`${key} accept`, letter, name));
  const statuses = model.statuses.map(([key, sign, word]) => entry(`plain ${key}`, sign, word));
  parts.counts = statuses.map(() => made("strong"));
  statuses.forEach((status, rank) => status.append(parts.counts[rank]));
  found.push(...statuses);
  found.push(entry("plain accept late", LATE, texts.late), entry("plain accept conflict", CONFLICT, texts.conflict));
  if (model.ghosts.some((ghost) => ghost[3] === "before")) found.push(entry("ghost before", "", texts.before_key));
  if (model.ghosts.some((ghost) => ghost[3] === "wanted")) found.push(entry("ghost wanted", "", texts.wanted_key));
  if (model.bands.length) found.push(entry("band hours", "", texts.closed_key));
  return found;
}

/** What the plan leaves out lies in no time: it stands first, in a list of its own, drawn where it is in sight. */
function leftOut(view) {
  const { parts, model } = view;
  parts.left.hidden = !model.unmet.length;
  if (!model.unmet.length) return parts.left.replaceChildren();
  const strip = made("div", "strip");
  const list = made("ul", "needs");
  list.setAttribute("aria-label", filled(model.texts.unmet, { count: model.unmet.length }));
  list.style.width = `${model.unmet.length * NEED}px`;
  strip.append(list);
  strip.onscroll = () => needs(view, strip, list);
  parts.left.replaceChildren(made("div", "name", filled(model.texts.unmet, { count: model.unmet.length })), strip);
  needs(view, strip, list);
}

const NEED = 208; // width of one need and its margin, as in timeline.css
const LATE = "\u00bb";
const CONFLICT = "\u2718";
const WARNED = "\u26a0";

function needs(view, strip, list) {
  const { model } = view;
  const first = Math.max(0, Math.floor(strip.scrollLeft / NEED) - 3);
  const last = Math.min(model.unmet.length, first + Math.ceil((strip.clientWidth || 1200) / NEED) + 6);
  const focused = view.parts.root.getRootNode().activeElement?.dataset?.need;
  const drawn = model.unmet.slice(first, last).map(([id, label, domain, cause, mandatory], rank) => {
    const entry = made("li");
    const chip = made("button", `need ${model.domains[domain][0]}`);
    const words = `${mandatory ? CONFLICT : ""} ${model.domains[domain][1]}\u00b7 ${label}`;
    chip.type = "button";
    chip.textContent = words.trim();
    chip.dataset.need = id;
    chip.title = `${label} \u2014 ${cause}`;
    chip.setAttribute("aria-label", `${label} \u00b7 ${mandatory ? model.texts.mandatory + " \u00b7 " : ""}${cause}`);
    chip.onclick = () => choose(view, id, `${label} \u2014 ${cause}`);
    chip.onfocus = () => detail(view, `${label} \u2014 ${cause}`);
    entry.style.left = `${(first + rank) * NEED}px`;
    entry.append(chip);
    return entry;
  });
  list.replaceChildren(...drawn);
  needChosen(view);
  if (focused) list.querySelector(`[data-need="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

/** Marks the need that is chosen, of those drawn. */
function needChosen(view) {
  for (const chip of view.parts.left.querySelectorAll(".need")) {
    const chosen = chip.dataset.need === view.board.selected;
    chip.classList.toggle("chosen", chosen);
    marked(chip, { "aria-pressed": String(chosen) });
  }
}

function detail(view, text) {
  view.parts.detail.textContent = text || view.model.texts.nothing;
}

function announce(view, text) {
  view.parts.live.textContent = text;
}
