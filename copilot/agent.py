"""What an agent is: data and two pure functions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Generic, Protocol, TypeVar

from copilot.model.activity import Contribution
from copilot.model.answer import Answer
from copilot.model.fact import Value
from copilot.model.noun import Language, Noun, Row
from copilot.model.request import Domain, Request
from copilot.model.world import World

AnswerT = TypeVar("AnswerT", bound=Answer)
ResultT = TypeVar("ResultT", bound=Noun)
CellOf = tuple[Row, str, str]


@dataclass(frozen=True)
class Called(Generic[ResultT]):
    """What a tool returned, and the run that the trail keeps of it."""

    result: ResultT
    run: str


class Tools(Protocol):
    """An agent's only door to its tools: each call is recorded."""

    def call(self, tool: Callable[..., ResultT], **arguments: str | int) -> Called[ResultT]:
        """The tool's result on the world; raises ModelError when the tool is not the agent's or refuses."""

    def fact(self, called: Called[ResultT], value: Value, unit: str, cells: Iterable[CellOf]) -> str:
        """The identifier of a fact that a call established from cells of the input: (row, column, unit)."""


class Briefed:
    """What has instructions beside its code, as brief.LANGUAGE.md."""

    package: str

    def brief(self, language: Language) -> str:
        """The instructions in a language."""
        return files(self.package).joinpath(f"brief.{language}.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Agent(Briefed, Generic[AnswerT]):
    """One domain's planner.

    `procedure` answers without a model, from the tools; `contribute` turns an answer into activities.
    """

    name: Domain
    package: str
    tools: tuple[Callable[..., Noun], ...]
    answer: type[AnswerT]
    procedure: Callable[[World, Request, Tools], AnswerT]
    contribute: Callable[[World, Request, AnswerT], Contribution]


@dataclass(frozen=True)
class Role(Briefed):
    """Who speaks without activities of their own, only ever through a model: intake, rapporteur, the one who answers.

    Its tools read what it speaks about, the world or the plan.
    """

    name: str
    package: str
    tools: tuple[Callable[..., Noun], ...]
