"""A plan as it is to be carried out: who waits for what, stage after stage, whatever then happens."""

from collections import defaultdict
from functools import cached_property

import numpy as np

from copilot.model.noun import Span
from copilot.model.plan import Plan, PlanItem
from copilot.model.world import World
from tools.look.absences import away
from tools.simulate.acts import Act, stages_of
from tools.simulate.calendar import Calendar, Closed
from tools.simulate.pegs import pegs
from tools.simulate.spares import Spares


class Script:
    """The whole plan, ready to be carried out."""

    def __init__(self, world: World, plan: Plan) -> None:
        self.world, self.plan = world, plan
        self.assets = {asset.id: number for number, asset in enumerate(world.assets)}
        self.numbers = {item.id: number for number, item in enumerate(plan.items)}
        self.away: dict[int, list[Span]] = defaultdict(list)
        for one in away(world):
            self.away[self.assets[one.asset]].append((one.start, one.end))
        self._calendars: dict[str, Calendar] = {}
        self.acts = [self._act(number, item) for number, item in enumerate(plan.items)]
        spares = Spares(world, self.acts, self.assets, self.away)
        self.next_hold = spares.next_hold
        supplies = pegs(world, plan)
        for act in self.acts:
            act.spares = tuple(spares.of(act, slot) for slot in range(len(act.vehicles)))
            act.proofs = tuple(spares.proofs(act, slot) for slot in range(len(act.vehicles)))
            act.after = tuple(
                (self.numbers[one.activity], one.lag) for one in act.item.after if one.activity in self.numbers
            )
            act.needs = supplies.get(act.item.id, ())

    @cached_property
    def events(self) -> list[tuple[int, int, int]]:
        """(minute, act, stage) in the order in which the plan has them."""
        return sorted(
            (act.item.start + stage.begin, act.number, number)
            for act in self.acts
            for number, stage in enumerate(act.stages)
        )

    def _act(self, number: int, item: PlanItem) -> Act:
        calendar, slack = self._work(item)
        return Act(
            number=number,
            item=item,
            stages=stages_of(item),
            vehicles=tuple(self.assets[asset] for asset in item.assets),
            tails=tuple(need.tail for need in item.mode.assets for _ in range(need.count)),
            begun=item.start < self.plan.now,
            calendar=calendar,
            slack=slack,
            closed=Closed(item.mode.closed),
        )

    def _work(self, item: PlanItem) -> tuple[Calendar | None, int]:
        """The opening hours that its work counts in, and by how much the plan rounds its end up."""
        calendar = self._calendar(item.mode.calendar)
        if calendar is None:
            return None, 0
        end = int(calendar.finish(np.array([item.start]), item.mode.duration)[0])
        return (calendar, item.end - end) if end <= item.end else (None, 0)

    def _calendar(self, name: str | None) -> Calendar | None:
        if name is None:
            return None
        if name not in self._calendars:
            kind, _, row = name.partition(":")
            place = self.world.workshop[row] if kind == "workshop" else self.world.area[row]
            spans = self.world.clock.open_spans(place.open_days, place.open_from, place.open_to)
            if not spans:
                return None
            self._calendars[name] = Calendar(spans)
        return self._calendars[name]
