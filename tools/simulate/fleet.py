"""The vehicles of a plan while it is carried out: who is free, how worn, and who breaks down when."""

from typing import NamedTuple

import numpy as np

from copilot.model.stress import Shaking
from copilot.model.world import World
from tools.forecast.life import law_of
from tools.simulate.acts import Act
from tools.simulate.draws import Draws, Flags, Floats, Ints
from tools.simulate.servers import Servers

HOUR = 60


class Break(NamedTuple):
    """Who breaks down in a use, and after which share of it."""

    where: Flags
    share: Floats


class Vehicles:
    """Every vehicle in every run. A check makes it as new; a repair leaves it as worn as it was."""

    def __init__(self, world: World, shaking: Shaking, draws: Draws) -> None:
        self.places = Servers(len(world.assets), draws.size)
        self._world, self._shaking, self._draws = world, shaking, draws
        self._runs = np.arange(draws.size)
        laws = [law_of(world, asset.type) for asset in world.assets]
        self._names = [asset.id for asset in world.assets]
        self._shape = np.array([law.shape for law in laws])
        self._scale = np.array([law.scale for law in laws])
        self._by_km = np.array([law.unit == "km" for law in laws], dtype=bool)
        worn = [asset.used(law.unit) for asset, law in zip(world.assets, laws, strict=True)]
        self._worn = np.repeat(np.maximum(np.array(worn, dtype=np.float64), 0)[:, None], draws.size, axis=1)
        self._left: dict[int, Floats] = {}
        self._lives: dict[int, Ints] = {}
        self._repairs = _repairs(world)

    def use(self, vehicles: Ints, act: Act, where: Flags) -> Break:
        """The wear of one use of a vehicle, one in each run, in the runs where there is one; and whether it breaks."""
        none = Break(np.zeros(len(self._runs), dtype=bool), np.zeros(len(self._runs)))
        by_km = self._by_km[vehicles]
        ahead = np.where(by_km, act.item.mode.km, act.item.mode.hours) * where
        worn = self._worn[vehicles, self._runs]
        self._worn[vehicles, self._runs] = worn + ahead
        if not self._shaking.breakdowns or not ahead.any():
            return none
        shape, scale, share = self._shape[vehicles], self._scale[vehicles], self._shaking.breakdowns / 100
        before = (worn / scale) ** shape
        hazard = share * (((worn + ahead) / scale) ** shape - before)
        left = self._remaining(vehicles)
        breaks = where & (hazard >= left) & (ahead > 0)
        self._spend(vehicles, np.where(where, hazard, 0.0), breaks)
        reached = scale * (before + np.minimum(left, hazard) / share) ** (1 / shape) - worn
        return Break(breaks, np.where(breaks, np.clip(reached / np.maximum(ahead, 1), 0, 1), 0.0))

    def mend(self, vehicles: Ints, act: Act, slot: int) -> Ints:
        """For how many minutes a broken vehicle is not there, from the end of the use on."""
        drawn = self._draws.uniform("repair", act.item.id, slot)
        wait = HOUR * self._shaking.repair_wait_hours
        kinds = [asset.type for asset in self._world.assets]
        hours = np.empty(len(self._runs))
        for vehicle in np.unique(vehicles):
            known = self._repairs.get(kinds[vehicle]) or self._repairs.get("") or [self._shaking.repair_hours]
            mine = vehicles == vehicle
            hours[mine] = np.array(known)[(drawn[mine] * len(known)).astype(np.int64)]
        return np.asarray(np.ceil(wait + HOUR * hours), dtype=np.int64)

    def renew(self, vehicle: int, where: Flags) -> None:
        """A check has been done."""
        self._worn[vehicle] = np.where(where, 0.0, self._worn[vehicle])

    def _remaining(self, vehicles: Ints) -> Floats:
        """The hazard that each may still bear before it breaks down."""
        found = np.empty(len(self._runs))
        for vehicle in np.unique(vehicles):
            if vehicle not in self._left:
                self._lives[vehicle] = np.zeros(len(self._runs), dtype=np.int64)
                self._left[vehicle] = self._draws.exponential("life", self._names[vehicle], 0)
            mine = vehicles == vehicle
            found[mine] = self._left[vehicle][mine]
        return found

    def _spend(self, vehicles: Ints, hazard: Floats, breaks: Flags) -> None:
        """A vehicle that broke down has another life before it."""
        for vehicle in np.unique(vehicles):
            mine = vehicles == vehicle
            self._left[vehicle][mine] -= hazard[mine]
            again = mine & breaks
            if again.any():
                self._lives[vehicle][again] += 1
                for life in np.unique(self._lives[vehicle][again]):
                    fresh = self._draws.exponential("life", self._names[vehicle], int(life))
                    reborn = again & (self._lives[vehicle] == life)
                    self._left[vehicle][reborn] = fresh[reborn]


def _repairs(world: World) -> dict[str, list[float]]:
    """The hours of work that reported defects take: those of each type of vehicle, and all of them under ""."""
    found: dict[str, list[float]] = {}
    for event in world.technical_events:
        for kind in (world.asset[event.asset].type, ""):
            found.setdefault(kind, []).append(event.duration_hours)
    return found
