"""An order as a file for a word processor, with its marking in head and foot."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC

import docx as word_files
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from copilot.exports.order.blocks import Block, Bullets, Cell, Document, Heading, Mark, Quote, Table, Text
from copilot.exports.order.content import order
from copilot.model.ground import Ground
from copilot.model.plan import Plan

FONT = "Arial"
WIDTH, MARGIN = 210, 16
INK, FAINT = RGBColor(0x1B, 0x27, 0x33), RGBColor(0x5D, 0x6B, 0x78)
INKS: dict[Mark, RGBColor] = {
    "good": RGBColor(0x0B, 0x6B, 0x3A), "bad": RGBColor(0xA3, 0x16, 0x1A), "warn": RGBColor(0x7A, 0x4B, 0x00)
}  # fmt: skip
SIGNS: dict[Mark, str] = {"good": "\u25cf", "bad": "\u25b2", "warn": "\u25c6"}
TAGS = {"fr": "fr-FR", "en": "en-GB"}
SIZES = {1: 14.0, 2: 11.5, 3: 10.0}
LINE, NO_LINE = {"val": "single", "sz": "4", "color": "B8C2CC"}, {"val": "nil"}
RULES = {"top": LINE, "left": NO_LINE, "bottom": LINE, "right": NO_LINE, "insideH": LINE, "insideV": NO_LINE}
_ASIDE, _ABOVE = {"w": "50", "type": "dxa"}, {"w": "20", "type": "dxa"}
ROOM = {"top": _ABOVE, "left": _ASIDE, "bottom": _ABOVE, "right": _ASIDE}
"""Lines between rows only, and room around a cell's text in twentieths of a point."""
OLDEST = (1980, 1, 1, 0, 0, 0)


def docx(plan: Plan, language: str, ground: Ground | None = None) -> bytes:
    """The order of a plan as .docx, the same bytes for the same plan; KeyError and PlannerError as for any order."""
    told = order(plan, language, ground, "docx")
    word = word_files.Document()
    _set_up(word, told, plan)
    title = word.add_paragraph()
    _run(title, told.title, 19, bold=True)
    for block in told.blocks:
        _add(word, block)
    return _packed(word)


def _set_up(word: Word, told: Document, plan: Plan) -> None:
    """Page, styles, properties: dated as of the start of the plan's window, whenever the file is made."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.header_distance = section.footer_distance = Mm(8)
    style = word.styles["Normal"]
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(9), INK
    style.paragraph_format.space_after = Pt(3)
    _only_font(style)
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), TAGS[told.language])
    style.element.get_or_add_rPr().append(tag)
    for level, size in SIZES.items():
        head = word.styles[f"Heading {level}"]
        head.font.name, head.font.size, head.font.color.rgb, head.font.bold = FONT, Pt(size), INK, True
        _only_font(head)
        head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(size), Pt(4)
        head.paragraph_format.keep_with_next = True
    about = word.core_properties
    about.title, about.author, about.keywords, about.language = told.title, "", told.marking, TAGS[told.language]
    about.created = about.modified = plan.clock.start.astimezone(UTC)
    about.comments = ""
    _bands(section, told)


def _only_font(style: ParagraphStyle) -> None:
    """The style has the font in every script, whatever the theme of the template says."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def _bands(section: Section, told: Document) -> None:
    """The marking in the middle of head and foot, between what the plan is and which page this is."""
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for band in (head, foot):
        stops = band.paragraph_format.tab_stops
        for old in band.style.paragraph_format.tab_stops if band.style else ():
            stops.add_tab_stop(old.position, WD_TAB_ALIGNMENT.CLEAR)
        stops.add_tab_stop(Mm((WIDTH - 2 * MARGIN) / 2), WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(Mm(WIDTH - 2 * MARGIN), WD_TAB_ALIGNMENT.RIGHT)
        _run(band, told.draft, 10, bold=True, ink=INKS["bad"])
        _run(band, f"\t{told.marking}\t", 9, bold=True)
    _run(head, told.foot, 8, ink=FAINT)
    _field(foot, "PAGE")
    _run(foot, " / ", 9)
    _field(foot, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that the word processor works out."""
    for kind in ("begin", "", "end"):
        run = _run(paragraph, "", 9)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = code
        run._r.append(mark)


def _add(word: Word, block: Block) -> None:
    if isinstance(block, Heading):
        word.add_heading(block.text, block.level)
    elif isinstance(block, Text):
        _paragraph(word, block)
    elif isinstance(block, Quote):
        for line in block.lines:
            quoted = word.add_paragraph(line)
            quoted.paragraph_format.left_indent = Mm(6)
    elif isinstance(block, Bullets):
        for line in block.lines:
            word.add_paragraph(line, style="List Bullet").paragraph_format.space_after = Pt(1)
    else:
        _table(word, block)


def _paragraph(word: Word, block: Text) -> None:
    paragraph = word.add_paragraph()
    run = _run(paragraph, block.text, 9, bold=block.style == "strong")
    if block.style == "meaning":
        run.italic = True
        paragraph.paragraph_format.left_indent = Mm(3)
        paragraph.paragraph_format.space_before = Pt(3)
    paragraph.paragraph_format.keep_with_next = block.style == "strong"


def _table(word: Word, block: Table) -> None:
    if block.caption:
        caption = word.add_paragraph()
        _run(caption, block.caption, 9.5, bold=True)
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.space_before = Pt(8)
    table = word.add_table(rows=len(block.rows) + 1, cols=len(block.columns), style="Table Grid")
    table.autofit = False
    widths = _widths(block)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    cells = table._cells  # one look-up for all of them: each by itself takes as long as the whole
    size = 6.0 if block.dense else 7.0
    for place, name in enumerate(block.columns):
        cells[place].width = widths[place]
        _shade(cells[place]._tc)
        _run(cells[place].paragraphs[0], name, size, bold=True)
    for number, row in enumerate(block.rows, start=1):
        for place, cell in enumerate(row):
            held = cells[number * len(block.columns) + place]
            held.width = widths[place]
            _fill(held.paragraphs[0], cell, size, place in block.right, block.dense)
    for paragraph in (one for cell in cells for one in cell.paragraphs):
        paragraph.paragraph_format.space_after = Pt(0)
    _ruled(table, tall=all(not cell.text for row in block.rows for cell in row))


def _widths(block: Table) -> Sequence[Mm]:
    whole = WIDTH - 2 * MARGIN
    return [Mm(whole * width / sum(block.widths)) for width in block.widths]


def _fill(paragraph: Paragraph, cell: Cell, size: float, right: bool, dense: bool) -> None:
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if cell.mark:
        _run(paragraph, f"{SIGNS[cell.mark]}\u00a0{cell.text}", size, bold=True, ink=INKS[cell.mark])
    else:
        _run(paragraph, cell.text, size)
    if cell.facts and not dense:
        paragraph.add_run().add_break()
        _run(paragraph, " ".join(cell.facts), 5.5, ink=FAINT)


def _ruled(table: WordTable, tall: bool) -> None:
    """The head comes again on each page, and no row is cut by the end of one; rows to be written in are high."""
    look = table._tbl.tblPr
    look.append(_sized("w:tblBorders", RULES))
    look.append(_sized("w:tblCellMar", ROOM))
    for number, row in enumerate(table._tbl.tr_lst):
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        elif tall:
            row.trHeight_val = Mm(8)


def _sized(name: str, sides: Mapping[str, Mapping[str, str]]) -> BaseOxmlElement:
    """An element with one child a side."""
    whole = OxmlElement(name)
    for side, values in sides.items():
        part = OxmlElement(f"w:{side}")
        for key, value in values.items():
            part.set(qn(f"w:{key}"), value)
        whole.append(part)
    return whole


def _shade(cell: object) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "E9EDF1")
    cell.get_or_add_tcPr().append(shade)  # type: ignore[attr-defined]


def _run(paragraph: Paragraph, text: str, size: float, bold: bool = False, ink: RGBColor = INK) -> Run:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.font.color.rgb = Pt(size), bold, ink
    return run


def _packed(word: Word) -> bytes:
    """The file with every part dated alike, so that the same plan gives the same bytes."""
    held, target = io.BytesIO(), io.BytesIO()
    word.save(held)
    with zipfile.ZipFile(held) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            packed.writestr(zipfile.ZipInfo(name, OLDEST), source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
