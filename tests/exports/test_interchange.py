"""A plan in the forms that other programs read: a diary, a project tool, a map."""

import json
import shutil
import subprocess
import sys
from datetime import UTC
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from copilot.exports import EXPORTERS
from copilot.exports.mspdi import NAMESPACE
from copilot.model.errors import PlannerError
from copilot.model.ground import Ground
from copilot.model.noun import LANGUAGES, Message
from copilot.model.plan import Movement, Plan

N = f"{{{NAMESPACE}}}"
READ = """
import sys, jpype, mpxj
jpype.startJVM()
from org.mpxj.reader import UniversalProjectReader
read = UniversalProjectReader().read(sys.argv[1])
print(len(read.getIgnoredErrors()))
for task in read.getTasks():
    links = ";".join(str(one.getPredecessorTask().getUniqueID()) for one in task.getPredecessors())
    print(task.getUniqueID(), task.getStart(), task.getFinish(), task.getMilestone(), links, sep="|")
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diary_reads_every_item_at_its_time(drafted: Plan, approved: Plan, ground: Ground, language: str) -> None:
    """Each item and milestone is an entry with its dates and place, tentative until the plan is approved."""
    for plan, status in ((drafted, "TENTATIVE"), (approved, "CONFIRMED")):
        events = {str(one["uid"]): one for one in Calendar.from_ical(EXPORTERS["ics"](plan, language, ground)).events}
        assert len(events) == len(plan.items) + len(plan.milestones)
        assert {str(one["status"]) for one in events.values()} == {status}
        for item in plan.items:
            event = events[f"mini-items-{item.id}@intendance"]
            assert event.start.astimezone(UTC) == plan.clock.at(item.start).astimezone(UTC)
            assert event.end.astimezone(UTC) == plan.clock.at(item.end).astimezone(UTC)
            assert plan.names["sites/" + item.mode.site][language] in event["location"]


def test_a_diary_strikes_out_what_is_gone(drafted: Plan) -> None:
    """An item of the revision before that is no more is cancelled under its name; later revisions rank higher."""
    gone = Movement(item="CV-X", what="removed", before=600, cause=Message(code="movement.cause.better"))
    plan = drafted.model_copy(update={"movements": (gone,), "revision": 2})
    events = {str(one["uid"]): one for one in Calendar.from_ical(EXPORTERS["ics"](plan, "fr")).events}
    assert str(events["mini-items-CV-X@intendance"]["status"]) == "CANCELLED"
    assert {one["sequence"] for one in events.values()} == {2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_shows_each_convoy_on_its_way(drafted: Plan, ground: Ground, language: str) -> None:
    """Each convoy is a line through the sites of its route, longitude first, and each stop and site a point."""
    body = json.loads(EXPORTERS["geojson"](drafted, language, ground))
    assert body["type"] == "FeatureCollection"
    lines = {one["properties"]["id"]: one for one in body["features"] if one["geometry"]["type"] == "LineString"}
    convoys = [item for item in drafted.items if item.kind == "convoy"]
    assert convoys
    assert lines.keys() == {item.id for item in convoys}
    for item in convoys:
        places = [[ground.world.site[name].lon, ground.world.site[name].lat] for name in item.mode.route]
        assert lines[item.id]["geometry"]["coordinates"] == places
        assert lines[item.id]["properties"]["start"] == drafted.clock.at(item.start).isoformat()
    points = [one["properties"]["kind"] for one in body["features"] if one["geometry"]["type"] == "Point"]
    assert points.count("stop") == sum(len(item.mode.stops) for item in convoys)
    assert points.count("site") == len(ground.world.sites)


def test_a_map_needs_the_scenario(drafted: Plan) -> None:
    """Without the scenario there are no places: the map is refused in words, not drawn without them."""
    with pytest.raises(PlannerError, match="export_ground"):
        EXPORTERS["geojson"](drafted, "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_project_holds_tasks_resources_and_links(drafted: Plan, language: str) -> None:
    """Items are tasks that must start when the plan says, in their order; every vehicle is assigned where it goes."""
    root = ElementTree.fromstring(EXPORTERS["mspdi"](drafted, language))
    tasks = {one.findtext(f"{N}UID"): one for one in root.iter(f"{N}Task")}
    assert [int(one.findtext(f"{N}ID", "")) for one in tasks.values()] == sorted(int(name or "") for name in tasks)
    starts = {(one.findtext(f"{N}Name") or "").split(" - ")[0]: one for one in tasks.values()}
    for item in drafted.items:
        assert starts[item.id].findtext(f"{N}Start") == f"{drafted.clock.at(item.start):%Y-%m-%dT%H:%M:%S}"
        assert starts[item.id].findtext(f"{N}ConstraintType") == "2"
    before = tasks[starts["PR-SECTION-CONVOI"].findtext(f"{N}PredecessorLink/{N}PredecessorUID")]
    assert before is starts["PR-SECTION-CONDUITE"]
    names = {one.findtext(f"{N}UID"): one.findtext(f"{N}Name") for one in root.iter(f"{N}Resource")}
    assigned = [names[one.findtext(f"{N}ResourceUID")] for one in root.iter(f"{N}Assignment")]
    assert sorted(assigned) == sorted(asset for item in drafted.items for asset in item.assets)


@pytest.mark.skipif(shutil.which("java") is None, reason="no Java machine here to run the MPXJ reader on")
def test_a_project_opens_in_a_real_reader(drafted: Plan, tmp_path: Path) -> None:
    """MPXJ reads every task with its dates, milestones and links, and ignores nothing."""
    pytest.importorskip("mpxj", reason="the MPXJ reader is not installed")
    file = tmp_path / "plan.xml"
    file.write_bytes(EXPORTERS["mspdi"](drafted, "fr"))
    told = subprocess.run([sys.executable, "-c", READ, str(file)], capture_output=True, text=True, check=True).stdout
    ignored, *rows = told.splitlines()
    assert ignored == "0"
    found = [row.split("|") for row in rows]
    dates = {(start, end) for _, start, end, _, _ in found}
    for item in drafted.items:
        assert tuple(f"{drafted.clock.at(at):%Y-%m-%dT%H:%M}" for at in (item.start, item.end)) in dates
    assert sum(row[3] == "True" for row in found) == len(drafted.milestones)
    assert sum(bool(row[4]) for row in found) == sum(len(item.after) for item in drafted.items)
