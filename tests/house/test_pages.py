"""What the pages say exists."""

import re
import tomllib
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

import agents
from copilot.cli import intendance
from copilot.model.noun import LANGUAGES

HOME = Path(__file__).parents[2]
PAGES = ("README.md", "CONTRIBUTING.md", "docs/glossary.md", "bench/RESULTS.md", "docs/deployment.md")
VERB = re.compile(r"^(?:\$ |\| `)?intendance ([a-z]+)", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def _read(name: str) -> str:
    return (HOME / name).read_text(encoding="utf-8")


def test_the_readme_names_every_verb():
    """The verbs of the README are those of the command line, no more, no less."""
    assert set(VERB.findall(_read("README.md"))) == set(intendance.commands)


@pytest.mark.parametrize("verb", sorted(intendance.commands))
def test_the_readme_names_every_option(verb):
    """Each option of a verb stands in its line of the README; help and the two common ones are said once."""
    line = next(line for line in _read("README.md").splitlines() if line.startswith(f"| `intendance {verb}"))
    common = {"--help", "--language", "--json"}
    options = {name for option in intendance.commands[verb].params for name in option.opts if name.startswith("--")}
    assert {name for name in options - common if name not in line} == set()


@pytest.mark.parametrize(
    "page", [*PAGES, *(f"docs/decisions/{p.name}" for p in (HOME / "docs/decisions").glob("*.md"))]
)
def test_links_lead_somewhere(page):
    """Each link of a page to a file of the house leads to one."""
    links = LINK.findall(_read(page))
    assert [link for link in links if not ((HOME / page).parent / link).exists()] == []


def _bounds(field: FieldInfo) -> list[str]:
    """The words that a field may be, or its least and its greatest value."""
    if get_origin(field.annotation) is Literal:
        return list(get_args(field.annotation))
    least, most = (next(getattr(rule, end) for rule in field.metadata if hasattr(rule, end)) for end in ("ge", "le"))
    return [str(least), str(most)]


@pytest.mark.parametrize("agent", agents.ALL, ids=lambda agent: agent.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_brief_names_what_the_agent_may_choose_and_call(agent, language):
    """A brief names every choice with its bounds, and every tool; both languages have the same sections."""
    brief = agent.brief(language)
    own = {name: field for name, field in agent.answer.model_fields.items() if name not in ("reasons", "questions")}
    for name, field in own.items():
        line = next(line for line in brief.splitlines() if line.startswith(f"- `{name}`"))
        said = re.sub(r"(?<=\d)[\s,](?=\d{3})", "", line.partition("(")[2].partition(")")[0])
        assert [word for word in _bounds(field) if not re.search(rf"\b{word}\b", said)] == [], line
    assert [tool.__name__ for tool in agent.tools if f"`{tool.__name__}" not in brief] == []
    assert 25 <= len(brief.splitlines()) <= 50
    headings = [sum(line.startswith("## ") for line in agent.brief(one).splitlines()) for one in LANGUAGES]
    assert headings[0] == headings[1]


def test_every_direct_dependency_has_its_reason():
    """Each direct dependency has its line in docs/decisions/dependencies.md, and nothing else has."""
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    names = {re.match(r"[A-Za-z0-9-]+", one)[0] for one in asked}
    assert set(re.findall(r"^\| `([a-z0-9-]+)`", _read("docs/decisions/dependencies.md"), re.MULTILINE)) == names


def test_glossary_words_are_in_the_code():
    """Each code name of the glossary is a word of the code."""
    code = " ".join(
        file.read_text(encoding="utf-8")
        for room in ("copilot", "agents", "tools", "scenarios")
        for file in (HOME / room).rglob("*.py")
    )
    names = re.findall(r"^\| `([A-Za-z_]+)`", _read("docs/glossary.md"), re.MULTILINE)
    assert len(names) > 40
    assert [name for name in names if not re.search(rf"\b{name}\b", code)] == []
