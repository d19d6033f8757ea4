"""However a model fails, the draft comes, valid, by procedure where needed, and says who was replaced and why."""

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hostile_bench import quick
from rich.console import Console

import scenarios
from copilot.adapters.models.scripted import Scripted
from copilot.adapters.models.vllm import Vllm
from copilot.app.drafting import Means, draft
from copilot.cli import comments
from copilot.exports.markdown import markdown
from copilot.graph import loop
from copilot.model.errors import BackendError
from copilot.model.noun import LANGUAGES
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.talk import Prompt, Reply, ToolCall
from copilot.ports import Event
from copilot.settings import Settings
from copilot.texts import Speaker

MINI = scenarios.load("mini")
ORDER = Order(scenario="mini", effort=1, model="failing")
Fault = Callable[[Prompt], Reply]


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)


def raising(code: str, again: bool = False, **args: str | int) -> Fault:
    """A server that gives no answer."""

    def fault(_prompt: Prompt) -> Reply:
        raise BackendError(code, again=again, address="http://modele", **args)

    return fault


def saying(text: str, **reply: Any) -> Fault:
    """A server that answers the form with this text."""
    return lambda _prompt: Reply(text=text, **reply)


FAULTS: dict[str, tuple[Fault, str, bool]] = {
    "killed in mid-stream": (raising("model.dropped", again=True), "model.dropped", True),
    "status 429": (raising("model.overloaded", again=True, status=429), "model.overloaded", True),
    "status 500": (raising("model.server_error", again=True, status=500, detail="x"), "model.server_error", True),
    "silence": (raising("model.silent"), "model.silent", False),
    "too slow": (raising("model.too_slow", seconds=60), "model.too_slow", False),
    "unreachable": (raising("model.unreachable"), "model.unreachable", False),
    "garbled": (raising("model.garbled", detail="ValueError"), "model.garbled", False),
    "empty answer": (raising("model.empty"), "model.empty", False),
    "truncated": (saying('{"margin_hours": 12', cut=True), "event.model_form", False),
    "truncated, and whole by chance": (saying('{"margin_hours": 12}', cut=True), "event.model_form", False),
    "invalid JSON": (saying("Voici : {margin_hours: 12}"), "event.model_form", False),
    "another form": (saying('{"marge": 12}'), "event.model_form", False),
    "nothing chosen": (saying("{}"), "event.model_form", False),
    "blank": (saying("  \n"), "event.model_form", False),
    "giant": (saying("x" * 200_000), "event.model_unreadable", False),
}


@dataclass
class Failing:
    """Implements Backend by the scripted model, but for one agent's form, which ends in a fault."""

    fault: Fault
    form: str = "PreparationAnswer"
    model: str = "failing"
    asked: list[str] = field(default_factory=list)

    def ask(self, prompt: Prompt, stopped: Callable[[], bool]) -> Reply:
        """The fault where it is due."""
        if prompt.form is None or prompt.form["title"] != self.form:
            return Scripted().ask(prompt, stopped)
        self.asked.append(repr(prompt))
        return self.fault(prompt)


def told(plan: Plan) -> dict[str, str]:
    """Which agents were replaced by their procedure, and the code of why."""
    return {note.agent: note.fallback.code for note in plan.agents if note.fallback is not None}


def summary(plan: Plan, speak: Speaker, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the command line prints of who answered."""
    page = io.StringIO()
    monkeypatch.setattr(comments, "out", Console(file=page, width=400, markup=False, emoji=False))
    comments.print_speakers(plan, speak)
    return page.getvalue()


def shown(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markdown and command line say, in both languages, that a procedure stands in, and why."""
    for language in LANGUAGES:
        speak = Speaker(language, plan.names, plan.clock)
        document = markdown(plan, language).decode()
        printed = summary(plan, speak, monkeypatch)
        for note in plan.agents:
            if note.fallback is not None:
                why = speak.say(note.fallback)
                assert speak("export.fallback", reason=why).split(".")[0] in document
                assert f"{speak('cli.speaker.procedure', agent=speak(f'desk.source.{note.agent}'))} {why}" in printed
                assert why.split(" ")[0] in document


@pytest.mark.parametrize("name", FAULTS)
def test_the_draft_comes_whatever_the_model_does(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One agent's model fails: its procedure answers, the others' models too, and the plan says which and why."""
    fault, code, again = FAULTS[name]
    backend = Failing(fault)
    plan = draft(MINI, ORDER, means=Means(backend))
    alone = draft(MINI, ORDER)
    assert plan.verdict == "VALID"
    assert told(plan) == {"preparation": code}
    by = {note.agent: (note.by, note.policy) for note in plan.agents}
    assert by["preparation"] == ("procedure", next(n.policy for n in alone.agents if n.agent == "preparation"))
    assert (by["logistics"][0], by["maintenance"][0]) == ("model", "model")
    assert "preparation" not in {one.by for one in plan.comments}
    times = len(backend.asked) - len(set(backend.asked))
    assert times == (loop.REPEATS if again else 0)
    shown(plan, monkeypatch)


def test_a_model_that_is_there_again_answers() -> None:
    """A server that fails twice and may be asked again is asked a third time, and its answer holds."""
    events: list[str] = []
    fails = iter((True, True))

    def fault(prompt: Prompt) -> Reply:
        if next(fails, False):
            raise BackendError("model.overloaded", again=True, address="http://modele", status=429)
        return Scripted().ask(prompt, lambda: False)

    def tell(event: Event) -> None:
        events.append(event.message.code)

    plan = draft(MINI, ORDER, tell, means=Means(Failing(fault)))
    assert told(plan) == {}
    assert events.count("event.model_again") == loop.REPEATS
    assert {one.by for one in plan.comments} >= {"preparation"}


def test_wrong_tool_names_are_answered_and_forgotten() -> None:
    """A model that calls tools that do not exist is told so, and its choices then count."""

    class Wrong(Scripted):
        """Calls what is not there."""

        def ask(self, prompt: Prompt, stopped: Callable[[], bool]) -> Reply:
            if prompt.form is None:
                return Reply(calls=(ToolCall(id="1", tool="stock_level", arguments="{}"),))
            assert '"error.tool_refused"' in "".join(one.text for one in prompt.messages if one.role == "tool") or (
                prompt.form["title"] == "Report"
            )
            return super().ask(prompt, stopped)

    plan = draft(MINI, ORDER, means=Means(Wrong()))
    assert (plan.verdict, told(plan)) == ("VALID", {})
    assert {note.by for note in plan.agents} == {"model"}


def test_a_silent_rapporteur_leaves_the_plan_as_it_is() -> None:
    """Without the comment on the draft the plan is the same, and says nothing of the rapporteur."""
    whole = draft(MINI, ORDER, means=Means(Failing(raising("model.silent"), form="none")))
    plan = draft(MINI, ORDER, means=Means(Failing(raising("model.silent"), form="Report")))
    assert plan.id == whole.id
    assert {one.by for one in whole.comments} - {one.by for one in plan.comments} == {"rapporteur"}


@contextmanager
def mute() -> Iterator[str]:
    """A server that takes every question and says nothing, until it is closed."""
    over = threading.Event()

    class Mute(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            over.wait(60)

        def log_message(self, *_words: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Mute)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_real_server_that_hangs_is_waited_for_no_longer_than_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the adapter of vLLM: all agents' procedures stand in, each saying that the server kept silent."""
    with mute() as url:
        backend = Vllm(Settings(model="mistral", model_url=url, model_silence=0.5, model_seconds=30))
        plan = draft(MINI, ORDER, means=Means(backend))
    assert plan.verdict == "VALID"
    assert told(plan) == dict.fromkeys(("logistics", "maintenance", "preparation"), "model.silent")
    assert plan.comments == ()
    assert plan.id != ""
    assert plan.items == draft(MINI, ORDER).items
    shown(plan, monkeypatch)
