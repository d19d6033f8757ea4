"""The graph: agents in parallel, then the joint solve, then the independent check."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from copilot.agent import Agent, Role
from copilot.graph.assemble import Drafted
from copilot.graph.begun import under_way
from copilot.graph.directed import held
from copilot.graph.joint import joint
from copilot.graph.once import once
from copilot.graph.rapporteur import Rapporteur
from copilot.graph.state import Brought, State
from copilot.graph.thinking import Thinking
from copilot.graph.turn import Turn
from copilot.model.noun import Message, digest
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.version import VERSION
from copilot.model.world import World
from copilot.ports import Checker, Event, Progress, Trail
from tools.solve.schedule.budget import Budget, never
from tools.solve.schedule.course import leaning
from tools.solve.schedule.engine import solve
from tools.solve.schedule.in_turn import in_turn
from tools.solve.schedule.problem import Problem, Schedule


class Node(Protocol):
    """One turn of the graph: what it adds to the state."""

    def __call__(self, state: State) -> State:
        """Reads the state and returns what changes."""


@dataclass(frozen=True)
class Run:
    """What one run of the graph is about; it never waits for a person.

    `thinking` is the model that answers for the agents, if any; `trail` is where the run writes what it was told,
    and reads it when it is taken up again. `enough` is asked now and then: once true, the best so far is the plan.
    """

    world: World
    request: Request
    order: Order
    parent: Plan | None
    agents: tuple[Agent[Any], ...]
    check: Checker
    progress: Progress
    thinking: Thinking | None = None
    rapporteur: Role | None = None
    trail: Trail | None = None
    enough: Callable[[], bool] = never

    def graph(self) -> CompiledStateGraph[State, None, State, State]:
        """The compiled graph, without a checkpointer: decisions are made between runs."""
        builder = StateGraph(State)
        for agent in self.agents:
            builder.add_node(agent.name, self._agent(agent))
            builder.add_edge(START, agent.name)
            builder.add_edge(agent.name, "schedule")
        builder.add_node("schedule", self._schedule)
        builder.add_node("check", self._check)
        builder.add_edge("schedule", "check")
        builder.add_node("comment", self._comment)
        builder.add_edge("check", "comment")
        builder.add_edge("comment", END)
        return builder.compile()

    def _agent(self, agent: Agent[Any]) -> Node:
        def node(state: State) -> State:
            self._tell(agent.name, "event.agent_starts")
            world = under_way(self.world, self.parent, self.order.now)
            turned = Turn(agent, world, self.request, self.progress, self.trail, self.thinking).brought()
            brought = turned.contribution
            self._tell(agent.name, "event.agent_done", activities=len(brought.activities), unmet=len(brought.unmet))
            return {"brought": {agent.name: turned}}

        return node

    def _schedule(self, state: State) -> State:
        brought: dict[str, Brought] = {agent.name: state["brought"][agent.name] for agent in self.agents}
        problem = joint(self.world.clock, brought, self.order, self.parent, held(self.request))
        self._tell("schedule", "event.solve_starts", activities=len(problem.activities))
        schedule = once(self.trail, "solve", "schedule", self._asked(brought), Schedule, partial(self._solved, problem))
        plan = Drafted(self.world, self.request, self.order, self.parent, brought, problem, schedule).plan()
        self._tell("schedule", f"event.solve_{plan.solving.status}", placed=len(plan.items))
        if schedule.cut_by_clock:
            self._tell("schedule", "event.cut_by_clock")
        if schedule.stopped:
            self._tell("schedule", "event.stopped")
        return {"plan": plan}

    def _check(self, state: State) -> State:
        plan = state["plan"]
        review = self.check(self.world, self.request, plan, self.parent)
        self._tell("check", f"event.verdict_{review.verdict}", findings=len(review.findings))
        judged = plan.model_copy(update={"verdict": review.verdict, "findings": review.findings})
        return {"plan": judged}

    def _comment(self, state: State) -> State:
        plan = state["plan"]
        if self.thinking is None or self.rapporteur is None:
            return {"plan": plan}
        self._tell("rapporteur", "event.agent_starts")
        said = Rapporteur(self.rapporteur, self.world, plan, self.thinking, self.progress, self.trail).comment()
        return {"plan": plan if said is None else plan.model_copy(update={"comments": (*plan.comments, said)})}

    def _solved(self, problem: Problem) -> Schedule:
        solved = in_turn if self.order.in_turn else solve
        return solved(
            leaning(problem, self.order.course),
            self.order.seed,
            Budget(self.order.effort, threads=self.order.cores, stop=self.enough),
            self._better,
        )

    def _asked(self, brought: dict[str, Brought]) -> dict[str, Any]:
        """What a schedule depends on."""
        return {
            "version": VERSION,
            "world": digest(self.world),
            "request": digest(self.request),
            "order": digest(self.order),
            "policies": {name: one.contribution.policy for name, one in brought.items()},
        }

    def _better(self, cost: int, least: int | None) -> None:
        if least is None:
            self._tell("schedule", "event.better", cost=cost)
        else:
            self._tell("schedule", "event.better_bound", cost=cost, least=least)

    def _tell(self, source: str, code: str, **args: str | int) -> None:
        self.progress(Event(source=source, message=Message(code=code, args=args)))
