"""Why an activity is not done earlier: what stands before it, what stands before that, and so on."""

from dataclasses import dataclass, field, replace

from copilot.model.activity import Activity, Mode
from tools.solve.explain.blocks import Block, Blocks, Moment
from tools.solve.schedule.grid import down
from tools.solve.schedule.index import Index
from tools.solve.schedule.part import Cutter, runs
from tools.solve.schedule.price import driven, missing
from tools.solve.schedule.problem import Placed, Problem
from tools.solve.schedule.standing import Standing

DEPTH = 8
"""How many links a chain has at most."""


@dataclass(frozen=True)
class Link:
    """One activity and the obstacle before it."""

    item: str
    block: Block


@dataclass
class Chains:
    """Follows obstacles through a schedule; nothing in it moves."""

    problem: Problem
    standing: Standing
    now: int = 0
    cutter: Cutter = field(init=False)

    def __post_init__(self) -> None:
        self.cutter = Cutter(self.standing.index)

    @classmethod
    def of(cls, problem: Problem, places: dict[str, Placed], now: int = 0) -> "Chains":
        """The chains of a schedule given by its places; what began before `now` is given, and moving costs nothing."""
        problem = replace(problem, reference={})
        index = Index(problem)
        standing = Standing(index)
        standing.take(sorted(places.keys() & index.activity.keys()), places)
        return cls(problem, standing, now)

    def chain(self, name: str) -> tuple[Link, ...]:
        """The obstacle before an activity, the one before the activity behind it, and so on; none comes twice."""
        links: list[Link] = []
        seen: set[str] = set()
        following: str | None = name
        while following in self.standing.index.activity and following not in seen and len(links) < DEPTH:
            seen.add(following)
            links += [Link(following, block) for block in self.obstacles(following)]
            following = links[-1].block.by
        return tuple(links[:DEPTH])

    def obstacles(self, name: str) -> tuple[Block, ...]:
        """What keeps an activity from beginning earlier than it does, or from being done.

        Two obstacles where the hours just before are forbidden, and something else stands before those.
        """
        activity, placed = self.standing.index.activity[name], self.standing.placed.get(name)
        blocks = Blocks(self.standing, self.cutter, name)
        if placed is None:
            return (self._absent(activity, blocks),)
        if name in self.problem.pins:
            return (Block("begun" if placed.start < self.now else "decision", until=placed.start),)
        mode = self.standing.index.mode(placed)
        starts, ends = runs(self.problem, activity, mode)
        today = down(placed.start, self.problem.clock.step)
        before = starts < today
        if not before.any():
            return (self._barred(activity, mode, placed),)
        moment = Moment(activity, mode, int(starts[before][-1]), int(ends[before][-1]), placed)
        found = blocks.at(moment) or self._free(moment, placed)
        alone = moment.start == today - 1 or (found.until is not None and found.until >= placed.start)
        return (found,) if alone else (self._barred(activity, mode, placed), found)

    def _free(self, moment: Moment, placed: Placed) -> Block:
        """Nothing stands before a moment: what beginning then would change."""
        step = self.problem.clock.step
        sooner = Placed(placed.activity, placed.mode, moment.start * step, moment.end * step, placed.assets)
        index = self.standing.index
        more = index.price(placed.activity, sooner) - index.price(placed.activity, placed)
        return Block("free", until=sooner.start, about={"cost": more})

    def _barred(self, activity: Activity, mode: Mode, placed: Placed) -> Block:
        """What forbids every earlier start, whoever else there is: hours, roads, or the window."""
        before = placed.start - self.problem.clock.step
        if before >= activity.earliest:
            if mode.calendar is not None:
                return Block("calendar", until=placed.start, about={"calendar": mode.calendar})
            if any(first <= before < last for first, last in mode.closed):
                return Block("closed", until=placed.start)
        return Block("window", until=placed.start)

    def _absent(self, activity: Activity, blocks: Blocks) -> Block:
        """The obstacle at the last start that would be in time; where there is a place, what it costs and is worth."""
        window = self.cutter.window(activity, self.standing.placed)
        for mode in () if window is None else sorted(activity.modes, key=driven):
            place = blocks.inserter.first(activity, mode, *self.cutter.runs(activity, mode, window or (0, 0)))
            if place is not None:
                cost = self.standing.index.price(activity.id, place)
                return Block("worth", until=place.start, about={"cost": cost, "value": missing(activity)})
        for mode in sorted(activity.modes, key=driven):
            starts, ends = runs(self.problem, activity, mode)
            if starts.size:
                due = self.problem.clock.end if activity.due is None else activity.due
                on_time = starts[ends * self.problem.clock.step <= due]
                place_at = int(on_time.size - 1) if on_time.size else 0
                found = blocks.at(Moment(activity, mode, int(starts[place_at]), int(ends[place_at]), None))
                if found is not None:
                    return found
        return Block("no_start")
