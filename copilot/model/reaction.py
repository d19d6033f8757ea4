"""How a plan answers what happens while a scenario is played."""

from copilot.model.finding import Verdict
from copilot.model.noun import Noun
from copilot.model.plan import Movement
from copilot.model.scenario import Inject


class Outside(Noun):
    """A figure of a plan that lies outside of what was reasoned beforehand, and that reasoning."""

    inject: str
    figure: str
    found: int
    low: int | None
    high: int | None
    why: str


class Reaction(Noun):
    """The plan made again at a minute, and how it differs from the one before: nothing that had begun was touched.

    `injects` are what is then learnt; none for the first draft. `lost` and `won` are milestones; `cost` sums the
    objective's terms but that of moving. `outside` names each figure outside of its reasoned bounds.
    """

    at: int
    injects: tuple[Inject, ...] = ()
    run: str
    plan: str
    verdict: Verdict
    goal_met: bool
    begun: int
    items: int
    unmet: tuple[str, ...] = ()
    movements: tuple[Movement, ...] = ()
    lost: tuple[str, ...] = ()
    won: tuple[str, ...] = ()
    cost: int
    outside: tuple[Outside, ...] = ()

    def count(self, *kinds: str) -> int:
        """How many items were added, removed, moved, equipped or routed otherwise."""
        return sum(one.what in kinds for one in self.movements)

    @property
    def sound(self) -> bool:
        """True when the checker found the plan VALID and every figure is within its bounds."""
        return self.verdict == "VALID" and not self.outside


class Played(Noun):
    """A scenario played: the first draft, then what answered each moment at which something happened.

    `whole`: nothing was left to play; a play that a person stopped is not.
    """

    reactions: tuple[Reaction, ...]
    whole: bool = True

    @property
    def sound(self) -> bool:
        """True when every plan is VALID and within what was reasoned."""
        return all(one.sound for one in self.reactions)
