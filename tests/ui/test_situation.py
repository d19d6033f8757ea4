"""What the draft's page is told of the ground, stocks, training and milestones, each worked out by hand."""

import itertools

import pytest

import scenarios
from copilot.app.drafting import draft
from copilot.app.glance import glances
from copilot.app.passages import passages
from copilot.app.situation import situation
from copilot.model.order import Order
from copilot.model.plan import Plan, StockLine
from copilot.model.world import Closure, World
from copilot.texts import Speaker
from copilot.ui import charts, curves, ground
from copilot.ui.ground import Sight
from copilot.ui.labels import CHARACTER, placed

DEPOT, SHOP, POINT = "MOURMELON", "SUIPPES", "STE-MENEHOULD"
CONVOY = "CV-STE-MENEHOULD-01"


@pytest.fixture(scope="module")
def world() -> World:
    return scenarios.load("mini").world


@pytest.fixture(scope="module")
def plan() -> Plan:
    return draft(scenarios.load("mini"), Order(scenario="mini", effort=5))


def test_a_convoy_drives_each_leg_at_its_pace(world: World, plan: Plan) -> None:
    """Loaded from 05:00 for an hour, 24 and 36 minutes out, an hour at the point, 36 and 24 minutes back."""
    made = [(one.origin, one.destination, one.begin, one.end) for one in passages(world, plan) if one.item == CONVOY]
    assert made == [
        (DEPOT, SHOP, 360, 384),
        (SHOP, POINT, 384, 420),
        (POINT, SHOP, 480, 516),
        (SHOP, DEPOT, 516, 540),
    ]


def test_a_convoy_off_the_roads_has_no_passage(world: World, plan: Plan) -> None:
    """A leg that the world does not have is the check's affair; the map goes without that convoy."""
    cut = world.model_copy(update={"legs": world.legs[:1]})
    assert [one for one in passages(cut, plan) if one.item == CONVOY] == []


def test_days_of_supply_count_consumption_alone(world: World, plan: Plan) -> None:
    """2 000 litres at 1 500 a day last 1 d 8 h on the first night; 3 500 on the second outlast the two days left."""
    (line,) = situation(world, plan).supply
    assert (line.site, line.item, line.per_day) == (POINT, "EAU", 1500)
    assert line.days[:2] == ((0, 1920), (1440, None))
    assert line.lowest == (0, 1920)
    assert curves.tenths(1920) == 1.3


def test_readiness_tells_what_is_held_done_and_left(world: World, plan: Plan) -> None:
    """The platoon holds nothing, does both steps, and lacks the one that is taken out of the plan."""
    (one,) = situation(world, plan).readiness
    assert (one.unit, one.held, one.done, one.missing) == ("SECTION", (), (("CONDUITE", 720), ("CONVOI", 1080)), ())
    less = plan.model_copy(update={"items": [item for item in plan.items if item.subject.reference != "CONVOI"]})
    (one,) = situation(world, less).readiness
    assert (one.done, one.missing) == ((("CONDUITE", 720),), ("CONVOI",))


def test_a_milestone_says_what_weighs_on_it(plan: Plan) -> None:
    """A shortage before its date weighs on that site's milestone, one after it does not; missed ones come first."""
    line = next(one for one in glances(plan) if one.line.label.code == "label.supplied")
    assert (line.short, line.unmet, line.late) == ((), (), ())
    due = line.line.due

    def stocked(first: int) -> Plan:
        lines = [StockLine(site=POINT, item="EAU", levels=((0, 0),), short=((first, first + 60),))]
        missed = [one.model_copy(update={"met": one.id != line.line.id}) for one in plan.milestones]
        return plan.model_copy(update={"stocks": tuple(lines), "milestones": tuple(missed)})

    first, *_ = glances(stocked(due - 60))
    assert (first.line.id, first.short) == (line.line.id, ((POINT, "EAU"),))
    assert glances(stocked(due))[0].short == ()
    ready = next(one for one in glances(plan) if one.line.label.code == "label.ready")
    assert ready.margin == ready.line.due - 1080


def test_the_map_shows_a_moment(world: World, plan: Plan) -> None:
    """At 06:24 the convoy is at the workshop's door; a leg is drawn as closed while it is, and no longer after."""
    closed = (Closure(leg="D3", start=0, end=400, reason_fr="-", reason_en="-"),)
    found = situation(world.model_copy(update={"closures": closed}), plan)
    sight = Sight(plan, found, (372, 372))
    assert [(one.origin, one.destination) for one in sight.passages()] == [(DEPOT, SHOP)]
    assert [leg.id for leg in found.legs if sight.closed(leg)] == ["D3"]
    assert not any(Sight(plan, found, (400, 400)).closed(leg) for leg in found.legs)
    assert sight.busiest(60) == 360
    drawn = ground.deck(sight, Speaker("fr", plan.names, plan.clock))
    halfway = next(layer.data for layer in drawn.layers if layer.id == "convoys")[0]["at"]
    one, two = (next(site for site in world.sites if site.id == name) for name in (DEPOT, SHOP))
    assert halfway == pytest.approx([(one.lon + two.lon) / 2, (one.lat + two.lat) / 2], abs=1e-4)
    assert "http" not in drawn.to_json()


def test_names_on_the_map_keep_clear_of_one_another() -> None:
    """Four dots close together: no name covers another, nor a dot."""
    dots, names = [(0.0, 0.0), (40.0, 0.0), (0.0, 30.0), (40.0, 30.0)], ["Puget", "Les Arcs", "Le Muy", "Trans"]
    boxes = []
    for dot, name, place in zip(dots, names, placed(dots, names), strict=True):
        wide = CHARACTER * len(name)
        left = dot[0] + place.right - {"start": 0.0, "middle": wide / 2, "end": wide}[place.anchor]
        boxes.append((left, dot[1] + place.down - 8, left + wide, dot[1] + place.down + 8))
    for one, two in itertools.combinations(boxes, 2):
        assert one[0] >= two[2] or two[0] >= one[2] or one[1] >= two[3] or two[1] >= one[3]


def test_every_chart_speaks_the_reader_s_language(world: World, plan: Plan) -> None:
    """One theme holds for every chart, with a decimal comma and French days; an English reader's has neither."""
    line = plan.stocks[0]
    french, english = (
        curves.stock(plan, line, 100, "L", Speaker(language, plan.names, plan.clock)).to_dict()["config"]
        for language in ("fr", "en")
    )
    assert french["locale"]["number"]["decimal"] == ","
    assert french["locale"]["time"]["shortDays"][1] == "lun."
    assert english["locale"]["number"]["decimal"] == "."
    assert english["locale"]["time"]["shortDays"][1] == "Mon"
    assert french["font"] == english["font"] == charts.theme()["config"]["font"]
    assert charts.zone(plan.clock, Speaker("fr")) == "Europe/Paris, UTC+2"
