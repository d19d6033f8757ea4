"""Convoys keep their names when something changes elsewhere."""

import pytest

import scenarios
from agents.logistics import AGENT
from agents.logistics.lot import Lot
from copilot.model.change import Demand
from copilot.model.changing import apply

CRUE = scenarios.load("crue-argens")
ROWS = sorted({(row.site, row.item) for row in CRUE.world.consumption})


def deliveries(found):
    """What each convoy delivers and by when: (site, item, quantity, due), by name; no name is given twice."""
    convoys = [one for one in found.activities if one.kind == "convoy"]
    assert len({one.id for one in (*convoys, *found.unmet)}) == len(convoys) + len(found.unmet)
    return {
        one.id: frozenset(
            (effect.site, effect.item, effect.quantity, delay.after)
            for effect in one.modes[0].effects
            for delay in one.delays
            if effect.quantity > 0 and effect.site == delay.site
        )
        for one in convoys
    }


def elsewhere(convoys, site):
    return {name: goods for name, goods in convoys.items() if all(place != site for place, *_ in goods)}


@pytest.mark.parametrize(("site", "item"), ROWS)
def test_a_change_at_one_site_renames_no_convoy_of_another(brought, site, item) -> None:
    """With 20 % more of one item at one site, every convoy to other sites has the name and the goods that it had."""
    request = CRUE.requests["fr"]
    changed, _ = apply(CRUE.world, request, [Demand(site=site, item=item, percent=120)])
    before = deliveries(brought(AGENT, CRUE.world, request, stops=1))
    after = deliveries(brought(AGENT, changed, request, stops=1))
    assert before != after
    assert elsewhere(before, site) == elsewhere(after, site)


@pytest.mark.parametrize(("site", "item"), ROWS)
def test_the_same_goods_bear_the_same_name(brought, site, item) -> None:
    """Where small lots are grouped anew, a convoy that still carries what it carried is still called what it was."""
    request = CRUE.requests["fr"]
    changed, _ = apply(CRUE.world, request, [Demand(site=site, item=item, percent=120)])
    before = {goods: name for name, goods in deliveries(brought(AGENT, CRUE.world, request)).items()}
    after = {goods: name for name, goods in deliveries(brought(AGENT, changed, request)).items()}
    kept = [goods for goods in before if goods in after and all(place != site for place, *_ in goods)]
    assert len(kept) > len(before) // 2
    assert [before[goods] for goods in kept] == [after[goods] for goods in kept]


def test_general_goods_and_liquids_are_ranked_apart(brought) -> None:
    """More fuel at a site renames none of its convoys of water and rations."""
    request = CRUE.requests["fr"]
    changed, _ = apply(CRUE.world, request, [Demand(site="FREJUS", item="GAZOLE", percent=200)])
    before, after = (deliveries(brought(AGENT, world, request, stops=1)) for world in (CRUE.world, changed))
    dry = {name: goods for name, goods in before.items() if all(item != "GAZOLE" for _, item, *_ in goods)}
    assert before != after
    assert dry.items() <= after.items()


def test_the_first_part_of_a_lot_keeps_its_name() -> None:
    """A lot of 10 in three convoys: 3, 3 and 4, the first under the name that the whole would have."""
    lot = Lot("DP1-02", "DP1", "general", (("EAU", 10),), 0, 0, 0, urgent=True, sources=())
    parts = lot.split(3)
    assert [(part.name, part.goods) for part in parts] == [
        ("DP1-02", (("EAU", 3),)),
        ("DP1-02.2", (("EAU", 3),)),
        ("DP1-02.3", (("EAU", 4),)),
    ]
