"""What maintenance brings, on the mini scenario and on small changes of it."""

import scenarios
from agents.maintenance import AGENT
from copilot.model.activity import Effect, Limit, PoolNeed
from copilot.model.clock import DAY
from tools.forecast.life import remaining_life


def bring(brought, world, request, **choices):
    found = brought(AGENT, world, request, **choices)
    return found, {activity.id: activity for activity in found.activities}


def without_sources(limits):
    return {limit.id: limit.model_copy(update={"sources": ()}) for limit in limits}


def test_the_check_that_falls_due_and_the_open_repair(mini, asked, brought) -> None:
    """The truck's check, due on Tuesday 01:00 and dear when late; the repair, due on Wednesday 18:00; nothing else."""
    _, works = bring(brought, mini, asked)
    assert set(works) == {"VI-6001-0002-VS-CAMION", "RE-FT-1"}
    check, repair = works["VI-6001-0002-VS-CAMION"], works["RE-FT-1"]
    assert (check.kind, check.value, check.due, check.delays[0].weight) == ("check", 6000, 1500, 6)
    assert (repair.kind, repair.due, repair.delays[0].weight) == ("repair", 3960, 15)
    assert repair.value == 3000 + 15 * (1 + 360 // 60)


def test_work_in_the_workshop(mini, asked, brought) -> None:
    """Six open hours, one bay and one mechanic; the truck drives 24 minutes there and back, 30 km in all."""
    _, works = bring(brought, mini, asked)
    (mode,) = works["VI-6001-0002-VS-CAMION"].modes
    assert (mode.duration, mode.calendar, mode.km, mode.hours) == (360, "workshop:AT-1", 30, 0)
    assert mode.route == ("MOURMELON", "SUIPPES", "MOURMELON")
    (need,) = mode.assets
    assert (need.candidates, need.begin, need.tail) == (("6001-0002",), -24, 24)
    assert set(mode.pools) == {PoolNeed(pool="bay:AT-1", amount=1), PoolNeed(pool="skill:AT-1:mecanicien", amount=1)}


def test_the_repair_takes_its_part_and_its_skills(mini, asked, brought) -> None:
    """The belt leaves the workshop's stock at the start; a mechanic and an electrician are held."""
    _, works = bring(brought, mini, asked)
    (mode,) = works["RE-FT-1"].modes
    assert mode.effects == (Effect(site="SUIPPES", item="COURROIE", quantity=-1, at=0),)
    assert {need.pool for need in mode.pools} == {"bay:AT-1", "skill:AT-1:mecanicien", "skill:AT-1:electricien"}


def test_the_limits_on_use(mini, asked, brought) -> None:
    """Each vehicle may be used to its date with tolerance and its counter with tolerance; the broken one not at all."""
    found, _ = bring(brought, mini, asked)
    limits = without_sources(found.limits)
    assert limits["limit:VI-6001-0002-VS-CAMION"] == Limit(
        id="limit:VI-6001-0002-VS-CAMION",
        asset="6001-0002",
        until=1500 + 5 * DAY,
        counter="km",
        left=6900,
        renewed=10500,
        resets=("VI-6001-0002-VS-CAMION",),
    )
    assert limits["limit:RE-FT-1"] == Limit(id="limit:RE-FT-1", asset="6002-0001", until=0, resets=("RE-FT-1",))
    assert len(limits) == 5


def test_calendars_and_pools_of_the_workshop(mini, asked, brought) -> None:
    """Open from 08:00 to 18:00 on three weekdays, one bay, two mechanics, one electrician."""
    found, _ = bring(brought, mini, asked)
    assert found.calendars == {"workshop:AT-1": ((480, 1080), (1920, 2520), (3360, 3960))}
    assert {pool.id: pool.capacity for pool in found.pools} == {
        "bay:AT-1": 1,
        "skill:AT-1:mecanicien": 2,
        "skill:AT-1:electricien": 1,
    }


def test_a_mobile_team_goes_to_the_vehicle(mini, asked, brought) -> None:
    """Its bay and its people are held from 18 minutes before to 18 after; the vehicle stays and drives nothing."""
    shops = tuple(shop.model_copy(update={"mobile": True}) for shop in mini.workshops)
    _, works = bring(brought, mini.model_copy(update={"workshops": shops}), asked)
    (mode,) = works["VI-6001-0002-VS-CAMION"].modes
    assert (mode.km, mode.route, mode.assets[0].begin, mode.assets[0].tail) == (0, (), 0, 0)
    assert {(need.begin, need.tail) for need in mode.pools} == {(-18, 18)}


def test_a_risky_vehicle_is_checked_early(mini, asked, brought) -> None:
    """At a threshold of 5 % and 20,000 km to come every truck and light vehicle that is not due is offered a check."""
    _, works = bring(brought, mini, asked, risk_percent=5, ahead_km=20000)
    early = {name: work for name, work in works.items() if work.label.code == "label.check_early"}
    assert set(early) == {"VI-6001-0001-VS-CAMION", "VI-6002-0001-VS-VL", "VI-6002-0002-VS-VL"}
    assert all(work.value == 15 * work.label.args["risk"] for work in early.values())
    assert all(delay.weight == 0 for work in early.values() for delay in work.delays)


def test_a_check_is_proposed_because_of_a_forecast(asked, brought) -> None:
    """In the Argens valley a light vehicle is foretold from records: what its check says, its evidence says too."""
    world = scenarios.load("crue-argens").world
    found, works = bring(brought, world, asked)
    work = works["VI-6101-0041-VS-VL"]
    life, said = remaining_life(world, "6101-0041"), work.label.args
    assert work.label.code == "label.check_forecast"
    assert (said["low"], said["median"], said["high"]) == (life.low, life.median, life.high)
    facts = {fact.id: fact for fact in found.facts}
    evidence = [(facts[name].value, facts[name].unit) for name in work.sources]
    told = [(said["risk"], "%"), (life.median, "km"), (life.low, "km"), (life.high, "km")]
    assert [one for one in (*told, (34, "record"), (14, "failure")) if one not in evidence] == []
    runs = {run.id: run.tool for run in found.runs}
    assert {runs[fact.origin.run] for fact in facts.values() if fact.unit in ("record", "failure")} == {
        "forecast.life.law_of"
    }
    laws = [message.args for message in found.assumptions if message.code.startswith("assumption.law_")]
    assert [(law["type"], law["failures"]) for law in laws] == [
        ("@asset_types/VL-TT", 14),
        ("@asset_types/PORTEUR-10T", 3),
    ]


def test_a_check_is_offered_when_use_may_ask_for_it(mini, asked, brought) -> None:
    """With 9,300 km to come, the truck that has 9,300 left is offered its check, worth nothing in itself."""
    _, works = bring(brought, mini, asked, risk_percent=95, ahead_km=9300)
    offered = {name: work.value for name, work in works.items() if work.label.code == "label.check_by_use"}
    assert offered == {"VI-6001-0001-VS-CAMION": 0}
    _, works = bring(brought, mini, asked, risk_percent=95, ahead_km=9299)
    assert "VI-6001-0001-VS-CAMION" not in works


def test_because_no_workshop_has_the_skills(mini, asked, brought) -> None:
    """Without electrician the repair is unmet, the check is not."""
    world = mini.model_copy(update={"technicians": mini.technicians[:1]})
    found, works = bring(brought, world, asked)
    assert [(need.id, need.cause.code) for need in found.unmet] == [("RE-FT-1", "cause.no_workshop")]
    assert set(works) == {"VI-6001-0002-VS-CAMION"}


def test_because_no_workshop_has_the_level(mini, asked, brought) -> None:
    """A workshop of level 1 checks trucks and repairs no alternator."""
    shops = tuple(shop.model_copy(update={"level": 1}) for shop in mini.workshops)
    found, _ = bring(brought, mini.model_copy(update={"workshops": shops}), asked)
    assert [need.cause.args["level"] for need in found.unmet] == [2]


def test_a_vehicle_in_storage_is_left_alone(mini, asked, brought) -> None:
    """No check and no limit for what is not used."""
    assets = tuple(a.model_copy(update={"state": "storage"}) if a.id == "6001-0002" else a for a in mini.assets)
    found, works = bring(brought, mini.model_copy(update={"assets": assets}), asked)
    assert set(works) == {"RE-FT-1"}
    assert "6001-0002" not in {limit.asset for limit in found.limits}
