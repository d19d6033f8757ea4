"""A plan drafted again with what people decided: decisions hold, the rest moves little."""

import pytest

from copilot.model.fact import Stated
from copilot.model.plan import Plan

RELIEF_MOVES = 0.2


def place(plan: Plan, name: str) -> tuple[int, str, tuple[str, ...]]:
    """Where an item stands."""
    item = plan.item[name]
    return item.start, item.mode.id, item.assets


def term(plan: Plan, code: str) -> int:
    """The amount of a term."""
    return next(found.amount for found in plan.terms if found.code == code)


@pytest.fixture(scope="module")
def scenario(drafted):
    return drafted("mini")[0]


@pytest.fixture(scope="module")
def plan(drafted):
    return drafted("mini")[1]


def test_without_decisions_nothing_moves(scenario, plan, redraft) -> None:
    """The same world drafted again from its plan gives the same items, as revision 2 of it."""
    again = redraft(scenario, plan)
    assert [place(again, item.id) for item in plan.items] == [place(plan, item.id) for item in plan.items]
    assert (again.revision, again.parent, again.verdict) == (2, plan.id, "VALID")
    assert (term(again, "moved"), term(again, "unkept")) == (0, 0)


def test_accepted_locked_and_edited_items_are_kept(scenario, plan, redraft, decide) -> None:
    """An edited start and vehicle are taken over, what was accepted or locked stays, and the plan is VALID."""
    other = ({"6001-0001", "6001-0002"} - set(plan.item["PR-SECTION-CONVOI"].assets)).pop()
    again = redraft(
        scenario,
        plan,
        decide(plan, "CV-STE-MENEHOULD-01", "accept"),
        decide(plan, "VI-6001-0002-VS-CAMION", "lock"),
        decide(plan, "RE-FT-1", "edit", start=3420, reason="Pas avant mercredi."),
        decide(plan, "PR-SECTION-CONVOI", "edit", start=1920, assets=(other,)),
    )
    assert again.verdict == "VALID"
    assert place(again, "CV-STE-MENEHOULD-01") == place(plan, "CV-STE-MENEHOULD-01")
    assert place(again, "VI-6001-0002-VS-CAMION") == place(plan, "VI-6001-0002-VS-CAMION")
    assert again.item["RE-FT-1"].start == 3420
    assert (again.item["PR-SECTION-CONVOI"].start, again.item["PR-SECTION-CONVOI"].assets) == (1920, (other,))
    assert place(again, "PR-SECTION-CONDUITE") == place(plan, "PR-SECTION-CONDUITE")
    assert (term(again, "moved"), term(again, "unkept"), len(again.decisions)) == (0, 0, 4)


def test_an_edited_start_is_a_fact_of_who_gave_it(scenario, plan, redraft, decide) -> None:
    """The start that a person gave says who, when and why; the end is computed from it."""
    again = redraft(scenario, plan, decide(plan, "RE-FT-1", "edit", start=3420, reason="Pas avant mercredi."))
    facts = {fact.about: fact for fact in again.facts}
    start, end = facts["items/RE-FT-1/start"], facts["items/RE-FT-1/end"]
    assert start.value == 3420
    assert start.origin == Stated(by="CDT Martin", at="2026-06-01T08:00:00+00:00", reason="Pas avant mercredi.")
    assert start.id in end.origin.inputs


def test_a_rejected_item_stays_away_and_says_who_rejected_it(scenario, plan, redraft, decide) -> None:
    """The check is gone from the items, unmet with the name and the reason, and nothing else moves."""
    name = "VI-6001-0002-VS-CAMION"
    again = redraft(scenario, plan, decide(plan, name, "reject", reason="Fait par le régiment voisin."))
    assert again.verdict == "VALID"
    assert name not in again.item
    (need,) = [need for need in again.unmet if need.id == name]
    assert need.cause.code == "cause.rejected"
    assert need.cause.args == {"by": "CDT Martin", "reason": "Fait par le régiment voisin."}
    assert (term(again, "dropped.maintenance"), term(again, "moved")) == (1, 0)


def test_rejecting_a_mandatory_item_misses_the_goal(scenario, plan, redraft, decide) -> None:
    """Without the first training the second cannot be: two mandatory tasks are missed, each with its cause."""
    again = redraft(scenario, plan, decide(plan, "PR-SECTION-CONDUITE", "reject", reason="Piste fermée."))
    assert not again.goal_met
    assert term(again, "goal") == 2
    assert {need.id: need.cause.code for need in again.unmet} == {
        "PR-SECTION-CONDUITE": "cause.rejected",
        "PR-SECTION-CONVOI": "cause.after",
    }


@pytest.mark.parametrize(
    ("item", "start"), [("CV-STE-MENEHOULD-01", 120), ("RE-FT-1", 600), ("PR-SECTION-CONVOI", 1930)]
)
def test_an_edit_that_cannot_be_kept_is_counted_and_makes_the_plan_invalid(
    scenario, plan, redraft, decide, item: str, start: int
) -> None:
    """A convoy by night, a repair before its part, a start off the grid: unkept is 1, the checker names the item."""
    again = redraft(scenario, plan, decide(plan, item, "edit", start=start))
    assert again.item[item].start != start
    assert term(again, "unkept") == 1
    assert again.verdict == "INVALID"
    assert {name for finding in again.findings if finding.severity == "error" for name in finding.items} == {item}


def test_the_relief_plan_moves_little_around_decisions(drafted, redraft, decide) -> None:
    """One convoy refused, one locked, one training accepted: all kept, VALID, under a fifth of the items moved."""
    scenario, plan = drafted("crue-argens")
    convoys = [item for item in plan.items if item.kind == "convoy"]
    training = next(item for item in plan.items if item.kind == "training" and not following(plan, item.id))
    again = redraft(
        scenario,
        plan,
        decide(plan, convoys[-1].id, "reject", reason="Route réservée."),
        decide(plan, convoys[3].id, "lock"),
        decide(plan, training.id, "accept"),
    )
    assert again.verdict == "VALID"
    assert convoys[-1].id not in again.item
    assert place(again, convoys[3].id) == place(plan, convoys[3].id)
    assert place(again, training.id) == place(plan, training.id)
    assert term(again, "unkept") == 0
    assert term(again, "moved") < RELIEF_MOVES * len(plan.items)


def following(plan: Plan, name: str) -> list[str]:
    """The items that come after an item."""
    return [item.id for item in plan.items if any(before.activity == name for before in item.after)]
