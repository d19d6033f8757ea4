"""How many vehicles can be used, day after day."""

from collections.abc import Iterable

from copilot.model.clock import DAY, Clock
from copilot.model.noun import Span
from copilot.model.plan import AvailabilityLine, PlanItem
from copilot.model.world import Asset, World
from tools.forecast.checks import check_state
from tools.look.absences import away


class Availability:
    """Which assets can be used at a minute, given the plan's checks and repairs."""

    def __init__(self, world: World, items: Iterable[PlanItem]) -> None:
        self._world = world
        self._work: dict[str, list[PlanItem]] = {}
        self._events: dict[str, list[str]] = {}
        self._absent: dict[str, list[Span]] = {}
        for one in away(world):
            self._absent.setdefault(one.asset, []).append((one.start, one.end))
        for event in world.technical_events:
            if event.immobilising:
                self._events.setdefault(event.asset, []).append(event.id)
        for item in items:
            if item.kind in ("check", "repair") and item.subject.asset:
                self._work.setdefault(item.subject.asset, []).append(item)

    def available(self, asset: Asset, minute: int) -> bool:
        """True unless stored, absent, in a workshop, waiting for an immobilising repair or past a calendar limit."""
        if asset.state == "storage" or any(first <= minute < last for first, last in self._absent.get(asset.id, ())):
            return False
        work = self._work.get(asset.id, [])
        if any(first <= minute < last for first, last in (held(item) for item in work)):
            return False
        done = {item.subject.reference for item in work if held(item)[1] <= minute}
        waiting = asset.state == "down" and any(event not in done for event in self._events.get(asset.id, ()))
        return not waiting and not self._past_limit(asset, minute, done)

    def rate(self, asset_type: str, minute: int) -> tuple[int, int]:
        """Held and available assets of a type at a minute."""
        assets = [asset for asset in self._world.assets if asset.type == asset_type]
        return len(assets), sum(self.available(asset, minute) for asset in assets)

    def _past_limit(self, asset: Asset, minute: int, done: set[str]) -> bool:
        for rule in self._world.check_rules:
            if rule.asset_type == asset.type and rule.id not in done:
                last = check_state(self._world, asset, rule).last
                if last is not None and minute >= last:
                    return True
        return False


def held(item: PlanItem) -> Span:
    """When the item's asset is away or worked on."""
    return item.mode.assets[0].span(item.start, item.end)


def noons(clock: Clock) -> list[int]:
    """The minutes of the window that are 12:00 local."""
    return [first for first, _ in clock.open_spans("1234567", DAY // 2, DAY // 2 + 1)]


def availability_lines(world: World, items: Iterable[PlanItem]) -> tuple[AvailabilityLine, ...]:
    """Held and available assets of each type at each noon."""
    availability = Availability(world, items)
    days = noons(world.clock)
    return tuple(
        AvailabilityLine(asset_type=kind.id, days=tuple((noon, *availability.rate(kind.id, noon)) for noon in days))
        for kind in world.asset_types
    )
