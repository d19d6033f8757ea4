"""Why something was left out: each cause in a problem that deserves it."""

import pytest

from copilot.model.activity import Effect, Limit, Pool, PoolNeed, Precedence, Reservoir, Unmet
from copilot.model.noun import Message
from tools.solve.schedule.causes import explain
from tools.solve.schedule.terms import terms

NEVER = ((0, 4320),)


def cause(make, *activities, **fields):
    """The cause of the one activity left out."""
    problem = make.problem(*activities, **fields)
    schedule, _ = make.solved(*activities, **fields)
    assert schedule.absent == ("out",)
    return explain(problem, schedule, schedule.absent)["out"]


def hog(make, **fields):
    """A mandatory activity that holds something during the whole window."""
    return make.activity("hog", make.mode(4320, **fields), mandatory=True)


def test_because_of_what_comes_before(make):
    """The predecessor was left out: it is named."""
    before = make.activity("before", make.mode(closed=NEVER))
    out = make.activity("out", after=(Precedence(activity="before"),))
    schedule, _ = make.solved(before, out)
    told = explain(make.problem(before, out), schedule, schedule.absent)
    assert (told["out"].code, told["out"].args) == ("cause.after", {"item": "before"})
    assert told["before"].code == "cause.no_time"


def test_because_a_part_is_lacking(make):
    """Two belts are asked of one: the item and the site are named."""
    takes = make.mode(effects=(Effect(site="S", item="BELT", quantity=-2, at=0),))
    told = cause(make, make.activity("out", takes), reservoirs=(Reservoir(site="S", item="BELT", initial=1),))
    assert (told.code, told.args) == ("cause.stock", {"item": "@items/BELT", "site": "@sites/S"})


def test_because_another_took_the_part(make):
    """One belt for two jobs: the one left out lacks it."""
    takes = make.mode(effects=(Effect(site="S", item="BELT", quantity=-1, at=0),))
    jobs = make.activity("hog", takes, mandatory=True), make.activity("out", takes)
    told = cause(make, *jobs, reservoirs=(Reservoir(site="S", item="BELT", initial=1),))
    assert told.code == "cause.stock"


def test_not_because_of_a_part_that_another_workshop_has(make):
    """One workshop lacks the belt, the other has it and no bay: the bay is the cause."""
    far = make.mode(60, "far", effects=(Effect(site="FAR", item="BELT", quantity=-1, at=0),))
    bay = (PoolNeed(pool="bay:AT", amount=1),)
    near = make.mode(60, "near", effects=(Effect(site="S", item="BELT", quantity=-1, at=0),), pools=bay)
    stocks = (Reservoir(site="FAR", item="BELT", initial=0), Reservoir(site="S", item="BELT", initial=1))
    told = cause(
        make,
        hog(make, pools=bay),
        make.activity("out", far, near),
        reservoirs=stocks,
        pools=(Pool(id="bay:AT", capacity=1),),
    )
    assert told.code == "cause.busy_bay"


def test_because_there_is_no_time(make):
    """Neither the window, the calendar nor the closed minutes leave a start."""
    for out in (
        make.activity("out", make.mode(120), earliest=600, latest=660),
        make.activity("out", make.mode(120, calendar="AT")),
        make.activity("out", make.mode(closed=NEVER)),
    ):
        assert cause(make, out, calendars={"AT": ((480, 540),)}).code == "cause.no_time"


@pytest.mark.parametrize(
    ("pool", "args"),
    [
        ("bay:AT", {"place": "@workshops/AT"}),
        ("skill:AT:MEC", {"place": "@workshops/AT", "skill": "MEC"}),
        ("instructor:NAGE", {"place": "NAGE"}),
        ("area:AR", {"place": "@areas/AR"}),
        ("unit:SEC", {"place": "@units/SEC"}),
        ("driver:GL", {"place": "@units/GL"}),
        ("dock:DEP", {"place": "@sites/DEP"}),
    ],
)
def test_because_a_pool_is_taken(make, pool, args):
    """Everything in the pool is held all the time by what is mandatory: the pool and its place are named."""
    needs = (PoolNeed(pool=pool, amount=1),)
    told = cause(
        make,
        hog(make, pools=needs),
        make.activity("out", make.mode(pools=needs)),
        pools=(Pool(id=pool, capacity=1),),
    )
    assert (told.code, told.args) == (f"cause.busy_{pool.split(':')[0]}", args)


def test_because_an_outage_leaves_no_place(make):
    """The only instructor is away all the time."""
    needs = (PoolNeed(pool="instructor:NAGE", amount=1),)
    away = (Pool(id="instructor:NAGE", capacity=1, outages=((0, 4320, 1),)),)
    assert cause(make, make.activity("out", make.mode(pools=needs)), pools=away).code == "cause.busy_instructor"


def test_because_the_vehicles_are_taken(make):
    """One of two vehicles is away all the time and two are asked."""
    two = make.mode(assets=(make.need("V", "W", count=2),))
    told = cause(make, hog(make, assets=(make.need("V"),)), make.activity("out", two))
    assert (told.code, told.args) == ("cause.busy_asset", {"site": "@sites/S", "count": 2})


def test_because_the_vehicle_may_not_be_used_any_more(make):
    """The vehicle's date is past and no check is offered."""
    out = make.activity("out", make.mode(assets=(make.need("V"),)))
    told = cause(make, out, limits=(Limit(id="l", asset="V", until=0, resets=()),))
    assert told.code == "cause.busy_asset"


def test_because_it_costs_more_than_it_is_worth(make):
    """Nothing hinders a task that is worth less than its kilometres."""
    out = make.activity("out", make.mode(assets=(make.need("V"),), km=500), value=1)
    assert cause(make, out).code == "cause.cost"


def test_the_terms_count_what_is_left_out():
    """A mandatory task left out costs 1,000,000 of goal; others their value; a decision not kept 500,000; a move 20."""
    work = {"domain": "maintenance", "label": Message(code="label.check"), "cause": Message(code="cause.no_time")}
    unmet = [Unmet(id="a", mandatory=True, value=7, **work), Unmet(id="b", value=30, **work)]
    found = {term.code: (term.amount, term.cost) for term in terms([], unmet, unkept=2, moved=(3, 20))}
    assert found == {
        "goal": (1, 1_000_000),
        "dropped.maintenance": (1, 30),
        "km": (0, 0),
        "unkept": (2, 1_000_000),
        "moved": (3, 60),
    }
