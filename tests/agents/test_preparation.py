"""What preparation brings, on the mini scenario and on small changes of it."""

from agents.preparation import AGENT
from copilot.model.activity import PoolNeed, Precedence
from copilot.model.world import Certification, Instructors


def bring(brought, world, request, **choices):
    found = brought(AGENT, world, request, **choices)
    return found, {activity.id: activity for activity in found.activities}


def test_both_steps_of_the_path(mini, asked, brought) -> None:
    """Mandatory, wanted 6 h before the target date; the second after the first."""
    _, steps = bring(brought, mini, asked)
    assert set(steps) == {"PR-SECTION-CONDUITE", "PR-SECTION-CONVOI"}
    first, second = steps["PR-SECTION-CONDUITE"], steps["PR-SECTION-CONVOI"]
    assert [(d.code, d.after, d.weight) for d in first.delays] == [
        ("margin.preparation", 2160, 1),
        ("late.preparation", 2520, 18),
    ]
    assert (first.mandatory, first.after) == (True, ())
    assert second.after == (Precedence(activity="PR-SECTION-CONDUITE"),)


def test_a_training_holds_area_unit_instructor_vehicle_and_driver(mini, asked, brought) -> None:
    """Four hours on the track; the light vehicle drives 18 minutes there and back: 20 km of training and 30 of road."""
    _, steps = bring(brought, mini, asked)
    (mode,) = steps["PR-SECTION-CONDUITE"].modes
    assert (mode.duration, mode.calendar, mode.km, mode.hours, mode.area) == (240, "area:PISTE-1", 50, 4, "PISTE-1")
    assert set(mode.pools) == {
        PoolNeed(pool="area:PISTE-1", amount=1),
        PoolNeed(pool="unit:SECTION", amount=1),
        PoolNeed(pool="instructor:conduite", amount=1),
        PoolNeed(pool="driver:SECTION", amount=1, begin=-18, tail=18),
    }
    (need,) = mode.assets
    assert (need.count, need.candidates, need.begin, need.tail) == (1, ("6002-0001", "6002-0002"), -18, 18)


def test_what_is_certified_is_not_asked_again(mini, asked, brought) -> None:
    """With driving certified in May, convoy driving alone is left, and waits for nothing."""
    held = (Certification(row=2, unit="SECTION", activity="CONDUITE", obtained=-20000),)
    _, steps = bring(brought, mini.model_copy(update={"certifications": held}), asked)
    assert [(name, step.after) for name, step in steps.items()] == [("PR-SECTION-CONVOI", ())]


def test_a_wider_margin_is_wanted_earlier(mini, asked, brought) -> None:
    """A day of margin puts the wanted end of the first step at minute 1,080; the target stays."""
    _, steps = bring(brought, mini, asked, margin_hours=24)
    assert [delay.after for delay in steps["PR-SECTION-CONDUITE"].delays] == [1080, 2520]


def test_instructors_are_there_when_the_table_says(mini, asked, brought) -> None:
    """Two lines of one qualification are one pool of three places, less those who come late or leave early."""
    lines = (
        Instructors(row=2, id="A", qualification="conduite", count=1, available_from=600, available_to=None),
        Instructors(row=3, id="B", qualification="conduite", count=2, available_from=-60, available_to=2000),
    )
    found, _ = bring(brought, mini.model_copy(update={"instructors": lines}), asked)
    (pool,) = [pool for pool in found.pools if pool.id == "instructor:conduite"]
    assert (pool.capacity, pool.outages) == (3, ((0, 600, 1), (2000, 4320, 2)))


def test_because_there_is_no_area(mini, asked, brought) -> None:
    """A track of another kind, or without room, leaves both steps unmet, and mandatory still."""
    for change in ({"kind": "eau"}, {"capacity": 0}):
        areas = tuple(area.model_copy(update=change) for area in mini.areas)
        found, steps = bring(brought, mini.model_copy(update={"areas": areas}), asked)
        assert steps == {}
        assert [(need.cause.code, need.mandatory) for need in found.unmet] == [("cause.no_area", True)] * 2


def test_because_the_unit_has_too_few_vehicles(mini, asked, brought) -> None:
    """Three trucks are asked of two."""
    trainings = (
        mini.training_activities[0],
        mini.training_activities[1].model_copy(update={"vehicles": {"CAMION-5T": 3}}),
    )
    found, _ = bring(brought, mini.model_copy(update={"training_activities": trainings}), asked)
    (need,) = found.unmet
    assert (need.id, need.cause.code) == ("PR-SECTION-CONVOI", "cause.too_few_vehicles")
    assert (need.cause.args["held"], need.cause.args["needed"]) == (2, 3)
