"""The ways that a convoy is offered: every depot, every fleet, and a detour beside each way that meets a closure."""

import pytest

from agents.logistics import AGENT
from copilot.model.activity import Mode
from copilot.model.world import Closure, Leg, Stock, World


@pytest.fixture(scope="module")
def crossroads(mini: World) -> World:
    """Mini with water and a truck at Suippes, and a motorway to the point closed from 1,000 to 1,100.

    The motorway is 40 km and 45 minutes; D19 (15 km, 24 minutes) and then D3 (30 km, 36 minutes) make an hour.
    """
    motorway = Leg(
        id="A4",
        origin="MOURMELON",
        destination="STE-MENEHOULD",
        km=40,
        hours_light=0.5,
        hours_heavy=0.75,
        load_class=70,
    )
    unit, truck = mini.units[0], mini.asset["6001-0001"]
    sites = tuple(site.model_copy(update={"kind": "depot"}) if site.id == "SUIPPES" else site for site in mini.sites)
    return mini.model_copy(
        update={
            "sites": sites,
            "legs": (*mini.legs, motorway),
            "closures": (Closure(leg="A4", start=1000, end=1100, reason_fr="", reason_en=""),),
            "stocks": (*mini.stocks, Stock(site="SUIPPES", item="EAU", quantity=10000, minimum=0)),
            "units": (*mini.units, unit.model_copy(update={"id": "ESCADRON", "site": "SUIPPES"})),
            "assets": (
                *mini.assets,
                truck.model_copy(update={"id": "9001-0001", "unit": "ESCADRON", "site": "SUIPPES"}),
            ),
        }
    )


@pytest.fixture(scope="module")
def modes(crossroads: World, asked, brought) -> dict[str, Mode]:
    """The ways of the one convoy of water when it may drive by night."""
    request = asked.model_copy(update={"limits": asked.limits.model_copy(update={"night_movement": True})})
    (convoy,) = brought(AGENT, crossroads, request).activities
    return {mode.id: mode for mode in convoy.modes}


def test_each_depot_and_fleet_and_a_detour_beside_each_closed_way(modes: dict[str, Mode]) -> None:
    """From Suippes the truck there needs no motorway; each of the other three pairs has a second way without it."""
    assert set(modes) == {
        "SUIPPES.ESCADRON.CAMION-5T.SUIPPES",
        *(
            name + end
            for name in (
                "MOURMELON.SECTION.CAMION-5T.MOURMELON",
                "SUIPPES.SECTION.CAMION-5T.MOURMELON",
                "MOURMELON.ESCADRON.CAMION-5T.SUIPPES",
            )
            for end in ("", ".detour")
        ),
    }


@pytest.mark.parametrize(
    ("way", "minutes", "km", "closed"),
    [
        ("SUIPPES.ESCADRON.CAMION-5T.SUIPPES", 192, 60, ()),
        ("MOURMELON.SECTION.CAMION-5T.MOURMELON", 210, 80, ((791, 1040),)),
        ("MOURMELON.SECTION.CAMION-5T.MOURMELON.detour", 240, 90, ()),
        ("SUIPPES.SECTION.CAMION-5T.MOURMELON", 225, 85, ((776, 920),)),
        ("SUIPPES.SECTION.CAMION-5T.MOURMELON.detour", 240, 90, ()),
        ("MOURMELON.ESCADRON.CAMION-5T.SUIPPES", 225, 85, ((872, 1016),)),
        ("MOURMELON.ESCADRON.CAMION-5T.SUIPPES.detour", 240, 90, ()),
    ],
)
def test_a_way_may_leave_unless_it_would_meet_the_closure(
    modes: dict[str, Mode], way: str, minutes: int, km: int, closed: tuple[tuple[int, int], ...]
) -> None:
    """From Mourmelon the motorway is driven at 60-105 and 165-210: not leaving from 791 to 1,040 keeps clear of it."""
    assert (modes[way].duration, modes[way].km, modes[way].closed) == (minutes, km, closed)


def test_a_way_closed_for_the_whole_window_is_not_offered(crossroads: World, asked, brought) -> None:
    """With the motorway shut to the end, only ways without it are left."""
    shut = (Closure(leg="A4", start=0, end=crossroads.clock.end + 500, reason_fr="", reason_en=""),)
    (convoy,) = brought(AGENT, crossroads.model_copy(update={"closures": shut}), asked).activities
    assert {mode.id.endswith(".detour") or mode.id.startswith("SUIPPES.ESC") for mode in convoy.modes} == {True}
    assert len(convoy.modes) == 4
