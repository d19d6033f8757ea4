"""What an agent answers: bounded choices, each with a reason that points at facts."""

from typing import Annotated

from pydantic import Field

from copilot.model.noun import Message, Noun

Words = Annotated[str, Field(max_length=240)]


class Reason(Noun):
    """Why one choice of the policy was made, and the facts it rests on."""

    choice: str
    message: Message
    facts: tuple[str, ...] = ()


class Answer(Noun):
    """The choices of one agent; each agent's own answer adds its bounded fields."""

    reasons: tuple[Reason, ...] = ()
    questions: tuple[Message, ...] = ()

    @property
    def policy(self) -> dict[str, int | float | str | bool]:
        """The bounded choices alone, by name."""
        return self.model_dump(exclude={"reasons", "questions"})


class Because(Noun):
    """Why a model made one choice, in its own words, each figure in them a reference to a fact."""

    choice: str = Field(max_length=40)
    text: Words


class Thought(Noun):
    """What a model says beside its choices: shown to the planner as its own, never part of what is signed."""

    reasons: tuple[Because, ...] = Field(default=(), max_length=6)
    assumptions: tuple[Words, ...] = Field(default=(), max_length=4)
    questions: tuple[Words, ...] = Field(default=(), max_length=4)
    comment: str = Field(default="", max_length=480)


class Report(Noun):
    """What the rapporteur says of a draft: why this course, what hurts, what to watch."""

    why: tuple[Words, ...] = Field(max_length=3)
    hurts: tuple[Words, ...] = Field(max_length=3)
    watch: tuple[Words, ...] = Field(max_length=3)
