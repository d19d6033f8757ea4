"""The conversations of a run as its trail holds them: what was sent, what was answered, and which answer was used."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ValidationError

import agents
from copilot.adapters.models.normalise import arguments, normal, whole
from copilot.app.dataset.lines import Assistant, Call, Function, Signature, Told, Tool, ToolSaid, Turn
from copilot.graph.adviser import AdviceForm
from copilot.graph.form import form
from copilot.graph.intake_form import IntakeForm, ReportForm
from copilot.graph.loop import Heard
from copilot.graph.policy import chosen
from copilot.model.answer import Report
from copilot.model.noun import Noun
from copilot.model.record import TrailEntry
from copilot.model.talk import Offered, Prompt, Said

Unfit = Literal["not_answered", "told_wrong", "other_form"]


class Talk(Noun):
    """A conversation up to the answer that was used, and that answer."""

    source: str
    before: tuple[Said, ...]
    tools: tuple[Offered, ...]
    answer: str


class _Asked(NamedTuple):
    seq: int
    prompt: Prompt
    heard: Heard


def talks(lines: Iterable[TrailEntry]) -> dict[str, Talk | Unfit]:
    """The conversation of each speaker of a run, or why its answer is not one to learn from, in the trail's order."""
    by_source: dict[str, list[_Asked]] = {}
    for one in lines:
        if one.kind == "model":
            prompt = Prompt.model_validate(json.loads(one.asked)["prompt"])
            asked = _Asked(one.seq, prompt, Heard.model_validate_json(one.answered))
            by_source.setdefault(one.source, []).append(asked)
    ended = sorted(by_source.items(), key=lambda item: item[1][-1].seq)
    return {source: _talk(source, asked) for source, asked in ended}


def turns(talk: Talk) -> tuple[Turn, ...]:
    """What was sent, message by message, in the shape that the server was sent it in.

    Calls of which a tool refused one are not to be learnt: their weight is 0.
    """
    sent = normal(talk.before)
    refused = {one.answers for one in sent if one.role == "tool" and _is_refusal(one.text)}
    return tuple(_turn(one, refused) for one in sent)


def answer(talk: Talk) -> Assistant:
    """The answer that was used, as a turn."""
    return Assistant(content=whole(talk.answer))


def tools(talk: Talk) -> tuple[Tool, ...] | None:
    """The tools that could be called, None when there were none."""
    return tuple(Tool(function=Signature(**one.model_dump())) for one in talk.tools) or None


def _talk(source: str, asked: Sequence[_Asked]) -> Talk | Unfit:
    filled = [one for one in asked if one.prompt.form is not None]
    if not filled:
        return "not_answered"
    if any(_form_of(one.prompt) is None for one in filled):
        return "other_form"
    last = filled[-1]
    if not _stands(last):
        # The loop then takes the first answer, though the model was told that it is wrong.
        return "told_wrong" if any(_stands(one) for one in filled) else "not_answered"
    offered = next((one.prompt.tools for one in asked if one.prompt.tools), ())
    text = last.heard.reply.text if last.heard.reply else ""
    return Talk(source=source, before=last.prompt.messages, tools=offered, answer=text)


def _stands(asked: _Asked) -> bool:
    """True for an answer that is whole and in its form."""
    noun, reply = _form_of(asked.prompt), asked.heard.reply
    if noun is None or reply is None or reply.cut:
        return False
    try:
        noun.model_validate_json(reply.text)
    except (ValidationError, RecursionError):
        return False
    return True


def _form_of(prompt: Prompt) -> type[BaseModel] | None:
    """The noun whose form was asked for; None when the product asks for it no more, or not so."""
    schema, noun = _forms().get(str((prompt.form or {}).get("title")), (None, None))
    return noun if schema == prompt.form else None


@cache
def _forms() -> dict[str, tuple[dict[str, Any], type[BaseModel]]]:
    nouns: list[type[BaseModel]] = [*(chosen(agent.answer) for agent in agents.ALL)]
    nouns += [Report, IntakeForm, ReportForm, AdviceForm]
    return {noun.__name__: (form(noun), noun) for noun in nouns}


def _turn(said: Said, refused: set[str]) -> Turn:
    if said.role == "tool":
        return ToolSaid(content=said.text, tool_call_id=said.answers)
    if said.role != "assistant":
        return Told(role=said.role, content=said.text)
    calls = tuple(
        # As the client writes them when it sends the conversation back.
        Call(id=one.id, function=Function(name=one.tool, arguments=_written(one.arguments)))
        for one in said.calls
    )
    unlearnt: Literal[0] | None = 0 if any(one.id in refused for one in calls) else None
    return Assistant(content=said.text or None, tool_calls=calls or None, weight=unlearnt)


def _written(text: str) -> str:
    return json.dumps(arguments(text), ensure_ascii=False)


def _is_refusal(text: str) -> bool:
    """True for what the gateway says instead of a tool's result."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and "error" in said
