"""Places of a pool, each busy until a minute of its own in each run."""

import numpy as np

from tools.simulate.draws import Flags, Ints

ALWAYS = -(2**60)


class Servers:
    """A pool of like places, over all runs at once: whoever comes takes those that are free first, in turn."""

    def __init__(self, count: int, runs: int) -> None:
        self.count = count
        self.free = np.full((count, runs), ALWAYS, dtype=np.int64)
        self._runs = np.arange(runs)

    def first(self, amount: int) -> Ints:
        """The places that are free first, so many in each run."""
        if amount == 1:
            return np.asarray(self.free.argmin(axis=0)[None, :], dtype=np.int64)
        return np.asarray(np.argpartition(self.free, amount - 1, axis=0)[:amount], dtype=np.int64)

    def ready(self, places: Ints) -> Ints:
        """The minute at which all the places are free."""
        return np.asarray(self.free[places, self._runs].max(axis=0), dtype=np.int64)

    def hold(self, places: Ints, until: Ints, where: Flags) -> None:
        """Keeps places until a minute, in the runs where they are taken."""
        self.free[places, self._runs] = np.where(where, until, self.free[places, self._runs])

    def correct(self, places: Ints, said: Ints, until: Ints, where: Flags) -> None:
        """Another end than was said; where somebody has been promised the place since, it is not free any sooner."""
        held = self.free[places, self._runs]
        known = np.where(held == said, until, np.maximum(held, until))
        self.free[places, self._runs] = np.where(where, known, held)

    def miss(self, amount: Ints, until: int) -> None:
        """So many places of each run, the idle ones first, are not there until a minute."""
        ranks = self.free.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
        self.free = np.where(ranks < amount, np.maximum(self.free, until), self.free)
