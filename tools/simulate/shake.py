"""A plan shaken over all its runs, block after block, on as many cores as there are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add

from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.stress import Shaking
from copilot.model.world import World
from tools.apart import processes
from tools.simulate.draws import BLOCK, Draws
from tools.simulate.script import Script
from tools.simulate.tally import Tally, tally

Told = Callable[[int, int], None]
_ready: "list[Shake]" = []


def untold(done: int, runs: int) -> None:
    """Nobody watches."""


@dataclass
class Shake:
    """What is shaken, how, how often and from which seed."""

    world: World
    request: Request
    plan: Plan
    shaking: Shaking
    runs: int
    seed: int

    def __post_init__(self) -> None:
        self.script = Script(self.world, self.plan)

    def block(self, number: int) -> Tally:
        """The runs of one block: always the same, whoever carries them out."""
        draws = Draws(self.seed, number, min(BLOCK, self.runs - number * BLOCK))
        return tally(self.script, self.request, self.shaking, draws)

    def all(self, cores: int = 1, told: Told = untold) -> Tally:
        """All runs; `told` hears how many are done."""
        done, parts = 0, []
        for part in self._blocks(min(cores, self._count)):
            parts.append(part)
            done += part.runs
            told(done, self.runs)
        return reduce(add, parts)

    @property
    def _count(self) -> int:
        return -(-self.runs // BLOCK)

    def _blocks(self, cores: int) -> Iterator[Tally]:
        if cores == 1:
            yield from map(self.block, range(self._count))
            return
        given = (self.world, self.request, self.plan, self.shaking, self.runs, self.seed)
        with processes(cores, _get_ready, *given) as pool:
            yield from pool.map(_block, range(self._count))


def _get_ready(world: World, request: Request, plan: Plan, shaking: Shaking, runs: int, seed: int) -> None:
    _ready[:] = [Shake(world, request, plan, shaking, runs, seed)]


def _block(number: int) -> Tally:
    return _ready[0].block(number)
