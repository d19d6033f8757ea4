"""An agent's choices as a model gives them, with what it says beside them."""

from copy import copy
from typing import Any

from pydantic import create_model
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from copilot.graph.prose import refused
from copilot.model.answer import Answer, Thought
from copilot.model.comment import About, Sentence
from copilot.model.noun import Message


def chosen(answer: type[Answer]) -> type[Thought]:
    """The form of an agent's answer: its bounded choices, and reasons, assumptions, questions and a comment."""
    own = {name: field for name, field in answer.model_fields.items() if name not in Answer.model_fields}
    fields: dict[str, Any] = {name: (field.annotation, _asked(field)) for name, field in own.items()}
    return create_model(answer.__name__, __base__=Thought, **fields)


def _asked(field: FieldInfo) -> FieldInfo:
    """The field without its default: what a model does not choose, it has not answered."""
    bare = copy(field)
    bare.default = PydanticUndefined
    return bare


def policy_of(thought: Thought) -> dict[str, Any]:
    """The choices alone."""
    return thought.model_dump(exclude=set(Thought.model_fields))


def sentences(thought: Thought) -> tuple[Sentence, ...]:
    """Everything that was said beside the choices, reasons first."""
    plain: list[tuple[About, tuple[str, ...]]] = [
        ("assumption", thought.assumptions),
        ("question", thought.questions),
        ("comment", (thought.comment,) if thought.comment.strip() else ()),
    ]
    return (
        *(Sentence(about="reason", choice=_named(thought, one.choice), text=one.text) for one in thought.reasons),
        *(Sentence(about=about, text=text) for about, texts in plain for text in texts if text.strip()),
    )


def _named(thought: Thought, choice: str) -> str:
    """The choice that a reason is for, when it is one of the form's."""
    return choice if choice in type(thought).model_fields else ""


def sound(said: tuple[Sentence, ...], facts: frozenset[str], rows: frozenset[str]) -> tuple[Sentence, ...]:
    """The sentences that can be shown."""
    return tuple(one for one in said if refused(one.text, facts, rows) is None)


def departures(answer: dict[str, Any], standing: dict[str, Any]) -> tuple[Message, ...]:
    """Each choice that is not the standing procedure's, as an assumption for the planner to accept or change."""
    return tuple(
        Message(code=f"chosen.{name}" + (f"_{value}" if isinstance(value, str) else ""), args=_figures(value, usual))
        for name, usual in standing.items()
        if (value := answer[name]) != usual
    )


def _figures(value: Any, usual: Any) -> dict[str, str | int | float]:
    return {"value": value, "usual": usual}
