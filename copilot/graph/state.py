"""What flows through the graph: contributions merged by agent, then one schedule, one plan."""

import operator
from typing import Annotated, Literal, TypedDict

from copilot.model.activity import Contribution
from copilot.model.answer import Reason
from copilot.model.comment import Comment
from copilot.model.fact import Fact, ToolRun
from copilot.model.noun import Message, Noun
from copilot.model.plan import Plan


class Brought(Noun):
    """What an agent's turn leaves: its contribution, its reasons, and the facts of its tool calls.

    `fallback` says why a model that was asked did not answer; `comment` is what one that did says.
    """

    contribution: Contribution
    reasons: tuple[Reason, ...]
    facts: tuple[Fact, ...]
    runs: tuple[ToolRun, ...]
    by: Literal["procedure", "model"] = "procedure"
    fallback: Message | None = None
    comment: Comment | None = None


class State(TypedDict, total=False):
    """The graph's state; agents run in parallel and their results are merged by name."""

    brought: Annotated[dict[str, Brought], operator.or_]
    plan: Plan
