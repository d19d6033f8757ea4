"""A scenario written as a workbook, or a workbook to be filled in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from copilot.model.clock import Clock
from copilot.model.errors import PlannerError
from copilot.model.noun import Language, Moment, TimeOfDay
from copilot.model.request import Request
from copilot.model.scenario import After, Expectation, Scenario
from copilot.sheets.cells import MOST_TEXT, Value
from copilot.sheets.columns import Column, Kind, column_of
from copilot.sheets.making import Making
from copilot.texts import Speaker
from scenarios._assemble import EXPECTED, HEAD, MILESTONES, REQUEST
from scenarios._book.forms import choices_of, is_single, kind_of, note_of, target_of
from scenarios._book.layout import LAYOUT_OF, REPORTS, SHEETS, Expected, Layout
from scenarios._cells import cell, is_marked
from scenarios._injects import INJECTS, written
from scenarios._write import head_of

SPARE = 300
README_WIDTHS = (26, 90, 10)
ADDED = 1_000
"""How far below the written rows a drop-down list looks for the names that a planner adds."""


def write_book(scenario: Scenario, language: Language) -> bytes:
    """The workbook of a scenario; reading it gives an equal scenario, save for its name."""
    title = scenario.title_fr if language == "fr" else scenario.title_en
    request = scenario.request(language)
    making = Making(language, Speaker(language)("book.title", title=title), request.marking, request.caveats)
    return _written(making, _rows(scenario, making.speak))


def template(language: Language) -> bytes:
    """A workbook without rows, where only what has a usual value is filled in."""
    making = Making(language, Speaker(language)("book.template"), "NP")
    usual = {layout.file: [_usual(layout, making.speak)] if layout.upright else [] for layout in SHEETS}
    return _written(making, usual)


def columns_for(layout: Layout, language: Language, last: Mapping[str, int]) -> dict[str, Column]:
    """The columns of a sheet as they are written; `last` is how many rows each sheet's lists look through."""
    speak = Speaker(language)
    return {
        column: Column(
            head=layout.head(column, language),
            kind=kind_of(layout, column),
            note=note_of(layout, column, language),
            choices=choices_of(field, speak),
            offered=_offered(layout, column, language, last),
        )
        for column, field in layout.columns.items()
    }


def _offered(layout: Layout, column: str, language: Language, last: Mapping[str, int]) -> str:
    target = target_of(layout, column)
    if target is None or not is_single(layout.columns[column]):
        return ""
    place = LAYOUT_OF[target.table]
    return column_of(place.title(language), list(place.columns).index(target.column), last.get(target.table, 0) + ADDED)


def _written(making: Making, rows: Mapping[str, list[Mapping[str, Value]]]) -> bytes:
    language = making.speak.language
    last = {file: len(found) for file, found in rows.items()}
    _readme(making, last)
    for layout in SHEETS:
        columns = columns_for(layout, language, last)
        if layout.upright:
            _upright(making, layout, columns, rows[layout.file][0])
        else:
            cells = [[row.get(column) for column in columns] for row in rows[layout.file]]
            making.table(layout.title(language), list(columns.values()), cells, SPARE)
    return making.content()


def _readme(making: Making, last: Mapping[str, int]) -> None:
    speak = making.speak
    lines: list[Sequence[Value]] = [[making.title], [making.marking], []]
    lines += [[speak(f"book.intro.{number}")] for number in ("one", "two", "three", "four")]
    lines += [[], [speak("book.intro.sheet"), speak("book.intro.holds"), speak("book.intro.rows")]]
    heads = (0, 1, len(lines) - 1)
    lines += [
        [
            layout.title(speak.language),
            speak(f"book.about.{layout.code}"),
            None if layout.upright else last[layout.file],
        ]
        for layout in SHEETS
    ]
    making.page(speak("book.readme"), lines, README_WIDTHS, heads)


def _count(layout: Layout, last: Mapping[str, int]) -> int | None:
    return None if layout.upright else last[layout.file]


def _upright(making: Making, layout: Layout, columns: Mapping[str, Column], values: Mapping[str, Value]) -> None:
    speak = making.speak
    title = layout.title(speak.language)
    shown = [Column(speak("book.field.field")), Column(speak("book.field.value"), "long", upright=True)]
    kinds: dict[int, Kind] = {row: column.kind for row, column in enumerate(columns.values(), start=1)}
    rows = [[column.head, values.get(name)] for name, column in columns.items()]
    making.table(title, shown, rows, kinds=kinds)
    for row, column in enumerate(columns.values(), start=1):
        making.note(title, row, 0, column.note)
        if column.choices:
            making.choose(title, row, 1, list(column.choices))


def _rows(scenario: Scenario, speak: Speaker) -> dict[str, list[Mapping[str, Value]]]:
    """The cells of every sheet, row by row."""
    clock = scenario.world.clock
    request = next(iter(scenario.requests.values()))
    rows: dict[str, list[Mapping[str, Value]]] = {
        HEAD: [_head(scenario, speak)],
        REQUEST: [_request(scenario, request, speak)],
        MILESTONES: [_cells(LAYOUT_OF[MILESTONES].columns, one, clock, speak) for one in request.milestones],
        REPORTS: [{"id": report.id, "text": _short(report.text)} for report in scenario.world.reports],
        INJECTS: [{**written(one, clock), "at": clock.at(one.at).replace(tzinfo=None)} for one in scenario.injects],
        EXPECTED: [dict(one) for one in _bounds(scenario.expectation)],
    }
    for layout in SHEETS:
        if layout.file not in rows:
            nouns = getattr(scenario.world, layout.file)
            rows[layout.file] = [_cells(layout.columns, noun, clock, speak) for noun in nouns]
    return rows


def _head(scenario: Scenario, speak: Speaker) -> Mapping[str, Value]:
    clock = scenario.world.clock
    columns = LAYOUT_OF[HEAD].columns
    cells = _cells(columns, head_of(scenario), clock, speak)
    return {**cells, "start": clock.at(0).replace(tzinfo=None)}


def _request(scenario: Scenario, request: Request, speak: Speaker) -> Mapping[str, Value]:
    columns = LAYOUT_OF[REQUEST].columns
    cells: dict[str, Value] = {}
    for part in (request.priorities, request.limits):
        own = {name: columns[name] for name in type(part).model_fields}
        cells |= _cells(own, part, scenario.world.clock, speak)
    return cells | {f"words_{language}": _short(one.words) for language, one in scenario.requests.items()}


def _bounds(expectation: Expectation) -> Iterable[Expected]:
    for what in ("items", "terms"):
        for of, bound in getattr(expectation, what).items():
            yield Expected(what=what, of=of, **dict(bound))
    for of, part in (("", expectation), *expectation.after.items()):
        for what in After.model_fields:
            bound = getattr(part, what, None)
            if bound is not None:
                yield Expected.model_validate({"what": what, "of": of or None, **dict(bound)})


def _cells(columns: Mapping[str, FieldInfo], noun: Any, clock: Clock, speak: Speaker) -> dict[str, Value]:
    return {name: _value(getattr(noun, name), field, clock, speak) for name, field in columns.items()}


def _value(value: Any, field: FieldInfo, clock: Clock, speak: Speaker) -> Value:
    """What a planner sees in a cell, which is read back as the value."""
    if value is None:
        return None
    if is_marked(field, Moment):
        return clock.at(value).replace(tzinfo=None)
    if isinstance(value, bool):
        return speak("book.yes" if value else "book.no")
    if isinstance(value, int | float) and not is_marked(field, TimeOfDay):
        return value
    return _short(cell(value, field, clock))


def _short(text: str) -> str:
    """The text, which must fit in a cell; PlannerError when it does not."""
    if len(text) > MOST_TEXT:
        raise PlannerError("error.book_text_long", count=MOST_TEXT, start=text[:40])
    return text


def _usual(layout: Layout, speak: Speaker) -> Mapping[str, Value]:
    none = Clock(start="2000-01-01T00:00:00Z", step=60, steps=1)
    usual = {name: field for name, field in layout.columns.items() if field.default is not PydanticUndefined}
    return {name: _value(field.default, field, none, speak) for name, field in usual.items()}
