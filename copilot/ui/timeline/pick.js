// One bar has the focus, one item is selected on all its lanes; Python and the lists are told of the second only.

function choose(view, id, text, bar = null) {
  chosen(view.board, id, view.part, () => {
    detail(view, text);
    announce(view, id ? filled(view.model.texts.selected, { label: text }) : view.model.texts.unselected);
    needChosen(view);
    drawn(view);
    if (bar) focusOn(view, bar);
  });
}

function chooseBar(view, bar) {
  choose(view, bar.item.id, described(view.model, bar.item), bar);
}

/** Gives a bar the keyboard's focus, in sight. */
function focusOn(view, bar) {
  view.focus = bar;
  reveal(view, bar);
  draw(view);
  elementOf(view, bar)?.focus({ preventScroll: true });
  detail(view, described(view.model, bar.item));
}

function elementOf(view, bar) {
  return view.rows.get(view.drawnLanes.get(bar.lane.rank))?.bars.get(bar);
}

/** The page or a list chose: the item comes to the middle at the same scale; the focus is not taken from elsewhere. */
function shownTo(view, id) {
  const { model, parts } = view;
  const item = model.byId.get(id);
  if (item?.bars.length) {
    if (!item.bars.some((bar) => view.lanes[view.drawnLanes.get(bar.lane.rank)]?.bars.includes(bar))) {
      parts.find.value = "";
      searched(view);
    }
    view.focus = item.bars[0];
    reveal(view, view.focus, true);
    detail(view, described(model, item));
  }
  const need = model.unmet.findIndex(([name]) => name === id);
  if (need >= 0) {
    parts.left.querySelector(".strip").scrollLeft = (need - 1) * NEED;
    detail(view, `${model.unmet[need][1]} \u2014 ${model.unmet[need][3]}`);
  }
  needChosen(view);
  drawn(view);
}

/** The bar that an arrow leads to: before and after on the lane, nearest in time on the lanes beside. */
function beside(view, bar, key) {
  const rank = view.drawnLanes.get(bar.lane.rank);
  const { bars } = view.lanes[rank];
  const place = bars.indexOf(bar);
  if (key === "ArrowRight") return bars[place + 1];
  if (key === "ArrowLeft") return bars[place - 1];
  if (key === "Home") return bars[0];
  if (key === "End") return bars[bars.length - 1];
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[key];
  const way = Math.sign(steps);
  let left = Math.abs(steps);
  let found;
  for (let next = rank + way; next >= 0 && next < view.lanes.length && left > 0; next += way) {
    if (!view.lanes[next].bars.length) continue;
    found = next;
    left -= 1;
  }
  if (found === undefined) return undefined;
  const middle = (bar.start + bar.end) / 2;
  const far = (other) => Math.abs((other.start + other.end) / 2 - middle);
  return view.lanes[found].bars.reduce((best, other) => (far(other) < far(best) ? other : best));
}

const MOVES = ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];

function pressed(view, event) {
  const { key } = event;
  const typing = event.target === view.parts.find;
  // Streamlit binds bare letters on the whole page: what is typed here is not meant for it.
  if (!event.ctrlKey && !event.metaKey && !event.altKey && key !== "Tab") event.stopPropagation();
  if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
  if (key === "+" || key === "-") return taken(event, () => zoomed(view, view.scale * (key === "+" ? 1.5 : 1 / 1.5)));
  if (key === "Escape") return taken(event, () => (view.proposal ? cancelled(view) : choose(view, null, "")));
  if (!view.focus || !event.target.dataset?.bar) return;
  if (key === "Enter" || key === " ") {
    taken(event, () => (view.proposal ? settled(view) : chooseBar(view, view.focus)));
  } else if (event.shiftKey && view.model.edits && key.startsWith("Arrow")) {
    taken(event, () => nudged(view, key));
  } else if (MOVES.includes(key)) {
    taken(event, () => {
      if (view.proposal) cancelled(view);
      const next = beside(view, view.focus, key);
      if (next) focusOn(view, next);
    });
  }
}

function taken(event, act) {
  event.preventDefault();
  act();
}
