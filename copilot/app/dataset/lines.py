"""The lines of a fine-tuning file: Mistral's chat format, held to its shape as it is made."""

import json
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, Field, model_validator

from copilot.model.noun import Noun
from copilot.model.talk import CALL_ID, TOOL_NAME

BREAKS = {ord(one): f"\\u{ord(one):04x}" for one in "\x85\u2028\u2029"}
"""What some readers end a line at and JSON lets stand as it is; always within a text, where escapes are read."""


class Function(Noun):
    """A tool named, with its arguments as a JSON object in a text."""

    name: str = Field(pattern=TOOL_NAME)
    arguments: str


class Call(Noun):
    """A call of a tool, under an identifier of nine letters or digits."""

    id: str = Field(pattern=CALL_ID)
    type: Literal["function"] = "function"
    function: Function

    @model_validator(mode="after")
    def _takes_an_object(self) -> Self:
        if not isinstance(json.loads(self.function.arguments), dict):
            raise ValueError("arguments are an object")
        return self


class Told(Noun):
    """What the system or the user says."""

    role: Literal["system", "user"]
    content: str


class Assistant(Noun):
    """What the model says: a text, or calls; a `weight` of 0 keeps it from being learnt."""

    role: Literal["assistant"] = "assistant"
    content: str | None = Field(default=None, min_length=1)
    tool_calls: tuple[Call, ...] | None = Field(default=None, min_length=1)
    weight: Literal[0] | None = None

    @model_validator(mode="after")
    def _is_one_or_the_other(self) -> Self:
        if (self.content is None) == (self.tool_calls is None):
            raise ValueError("an assistant says a text or calls tools")
        return self


class ToolSaid(Noun):
    """What a tool answered to a call."""

    role: Literal["tool"] = "tool"
    content: str
    tool_call_id: str = Field(pattern=CALL_ID)


Turn = Annotated[Told | Assistant | ToolSaid, Field(discriminator="role")]


class Signature(Noun):
    """A tool as the model was shown it."""

    name: str = Field(pattern=TOOL_NAME)
    description: str
    parameters: dict[str, Any]
    strict: bool = True


class Tool(Noun):
    """A tool that may be called."""

    type: Literal["function"] = "function"
    function: Signature


class Example(Noun):
    """A conversation that ends in an answer to be learnt."""

    messages: tuple[Turn, ...]
    tools: tuple[Tool, ...] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        _refuse_disorder(self.messages)
        last = self.messages[-1]
        if not isinstance(last, Assistant) or last.content is None or last.weight == 0:
            raise ValueError("the last turn is an answer to be learnt")
        return self


class Pair(Noun):
    """Two answers to the same conversation: the one that a person approved, and the one decided against."""

    prompt: tuple[Turn, ...]
    tools: tuple[Tool, ...] | None = Field(default=None, min_length=1)
    chosen: tuple[Assistant]
    rejected: tuple[Assistant]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for answer in (*self.chosen, *self.rejected):
            Example(messages=(*self.prompt, answer), tools=self.tools)
        if self.chosen == self.rejected:
            raise ValueError("two answers that are the same prefer nothing")
        return self


def line(one: BaseModel) -> str:
    """One line of a file, whatever its texts hold."""
    data = one.model_dump(mode="json", exclude_none=True)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(BREAKS) + "\n"


def _refuse_disorder(messages: tuple[Turn, ...]) -> None:
    """ValueError unless the system speaks first, then the user, and each call is answered at once and in order."""
    spoken = [one for one in messages if one.role != "system"]
    if len(messages) - len(spoken) > 1 or (len(messages) > len(spoken) and messages[0].role != "system"):
        raise ValueError("one system message, and first")
    if not spoken or spoken[0].role != "user":
        raise ValueError("the user speaks first")
    awaited: list[str] = []
    for before, one in zip([None, *spoken], spoken, strict=False):
        if isinstance(one, ToolSaid):
            if not awaited or awaited.pop(0) != one.tool_call_id:
                raise ValueError("a tool answers the calls before it, in their order")
            continue
        if awaited:
            raise ValueError("a call without its answer")
        if isinstance(one, Assistant):
            if isinstance(before, Assistant):
                raise ValueError("two turns of the assistant without anything between")
            awaited = [call.id for call in one.tool_calls or ()]
            if len(set(awaited)) < len(awaited):
                raise ValueError("two calls under one identifier")
