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


class Earlier(Noun):
    """What beginning an item earlier costs, already solved with everything else free.

    `start`: when it then begins; `on_time`: it is then late for nothing. `cost` and `moved` as for a relaxation;
    `later`: items that then begin later than they do; `out`: those that are then left out.
    """

    start: int
    on_time: bool
    cost: int
    moved: int = Field(ge=0)
    later: tuple[str, ...] = ()
    out: tuple[str, ...] = ()


class Explanation(Noun):
    """Why a task is not done, or an item is not done earlier.

    For a task left out: the requirements that cannot all be met with the task, and what would help, the cheapest first.

    Without requirements, no conflict was proven: the search may have missed a place for the task. When `minimal`,
    dropping any one requirement makes the rest possible. `effort` is that of each re-plan that was solved.

    For an item: `start`, and the hours by which it is `late`, by code of the delay; what beginning `earlier` would
    cost, None when no schedule was found in which it does; `never` when it is proven that there is none. For both,
    `chain`: the obstacle before it, the one before what is behind that, and so on.
    """

    about: str
    label: Message
    requirements: tuple[Requirement, ...] = ()
    minimal: bool = False
    reliefs: tuple[Relief, ...] = ()
    effort: float = 0.0
    start: int | None = None
    late: dict[str, int] = Field(default_factory=dict)
    chain: tuple[Message, ...] = ()
    never: bool = False
    earlier: Earlier | None = None
