"""The rapporteur's turn: a model's comment on a draft, beside it and never in it."""

import json
from dataclasses import dataclass

from copilot.agent import Role
from copilot.graph.context import rows_of
from copilot.graph.gateway import Gateway
from copilot.graph.loop import Loop, UnansweredError
from copilot.graph.plan_digest import plan_digest, rows_of_plan
from copilot.graph.policy import sound
from copilot.graph.speech import comment, wrong
from copilot.graph.thinking import Thinking
from copilot.graph.toolbox import Toolbox
from copilot.model.answer import Report
from copilot.model.comment import About, Comment, Sentence
from copilot.model.fact import FactBook
from copilot.model.noun import Message
from copilot.model.plan import Plan
from copilot.model.version import VERSION
from copilot.model.world import World
from copilot.ports import Event, Progress, Trail
from copilot.texts import Speaker

ABOUT: tuple[About, ...] = ("why", "hurts", "watch")


@dataclass(frozen=True)
class Rapporteur:
    """One draft to comment on."""

    role: Role
    world: World
    plan: Plan
    thinking: Thinking
    progress: Progress
    trail: Trail | None

    def comment(self) -> Comment | None:
        """What the model says of the draft, its figures being the draft's own facts; None, and told, without one."""
        name, speak = self.role.name, Speaker(self.thinking.language)
        book = FactBook("RM", VERSION)
        facts = frozenset(self.plan.fact)
        rows = rows_of(self.world) | rows_of_plan(self.plan)
        toolbox = Toolbox(name, self.world, (), book, self.progress, self.trail)
        gateway = Gateway(toolbox, (), self.world.clock, self.thinking.caps)
        loop: Loop[Report] = Loop(self.thinking, name, gateway, Report, self.progress, self.trail)
        digest = json.dumps(plan_digest(self.plan), ensure_ascii=False, separators=(",", ":"))
        asked = "\n\n".join([self.role.brief(self.thinking.language), digest])
        try:
            report = loop.run(asked, speak("prompt.comment"), lambda one: wrong(_said(one), facts, rows, speak))
        except UnansweredError:
            self.progress(Event(source=name, message=Message(code="event.model_silent")))
            return None
        said = _said(report)
        shown = sound(said, facts, rows)
        return comment(name, self.thinking.backend.model, shown, len(said) - len(shown), book)


def _said(report: Report) -> tuple[Sentence, ...]:
    return tuple(Sentence(about=about, text=text) for about in ABOUT for text in getattr(report, about) if text.strip())
