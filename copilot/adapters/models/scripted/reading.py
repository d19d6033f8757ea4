"""What a prompt says: the situation, the request, the last question and what tools have answered."""

import json
from dataclasses import dataclass
from typing import Any

from copilot.model.talk import Prompt


@dataclass(frozen=True)
class Read:
    """A prompt taken apart; empty where it holds nothing of the kind."""

    situation: dict[str, Any]
    request: dict[str, Any]
    questions: tuple[str, ...]
    results: tuple[dict[str, Any], ...]
    answered: bool
    french: bool

    @classmethod
    def of(cls, prompt: Prompt) -> "Read":
        """The parts of a prompt."""
        system = next((one.text for one in prompt.messages if one.role == "system"), "")
        objects = objects_of(system)
        answers = (objects_of(one.text) for one in prompt.messages if one.role == "tool")
        return cls(
            situation=next((one for one in objects if "window" in one), {}),
            request=next((one for one in objects if "words" in one), {}),
            questions=tuple(one.text for one in prompt.messages if one.role == "user"),
            results=tuple(one for found in answers for one in found if "error" not in one),
            answered=any(one.role == "tool" for one in prompt.messages),
            # The doctrine is in the reader's language; the list of changes in the question is always in English.
            french=" the " not in (system or next((one.text for one in prompt.messages if one.role == "user"), "")),
        )

    def data(self, name: str, otherwise: Any) -> Any:
        """What stands under a name in the data of the questions, the last time it does."""
        found = [one[name] for text in self.questions for one in objects_of(text) if name in one]
        return found[-1] if found else otherwise

    def result(self, *names: str) -> list[dict[str, Any]]:
        """The tool results that have all of these fields."""
        return [one for one in self.results if set(names) <= one.keys()]


def objects_of(text: str) -> list[dict[str, Any]]:
    """The JSON objects that stand on a line of their own."""
    found = []
    for line in text.splitlines():
        if line.startswith("{"):
            try:
                value = json.loads(line)
            except ValueError:
                continue
            if isinstance(value, dict):
                found.append(value)
    return found
