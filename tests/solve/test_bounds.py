"""What no plan can be under: worked out by hand, and never above what an exact solve finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.model.activity import Pool, PoolNeed
from tools.solve.schedule.bounds import Bounds
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve


def test_each_alone_in_its_best_way(make):
    """A trip of 40 km by two trucks or of 50 by one: 50. An hour's work due at 00:30 is an hour late at the least."""
    near = make.mode(60, name="near", km=40, assets=(make.need("v1", "v2", count=2),))
    far = make.mode(120, name="far", km=50, assets=(make.need("v1"),))
    bounds = Bounds(make.problem(make.activity("x", near, far), make.activity("y", delays=(make.late(30, weight=7),))))
    assert bounds.of_plan() == 50 + 7
    assert bounds.of_terms(["x", "y"]) == {"km": 50, "late.logistics": 1}
    assert bounds.of_terms(["y"]) == {"km": 0, "late.logistics": 1}


def test_leaving_out_may_be_the_least(make):
    """What is worth 10 and drives 50 km costs 10 at the least, and 50 km where it is done."""
    bounds = Bounds(make.problem(make.activity("x", make.mode(km=50, assets=(make.need("v1"),)), value=10)))
    assert (bounds.of_plan(), bounds.of_terms(["x"])) == (10, {"km": 50})


def test_to_the_minute_and_in_opening_hours(make):
    """Fifty minutes of work due at 08:55 in a workshop that opens at 08:00 are not late, whatever the step."""
    mode = make.mode(50, calendar="W")
    activity = make.activity("x", mode, delays=(make.late(8 * 60 + 55),))
    assert Bounds(make.problem(activity, calendars={"W": ((480, 960),)})).of_plan() == 0
    later = make.activity("x", mode, delays=(make.late(8 * 60 + 45),))
    assert Bounds(make.problem(later, calendars={"W": ((480, 960),)})).of_plan() == 1


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_never_above_the_optimum(make, data):
    """Whatever the problem: an exact solve costs no less, and does not drive less for what it does."""
    count = data.draw(st.integers(1, 4))
    activities = []
    for number in range(count):
        modes = [
            make.mode(
                60 * data.draw(st.integers(1, 4)),
                name=f"m{way}",
                km=data.draw(st.integers(0, 30)),
                assets=(make.need("v1", "v2", count=data.draw(st.integers(1, 2))),),
                pools=(PoolNeed(pool="bay:W", amount=1),),
            )
            for way in range(data.draw(st.integers(1, 2)))
        ]
        delays = (make.late(60 * data.draw(st.integers(0, 6)), weight=data.draw(st.integers(1, 9))),)
        activities.append(make.activity(f"t{number}", *modes, delays=delays, value=data.draw(st.integers(0, 90))))
    problem = make.problem(*activities, steps=24, pools=(Pool(id="bay:W", capacity=1),))
    schedule, bounds = solve(problem, 1, Budget(10.0)), Bounds(problem)
    assert schedule.status != "feasible"
    assert bounds.of_plan() <= schedule.cost
    modes = {(one.id, mode.id): mode for one in activities for mode in one.modes}
    driven = sum(modes[one.activity, one.mode].km * len(one.assets) for one in schedule.placed)
    assert bounds.of_terms(one.activity for one in schedule.placed)["km"] <= driven
