"""Several searches side by side, one a core, that meet now and then and go on from the best."""

import math
import pickle
import tempfile
import time
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

from tools.apart import processes
from tools.solve.schedule.attempt import quiet
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.improve import Improver
from tools.solve.schedule.problem import Placed
from tools.solve.schedule.search import Search

TURNS = 6
"""How many times the searches meet."""
SEEDS = 1_000_003
"""How far apart the seeds of two searches are."""
Found = tuple[int, dict[str, Placed]]


class Islands:
    """A search spread over processes of which this one is the first; bound by effort, it finds the same each time."""

    def __init__(self, search: Search) -> None:
        self._search, self._budget = search, search.budget

    def run(self) -> None:
        """Turn after turn, until the budget is spent.

        The problem lies in a file, which each process reads once. The file is there as long as the search goes on.
        """
        search, begun = self._search, self._search.progress()
        with tempfile.TemporaryDirectory(prefix="intendance-") as folder:
            file = Path(folder) / "problem.pickle"
            file.write_bytes(pickle.dumps(search.problem))
            improver = Improver(search)
            for turn in range(TURNS):
                if search.is_over():
                    break
                ends = [begun + (1 - begun) * place / TURNS for place in (turn, turn + 1)]
                others = self._others(file, turn, (ends[0], ends[1]))
                improver.run(until=ends[1])
                if search.budget.stop():
                    file.unlink()
                self._meet([found for one in others if (found := one.result()) is not None])

    def _others(self, file: Path, turn: int, stretch: tuple[float, float]) -> list[Future[Found | None]]:
        """The other processes set off from where this one is."""
        share = stretch[1] - stretch[0]
        until = None if self._budget.seconds is None else time.monotonic() + share * self._budget.seconds
        count = self._budget.threads - 1
        return [
            _processes(count).submit(
                _improved,
                file,
                dict(self._search.standing.placed),
                self._search.seed + SEEDS * (turn * count + other + 1),
                self._budget.effort * share,
                until,
                stretch,
            )
            for other in range(count)
        ]

    def _meet(self, found: list[Found]) -> None:
        """Goes on from the best, this one's own when none is better."""
        cost, best = min(found, key=lambda one: one[0], default=(self._search.cost, {}))
        if cost < self._search.cost:
            self._search.standing.back_to(best)
            self._search.tell()


@lru_cache(maxsize=1)
def _processes(count: int) -> ProcessPoolExecutor:
    """As many processes, started once: a search of a few seconds cannot wait for new ones each time."""
    return processes(count)


def _improved(
    file: Path,
    placed: dict[str, Placed],
    seed: int,
    effort: float,
    until: float | None,
    stretch: tuple[float, float],
) -> Found | None:
    """In a process of its own: what a search with another seed makes of a schedule, in its stretch of the whole."""
    try:
        search = _known(file)
    except FileNotFoundError:  # told to stop before it began
        return None
    search.standing.back_to(placed)
    seconds = None if until is None else until - time.monotonic()
    if seconds is None or seconds > 0:
        search.begin(seed, Budget(effort, seconds, stop=lambda: not file.exists()))
        Improver(search, stretch).run(until=math.inf)
    return search.cost, dict(search.standing.placed)


@lru_cache(maxsize=1)
def _known(file: Path) -> Search:
    return Search(pickle.loads(file.read_bytes()), 0, Budget(), quiet)
