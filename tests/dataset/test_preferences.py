"""Preferences are read of decisions, never made up."""

import json

from dataset_desk import CONVOY, PAIRS, Desk, cautious, lines
from mistral_taken import taken

from copilot.model.plan import Plan
from copilot.ports import Backend


def revised(desk: Desk, first: Plan, mind: Backend | None = None, **asked: object) -> Plan:
    """The convoy edited, drafted again and approved."""
    decision = desk.edit(first, CONVOY)
    plan = desk.draft(mind, first, decisions=(decision,), **asked)[1]
    desk.approve(plan)
    return plan


def test_an_edited_answer_is_the_worse_of_two(desk: Desk) -> None:
    """Where a convoy was edited, the logistics answer approved later to the same prompt is preferred; no other is."""
    _, first = desk.draft(cautious())
    for item in first.items:
        if item.id != CONVOY:
            desk.accept(first, item.id)
    revised(desk, first)
    found = desk.export()
    assert found.manifest.left_out.preferences == {}
    [pair] = lines(found, PAIRS)
    better, worse = (json.loads(pair[side][0]["content"])["cover_hours"] for side in ("chosen", "rejected"))
    assert (better, worse) == (48, 60)
    for side in ("chosen", "rejected"):
        taken({"messages": pair["prompt"] + pair[side], "tools": pair["tools"]})
    assert [one.preferences for one in found.manifest.runs] == [1, 1]
    assert found.manifest.sources["logistics"].preferences == 1


def test_the_same_answer_prefers_nothing(desk: Desk) -> None:
    """Where the model answered twice the same, there is no preference, and it is counted."""
    _, first = desk.draft()
    revised(desk, first)
    found = desk.export()
    assert found.manifest.left_out.preferences == {"same_answer": 1}
    assert lines(found, PAIRS) == []


def test_answers_to_two_prompts_are_not_compared(desk: Desk) -> None:
    """Where the request changed between the two, the answers are to other questions: left out, and counted."""
    _, first = desk.draft(cautious())
    own = desk.mini.request("fr")
    revised(desk, first, request=own.model_copy(update={"words": "Autre demande."}))
    assert desk.export().manifest.left_out.preferences == {"prompt_differs": 1}


def test_without_an_approval_nothing_is_preferred(desk: Desk) -> None:
    """An edited plan of which no later revision was approved prefers nothing."""
    _, first = desk.draft(cautious())
    desk.edit(first, CONVOY)
    assert desk.export().manifest.left_out.preferences == {"no_approved_revision": 1}
