"""Preferences that can be read of decisions, and no others."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import ValidationError

from copilot.app.dataset.candidates import Candidate
from copilot.app.dataset.lines import Pair
from copilot.app.dataset.talks import Talk, answer, tools, turns
from copilot.model.request import DOMAINS

AGAINST = ("edit", "reject")
Unread = Literal["no_approved_revision", "not_used", "prompt_differs", "same_answer", "shape"]


def preferences(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate, str, Pair | Unread]]:
    """Each preference, with the run decided against, the run approved and the agent; or why none can be read there.

    Where a person edited or rejected items of a plan, the agent whose items they are answered badly, and answered well
    in the last revision of the same draft that was approved; both answers were given to the same prompt.
    """
    drafts = {one.plan.id: one for one in candidates if one.plan is not None and one.run.order.errand == "draft"}
    approved = _approved(drafts)
    for one in candidates:
        if one.plan is None or drafts.get(one.plan.id) is not one:
            continue
        against = {
            one.plan.item[item].domain
            for item, last in one.decided.items()
            if last.verb in AGAINST and item in one.plan.item
        }
        for agent in DOMAINS:
            if agent in against and agent in one.talks:
                better = approved.get(one.plan.id)
                if better is None:
                    yield one, one, agent, "no_approved_revision"
                else:
                    yield one, better, agent, _pair(one, better, agent)


def _approved(drafts: Mapping[str, Candidate]) -> dict[str, Candidate]:
    """For each plan the last revision of its draft that was approved."""
    found: dict[str, Candidate] = {}
    accepted = [one for one in drafts.values() if (last := one.decided.get("")) and last.verb == "approve"]
    for one in sorted(accepted, key=lambda one: one.plan.revision if one.plan else 0):
        parent = one.plan.parent if one.plan else None
        while (
            parent is not None and parent in drafts
        ):  # a variant solved for a question is none of them: its draft ends there
            found[parent] = one
            before = drafts[parent].plan
            parent = before.parent if before else None
    return found


def _pair(worse: Candidate, better: Candidate, agent: str) -> Pair | Unread:
    rejected, chosen = worse.spoke(agent), better.used(agent)
    if not isinstance(rejected, Talk) or not isinstance(chosen, Talk):
        return "not_used"
    try:
        if turns(rejected) != turns(chosen) or tools(rejected) != tools(chosen):
            return "prompt_differs"
        if answer(rejected) == answer(chosen):
            return "same_answer"
        return Pair(prompt=turns(chosen), tools=tools(chosen), chosen=(answer(chosen),), rejected=(answer(rejected),))
    except ValidationError:
        return "shape"
