"""Why a task is not done, and what would help."""

from pydantic import Field

from copilot.model.change import Change
from copilot.model.noun import Message, Noun


class Requirement(Noun):
    """One of the requirements in conflict, said in words; `label` is that of the task it is about, if any."""

    kind: str
    of: str
    message: Message
    label: Message | None = None


class Relief(Noun):
    """Something that would make the task possible, already solved; of several `parts` when none is enough alone.

    `changes`: the same as changes that a re-plan takes, the figures then being those of that re-plan; without any,
    `unsaid` says why. `cost`: how much more the plan would cost, less when negative, without what moving items and
    leaving mandatory tasks out cost. `moved`: how many of its items would change. `gained`: mandatory tasks that would
    then be done; `missing`: those that would still be left out.
    """

    parts: tuple[Message, ...]
    changes: tuple[Change, ...] = ()
    unsaid: Message | None = None
    cost: int
    moved: int = Field(ge=0)
    gained: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Explanation(Noun):
    """The requirements that cannot all be met with the task, and what would help, the cheapest first.

    Without requirements, no conflict was proven: the search may have missed a place for the task. When `minimal`,
    dropping any one requirement makes the rest possible. `effort` is that of each re-plan that was solved.
    """

    about: str
    label: Message
    requirements: tuple[Requirement, ...] = ()
    minimal: bool = False
    reliefs: tuple[Relief, ...] = ()
    effort: float = 0.0
