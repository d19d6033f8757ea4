"""A scenario written as the folder that it could have been read from."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from copilot.model.clock import Clock
from copilot.model.noun import Moment, Noun, TimeOfDay
from copilot.model.scenario import Scenario
from copilot.model.world import TABLES, World
from scenarios._assemble import EXPECTED, HEAD, MILESTONES, REQUEST, Head
from scenarios._cells import cell, is_marked
from scenarios._injects import INJECTS, written
from scenarios._rows import columns_of


def write(scenario: Scenario, folder: Path) -> None:
    """Writes a scenario into a folder; reading the folder back gives an equal scenario, save for its name."""
    (folder / "tables").mkdir(parents=True)
    (folder / "reports").mkdir()
    for table in TABLES:
        _write_table(folder / "tables" / f"{table}.csv", table, scenario.world)
    for report in scenario.world.reports:
        _write_text(folder / "reports" / f"{report.id}.md", report.text)
    for language, request in scenario.requests.items():
        _write_text(folder / f"request.{language}.md", request.words)
    _write_text(folder / HEAD, _toml(head_of(scenario), scenario.world.clock))
    _write_text(folder / REQUEST, _request(scenario))
    if scenario.injects:
        lines = [written(inject, scenario.world.clock) for inject in scenario.injects]
        _write_lines(folder / f"{INJECTS}.csv", lines[0], (line.values() for line in lines))
    _write_text(folder / EXPECTED, scenario.expectation.model_dump_json(indent=2))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")


def _write_table(path: Path, table: str, world: World) -> None:
    columns = columns_of(TABLES[table])
    rows = getattr(world, table)
    cells = ([cell(getattr(row, name), field, world.clock) for name, field in columns.items()] for row in rows)
    _write_lines(path, columns, cells)


def _write_lines(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def head_of(scenario: Scenario) -> Head:
    clock = scenario.world.clock
    request = next(iter(scenario.requests.values()))
    return Head(
        title_fr=scenario.title_fr,
        title_en=scenario.title_en,
        start=f"{clock.at(0):%Y-%m-%dT%H:%M:%S}",
        zone=clock.zone,
        step_minutes=clock.step,
        steps=clock.steps,
        marking=request.marking,
        caveats=request.caveats,
    )


def _request(scenario: Scenario) -> str:
    clock = scenario.world.clock
    request = next(iter(scenario.requests.values()))
    parts = [f"[priorities]\n{_toml(request.priorities, clock)}", f"[limits]\n{_toml(request.limits, clock)}"]
    parts += [f"[[{MILESTONES}]]\n{_toml(milestone, clock)}" for milestone in request.milestones]
    return "\n\n".join(parts)


def _toml(noun: Noun, clock: Clock) -> str:
    """The lines of a noun in TOML; what is None is left out."""
    lines = []
    for name, field in columns_of(type(noun)).items():
        value = getattr(noun, name)
        if value is None:
            continue
        plain = isinstance(value, bool | int | tuple) and not (is_marked(field, Moment) or is_marked(field, TimeOfDay))
        lines.append(f"{name} = {json.dumps(value if plain else cell(value, field, clock), ensure_ascii=False)}")
    return "\n".join(lines)
