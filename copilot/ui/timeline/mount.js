// What Streamlit calls, again whenever the data is another: listeners are set once, scroll and scale are kept.

const views = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const { settings } = received(data);
  let view = views.get(parentElement);
  if (!view) {
    view = {
      parts: frame(parentElement), part: parentElement, rows: new Map(), lanes: [], drafts: [], ghosts: true, scale: 0,
      eye: { left: 0, top: 0, wide: 0, tall: 0 },
    };
    views.set(parentElement, view);
    listening(view);
    view.paper = printed((on) => printing(view, on));
  }
  view.move = (edit) => setTriggerValue("moved", edit);
  view.settings = settings;
  view.board = joined(settings.board, parentElement, (names) => heard(view, names));
  if (!view.model && view.board.selected) view.picked = view.board.selected;
  heard(view, new Set(["body"]));
  return () => {
    left(settings.board, parentElement);
    view.paper();
    view.watch.disconnect();
    view.parts.root.remove();
    views.delete(parentElement);
  };
}

/** Something that the parts of the board share is another. */
function heard(view, names) {
  if (names.has("chosen") || names.has("pick")) view.picked = view.board.selected;
  if (!view.board.model) return;
  if (view.model !== view.board.model) replaced(view);
  else if (names.has("sieve")) rearranged(view);
  if (names.has("states")) counted(view);
  seen(view);
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
  spread(view.board, ["asked"], view.part);
}

/** Where the bar that had the focus is no longer shown, the first that is takes it. */
function refocused(view) {
  const row = view.focus && view.lanes[view.drawnLanes.get(view.focus.lane.rank)];
  if (!row?.bars.includes(view.focus)) view.focus = view.lanes.find((lane) => lane.bars.length)?.bars[0];
}

/** The place for the timeline is of another size: as wide a look as before, or the first one. */
function sized(view) {
  looked(view);
  if (view.scale) zoomed(view, view.scale, 0);
  seen(view);
}

/** Where the timeline has no width it is not in sight: it is laid out when it gets one. */
function seen(view) {
  if (!view.eye.wide) return;
  if (!view.scale) opened(view);
  if (view.picked !== undefined) {
    const id = view.picked;
    delete view.picked;
    shownTo(view, id);
  }
  draw(view); // in the frame in which the page is drawn: another one would be waited for
}

/** On paper nothing is scrolled: the whole plan, at the scale at which it fits the width of the page. */
function printing(view, on) {
  if (!view.model || !view.eye.wide || (!on && !view.before)) return;
  view.parts.scroll.style.maxHeight = on ? "none" : `${view.settings.height}px`;
  if (on) view.before = [view.scale, view.eye.left, view.eye.top];
  looked(view);
  zoomed(view, on ? 0 : view.before[0], 0);
  if (!on) {
    scrolled(view, view.before[1], view.before[2]);
    delete view.before;
  }
  draw(view);
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
  scroll.addEventListener("scroll", () => looked(view) && drawn(view), { passive: true });
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
  view.watch = new ResizeObserver(() => (view.model ? sized(view) : looked(view)));
  view.watch.observe(scroll);
}
