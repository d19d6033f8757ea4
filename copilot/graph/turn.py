"""One agent's turn: by a model when there is one that answers, by the standing procedure otherwise."""

from dataclasses import dataclass
from typing import Any

from copilot.agent import Agent
from copilot.graph.context import rows_of
from copilot.graph.directed import directed
from copilot.graph.gateway import Gateway
from copilot.graph.loop import Loop, UnansweredError
from copilot.graph.policy import chosen, departures, policy_of, sentences, sound
from copilot.graph.speech import comment, wrong
from copilot.graph.state import Brought
from copilot.graph.thinking import Thinking
from copilot.graph.toolbox import Toolbox
from copilot.model.answer import Answer, Thought
from copilot.model.comment import Comment
from copilot.model.fact import FactBook
from copilot.model.noun import Message, unswept
from copilot.model.request import Request
from copilot.model.version import VERSION
from copilot.model.world import World
from copilot.ports import Event, Progress, Trail
from copilot.texts import Speaker
from tools.look.costs import priced


@dataclass(frozen=True)
class Turn:
    """One agent before one world; without `thinking`, only the standing procedure answers."""

    agent: Agent[Any]
    world: World
    request: Request
    progress: Progress
    trail: Trail | None = None
    thinking: Thinking | None = None

    def brought(self, given: dict[str, Any] | None = None) -> Brought:
        """What the agent brings, with its reasons and the facts of its tool calls; tells which tools were called.

        The request's costs and what it says of single items are put in what is brought, whoever brings it.
        `given` are choices made before, which hold instead of anybody's.
        """
        book = FactBook(f"{self.agent.name[0].upper()}P", VERSION)
        tools = self._toolbox(book)
        with unswept():
            standing = self.agent.procedure(self.world, self.request, tools)
        answer, said, failed = standing, None, None
        if given is not None:
            answer = self.agent.answer.model_validate(given)
        elif self.thinking is not None:
            try:
                answer, said = self._thought(standing, self.thinking)
            except UnansweredError as error:
                failed = error.message
                self._tell("event.model_failed")
        with unswept():
            offered = priced(self.world, self.request, self.agent.contribute(self.world, self.request, answer))
            contribution = directed(self.request, offered)
        changed = departures(answer.policy, standing.policy)
        contribution = contribution.model_copy(update={"assumptions": (*changed, *contribution.assumptions)})
        tools.report()
        return Brought(
            contribution=contribution,
            reasons=answer.reasons,
            facts=book.facts,
            runs=book.runs,
            by="procedure" if said is None else "model",
            fallback=failed,
            comment=said,
        )

    def _thought(self, standing: Answer, thinking: Thinking) -> tuple[Answer, Comment]:
        """The model's choices as the agent's answer, and what it says of them."""
        book = FactBook(f"{self.agent.name[0].upper()}M", VERSION)
        gateway = Gateway(self._toolbox(book), self.agent.tools, self.world.clock, thinking.caps)
        speak, rows = Speaker(thinking.language), rows_of(self.world)

        def judge(thought: Thought) -> str:
            return wrong(sentences(thought), frozenset(fact.id for fact in book.facts), rows, speak)

        form: type[Thought] = chosen(self.agent.answer)
        loop = Loop(thinking, self.agent.name, gateway, form, self.progress, self.trail)
        asked = "\n\n".join([self.agent.brief(thinking.language), speak("prompt.choose")])
        thought = loop.run(asked, speak("prompt.fill_in"), judge)
        policy = policy_of(thought)
        kept = tuple(one for one in standing.reasons if policy.get(one.choice) == standing.policy.get(one.choice))
        said = sentences(thought)
        shown = sound(said, frozenset(fact.id for fact in book.facts), rows)
        noted = comment(self.agent.name, thinking.backend.model, shown, len(said) - len(shown), book)
        return self.agent.answer.model_validate({**policy, "reasons": kept}), noted

    def _toolbox(self, book: FactBook) -> Toolbox:
        return Toolbox(self.agent.name, self.world, self.agent.tools, book, self.progress, self.trail)

    def _tell(self, code: str) -> None:
        self.progress(Event(source=self.agent.name, message=Message(code=code)))
