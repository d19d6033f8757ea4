"""Lists of jobs turned into schedules: each job as early as those before it in the list let it."""

from collections.abc import Sequence

from tools.solve.schedule.plain import Plain, Way

EACH = 10
"""How many steps may be looked at in the time that the rest of a job takes (measured)."""


class Packer:
    """Packs the jobs of a plain problem; `effort` counts the steps looked at, and some for each job."""

    def __init__(self, plain: Plain) -> None:
        self._plain = plain
        self._before = [job.before for job in plain.jobs]
        self._after = [job.after for job in plain.jobs]
        self._first = [job.first for job in plain.jobs]
        self._room = plain.steps + max(way.length for job in plain.jobs for way in job.ways)
        self.effort = 0

    def packed(self, order: Sequence[int], ways: list[int]) -> list[int]:
        """The starts of jobs packed in an order, each in its way."""
        chosen = [job.ways[way] for job, way in zip(self._plain.jobs, ways, strict=True)]
        return self._pack(order, chosen, self._before, self._first)

    def justified(self, starts: list[int], ways: list[int]) -> list[int]:
        """The starts once all was moved as late as it can, last first, and then as early as it can, first first.

        It ends no later than before.
        """
        jobs = self._plain.jobs
        chosen = [job.ways[way] for job, way in zip(jobs, ways, strict=True)]
        ends = [start + way.length for start, way in zip(starts, chosen, strict=True)]
        late = self._pack(_sorted(ends, reverse=True), chosen, self._after, [0] * len(jobs))
        order = _sorted([start + way.length for start, way in zip(late, chosen, strict=True)], reverse=True)
        return self._pack(order, chosen, self._before, self._first)

    def quickened(self, order: Sequence[int], ways: list[int]) -> tuple[list[int], list[int]]:
        """The starts of jobs packed in an order, each in the way that ends first of those that stocks allow."""
        plain, jobs = self._plain, self._plain.jobs
        left = spare(plain, ways)
        free, ends, starts, found = self._empty(), [0] * len(jobs), [0] * len(jobs), list(ways)
        for job in order:
            ready = self._first[job]
            for before, lag in self._before[job]:
                ready = max(ready, ends[before] + lag)
            today = jobs[job].ways[found[job]]
            best, least = found[job], self._fit(free, ready, today)
            for number, way in enumerate(jobs[job].ways):
                if number == found[job] or ready + way.length >= least + jobs[job].ways[best].length:
                    continue
                if all(room + old >= new for room, old, new in zip(left, today.uses, way.uses, strict=True)):
                    start = self._fit(free, ready, way)
                    if start + way.length < least + jobs[job].ways[best].length:
                        best, least = number, start
            way = jobs[job].ways[best]
            if best != found[job]:
                left = [room + old - new for room, old, new in zip(left, today.uses, way.uses, strict=True)]
                found[job] = best
            starts[job], ends[job] = least, least + way.length
            for step in range(least, least + way.length) if way.takes else ():
                free[step] -= way.takes
        return starts, found

    def _pack(
        self, order: Sequence[int], ways: list[Way], before: list[tuple[tuple[int, int], ...]], first: list[int]
    ) -> list[int]:
        free, starts, ends = self._empty(), [0] * len(ways), [0] * len(ways)
        for job in order:
            start, way = first[job], ways[job]
            for other, lag in before[job]:
                ready = ends[other] + lag
                if ready > start:
                    start = ready
            if way.takes:
                start = self._fit(free, start, way)
                takes = way.takes
                for step in range(start, start + way.length):
                    free[step] -= takes
            starts[job], ends[job] = start, start + way.length
        return starts

    def _empty(self) -> list[int]:
        return [self._plain.free] * (self._room)

    def _fit(self, free: list[int], start: int, way: Way) -> int:
        """The first step from `start` on at which there is room in each pool, from start to end."""
        takes, length, guards = way.takes, way.length, self._plain.guards
        seen = start
        end = start + length
        if end > len(free):
            free.extend([self._plain.free] * (end - len(free)))
        step = end - 1
        while step >= seen:
            if (free[step] - takes) & guards == guards:
                step -= 1
            else:
                seen, start = end, step + 1
                end = start + length
                if end > len(free):
                    free.extend([self._plain.free] * (end - len(free)))
                step = end - 1
        self.effort += end - start + EACH
        return start


def spare(plain: Plain, ways: list[int]) -> list[int]:
    """What the jobs leave of each stock; less than nothing where they take too much."""
    uses = [job.ways[way].uses for job, way in zip(plain.jobs, ways, strict=True)]
    return [stock - sum(use[k] for use in uses) for k, stock in enumerate(plain.stocks)]


def _sorted(keys: list[int], reverse: bool) -> list[int]:
    return sorted(range(len(keys)), key=keys.__getitem__, reverse=reverse)
