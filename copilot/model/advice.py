"""A question about a plan, and its answer."""

from typing import Literal

from copilot.model.comment import Comment
from copilot.model.explanation import Explanation
from copilot.model.intake import Proposed, Refused
from copilot.model.noun import Message, Noun
from copilot.model.plan import Movement, Plan

Way = Literal["what_if", "why", "look_up", "cannot"]


class Advice(Noun):
    """How a question is to be answered: by a variant with changes, by an explanation of an item, or by sentences.

    `cannot` is an answer, `because` says why it is; `refused` is what the model proposed without words behind it.
    """

    question: str
    way: Way
    item: str = ""
    changes: tuple[Proposed, ...] = ()
    comment: Comment | None = None
    refused: tuple[Refused, ...] = ()
    because: Message | None = None


class TermChange(Noun):
    """What one term of the objective becomes, from the plan to the variant."""

    code: str
    unit: str
    before: int
    after: int


class Answered(Noun):
    """A question answered: the advice, and what was solved for it.

    `variant` is a plan in a branch of its own; `moved` and `terms` are its difference from the plan asked about.
    """

    advice: Advice
    explanation: Explanation | None = None
    variant: Plan | None = None
    moved: tuple[Movement, ...] = ()
    terms: tuple[TermChange, ...] = ()
