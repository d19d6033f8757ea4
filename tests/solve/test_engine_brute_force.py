"""The engine against every schedule there is, on problems of three jobs and six steps."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.model.activity import Pool, PoolNeed, Precedence

STEPS, HOUR = 6, 60
CAPACITY = 2

jobs = st.lists(
    st.fixed_dictionaries(
        {
            "hours": st.integers(1, 3),
            "vehicles": st.sampled_from([("V",), ("W",), ("V", "W")]),
            "places": st.integers(1, 2),
            "due": st.integers(0, STEPS),
            "weight": st.integers(0, 9),
            "value": st.integers(0, 40),
            "km": st.integers(0, 20),
            "follows": st.booleans(),
        }
    ),
    min_size=2,
    max_size=3,
)


def built(make, given_jobs):
    """Activities of the engine, each perhaps following the one before it."""
    for n, job in enumerate(given_jobs):
        need, pool = make.need(*job["vehicles"]), PoolNeed(pool="bay:AT", amount=job["places"])
        yield make.activity(
            f"j{n}",
            make.mode(HOUR * job["hours"], assets=(need,), pools=(pool,), km=job["km"]),
            delays=(make.late(HOUR * job["due"], job["weight"]),),
            value=job["value"],
            after=(Precedence(activity=f"j{n - 1}"),) if job["follows"] and n else (),
        )


def price(given_jobs, placed):
    """The cost of one way to place the jobs, (start hour, vehicle) or None for each; None when it is not allowed."""
    total = 0
    for n, (job, place) in enumerate(zip(given_jobs, placed, strict=True)):
        if place is None:
            total += job["value"]
            continue
        start, vehicle = place
        end = start + job["hours"]
        before = placed[n - 1] if n else None
        if end > STEPS or (job["follows"] and n and (before is None or before[0] + given_jobs[n - 1]["hours"] > start)):
            return None
        total += job["km"] + job["weight"] * max(0, end - job["due"])
        for other, there in list(zip(given_jobs, placed, strict=True))[:n]:
            if there and there[1] == vehicle and start < there[0] + other["hours"] and there[0] < end:
                return None
    return total if fits(given_jobs, placed) else None


def fits(given_jobs, placed):
    """True when the bays hold at every hour."""
    both = [(job, place[0]) for job, place in zip(given_jobs, placed, strict=True) if place]
    return all(
        sum(job["places"] for job, start in both if start <= hour < start + job["hours"]) <= CAPACITY
        for hour in range(STEPS)
    )


@settings(max_examples=20, deadline=None)
@given(given_jobs=jobs)
def test_no_schedule_is_better_than_the_one_proven_best(make, given_jobs):
    """Of all ways to place the jobs or leave them out, none that is allowed costs less than the engine's."""
    choices = [[None, *product(range(STEPS), job["vehicles"])] for job in given_jobs]
    best = min(cost for placed in product(*choices) if (cost := price(given_jobs, placed)) is not None)
    schedule, places = make.solved(*built(make, given_jobs), steps=STEPS, pools=(Pool(id="bay:AT", capacity=CAPACITY),))
    ours = [
        (places[f"j{n}"].start // HOUR, *places[f"j{n}"].assets) if f"j{n}" in places else None
        for n in range(len(given_jobs))
    ]
    assert schedule.status == "optimal"
    assert price(given_jobs, ours) == best
