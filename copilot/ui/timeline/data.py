"""A plan as the timeline's component reads it: a pure function of what is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from copilot.app.closed import Closed
from copilot.app.standing import Standing
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import DOMAINS
from copilot.texts import Speaker, texts
from copilot.ui import words
from copilot.ui.timeline.editing import editable
from copilot.ui.timeline.lanes import NO_VEHICLE, By, Held, held, tracks
from copilot.ui.timeline.ticks import days, hours

STATUSES = (None, "accept", "edit", "reject", "lock")
PENDING = "0"
"""The figure of what nobody decided, among those that `states` writes."""
WORDS = "desk.timeline."
SHARED = {
    "rows": "desk.as_table",
    "rows_none": "desk.nothing_here",
    "findings": "desk.findings",
    "findings_none": "desk.findings_none",
    "queue": "desk.queue.items",
    "queue_none": "desk.queue.empty",
}
"""Words of the page that the lists say too."""
HEADS = {
    "rows": ("status", "label", "domain_name", "when", "place", "assets"),
    "findings": ("severity", "finding"),
}
SEVERITY = {"error": 2, "warning": 1, "info": 0}


@dataclass(frozen=True)
class Scene:
    """What is shown: a plan, its items, on which lanes, beside what; `edit`: whether items may be moved."""

    plan: Plan
    items: Sequence[PlanItem]
    by: By
    standing: Mapping[str, Standing]
    parent: Plan | None = None
    closed: tuple[Closed, ...] = ()
    edit: bool = False


def timeline(scene: Scene, say: Speaker) -> dict[str, Any]:
    """What is sent once; items, bars and ghosts are lists of fields, since thousands of them cross the wire.

    Where items stand is sent apart, since it changes often: only an edit is told here, by the ghost of what it asks.
    """
    plan = scene.plan
    shadows, worst = list(_shadows(scene)), _worst(plan)
    names = {lane: _name(say, lane) for lane in _lanes(scene, [one for _, _, one in shadows])}
    lanes = sorted(names, key=lambda lane: (lane != NO_VEHICLE, names[lane], lane))
    rank = {lane: place for place, lane in enumerate(lanes)}
    places = {item.id: place for place, item in enumerate(scene.items)}
    return {
        "texts": _words(say),
        "by": say(f"desk.lane.{scene.by}"),
        "heads": {name: [say(f"desk.col.{head}") for head in heads] for name, heads in HEADS.items()},
        "end": plan.clock.end,
        "step": plan.clock.step,
        "now": plan.now,
        "days": days(plan.clock, say),
        "hours": hours(plan.clock),
        "domains": [(one, say(f"desk.letter.{one}"), say(f"desk.domain.{one}")) for one in DOMAINS],
        "statuses": [
            (verb or "pending", words.STATUS_SIGN[verb], say(f"desk.status.{verb or 'pending'}")) for verb in STATUSES
        ],
        "lanes": [names[lane] for lane in lanes],
        "vehicles": [lane.partition("/")[2] for lane in lanes] if scene.by == "assets" else [],
        "items": [_item(item, worst.get(item.id, 0), say) for item in scene.items],
        "bars": _bars(scene, rank),
        "ghosts": [
            (rank[lane], start, end, kind, say.say(item.label), places.get(item.id))
            for kind, item, (lane, start, end, _) in shadows
        ],
        "bands": [(rank[one.row], one.start, one.end, one.why) for one in scene.closed if one.row in rank],
        "unmet": [
            (need.id, say.say(need.label), DOMAINS.index(need.domain), say.say(need.cause), need.mandatory)
            for need in sorted(plan.unmet, key=lambda need: (not need.mandatory, -need.value, need.id))
        ],
        "findings": [
            (words.severity(say, entry), say.say(entry.message), entry.items)
            for entry in sorted(plan.findings, key=lambda entry: -SEVERITY[entry.severity])
        ],
        **(editable(scene.items) if scene.edit else {}),
    }


def states(plan: Plan, standing: Mapping[str, Standing]) -> str:
    """Where each item stands, in the order in which they begin, one figure an item: its rank among STATUSES."""
    found = [PENDING] * len(plan.items)
    for item, state in standing.items():
        if item:
            found[plan.place[item]] = str(STATUSES.index(state.verb))
    return "".join(found)


def _item(item: PlanItem, worst: int, say: Speaker) -> tuple[Any, ...]:
    """Identifier, label, domain, start, end, late, worst finding, vehicles, place."""
    return (
        item.id,
        say.say(item.label),
        DOMAINS.index(item.domain),
        item.start,
        item.end,
        int(item.late),
        worst,
        words.assets(item),
        words.places(say, item),
    )


def _worst(plan: Plan) -> dict[str, int]:
    worst: dict[str, int] = {}
    for finding in plan.findings:
        for name in finding.items:
            worst[name] = max(worst.get(name, 0), SEVERITY[finding.severity])
    return worst


def _lanes(scene: Scene, shadows: Iterable[Held]) -> set[str]:
    """The lanes that something lies on; where vehicles may be swapped, those of every candidate too."""
    found = {one.lane for item in scene.items for one in held(item, scene.by)} | {one.lane for one in shadows}
    if scene.edit and scene.by == "assets":
        candidates = {name for item in scene.items for need in item.mode.assets for name in need.candidates}
        found |= {f"assets/{name}" for name in candidates}
    return found


def _name(say: Speaker, lane: str) -> str:
    if lane == NO_VEHICLE:
        return say("desk.timeline.no_vehicle")
    table, _, row = lane.partition("/")
    return say.name(table, row)


def _bars(scene: Scene, rank: Mapping[str, int]) -> list[tuple[int, ...]]:
    """Item, lane, start, end, slot, track: lane after lane, in order of time."""
    lying = [(rank[one.lane], one.start, one.end, place, one.slot) for place, item in enumerate(scene.items)
             for one in held(item, scene.by)]  # fmt: skip
    by_lane: dict[int, list[tuple[int, int, int, int, int]]] = {}
    for one in sorted(lying):
        by_lane.setdefault(one[0], []).append(one)
    return [
        (place, lane, start, end, slot, track)
        for bars in by_lane.values()
        for (lane, start, end, place, slot), track in zip(bars, tracks((bar[1], bar[2]) for bar in bars), strict=True)
    ]


def _shadows(scene: Scene) -> Iterable[tuple[str, PlanItem, Held]]:
    """Where the parent plan had what moved or left ("before"), and where a person wants what they edited ("wanted")."""
    shown = {item.id for item in scene.items}
    for item in scene.parent.items if scene.parent is not None else ():
        now = scene.plan.item.get(item.id)
        if now is None or (item.id in shown and _place(now) != _place(item)):
            yield from (("before", item, one) for one in held(item, scene.by))
    for item in scene.items:
        state = scene.standing[item.id]
        edit = state.decision.edit if state.decision is not None and not state.carried else None
        if edit is not None:
            start = item.start if edit.start is None else edit.start
            wanted = item.model_copy(
                update={
                    "start": start,
                    "end": start + item.end - item.start,
                    "assets": item.assets if edit.assets is None else edit.assets,
                }
            )
            yield from (("wanted", item, one) for one in held(wanted, scene.by))


def _place(item: PlanItem) -> tuple[Any, ...]:
    return item.start, item.end, item.mode.id, item.assets


def _words(say: Speaker) -> dict[str, str]:
    """The components' own words, their placeholders left to be filled in by them."""
    spoken = texts(say.language)
    own = {key.removeprefix(WORDS): text for key, text in spoken.items() if key.startswith(WORDS)}
    return own | {name: spoken[key] for name, key in SHARED.items()}
