"""Checks that fall due, that use may bring on, or that the risk of failure asks for early."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from agents.maintenance.answer import MaintenanceAnswer
from agents.maintenance.outlook import Outlook
from agents.maintenance.work import Work
from copilot.model.activity import Limit
from copilot.model.fact import FactBook
from copilot.model.noun import Message
from copilot.model.request import Request
from copilot.model.world import Asset, CheckRule, World
from tools.forecast.checks import CheckState, check_state


@dataclass(frozen=True)
class Checks:
    """The checks of a world under one policy."""

    world: World
    request: Request
    answer: MaintenanceAnswer
    book: FactBook

    @cached_property
    def outlook(self) -> Outlook:
        """What is forecast of the vehicles."""
        return Outlook(self.world, self.answer.ahead_km, self.book)

    def of(self, asset: Asset, rule: CheckRule) -> tuple[Work | None, Limit]:
        """The check of an asset under a rule, when there is a reason to offer it, and the limit that it lifts."""
        state = check_state(self.world, asset, rule)
        sources = self._sources(asset, rule, state)
        return self._work(asset, rule, state, sources), self._limit(asset, rule, state, sources)

    def _work(self, asset: Asset, rule: CheckRule, state: CheckState, sources: tuple[str, ...]) -> Work | None:
        priority = self.request.priorities.maintenance
        end = self.world.clock.end
        if state.falls_due(end):
            due = end if state.due is None else max(0, min(state.due, end))
            return self._job(asset, rule, "label.check", {}, due, 2 * priority, 2000 * priority, sources)
        risk = self.outlook.risk(asset)
        if risk >= self.answer.risk_percent:
            return self._early(asset, rule, risk, sources)
        if state.left is not None and state.left <= self.answer.ahead_km:
            return self._job(asset, rule, "label.check_by_use", {}, end, 0, 0, sources)
        return None

    def _early(self, asset: Asset, rule: CheckRule, risk: int, sources: tuple[str, ...]) -> Work:
        """A check proposed because of what is forecast; wanted before half of what is left of the lives has ended."""
        priority, end = self.request.priorities.maintenance, self.world.clock.end
        life = self.outlook.life(asset)
        evidence = (*sources, *self.outlook.evidence(asset, risk, life))
        value = 5 * risk * priority
        if life is None:
            return self._job(asset, rule, "label.check_early", {"risk": risk}, end, 0, value, evidence)
        due = min(end, end * life.median // max(1, self.answer.ahead_km))
        told: dict[str, int | str] = {
            "risk": risk,
            "median": life.median,
            "low": life.low,
            "high": life.high,
            "unit": life.unit,
        }
        return self._job(asset, rule, "label.check_forecast", told, due, priority, value, evidence)

    def _job(
        self,
        asset: Asset,
        rule: CheckRule,
        code: str,
        more: Mapping[str, int | str],
        due: int,
        weight: int,
        value: int,
        sources: tuple[str, ...],
    ) -> Work:
        args: dict[str, str | int | float] = {
            "asset": asset.id,
            "type": f"@asset_types/{asset.type}",
            "check": f"@check_rules/{rule.id}",
        }
        label = Message(code=code, args=args | {**more})
        return Work(_name(asset, rule), "check", rule, asset, label, due, weight, value, sources)

    def _limit(self, asset: Asset, rule: CheckRule, state: CheckState, sources: tuple[str, ...]) -> Limit:
        return Limit(
            id=f"limit:{_name(asset, rule)}",
            asset=asset.id,
            until=None if state.last is None else max(0, state.last),
            counter=None if state.left is None else rule.usage_unit,
            left=None if state.left is None else max(0, state.left),
            renewed=state.renewed,
            resets=(_name(asset, rule),),
            sources=sources,
        )

    def _sources(self, asset: Asset, rule: CheckRule, state: CheckState) -> tuple[str, ...]:
        facts = []
        run = self.book.run("forecast.checks.check_state", asset=asset.id, rule=rule.id)
        if state.due is not None:
            inputs = [
                self.book.cell(asset, "last_check", "moment"),
                self.book.cell(rule, "calendar_limit_days", "day"),
            ]
            facts.append(self.book.computed(run, state.due, "moment", inputs))
        if state.left is not None:
            unit = rule.usage_unit
            counter = "km" if unit == "km" else "hours"
            inputs = [self.book.cell(asset, column, unit) for column in (counter, f"last_check_{counter}")]
            inputs += [self.book.cell(rule, column, unit) for column in ("usage_limit", "usage_tolerance")]
            facts.append(self.book.computed(run, state.left, unit, inputs))
        return tuple(facts)


def _name(asset: Asset, rule: CheckRule) -> str:
    return f"VI-{asset.id}-{rule.id}"
