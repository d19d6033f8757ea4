"""A plan shaken over all its runs, block after block, on as many cores as there are."""

import time
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

WORTH = 5.0
"""Seconds of work for which it is worth starting other processes, each of which takes some two seconds to begin."""
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

    def all(self, cores: int = 1, told: Told = untold, worth: float = WORTH) -> Tally:
        """All runs; `told` hears how many are done.

        Other processes are started when they have more than so many seconds of work before them.
        """
        done, parts = 0, []
        for part in self._blocks(cores, worth):
            parts.append(part)
            done += part.runs
            told(done, self.runs)
        return reduce(add, parts)

    @property
    def _count(self) -> int:
        return -(-self.runs // BLOCK)

    def _blocks(self, cores: int, worth: float) -> Iterator[Tally]:
        begun = time.monotonic()
        yield self.block(0)
        rest = range(1, self._count)
        if cores == 1 or (time.monotonic() - begun) * len(rest) <= worth or not rest:
            yield from map(self.block, rest)
            return
        given = (self.world, self.request, self.plan, self.shaking, self.runs, self.seed)
        with processes(min(cores, len(rest)), _get_ready, *given) as pool:
            yield from pool.map(_block, rest)


def _get_ready(world: World, request: Request, plan: Plan, shaking: Shaking, runs: int, seed: int) -> None:
    _ready[:] = [Shake(world, request, plan, shaking, runs, seed)]


def _block(number: int) -> Tally:
    return _ready[0].block(number)
