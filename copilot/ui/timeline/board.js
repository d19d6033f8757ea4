// Where the components of one board meet in the browser: a plan that is sent once, where its items stand, which of them
// the page's filters keep, which stand in the queue, what is searched for, what is chosen and who tells Python of it. The
// parts of this folder are joined in modules, in the order that component.py names; each module has these functions, all
// share what lies at the window.

const boards = (window.intendanceBoards ??= new Map());

function boardOf(name) {
  if (!boards.has(name)) {
    const nothing = { body: "", model: null, states: "", queue: "", at: "", asked: "", selected: null, rank: 0 };
    boards.set(name, { ...nothing, sieves: new Map(), tell: () => {}, told: Date.now(), parts: new Map() });
  }
  return boards.get(name);
}

/** Takes part: `hear` is told of what others change, by the names of it all. */
function joined(name, part, hear) {
  const board = boardOf(name);
  board.parts.set(part, hear);
  return board;
}

function left(name, part) {
  const board = boards.get(name);
  board?.parts.delete(part);
  if (!board?.parts.size) boards.delete(name);
}

function spread(board, names, but) {
  for (const [part, hear] of board.parts) if (part !== but) hear(new Set(names));
}

/** Where each item stands, and whether every filter keeps it: one figure an item, as Python writes them. */
function applied({ model, states, sieves }) {
  const each = [...sieves.values()];
  for (const item of model?.items ?? []) {
    item.status = Number(states[item.rank] ?? 0);
    item.kept = each.every((sieve) => sieve[item.rank] !== "0");
  }
}

function found(board, item) {
  return item.kept && (!board.asked || item.search.includes(board.asked));
}

/** Chosen by a planner on one part: Python hears of it first, since its answer takes longest; then all of it is drawn.
 *
 * Streamlit sends what it is told in a task of its own, and what is drawn before that holds it up for a whole frame.
 */
function chosen(board, id, part, draw) {
  board.selected = board.at = id;
  // With a rank, so that choosing again what was chosen before is heard too, and which part chose last is known.
  addressed(id);
  board.told = Math.max(board.told + 1, Date.now());
  board.tell([id, board.told]);
  setTimeout(() => {
    draw();
    spread(board, ["chosen"], part);
  });
}

/** The address names what is chosen, for a reload or a link: written here, since Streamlit draws all anew for it. */
function addressed(item) {
  const url = new URL(location.href);
  if (item) url.searchParams.set("item", item);
  else url.searchParams.delete("item");
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

/** Calls before the page goes to paper, with true, and after it, with false; gives back how to stop that. */
function printed(draw) {
  const before = () => draw(true);
  const after = () => draw(false);
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  return () => {
    window.removeEventListener("beforeprint", before);
    window.removeEventListener("afterprint", after);
  };
}

function made(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Writes only what is another: the browser works again over whatever is written. */
function marked(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}
