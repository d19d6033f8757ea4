"""The service for one person at a command line: scenarios and plans as files."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

import agents
import scenarios
from copilot.app import drafting
from copilot.app.grounds import ground_of
from copilot.app.minds import backend_of
from copilot.app.shelf import shelf_of
from copilot.exports import EXPORTERS, SUFFIX
from copilot.exports.markdown.after_action import after_action
from copilot.graph.naming import every_name
from copilot.graph.why import Why
from copilot.model.change import Change
from copilot.model.course import COURSES, EFFORTS, Course, Dropped
from copilot.model.errors import PlannerError, ScenarioError, UnknownNameError
from copilot.model.explanation import Explanation
from copilot.model.fact import Computed, Fact
from copilot.model.intake import Intake
from copilot.model.noun import Language
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.reaction import Reaction
from copilot.model.request import Request
from copilot.model.scenario import Scenario
from copilot.ports import Progress
from copilot.settings import Settings
from tools import check as checking
from tools.look.courses import chosen

ReadT = TypeVar("ReadT")
LONGEST_TEXT = 20_000
WANTED = 3
"""How many courses of action a planner is to have the choice of, where there are as many."""
WRITTEN = ("json", "markdown")
"""The forms that a draft leaves in when nothing else is asked."""


def scenario_names() -> tuple[str, ...]:
    """The bundled scenarios."""
    return scenarios.names()


def scenario(name_or_folder: str, asked: Path | None = None) -> Scenario:
    """A scenario, with another request when one is given; ScenarioError with every problem."""
    return scenarios.load(name_or_folder, asked)


def is_scenario(name: str) -> bool:
    """True for a bundled name, a folder or a workbook; false for what may name a run."""
    return name in scenarios.names() or Path(name).exists()


def moment(found: Scenario, text: str) -> int:
    """The minute that a local date and time, or a number of minutes, stands for; PlannerError when it is neither."""
    try:
        return int(text) if text.isdigit() else found.world.clock.minute(datetime.fromisoformat(text))
    except ValueError:
        raise PlannerError("error.moment", text=text) from None


def courses(found: Scenario, order: Order, progress: Progress) -> tuple[dict[Course, Plan], tuple[Dropped, ...]]:
    """Courses of action of which none is dominated and each is different, and what was drafted beside them.

    The four usual ones are drafted, each within the order's effort. While fewer than three are worth choosing between,
    others are tried: the main effort on each domain, then the four again from another seed.
    """
    others = [(course, order.seed) for course in EFFORTS] + [(course, order.seed + 1) for course in COURSES]
    tried = [_course(found, order, course, order.seed, progress) for course in COURSES]
    kept, dropped = chosen(tried)
    for course, seed in others:
        if len(kept) >= WANTED:
            break
        tried.append(_course(found, order, course, seed, progress))
        kept, dropped = chosen(tried)
    return kept, dropped


def _course(found: Scenario, order: Order, course: Course, seed: int, progress: Progress) -> Plan:
    means = drafting.Means(backend_of(order.model, Settings()))
    return drafting.draft(found, order.model_copy(update={"course": course, "seed": seed}), progress, None, means)


def reference(found: Scenario, order: Order, progress: Progress) -> Plan:
    """What each office in turn makes of a scenario within the same effort: to compare with, not to choose."""
    return drafting.draft(found, order.model_copy(update={"in_turn": True, "model": "none"}), progress)


def read_changes(path: Path) -> tuple[Change, ...]:
    """The changes of a JSON list; PlannerError names the first field that is wrong."""
    return _read(path, TypeAdapter(tuple[Change, ...]), "error.changes_file")


def read_request(path: Path) -> Request:
    """The request of a JSON file, as intake wrote it; PlannerError names the first field that is wrong."""
    return _read(path, TypeAdapter(Request), "error.request_file")


def read_text(path: Path) -> str:
    """A text in UTF-8; PlannerError when it is none, or too long to be read at once."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise PlannerError("error.text_file", path=str(path)) from error
    if len(text) > LONGEST_TEXT:
        raise PlannerError("error.text_long", path=str(path), count=LONGEST_TEXT)
    return text


def names(found: Scenario) -> dict[str, dict[str, str]]:
    """What the rows of a scenario are called, in each language."""
    return every_name(found.world)


def write_intake(read: Intake, folder: Path) -> None:
    """Writes what was understood where `draft` takes it as accepted: request.json, if any, and changes.json."""
    folder.mkdir(parents=True, exist_ok=True)
    if read.request is not None:
        (folder / "request.json").write_text(read.request.model_dump_json(indent=2) + "\n", encoding="utf-8")
    changes = tuple(one.change for one in read.changes)
    (folder / "changes.json").write_bytes(TypeAdapter(tuple[Change, ...]).dump_json(changes, indent=2) + b"\n")


def write_play(
    reactions: Sequence[Reaction], plans: Sequence[Plan], folder: Path, language: Language
) -> tuple[Path, ...]:
    """Writes each plan of a play in its order, and the after-action report; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, plan in enumerate(plans):
        written.append(folder / f"plan-{number:02}.json")
        written[-1].write_bytes(EXPORTERS["json"](plan, language))
    written.append(folder / "after-action.md")
    written[-1].write_bytes(after_action(plans[-1], reactions, language))
    return tuple(written)


def read_plan(path: Path) -> Plan:
    """The plan of a JSON file; PlannerError names the first field that is wrong."""
    return _read(path, TypeAdapter(Plan), "error.plan_file")


def _read(path: Path, kind: TypeAdapter[ReadT], code: str) -> ReadT:
    try:
        return kind.validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "/".join(str(step) for step in first["loc"]) or "-"
        raise PlannerError(code, path=str(path), count=error.error_count(), where=where, what=first["msg"]) from None


def check(found: Scenario, plan: Plan, parent: Plan | None = None, asked: Request | None = None) -> tuple[Plan, bool]:
    """The plan with today's verdict and findings, and whether its content still has the hash it was sealed under.

    The plan is held to what the scenario asks, or to the request that is `asked` instead: never to what it says itself
    that was asked. PlannerError when `parent` is not the plan that it was made from, as it was then.
    """
    if parent is not None:
        _refuse_other(parent, plan)
    request = asked or found.request(plan.request.language)
    review = checking.check(found.world, request, plan, parent)
    judged = plan.model_copy(update={"verdict": review.verdict, "findings": review.findings})
    return judged, plan.digest() == plan.id


def _refuse_other(parent: Plan, plan: Plan) -> None:
    if plan.parent is None:
        raise PlannerError("error.parent_none", revision=plan.revision)
    if parent.id != plan.parent:
        raise PlannerError("error.parent_other", given=parent.id[:12], named=plan.parent[:12])
    if parent.digest() != parent.id:
        raise PlannerError("error.parent_unsealed", given=parent.id[:12])


class Told(NamedTuple):
    """Explanations, the names of the rows that they mention, and the late items with their hours, costliest first."""

    found: list[Explanation]
    names: dict[str, dict[str, str]]
    late: dict[str, int]


def why(found: Scenario, plan: Plan, tasks: Sequence[str]) -> Told:
    """Why tasks of a plan (all that are left out, when none is named) are not done, or items not done earlier.

    UnknownNameError for a task that is neither left out nor in the plan.
    """
    request = plan.asked or found.request(plan.request.language)
    asked = Why.of(found.world, request, plan, agents.ALL, drafting.silent)
    explained = [asked.explain(task) for task in tasks or asked.missing()]
    return Told(explained, every_name(asked.world), {} if tasks else asked.late())


def adopt(one: Explanation, number: int, path: Path) -> tuple[Change, ...]:
    """The changes of a relaxation, written where `replan` reads them; PlannerError when there are none to adopt."""
    if number > len(one.reliefs):
        raise PlannerError("error.relief_unknown", number=number, count=len(one.reliefs))
    changes = one.reliefs[number - 1].changes
    if not changes:
        raise PlannerError("error.relief_unsaid", number=number)
    path.write_bytes(TypeAdapter(tuple[Change, ...]).dump_json(changes, indent=2) + b"\n")
    return changes


def formats() -> tuple[str, ...]:
    """The formats a plan can leave in."""
    return tuple(EXPORTERS)


def export(plan: Plan, form: str, language: Language, found: Scenario | None = None) -> bytes:
    """A plan as a document, with the scenario that it was made for when it is at hand.

    UnknownNameError for a format that does not exist, PlannerError for one that cannot do without the scenario.
    """
    if form not in EXPORTERS:
        raise UnknownNameError("format", form, EXPORTERS)
    return EXPORTERS[form](plan, language, None if found is None else ground_of(found, plan))


def scenario_of(plan: Plan) -> Scenario | None:
    """The scenario at hand that a plan names; None when there is none of that name, or it cannot be read."""
    try:
        return shelf_of(Settings()).load(plan.scenario)
    except (ScenarioError, UnknownNameError):
        return None


def write(
    plan: Plan,
    folder: Path,
    language: Language,
    forms: Sequence[str] = WRITTEN,
    found: Scenario | None = None,
    name: str = "plan",
) -> tuple[Path, ...]:
    """Writes plan.json, plan.md and the like into a folder, and returns their paths.

    Each appears whole or not at all, and none when one of them cannot be made.
    """
    contents = {f"{name}.{SUFFIX.get(form, form)}": export(plan, form, language, found) for form in forms}
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file, content in contents.items():
        partial = folder / f".{file}.part"
        partial.write_bytes(content)
        written.append(partial.replace(folder / file))
    return tuple(written)


def fact(plan: Plan, name: str) -> Fact:
    """A fact by identifier, or by the address of the figure it accounts for."""
    by_address = {one.about: one for one in plan.facts if one.about}
    found = plan.fact.get(name) or by_address.get(name)
    if found is None:
        raise UnknownNameError("fact", name, [*by_address, *plan.fact])
    return found


def chain(plan: Plan, start: Fact) -> Iterator[Fact]:
    """The fact and all those it rests on, each once."""
    seen: set[str] = set()
    todo = [start.id]
    while todo:
        name = todo.pop(0)
        if name not in seen:
            seen.add(name)
            yield plan.fact[name]
            origin = plan.fact[name].origin
            todo += origin.inputs if isinstance(origin, Computed) else ()
