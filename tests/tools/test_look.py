"""What the world shows: fleets, training gaps, and what a schedule makes of stocks, vehicles and milestones."""

import pytest

from copilot.model.activity import AssetNeed, Mode, Reservoir, Subject
from copilot.model.clock import DAY, Clock
from copilot.model.noun import Message
from copilot.model.plan import PlanItem, StockLine
from copilot.model.request import Milestone, Request
from copilot.model.world import Certification, PathStep, World
from tools.look.fleet import fleets
from tools.look.gaps import certified, training_gap
from tools.look.projection.availability import Availability, availability_lines, noons
from tools.look.projection.milestones import milestone_lines
from tools.look.projection.stocks import midnights, stock_line, stock_lines

THREE_DAYS = Clock(start="2026-06-01T00:00:00+02:00", step=60, steps=72)
LITRE_A_MINUTE = ((0, 4320, DAY),)


def certificate(activity: str, obtained: int) -> Certification:
    """A certificate of the mini scenario's section."""
    return Certification(row=2, unit="SECTION", activity=activity, obtained=obtained)


def with_certificates(world: World, *rows: Certification) -> World:
    """The world in which these certificates are held."""
    return world.model_copy(update={"certifications": rows})


def test_fleets_are_like_vehicles_of_a_unit_at_a_site(mini: World) -> None:
    """Two trucks and two light vehicles at Mourmelon; one in storage does not count."""
    assert [(f.type, f.assets) for f in fleets(mini)] == [
        ("CAMION-5T", ("6001-0001", "6001-0002")),
        ("VL-TT", ("6002-0001", "6002-0002")),
    ]
    stored = tuple(a.model_copy(update={"state": "storage"}) if a.id == "6001-0001" else a for a in mini.assets)
    assert fleets(mini.model_copy(update={"assets": stored}))[0].assets == ("6001-0002",)


def test_a_unit_without_certificates_lacks_its_whole_path(mini: World) -> None:
    """Both steps, each asked for by itself, in order."""
    gap = training_gap(mini, "SECTION")
    assert (gap.steps, gap.held) == ((("CONDUITE", "CONDUITE"), ("CONVOI", "CONVOI")), ())


@pytest.mark.parametrize(("obtained", "held"), [(2520 - 365 * DAY, True), (2519 - 365 * DAY, False)])
def test_a_certificate_counts_while_it_is_valid_at_the_target_date(mini: World, obtained: int, held: bool) -> None:
    """365 days to the minute before Tuesday 18:00 still hold; a minute more does not."""
    world = with_certificates(mini, certificate("CONDUITE", obtained))
    gap = training_gap(world, "SECTION")
    assert (gap.held == ("CONDUITE",)) == held
    assert certified(world, "SECTION", "CONDUITE", 2520) == held


def test_a_certificate_yet_to_come_does_not_count(mini: World) -> None:
    """What is obtained after the target date is not held at it."""
    assert not certified(with_certificates(mini, certificate("CONDUITE", 3000)), "SECTION", "CONDUITE", 2520)


def test_prerequisites_that_are_not_held_come_first(mini: World) -> None:
    """The path asks for the convoy only: driving comes before it, for its sake, unless held and valid at that date."""
    step = PathStep(row=2, unit="SECTION", activity="CONVOI", target=3960, weight=3, mandatory=True)
    world = mini.model_copy(update={"training_paths": (step,)})
    assert training_gap(world, "SECTION").steps == (("CONDUITE", "CONVOI"), ("CONVOI", "CONVOI"))
    world = with_certificates(world, certificate("CONDUITE", -DAY))
    assert training_gap(world, "SECTION").steps == (("CONVOI", "CONVOI"),)


def line(*changes: tuple[int, int], initial: int = 100, outflow=LITRE_A_MINUTE, arrivals=()) -> StockLine:
    """The line of one stock of water."""
    stock = Reservoir(site="S", item="EAU", initial=initial, outflow=outflow, arrivals=arrivals)
    return stock_line(stock, changes, THREE_DAYS)


def test_a_stock_runs_short_to_the_minute() -> None:
    """100 L last to 01:40; 50 L at 03:20 last to 04:10; then nothing: 100 + 4,070 L are lacking."""
    found = line((200, 50))
    assert found.levels == ((0, 100), (200, 50), (1440, 0), (2880, 0))
    assert found.short == ((100, 200), (250, 4320))
    assert found.lacking == 4170


def test_a_stock_that_suffices_is_never_short() -> None:
    """4,320 L at a litre a minute are just enough for three days."""
    found = line(initial=4320)
    assert (found.levels, found.short, found.lacking) == (((0, 4320), (1440, 2880), (2880, 1440)), (), 0)


def test_gains_come_before_takings_at_one_minute() -> None:
    """An order of 50 that comes when 120 of 150 are taken leaves 30."""
    assert line((600, -120), outflow=(), arrivals=((600, 50),)).levels == ((0, 100), (600, 30), (1440, 30), (2880, 30))


def test_levels_are_rounded_down_and_the_lack_up() -> None:
    """1 L a day: half a litre is left at noon and reads 0; half a litre lacking reads 1."""
    found = line((720, 0), initial=1, outflow=((0, 2160, 1),))
    assert found.levels == ((0, 1), (720, 0), (1440, 0), (2880, 0))
    assert (found.short, found.lacking) == (((1440, 2160),), 1)


def test_midnights_and_noons_follow_legal_time() -> None:
    """On the night of 25 October 2026 an hour is lived twice: the next midnight comes after 25 hours."""
    clock = Clock(start="2026-10-25T00:00:00+02:00", step=60, steps=49)
    assert (midnights(clock), noons(clock)) == ([0, 1500], [780, 2220])


def work(asset: str, reference: str, start: int, end: int, away: int = 24) -> PlanItem:
    """A job on a vehicle that drives so many minutes to its workshop and back."""
    need = AssetNeed(site="MOURMELON", count=1, candidates=(asset,), begin=-away, tail=away)
    return PlanItem(
        id=f"J-{reference}",
        domain="maintenance",
        kind="repair" if reference.startswith("FT") else "check",
        label=Message(code="label.repair"),
        subject=Subject(asset=asset, reference=reference),
        mode=Mode(id="AT-1", duration=end - start, site="MOURMELON", assets=(need,)),
        start=start,
        end=end,
        assets=(asset,),
    )


def test_a_vehicle_in_a_workshop_is_away_with_its_travel(mini: World) -> None:
    """A check from 10:00 to 14:00 with 24 minutes of road each way: away from 09:36 to 14:24, not a minute more."""
    shown = Availability(mini, [work("6001-0001", "VS-CAMION", 600, 840)])
    truck = mini.asset["6001-0001"]
    assert [shown.available(truck, minute) for minute in (575, 576, 863, 864)] == [True, False, False, True]


def test_an_immobilised_vehicle_comes_back_with_its_repair(mini: World) -> None:
    """The broken-down light vehicle counts from the end of its way back on, and never without a repair."""
    broken = mini.asset["6002-0001"]
    mended = Availability(mini, [work("6002-0001", "FT-1", 1920, 2160)])
    assert [mended.available(broken, minute) for minute in (0, 2183, 2184)] == [False, False, True]
    assert not Availability(mini, []).available(broken, 4319)


def test_a_vehicle_past_its_date_does_not_count_until_it_is_checked(mini: World) -> None:
    """The tolerance of a check ends at noon on Tuesday: past it the truck is out, checked it is in again."""
    late = mini.asset["6001-0001"].model_copy(update={"last_check": 2160 - 185 * DAY})
    world = mini.model_copy(update={"assets": (late, *mini.assets[1:])})
    shown = Availability(world, [])
    assert [shown.available(late, minute) for minute in (2159, 2160)] == [True, False]
    assert Availability(world, [work("6001-0001", "VS-CAMION", 600, 960)]).available(late, 2160)


def test_availability_is_counted_at_noon_over_all_vehicles_of_a_type(mini: World) -> None:
    """Two trucks, one in the workshop on Monday at noon; two light vehicles, one broken down until Tuesday 12:24."""
    items = [work("6001-0002", "VS-CAMION", 600, 960), work("6002-0001", "FT-1", 1920, 2160)]
    assert [(line.asset_type, line.days) for line in availability_lines(mini, items)] == [
        ("CAMION-5T", ((720, 2, 1), (2160, 2, 2), (3600, 2, 2))),
        ("VL-TT", ((720, 2, 1), (2160, 2, 1), (3600, 2, 2))),
    ]


def milestones(world: World, items: list[PlanItem], **fields: object) -> tuple[bool, int | None, int | None]:
    """Whether one milestone is met, when it is reached, and its value."""
    milestone = Milestone(row=2, id="M", **fields)
    request = Request(words="", milestones=(milestone,))
    (found,) = milestone_lines(world, request, items, stock_lines(world, items))
    return found.met, found.reached, found.value


@pytest.mark.parametrize(
    ("fields", "due", "met"),
    [
        ({"site": "STE-MENEHOULD", "item": "EAU"}, 1920, True),
        ({"site": "STE-MENEHOULD", "item": "EAU"}, 1921, False),
        ({"site": "STE-MENEHOULD"}, 1921, False),
        ({}, 1921, False),
        ({"site": "MOURMELON"}, 4320, True),
        ({"site": "STE-MENEHOULD", "item": "COURROIE"}, 4320, True),
    ],
)
def test_supplied_until_the_shortage_begins(mini: World, fields: dict[str, str], due: int, met: bool) -> None:
    """Without convoy the point lacks water from minute 1,920: a date up to it holds, a minute later it does not."""
    assert milestones(mini, [], kind="supplied", due=due, **fields) == (met, None, None)


def training(activity: str, end: int) -> PlanItem:
    """A training of the section."""
    return work("6002-0002", activity, end - 240, end).model_copy(
        update={"kind": "training", "subject": Subject(unit="SECTION", reference=activity)}
    )


def test_ready_when_the_last_step_ends(mini: World) -> None:
    """Reached at the end of the later training; never with one missing; at once when all is held."""
    both = [training("CONDUITE", 720), training("CONVOI", 1080)]
    ready = {"kind": "ready", "unit": "SECTION"}
    assert milestones(mini, both, due=1080, **ready) == (True, 1080, None)
    assert milestones(mini, both, due=1079, **ready) == (False, 1080, None)
    assert milestones(mini, both[:1], due=4320, **ready) == (False, None, None)
    held = with_certificates(mini, certificate("CONDUITE", -DAY), certificate("CONVOI", -DAY))
    assert milestones(held, [], due=0, **ready) == (True, 0, None)


def test_available_when_enough_vehicles_can_be_used(mini: World) -> None:
    """One light vehicle of two is 50 %; both once it is repaired."""
    fields = {"kind": "available", "asset_type": "VL-TT", "due": 2184}
    assert milestones(mini, [], target=50, **fields) == (True, None, 50)
    assert milestones(mini, [], target=51, **fields) == (False, None, 50)
    assert milestones(mini, [work("6002-0001", "FT-1", 1920, 2160)], target=100, **fields) == (True, None, 100)


def test_every_stock_that_is_mentioned_has_a_line(mini: World) -> None:
    """Stocks first, then orders and consumption, each once."""
    assert [(line.site, line.item) for line in stock_lines(mini, [])] == [
        ("MOURMELON", "EAU"),
        ("STE-MENEHOULD", "EAU"),
        ("SUIPPES", "COURROIE"),
    ]
