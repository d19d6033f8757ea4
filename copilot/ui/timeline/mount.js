// What Streamlit calls, again whenever the data is another: listeners are set once, scroll and scale are kept.

const views = new WeakMap();

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  let view = views.get(parentElement);
  if (!view) {
    view = {
      parts: frame(parentElement), rows: new Map(), lanes: [], drafts: [], ghosts: true, body: "", rank: 0, scale: 0,
      told: Date.now(),
    };
    views.set(parentElement, view);
    listening(view);
  }
  view.tell = {
    // With a rank, so that choosing again what was chosen before is heard too.
    selected: (id) => setStateValue("selected", [id, (view.told += 1)]),
    moved: (edit) => setTriggerValue("moved", edit),
  };
  const { settings, body } = received(data);
  view.settings = settings;
  if (body !== view.body) replaced(view, body);
  if (settings.pick[1] > view.rank) {
    view.rank = settings.pick[1];
    view.picked = settings.pick[0];
  }
  sized(view);
  return () => {
    view.watch.disconnect();
    view.parts.root.remove();
    views.delete(parentElement);
  };
}

function replaced(view, body) {
  const before = view.focus;
  view.body = body;
  view.model = modelOf(body);
  view.proposal = null;
  for (const row of view.rows.values()) row.element.remove();
  view.rows.clear();
  view.parts.scroll.style.maxHeight = `${view.settings.height}px`;
  view.parts.ghosts.setAttribute("aria-pressed", String(view.ghosts));
  worded(view);
  arranged(view);
  const same = before && view.model.byId.get(before.item.id)?.bars;
  view.focus = same?.find((bar) => bar.lane.name === before.lane.name) ?? same?.[0];
  refocused(view);
  detail(view, view.model.byId.has(view.selected) ? described(view.model, view.model.byId.get(view.selected)) : "");
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
  drawn(view);
}

function listening(view) {
  const { root, find, out, fit, into, ghosts, scroll } = view.parts;
  const rearranged = () => {
    arranged(view);
    for (const row of view.rows.values()) row.element.remove();
    view.rows.clear();
    refocused(view);
    drawn(view);
  };
  find.oninput = rearranged;
  out.onclick = () => zoomed(view, view.scale / 1.5);
  into.onclick = () => zoomed(view, view.scale * 1.5);
  fit.onclick = () => zoomed(view, fitting(view), 0);
  ghosts.onclick = () => {
    view.ghosts = !view.ghosts;
    ghosts.setAttribute("aria-pressed", String(view.ghosts));
    rearranged();
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
