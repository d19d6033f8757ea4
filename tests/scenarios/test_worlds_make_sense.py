"""Every bundled and every made-up world can be served: what each task asks for exists somewhere in it."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenarios
from copilot.model.clock import DAY
from copilot.model.scenario import Scenario
from copilot.model.world import World
from copilot.model.world.upkeep import CheckRule, TechnicalEvent
from scenarios._generate import Size
from scenarios._write import write

NAMES = ["camp-champagne", "crue-argens", "mini", "company", "battalion", "brigade"]


@cache
def scenario_of(name: str) -> Scenario:
    """A bundled scenario, or the made-up one of a size."""
    if name in scenarios.names():
        return scenarios.load(name)
    return scenarios.generate(name, seed=3)  # type: ignore[arg-type]


@pytest.fixture(params=NAMES)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """Each world in turn."""
    return scenario_of(request.param)


@pytest.fixture
def world(scenario: Scenario) -> World:
    """The tables of each scenario in turn."""
    return scenario.world


def skills_of(world: World, workshop: str) -> dict[str, int]:
    """How many people of each skill a workshop has."""
    return {row.skill: row.count for row in world.technicians if row.workshop == workshop}


def can_do(world: World, work: CheckRule | TechnicalEvent) -> list[str]:
    """The workshops with the kind, level, bays and skills that a work asks for."""
    return [
        shop.id
        for shop in world.workshops
        if shop.kind == work.workshop_kind
        and shop.level >= work.level
        and shop.bays > 0
        and all(skills_of(world, shop.id).get(skill, 0) >= count for skill, count in work.skills.items())
    ]


def test_every_work_has_a_workshop(world: World) -> None:
    """Each check and each repair has a workshop of its kind and level with enough people of each skill."""
    assert [work.id for work in (*world.check_rules, *world.technical_events) if not can_do(world, work)] == []


def test_every_part_is_held_or_on_order(world: World) -> None:
    """All open events together find their parts in stock or on order before the last day."""
    asked: Counter[str] = Counter()
    for event in world.technical_events:
        asked.update(event.parts)
    held: Counter[str] = Counter()
    for stock in world.stocks:
        held[stock.item] += stock.quantity
    for order in world.part_orders:
        if order.expected < world.clock.end - DAY:
            held[order.item] += order.quantity
    assert asked <= held


def test_parts_on_order_come_before_the_repair_is_due(world: World) -> None:
    """A part that is only on order arrives a day or more before the repair that waits for it is due."""
    held = {stock.item for stock in world.stocks if stock.quantity}
    for event in world.technical_events:
        for part in event.parts:
            arrivals = [order.expected for order in world.part_orders if order.item == part]
            assert part in held or min(arrivals) + DAY / 2 <= (event.due or world.clock.end)


def test_every_unit_can_drive_all_its_vehicles(world: World) -> None:
    """Each unit has the crews of all its vehicles that are not in storage."""
    crews: Counter[str] = Counter()
    for asset in world.assets:
        if asset.state != "storage":
            crews[asset.unit] += world.asset_type[asset.type].crew
    assert [unit.id for unit in world.units if crews[unit.id] > unit.drivers] == []


def test_every_vehicle_stands_with_its_unit(world: World) -> None:
    """A vehicle parks where its unit is."""
    assert [asset.id for asset in world.assets if asset.site != world.unit[asset.unit].site] == []


def test_every_path_can_be_followed(world: World) -> None:
    """Each step has an area with room, instructors, the unit's own vehicles, and prerequisites in the path."""
    instructors: Counter[str] = Counter()
    for row in world.instructors:
        instructors[row.qualification] += row.count
    for step in world.training_paths:
        activity = world.training_activity[step.activity]
        held = Counter(
            asset.type for asset in world.assets if asset.unit == step.unit and asset.site == world.unit[step.unit].site
        )
        reached = {other.activity for other in world.training_paths if other.unit == step.unit}
        assert any(area.kind == activity.area_kind and area.capacity for area in world.areas)
        assert Counter(activity.instructors) <= instructors
        assert Counter(activity.vehicles) <= held
        assert set(activity.prerequisites) <= reached


def test_training_items_are_on_the_areas(world: World) -> None:
    """What all paths burn or eat is held, at the start, on sites with an area of the kind asked."""
    for item in {item for activity in world.training_activities for item in activity.items}:
        steps = [world.training_activity[step.activity] for step in world.training_paths]
        asked = sum(activity.items.get(item, 0) for activity in steps)
        kinds = {activity.area_kind for activity in steps if item in activity.items}
        sites = {area.site for area in world.areas if area.kind in kinds}
        assert asked <= sum(stock.quantity for stock in world.stocks if stock.item == item and stock.site in sites)


def test_every_commitment_finds_its_vehicles(world: World) -> None:
    """A commitment's unit has enough vehicles of the type at the site, within the window."""
    for commitment in world.commitments:
        held = [
            asset
            for asset in world.assets
            if (asset.type, asset.unit, asset.site) == (commitment.asset_type, commitment.unit, commitment.site)
        ]
        assert len(held) >= commitment.count
        assert commitment.start >= 0
        assert commitment.end <= world.clock.end


def consumed(world: World, item: str) -> int:
    """What all sites use of an item over the window."""
    total = 0
    for row in world.consumption:
        start, end = (world.phase[row.phase].start, world.phase[row.phase].end) if row.phase else (0, world.clock.end)
        if row.item == item:
            total += row.per_day * (min(end, world.clock.end) - max(start, 0)) // DAY
    return total


def test_there_is_enough_of_everything_used(world: World) -> None:
    """Stocks and orders cover what is used over the whole window, and each using site starts with a day or more."""
    for item in {row.item for row in world.consumption}:
        held = sum(stock.quantity for stock in world.stocks if stock.item == item)
        ordered = sum(order.quantity for order in world.part_orders if order.item == item)
        assert held + ordered >= consumed(world, item)
    stocks = {(stock.site, stock.item): stock.quantity for stock in world.stocks}
    first = [row for row in world.consumption if row.phase is None or world.phase[row.phase].start <= 0]
    assert [row for row in first if stocks[row.site, row.item] < row.per_day] == []


def test_one_rotation_carries_two_days(world: World) -> None:
    """What is used in a day, liquid and general apart, is at most half of what the vehicles carry at once."""
    for carriage in ("general", "liquid"):
        carried = sum(
            world.asset_type[asset.type].payload_kg
            for asset in world.assets
            if world.asset_type[asset.type].carriage == carriage and asset.state == "available"
        )
        days = world.clock.end / DAY
        used = sum(consumed(world, item.id) * item.kg for item in world.items if item.carriage == carriage)
        assert used / days <= carried / 2


def test_no_vehicle_starts_past_a_limit(world: World) -> None:
    """At the start no vehicle in service is past its calendar or usage limit."""
    rules = {rule.asset_type: rule for rule in world.check_rules}
    for asset in world.assets:
        rule = rules[asset.type]
        if asset.state != "storage":
            assert rule.calendar_limit_days is None or asset.last_check + rule.calendar_limit_days * DAY >= 0
            assert rule.usage_limit is None or asset.used(rule.usage_unit) <= rule.usage_limit


def test_each_scenario_says_what_it_expects(scenario: Scenario) -> None:
    """Expected checks, repairs, trainings and milestones agree with what the tables ask for."""
    world, expected = scenario.world, scenario.expectation
    rules = {rule.asset_type: rule for rule in world.check_rules}
    due = 0
    for asset in world.assets:
        limit = rules[asset.type].calendar_limit_days
        due += bool(limit) and asset.state != "storage" and asset.last_check + (limit or 0) * DAY < world.clock.end
    held = {
        (row.unit, row.activity): row.obtained + world.training_activity[row.activity].validity_days * DAY
        for row in world.certifications
    }
    asked = [step for step in world.training_paths if held.get((step.unit, step.activity), -1) < step.target]
    assert expected.items["check"].holds(due)
    assert expected.items["repair"].holds(len(world.technical_events))
    assert expected.items["training"].low == expected.items["training"].high == len(asked)
    assert expected.items["commitment"].high == len(world.commitments)
    assert expected.milestones_met
    assert expected.milestones_met.low == len(scenario.requests["fr"].milestones)


def test_a_scenario_written_and_read_back_is_the_same(scenario: Scenario, tmp_path: Path) -> None:
    """Reading what was written gives the same scenario: the loader finds nothing wrong in any world."""
    write(scenario, tmp_path / scenario.name)
    assert scenarios.load(str(tmp_path / scenario.name)) == scenario


@settings(max_examples=15, deadline=None)
@given(size=st.sampled_from(["company", "battalion"]), seed=st.integers(0, 10**6), taut=st.booleans())
def test_any_seed_makes_a_coherent_world(
    size: Size, seed: int, taut: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever the seed and the room, the loader finds nothing wrong, and the same seed makes the same world."""
    made = scenarios.generate(size, seed, taut)
    folder = tmp_path_factory.mktemp("made") / made.name
    write(made, folder)
    assert scenarios.load(str(folder)) == made == scenarios.generate(size, seed, taut)


@pytest.mark.parametrize(("size", "vehicles"), [("company", 12), ("battalion", 144), ("brigade", 1500)])
def test_sizes_of_made_up_worlds(size: Size, vehicles: int) -> None:
    """A company has 12 vehicles, a battalion 144, a brigade 1,500; another seed makes another world."""
    assert len(scenario_of(size).world.assets) == vehicles
    assert scenarios.generate(size, 4).world != scenario_of(size).world
