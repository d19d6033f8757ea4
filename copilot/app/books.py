"""Workbooks at a command line: scenarios in and out, decisions in."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import scenarios
from copilot.app.decided import decisions_of, marked_decisions
from copilot.app.standing import refuse_impossible
from copilot.model.decision import Decision
from copilot.model.errors import BookError, OperatorError, PlannerError, ScenarioError
from copilot.model.noun import Language
from copilot.model.plan import Plan
from copilot.sheets.guard import contents


def write_scenario(name: str, path: Path, language: Language) -> None:
    """Writes the workbook of a scenario."""
    put(path, scenarios.write_book(scenarios.load(name), language))


def write_template(path: Path, language: Language) -> None:
    """Writes a workbook to be filled in."""
    put(path, scenarios.template(language))


def read_scenario(path: Path, folder: Path) -> None:
    """Writes the scenario of a workbook into a new folder, whole, or nothing.

    ScenarioError carries every problem of the workbook. PlannerError when the folder holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise PlannerError("error.book_folder", path=str(folder))
    found = scenarios.load_book(path)
    partial = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        scenarios.write(found, partial)
        if folder.exists():
            folder.rmdir()
        partial.replace(folder)
    except OSError as error:
        raise OperatorError("error.book_written", path=str(folder), what=str(error.strerror)) from error


def mark_scenario(path: Path, error: ScenarioError, copy: Path, language: Language) -> bool:
    """Writes a copy of a refused workbook with each wrong cell marked; False when it could not even be opened."""
    told = scenarios.marked_book(contents(path), error, language)
    if told is not None:
        put(copy, told)
    return told is not None


def decisions(plan: Plan, path: Path, by: str) -> tuple[Decision, ...]:
    """The decisions of a plan's workbook; BookError with every problem, PlannerError for another plan's."""
    return decisions_of(contents(path), plan, by, datetime.now(UTC))


def mark_decisions(plan: Plan, path: Path, error: BookError, copy: Path, language: Language) -> bool:
    """Writes a copy of a refused workbook with each wrong cell marked; False when it could not even be opened."""
    told = marked_decisions(contents(path), plan, error, language)
    if told is not None:
        put(copy, told)
    return told is not None


def written(decided: tuple[Decision, ...]) -> bytes:
    """Decisions as the JSON list that `replan --decisions` reads."""
    return TypeAdapter(tuple[Decision, ...]).dump_json(decided, indent=2) + b"\n"


def read_decisions(path: Path, plan: Plan) -> tuple[Decision, ...]:
    """The decisions on items of a plan, of a JSON list; PlannerError when they are on another, or cannot apply."""
    try:
        found = TypeAdapter(tuple[Decision, ...]).validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "/".join(str(step) for step in first["loc"]) or "-"
        told: dict[str, str | int] = {"path": str(path), "count": error.error_count(), "where": where}
        raise PlannerError("error.decisions_file", **told, what=first["msg"]) from None
    for decision in found:
        if decision.plan != plan.id or not decision.item:
            raise PlannerError("error.decisions_other", given=decision.plan[:12], plan=plan.id[:12])
        refuse_impossible(decision, plan)
    return found


def put(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all; OperatorError when it cannot be written."""
    partial = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        raise OperatorError("error.book_written", path=str(path), what=str(error.strerror)) from error
