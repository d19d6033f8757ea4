"""The only door from an agent to its tools: what is called is recorded, what is not the agent's is refused."""

from collections.abc import Callable, Iterable
from functools import cache, partial
from inspect import signature
from typing import Any, get_type_hints

from copilot.agent import Called, CellOf, ResultT
from copilot.graph.once import once
from copilot.model.errors import ModelError
from copilot.model.fact import FactBook, Value
from copilot.model.noun import Message, Noun
from copilot.model.plan import Plan
from copilot.model.version import VERSION
from copilot.model.world import World
from copilot.ports import Event, Progress, Trail

MOST_CALLS = 2000


class Toolbox:
    """The tools of one agent on one world, and on one plan for those that read a plan, for one run."""

    def __init__(
        self,
        agent: str,
        world: World,
        tools: tuple[Callable[..., Noun], ...],
        book: FactBook,
        progress: Progress,
        trail: Trail | None = None,
        plan: Plan | None = None,
    ) -> None:
        self._agent = agent
        self._trail = trail
        self._subjects: dict[type[Noun], Noun | None] = {World: world, Plan: plan}
        self._facts = {} if plan is None else {fact.about: fact.id for fact in plan.facts if fact.about}
        self._tools = tools
        self._book = book
        self._progress = progress
        self._calls: dict[str, int] = {}

    def call(self, tool: Callable[..., ResultT], **arguments: str | int) -> Called[ResultT]:
        """The tool's result and its run; raises ModelError for another agent's tool, or too many calls."""
        name = f"{tool.__module__}.{tool.__name__}"
        if tool not in self._tools:
            raise ModelError("error.tool_refused", tool=name)
        self._calls[name] = self._calls.get(name, 0) + 1
        if sum(self._calls.values()) > MOST_CALLS:
            raise ModelError("error.too_many_calls", count=MOST_CALLS)
        asked = {"tool": name, "version": VERSION, "arguments": arguments}
        made = partial(tool, self._subjects[_subject(tool)], **arguments)
        result: ResultT = once(self._trail, "tool", self._agent, asked, _returned(tool), made)
        return Called(result=result, run=self._book.run(name.removeprefix("tools."), None, **arguments))

    def fact(self, called: Called[ResultT], value: Value, unit: str, cells: Iterable[CellOf]) -> str:
        """The identifier of a fact that a call established from cells of the input."""
        inputs = [self._book.cell(row, column, cell_unit) for row, column, cell_unit in cells]
        return self._book.computed(called.run, value, unit, inputs)

    def established(self, called: Called[Noun], value: Value, unit: str, about: str) -> str:
        """The identifier of a fact that a call established, from the plan's own fact at the address `about` if any."""
        inputs = [self._facts[about]] if about in self._facts else []
        return self._book.computed(called.run, value, unit, inputs)

    def report(self) -> None:
        """Tells which tools were called, and how often."""
        for name, count in self._calls.items():
            message = Message(code="event.tool", args={"tool": name.rsplit(".", 1)[-1], "count": count})
            self._progress(Event(source=self._agent, message=message))


@cache
def _returned(tool: Callable[..., Noun]) -> Any:
    return get_type_hints(tool).get("return", Noun)


@cache
def _subject(tool: Callable[..., Noun]) -> Any:
    """What a tool reads: the type of its first argument, the world when it does not say."""
    first = next(iter(signature(tool).parameters))
    return get_type_hints(tool).get(first, World)
