"""Laws of life fitted to records, and what is left of a life, against what is known of them."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wear import lives, readings

from copilot.model.world import LifeRecord, Reading, World
from tools.forecast.failure import failure_risk
from tools.forecast.gauges import FIRST, LEAST_LIVES, Readings, learnt
from tools.forecast.life import Law, law_of, quantiles, remaining_life
from tools.forecast.weibull import LEAST_FAILURES, fit

FAILED = (900.0, 1500.0, 2100.0, 2800.0, 3300.0, 4100.0, 5200.0)
WITHDRAWN = (1000.0, 2500.0, 4000.0, 4000.0)
SHARES = (0.1, 0.5, 0.9)


def _likelihood(shape: float, scale: float) -> float:
    grown = [(use / scale) ** shape for use in (*FAILED, *WITHDRAWN)]
    dense = [math.log(shape / use) + shape * math.log(use / scale) for use in FAILED]
    return sum(dense) - sum(grown)


def test_the_fit_solves_the_equations_of_the_likelihood() -> None:
    """scale^shape is the sum of use^shape a failure; 1/shape parts the weighted mean of ln use from failures."""
    found = fit(FAILED, WITHDRAWN)
    assert found is not None
    uses = np.array((*FAILED, *WITHDRAWN)) / found.scale
    grown = uses**found.shape
    assert grown.sum() / len(FAILED) == pytest.approx(1, abs=1e-6)
    weighted = (grown * np.log(uses)).sum() / grown.sum()
    assert weighted - np.log(np.array(FAILED) / found.scale).mean() == pytest.approx(1 / found.shape, abs=1e-6)


def test_the_spread_is_that_of_the_likelihood() -> None:
    """The inverse of the second differences of the log-likelihood by ln shape and ln scale."""
    found = fit(FAILED, WITHDRAWN)
    assert found is not None
    step = 1e-3

    def at(a: float, b: float) -> float:
        return _likelihood(found.shape * math.exp(a * step), found.scale * math.exp(b * step))

    aa = (at(1, 0) - 2 * at(0, 0) + at(-1, 0)) / step**2
    bb = (at(0, 1) - 2 * at(0, 0) + at(0, -1)) / step**2
    ab = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * step**2)
    assert np.array(found.spread) == pytest.approx(np.linalg.inv(-np.array([[aa, ab], [ab, bb]])), rel=1e-3)


def test_intervals_hold_as_often_as_they_say() -> None:
    """Thirty lives of a known law, a third withdrawn: the interval after some use holds about 80 % of what follows."""
    draw, held = np.random.default_rng(5), []
    for _ in range(40):
        ends, seen = 9000 * draw.weibull(3.0, 30), draw.uniform(4000, 16000, 30)
        law = fit(tuple(ends[ends <= seen]), tuple(seen[ends > seen]))
        assert law is not None
        low, _, high = quantiles(Law(law.shape, law.scale, "km", (), law), 6000, SHARES)
        lasting = [math.exp((6000 / 9000) ** 3 - ((6000 + ahead) / 9000) ** 3) for ahead in (low, high)]
        held.append(lasting[0] - lasting[1])
    assert 0.75 < np.mean(held) < 0.85


@pytest.mark.parametrize("failed", [(1000.0,) * 6, (1000.0, 1001.0, 1000.0, 1002.0, 1000.0), (5.0,) * 5])
@pytest.mark.parametrize("used", [0, 900, 90_000])
def test_records_that_are_too_alike_still_tell_something(failed: tuple[float, ...], used: int) -> None:
    """Lives that all end at once, and a vehicle that has long outlived them: an order of ends, no error."""
    law = fit(failed, ())
    assert law is not None
    told = [round(end) for end in quantiles(Law(law.shape, law.scale, "km", (), law), used, SHARES)]
    assert told == sorted(told)
    assert told[0] >= 0
    assert law.scale == pytest.approx(max(failed), rel=0.01)


@pytest.mark.parametrize("used", [0, 700, 40000])
def test_what_does_not_age_has_always_as_much_left(used: int) -> None:
    """Shape 1: the median is scale x ln 2 whatever the use, the tenth scale x ln(1/0.9)."""
    low, median, high = quantiles(Law(1.0, 1000.0, "km"), used, SHARES)
    assert (low, median, high) == pytest.approx((105.36, 693.15, 2302.59), abs=0.01)


@given(st.floats(1.05, 6), st.integers(100, 50000), st.floats(0, 2), st.floats(0.01, 1))
def test_what_ages_has_less_and_less_left(shape: float, scale: int, used: float, more: float) -> None:
    """Over shape 1 each end of the interval comes nearer with use, and the median lies between them."""
    before, after = (quantiles(Law(shape, scale, "km"), scale * part, SHARES) for part in (used, used + more))
    assert before == sorted(before)
    assert after == sorted(after)
    assert all(then <= now + 1e-6 * scale for now, then in zip(before, after, strict=True))


def _recorded(mini: World, failures: int, **more: Any) -> World:
    rows = [*((use, "failed") for use in FAILED[:failures]), *((use, "withdrawn") for use in WITHDRAWN)]
    records = tuple(
        LifeRecord(row=place, id=f"RV-{place}", asset_type="CAMION-5T", use=int(use), outcome=outcome)
        for place, (use, outcome) in enumerate(rows, start=2)
    )
    return mini.model_copy(update={"life_records": records, **more})


def test_records_give_the_law_from_five_failures_on(mini: World) -> None:
    """Four failures leave the type its own figures; five and more give the law, for the risk as for what is left."""
    few, enough = _recorded(mini, LEAST_FAILURES - 1), _recorded(mini, len(FAILED))
    assert law_of(few, "CAMION-5T") == law_of(mini, "CAMION-5T")
    assert remaining_life(few, "6001-0001").basis == "type"
    law, found = law_of(enough, "CAMION-5T"), fit(FAILED, WITHDRAWN)
    assert found is not None
    assert (law.shape, law.scale, law.failures, len(law.records)) == (round(found.shape, 3), round(found.scale), 7, 11)
    told = remaining_life(enough, "6001-0001")
    assert (told.basis, told.records, told.failures, told.used) == ("records", 11, 7, 1200)
    assert 0 < told.low < told.median < told.high
    hazard = (1800 / law.scale) ** law.shape - (1200 / law.scale) ** law.shape
    assert failure_risk(enough, "6001-0001", 600).percent == round(100 * (1 - math.exp(-hazard)))


def test_gauges_foretell_lives_that_they_have_not_seen() -> None:
    """Of 60 lives whose gauge quickens to the end: errors well under the spread of the lives, intervals that hold."""
    seen, fresh = lives(60, seed=1), lives(60, seed=2)
    gauge = learnt(seen)
    assert gauge is not None
    told = [(gauge.left(readings(life, 6), 0.8), min(gauge.ceiling, end - life.use[5])) for life, end in fresh]
    held = [low <= true <= high for (low, _, high), true in told]
    errors = [left - true for (_, left, _), true in told]
    assert 0.7 <= np.mean(held) <= 0.9
    assert np.std(errors) < 0.5 * np.std([end for _, end in fresh])


def test_gauges_that_do_not_begin_alike_are_read_by_their_drift() -> None:
    """Each vehicle's gauges read high or low, by far more than wear moves them: what is left is told all the same."""
    draw = np.random.default_rng(4)
    uneven = [
        (Readings(life.use, life.values + draw.normal(0, 30, 2)), end)
        for life, end in (*lives(40, seed=1, every=20), *lives(40, seed=2, every=20))
    ]
    gauge = learnt(uneven[:40])
    assert gauge is not None
    errors, true = [], []
    for life, end in uneven[40:]:
        count = round(0.8 * len(life.use))
        true.append(end - life.use[count - 1])
        errors.append(gauge.left(readings(life, count), 0.8)[1] - true[-1])
    assert np.sqrt(np.mean(np.square(errors))) < 0.5 * np.std(true)


def test_too_few_lives_teach_nothing() -> None:
    """One life fewer than needed, or one with too few readings, and there is no forecaster."""
    many = lives(LEAST_LIVES, seed=1)
    assert learnt(many) is not None
    assert learnt(many[1:]) is None
    assert learnt([(readings(many[0][0], FIRST - 1), many[0][1]), *many[1:]]) is None


def _watched(mini: World, own: int) -> World:
    """Truck 6001-0001 with its last readings, as of a life that is about to end; the lives of others behind it."""
    past = lives(LEAST_LIVES, seed=3)
    records = tuple(
        LifeRecord(row=place, id=f"RV-{place}", asset_type="CAMION-5T", use=round(end), outcome="failed")
        for place, (_, end) in enumerate(past)
    )
    told: list[Any] = [{"life": f"RV-{place}", "of": life} for place, (life, _) in enumerate(past)]
    worn = past[0][0]
    told.append({"asset": "6001-0001", "of": readings(worn, len(worn.use), last=own)})
    rows = [
        Reading(life=one.get("life"), asset=one.get("asset"), use=int(use), gauge=gauge, value=float(value))
        for one in told
        for use, values in zip(one["of"].use, one["of"].values, strict=True)
        for gauge, value in zip(("fer", "suie"), values, strict=True)
    ]
    return mini.model_copy(update={"life_records": records, "readings": tuple(rows)})


def test_a_vehicle_with_gauges_is_foretold_by_them(mini: World) -> None:
    """Worn as a life about to end: far less left than by its age. Without enough readings, by its age."""
    world, unread = _watched(mini, own=4), _watched(mini, own=FIRST - 1)
    by_gauges, by_age = remaining_life(world, "6001-0001"), remaining_life(unread, "6001-0001")
    assert (by_gauges.basis, by_age.basis) == ("gauges", "records")
    assert by_gauges.high < by_age.median
    assert failure_risk(world, "6001-0001", 600).percent > failure_risk(unread, "6001-0001", 600).percent
    assert remaining_life(world, "6001-0002").basis == "records"


def test_a_reading_counts_when_every_gauge_was_read(mini: World) -> None:
    """With one gauge of its last three readings missing, the vehicle is not foretold by gauges."""
    world = _watched(mini, own=FIRST)
    short = tuple(row for row in world.readings if row.asset is None or row.gauge != "suie" or row.use < 0)
    assert remaining_life(world, "6001-0001").basis == "gauges"
    assert remaining_life(world.model_copy(update={"readings": short}), "6001-0001").basis == "records"
