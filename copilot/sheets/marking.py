"""A workbook that was refused, written again with each wrong cell marked, commented and listed."""

import re
from collections.abc import Mapping, Sequence

from copilot.model.errors import Problem
from copilot.model.noun import Language
from copilot.model.request import Marking
from copilot.sheets.columns import Column
from copilot.sheets.making import Making
from copilot.sheets.reading import Book, Sheet
from copilot.sheets.scan import place_of
from copilot.texts import Speaker

WIDTHS = (24, 10, 26, 34, 100)
SPARE = 200
LONGEST_TITLE = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def marked(
    book: Book,
    problems: Sequence[Problem],
    language: Language,
    title: str,
    columns: Mapping[str, Sequence[Column]],
    signed: tuple[Marking, Sequence[str]],
) -> bytes:
    """The values of a workbook with what is wrong in red, after a first sheet that lists it all.

    `columns` says how the sheets that are known were written; what is not a value (a formula, a picture) is not kept.
    """
    making = Making(language, title, *signed)
    name = making.speak("book.errors")
    titles = _titles(book, name)
    _list(making, name, problems, titles)
    for old, sheet in book.sheets.items():
        if old in titles:
            _again(making, titles[old], sheet, columns.get(old, ()), problems)
    return making.content()


def said(problem: Problem, speak: Speaker) -> str:
    """What was expected, and the nearest known name."""
    near = speak("book.wrong.nearest", name=problem.nearest) if problem.nearest else ""
    return f"{speak.say(problem.message)} {near}".strip()


def _titles(book: Book, listed: str) -> dict[str, str]:
    """What each sheet but the list is called in the copy: its own name, as far as a spreadsheet takes it."""
    titles: dict[str, str] = {}
    taken = {listed.casefold()}
    for name in book.sheets:
        if name == listed:
            continue
        title = _FORBIDDEN.sub("_", name)[:LONGEST_TITLE].strip("' ") or "_"
        for number in range(2, len(book.sheets) + 2):
            if title.casefold() not in taken:
                break
            title = f"{title[: LONGEST_TITLE - 4]}_{number}"
        taken.add(title.casefold())
        titles[name] = title
    return titles


def _list(making: Making, name: str, problems: Sequence[Problem], titles: Mapping[str, str]) -> None:
    speak = making.speak
    heads = [speak(f"book.wrong.{code}") for code in ("sheet", "cell", "column", "value", "expected")]
    lines = [[speak("book.wrong.intro", count=len(problems))], [making.marking], heads]
    for one in problems:
        lines.append([one.table, one.cell, one.column or "", one.value, said(one, speak)])
    making.page(name, lines, WIDTHS, heads=(0, 1, 2))
    making.links(name, 3, [(titles.get(one.table, ""), one.cell) for one in problems], place=1)


def _again(making: Making, title: str, sheet: Sheet, columns: Sequence[Column], problems: Sequence[Problem]) -> None:
    wrong: dict[tuple[int, int], str] = {}
    for one in problems:
        place = place_of(one.cell) if one.table == sheet.name else None
        if place is not None:
            at = (place[0] - 1, place[1] - 1)
            wrong[at] = "\n".join(filter(None, (wrong.get(at, ""), said(one, making.speak))))
    width = max((place + 1 for _, place in wrong), default=0)
    rows = [[*row, *[None] * (width - len(row))] for row in sheet.rows]
    if columns:
        making.table(title, [*columns, *[Column("")] * (width - len(columns))], rows[1:], SPARE, wrong)
    else:
        making.values(title, rows, wrong)
