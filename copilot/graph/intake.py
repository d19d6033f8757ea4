"""Intake: a planner's words or a report received, read by a model, held against text and world by code."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from copilot.agent import Role
from copilot.graph.gateway import Gateway
from copilot.graph.intake_form import IntakeForm, ReportForm
from copilot.graph.localized import kinds_of_change
from copilot.graph.loop import Loop
from copilot.graph.prose import visible
from copilot.graph.quoting import quoted
from copilot.graph.thinking import Thinking
from copilot.graph.toolbox import Toolbox
from copilot.graph.understanding import Understanding
from copilot.model.fact import FactBook
from copilot.model.intake import Intake
from copilot.model.noun import Language
from copilot.model.request import Request
from copilot.model.version import VERSION
from copilot.model.world import World
from copilot.ports import Progress, Trail
from copilot.texts import Speaker

NAMED = ("sites", "items", "units", "asset_types", "workshops", "areas", "training_activities", "commitments", "phases")
MOST_NAMES = 60
PARTS = ("milestones", "priorities", "limits", "changes")


@dataclass(frozen=True)
class Reader:
    """Reads texts about one world; UnansweredError when the model gives no answer in the form."""

    role: Role
    world: World
    request: Request
    thinking: Thinking
    progress: Progress
    trail: Trail | None = None

    def words(self, text: str) -> Intake:
        """What a planner asks for in free text: a request and changes, to be accepted."""
        return self._read(text, IntakeForm, "prompt.intake")

    def report(self, text: str) -> Intake:
        """The changes that a report announces, to be accepted; the report is data, whatever it says."""
        return self._read(text, ReportForm, "prompt.report")

    def _read(self, received: str, form: Any, task: str) -> Intake:
        speak, text = Speaker(self.thinking.language), visible(received)
        toolbox = Toolbox(
            self.role.name, self.world, self.role.tools, FactBook("IM", VERSION), self.progress, self.trail
        )
        gateway = Gateway(toolbox, self.role.tools, self.world.clock, self.thinking.caps)
        loop: Loop[Any] = Loop(self.thinking, self.role.name, gateway, form, self.progress, self.trail)
        data = [{"names": names(self.world, self.thinking.language)}, {"text": text}]
        lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in data]
        asked = "\n\n".join([self.role.brief(self.thinking.language), kinds_of_change(), *lines])
        form_filled = loop.run(asked, speak(task), _quotes_stand(text, speak))
        return Understanding(self.world, self.request, text).intake(form_filled, self.thinking.backend.model)


def names(world: World, language: Language) -> dict[str, dict[str, str]]:
    """What rows are called, by table and identifier, for a reader of texts; free text, so data."""
    found: dict[str, dict[str, str]] = {}
    for table in NAMED:
        rows = getattr(world, table)[:MOST_NAMES]
        found[table] = {row.id: getattr(row, f"name_{language}") for row in rows}
    found["legs"] = {row.id: f"{row.origin} - {row.destination}" for row in world.legs[:MOST_NAMES]}
    found["closed"] = {row.leg: getattr(row, f"reason_{language}") for row in world.closures[:MOST_NAMES]}
    return {table: rows for table, rows in found.items() if rows}


def _quotes_stand(text: str, speak: Speaker) -> Callable[[Any], str]:
    """Tells a model which of its quotes do not stand in the text."""

    def judge(form: Any) -> str:
        said = [one.quote for name in PARTS for one in getattr(form, name, ())]
        wrong = [one for one in said if not quoted(one, text)]
        return speak("prompt.not_said", count=len(wrong)) if wrong else ""

    return judge
