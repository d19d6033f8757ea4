// What Python sent, read once: a line of settings, then a line for each part that they name.

const LABEL = 240; // width of a lane's name, in pixels, as in timeline.css
const TRACK = 26; // height of one bar and its margin
const GUTTER = 9; // under the bars, where shadows of other places lie

function received(bytes) {
  const [settings, ...texts] = new TextDecoder().decode(bytes).split("\n");
  return { settings: JSON.parse(settings), texts };
}

function modelOf(body) {
  const data = JSON.parse(body);
  const items = data.items.map(
    ([id, label, domain, start, end, late, worst, vehicles, place], rank) => ({
      id, label, domain, status: 0, kept: true, start, end, late, worst, vehicles, place, rank, bars: [],
    }),
  );
  const lanes = data.lanes.map((name, rank) => ({
    name, rank, vehicle: data.vehicles[rank], bars: [], ghosts: [], bands: [], tracks: 1,
  }));
  const bars = data.bars.map(([item, lane, start, end, slot, track], rank) => {
    const bar = { rank, item: items[item], lane: lanes[lane], start, end, slot, track };
    bar.item.bars.push(bar);
    bar.lane.bars.push(bar);
    bar.lane.tracks = Math.max(bar.lane.tracks, track + 1);
    return bar;
  });
  for (const [lane, start, end, kind, label, item] of data.ghosts) {
    lanes[lane].ghosts.push({ start, end, kind, label, item: items[item] });
  }
  for (const [lane, start, end, why] of data.bands) lanes[lane].bands.push({ start, end, why });
  for (const item of items) item.search = folded([item.id, item.label, item.vehicles, item.place].join(" "));
  for (const lane of lanes) lane.search = folded(lane.name);
  const byId = new Map(items.map((item) => [item.id, item]));
  return { ...data, items, lanes, bars, byId };
}

/** Lower case without accents, so that a planner may type either. */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** A text with its placeholders filled in. */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The rank of the last entry that begins at or before a minute; entries are sorted by their first field. */
function lastAt(entries, minute) {
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (entries[middle][0] <= minute) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A minute in words: day and hour of the plan's own zone, from the ticks that Python worded. */
function moment(model, minute) {
  const day = model.days[lastAt(model.days, minute)];
  const hour = model.hours[lastAt(model.hours, minute)];
  const [hours, minutes] = hour[1].split(":").map(Number);
  const total = hours * 60 + minutes + Math.max(minute - hour[0], 0);
  const two = (number) => String(number).padStart(2, "0");
  return `${day[1]} ${two(Math.floor(total / 60))}:${two(total % 60)}`;
}

/** An item in one sentence, for whoever does not see colours and for whoever wants the detail. */
function described(model, item) {
  const [, , domain] = model.domains[item.domain];
  const parts = [
    item.label,
    domain,
    filled(model.texts.span, { start: moment(model, item.start), end: moment(model, item.end) }),
    item.place,
    item.vehicles,
    model.statuses[item.status][2],
  ];
  if (item.late) parts.push(model.texts.late);
  if (item.worst) parts.push(model.texts[item.worst === 2 ? "conflict" : "warned"]);
  return [...new Set(parts)].join(" \u00b7 ");
}
