"""Small problems, built in a line or two, and a small road network."""

from itertools import count

import pytest

from copilot.model.activity import Activity, AssetNeed, Delay, Mode, Subject
from copilot.model.clock import Clock
from copilot.model.noun import Message
from copilot.model.world import AssetType, Closure, Leg, Site, World
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.problem import Problem


class Make:
    """Builds activities and problems on a clock of one-hour steps."""

    @staticmethod
    def clock(steps=72, step=60):
        return Clock(start="2026-06-01T00:00:00+02:00", step=step, steps=steps)

    @staticmethod
    def need(*assets, count=1, **when):
        return AssetNeed(site="S", count=count, candidates=assets, **when)

    @staticmethod
    def mode(duration=60, name="m", assets=(), **fields):
        return Mode(id=name, duration=duration, site="S", assets=assets, **fields)

    @staticmethod
    def late(after, weight=1):
        return Delay(code="late.logistics", after=after, weight=weight)

    @staticmethod
    def activity(name, *modes, kind="convoy", asset=None, **fields):
        """A convoy (or a check of `asset`) worth 10,000 unless told otherwise."""
        return Activity(
            **{"domain": "logistics", "label": Message(code="label.convoy_1"), "value": 10_000, **fields},
            id=name,
            kind=kind,
            subject=Subject(asset=asset, reference=name),
            modes=modes or (Make.mode(),),
        )

    @staticmethod
    def problem(*activities, steps=72, step=60, **fields):
        return Problem(clock=Make.clock(steps, step), activities=activities, **fields)

    @staticmethod
    def solved(*activities, seed=1, effort=10.0, **fields):
        """The schedule of these activities and its places by activity."""
        schedule = solve(Make.problem(*activities, **fields), seed, Budget(effort))
        assert not schedule.cut_by_clock
        return schedule, {placed.activity: placed for placed in schedule.placed}


@pytest.fixture(scope="session")
def make():
    return Make


def _rows(noun, columns, *lines):
    numbers = count(2)
    return tuple(noun(row=next(numbers), **dict(zip(columns.split(), line, strict=True))) for line in lines)


def _places():
    """A-B-C in a line, a short cut A-C that only light vehicles may take, an island; trucks and light vehicles."""
    named = "id name_fr name_en "
    return World(
        clock=Make.clock(),
        sites=_rows(
            Site,
            named + "lat lon kind handling_capacity handling_minutes",
            ("A", "A", "A", 43, 6, "depot", 2, 30),
            ("B", "B", "B", 43, 6, "distribution", 1, 20),
            ("C", "C", "C", 43, 6, "distribution", 1, 30),
            ("MUTE", "M", "M", 43, 6, "camp", 0, 0),
            ("ISLE", "I", "I", 43, 6, "distribution", 1, 30),
        ),
        legs=_rows(
            Leg,
            "id origin destination km hours_light hours_heavy load_class",
            ("AB", "A", "B", 30, 0.4, 0.5, 60),
            ("AB-slow", "B", "A", 25, 0.9, 1.5, 60),
            ("BC", "B", "C", 20, 0.3, 0.5, 60),
            ("AC", "A", "C", 40, 0.6, 0.8, 10),
            ("AM", "A", "MUTE", 10.4, 0.2, 0.2, 60),
        ),
        closures=(),
        asset_types=_rows(
            AssetType,
            named + "vehicle_class load_class payload_kg payload_m3 carriage speed_kmh fuel_l_per_100km crew"
            " weibull_shape weibull_scale weibull_unit",
            ("CAM", "C", "T", "heavy", 14, 5000, 20, "general", 60, 35, 1, 1.2, 30000, "km"),
            ("VL", "V", "L", "light", 4, 500, 2, "none", 80, 12, 1, 1.2, 40000, "km"),
            ("TRAC", "Tracteur", "Tractor", "light", 4, 500, 2, "none", 20, 12, 1, 1.2, 40000, "km"),
            ("CHAR", "Porte-engin", "Carrier", "heavy", 70, 500, 2, "none", 60, 12, 1, 1.2, 40000, "km"),
        ),
    )


@pytest.fixture(scope="session")
def places():
    return _places()


@pytest.fixture
def closing(places):
    """The same places with some legs closed: (leg, start, end)."""

    def close(*closures):
        rows = [
            Closure(leg=leg, start=start, end=end, reason_fr="crue", reason_en="flood") for leg, start, end in closures
        ]
        return places.model_copy(update={"closures": tuple(rows)})

    return close
