// Moving an item: a proposal is drawn, then told to Python, which says what it breaks. Nothing moves here.

const NEAR = 36; // pixels from an edge at which the view follows the pointer
const SLACK = 4; // pixels that a hand trembles without meaning to move anything

/** The vehicles that may take the place of the bar's own; null where the bar is no vehicle's. */
function candidates(view, bar) {
  const { model } = view;
  if (bar.slot < 0) return null;
  const [assets, needs] = model.edits[bar.item.rank];
  let place = bar.slot;
  const [, group] = needs.find(([count]) => (place -= count) < 0);
  const others = assets.filter((_, slot) => slot !== bar.slot);
  return new Set(model.groups[group].filter((name) => !others.includes(name)));
}

function movable(view, bar) {
  return view.model.edits && bar.item.start >= view.model.now;
}

/** A bar some steps later and, for a vehicle's, on another vehicle's lane: refused where that one cannot do it. */
function proposed(view, bar, steps, vehicle) {
  const { model } = view;
  const { item } = bar;
  const [assets] = model.edits[item.rank];
  const allowed = candidates(view, bar);
  const wanted = vehicle ?? assets[bar.slot];
  const least = Math.ceil((model.now - item.start) / model.step);
  const most = Math.floor((model.end - 1 - item.start) / model.step);
  const shift = Math.min(Math.max(steps, least), most);
  const refused = wanted !== assets[bar.slot] && !allowed?.has(wanted);
  view.proposal = {
    bar, item, steps: shift, start: item.start + shift * model.step, vehicle: wanted, allowed, refused,
    assets: assets.map((name, slot) => (slot === bar.slot ? wanted : name)),
  };
  detail(view, said(view));
  drawn(view);
}

function said(view) {
  const { model, proposal } = view;
  const values = {
    label: proposal.item.label,
    start: moment(model, proposal.start),
    vehicle: proposal.vehicle ?? "",
    vehicles: proposal.assets.join(", "),
  };
  const name = proposal.refused ? "refused" : proposal.assets.length ? "proposed" : "proposed_time";
  return filled(model.texts[name], values);
}

function changed({ proposal }, assets) {
  return proposal.steps !== 0 || proposal.vehicle !== assets[proposal.bar.slot];
}

/** The end of a move: refused, without effect, or told to Python, which asks before anything is kept. */
function settled(view) {
  const { proposal, model } = view;
  const [assets] = model.edits[proposal.item.rank];
  if (proposal.refused || changed(view, assets)) announce(view, said(view));
  if (!proposal.refused && changed(view, assets)) {
    view.move({ item: proposal.item.id, start: proposal.start, assets: proposal.assets });
  }
  if (proposal.refused || changed(view, assets)) detail(view, said(view));
  view.proposal = null;
  drawn(view);
}

function cancelled(view) {
  view.proposal = null;
  view.drag = null;
  view.parts.scroll.classList.remove("dragging");
  announce(view, view.model.texts.cancelled);
  detail(view, view.focus ? described(view.model, view.focus.item) : "");
  drawn(view);
}

/** A step by the keyboard: sideways in time, up and down among the vehicles that may take over. */
function nudged(view, key) {
  const bar = view.proposal?.bar ?? view.focus;
  if (!movable(view, bar)) return announce(view, view.model.texts.begun);
  const steps = view.proposal?.steps ?? 0;
  let vehicle = view.proposal?.vehicle;
  if (key === "ArrowUp" || key === "ArrowDown") {
    const names = [...(candidates(view, bar) ?? [])].sort();
    const place = names.indexOf(vehicle ?? view.model.edits[bar.item.rank][0][bar.slot]);
    vehicle = names[place + (key === "ArrowDown" ? 1 : -1)] ?? vehicle;
  }
  proposed(view, bar, steps + (key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0), vehicle);
  const lane = view.model.lanes.find((one) => one.vehicle && one.vehicle === view.proposal.vehicle) ?? bar.lane;
  const shift = view.proposal.start - bar.item.start;
  reveal(view, { lane, start: bar.start + shift, end: bar.end + shift });
  announce(view, said(view));
}

function grabbed(view, event) {
  const element = event.target.closest?.(".bar");
  if (!element || event.button !== 0) return;
  const bar = view.model.bars[Number(element.dataset.bar)];
  event.preventDefault();
  chooseOrDrag(view, bar, event);
}

function chooseOrDrag(view, bar, event) {
  const { scroll } = view.parts;
  view.drag = { bar, from: minuteAt(view, event.clientX), x: event.clientX, y: event.clientY, far: false };
  scroll.setPointerCapture(event.pointerId);
}

function minuteAt(view, clientX) {
  const { scroll } = view.parts;
  return (clientX - scroll.getBoundingClientRect().left - LABEL + view.eye.left) / view.scale;
}

function dragged(view, event) {
  const { drag, model } = view;
  if (!drag) return;
  drag.far ||= Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > SLACK;
  if (!drag.far || !model.edits) return;
  if (!movable(view, drag.bar)) return announce(view, model.texts.begun);
  view.parts.scroll.classList.add("dragging");
  followed(view, event);
  const steps = Math.round((minuteAt(view, event.clientX) - drag.from) / model.step);
  const lane = laneUnder(view, event.clientY);
  const vehicle = drag.bar.slot < 0 || !lane ? undefined : lane.vehicle || lane.name;
  proposed(view, drag.bar, steps, vehicle);
  if (drag.bar.slot < 0 && lane && lane !== drag.bar.lane) {
    view.proposal.refused = true;
    view.proposal.vehicle = lane.name;
    detail(view, said(view));
  }
}

function laneUnder(view, clientY) {
  const { scroll } = view.parts;
  const y = clientY - scroll.getBoundingClientRect().top - HEAD + view.eye.top;
  const row = view.lanes[laneAt(view, y)];
  return row && y >= row.top && y < row.top + row.height ? row.lane : null;
}

function followed(view, event) {
  const box = view.parts.scroll.getBoundingClientRect();
  const toward = (low, high) => (low < NEAR ? -14 : high < NEAR ? 14 : 0);
  const left = view.eye.left + toward(event.clientX - box.left - LABEL, box.right - event.clientX);
  scrolled(view, left, view.eye.top + toward(event.clientY - box.top - HEAD, box.bottom - event.clientY));
}

function dropped(view) {
  const { drag } = view;
  view.drag = null;
  view.parts.scroll.classList.remove("dragging");
  if (!drag) return;
  if (!drag.far) chooseBar(view, drag.bar);
  else if (view.proposal) settled(view);
}

/** Where the item would be, over the lanes it would lie on. */
function drawProposal(view) {
  for (const element of view.drafts) element.remove();
  view.drafts = [];
  const { proposal, model } = view;
  if (!proposal) return;
  const lanes = new Map(model.lanes.map((lane) => [lane.vehicle, lane]));
  const shift = proposal.start - proposal.item.start;
  for (const bar of proposal.item.bars) {
    const own = bar.slot === proposal.bar.slot && bar.slot >= 0;
    const lane = own ? lanes.get(proposal.vehicle) ?? bar.lane : bar.lane;
    const row = view.lanes[view.drawnLanes.get(lane.rank)];
    if (!row) continue;
    const name = proposal.refused && (own || bar.slot < 0) ? "draft no" : "draft";
    const element = strip(view, name, bar.start + shift, bar.end + shift, "");
    element.style.top = `${row.top + (lane === bar.lane ? bar.track * TRACK : 0) + 1}px`;
    element.setAttribute("aria-hidden", "true");
    element.append(made("span", "", proposal.refused ? model.texts.no : moment(model, proposal.start)));
    view.drafts.push(element);
  }
  view.parts.rows.append(...view.drafts);
}
