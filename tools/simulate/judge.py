"""Whether each milestone holds in each run, by the same meaning as a plan's own milestones."""

from collections import defaultdict

import numpy as np

from copilot.model.clock import DAY
from copilot.model.request import Milestone, Request
from copilot.model.world import World
from copilot.model.world.fleet import Asset
from tools.forecast.checks import check_state
from tools.forecast.consumption import outflow, reservoir
from tools.look.gaps import training_gap
from tools.simulate.acts import Act
from tools.simulate.draws import Flags, Ints
from tools.simulate.pegs import Supply
from tools.simulate.play import Part, Play
from tools.simulate.spares import WORK

Stock = tuple[str, str]


def stocks(world: World, milestone: Milestone) -> list[Stock]:
    """The stocks that a milestone wants never to run out and that are used up."""
    sites = [milestone.site] if milestone.site else [site.id for site in world.sites if site.kind == "distribution"]
    found = dict.fromkeys((row.site, row.item) for row in world.consumption)
    return [one for one in found if one[0] in sites and milestone.item in (None, one[1])]


class Judge:
    """The milestones of a request, over the runs of one play."""

    def __init__(self, world: World, request: Request, play: Play) -> None:
        self._world, self._request, self._play = world, request, play
        self._acts = play.script.acts
        self._moves: dict[Stock, list[tuple[int, Supply]]] = defaultdict(list)
        for order in world.part_orders:
            self._moves[order.site, order.item].append((order.quantity, Supply(order=order.id)))
        for act in self._acts:
            for place, effect in enumerate(act.item.mode.effects):
                self._moves[effect.site, effect.item].append((effect.quantity, Supply(item=act.item.id, effect=place)))

    def held(self) -> list[Flags]:
        """For each milestone, the runs in which it holds."""
        return [self._held(milestone) for milestone in self._request.milestones]

    def _held(self, milestone: Milestone) -> Flags:
        if milestone.kind == "supplied":
            short = [self.short(stock, milestone.due) for stock in stocks(self._world, milestone)]
            return ~np.any(short, axis=0) if short else np.ones(self._play.draws.size, dtype=bool)
        return self._ready(milestone) if milestone.kind == "ready" else self._available(milestone)

    def short(self, stock: Stock, due: int) -> Flags:
        """The runs in which a stock runs out before a minute while it is needed."""
        play, world = self._play, self._world
        used = play.draws.spread(play.shaking.consumption_spread, "used", *stock)
        held, moves, size = reservoir(world, *stock), self._moves[stock], play.draws.size
        initial, lost = held.initial, [np.full(size, minute) for minute, _ in held.losses]
        times = np.array([*(play.brought(supply) for _, supply in moves), *lost], dtype=np.int64).reshape(-1, size)
        gains = np.array([*(gain for gain, _ in moves), *(-loss for _, loss in held.losses)], dtype=np.float64)
        order = np.lexsort((np.broadcast_to(-gains[:, None], times.shape), times), axis=0)
        times = np.take_along_axis(times, order, axis=0)
        start = np.full((1, play.draws.size), initial * float(DAY))
        before = np.vstack((start, start + np.cumsum(DAY * gains[order], axis=0)))
        rates = outflow(world, *stock)
        dry = (before[:-1] < used * _asked(rates, times)) & (times <= due)
        # Just before the due minute, what has come is what came sooner.
        last = np.take_along_axis(before, (times < due).sum(axis=0)[None, :], axis=0)[0]
        return np.asarray(dry.any(axis=0) | (last < used * _asked(rates, np.full(play.draws.size, due))))

    def _ready(self, milestone: Milestone) -> Flags:
        unit = milestone.unit or ""
        held = np.ones(self._play.draws.size, dtype=bool)
        done = {act.item.subject.reference: act for act in self._acts if _trains(act, unit)}
        for activity, _ in training_gap(self._world, unit).steps:
            if activity not in done:
                return np.zeros_like(held)
            part = self._play.parts[done[activity].number]
            held &= ~part.lost & (part.end <= milestone.due)
        return held

    def _available(self, milestone: Milestone) -> Flags:
        fleet = [asset for asset in self._world.assets if asset.type == milestone.asset_type]
        usable = np.zeros(self._play.draws.size, dtype=np.int64)
        for asset in fleet:
            usable += self._usable(asset, milestone.due)
        return (100 * usable // len(fleet) if fleet else usable) >= milestone.target

    def _usable(self, asset: Asset, due: int) -> Flags:
        number = self._play.script.assets[asset.id]
        usable = np.full(self._play.draws.size, asset.state != "storage")
        if any(first <= due < last for first, last in self._play.script.away.get(number, ())):
            return np.zeros_like(usable)
        wanted = self._wanted(asset, due)
        done = {one: np.zeros_like(usable) for one in wanted}
        for act in self._acts:
            part = self._play.parts[act.number]
            if act.item.kind in WORK and act.vehicles[:1] == (number,):
                first = part.times[0] if act.stages[0].slots else part.times[_at_start(act)]
                last = self._play.back(act, part, 0)
                usable &= part.lost | ~((first <= due) & (due < last))
                if act.item.subject.reference in done:
                    done[act.item.subject.reference] |= ~part.lost & (last <= due)
            else:
                usable &= ~self._broken(act, part, number, due)
        for one in done.values():
            usable &= one
        return usable

    def _broken(self, act: Act, part: Part, number: int, due: int) -> Flags:
        """The runs in which a vehicle has broken down in an item and is not repaired yet."""
        found = np.zeros(self._play.draws.size, dtype=bool)
        for vehicles, start, mend, where in part.broken:
            found |= where & (vehicles == number) & (start <= due) & (due < part.end + mend)
        return found

    def _wanted(self, asset: Asset, due: int) -> set[str]:
        """The checks and repairs without which it cannot be used at a minute."""
        down = asset.state == "down"
        found = {one.id for one in self._world.technical_events if down and one.immobilising and one.asset == asset.id}
        for rule in self._world.check_rules:
            last = check_state(self._world, asset, rule).last if rule.asset_type == asset.type else None
            if last is not None and due >= last:
                found.add(rule.id)
        return found


def _trains(act: Act, unit: str) -> bool:
    return act.item.kind == "training" and act.item.subject.unit == unit


def _at_start(act: Act) -> int:
    return next(place for place, stage in enumerate(act.stages) if stage.begin == 0)


def _asked(rates: tuple[tuple[int, int, int], ...], until: Ints) -> np.typing.NDArray[np.float64]:
    """What is asked of a stock until a minute, in 1/1440 of a unit."""
    total = np.zeros(until.shape)
    for first, last, rate in rates:
        total += rate * np.clip(until - max(0, first), 0, max(0, last - max(0, first)))
    return total
