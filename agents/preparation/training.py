"""The missing steps of a unit's training path, as activities with every area to choose from."""

import math
from dataclasses import dataclass
from functools import cached_property

from agents.preparation.answer import PreparationAnswer
from copilot.model.activity import Activity, AssetNeed, Delay, Effect, Mode, PoolNeed, Precedence, Subject, Unmet
from copilot.model.fact import FactBook
from copilot.model.noun import Message
from copilot.model.request import Milestone, Request
from copilot.model.world import Area, PathStep, TrainingActivity, Unit, World
from tools.look.fleet import Fleet, fleets
from tools.look.gaps import path, training_gap
from tools.solve.routes.roads import Network, Way


@dataclass(frozen=True)
class Training:
    """Everything that training activities are made from."""

    world: World
    request: Request
    answer: PreparationAnswer
    network: Network
    book: FactBook

    def of(self, unit: Unit) -> tuple[list[Activity], list[Unmet]]:
        """What the unit still has to do, and what it cannot do, with the cause."""
        activities, unmet = [], []
        steps = {step.activity: step for step in path(self.world, unit.id)}
        gap = dict(training_gap(self.world, unit.id).steps)
        for activity, asked_by in gap.items():
            training, step = self.world.training_activity[activity], steps[asked_by]
            modes = tuple(
                mode
                for area in self.world.areas
                if area.kind == training.area_kind and area.capacity > 0
                for mode in self._modes(unit, training, area)
            )
            if modes:
                activities.append(self._activity(unit, training, step, modes, set(gap)))
            else:
                unmet.append(self._unmet(unit, training, step))
        return activities, unmet

    def _modes(self, unit: Unit, training: TrainingActivity, area: Area) -> list[Mode]:
        if not training.vehicles:
            return [self._mode(unit, training, area, unit.site, [], None)]
        modes = []
        for site in self._sites.get(unit.id, ()):
            held = [self._fleet(unit, kind, site) for kind in training.vehicles]
            if all(len(fleet.assets) >= training.vehicles[fleet.type] for fleet in held):
                ways = [self.network.way(fleet.type, site, area.site) for fleet in held]
                found = [way for way in ways if way is not None]
                if len(found) == len(ways):
                    slowest = max(found, key=lambda way: way.minutes)
                    modes.append(self._mode(unit, training, area, site, held, slowest))
        return modes

    def _fleet(self, unit: Unit, kind: str, site: str) -> Fleet:
        none = Fleet(unit=unit.id, type=kind, site=site, assets=())
        return self._fleets.get((unit.id, kind, site), none)

    @cached_property
    def _sites(self) -> dict[str, dict[str, None]]:
        """Where each unit's vehicles stand, in the order of the fleets."""
        found: dict[str, dict[str, None]] = {}
        for unit, _, site in self._fleets:
            found.setdefault(unit, {})[site] = None
        return found

    @cached_property
    def _fleets(self) -> dict[tuple[str, str, str], Fleet]:
        return {fleet.key: fleet for fleet in fleets(self.world)}

    def _mode(
        self, unit: Unit, training: TrainingActivity, area: Area, site: str, held: list[Fleet], way: Way | None
    ) -> Mode:
        away = way.minutes if way else 0
        crew = sum(self.world.asset_type[kind].crew * count for kind, count in training.vehicles.items())
        pools = [PoolNeed(pool=f"area:{area.id}", amount=1), PoolNeed(pool=f"unit:{unit.id}", amount=1)]
        pools += [PoolNeed(pool=f"instructor:{name}", amount=count) for name, count in training.instructors.items()]
        if crew:
            pools.append(PoolNeed(pool=f"driver:{unit.id}", amount=crew, begin=-away, tail=away))
        km = training.km + (math.ceil(round(2 * way.km, 6)) if way else 0)
        return Mode(
            id=f"{area.id}.{site}",
            duration=math.ceil(round(60 * training.duration_hours, 6)),
            calendar=f"area:{area.id}",
            site=site,
            area=area.id,
            route=(*way.sites, *reversed(way.sites[:-1])) if way else (),
            assets=tuple(
                AssetNeed(
                    site=site, count=training.vehicles[fleet.type], candidates=fleet.assets, begin=-away, tail=away
                )
                for fleet in held
            ),
            pools=tuple(pools),
            effects=tuple(Effect(site=area.site, item=i, quantity=-q, at=0) for i, q in training.items.items()),
            km=km if held else 0,
            hours=math.ceil(training.duration_hours) if held else 0,
            sources=self._mode_sources(unit, training, area, km if held else 0),
        )

    def _mode_sources(self, unit: Unit, training: TrainingActivity, area: Area, km: int) -> tuple[str, ...]:
        facts = [self.book.cell(training, "duration_hours", "h")]
        facts += [self.book.cell(area, "open_from", "min"), self.book.cell(area, "open_to", "min")]
        if km:
            run = self.book.run("solve.routes.way", unit=unit.id, origin=unit.site, destination=area.site)
            facts.append(self.book.computed(run, km, "km", [self.book.cell(training, "km", "km")]))
        for item, quantity in list(training.items.items())[:1]:
            facts.append(self.book.cell(training, "items", self.world.item[item].unit, quantity))
        return tuple(facts)

    def _activity(
        self, unit: Unit, training: TrainingActivity, step: PathStep, modes: tuple[Mode, ...], gap: set[str]
    ) -> Activity:
        after = tuple(Precedence(activity=_name(unit, name)) for name in training.prerequisites if name in gap)
        return Activity(
            id=_name(unit, training.id),
            domain="preparation",
            kind="training",
            label=_label(unit, training),
            subject=Subject(unit=unit.id, reference=training.id),
            delays=self._delays(unit, step),
            value=self._value(unit, step),
            mandatory=step.mandatory,
            after=after,
            sources=self._sources(unit, step),
            modes=modes,
        )

    def _ready(self, unit: Unit) -> Milestone | None:
        """The first milestone by which the unit is to have finished its path."""
        mine = [one for one in self.request.milestones if one.kind == "ready" and one.unit == unit.id]
        return min(mine, key=lambda one: one.due, default=None)

    def _due(self, unit: Unit, step: PathStep) -> int:
        """When a step is due: at its own date, or at the unit's milestone when that comes first."""
        ready = self._ready(unit)
        return step.target if ready is None else min(step.target, ready.due)

    def _delays(self, unit: Unit, step: PathStep) -> tuple[Delay, ...]:
        weight, due = self.request.priorities.preparation * step.weight, self._due(unit, step)
        wanted = max(0, due - 60 * self.answer.margin_hours)
        return (
            Delay(code="margin.preparation", after=wanted, weight=max(1, weight // 5)),
            Delay(code="late.preparation", after=due, weight=2 * weight),
        )

    def _value(self, unit: Unit, step: PathStep) -> int:
        hours = 1 + self.world.clock.end // 60
        return 500 + sum(delay.weight for delay in self._delays(unit, step)) * hours

    def _sources(self, unit: Unit, step: PathStep) -> tuple[str, ...]:
        found = (self.book.cell(step, "target", "moment"), self.book.cell(step, "weight"))
        ready = self._ready(unit)
        if ready is None or ready.due >= step.target:
            return found
        return (*found, self.book.input("request/milestones", ready.row, "due", ready.due, "moment"))

    def _unmet(self, unit: Unit, training: TrainingActivity, step: PathStep) -> Unmet:
        short = [
            (kind, count, sum(len(f.assets) for f in fleets(self.world) if (f.unit, f.type) == (unit.id, kind)))
            for kind, count in training.vehicles.items()
        ]
        lacking = next(((kind, count, held) for kind, count, held in short if held < count), None)
        if lacking:
            kind, count, held = lacking
            cause = Message(
                code="cause.too_few_vehicles", args={"type": f"@asset_types/{kind}", "held": held, "needed": count}
            )
        else:
            cause = Message(code="cause.no_area", args={"kind": training.area_kind})
        return Unmet(
            id=_name(unit, training.id),
            domain="preparation",
            label=_label(unit, training),
            cause=cause,
            mandatory=step.mandatory,
            value=self._value(unit, step),
            sources=self._sources(unit, step),
        )


def _name(unit: Unit, activity: str) -> str:
    return f"PR-{unit.id}-{activity}"


def _label(unit: Unit, training: TrainingActivity) -> Message:
    return Message(
        code="label.training",
        args={"unit": f"@units/{unit.id}", "activity": f"@training_activities/{training.id}"},
    )
