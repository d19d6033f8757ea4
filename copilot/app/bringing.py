"""Scenarios out and in as workbooks: one brought is kept whole, or given back marked."""

from collections.abc import Callable
from pathlib import PurePath

import scenarios
from copilot.app.service import Document, ScenarioRead
from copilot.model.errors import ScenarioError
from copilot.model.noun import Language
from copilot.model.scenario import Scenario
from copilot.texts import Speaker

BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def scenario_book(found: Scenario | None, language: Language) -> Document:
    """The workbook of a scenario, or one to be filled in."""
    if found is None:
        name = f"{Speaker(language)('cli.book.template')}.xlsx"
        return Document(name=name, mime=BOOK, content=scenarios.template(language))
    return Document(name=f"{found.name}.xlsx", mime=BOOK, content=scenarios.write_book(found, language))


def scenario_taken(book: Document, language: Language, keep: Callable[[Scenario], str]) -> ScenarioRead:
    """The name that the scenario is kept under, or its problems beside a copy in which they are marked."""
    stem = PurePath(book.name).stem
    try:
        return ScenarioRead(name=keep(scenarios.scenario_of(book.content, stem)))
    except ScenarioError as error:
        content = scenarios.marked_book(book.content, error, language)
        name = f"{stem}-{Speaker(language)('cli.book.to_correct')}.xlsx"
        copy = None if content is None else book.model_copy(update={"name": name, "content": content})
        return ScenarioRead(problems=error.problems, marked=copy)
