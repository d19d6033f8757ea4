"""Which assets can be used at a minute."""

from collections import defaultdict

from copilot.model.clock import DAY
from copilot.model.plan import PlanItem
from copilot.model.world.absence import Absence
from copilot.model.world.fleet import Asset
from tools.check.reading import WORK, Reading


class Fleet:
    """The availability of every asset under a plan."""

    def __init__(self, reading: Reading) -> None:
        self._world = reading.world
        self._types: dict[str, list[Asset]] = defaultdict(list)
        for asset in reading.world.assets:
            self._types[asset.type].append(asset)
        self._work: dict[str | None, list[PlanItem]] = defaultdict(list)
        for item in reading.of(*WORK):
            self._work[item.subject.asset].append(item)
        self._away = {item.id: reading.held(item) for item in reading.of(*WORK)}
        self._absent: dict[str, list[Absence]] = defaultdict(list)
        for absence in reading.world.absences:
            if absence.what == "asset":
                self._absent[absence.of].append(absence)
        self._events: dict[str, list[str]] = defaultdict(list)
        for event in reading.world.technical_events:
            if event.immobilising:
                self._events[event.asset].append(event.id)

    def held(self, asset_type: str) -> list[Asset]:
        """The assets of a type."""
        return self._types.get(asset_type, [])

    def available(self, asset_type: str, minute: int) -> int:
        """How many assets of a type can be used at a minute."""
        return sum(self._usable(asset, minute) for asset in self.held(asset_type))

    def _usable(self, asset: Asset, minute: int) -> bool:
        if asset.state == "storage" or any(row.start <= minute < row.end for row in self._absent[asset.id]):
            return False
        work = self._work.get(asset.id, [])
        if any(self._away[item.id][0] <= minute < self._away[item.id][1] for item in work):
            return False
        done = {(item.kind, item.subject.reference): item.end for item in work if item.end <= minute}
        if any(("repair", event) not in done for event in self._events.get(asset.id, ())):
            return False
        for rule in self._world.check_rules:
            if rule.asset_type == asset.type and rule.calendar_limit_days is not None:
                last = done.get(("check", rule.id), asset.last_check)
                if minute > last + (rule.calendar_limit_days + rule.calendar_tolerance_days) * DAY:
                    return False
        return True
