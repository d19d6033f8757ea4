"""The adviser's turn: a planner's question read by a model, its answer held against plan, world and words by code."""

import json
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, create_model

from copilot.agent import Role
from copilot.graph.context import rows_of
from copilot.graph.gateway import Gateway, plain
from copilot.graph.intake import names
from copilot.graph.intake_form import ChangeSaid, Name
from copilot.graph.localized import kinds_of_change
from copilot.graph.loop import Loop
from copilot.graph.plan_digest import plan_digest, rows_of_plan
from copilot.graph.policy import sound
from copilot.graph.prose import ROW, references
from copilot.graph.speech import comment, wrong
from copilot.graph.thinking import Thinking
from copilot.graph.toolbox import Toolbox
from copilot.graph.understanding import Understanding
from copilot.model.advice import Advice, Way
from copilot.model.answer import Words
from copilot.model.comment import Sentence
from copilot.model.fact import FactBook
from copilot.model.noun import Message, Noun
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.version import VERSION
from copilot.model.world import World
from copilot.ports import Progress, Trail
from copilot.texts import Speaker

MOST_ITEMS = 200
AdviceForm: Any = create_model(
    "AdviceForm",
    __base__=Noun,
    way=(Way, ...),
    item=(Name | None, ...),
    changes=(Annotated[tuple[ChangeSaid, ...], Field(max_length=4)], ...),
    sentences=(Annotated[tuple[Words, ...], Field(max_length=5)], ...),
)


@dataclass(frozen=True)
class Adviser:
    """One plan to be asked about; `world` and `request` are those it was made for, its changes made."""

    role: Role
    world: World
    request: Request
    plan: Plan
    thinking: Thinking
    progress: Progress
    trail: Trail | None = None

    def advise(self, question: str) -> Advice:
        """How the question is answered, every part of it cited; UnansweredError when the model gives no answer."""
        speak, book = Speaker(self.thinking.language), FactBook("AM", VERSION)
        toolbox = Toolbox(self.role.name, self.world, self.role.tools, book, self.progress, self.trail, self.plan)
        gateway = Gateway(toolbox, self.role.tools, self.world.clock, self.thinking.caps)
        loop: Loop[Any] = Loop(self.thinking, self.role.name, gateway, AdviceForm, self.progress, self.trail)
        rows = rows_of(self.world) | rows_of_plan(self.plan)
        asked = "\n\n".join([self.role.brief(self.thinking.language), kinds_of_change(), *self._data(question)])

        def known() -> frozenset[str]:
            return frozenset((*self.plan.fact, *(fact.id for fact in book.facts)))

        form = loop.run(asked, speak("prompt.advise"), lambda one: wrong(_said(one), known(), rows, speak))
        said = _said(form)
        shown = sound(said, known(), rows)
        told = comment(self.role.name, self.thinking.backend.model, shown, len(said) - len(shown), book)
        understood = Understanding(self.world, self.request, question)
        for one in form.changes if form.way == "what_if" else ():
            understood.change(one)
        advice = Advice(
            question=question,
            way=form.way,
            item=form.item if form.item and plain(form.item) else "",
            changes=tuple(understood.changes),
            comment=told,
            refused=tuple(understood.refused),
        )
        return self._held(advice)

    def _held(self, advice: Advice) -> Advice:
        """The advice, or why nothing can be answered: an answer that rests on nothing is none."""
        cited = advice.comment is not None and any(
            references(one.text) or ROW.search(one.text) for one in advice.comment.sentences
        )
        unknown = advice.item not in self.plan.item and all(need.id != advice.item for need in self.plan.unmet)
        lacks = {
            "what_if": "no_change" if not advice.changes else "",
            "why": "no_item" if unknown else "",
            "look_up": "" if cited else "no_source",
            "cannot": "said",
        }[advice.way]
        if not lacks:
            return advice
        because = Message(code=f"advice.{lacks}", args={"item": advice.item})
        return advice.model_copy(update={"way": "cannot", "because": because})

    def _data(self, question: str) -> list[str]:
        data = [
            {"plan": plan_digest(self.plan), "items": list(self.plan.item)[:MOST_ITEMS]},
            {"names": names(self.world, self.thinking.language)},
            {"question": question},
        ]
        return [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in data]


def _said(form: Any) -> tuple[Sentence, ...]:
    return tuple(Sentence(about="comment", text=text) for text in form.sentences if text.strip())
