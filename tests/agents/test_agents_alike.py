"""What holds for every agent: same files, pure functions, described tools, and only its own tools."""

import inspect
import re
from importlib.resources import files
from typing import get_args

import pytest

import agents
import scenarios
from copilot.graph.toolbox import MOST_CALLS, Toolbox
from copilot.model.answer import Answer
from copilot.model.errors import ModelError
from copilot.model.fact import FactBook
from copilot.model.noun import LANGUAGES, digest
from copilot.model.world import World
from copilot.texts import texts

FILES = {"__init__.py", "answer.py", "brief.en.md", "brief.fr.md", "contribute.py", "procedure.py"}
each_agent = pytest.mark.parametrize("agent", agents.ALL, ids=lambda agent: agent.name)


def test_the_three_agents() -> None:
    """One agent a domain, in the order of their turns."""
    assert [agent.name for agent in agents.ALL] == ["logistics", "maintenance", "preparation"]


@each_agent
def test_every_agent_folder_has_the_same_files(agent) -> None:
    """Briefs in both languages beside the answer, the procedure and the contribution."""
    assert {entry.name for entry in files(agent.package).iterdir()} >= FILES
    assert all(agent.brief(language).startswith("#") for language in LANGUAGES)


@each_agent
@pytest.mark.parametrize("name", ["mini", "crue-argens"])
def test_a_turn_is_a_pure_function(agent, name: str, answering) -> None:
    """The same answer and the same contribution twice, and the world is what it was."""
    scenario = scenarios.load(name)
    world, request = scenario.world, scenario.requests["fr"]
    before = digest(world)
    answers = [answering(agent, world, request) for _ in range(2)]
    contributions = [agent.contribute(world, request, answer) for answer in answers]
    assert answers[0] == answers[1]
    assert contributions[0] == contributions[1]
    assert digest(world) == before
    assert contributions[0].policy == answers[0].policy


@each_agent
def test_names_are_given_once_and_facts_are_there(agent, mini, asked, brought) -> None:
    """No activity, mode or fact has another's name, and every source is a fact of the contribution."""
    found = brought(agent, mini, asked)
    for names in (
        [activity.id for activity in found.activities],
        [fact.id for fact in found.facts],
        *([mode.id for mode in activity.modes] for activity in found.activities),
    ):
        assert len(set(names)) == len(names)
    sources = {name for a in found.activities for name in (*a.sources, *(n for mode in a.modes for n in mode.sources))}
    assert sources <= {fact.id for fact in found.facts}


@each_agent
def test_every_tool_says_what_each_argument_is(agent) -> None:
    """The first parameter is the world; each other one is a name or a whole number, described in the docstring."""
    for tool in agent.tools:
        first, *others = inspect.signature(tool, eval_str=True).parameters.values()
        assert first.annotation is World
        doc = inspect.getdoc(tool) or ""
        assert {get_args(one.annotation)[:1] or (one.annotation,) for one in others} <= {(str,), (int,)}
        described = re.findall(r"^ +(\w+): \w+", doc.partition("Args:")[2], re.MULTILINE)
        assert described == [one.name for one in others]


@each_agent
def test_the_choices_of_an_agent_are_bounded_and_described(agent) -> None:
    """No choice is left to grow without limit, and a model that fills it in is told what it is."""
    schema = agent.answer.model_json_schema()
    for name in agent.answer().policy:
        field = schema["properties"][name]
        assert field["description"]
        assert {"minimum", "maximum"} <= field.keys() or {"enum", "const"} & field.keys() or field["type"] == "boolean"


@each_agent
def test_a_tool_of_another_agent_is_refused(agent, mini) -> None:
    """A call of a tool that is not the agent's raises an error that a model may read, and leaves no run."""
    book = FactBook("T", "1")
    toolbox = Toolbox(agent.name, mini, agent.tools, book, lambda event: None)
    foreign = [tool for other in agents.ALL for tool in other.tools if tool not in agent.tools]
    assert foreign
    for tool in foreign:
        with pytest.raises(ModelError) as refused:
            toolbox.call(tool, asset="6001-0001", ahead=1)
        assert refused.value.message.code == "error.tool_refused"
    assert book.runs == ()


def test_calls_are_recorded_and_limited(mini) -> None:
    """The same call twice is one run; past the most calls a run may make, calls are refused; the calls are told."""
    told, book = [], FactBook("T", "1")
    agent = agents.ALL[0]
    toolbox = Toolbox(agent.name, mini, agent.tools, book, told.append)
    for _ in range(MOST_CALLS):
        called = toolbox.call(agent.tools[0], site="STE-MENEHOULD", item="EAU")
    assert [run.id for run in book.runs] == [called.run]
    assert book.runs[0].arguments == {"site": "STE-MENEHOULD", "item": "EAU"}
    with pytest.raises(ModelError) as refused:
        toolbox.call(agent.tools[0], site="STE-MENEHOULD", item="EAU")
    assert refused.value.message.code == "error.too_many_calls"
    toolbox.report()
    assert [(event.source, event.message.args["tool"]) for event in told] == [("logistics", "days_of_supply")]


@each_agent
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_that_a_model_makes_can_be_told(agent, language) -> None:
    """A choice that departs from the standing procedure is an assumption with a text; a word of each has its own."""
    own = {name: field for name, field in agent.answer.model_fields.items() if name not in Answer.model_fields}
    for name, field in own.items():
        words = [value for value in get_args(field.annotation) if isinstance(value, str)]
        for code in [f"chosen.{name}_{word}" for word in words] or [f"chosen.{name}"]:
            assert "{value}" in texts(language)[code] or words
        assert f"desk.policy.{name}" in texts(language)
