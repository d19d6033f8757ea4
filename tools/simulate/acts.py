"""An item of a plan as it is to be carried out: its stages, what it takes at each, what it waits for."""

from collections import defaultdict
from dataclasses import dataclass, field

from copilot.model.activity import PoolNeed
from copilot.model.noun import Span
from copilot.model.plan import PlanItem
from tools.simulate.calendar import Calendar, Closed
from tools.simulate.pegs import Supply


@dataclass(frozen=True)
class Stage:
    """A moment of an item at which it takes vehicles or places, in minutes after its start.

    From there to the next, or to the end of a convoy, it stands `still`, then drives.
    """

    begin: int
    still: int
    drive: int
    slots: tuple[int, ...]
    pools: tuple[PoolNeed, ...]


@dataclass
class Act:
    """An item to be carried out.

    `vehicles`: number of the one planned for each place of `item.assets`; `tails`: minutes for which each is away after
    the end; `spares`: those that may stand in; `proofs`: the checks and repairs without which each may not be used.
    `needs`: what it takes that is brought; `begun`: it had begun before the plan was made again.
    """

    number: int
    item: PlanItem
    stages: tuple[Stage, ...]
    vehicles: tuple[int, ...]
    tails: tuple[int, ...]
    begun: bool
    calendar: Calendar | None
    slack: int
    closed: Closed
    spares: tuple[tuple[int, ...], ...] = ()
    proofs: tuple[tuple[int, ...], ...] = ()
    after: tuple[tuple[int, int], ...] = ()
    needs: tuple[tuple[int, tuple[Supply, ...]], ...] = field(default=())

    @property
    def patient(self) -> bool:
        """False for what cannot be put off: a commitment has its own dates."""
        return self.item.kind != "commitment"

    @property
    def span(self) -> Span:
        """From the first thing that it takes to the last that it gives back, as planned."""
        return self.item.start + self.stages[0].begin, self.item.end + max((0, *self.tails))


def stages_of(item: PlanItem) -> tuple[Stage, ...]:
    """The moments at which an item takes something, in order; the first may come before its start."""
    mode = item.mode
    begins = sorted({0, *(need.begin for need in mode.assets), *(need.begin for need in mode.pools)})
    slots: dict[int, list[int]] = defaultdict(list)
    first = 0
    for need in mode.assets:
        slots[need.begin] += range(first, first + need.count)
        first += need.count
    stages = []
    for begin, then in zip(begins, [*begins[1:], item.end - item.start], strict=True):
        pools = tuple(need for need in mode.pools if need.begin == begin)
        still = max((need.length or 0 for need in pools), default=0) if item.kind == "convoy" else 0
        still = min(still, then - begin)
        drives = item.kind == "convoy" or begin < 0
        drive = then - begin - still if drives else 0
        stages.append(Stage(begin, then - begin if not drives else still, drive, tuple(slots[begin]), pools))
    return tuple(stages)
