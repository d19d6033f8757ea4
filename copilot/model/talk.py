"""A conversation with a model, free of any library: what is asked, and what comes back."""

from typing import Any, Literal

from pydantic import Field

from copilot.model.noun import Noun

TOOL_NAME = "^[a-zA-Z0-9_-]{1,64}$"
CALL_ID = "^[a-zA-Z0-9]{9}$"


class ToolCall(Noun):
    """A model's wish to call a tool: its identifier, the tool's name and the arguments, all as the model wrote them."""

    id: str
    tool: str
    arguments: str


class Said(Noun):
    """One message; `calls` on an assistant's only, `answers` (the call's identifier) on a tool's only."""

    role: Literal["system", "user", "assistant", "tool"]
    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    answers: str = ""


class Offered(Noun):
    """A tool as a model sees it: its name, what it is for, and the JSON schema of its arguments."""

    name: str = Field(pattern=TOOL_NAME)
    description: str
    parameters: dict[str, Any]


class Prompt(Noun):
    """One question: messages, and either tools that may be called or the JSON schema of the answer, never both.

    `most_tokens` is the longest answer; temperature is 0.
    """

    messages: tuple[Said, ...]
    tools: tuple[Offered, ...] = ()
    form: dict[str, Any] | None = None
    most_tokens: int = Field(ge=1)


class Reply(Noun):
    """What a model answered; `cut` when its length was reached, so that nothing in it can be relied on."""

    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    cut: bool = False
    prompt_tokens: int = Field(default=0, ge=0)
    completion_tokens: int = Field(default=0, ge=0)
