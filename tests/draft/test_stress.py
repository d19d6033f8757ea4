"""A plan shaken: exact without disturbance, right where theory knows the answer, the same on any number of cores."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest

import scenarios
from copilot.app.drafting import Means, draft, silent
from copilot.app.stressing import Stressing
from copilot.model.activity import AssetNeed, Mode, PoolNeed
from copilot.model.change import Demand
from copilot.model.changing import apply
from copilot.model.errors import PlannerError
from copilot.model.order import Order
from copilot.model.plan import Plan, PlanItem
from copilot.model.stress import QUIET, Asked, Shaking
from copilot.model.world import World
from tools.forecast.failure import failure_risk
from tools.simulate import findings
from tools.simulate.draws import BLOCK, Draws, Ints
from tools.simulate.judge import Judge
from tools.simulate.play import Part, Play
from tools.simulate.script import Script
from tools.simulate.shake import Shake

if TYPE_CHECKING:
    from tests.draft.conftest import Drafted

SURE = {"breakdowns": 0, "travel_spread": 0, "consumption_spread": 0, "late_orders": 0, "absent": 0}
"""Nothing happens but what a test adds."""


@pytest.fixture(scope="module")
def company() -> Drafted:
    """A generated company, half of its bays and two vehicles in five missing."""
    scenario = scenarios.generate("company", 1, taut=True)
    return scenario, draft(scenario, Order(scenario=scenario.name, effort=1))


def as_carried_out(world: World, part: Part, item: PlanItem) -> tuple[int, int, tuple[str, ...]]:
    """When an item begins and ends in the first run, with which vehicles."""
    begins = sorted({0, *(need.begin for need in (*item.mode.assets, *item.mode.pools))})
    vehicles = tuple(world.assets[number].id for number in part.vehicles[:, 0])
    return int(part.times[begins.index(0)][0]), int(part.end[0]), vehicles


@pytest.mark.parametrize("name", ["mini", "crue-argens", "company"])
def test_without_disturbance_the_plan_is_carried_out_to_the_minute(
    name: str, drafted: Callable[[str], Drafted], company: Drafted
) -> None:
    """Every start, end and vehicle is the plan's; every milestone holds or fails as the plan says."""
    scenario, plan = company if name == "company" else drafted(name)
    world, request = apply(scenario.world, scenario.request("fr"), plan.changes)
    play = Play(Script(world, plan), QUIET, Draws(1, 0, 2)).run()
    assert not any(part.lost.any() for part in play.parts)
    found = [as_carried_out(world, part, item) for part, item in zip(play.parts, plan.items, strict=True)]
    assert found == [(item.start, item.end, item.assets) for item in plan.items]
    assert [bool(held.all()) for held in Judge(world, request, play).held()] == [line.met for line in plan.milestones]


def row(plan: Plan, mode: Mode, count: int, length: int, kind: str = "repair") -> Plan:
    """A plan of `count` items one after the other, each of this one mode; the window never ends."""
    base = plan.item["RE-FT-1"]
    items = tuple(
        base.model_copy(
            update={
                "id": f"N-{number:03}",
                "kind": kind,
                "start": number * length,
                "end": number * length + mode.duration,
                "mode": mode,
                "assets": tuple(need.candidates[0] for need in mode.assets),
                "delays": (),
            }
        )
        for number in range(count)
    )
    return plan.model_copy(update={"items": items})


def endless(world: World, **tables: object) -> World:
    """The world with a window of years, and other tables."""
    clock = world.clock.model_copy(update={"steps": 1_000_000})
    return world.model_copy(update={"clock": clock, **tables})


class Arrivals(Play):
    """A play whose items come when chance brings them."""

    def come(self, gap: float) -> Arrivals:
        """Draws who comes when: a Poisson process with this mean gap in minutes."""
        gaps = np.array([self.draws.exponential("gap", act.item.id) for act in self.script.acts])
        self.due = np.ceil(np.cumsum(gap * gaps, axis=0)).astype(np.int64)
        self.run()
        return self

    def _before(self, act, begin: int, part: Part) -> Ints:  # type: ignore[no-untyped-def]
        return np.asarray(self.due[act.number])


def test_a_bay_that_chance_fills_makes_wait_as_the_theory_of_queues_says(drafted: Callable[[str], Drafted]) -> None:
    """M/D/1: one bay, work of 1,000 minutes, busy half of the time: rho s / (2 (1 - rho)), 500 minutes on average."""
    scenario, plan = drafted("mini")
    mode = Mode(id="AT-1", duration=1000, site="SUIPPES", workshop="AT-1", pools=(PoolNeed(pool="bay:AT-1", amount=1),))
    script = Script(endless(scenario.world), row(plan, mode, 300, 1))
    play = Arrivals(script, Shaking(**SURE, patience_hours=24_000), Draws(5, 0)).come(2000.0)
    assert not any(part.lost.any() for part in play.parts)
    waits = np.array([part.times[0] - due for part, due in zip(play.parts, play.due, strict=True)])[100:].mean(axis=0)
    half = 1.96 * waits.std(ddof=1) / math.sqrt(BLOCK)
    assert half < 35
    assert abs(waits.mean() - 500) < half


def test_a_machine_is_there_as_often_as_the_theory_of_repair_says(drafted: Callable[[str], Drafted]) -> None:
    """One vehicle that fails every 500 h on average and takes 60 h to repair is there 500 / 560 of the time."""
    scenario, plan = drafted("mini")
    asset = scenario.world.assets[0]
    types = tuple(
        kind.model_copy(update={"weibull_shape": 1.0, "weibull_scale": 500.0, "weibull_unit": "h"})
        for kind in scenario.world.asset_types
    )
    world = endless(scenario.world, asset_types=types, technical_events=(), check_rules=())
    need = AssetNeed(site=asset.site, count=1, candidates=(asset.id,))
    mode = Mode(id="M", duration=60, site=asset.site, assets=(need,), hours=1)
    shaking = Shaking(**SURE | {"breakdowns": 100}, repair_wait_hours=0, repair_hours=60, patience_hours=24_000)
    play = Play(Script(world, row(plan, mode, 1500, 60, "training")), shaking, Draws(5, 0)).run()
    whole = play.parts[-1].end / (1500 * 60)
    half = 1.96 * whole.std(ddof=1) / math.sqrt(BLOCK)
    assert half < 0.01
    assert abs(whole.mean() - 560 / 500) < half


def test_vehicles_break_down_as_often_as_the_forecast_says(drafted: Callable[[str], Drafted]) -> None:
    """One use of 3,000 km: the share of runs with a breakdown is the risk that the forecast gives, within Wilson's."""
    scenario, plan = drafted("mini")
    asset = scenario.world.assets[0]
    need = AssetNeed(site=asset.site, count=1, candidates=(asset.id,))
    mode = Mode(id="M", duration=60, site=asset.site, assets=(need,), km=3000)
    script = Script(endless(scenario.world, check_rules=()), row(plan, mode, 1, 60, "training"))
    broken = 0
    for block in range(8):
        play = Play(script, Shaking(**SURE | {"breakdowns": 100}), Draws(1, block)).run()
        broken += sum(int(where.sum()) for _, _, _, where in play.parts[0].broken)
    share = findings.wilson(broken, 8 * BLOCK)
    said = failure_risk(scenario.world, asset.id, 3000).percent / 100
    assert share.low - 0.005 <= said <= share.high + 0.005


@pytest.mark.parametrize(
    ("held", "runs", "low", "high"), [(0, 100, 0.0, 0.037), (50, 100, 0.4038, 0.5962), (100, 100, 0.963, 1.0)]
)
def test_intervals_are_wilson_s(held: int, runs: int, low: float, high: float) -> None:
    """The figures of the textbooks, the ends included."""
    found = findings.wilson(held, runs)
    assert (found.low, found.high) == (pytest.approx(low, abs=2e-4), pytest.approx(high, abs=2e-4))


def test_the_result_is_the_same_on_any_number_of_cores(drafted: Callable[[str], Drafted]) -> None:
    """One process or two, counts are equal; of more runs, the first ones are the same."""
    scenario, plan = drafted("mini")
    shake = Shake(scenario.world, scenario.request("fr"), plan, Shaking(), 600, 3)
    told: list[int] = []
    one, two = shake.all(1), shake.all(2, lambda done, _runs: told.append(done), worth=0)
    for name in ("held", "short", "lost", "late", "causes", "delays", "cost"):
        assert (getattr(one, name) == getattr(two, name)).all()
    assert told == [256, 512, 600]
    first = Shake(scenario.world, scenario.request("fr"), plan, Shaking(), 256, 3).all()
    assert (first.held == shake.block(0).held).all()


def test_a_vehicle_that_breaks_down_is_replaced_or_its_item_lost(drafted: Callable[[str], Drafted]) -> None:
    """Twice the same truck: the second time the other one goes, where there is another; else nobody does."""
    scenario, plan = drafted("mini")
    first, other = scenario.world.assets[:2]
    world = endless(scenario.world, check_rules=())
    shaking = Shaking(**SURE | {"breakdowns": 1000}, repair_wait_hours=100, patience_hours=10)
    for candidates in ((first.id, other.id), (first.id,)):
        need = AssetNeed(site=first.site, count=1, candidates=candidates)
        mode = Mode(id="M", duration=60, site=first.site, assets=(need,), km=4000)
        play = Play(Script(world, row(plan, mode, 2, 60, "training")), shaking, Draws(1, 0)).run()
        (broken,) = play.parts[0].broken
        assert 20 < broken[3].sum() < 256
        second = play.parts[1]
        assert (second.lost == (broken[3] & (len(candidates) == 1))).all()
        assert ((second.vehicles[0] == 1) == (broken[3] & (len(candidates) == 2))).all()


def test_mini_is_hardened_by_what_it_lacks(drafted: Callable[[str], Drafted]) -> None:
    """The belt that comes late is the weak point of the availability; a belt at hand and a margin of water help."""
    scenario, plan = drafted("mini")
    asked = Asked(runs=512, proposals=3)
    order = Order(scenario="mini", errand="stress", parent=plan.id, seed=1, effort=1, stress=asked)
    told: list[str] = []
    stressing = Stressing(scenario, plan, order, Means(), lambda event: told.append(event.message.code))
    found = stressing.stressed()
    before = {one.id: one.odds for one in found.milestones}
    assert before["J-PRET"].held == 512
    assert all(0.8 < before[name].low < before[name].high < 0.99 for name in ("J-EAU", "J-DISPO"))
    assert (found.weak[0].item, found.weak[0].cause) == ("RE-FT-1", "part")
    assert set(found.weak[0].cost) == {"J-DISPO"}
    assert [(one.site, one.item) for one in found.dry] == [("STE-MENEHOULD", "EAU")]
    after = {one.why.code.rpartition(".")[2]: dict(zip(before, one.odds, strict=True)) for one in found.proposals}
    assert after["margin"]["J-EAU"].held > before["J-EAU"].held
    assert after["part"]["J-DISPO"].held > before["J-DISPO"].held
    assert after["part"]["J-EAU"] == before["J-EAU"]
    assert {"event.stress_runs", "event.stress_tries"} == set(told)


def test_a_plan_of_another_world_is_not_shaken(drafted: Callable[[str], Drafted]) -> None:
    """The scenario has changed since: refused, rather than shaken in a world that is not its own."""
    scenario, plan = drafted("mini")
    world, _ = apply(scenario.world, scenario.request("fr"), (Demand(site="STE-MENEHOULD", item="EAU", percent=50),))
    other = scenario.model_copy(update={"world": world})
    order = Order(scenario="mini", errand="stress", parent=plan.id, stress=Asked(runs=1))
    with pytest.raises(PlannerError) as refused:
        Stressing(other, plan, order, Means(), silent).stressed()
    assert refused.value.message.code == "error.stress_changed"
