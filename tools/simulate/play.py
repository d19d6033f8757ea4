"""Carries a plan out, all runs at once: each item as planned, later when it must, otherwise equipped, or not at all."""

from dataclasses import dataclass

import numpy as np

from copilot.model.activity import PoolNeed
from copilot.model.clock import DAY
from copilot.model.stress import CAUSES, Cause, Shaking
from tools.simulate.acts import Act
from tools.simulate.calendar import NEVER
from tools.simulate.draws import Draws, Flags, Floats, Ints
from tools.simulate.fleet import HOUR, Vehicles
from tools.simulate.orders import arrivals
from tools.simulate.pegs import Supply
from tools.simulate.places import PEOPLE, capacity
from tools.simulate.script import Script
from tools.simulate.servers import Servers

Held = tuple[PoolNeed, Ints, Ints]


@dataclass
class Part:
    """What becomes of an item: the minute of each stage and of its end, as foreseen until they are past; its vehicles.

    `delays`: minutes that each cause held it up; `blame`: the place of the cause that it was lost to, -1 when none was.
    `broken`: (vehicle, from, minutes after the end, in which runs) for each breakdown. `way`: how much longer its ways
    take than planned.
    """

    times: list[Ints]
    end: Ints
    vehicles: Ints
    lost: Flags
    gaps: list[Ints]
    delays: dict[Cause, Ints]
    blame: Ints
    way: Floats
    held: list[Held]
    promised: Ints
    broken: list[tuple[Ints, Ints, Ints, Flags]]


class Play:
    """One block of runs of one plan."""

    def __init__(self, script: Script, shaking: Shaking, draws: Draws) -> None:
        self.script, self.shaking, self.draws = script, shaking, draws
        self.fleet = Vehicles(script.world, shaking, draws)
        self.arrivals = arrivals(script.world, script.plan.now, shaking, draws)
        self._pools: dict[str, Servers] = {}
        self._misses: list[tuple[int, int, str, Ints]] = []
        self._none = np.zeros(draws.size, dtype=np.int64)
        self.parts = [self._planned(act) for act in script.acts]
        for pool in sorted({need.pool for act in script.acts for need in act.item.mode.pools}):
            self._open(pool)
        self._misses.sort(key=lambda miss: miss[:3])

    def run(self) -> "Play":
        """The same, with every item carried out or lost."""
        coming = iter([*self._misses, (NEVER, 0, "", self._none)])
        miss = next(coming)
        for minute, number, stage in self.script.events:
            while miss[0] <= minute:
                self._pools[miss[2]].miss(miss[3], miss[1])
                miss = next(coming)
            self._stage(self.script.acts[number], stage)
        return self

    def brought(self, supply: Supply) -> Ints:
        """When something comes to a stock; NEVER where the item that brings it is lost."""
        if supply.order:
            return self.arrivals[supply.order]
        act = self.script.acts[self.script.numbers[supply.item]]
        part, at = self.parts[act.number], act.item.mode.effects[supply.effect].at
        return np.where(part.lost, NEVER, part.end if at is None else _at(act, part, at))

    def _stage(self, act: Act, number: int) -> None:
        part, stage = self.parts[act.number], act.stages[number]
        planned = act.item.start + stage.begin
        time = part.times[number] if number else np.full(self.draws.size, planned)
        if number == 0 and not act.begun:
            self._set_out(act, part)
        if stage.begin <= 0:
            time = np.maximum(time, planned)
        if not act.begun:
            if number == 0 or stage.begin == 0:
                time = self._wait(act, part, "before", planned, time, self._before(act, stage.begin, part))
                time = self._wait(act, part, "part", planned, time, self._goods(act, stage.begin))
            time = self._equipped(act, part, stage.slots, time, planned)
            if stage.begin == 0 and act.patient:
                time = np.where(time > planned, act.closed.opens(time), time)
        held = []
        for need in stage.pools:
            pool = self._pools[need.pool]
            if pool.count:
                held.append((need, pool.first(min(need.amount, pool.count))))
                if not act.begun:
                    time = self._wait(act, part, "people", planned, time, pool.ready(held[-1][1]))
        self._foresee(act, part, number, time)
        self._take(act, part, held, stage.slots, number, time)

    def _set_out(self, act: Act, part: Part) -> None:
        """What the way will be like."""
        part.way = self.draws.spread(self.shaking.travel_spread, "travel", act.item.id)
        for number, stage in enumerate(act.stages):
            if stage.drive:
                part.gaps[number] = stage.still + _minutes(stage.drive * part.way)

    def _wait(self, act: Act, part: Part, cause: Cause, planned: int, time: Ints, until: Ints) -> Ints:
        """The minute when something is there; the item is lost when it takes more patience than there is."""
        wait = np.maximum(until - time, 0)
        if not wait.any():
            return time
        patience = HOUR * self.shaking.patience_hours if act.patient else 0
        gives_up = ~part.lost & (wait > 0) & (time + wait - planned > patience)
        part.lost |= gives_up
        part.blame = np.where(gives_up, CAUSES.index(cause), part.blame)
        part.delays[cause] += np.where(part.lost, 0, wait)
        return np.where(part.lost, time, time + wait)

    def _before(self, act: Act, begin: int, part: Part) -> Ints:
        ready = np.full(self.draws.size, -NEVER)
        for number, lag in act.after:
            first = self.parts[number]
            ready = np.maximum(ready, np.where(first.lost, NEVER, first.end + lag + begin))
        return ready

    def _goods(self, act: Act, begin: int) -> Ints:
        ready = np.full(self.draws.size, -NEVER)
        for effect, supplies in act.needs:
            at = act.item.mode.effects[effect].at or 0
            for supply in supplies:
                ready = np.maximum(ready, self.brought(supply) - at + begin)
        return ready

    def _equipped(self, act: Act, part: Part, slots: tuple[int, ...], time: Ints, planned: int) -> Ints:
        """The vehicles planned, or others like them where those would be too late; the minute when all are there."""
        ready, patience = time, HOUR * self.shaking.swap_hours if act.patient else 0
        for slot in slots:
            mine = part.vehicles[slot].copy()
            free = self.fleet.places.ready(mine[None, :])
            for proof in act.proofs[slot]:
                free = np.where(self.parts[proof].lost, NEVER, np.maximum(free, self.parts[proof].end))
            late = ~part.lost & (free - time > patience)
            if late.any():
                late = self._swapped(act, part, slot, late, time)
                free = np.where(late | (part.vehicles[slot] == mine), free, time)
            for first, last in self.script.away.get(act.vehicles[slot], ()):
                length = act.span[1] - planned
                free = np.where(
                    (time > planned) & (time < last) & (time + length > first), np.maximum(free, last), free
                )
            ready = np.maximum(ready, free)
        return self._wait(act, part, "vehicle", planned, time, ready)

    def _swapped(self, act: Act, part: Part, slot: int, late: Flags, time: Ints) -> Flags:
        """Other vehicles where there are some; where it is still late."""
        length = act.span[1] - act.span[0]
        for spare in act.spares[slot]:
            if not late.any():
                break
            until = self.script.next_hold(spare, act.span[0])
            idle = self.fleet.places.free[spare] <= time
            taken = (part.vehicles == spare).any(axis=0)
            fits = late & idle & ~taken & (time + length <= until)
            part.vehicles[slot] = np.where(fits, spare, part.vehicles[slot])
            late &= ~fits
        return late

    def _foresee(self, act: Act, part: Part, number: int, time: Ints) -> None:
        """From this stage on, when the others come and when it ends, as things stand."""
        if number == 0 and not act.begun and act.item.kind in ("convoy", "commitment", "training"):
            self._break(act, part, time)
        part.times[number] = time
        for later in range(number + 1, len(act.stages)):
            floor = act.item.start + act.stages[later].begin if act.stages[later].begin <= 0 else -NEVER
            part.times[later] = np.maximum(part.times[later - 1] + part.gaps[later - 1], floor)
        last = part.times[-1]
        if act.calendar is None:
            part.end = last + part.gaps[-1]
        else:
            start = next(part.times[place] for place, stage in enumerate(act.stages) if stage.begin == 0)
            part.end = act.calendar.finish(start, act.item.mode.duration, self._overtime(act, start)) + act.slack
        part.lost |= part.end > max(self.script.world.clock.end, act.item.end)

    def _overtime(self, act: Act, start: Ints) -> Ints:
        """Only who is late works after hours."""
        return np.where(start > act.item.start, self.shaking.overtime_minutes, 0)

    def _break(self, act: Act, part: Part, time: Ints) -> None:
        """Breakdowns on the way: the convoy is held up where it happens; the vehicle is repaired once it is back."""
        drives = np.array([stage.drive for stage in act.stages], dtype=np.float64)
        edges = np.cumsum(drives) / max(drives.sum(), 1)
        for slot in range(len(act.vehicles)):
            vehicles = part.vehicles[slot].copy()
            found = self.fleet.use(vehicles, act, ~part.lost)
            if not found.where.any():
                continue
            if act.item.kind == "convoy":
                place = np.minimum(np.searchsorted(edges, found.share), len(edges) - 1)
                for stage in range(len(act.stages)):
                    hit = found.where & (place == stage)
                    part.gaps[stage] = part.gaps[stage] + np.where(hit, HOUR * self.shaking.roadside_hours, 0)
                part.delays["vehicle"] += np.where(found.where, HOUR * self.shaking.roadside_hours, 0)
            start = time + _minutes(found.share * (act.item.end - act.item.start))
            part.broken.append((vehicles, start, self.fleet.mend(vehicles, act, slot), found.where))

    def _take(
        self, act: Act, part: Part, held: list[tuple[PoolNeed, Ints]], slots: tuple[int, ...], number: int, time: Ints
    ) -> None:
        """Holds what the stage takes, and tells those that hold something already when it will be given back."""
        kept = ~part.lost
        for need, places in held:
            until = time + need.length if need.length is not None else part.end + _tail(part, need.tail)
            self._pools[need.pool].hold(places, until, kept)
            if need.length is None:
                part.held.append((need, places, np.asarray(until)))
        for slot in slots:
            self.fleet.places.hold(part.vehicles[slot][None, :], self.back(act, part, slot), kept)
            part.promised[slot] = self.back(act, part, slot)
        if number == len(act.stages) - 1:
            self._give_back(act, part)

    def back(self, act: Act, part: Part, slot: int) -> Ints:
        """When a vehicle can be used again: it is back, and repaired."""
        back = part.end + _tail(part, act.tails[slot])
        for vehicles, _, mend, where in part.broken:
            back = back + np.where(where & (vehicles == part.vehicles[slot]), mend, 0)
        return back

    def _give_back(self, act: Act, part: Part) -> None:
        """The end is known: whoever holds something gives it back then; a lost item that had set out, at once."""
        lost, time = part.lost, part.times[-1]
        everywhere = np.ones_like(lost)
        for need, places, said in part.held:
            until = np.where(lost, np.minimum(said, time), part.end + _tail(part, need.tail))
            self._pools[need.pool].correct(places, said, until, everywhere)
        for slot in range(len(act.vehicles)):
            said = part.promised[slot]
            until = np.where(lost, np.minimum(said, time), self.back(act, part, slot))
            self.fleet.places.correct(part.vehicles[slot][None, :], said, until, everywhere)
        if act.item.kind == "check":
            self.fleet.renew(act.vehicles[0], ~lost)

    def _open(self, pool: str) -> None:
        """A pool's places, those known to be missing, and the people who will be absent each day."""
        count, lost = capacity(self.script.world, pool)
        self._pools[pool] = Servers(count, self.draws.size)
        for start, end, amount in lost:
            self._misses.append((start, end, pool, np.full(self.draws.size, min(amount, count))))
        if self.shaking.absent and pool.partition(":")[0] in PEOPLE:
            for day in range(self.script.plan.now // DAY, -(-self.script.world.clock.end // DAY)):
                draws = [
                    self.draws.uniform("absent", pool, day, one) < self.shaking.absent / 100 for one in range(count)
                ]
                if count and np.any(draws):
                    self._misses.append((day * DAY, (day + 1) * DAY, pool, np.sum(draws, axis=0, dtype=np.int64)))

    def _planned(self, act: Act) -> Part:
        size = self.draws.size
        return Part(
            times=[np.full(size, act.item.start + stage.begin) for stage in act.stages],
            end=np.full(size, act.item.end),
            vehicles=np.repeat(np.array(act.vehicles, dtype=np.int64)[:, None], size, axis=1),
            lost=np.zeros(size, dtype=bool),
            gaps=[np.full(size, stage.still + stage.drive) for stage in act.stages],
            delays={cause: np.zeros(size, dtype=np.int64) for cause in CAUSES},
            blame=np.full(size, -1),
            way=np.ones(size),
            held=[],
            promised=np.full((len(act.vehicles), size), NEVER),
            broken=[],
        )


def _at(act: Act, part: Part, at: int) -> Ints:
    """When an effect happens: so long after the last stage before it as planned."""
    number = max((place for place, stage in enumerate(act.stages) if stage.begin <= at), default=0)
    return part.times[number] + (at - act.stages[number].begin)


def _tail(part: Part, tail: int) -> Ints | int:
    """How long the way back takes."""
    return _minutes(tail * part.way) if tail else 0


def _minutes(values: np.typing.NDArray[np.float64]) -> Ints:
    """Whole minutes, rounded up as the plan does."""
    return np.asarray(np.ceil(np.round(values, 6)), dtype=np.int64)
