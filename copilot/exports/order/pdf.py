"""An order as PDF, set by typst with the fonts that come inside it."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

import typst

from copilot.exports.order.blocks import Block, Document, Heading, Table
from copilot.exports.order.content import order
from copilot.model.ground import Ground
from copilot.model.plan import Plan
from copilot.texts import Speaker

STANDARD: Literal["ua-1"] = "ua-1"
"""Readable by a screen reader: tagged, titled, in a language."""


def pdf(plan: Plan, language: str, ground: Ground | None = None) -> bytes:
    """The order of a plan as PDF, the same bytes for the same plan; KeyError and PlannerError as for any order."""
    return printed(order(plan, language, ground, "pdf"), plan.clock.start.astimezone(UTC))


@lru_cache(maxsize=8)
def printed(document: Document, moment: datetime) -> bytes:
    """The pages of a document, dated as of a moment of the plan: the plan, not the hour of printing, makes the file."""
    data = json.dumps(_data(document), ensure_ascii=False, sort_keys=True)
    compiler = typst.Compiler(_template(), font_paths=_fonts(), sys_inputs={"data": data})
    made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=moment)
    if not isinstance(made, bytes):
        raise TypeError("one PDF is expected")
    return made


@cache
def _template() -> bytes:
    return files("copilot.exports.order").joinpath("order.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """The fonts inside typst, and no other: those of the machine would change the pages."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _data(document: Document) -> dict[str, Any]:
    """What the template is given: what must be read first before the contents, the rest after."""
    parts = [number for number, block in enumerate(document.blocks) if isinstance(block, Heading) and block.level == 1]
    shown = [_shown(block) for block in document.blocks]
    return {
        "language": document.language,
        "title": document.title,
        "marking": document.marking,
        "draft": document.draft,
        "foot": document.foot,
        "contents": Speaker(document.language)("export.order.contents"),
        "first": shown[: parts[1]],
        "blocks": shown[parts[1] :],
    }


def _shown(block: Block) -> dict[str, Any]:
    kind = {"kind": type(block).__name__.lower()}
    if not isinstance(block, Table):
        return kind | asdict(block)
    rows = [[{"text": one.text, "facts": one.facts, "mark": one.mark} for one in row] for row in block.rows]
    head = {"caption": block.caption, "columns": block.columns, "right": block.right, "dense": block.dense}
    return kind | head | {"rows": rows, "widths": block.widths}
