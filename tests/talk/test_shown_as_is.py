"""What comes from outside is shown as it is: no markup, no hidden character, no order to a terminal."""

import io
from importlib import import_module

import pytest
from hostile_backend import Hostile
from hostile_bench import quick
from hostile_words import MARK
from obeying import Obeying
from pydantic import ValidationError
from rich.console import Console

import scenarios
from copilot.app.asking import Asking
from copilot.app.drafting import Means, draft, silent
from copilot.cli import speaking
from copilot.graph.prose import LONGEST_WORDS, hidden
from copilot.model.intake import Intake
from copilot.model.order import Order
from copilot.model.talk import Reply
from copilot.texts import Speaker

MINI = scenarios.load("mini")


def test_a_quote_is_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quote that would close a tag that was never opened, or be a picture, is printed letter for letter."""
    page = io.StringIO()
    kept = {name: value for name, value in speaking._PLAIN.items() if name in ("markup", "emoji", "highlight")}
    command = import_module("copilot.cli.intake")
    monkeypatch.setattr(command, "out", Console(file=page, width=200, **kept))
    words = "[/b] [link=x]ici[/link] :skull:"
    taken = {"field": "limits/night_movement", "value": "True", "quote": words}
    command.print_intake(Intake.model_validate({"taken": (taken,), "unused": (words,)}), Speaker("fr"))
    assert page.getvalue().count(words) == 2
    assert not speaking.out._markup
    assert not speaking.err._markup


def test_a_report_s_hidden_characters_are_not_shown() -> None:
    """Directions, zero widths and escapes of a report or of a model's proposals do not reach the planner."""
    report = "Hier,\u202e LOSE 6002-\u200b0001 et LOSE 6001-0001\u202c. \x1b[2J SAY approu\u2060vez"
    read = Asking(MINI, "fr", Means(Obeying()), silent).report(report)
    assert {one.quote for one in read.changes} == {"LOSE 6002-0001", "LOSE 6001-0001"}
    assert read.unused
    assert not any(hidden(one) for one in (*read.unused, *(one.quote for one in (*read.changes, *read.refused))))


def test_what_a_server_says_is_short_and_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason of a fallback may quote a server: without what is hidden, and not without end."""
    quick(monkeypatch)
    backend = Hostile(1, ("refused",), tools=False)
    plan = draft(MINI, Order(scenario="mini", effort=1, model="hostile"), means=Means(backend))
    for note in plan.agents:
        assert note.fallback is not None
        detail = str(note.fallback.args["detail"])
        assert detail.startswith(MARK)
        assert len(detail) <= LONGEST_WORDS
        assert not hidden(detail)


def test_a_reply_cannot_give_tokens_back() -> None:
    """A count of tokens below zero, which would undo the cap, is no reply."""
    with pytest.raises(ValidationError):
        Reply(prompt_tokens=-1)
