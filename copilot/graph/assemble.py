"""From a schedule to a plan: items, unmet needs, projections, terms, and a fact for every figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from copilot.graph.naming import names
from copilot.graph.sourcing import Sourcing, reachable
from copilot.graph.state import Brought
from copilot.model.activity import Activity, Unmet
from copilot.model.changing import touched
from copilot.model.decision import Decision
from copilot.model.fact import Cell, Changed, Fact, FactBook, Stated, ToolRun
from copilot.model.noun import Message, digest, unswept
from copilot.model.order import Order
from copilot.model.plan import AgentNote, Plan, PlanItem, Solving, Term
from copilot.model.request import Request
from copilot.model.version import VERSION
from copilot.model.world import World
from tools.look.movements import movements
from tools.look.projection.availability import availability_lines
from tools.look.projection.milestones import milestone_lines
from tools.look.projection.stocks import stock_lines
from tools.solve.schedule.bounds import Bounds
from tools.solve.schedule.causes import explain
from tools.solve.schedule.price import GOAL
from tools.solve.schedule.problem import Placed, Problem, Schedule
from tools.solve.schedule.terms import terms


@dataclass(frozen=True)
class Drafted:
    """Everything that a plan is assembled from."""

    world: World
    request: Request
    order: Order
    parent: Plan | None
    brought: Mapping[str, Brought]
    problem: Problem
    schedule: Schedule

    def plan(self) -> Plan:
        """The plan, sealed under its own hash, not yet checked."""
        with unswept():
            return self._plan()

    def _plan(self) -> Plan:
        items = self._items()
        unmet = self._unmet()
        stocks = stock_lines(self.world, items)
        availability = availability_lines(self.world, items)
        milestones = milestone_lines(self.world, self.request, items, stocks)
        bounds = Bounds(self.problem)
        found = _bounded(terms(items, unmet, len(self.schedule.unkept), self._moved(items)), bounds, items)
        least = bounds.of_plan() + sum(_undoable(need, self.problem) for need in unmet)
        book = FactBook("S", VERSION)
        sourcing = Sourcing(self.world, book, self._run(book), self._edits(items))
        for item in items:
            sourcing.item(item)
        sourcing.terms(found, least)
        sourcing.stocks(stocks)
        sourcing.availability(availability, items)
        sourcing.milestones(milestones, {one.id: one.row for one in self.request.milestones})
        plan = Plan(
            scenario=self.order.scenario,
            world=digest(self.world),
            revision=1 if self.parent is None else self.parent.revision + 1,
            parent=None if self.parent is None else self.parent.id,
            clock=self.world.clock,
            request=self.request,
            asked=self.order.request,
            items=items,
            unmet=unmet,
            milestones=milestones,
            terms=found,
            stocks=stocks,
            availability=availability,
            agents=self._notes(),
            decisions=self.order.decisions,
            changes=self.order.changes,
            now=self.order.now,
            solving=self._solving(found, least),
            facts=self._facts(book.facts, unmet),
            runs=(),
            comments=tuple(one.comment for one in self.brought.values() if one.comment is not None),
        )
        plan = plan.model_copy(update={"runs": self._runs(plan.facts, book.runs)})
        if self.parent is not None:
            plan = plan.model_copy(update={"movements": movements(self.parent, plan, self.world)})
        return plan.model_copy(update={"names": names(self.world, plan)}).sealed()

    def _items(self) -> tuple[PlanItem, ...]:
        activities = {activity.id: activity for activity in self.problem.activities}
        return tuple(_item(activities[placed.activity], placed) for placed in self.schedule.placed)

    def _unmet(self) -> tuple[Unmet, ...]:
        activities = {a.id: a for one in self.brought.values() for a in one.contribution.activities}
        activities |= {activity.id: activity for activity in self.problem.activities}
        wanted = [name for name in self.schedule.absent if activities[name].value or activities[name].mandatory]
        causes = explain(self.problem, self.schedule, wanted)
        for decision in self.order.decisions:
            if decision.verb == "reject" and decision.item in activities:
                args: dict[str, str | int | float] = {"by": decision.by, "reason": decision.reason}
                causes[decision.item] = Message(code="cause.rejected", args=args)
        undone = [_undone(activities[name], cause) for name, cause in causes.items()]
        placed = {one.activity for one in self.schedule.placed}
        beforehand = (need for one in self.brought.values() for need in one.contribution.unmet)
        return (*(need for need in beforehand if need.id not in placed), *undone)

    def _moved(self, items: Iterable[PlanItem]) -> tuple[int, int] | None:
        """How many items of the parent plan moved, and what each costs."""
        if self.parent is None:
            return None
        now = {item.id: _place(item) for item in items}
        free = [item for item in self.parent.items if item.id not in self.problem.pins]
        kept = {activity.id for activity in self.problem.activities}
        return sum(item.id in kept and now.get(item.id) != _place(item) for item in free), self.order.closeness

    def _edits(self, items: Iterable[PlanItem]) -> dict[str, Stated]:
        starts = {item.id: item.start for item in items}
        return {
            decision.item: _stated(decision)
            for decision in self.order.decisions
            if decision.edit is not None and decision.edit.start == starts.get(decision.item, -1)
        }

    def _run(self, book: FactBook) -> str:
        return book.run(
            "solve.schedule.engine.solve",
            self.order.seed,
            world=digest(self.world),
            effort=self.order.effort,
            cores=self.order.cores,
            course=self.order.course,
            in_turn=self.order.in_turn,
            parent=self.order.parent,
        )

    def _solving(self, found: tuple[Term, ...], least: int) -> Solving:
        """What is proven best is so by the weights of its course: in the planner's own, only for the balanced one."""
        leans = self.order.course != "balanced" and self.schedule.status == "optimal"
        return Solving(
            status="feasible" if leans else self.schedule.status,
            objective=sum(term.cost for term in found),
            bound=least,
            seed=self.order.seed,
            course=self.order.course,
            in_turn=self.order.in_turn,
            effort=self.order.effort,
            cores=self.order.cores,
            closeness=self.order.closeness,
            cut_by_clock=self.schedule.cut_by_clock,
            stopped=self.schedule.stopped,
        )

    def _notes(self) -> tuple[AgentNote, ...]:
        return tuple(
            AgentNote(
                agent=one.contribution.agent,
                by=one.by,
                policy=one.contribution.policy,
                reasons=one.reasons,
                assumptions=one.contribution.assumptions,
                questions=one.contribution.questions,
                fallback=one.fallback,
            )
            for one in self.brought.values()
        )

    def _facts(self, own: tuple[Fact, ...], unmet: Iterable[Unmet]) -> tuple[Fact, ...]:
        others = [fact for one in self.brought.values() for fact in (*one.contribution.facts, *one.facts)]
        kept = [fact for need in unmet for fact in need.sources]
        kept += [fact for one in self.brought.values() for reason in one.reasons for fact in reason.facts]
        given = touched(self.world, self.request, self.order.changes)
        return tuple(_traced(fact, given) for fact in reachable(own, others, kept))

    def _runs(self, facts: Iterable[Fact], own: tuple[ToolRun, ...]) -> tuple[ToolRun, ...]:
        used = {fact.origin.run for fact in facts if fact.origin.kind == "run"}
        runs = [run for one in self.brought.values() for run in (*one.contribution.runs, *one.runs)]
        return tuple(run for run in (*runs, *own) if run.id in used)


def _traced(fact: Fact, given: Mapping[tuple[str, int, str], int]) -> Fact:
    """A fact of a cell that a change gave its value to comes from the change."""
    cell = fact.origin
    if not isinstance(cell, Cell) or (cell.table, cell.row, cell.column) not in given:
        return fact
    number = given[cell.table, cell.row, cell.column]
    return fact.model_copy(
        update={"origin": Changed(change=number, table=cell.table, row=cell.row, column=cell.column)}
    )


def _bounded(found: Iterable[Term], bounds: Bounds, items: Iterable[PlanItem]) -> tuple[Term, ...]:
    """The terms with the least that the items done could come to."""
    least = bounds.of_terms(item.id for item in items)
    return tuple(term.model_copy(update={"bound": least.get(term.code)}) for term in found)


def _undoable(need: Unmet, problem: Problem) -> int:
    """What leaving out something that is not in the problem costs: no plan can do it."""
    if any(activity.id == need.id for activity in problem.activities):
        return 0
    return GOAL if need.mandatory else need.value


def _item(activity: Activity, placed: Placed) -> PlanItem:
    mode = next(mode for mode in activity.modes if mode.id == placed.mode)
    fields = {name: getattr(activity, name) for name in Activity.model_fields if name != "modes"}
    return PlanItem(**fields, mode=mode, start=placed.start, end=placed.end, assets=placed.assets)


def _place(item: PlanItem) -> tuple[int, str, frozenset[str]]:
    """What has to change for an item to have moved."""
    return item.start, item.mode.id, frozenset(item.assets)


def _undone(activity: Activity, cause: Message) -> Unmet:
    return Unmet(
        id=activity.id,
        domain=activity.domain,
        label=activity.label,
        cause=cause,
        mandatory=activity.mandatory,
        value=activity.value,
        sources=activity.sources,
    )


def _stated(decision: Decision) -> Stated:
    return Stated(by=decision.by, at=decision.at.isoformat(), reason=decision.reason)
