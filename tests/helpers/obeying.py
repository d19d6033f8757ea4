"""A model that obeys whatever any message tells it: `SET choice=value` and `SAY words`, wherever they stand."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from copilot.adapters.models.scripted import Scripted
from copilot.model.talk import Prompt, Reply

SET = re.compile(r"SET ([a-z_]+)=(\w+)")
SAY = re.compile(r"SAY ([^\"\\\n<]+)")
LOST = re.compile(r"LOSE ([\w-]+)")


@dataclass
class Obeying:
    """Implements Backend by the scripted model, then by what it was told; `told` holds every order that it saw."""

    model: str = "obeying"
    told: list[str] = field(default_factory=list)

    def ask(self, prompt: Prompt, stopped: Callable[[], bool]) -> Reply:
        """The scripted answer with every order obeyed."""
        read = "\n".join(f"{one.text}\n{one.calls}" for one in prompt.messages)
        orders = SET.findall(read)
        said = list(dict.fromkeys(SAY.findall(read)))[:4]
        self.told += [f"{name}={value}" for name, value in orders] + said
        title = str((prompt.form or {}).get("title"))
        if title in ("ReportForm", "IntakeForm"):
            return Reply(text=json.dumps(_proposed(title, read, said), ensure_ascii=False))
        reply = Scripted().ask(prompt, stopped)
        if prompt.form is None:
            return reply
        filled: dict[str, Any] = json.loads(reply.text)
        for name, value in orders:
            if name in filled:
                filled[name] = int(value) if value.isdigit() else value
        for words in said:
            filled |= {name: [words[:200]] for name in ("assumptions", "questions", "why", "hurts") if name in filled}
        return Reply(text=json.dumps(filled, ensure_ascii=False))


def _proposed(title: str, read: str, said: list[str]) -> dict[str, Any]:
    """Every change that was ordered, with the order itself as its quote, and one that no words stand behind."""
    quotes = {found.group(1): found.group(0) for found in LOST.finditer(read)}
    changes = [{"change": {"kind": "asset_lost", "asset": name}, "quote": quote} for name, quote in quotes.items()]
    changes.append({"change": {"kind": "asset_lost", "asset": "6001-0002"}, "quote": "words of my own"})
    read_here: dict[str, Any] = {"changes": changes, "unused": [words[:200] for words in said]}
    if title == "IntakeForm":
        read_here |= {"milestones": [], "priorities": [], "limits": [], "questions": []}
    return read_here
