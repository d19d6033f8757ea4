"""Why tasks of a plan are not done, in the planner's words, and what would help."""

from dataclasses import dataclass
from typing import Any

from copilot.agent import Agent
from copilot.graph.joint import joint, places
from copilot.graph.state import Brought
from copilot.graph.turn import turn
from copilot.model.errors import UnknownNameError
from copilot.model.explanation import Explanation, Relief, Requirement
from copilot.model.noun import Message
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import World
from copilot.ports import Progress
from tools.solve.explain import relief
from tools.solve.explain.conflict import Conflict, conflict
from tools.solve.explain.rules import Rule
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.index import Index
from tools.solve.schedule.problem import Problem, Schedule
from tools.solve.schedule.standing import Standing

PLACES = {
    "bay": "workshops",
    "skill": "workshops",
    "area": "areas",
    "unit": "units",
    "driver": "units",
    "dock": "sites",
}
CALENDARS = {"workshop": "workshops", "area": "areas"}


@dataclass(frozen=True)
class Why:
    """A plan's problem built again, so that questions can be asked of it."""

    world: World
    plan: Plan
    problem: Problem

    @classmethod
    def of(
        cls, world: World, request: Request, plan: Plan, agents: tuple[Agent[Any], ...], progress: Progress
    ) -> "Why":
        """The problem that the plan answers, its own places standing for what people decided."""
        brought: dict[str, Brought] = {agent.name: turn(agent, world, request, progress) for agent in agents}
        order = Order(scenario=plan.scenario, decisions=plan.decisions, now=plan.now, closeness=plan.solving.closeness)
        return cls(world, plan, joint(world.clock, brought, order, plan))

    def missing(self) -> tuple[str, ...]:
        """The tasks left undone that the joint problem knows, mandatory first."""
        known = {activity.id for activity in self.problem.activities}
        unmet = sorted(self.plan.unmet, key=lambda need: (not need.mandatory, -need.value, need.id))
        return tuple(need.id for need in unmet if need.id in known)

    def explain(self, task: str) -> Explanation:
        """The conflict that keeps a task out of the plan and what would help; UnknownNameError for another name."""
        if task not in self.missing():
            raise UnknownNameError("unmet", task, self.missing())
        index = Index(self.problem)
        mine = index.resources[task]
        done = [one for one in self.problem.activities if one.id in self.plan.item]
        goals = [one.id for one in done if one.mandatory or one.id in self.problem.pins]
        nearest = sorted((name for name in goals if name != task), key=lambda n: (-len(index.resources[n] & mine), n))
        found = conflict(self.problem, task, nearest, self._group)
        label = index.activity[task].label
        if found is None:
            return Explanation(about=task, label=label)
        return Explanation(
            about=task,
            label=label,
            requirements=tuple(self._requirement(index, rule) for rule in found.rules),
            minimal=found.minimal,
            reliefs=tuple(self._reliefs(found, index)),
        )

    def _reliefs(self, found: Conflict, index: Index) -> list[Relief]:
        solving = self.plan.solving
        solved = relief.reliefs(
            self.problem, self._today(index), found, solving.seed, Budget(solving.effort / 4), self._group
        )
        return [
            Relief(message=_helps(one), cost=one.cost, moved=one.moved, gained=one.gained, missing=one.missing)
            for one in solved
        ]

    def _today(self, index: Index) -> Schedule:
        standing = Standing(index)
        now = places(self.plan)
        standing.take(sorted(now.keys() & index.activity.keys()), now)
        return Schedule(
            status="feasible",
            placed=tuple(standing.placed.values()),
            absent=tuple(name for name in index.activity if name not in now),
            cost=standing.cost,
        )

    def _group(self, asset: str) -> str:
        """Vehicles of one type in one unit stand for one another."""
        row = self.world.asset.get(asset)
        return asset if row is None else f"{row.unit}/{row.type}"

    def _requirement(self, index: Index, rule: Rule) -> Requirement:
        task = index.activity.get(rule.of.removeprefix("limit:"))
        return Requirement(
            kind=rule.kind,
            of=rule.of,
            message=Message(code=f"requirement.{_kind(rule)}", args=_args(rule)),
            label=None if task is None else task.label,
        )


def _helps(one: relief.Relief) -> Message:
    what = _kind(one.rule) if one.rule.kind == "pool" else f"{one.rule.kind}.{one.what}"
    return Message(code=f"relief.{what}", args=_args(one.rule) | {"amount": one.amount})


def _kind(rule: Rule) -> str:
    return f"pool.{rule.of.split(':')[0]}" if rule.kind == "pool" else rule.kind


def _args(rule: Rule) -> dict[str, str | int | float]:
    first, _, rest = rule.of.partition(":")
    if rule.kind == "pool":
        place, _, skill = rest.partition(":")
        named = f"@{PLACES[first]}/{place}" if first in PLACES else place
        return {"place": named, "skill": skill} if skill else {"place": named}
    if rule.kind == "calendar":
        return {"place": f"@{CALENDARS[first]}/{rest}"}
    if rule.kind == "stock":
        return {"site": f"@sites/{first}", "item": f"@items/{rest}"}
    if rule.kind == "fleet":
        unit, _, kind = rule.of.partition("/")
        return {"unit": f"@units/{unit}", "type": f"@asset_types/{kind}"}
    return {"task": rest if rule.kind == "limit" else rule.of} if rule.of else {}
