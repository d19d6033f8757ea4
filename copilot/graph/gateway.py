"""The only door from a model to a tool: an explicit table, typed arguments, and an end to everything."""

import inspect
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Annotated, Any, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from copilot.agent import Called
from copilot.graph.form import form
from copilot.graph.prose import IDENTIFIER, hidden
from copilot.graph.toolbox import Toolbox
from copilot.model.clock import Clock
from copilot.model.errors import IntendanceError, ModelError, OperatorError
from copilot.model.noun import Measure, Noun
from copilot.model.talk import TOOL_NAME, Offered, Said, ToolCall

Tool = Callable[..., Noun]
Name = Annotated[str, Field(min_length=1, max_length=64)]


@dataclass(frozen=True)
class Caps:
    """How much one model may do in one run: calls, bytes, turns, tokens, seconds."""

    calls_at_once: int = 8
    calls: int = 40
    bytes_in: int = 2_000
    bytes_out: int = 6_000
    bytes_heard: int = 100_000
    turns: int = 6
    tokens: int = 200_000
    seconds: float = 240.0


class Gateway:
    """One agent's tools as a model may call them."""

    def __init__(self, toolbox: Toolbox, tools: tuple[Tool, ...], clock: Clock, caps: Caps) -> None:
        self._toolbox = toolbox
        self._tools = {tool.__name__: tool for tool in tools}
        self._clock = clock
        self._caps = caps
        self._calls = 0

    @cached_property
    def offered(self) -> tuple[Offered, ...]:
        """The tools with the schemas of their arguments, in the order of the table."""
        return tuple(
            Offered(name=name, description=inspect.getdoc(tool) or "", parameters=form(arguments_of(tool)))
            for name, tool in self._tools.items()
        )

    def heard(self, calls: tuple[ToolCall, ...]) -> tuple[ToolCall, ...]:
        """The calls that are answered: one more than may be made at once, so that the model is told."""
        return calls[: self._caps.calls_at_once + 1]

    def repeated(self, calls: tuple[ToolCall, ...]) -> tuple[ToolCall, ...]:
        """The calls as they are said back to the model: no name that is none, nothing longer than may come in."""
        return tuple(
            call.model_copy(
                update={
                    "tool": call.tool if re.fullmatch(TOOL_NAME, call.tool) else "unknown",
                    "arguments": call.arguments if self._short(call.arguments) else "{}",
                }
            )
            for call in calls
        )

    def answer(self, calls: tuple[ToolCall, ...]) -> tuple[Said, ...]:
        """One answer for each call, in their order; what is refused is told to the model, without inner details."""
        return tuple(self._said(number, call) for number, call in enumerate(calls, start=1))

    def _said(self, number: int, call: ToolCall) -> Said:
        try:
            self.count(number)
            text = self._called(call)
        except ModelError as error:
            text = json.dumps({"error": error.message.code, **error.message.args}, ensure_ascii=False)
        return Said(role="tool", text=text, answers=call.id)

    def _called(self, call: ToolCall) -> str:
        tool = self.tool(call.tool)
        arguments = self.arguments(tool, call.arguments)
        try:
            called = self._toolbox.call(tool, **arguments)
        except (ModelError, OperatorError):
            raise  # a store that does not answer is nothing that a model could mend
        except (IntendanceError, KeyError, ValueError, StopIteration) as error:
            raise ModelError("error.tool_no_row") from error
        return self.sized(json.dumps(self._shown(called), ensure_ascii=False))

    def count(self, number: int) -> None:
        """ModelError for the call that is one too many, in its message or in the run."""
        self._calls += 1
        if number > self._caps.calls_at_once or self._calls > self._caps.calls:
            raise ModelError("error.too_many_calls", count=min(self._caps.calls, self._caps.calls_at_once))

    def tool(self, name: str) -> Tool:
        """The tool of a name; ModelError when the agent has none of that name."""
        if name not in self._tools:
            raise ModelError("error.tool_refused", tool=", ".join(self._tools))
        return self._tools[name]

    def arguments(self, tool: Tool, text: str) -> dict[str, Any]:
        """The arguments, of the types the tool asks for and nothing else; ModelError otherwise."""
        if not self._short(text):
            raise ModelError("error.tool_arguments_long", count=self._caps.bytes_in)
        try:
            found = arguments_of(tool).model_validate_json(text or "{}")
        except (ValueError, RecursionError) as error:
            raise ModelError("error.tool_arguments", tool=tool.__name__) from error
        given = found.model_dump()
        if any(not plain(value) for value in given.values()):
            raise ModelError("error.tool_arguments", tool=tool.__name__)
        return given

    def _short(self, text: str) -> bool:
        return size(text) <= self._caps.bytes_in

    def sized(self, text: str) -> str:
        """A result that is not too long to be read; ModelError otherwise."""
        if size(text) > self._caps.bytes_out:
            raise ModelError("error.tool_result_long", count=self._caps.bytes_out)
        return text

    def _shown(self, called: Called[Noun]) -> dict[str, Any]:
        return {name: self._value(called, name, value) for name, value in called.result}

    def _value(self, called: Called[Noun], name: str, value: Any) -> Any:
        """A figure beside the fact that says it; a name as it is; no free text, which could hold instructions."""
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int | float):
            unit, about = unit_of(called.result, name)
            fact = self._toolbox.established(called, value, unit, about)
            moment = unit == "moment" and self._clock.at(int(value)).strftime("%Y-%m-%dT%H:%M")
            return {"value": moment or value, "unit": unit if unit == "%" or plain(unit) else "", "fact": f"{{{fact}}}"}
        if isinstance(value, str):
            return value if plain(value) else None
        if isinstance(value, Noun):
            return {key: self._value(Called(value, called.run), key, one) for key, one in value}
        return [self._value(called, name, one) for one in value]


def size(text: str) -> int:
    """The bytes of a text, half characters too."""
    return len(text.encode("utf-8", "surrogatepass"))


def plain(value: Any) -> bool:
    """True for a finite number or a bare identifier: nothing in it can be read as a sentence."""
    if isinstance(value, str):
        return IDENTIFIER.fullmatch(value) is not None and not hidden(value)
    return not isinstance(value, float) or math.isfinite(value)


def unit_of(result: Noun, name: str) -> tuple[str, str]:
    """The unit of a figure of a result, and where it stands in the plan, as its field is marked; else empty."""
    marks = (mark for mark in type(result).model_fields[name].metadata if isinstance(mark, Measure))
    mark = next(marks, Measure(""))
    unit = str(getattr(result, mark.name[1:])) if mark.name.startswith("@") else mark.name
    return unit, mark.about.format(**dict(result)) if mark.about else ""


@cache
def arguments_of(tool: Tool) -> type[BaseModel]:
    """The arguments that a tool takes from a model: all but the world, each bounded, nothing extra."""
    hints = get_type_hints(tool, include_extras=True)
    names = list(inspect.signature(tool).parameters)[1:]
    fields: dict[str, Any] = {name: (Name if hints[name] is str else hints[name], ...) for name in names}
    strict = ConfigDict(extra="forbid", strict=True)
    return create_model(f"{tool.__name__}_arguments", __config__=strict, **fields)
