"""Why tasks of a plan are not done, or not earlier, in the planner's words, and what would help."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from copilot.agent import Agent
from copilot.graph.adopting import Scene, adoptions
from copilot.graph.begun import under_way
from copilot.graph.directed import held
from copilot.graph.joint import joint, places
from copilot.graph.saying import link, requirement
from copilot.graph.saying import relief as said
from copilot.graph.state import Brought
from copilot.graph.turn import Turn
from copilot.model.change import Change
from copilot.model.changing import apply
from copilot.model.errors import UnknownNameError
from copilot.model.explanation import Earlier, Explanation, Relief, Requirement
from copilot.model.noun import Message
from copilot.model.order import Order
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Request
from copilot.model.world import World
from copilot.ports import Progress
from tools.solve.explain.chain import Chains, Link
from tools.solve.explain.conflict import Conflict, conflict
from tools.solve.explain.relief import Asked, Outcome, outcome, reliefs
from tools.solve.explain.relief import Relief as Solved
from tools.solve.explain.rules import Rule
from tools.solve.explain.sooner import Sooner, costed, sooner
from tools.solve.explain.sooner import never as cannot
from tools.solve.schedule.budget import Budget, never
from tools.solve.schedule.course import leaning
from tools.solve.schedule.engine import solve
from tools.solve.schedule.index import Index
from tools.solve.schedule.problem import Problem
from tools.solve.schedule.terms import lateness

FIXED = ("begun", "decision")
"""What nothing that a solve could move lets begin earlier."""
WAYS = 4
"""How many ways to say a relaxation as changes are tried."""


@dataclass(frozen=True)
class Why:
    """A plan's problem built again, so that questions can be asked of it; `enough` ends each solve with its best."""

    world: World
    request: Request
    plan: Plan
    agents: tuple[Agent[Any], ...]
    progress: Progress
    problem: Problem
    enough: Callable[[], bool] = never

    @classmethod
    def of(
        cls,
        world: World,
        request: Request,
        plan: Plan,
        agents: tuple[Agent[Any], ...],
        progress: Progress,
        enough: Callable[[], bool] = never,
    ) -> "Why":
        """The problem that the plan answers, its own places standing for what people decided.

        `world` and `request` are those of the scenario: the plan's changes are made here.
        """
        world, request = apply(world, request, plan.changes)
        problem = _joint(world, request, plan, agents, progress)
        return cls(world, request, plan, agents, progress, problem, enough)

    def missing(self) -> tuple[str, ...]:
        """The tasks left undone that the joint problem knows, mandatory first."""
        known = {activity.id for activity in self.problem.activities}
        unmet = sorted(self.plan.unmet, key=lambda need: (not need.mandatory, -need.value, need.id))
        return tuple(need.id for need in unmet if need.id in known)

    def late(self) -> dict[str, int]:
        """The items of the plan that are late, the costliest first, and by how many hours in all."""
        known = {activity.id for activity in self.problem.activities} - self.problem.pins.keys()
        found = {item.id: _late(item) for item in self.plan.items if item.id in known}
        cost = {item.id: sum(delay.weight * lateness(item, delay) for delay in item.delays) for item in self.plan.items}
        late = sorted((name for name, hours in found.items() if hours), key=lambda name: (-cost[name], name))
        return {name: max(found[name].values()) for name in late}

    def explain(self, name: str) -> Explanation:
        """Why a task is left out, or an item not done earlier; UnknownNameError for a name that is neither."""
        missing = self.missing()
        index = Index(self.problem)
        if name not in missing and not (name in self.plan.item and name in index.activity):
            raise UnknownNameError("item", name, (*missing, *self.plan.item))
        links = Chains.of(self.problem, places(self.plan), self.plan.now).chain(name)
        own = {"about": name, "label": index.activity[name].label, "chain": tuple(link(one) for one in links)}
        return Explanation(**own, **(self._left_out(name, index) if name in missing else self._done(name, links)))

    def _done(self, name: str, links: tuple[Link, ...]) -> dict[str, Any]:
        """When an item begins, how late it is, and what beginning earlier would cost, where anything could move it."""
        item, now = self.plan.item[name], places(self.plan)
        proven = links[0].block.kind in FIXED or cannot(self.problem, now, name)
        found = None if proven else sooner(self.problem, now, name, self.plan.solving.seed, self._budget)
        earlier = None if found is None else _earlier(found)
        return {"start": item.start, "late": _late(item), "never": proven, "earlier": earlier}

    def _left_out(self, task: str, index: Index) -> dict[str, Any]:
        """The conflict that keeps a task out of the plan and what would help; nothing where none was proven."""
        mine = index.resources[task]
        done = [one for one in self.problem.activities if one.id in self.plan.item]
        goals = [one.id for one in done if one.mandatory or one.id in self.problem.pins]
        nearest = sorted((name for name in goals if name != task), key=lambda n: (-len(index.resources[n] & mine), n))
        found = conflict(self.problem, task, nearest, self._group)
        if found is None:
            return {}
        asked = Asked(self.problem, costed(self.problem, places(self.plan)), task, nearest, self._group)
        return {
            "requirements": tuple(_requirement(index, rule) for rule in found.rules),
            "minimal": found.minimal,
            "reliefs": self._reliefs(asked, found),
            "effort": self._effort,
        }

    @property
    def _effort(self) -> float:
        return self.plan.solving.effort / 4

    @property
    def _budget(self) -> Budget:
        return Budget(self._effort, stop=self.enough)

    def _reliefs(self, asked: Asked, found: Conflict) -> tuple[Relief, ...]:
        """What was solved, as changes where changes say it: then with what the plan made again with them gives."""
        solved = reliefs(asked, found, self.plan.solving.seed, self._budget)
        told = [self._adopted(asked, one) or self._unsaid(asked, one) for one in solved]
        return tuple(sorted(told, key=lambda one: (len(one.missing), one.cost)))

    def _adopted(self, asked: Asked, solved: Solved) -> Relief | None:
        scene = Scene(self.world, self.request, self.plan.now, Index(self.problem).activity)
        for parts, changes in islice(adoptions(scene, solved.parts), WAYS):
            found = self._again(asked, changes)
            if found is not None:
                return _relief((said(part) for part in parts), found, changes)
        return None

    def _unsaid(self, asked: Asked, solved: Solved) -> Relief:
        scene = Scene(self.world, self.request, self.plan.now, Index(self.problem).activity)
        sayable = any(True for _ in adoptions(scene, solved.parts))
        code = "relief.not_enough" if sayable else "relief.no_change"
        return _relief((said(part) for part in solved.parts), solved.outcome, (), Message(code=code))

    def _again(self, asked: Asked, changes: tuple[Change, ...]) -> Outcome | None:
        """What the plan made again with the changes gives, exactly as a re-plan makes it; None without the task."""
        world, request = apply(self.world, self.request, changes)
        problem = _joint(world, request, self.plan, self.agents, self.progress)
        task = {one.id: one for one in problem.activities}.get(asked.about)
        if task is None or task.label != Index(self.problem).activity[asked.about].label:
            return None
        solving = self.plan.solving
        schedule = solve(leaning(problem, solving.course), solving.seed, self._budget)
        if asked.about in schedule.absent:
            return None
        again = costed(problem, {one.activity: one for one in schedule.placed})
        return outcome(asked.problem, asked.today, problem, again)

    def _group(self, asset: str) -> str:
        """Vehicles of one type in one unit stand for one another."""
        row = self.world.asset.get(asset)
        return asset if row is None else f"{row.unit}/{row.type}"


def _joint(world: World, request: Request, plan: Plan, agents: tuple[Agent[Any], ...], progress: Progress) -> Problem:
    """The problem of making a plan again in a world."""
    told = under_way(world, plan, plan.now)
    chosen = {note.agent: note.policy for note in plan.agents if note.by == "model"}
    brought: dict[str, Brought] = {
        agent.name: Turn(agent, told, request, progress).brought(chosen.get(agent.name)) for agent in agents
    }
    order = Order(scenario=plan.scenario, decisions=plan.decisions, now=plan.now)
    return joint(world.clock, brought, order, plan, held(request))


def _requirement(index: Index, rule: Rule) -> Requirement:
    task = index.activity.get(rule.of.removeprefix("limit:"))
    return Requirement(
        kind=rule.kind, of=rule.of, message=requirement(rule), label=None if task is None else task.label
    )


def _late(item: PlanItem) -> dict[str, int]:
    """The hours by which an item is late, by code of the delay."""
    hours = ((delay.code, lateness(item, delay)) for delay in item.delays)
    return {code: late for code, late in sorted(hours) if late}


def _earlier(found: Sooner) -> Earlier:
    return Earlier(
        start=found.start,
        on_time=found.on_time,
        cost=found.outcome.cost,
        moved=found.outcome.moved,
        later=found.later,
        out=found.out,
    )


def _relief(
    parts: Iterable[Message], found: Outcome, changes: tuple[Change, ...], unsaid: Message | None = None
) -> Relief:
    return Relief(
        parts=tuple(parts),
        changes=changes,
        unsaid=unsaid,
        cost=found.cost,
        moved=found.moved,
        gained=found.gained,
        missing=found.missing,
    )
