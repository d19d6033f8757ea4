"""What the timeline draws, worked out without a browser."""

import json
import re
from datetime import UTC, datetime

import pytest
from made_up_plan import made_up

from copilot.app.closed import Closed
from copilot.app.standing import Standing, fits
from copilot.model.activity import Delay, Effect
from copilot.model.clock import Clock
from copilot.model.decision import Decision, ItemEdit
from copilot.model.plan import Plan
from copilot.texts import Speaker
from copilot.ui.timeline import component, data, editing, ticks
from copilot.ui.timeline.data import Scene, timeline
from copilot.ui.timeline.lanes import LANES, NO_VEHICLE, held, tracks

NOON = datetime(2027, 3, 23, 12, tzinfo=UTC)
PLAN = made_up(60, 12)
ID, LABEL, DOMAIN, START, END, LATE, WORST = range(7)
SAY = Speaker("fr", PLAN.names, PLAN.clock)


def _standing(plan: Plan, **decided: Decision) -> dict[str, Standing]:
    return {item.id: Standing(decision=decided.get(item.id)) for item in plan.items}


def _decision(item: str, verb: str, edit: ItemEdit | None = None) -> Decision:
    return Decision(plan=PLAN.id, item=item, verb=verb, edit=edit, reason="-", by="Alice", at=NOON)


def _scene(plan: Plan = PLAN, **fields: object) -> Scene:
    found = {"items": plan.items, "by": "assets", "standing": _standing(plan)} | fields
    return Scene(plan=plan, **found)


@pytest.mark.parametrize("by", LANES)
def test_each_item_lies_on_the_lanes_that_it_holds(by: str) -> None:
    """Bars are those of `held`, each on the lane of that name; names are said, never identifiers that have a name."""
    drawn = timeline(_scene(by=by), SAY)
    bars = {(PLAN.items[item].id, drawn["lanes"][lane], start, end) for item, lane, start, end, _, _ in drawn["bars"]}
    wanted = set()
    for item in PLAN.items:
        for one in held(item, by):
            table, _, row = one.lane.partition("/")
            wanted.add((item.id, SAY.name(table, row), one.start, one.end))
    assert bars == wanted
    assert drawn["bars"] == sorted(drawn["bars"], key=lambda bar: (bar[1], bar[2], bar[3]))
    assert by != "sites" or "D\u00e9p\u00f4t 3" in drawn["lanes"]


def test_bars_of_a_lane_do_not_overlap_on_a_track() -> None:
    """Bars that overlap are laid under one another, on as few tracks as the busiest minute needs."""
    spans = [(0, 10), (5, 20), (10, 15), (12, 30), (30, 40)]
    assert tracks(spans) == [0, 1, 0, 2, 0]
    drawn = timeline(_scene(by="sites"), SAY)
    ends: dict[tuple[int, int], int] = {}
    for _, lane, start, end, _, track in drawn["bars"]:
        assert ends.get((lane, track), 0) <= start
        ends[lane, track] = end


def test_what_was_decided_and_found_is_told() -> None:
    """Status, lateness and the worst finding of each item: by the decision that stands, the delays, the findings."""
    one, two = PLAN.items[1].id, PLAN.items[2].id
    standing = _standing(PLAN, **{one: _decision(one, "accept"), two: _decision(two, "lock")})
    told = [data.STATUSES[int(figure)] for figure in data.states(PLAN, standing)]
    stands = {item.id: verb for item, verb in zip(PLAN.by_time, told, strict=True)}
    assert {name: verb for name, verb in stands.items() if verb} == {one: "accept", two: "lock"}
    drawn = {item[ID]: item for item in timeline(_scene(), SAY)["items"]}
    assert {name for name, item in drawn.items() if item[LATE]} == {item.id for item in PLAN.items[::10]}
    worst = {item.items[0]: {"error": 2, "warning": 1}[item.severity] for item in PLAN.findings}
    assert {name: item[WORST] for name, item in drawn.items() if item[WORST]} == worst


def test_shadows_show_where_items_were_and_are_wanted() -> None:
    """A moved item has its former place, one that left too, an edited one its wanted place; what stayed has none."""
    moved, gone, edited = PLAN.items[0], PLAN.items[1], PLAN.items[2]
    later = moved.model_copy(update={"start": moved.start + 120, "end": moved.end + 120})
    now = PLAN.model_copy(update={"items": (later, *PLAN.items[2:]), "parent": PLAN.id})
    other = edited.mode.assets[0].candidates[1]
    decision = _decision(edited.id, "edit", ItemEdit(start=edited.start + 60, assets=(other,)))
    scene = _scene(now, parent=PLAN, standing=_standing(now, **{edited.id: decision}))
    drawn = timeline(scene, SAY)
    assert {drawn["items"][item][ID] if item is not None else None for *_, item in drawn["ghosts"]} == {
        moved.id, None, edited.id,
    }  # fmt: skip
    shadows = {(drawn["vehicles"][lane], start, end, kind) for lane, start, end, kind, *_ in drawn["ghosts"]}
    assert shadows == {
        (moved.assets[0], moved.start, moved.end, "before"),
        (gone.assets[0], gone.start, gone.end, "before"),
        (other, edited.start + 60, edited.end + 60, "wanted"),
    }


def test_what_is_left_out_comes_first_and_mandatory_before_all() -> None:
    """Needs that the plan does not meet are told with their cause, mandatory ones first, whatever the lanes."""
    plan = made_up(200, 12)
    drawn = timeline(_scene(plan), SAY)["unmet"]
    assert len(drawn) == len(plan.unmet) == 8
    assert [need[4] for need in drawn] == sorted((need.mandatory for need in plan.unmet), reverse=True)
    assert all(need[3] for need in drawn)


def test_a_swap_that_is_offered_fits() -> None:
    """Every candidate offered for a vehicle is one that the service accepts in its place, and none is left out."""
    drawn = timeline(_scene(edit=True), SAY)
    for item, (assets, needs, closed) in zip(PLAN.items, drawn["edits"], strict=True):
        assert tuple(assets) == item.assets
        ((count, group),) = needs
        assert count == 1
        assert tuple(drawn["closed"][closed]) == item.mode.closed
        assert all(fits(item, (name,)) for name in drawn["groups"][group])
        assert set(item.mode.assets[0].candidates) == set(drawn["groups"][group]) <= set(drawn["vehicles"])
    assert len(drawn["groups"]) < len(PLAN.items)
    assert "edits" not in timeline(_scene(), SAY)


def test_closings_lie_behind_the_lanes_that_are_shown() -> None:
    """A closing is a band on its row's lane; one of a row that has no lane is left out."""
    row = f"assets/{PLAN.items[0].assets[0]}"
    spans = (Closed(row=row, start=0, end=60, why="absence"), Closed(row="assets/other", start=0, end=9, why="absence"))
    drawn = timeline(_scene(closed=spans), SAY)
    assert [(drawn["vehicles"][lane], *rest) for lane, *rest in drawn["bands"]] == [(row[7:], 0, 60, "absence")]


def test_what_needs_no_vehicle_has_a_lane_of_its_own() -> None:
    """An item without a vehicle is shown, on a lane before all others."""
    bare = PLAN.items[0].model_copy(update={"assets": (), "mode": PLAN.items[0].mode.model_copy(update={"assets": ()})})
    drawn = timeline(_scene(items=(bare, PLAN.items[1])), SAY)
    assert [one.lane for one in held(bare, "assets")] == [NO_VEHICLE]
    assert drawn["lanes"][0] == SAY("desk.timeline.no_vehicle")
    assert drawn["bars"][0][:2] == (0, 0)


def test_days_and_hours_are_local_through_a_change_of_legal_time() -> None:
    """In the night when Paris skips an hour, midnights stay midnights and the hour skipped is not told."""
    midnights = ticks.days(PLAN.clock, SAY)
    assert [PLAN.clock.at(minute).hour for minute, _, _ in midnights] == [0] * 15
    assert [day for _, day, _ in midnights][5:7] == ["dim. 28/03", "lun. 29/03"]
    assert [monday for _, _, monday in midnights].count(True) == 2
    told = ticks.hours(PLAN.clock)
    assert [f"{PLAN.clock.at(minute):%H:%M}" for minute, _, _ in told] == [hour for _, hour, _ in told]
    sunday = [hour for minute, hour, _ in told if PLAN.clock.at(minute).day == 28]
    assert len(sunday) == 23
    assert "02:00" not in sunday
    half = Clock(start=datetime(2027, 3, 1, 7, 20, tzinfo=UTC), step=20, steps=9)
    assert [hour for _, hour, _ in ticks.hours(half)] == ["08:20", "09:00", "10:00", "11:00"]


def test_an_answer_of_the_browser_is_checked() -> None:
    """A move is read only when it names an item of the plan and changes something; anything else is nothing."""
    item = PLAN.items[0]
    still = {"item": item.id, "start": item.start, "assets": list(item.assets)}
    assert editing.edit_of(PLAN, still) is None
    assert editing.edit_of(PLAN, still | {"start": item.start + 60}) == (item, ItemEdit(start=item.start + 60))
    assert editing.edit_of(PLAN, still | {"assets": ["x"]}) == (item, ItemEdit(assets=("x",)))
    for wrong in ({"item": "nothing"}, {"start": "0"}, {"assets": [1]}, {"more": 1}, {"start": None}):
        assert editing.edit_of(PLAN, still | wrong) is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_component_has_every_word_it_asks_for(language: str) -> None:
    """Each text that a script names is sent, in both languages, and a plan of thousands of items stays small."""
    scripts = "\n".join(component.source(name) for parts in component.SCRIPTS.values() for name in parts)
    sent = timeline(_scene(), Speaker(language, PLAN.names, PLAN.clock))["texts"]
    asked = set(re.findall(r"texts\.([a-z_]+)", scripts))
    assert len(asked) > 15
    assert asked <= sent.keys()
    large = made_up(3000, 200)
    assert len(component.encoded(timeline(_scene(large), SAY))) < 800_000
    assert json.loads(component.encoded(timeline(_scene(), SAY)))["end"] == PLAN.clock.end


@pytest.mark.parametrize(("start", "late"), [(40, False), (50, False), (51, True)])
def test_a_convoy_is_late_by_what_it_serves_and_not_by_its_return(start: int, late: bool) -> None:
    """A delay measured at a site counts from the last effect there, whenever the item ends."""
    effects = (
        Effect(site="DP", item="water", quantity=9, at=50),
        Effect(site="DEPOT", item="water", quantity=-9, at=0),
    )
    delays = (Delay(code="late", after=100, weight=1, site="DP"),)
    mode = PLAN.items[0].mode.model_copy(update={"effects": effects})
    fields = {"mode": mode, "delays": delays, "start": start, "end": start + 900}
    assert PLAN.items[0].model_copy(update=fields).late is late
