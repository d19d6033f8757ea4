"""The one loop of a model: tools as long as it asks for them, then the answer in its form."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from copilot.graph.form import form, most_tokens
from copilot.graph.gateway import Gateway, size
from copilot.graph.once import once
from copilot.graph.prose import shown
from copilot.graph.thinking import Thinking
from copilot.model.errors import BackendError, IntendanceError
from copilot.model.noun import Message, Noun
from copilot.model.talk import Prompt, Reply, Said
from copilot.ports import Event, Progress, Trail

TOOL_TOKENS = 1024
REPEATS = 2
"""How often a question is asked again when the server could not answer it; asking changes nothing."""
PAUSE_SECONDS = 0.5
AnswerT = TypeVar("AnswerT", bound=BaseModel)
Judge = Callable[[AnswerT], str]


class UnansweredError(IntendanceError):
    """A model gave no answer that can be used; the message says why, to the planner."""


class StoppedError(IntendanceError):
    """The run was stopped while a model was asked; nothing is concluded from it."""


class Heard(Noun):
    """How one call ended: with a reply, or with the reason why there is none."""

    reply: Reply | None = None
    failed: Message | None = None


class Loop(Generic[AnswerT]):
    """One speaker's conversation with the model, within the caps of the run."""

    def __init__(
        self,
        thinking: Thinking,
        source: str,
        gateway: Gateway,
        answer: type[AnswerT],
        progress: Progress,
        trail: Trail | None,
    ) -> None:
        self._thinking = thinking
        self._source = source
        self._gateway = gateway
        self._trail = trail
        self._progress = progress
        self._answer = answer
        self._form = form(answer)
        self._tokens = 0
        self._began = time.monotonic()

    def run(self, asked: str, then: str, judge: Judge[AnswerT]) -> AnswerT:
        """The answer to a question, after the tools that the model wished for; UnansweredError when there is none.

        `then` asks for the answer in its form. `judge` says what is wrong with an answer, empty when nothing is:
        the model is told once, and its second answer is taken as it is.
        """
        messages = [Said(role="system", text=self._thinking.context), Said(role="user", text=asked)]
        if self._gateway.offered:
            messages += self._with_tools(messages)
        messages.append(Said(role="user", text=then))
        answer, wrong = self._filled(messages, judge, 1)
        if answer is None or wrong:
            again = Said(role="user", text=f"{wrong}\n\n{then}")
            second, _ = self._filled([*messages, again], judge, 2)
            answer = second or answer
        if answer is None:
            raise UnansweredError("event.model_form")
        return answer

    def _with_tools(self, messages: list[Said]) -> list[Said]:
        """What is said while the model calls tools."""
        more: list[Said] = []
        for _ in range(self._thinking.caps.turns):
            prompt = Prompt(messages=(*messages, *more), tools=self._gateway.offered, most_tokens=TOOL_TOKENS)
            reply = self._ask(prompt)
            if reply.cut or not reply.calls:
                break
            calls = tuple(
                call.model_copy(update={"id": self._named(len(more), n)})
                for n, call in enumerate(self._gateway.heard(reply.calls))
            )
            more += [Said(role="assistant", calls=self._gateway.repeated(calls)), *self._gateway.answer(calls)]
            self._tell("event.model_tools", count=len(calls))
        return more

    def _named(self, message: int, call: int) -> str:
        """An identifier of our own: a model's may be missing, or be there twice."""
        return f"c{message:04}{call:04}"

    def _filled(self, messages: list[Said], judge: Judge[AnswerT], times: int) -> tuple[AnswerT | None, str]:
        """An answer in its form and what is wrong with it, or no answer and why."""
        most = most_tokens(self._form) * times
        reply = self._ask(Prompt(messages=tuple(messages), form=self._form, most_tokens=most))
        if reply.cut:
            return None, "cut"
        try:
            answer = self._answer.model_validate_json(reply.text, strict=True)
        except (ValidationError, RecursionError) as error:
            return None, _told(error)
        return answer, judge(answer)

    def _ask(self, prompt: Prompt) -> Reply:
        """The reply, from the trail when it is there; UnansweredError when there is none, or too much was used."""
        caps = self._thinking.caps
        asked = {"model": self._thinking.backend.model, "prompt": prompt.model_dump(mode="json")}
        heard = once(self._trail, "model", self._source, asked, Heard, lambda: self._heard(prompt))
        if heard.reply is None:
            failed = heard.failed or Message(code="event.model_form")
            raise UnansweredError(failed.code, **failed.args)
        self._tokens += heard.reply.prompt_tokens + heard.reply.completion_tokens
        if self._tokens > caps.tokens:
            raise UnansweredError("event.model_tokens", count=caps.tokens)
        return heard.reply

    def _heard(self, prompt: Prompt) -> Heard:
        """The model's reply or why there is none; asked again where that may help and does no harm."""
        for repeat in range(REPEATS + 1):
            if time.monotonic() - self._began > self._thinking.caps.seconds:
                return Heard(failed=Message(code="event.model_seconds", args={"count": self._thinking.caps.seconds}))
            try:
                reply = self._thinking.backend.ask(prompt, self._thinking.stopped)
            except BackendError as error:
                failed = shown(error.message)
                if self._thinking.stopped():
                    raise StoppedError("error.model_stopped") from error
                if not error.again:
                    break
                self._tell("event.model_again", number=repeat + 1)
                time.sleep(PAUSE_SECONDS * 2**repeat)
            else:
                return self._read(reply)
        return Heard(failed=failed)

    def _read(self, reply: Reply) -> Heard:
        """The reply, unless it is longer than any answer, or holds half characters, which nothing can write down."""
        said = reply.text + "".join(part for call in reply.calls for part in (call.id, call.tool, call.arguments))
        most = self._thinking.caps.bytes_heard
        if size(said) > most or any("\ud800" <= one <= "\udfff" for one in said):
            return Heard(failed=Message(code="event.model_unreadable", args={"count": most}))
        return Heard(reply=reply)

    def _tell(self, code: str, **args: str | int) -> None:
        self._progress(Event(source=self._source, message=Message(code=code, args=args)))


def _told(error: Exception) -> str:
    """What is wrong with an answer, in the words of its form; never what it held."""
    if isinstance(error, ValidationError):
        lines = error.errors(include_url=False, include_input=False, include_context=False)[:4]
        return "; ".join(f"{'/'.join(str(step) for step in line['loc'])}: {line['type']}" for line in lines)
    return "nested"
