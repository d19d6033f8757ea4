"""An order in five paragraphs, on pages that say what they are."""

import io
import re
import shutil
import subprocess
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import docx
import pypdfium2
import pytest

from copilot.exports import EXPORTERS
from copilot.exports.order.blocks import Table, clean
from copilot.exports.order.content import order
from copilot.exports.order.leaf import Leaf
from copilot.exports.order.parts.supply import stock_report
from copilot.model.activity import Unmet
from copilot.model.errors import PlannerError
from copilot.model.ground import Ground
from copilot.model.noun import LANGUAGES, Language, Message
from copilot.model.plan import Plan
from copilot.model.world import Closure
from copilot.sheets.cells import text_of
from copilot.sheets.reading import read_book
from copilot.texts import texts

TABLES = ("t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8")
HOSTILE = 'X#import "@preview/cetz:0.2.0" *gras* $x^2$ @lien <b> \\ \u202e `c` | fin'
FONTS = {"LibertinusSerif", "DejaVuSansMono", "NewCM"}


def flat(text: str) -> str:
    """A text without what pages do to it: spaces, line ends, hyphens of the end of a line."""
    return re.sub(r"[\s\u00ad\ufffe-]+", "", unicodedata.normalize("NFKC", text))


def pages(content: bytes) -> list[str]:
    """The text of each page of a PDF."""
    read = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in read]


def body(content: bytes) -> str:
    """Every text of a .docx, its head and foot left out."""
    read = docx.Document(io.BytesIO(content))
    cells = (cell.text for table in read.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in read.paragraphs), *cells])


@pytest.fixture(scope="module")
def printed(drafted: Plan, ground: Ground) -> dict[str, bytes]:
    """The PDF of the draft in each language."""
    return {language: EXPORTERS["pdf"](drafted, language, ground) for language in LANGUAGES}


@pytest.fixture(scope="module")
def troubled(drafted: Plan, ground: Ground) -> tuple[Plan, Ground]:
    """A plan that fails: a stock that runs out, a milestone missed, a need unmet, a road that is cut, hostile words."""
    short = {"short": ((500, 600),), "lacking": 100}
    place = "STE-MENEHOULD"
    stocks = tuple(one.model_copy(update=short) if one.site == place else one for one in drafted.stocks)
    milestones = tuple(one.model_copy(update={"met": False}) for one in drafted.milestones)
    said = {"label": Message(code="label.supplied_all"), "cause": Message(code="cause.no_time")}
    need = Unmet(id="U-1", domain="logistics", mandatory=True, **said)
    request = drafted.request.model_copy(update={"words": HOSTILE, "marking": "DR"})
    update = {"stocks": stocks, "milestones": milestones, "unmet": (need,), "request": request}
    shut = Closure(row=2, leg=ground.world.legs[0].id, start=0, end=600, reason_fr=HOSTILE, reason_en=HOSTILE)
    world = ground.world.model_copy(update={"closures": (shut,)})
    return drafted.model_copy(update=update), ground.model_copy(update={"world": world})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_what_it_is(printed: dict[str, bytes], language: str) -> None:
    """Marking in head and foot, draft there and across, the page's number and how many there are."""
    said = texts(language)
    found = pages(printed[language])
    for number, text in enumerate(found, start=1):
        assert text.count("Exercice") >= 2, number
        assert text.count(said["export.marking.NP"]) >= 2, number
        assert text.count(said["export.order.draft"]) >= 3, number
        assert f"{number}/{len(found)}" in flat(text)


def test_an_approved_order_is_no_draft(approved: Plan, ground: Ground) -> None:
    """With an approval of this very plan the word leaves every page, the title says order, and who approved is said."""
    text = "\n".join(pages(EXPORTERS["pdf"](approved, "fr", ground)))
    assert texts("fr")["export.order.draft"] not in text
    assert "Ordre\u00ab" in flat(text).partition("cne")[0]
    assert "cne Aubry" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_there_and_says_what_it_means(
    printed: dict[str, bytes], drafted: Plan, ground: Ground, language: Language
) -> None:
    """T1 to T8 stand in PDF and DOCX alike with all their cells, and a sentence follows each table."""
    told = order(drafted, language, ground, "pdf")
    paper, word = flat("".join(pages(printed[language]))), flat(body(EXPORTERS["docx"](drafted, language, ground)))
    for code in TABLES:
        caption = flat(clean(texts(language)[f"export.order.table.{code}"], language))
        assert caption in paper
        assert caption in word
    for place, block in enumerate(told.blocks):
        if isinstance(block, Table):
            assert getattr(told.blocks[place + 1], "style", "") == "meaning", block.caption
            for cell in (cell for row in block.rows for cell in row if cell.text):
                assert flat(cell.text) in word
                assert flat(cell.text) in paper


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_hurts_is_read_first(troubled: tuple[Plan, Ground], language: Language) -> None:
    """Reserves, decisions, unmet needs and assumptions come before the situation; what stops says when."""
    told = order(troubled[0], language, troubled[1], "pdf")
    said, heads = texts(language), [getattr(block, "text", "") for block in told.blocks]
    names = ("order.part.first", "order.part.reserves", "section.decisions", "section.unmet", "section.assumptions")
    places = [heads.index(said[f"export.{name}"]) for name in (*names, "order.part.situation", "order.part.origins")]
    assert places == sorted(places)
    text = flat("".join(pages(EXPORTERS["pdf"](*troubled[:1], language, troubled[1]))))
    moment = "lun. 01/06 08:20" if language == "fr" else "Mon 01/06 08:20"
    reserve = said["export.order.stops"].partition("{moment}")[0].rpartition("}")[2] + moment
    assert flat(reserve) in text
    assert flat(said["export.marking.DR"]) in text


def test_words_are_never_markup(troubled: tuple[Plan, Ground]) -> None:
    """What a person or a table says is set as it is written, in both formats; the template itself fetches nothing."""
    shown = flat(HOSTILE.replace("\u202e", ""))
    assert shown in flat("".join(pages(EXPORTERS["pdf"](troubled[0], "fr", troubled[1]))))
    assert shown in flat(body(EXPORTERS["docx"](troubled[0], "fr", troubled[1])))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_is_resolved(drafted: Plan, ground: Ground, language: Language) -> None:
    """Each fact beside a figure is a row of the last annex, with its value and where it comes from."""
    *blocks, _ = order(drafted, language, ground, "pdf").blocks
    annex = blocks.pop()
    assert isinstance(annex, Table)
    cited = {
        fact for one in blocks if isinstance(one, Table) for row in one.rows for cell in row for fact in cell.facts
    }
    assert len(cited) > 40
    resolved = {row[0].text: (row[1].text, row[2].text) for row in annex.rows}
    assert cited <= resolved.keys()
    assert all(value and origin for value, origin in resolved.values())
    start = next(one for one in drafted.facts if one.about == "items/CV-STE-MENEHOULD-01/start")
    assert "05:00" in resolved[start.id][0]


def test_glyphs_and_fonts_are_our_own(printed: dict[str, bytes]) -> None:
    """Accents, guillemets and dashes come back as they were set; no font of the machine is used."""
    text = "".join(pages(printed["fr"]))
    assert {"\u00e9", "\u00c9", "\u00ab", "\u00bb", "\u2013", "\u2019", "\u0153"} - set(text) <= {"\u0153"}
    names = {name.decode() for name in re.findall(rb"/BaseFont ?/[A-Z]{6}\+([A-Za-z0-9]+)", printed["fr"])}
    assert names
    assert all(name.startswith(tuple(FONTS)) for name in names)


@pytest.mark.parametrize("form", ["pdf", "docx", "logstat"])
def test_the_scenario_is_needed(drafted: Plan, form: str) -> None:
    """Without the world that the plan was made for nothing is made up: the export is refused in words."""
    with pytest.raises(PlannerError, match="export_ground"):
        EXPORTERS[form](drafted, "fr")


def test_a_file_for_a_word_processor_bears_it_all(drafted: Plan, ground: Ground) -> None:
    """Head and foot hold marking and draft, the page's number is a field, tables keep their head on each page."""
    content = EXPORTERS["docx"](drafted, "fr", ground)
    assert content == EXPORTERS["docx"](drafted, "fr", ground)
    read = docx.Document(io.BytesIO(content))
    (section,) = read.sections
    for band in (section.header, section.footer):
        text = "".join(one.text for one in band.paragraphs)
        assert "NON PROT\u00c9G\u00c9" in text
        assert "PROJET" in text
    assert "NUMPAGES" in section.footer._element.xml
    assert all("w:tblHeader" in table._tbl.xml for table in read.tables)
    assert read.core_properties.created == drafted.clock.start.astimezone(UTC)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_it(drafted: Plan, ground: Ground, tmp_path: Path) -> None:
    """Its pages, as LibreOffice lays them out, all bear the marking, the draft and their number."""
    (tmp_path / "order.docx").write_bytes(EXPORTERS["docx"](drafted, "fr", ground))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "order.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = pages((tmp_path / "order.pdf").read_bytes())
    assert 4 <= len(found) <= 12
    for number, text in enumerate(found, start=1):
        assert text.count("NON PROT\u00c9G\u00c9") >= 2
        assert text.count("PROJET") >= 2
        assert f"{number}/{len(found)}" in flat(text)


def test_a_stock_report_can_be_computed_with(drafted: Plan, ground: Ground) -> None:
    """Quantities are numbers and dates are dates; each row names its facts; the first sheet says what tables mean."""
    sheets = read_book(EXPORTERS["logstat"](drafted, "fr", ground)).sheets
    assert list(sheets)[1:4] == ["T2 LOGSTAT", "T3 Autonomie", "T1 Besoins"]
    assert {"T4 Mouvements", "T5 Maintenance", "T7 Pr\u00e9paration"} <= set(sheets)
    head, *rows = sheets["T2 LOGSTAT"].rows
    line = next(one for one in drafted.stocks if one.site == "STE-MENEHOULD")
    row = next(one for one in rows if "Sainte-Menehould" in str(one[0]))
    assert row[head.index("D\u00e9tenu")] == line.levels[0][1]
    assert isinstance(row[head.index("Prochaine livraison")], datetime)
    assert str(row[head.index("Source")]).startswith("FS")
    assert any("rupture" in text_of(row[1]) for row in sheets["Lire d\u2019abord"].rows)


def test_a_stock_report_looks_ahead_from_now(drafted: Plan, ground: Ground) -> None:
    """A plan made again on the second day reports from that day's midnight, and hides what was delivered before."""
    later = Leaf(drafted.model_copy(update={"now": 1500}), "fr", ground)
    stock_report(later)
    (table,) = [block for block in later.blocks if isinstance(block, Table)]
    at = dict(next(one for one in drafted.stocks if one.site == "STE-MENEHOULD").levels)
    row = next(one for one in table.rows if "Sainte-Menehould" in one[0].text)
    assert [cell.value for cell in row[2:4]] == [at[1440], at[2880]]
