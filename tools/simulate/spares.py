"""Which vehicles may stand in for one that fails, and what each vehicle must have passed before it is used."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from copilot.model.noun import Span
from copilot.model.plan import PlanItem
from copilot.model.world import World
from copilot.model.world.fleet import Asset
from tools.forecast.checks import check_state
from tools.simulate.acts import Act
from tools.simulate.calendar import NEVER

WORK = ("check", "repair")


class Spares:
    """The fleet as the plan uses it."""

    def __init__(
        self, world: World, acts: Sequence[Act], assets: Mapping[str, int], away: Mapping[int, Sequence[Span]]
    ) -> None:
        self._world, self._acts, self._assets, self._away = world, acts, assets, away
        self.holds: dict[int, list[int]] = defaultdict(list)
        self._use: dict[int, list[Act]] = defaultdict(list)
        self._work: dict[int, list[Act]] = defaultdict(list)
        for act in acts:
            for vehicle in act.vehicles:
                self.holds[vehicle].append(act.span[0])
                (self._work if act.item.kind in WORK else self._use)[vehicle].append(act)
        for starts in self.holds.values():
            starts.sort()
        self._rules = defaultdict(list)
        for rule in world.check_rules:
            self._rules[rule.asset_type].append(rule)

    def next_hold(self, vehicle: int, minute: int) -> int:
        """When the plan next takes a vehicle, from a minute on."""
        starts = self.holds.get(vehicle, [])
        place = bisect_left(starts, minute)
        return starts[place] if place < len(starts) else NEVER

    def of(self, act: Act, slot: int) -> tuple[int, ...]:
        """The vehicles that may stand in at a place of an item, in the order of its candidates."""
        if act.item.kind in WORK or act.begun:
            return ()
        first = 0
        for need in act.item.mode.assets:
            if slot < first + need.count:
                named = (self._assets[name] for name in need.candidates if name in self._assets)
                return tuple(one for one in named if one not in act.vehicles and self._able(one, act.item))
            first += need.count
        return ()

    def proofs(self, act: Act, slot: int) -> tuple[int, ...]:
        """The checks and repairs of a vehicle, before this item in the plan, without which it could not be used."""
        if act.item.kind in WORK:
            return ()
        vehicle = act.vehicles[slot]
        before = [one for one in self._work[vehicle] if one.span[1] <= act.span[0]]
        return tuple(one.number for one in before if self._required(self._world.assets[vehicle], one, act))

    def _required(self, asset: Asset, work: Act, act: Act) -> bool:
        reference = work.item.subject.reference
        if work.item.kind == "repair":
            return asset.state == "down" and any(
                event.immobilising and event.id == reference for event in self._world.technical_events
            )
        rule = next((one for one in self._rules[asset.type] if one.id == reference), None)
        if rule is None:
            return False
        state = check_state(self._world, asset, rule)
        spent = sum(
            _added(one.item, state.counter) for one in self._use[self._assets[asset.id]] if one.span[0] <= act.span[0]
        )
        late = state.last is not None and act.span[1] > state.last
        return late or (state.left is not None and spent > state.left)

    def _able(self, vehicle: int, item: PlanItem) -> bool:
        """True for a vehicle that no check, repair or absence concerns, even with this item more."""
        asset = self._world.assets[vehicle]
        if asset.state != "available" or self._away.get(vehicle):
            return False
        for rule in self._rules[asset.type]:
            state = check_state(self._world, asset, rule)
            spent = sum(_added(one.item, state.counter) for one in self._use[vehicle])
            if state.last is not None and state.last < self._world.clock.end:
                return False
            if state.left is not None and spent + _added(item, state.counter) > state.left:
                return False
        return True


def _added(item: PlanItem, counter: str) -> int:
    return item.mode.km if counter == "km" else item.mode.hours
