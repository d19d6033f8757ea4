"""A model that means harm: what it answers depends on its seed and on the prompt alone, whichever thread asks."""

import hashlib
import json
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hostile_words import ARGUMENTS, IDS, MARK, NAMES, ODD, SENTENCES

from copilot.model.errors import BackendError
from copilot.model.talk import Prompt, Reply, ToolCall

TOO_OFTEN = 60
MOVES = ("fair", "out_of_bounds", "cut", "empty", "giant", "garbage", "half", "refused", "extra", "spent")
CHOICES: dict[str, dict[str, Any]] = {
    "LogisticsAnswer": {
        "resupply_mode": ("pull", "push"),
        "cover_hours": (12, 336),
        "safety_hours": (0, 72),
        "early_hours": (12, 336),
        "stops": (1, 4),
    },
    "MaintenanceAnswer": {"risk_percent": (5, 95), "ahead_km": (0, 20_000)},
    "PreparationAnswer": {"margin_hours": (0, 240)},
}
"""The bounds of every choice, written down apart from the product."""


@dataclass
class Hostile:
    """Implements Backend; `moves` are those it makes, `asked` what it was asked, `spent` the tokens it told of."""

    seed: int
    moves: tuple[str, ...] = MOVES
    words: str = MARK
    tools: bool = True
    calls: int | None = None
    model: str = "hostile"
    asked: list[Prompt] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    spent: list[int] = field(default_factory=list)
    _lock: Any = field(default_factory=threading.Lock)

    def ask(self, prompt: Prompt, stopped: Callable[[], bool]) -> Reply:
        """A reply of one of the moves."""
        with self._lock:
            self.asked.append(prompt)
            assert len(self.asked) < TOO_OFTEN, "asked without end"
        said = hashlib.sha256(repr(prompt).encode("utf-8", "replace")).hexdigest()
        draw = random.Random(f"{self.seed}/{said}")
        reply = self._tools(draw) if prompt.form is None else self._form(prompt, draw)
        with self._lock:
            self.spent.append(reply.prompt_tokens + reply.completion_tokens)
            if not reply.cut:
                self.whole.append(reply.text)
        return reply

    def _tools(self, draw: random.Random) -> Reply:
        if not self.tools:
            return Reply(text=draw.choice(SENTENCES))
        count = self.calls or draw.choice((0, 1, 3, 9, 40, 1000))
        return Reply(text=draw.choice(SENTENCES), calls=tuple(call(draw) for _ in range(count)), prompt_tokens=50)

    def _form(self, prompt: Prompt, draw: random.Random) -> Reply:
        move = draw.choice(self.moves)
        if move == "refused":
            raise BackendError("model.refused", address=MARK, status=400, detail=f"{self.words} \u202e" + MARK * 500)
        filled = fair(prompt, draw, self.words)
        name = draw.choice([*CHOICES.get(str((prompt.form or {}).get("title")), ["why"])])
        text = {
            "out_of_bounds": json.dumps(filled | {name: draw.choice(ODD)}),
            "empty": draw.choice(("", " ", "{}", "null")),
            "giant": json.dumps(filled | {"comment": MARK * 60_000}),
            "garbage": draw.choice((f"{MARK}{{", json.dumps(filled)[:-9], "[" * 50_000, "\x00", "{'a': 1}")),
            "half": json.dumps(filled)[:-1] + "\ud800",
            "extra": json.dumps(filled | {draw.choice(("__class__", "id", "approved", "items")): MARK}),
        }.get(move, json.dumps(filled))
        return Reply(text=text, cut=move == "cut", prompt_tokens=10**9 if move == "spent" else 100)


def call(draw: random.Random) -> ToolCall:
    """One call, its identifier, tool and arguments from the lists."""
    text = draw.choice(ARGUMENTS)
    return ToolCall(id=draw.choice(IDS), tool=draw.choice(NAMES), arguments=text if "\ud800" not in text else "{")


def fair(prompt: Prompt, draw: random.Random, words: str) -> dict[str, Any]:
    """An answer in its form, its choices within bounds, its sentences hostile."""
    bounds = CHOICES.get(str((prompt.form or {}).get("title")))
    said = [draw.choice(SENTENCES)[:239].replace(MARK, words) for _ in range(6)]
    if bounds is None:
        return {"why": said[:2], "hurts": said[2:4], "watch": said[4:]}
    chosen = {
        name: draw.choice(ends) if isinstance(ends[0], str) else draw.choice((*ends, draw.randint(*ends)))
        for name, ends in bounds.items()
    }
    reasons = [{"choice": draw.choice((*bounds, f"{words[:9]} 336")), "text": said[0]}]
    return chosen | {"reasons": reasons, "assumptions": said[1:3], "questions": said[3:5], "comment": said[5]}
