"""Every schema that the product sends: taken by the server, and filled in so that our own types read it."""

import inspect
import json

import jsonschema
import pytest
from pydantic import ValidationError
from vllm_asked import prompt

import agents
from copilot.graph.adviser import AdviceForm
from copilot.graph.form import form
from copilot.graph.gateway import arguments_of
from copilot.graph.intake_form import IntakeForm, ReportForm
from copilot.graph.policy import chosen
from copilot.model.answer import Report
from copilot.model.talk import Offered

FORMS = [*(chosen(agent.answer) for agent in agents.ALL), Report, IntakeForm, ReportForm, AdviceForm]
TOOLS = list({tool.__name__: tool for agent in (*agents.ALL, agents.ADVISER) for tool in agent.tools}.values())
ANSWER_TOKENS = 400


def never():
    """Nobody stops."""
    return False


def offered(tool):
    """A tool as a model sees it."""
    return Offered(name=tool.__name__, description=inspect.getdoc(tool) or "", parameters=form(arguments_of(tool)))


@pytest.mark.parametrize("noun", FORMS, ids=lambda noun: noun.__name__)
def test_every_form_is_taken_and_held_to(served, noun):
    """The server takes the schema; an answer that comes to its end fits the schema, or is refused by our own type."""
    heard = served().ask(prompt(form=form(noun), most_tokens=ANSWER_TOKENS), never)
    if heard.cut:
        return
    answer = json.loads(heard.text)
    try:
        noun.model_validate_json(heard.text)
    except ValidationError:
        # A random model overruns lengths where it writes broken letters: our type must then refuse it, as it does.
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(answer, form(noun))
    else:
        jsonschema.validate(answer, form(noun))


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.__name__)
def test_every_tool_is_sent_as_it_is_offered(stub, stubbed, tool):
    """Name, description and bounded schema of a tool arrive whole, and strict."""
    stubbed().ask(prompt(tools=(offered(tool),), most_tokens=ANSWER_TOKENS), never)
    (sent,) = stub.asked[-1]["tools"]
    assert sent["function"]["strict"] is True
    assert sent["function"]["name"] == tool.__name__
    assert sent["function"]["parameters"] == offered(tool).parameters


@pytest.mark.parametrize("url", ["real"], indirect=True)
@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.__name__)
def test_every_tool_is_called_as_it_is_offered(served, tool):
    """A real server takes the tool; a call of it has its name, and arguments of its schema."""
    heard = served().ask(prompt(tools=(offered(tool),), most_tokens=ANSWER_TOKENS), never)
    for call in () if heard.cut else heard.calls:
        assert call.tool == tool.__name__
        jsonschema.validate(json.loads(call.arguments), offered(tool).parameters)


def test_both_kinds_of_schema_have_an_end():
    """No form is open: each text, list and number in it is bounded, and none takes a field of its own."""

    def walk(part):
        if isinstance(part, list):
            return all(walk(one) for one in part)
        if not isinstance(part, dict):
            return True
        if part.get("type") == "string" and not {"enum", "const", "pattern", "format"} & part.keys():
            assert "maxLength" in part, part
        if part.get("type") == "array":
            assert "maxItems" in part, part
        if part.get("type") in ("integer", "number") and not {"enum", "const"} & part.keys():
            assert {"minimum", "maximum"} & part.keys() or {"exclusiveMinimum", "exclusiveMaximum"} & part.keys(), part
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])
        return all(walk(value) for value in part.values())

    assert all(walk(form(noun)) for noun in FORMS)
    assert all(walk(form(arguments_of(tool))) for tool in TOOLS)
