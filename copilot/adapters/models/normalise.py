"""A conversation in the only shape that a Mistral model's chat template takes.

Anything else is refused by vLLM with status 400, and a bad message in the history spoils every call after it.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from copilot.model.talk import CALL_ID, Said, ToolCall


def normal(messages: Iterable[Said]) -> tuple[Said, ...]:
    """The same conversation: one system message first, no empty answer, each call followed by its answer.

    Calls that nobody answered and answers that nobody asked for are left out. Identifiers of calls are nine letters or
    digits, each used once; the same conversation always gets the same ones.
    """
    said = [_legible(message) for message in messages]
    system = "\n\n".join(message.text for message in said if message.role == "system" and message.text)
    first = (Said(role="system", text=system),) if system else ()
    return first + tuple(_turns([message for message in said if message.role != "system"]))


def arguments(text: str) -> dict[str, Any]:
    """The arguments of a call as an object; none when the model wrote something else, which the server refuses."""
    try:
        read = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def whole(text: str) -> str:
    """The text with a question mark for each half of a character, which no encoding can send."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _turns(said: list[Said]) -> Iterator[Said]:
    taken: set[int] = set()
    identifiers = _Identifiers()
    for place, message in enumerate(said):
        if message.role == "user":
            yield message
        elif message.role == "assistant":
            answered = list(_answered(message.calls, said, place, taken))
            calls = tuple(
                ToolCall(id=identifiers(call.id), tool=call.tool.strip(), arguments=call.arguments)
                for call, _ in answered
            )
            if message.text or calls:
                yield message.model_copy(update={"calls": calls})
            for call, (_, answer) in zip(calls, answered, strict=True):
                yield answer.model_copy(update={"answers": call.id})


def _answered(
    calls: tuple[ToolCall, ...], said: list[Said], place: int, taken: set[int]
) -> Iterator[tuple[ToolCall, Said]]:
    """Each call that has an answer further on, with the first one that no call before has taken."""
    for call in calls:
        for later in range(place + 1, len(said)):
            answer = said[later]
            if later not in taken and answer.role == "tool" and answer.answers == call.id:
                taken.add(later)
                yield call, answer
                break


class _Identifiers:
    """Keeps an identifier that the template takes, and makes one of any other, no two alike."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def __call__(self, foreign: str) -> str:
        made, number = foreign, 0
        while not re.fullmatch(CALL_ID, made) or made in self._given:
            made = hashlib.sha256(f"{number}:{foreign}".encode()).hexdigest()[:9]
            number += 1
        self._given.add(made)
        return made


def _legible(message: Said) -> Said:
    """The message as it can be sent."""
    calls = tuple(
        ToolCall(id=whole(call.id), tool=whole(call.tool), arguments=whole(call.arguments)) for call in message.calls
    )
    update = {"text": whole(message.text), "answers": whole(message.answers), "calls": calls}
    return message.model_copy(update=update)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
