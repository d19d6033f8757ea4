"""What the product drafts of the two large scenarios, and what its figures rest on."""

from random import Random

import pytest
from plan_mutations import MUTATIONS

from copilot.model.fact import Cell, Computed
from copilot.model.plan import Plan
from tools.check import check


@pytest.mark.parametrize("name", ["camp-champagne", "crue-argens"])
def test_a_large_draft_is_valid_and_within_what_was_reasoned(drafted, name: str) -> None:
    """VALID, goal met, not cut by the clock, every count within expected.json; and judged the same when read again."""
    scenario, plan = drafted(name)
    assert plan.verdict == "VALID"
    assert plan.goal_met
    assert check(scenario.world, plan.request, plan).findings == plan.findings
    assert plan.id == plan.digest()
    assert not plan.solving.cut_by_clock
    expected = scenario.expectation
    kinds = {kind: sum(item.kind == kind for item in plan.items) for kind in expected.items}
    amounts = {term.code: term.amount for term in plan.terms}
    outside = [kind for kind, bound in expected.items.items() if not bound.holds(kinds[kind])]
    outside += [code for code, bound in expected.terms.items() if not bound.holds(amounts.get(code, 0))]
    assert outside == []
    assert expected.unmet.holds(len(plan.unmet))
    assert expected.milestones_met.holds(sum(line.met for line in plan.milestones))


@pytest.mark.parametrize("name", ["mini", "crue-argens"])
def test_every_figure_rests_on_cells_of_the_input(drafted, name: str) -> None:
    """From each fact that says a figure of the plan, every chain ends in a cell, and none is lost on the way."""
    _, plan = drafted(name)
    said = [fact for fact in plan.facts if fact.about]
    ends = {fact.id: set(ends_of(plan, fact.id)) for fact in said}
    assert [fact for fact, found in ends.items() if found != {Cell}] == []
    assert len(said) > 4 * len(plan.items)


@pytest.mark.parametrize("name", ["mini", "crue-argens"])
def test_every_reason_rests_on_a_tool_run_and_on_cells(drafted, name: str) -> None:
    """What an agent cites as evidence was returned by a tool of its own, and goes down to cells of the input."""
    _, plan = drafted(name)
    runs = {run.id: run for run in plan.runs}
    cited = [plan.fact[fact] for note in plan.agents for reason in note.reasons for fact in reason.facts]
    assert len(cited) == 3
    assert all(isinstance(fact.origin, Computed) and runs[fact.origin.run].arguments for fact in cited)
    assert all(set(ends_of(plan, fact.id)) == {Cell} for fact in cited)


def ends_of(plan: Plan, start: str) -> list[type]:
    """The kinds of origin that the chains from a fact end in."""
    ends, todo, seen = [], [start], {start}
    while todo:
        origin = plan.fact[todo.pop()].origin
        inputs = origin.inputs if isinstance(origin, Computed) else ()
        if not inputs:
            ends.append(type(origin))
        todo += [name for name in inputs if name not in seen]
        seen.update(inputs)
    return ends


def test_every_way_to_break_the_relief_plan_is_caught(drafted) -> None:
    """Each mutation that finds a hold in the relief plan gives an INVALID plan, seen by a rule that watches for it."""
    scenario, plan = drafted("crue-argens")
    missed, applied = [], 0
    for mutation in MUTATIONS:
        mutant = mutation(scenario.world, plan.request, plan, Random(1))
        if mutant is None:
            continue
        applied += 1
        review = check(mutant.world, plan.request, mutant.plan)
        errors = {finding.rule for finding in review.findings if finding.severity == "error"}
        if review.verdict != "INVALID" or not errors & set(mutant.rules):
            missed.append(mutation.__name__)
    assert missed == []
    assert applied >= len(MUTATIONS) - 3
