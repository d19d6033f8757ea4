// What Streamlit calls, again whenever the data is another: listeners are set once, scroll and scale are kept.

const views = new WeakMap();

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const { settings } = received(data);
  let view = views.get(parentElement);
  if (!view) {
    view = {
      parts: frame(parentElement), part: parentElement, rows: new Map(), lanes: [], drafts: [], ghosts: true, scale: 0,
    };
    views.set(parentElement, view);
    listening(view);
  }
  view.tell = {
    selected: (answer) => setStateValue("selected", answer),
    moved: (edit) => setTriggerValue("moved", edit),
  };
  view.settings = settings;
  const board = (view.board = joined(settings.board, parentElement, (what) => heard(view, what)));
  if (settings.pick[1] > board.rank) {
    [board.selected, board.rank] = settings.pick;
    view.picked = board.selected;
    spread(board, "chosen", parentElement);
  }
  if (board.model) heard(view, "body");
  return () => {
    left(settings.board, parentElement);
    view.watch.disconnect();
    view.parts.root.remove();
    views.delete(parentElement);
  };
}

/** Something that the parts of the board share is another. */
function heard(view, what) {
  if (!view.board.model) return;
  if (view.model !== view.board.model) replaced(view);
  else if (what === "sieve") rearranged(view);
  if (what === "chosen") view.picked = view.board.selected;
  sized(view);
}

function replaced(view) {
  const before = view.focus;
  const model = (view.model = view.board.model);
  view.proposal = null;
  view.scene = "";
  view.parts.scroll.style.maxHeight = `${view.settings.height}px`;
  view.parts.ghosts.setAttribute("aria-pressed", String(view.ghosts));
  worded(view);
  const same = before && model.byId.get(before.item.id)?.bars;
  view.focus = same?.find((bar) => bar.lane.name === before.lane.name) ?? same?.[0];
  rearranged(view);
  const item = model.byId.get(view.board.selected);
  detail(view, item ? described(model, item) : "");
}

/** Other lanes are shown, or others of their bars. */
function rearranged(view) {
  arranged(view);
  for (const row of view.rows.values()) row.element.remove();
  view.rows.clear();
  refocused(view);
  drawn(view);
}

/** What was typed is searched for, in the lists too. */
function searched(view) {
  view.board.asked = folded(view.parts.find.value.trim());
  rearranged(view);
  spread(view.board, "asked", view.part);
}

/** Where the bar that had the focus is no longer shown, the first that is takes it. */
function refocused(view) {
  const row = view.focus && view.lanes[view.drawnLanes.get(view.focus.lane.rank)];
  if (!row?.bars.includes(view.focus)) view.focus = view.lanes.find((lane) => lane.bars.length)?.bars[0];
}

/** In a tab that is not open the timeline has no width: it is laid out when it gets one. */
function sized(view) {
  if (!view.parts.scroll.clientWidth) return;
  if (!view.scale) opened(view);
  else zoomed(view, view.scale, 0);
  if (view.picked !== undefined) {
    const id = view.picked;
    delete view.picked;
    shownTo(view, id);
  }
  draw(view); // in the frame in which the page is drawn: another one would be waited for
}

function listening(view) {
  const { root, find, out, fit, into, ghosts, scroll } = view.parts;
  find.oninput = () => searched(view);
  out.onclick = () => zoomed(view, view.scale / 1.5);
  into.onclick = () => zoomed(view, view.scale * 1.5);
  fit.onclick = () => zoomed(view, fitting(view), 0);
  ghosts.onclick = () => {
    view.ghosts = !view.ghosts;
    ghosts.setAttribute("aria-pressed", String(view.ghosts));
    rearranged(view);
  };
  scroll.addEventListener("scroll", () => drawn(view), { passive: true });
  scroll.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const at = event.clientX - scroll.getBoundingClientRect().left - LABEL;
      zoomed(view, view.scale * Math.exp(-event.deltaY / 400), Math.max(at, 0));
    },
    { passive: false },
  );
  root.addEventListener("keydown", (event) => pressed(view, event));
  root.addEventListener("focusin", (event) => {
    const rank = event.target.dataset?.bar;
    if (rank === undefined) return;
    // A screen reader moves the focus by itself: the arrows then go on from there.
    view.focus = view.model.bars[Number(rank)];
    if (!view.proposal) detail(view, described(view.model, view.focus.item));
    drawn(view);
  });
  scroll.addEventListener("pointerdown", (event) => grabbed(view, event));
  scroll.addEventListener("pointermove", (event) => dragged(view, event));
  scroll.addEventListener("pointerup", () => dropped(view));
  scroll.addEventListener("pointercancel", () => view.drag && cancelled(view));
  view.watch = new ResizeObserver(() => view.model && sized(view));
  view.watch.observe(scroll);
}
