"""What a convoy under way brings is counted as it is, whatever the lots of today are."""

import pytest

from agents.logistics import AGENT
from copilot.model.world import Begun

PLACE = ("STE-MENEHOULD", "EAU")


def underway(world, quantity: int, *lots: str):
    """The world in which a convoy has left with so much water."""
    flows = (("MOURMELON", "EAU", 300, -quantity), (*PLACE, 480, quantity))
    return world.model_copy(update={"begun": (Begun(item=f"CV-{lots[0]}", lots=lots, flows=flows),)})


def given(contribution) -> dict[str, int]:
    """What each convoy brings to the site."""
    return {
        one.subject.reference: sum(e.quantity for e in one.modes[0].effects if (e.site, e.item) == PLACE)
        for one in contribution.activities
    }


@pytest.mark.parametrize(
    ("choices", "on_the_road", "left"),
    [
        ({}, 3000, {}),
        ({}, 2600, {"STE-MENEHOULD-02": 400}),
        ({}, 3400, {}),
        ({"cover_hours": 24}, 2000, {"STE-MENEHOULD-02": 1000}),
        ({"cover_hours": 24}, 1700, {"STE-MENEHOULD-03 STE-MENEHOULD-02": 1300}),
        ({"cover_hours": 24}, 2600, {"STE-MENEHOULD-02": 400}),
        ({"cover_hours": 24}, 3300, {}),
    ],
)
def test_what_has_left_and_what_is_left_make_what_is_needed(mini, asked, brought, choices, on_the_road, left) -> None:
    """3,000 L in one lot, or 2,000 and 1,000 in two: too much spares later lots, too little makes another."""
    assert sum(given(brought(AGENT, mini, asked, **choices)).values()) == 3000
    found = given(brought(AGENT, underway(mini, on_the_road, "STE-MENEHOULD-01"), asked, **choices))
    assert found == left


def test_packages_that_have_left_are_not_sent_again(mini, asked, brought) -> None:
    """Pushed at 24 h: the package of the second day, on the road, is left out; the others are as they were."""
    pushed = given(brought(AGENT, mini, asked, resupply_mode="push", cover_hours=24))
    name = min(pushed)
    found = given(brought(AGENT, underway(mini, pushed[name], name), asked, resupply_mode="push", cover_hours=24))
    assert found == {lot: quantity for lot, quantity in pushed.items() if lot != name}


def test_nothing_more_comes_when_nothing_gets_low(mini, asked, brought) -> None:
    """With 2,600 L on the road and no minimum to keep, the stock lasts: nothing is brought for the 400 L that the lot
    asked beyond it.
    """
    (depot, site) = mini.stocks
    easy = mini.model_copy(update={"stocks": (depot, site.model_copy(update={"minimum": 0}))})
    assert given(brought(AGENT, underway(easy, 2600, "STE-MENEHOULD-01"), asked)) == {}


def test_a_depot_gives_no_more_than_it_has_left(mini, asked, brought) -> None:
    """Of 3,000 L at the depot, 2,600 have left: the 400 that lack can be loaded, and no depot holds 401."""
    for held, convoys in ((3000, 1), (2999, 0)):
        (depot, site) = mini.stocks
        poor = mini.model_copy(update={"stocks": (depot.model_copy(update={"quantity": held}), site)})
        found = brought(AGENT, underway(poor, 2600, "STE-MENEHOULD-01"), asked)
        assert len(found.activities) == convoys
        assert [need.cause.code for need in found.unmet] == ["cause.no_depot"] * (1 - convoys)
