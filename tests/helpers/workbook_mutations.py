"""Workbooks spoilt in every way that one can think of, each the same for the same seed."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

Parts = dict[str, bytes]


@dataclass(frozen=True)
class Spoilt:
    """A spoilt workbook, what must be said of it, and where: a sheet, and a cell when there is one."""

    name: str
    content: bytes
    codes: frozenset[str]
    sheet: str = ""
    cell: str = ""


def unzipped(content: bytes) -> Parts:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts) -> bytes:
    """The workbook of some parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


class Spoiler:
    """Spoils one workbook, led by a seed."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._titles = re.findall(r'<sheet name="([^"]+)"', unzipped(content)["xl/workbook.xml"].decode())

    def spoil(self, seed: int) -> Spoilt:
        """The workbook that a seed gives; seeds one after the other go through every way."""
        ways = (*CELLS, *SHEETS, *FILES)
        way = ways[seed % len(ways)]
        return way(self, Random(seed))

    def part(self, title: str) -> str:
        """The name of a sheet's part."""
        return f"xl/worksheets/sheet{self._titles.index(title) + 1}.xml"

    def with_part(self, name: str, edit: Callable[[str], str], parts: Parts | None = None) -> bytes:
        """The workbook with one part rewritten."""
        parts = unzipped(self._content) if parts is None else parts
        before = parts[name].decode()
        after = edit(before)
        assert before != after, name
        return zipped({**parts, name: after.encode()})

    def with_cell(self, title: str, cell: str, inside: str, kind: str = "") -> bytes:
        """The workbook with one cell that holds something else."""
        written = f'<c r="{cell}"{kind}>{inside}</c>'
        found = re.compile(rf'<c r="{cell}"(?: [^>]*?)?(?:/>|>.*?</c>)')
        return self.with_part(self.part(title), lambda text: found.sub(lambda _: written, text, count=1))

    def with_number(self, title: str, cell: str, number: float) -> bytes:
        """The workbook with a number in one cell, which keeps its format: a date where dates are written."""
        found = re.compile(rf'<c r="{cell}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)')
        written = rf'<c r="{cell}"\1><v>{number!r}</v></c>'
        return self.with_part(self.part(title), lambda text: found.sub(written, text, count=1))

    def with_text(self, title: str, cell: str, text: str) -> bytes:
        """The workbook with a text in one cell."""
        return self.with_cell(title, cell, f"<is><t>{text}</t></is>", ' t="inlineStr"')

    def with_added(self, name: str, content: bytes = b"<x/>") -> bytes:
        """The workbook with one part more."""
        return zipped(unzipped(self._content) | {name: content})

    def raw(self) -> bytes:
        """The workbook as it was."""
        return self._content


Way = Callable[[Spoiler, Random], Spoilt]
NUMBERS = [("Mat\u00e9riels", "F2"), ("Stocks", "C2"), ("Unit\u00e9s", "F2"), ("Lieux", "G2"), ("Tron\u00e7ons", "D2")]
DATES = [("Mat\u00e9riels", "H2"), ("Jalons", "G3"), ("Parcours", "C2"), ("Commandes", "E2")]
NAMES = [("Mat\u00e9riels", "B2"), ("Stocks", "A2"), ("Unit\u00e9s", "G2"), ("Jalons", "E3")]
CHOSEN = [("Mat\u00e9riels", "K2"), ("Articles", "I2"), ("Lieux", "F2")]


def _cell(name: str, places: list[tuple[str, str]], texts: list[str], *codes: str) -> Way:
    def way(spoiler: Spoiler, draw: Random) -> Spoilt:
        title, cell = draw.choice(places)
        content = spoiler.with_text(title, cell, draw.choice(texts))
        return Spoilt(name, content, frozenset(codes), title, cell)

    return way


def _formula(spoiler: Spoiler, draw: Random) -> Spoilt:
    title, cell = draw.choice(NUMBERS + DATES)
    inside = draw.choice(["<f>1+1</f><v>2</v>", "<f>[1]Autre!A1</f><v>3</v>", "<f>HYPERLINK(1)</f>"])
    return Spoilt("formula", spoiler.with_cell(title, cell, inside), frozenset({"book_formula_cell"}), title, cell)


def _error(spoiler: Spoiler, draw: Random) -> Spoilt:
    title, cell = draw.choice(NUMBERS)
    content = spoiler.with_cell(title, cell, "<v>#REF!</v>", ' t="e"')
    return Spoilt("error", content, frozenset({"book_error_cell"}), title, cell)


def _odd_number(spoiler: Spoiler, draw: Random) -> Spoilt:
    title, cell = draw.choice(NUMBERS)
    content = spoiler.with_cell(title, cell, f"<v>{draw.choice(['NaN', 'inf', '1e300', '-4', '-1e-300'])}</v>")
    codes = {"whole_number", "decimal_number", "at_least", "more_than", "counter_fell"}
    return Spoilt("odd number", content, frozenset(codes), title, cell)


def _number_for_date(spoiler: Spoiler, draw: Random) -> Spoilt:
    title, cell = draw.choice(DATES)
    return Spoilt(
        "number for date", spoiler.with_cell(title, cell, "<v>46000</v>"), frozenset({"book_moment"}), title, cell
    )


CELLS: tuple[Way, ...] = (
    _cell("text for number", NUMBERS, ["beaucoup", "5 t", "12 000", "0x1F"], "whole_number", "decimal_number"),
    _cell("comma", NUMBERS[3:], ["5,5"], "book_number"),
    _cell("date as text", DATES, ["15/04/2026", "demain", "2026-02-30", "46000"], "book_moment"),
    _cell("unknown name", NAMES, ["NULLE-PART", "CAMION-5"], "unknown_reference"),
    _cell("unknown choice", CHOSEN, ["dispo", "camion"], "choice"),
    _cell("empty", NUMBERS + DATES + NAMES[:3] + CHOSEN, [""], "empty_cell"),
    _cell("text like a formula", [("Lieux", "B2"), ("Mod\u00e8les", "B2")], ["=1+1", "@SUM(A1)", "-2+3"], "formula"),
    _cell("huge cell", [("Mat\u00e9riels", "A2"), ("Lieux", "A2")], ["x" * 40_000], "identifier"),
    _cell("control", [("Lieux", "B2")], ["a_x0007_b", "a&#10;b"], "control_character"),
    _formula,
    _error,
    _odd_number,
    _number_for_date,
)


def _missing_sheet(spoiler: Spoiler, draw: Random) -> Spoilt:
    title = draw.choice(["Stocks", "Lieux", "Demande", "Sc\u00e9nario", "Jalons", "Attentes"])
    entry = re.compile(rf'<sheet name="{title}"[^>]*/>')
    content = spoiler.with_part("xl/workbook.xml", lambda text: entry.sub("", text))
    return Spoilt("missing sheet", content, frozenset({"missing_sheet"}), title)


def _other_sheet(spoiler: Spoiler, draw: Random) -> Spoilt:
    title = draw.choice(["Stocks", "Lieux", "Modèles"])
    content = spoiler.with_part("xl/workbook.xml", lambda text: text.replace(f'"{title}"', f'"{title[:-1]}x"'))
    return Spoilt("unknown sheet", content, frozenset({"unknown_sheet"}), f"{title[:-1]}x")


def _same_sheet(spoiler: Spoiler, _draw: Random) -> Spoilt:
    content = spoiler.with_part(
        "xl/workbook.xml", lambda text: text.replace('"Stocks"', '"Sites"').replace('"Lieux"', '"places"')
    )
    return Spoilt("sheet twice", content, frozenset({"sheet_twice"}))


def _header(name: str, text: str, *codes: str) -> Way:
    def way(spoiler: Spoiler, draw: Random) -> Spoilt:
        title, cell = draw.choice([("Stocks", "C1"), ("Mat\u00e9riels", "D1"), ("Lieux", "B1"), ("Jalons", "G1")])
        return Spoilt(name, spoiler.with_text(title, cell, text), frozenset(codes), title, cell if text else "")

    return way


def _twice(spoiler: Spoiler, _draw: Random) -> Spoilt:
    return Spoilt(
        "header twice", spoiler.with_text("Stocks", "C1", "ARTICLE"), frozenset({"column_twice"}), "Stocks", "C1"
    )


def _merged(spoiler: Spoiler, draw: Random) -> Spoilt:
    title = draw.choice(["Stocks", "Mat\u00e9riels", "Unit\u00e9s"])
    merge = '</sheetData><mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>'
    content = spoiler.with_part(spoiler.part(title), lambda text: text.replace("</sheetData>", merge))
    return Spoilt("merged", content, frozenset({"book_merged_cell"}), title, "A2")


def _stray(spoiler: Spoiler, draw: Random) -> Spoilt:
    row = draw.randint(50, 90)
    stray = f'<row r="{row}"><c r="Z{row}"><v>1</v></c></row></sheetData>'
    content = spoiler.with_part(spoiler.part("Stocks"), lambda text: text.replace("</sheetData>", stray))
    return Spoilt("stray cell", content, frozenset({"without_header"}), "Stocks", f"Z{row}")


def _row_twice(spoiler: Spoiler, draw: Random) -> Spoilt:
    title = draw.choice(["Lieux", "Mat\u00e9riels"])
    part = unzipped(spoiler.raw())[spoiler.part(title)].decode()
    first = re.search(r'<c r="A2"[^>]*><v>(\d+)</v></c>', part)
    assert first is not None
    content = spoiler.with_cell(title, "A3", f"<v>{first[1]}</v>", ' t="s"')
    return Spoilt("key twice", content, frozenset({"duplicate_key"}), title, "A3")


SHEETS: tuple[Way, ...] = (
    _missing_sheet,
    _other_sheet,
    _same_sheet,
    _header("missing column", "", "book_missing_column"),
    _header("unknown column", "Quantit\u00e9e", "unknown_column"),
    _twice,
    _merged,
    _stray,
    _row_twice,
)


def _file(name: str, code: str, make: Callable[[Spoiler, Random], bytes]) -> Way:
    return lambda spoiler, draw: Spoilt(name, make(spoiler, draw), frozenset({f"book_{code}"}))


def _declared(content: bytes, size: int) -> bytes:
    """The archive with another unpacked size declared for its first part."""
    at = content.index(b"PK\x01\x02") + 24
    return content[:at] + struct.pack("<I", size) + content[at + 4 :]


def _flipped(spoiler: Spoiler, draw: Random) -> bytes:
    """Bytes changed within the packed data of a part."""
    content = bytearray(spoiler.raw())
    for _ in range(40):
        content[draw.randrange(60, len(content) * 3 // 4)] ^= draw.randrange(1, 256)
    return bytes(content)


def _entities(spoiler: Spoiler, _draw: Random) -> bytes:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    return spoiler.with_part(spoiler.part("Stocks"), lambda text: text.replace("<worksheet", f"{bomb}<worksheet", 1))


def _far(spoiler: Spoiler, draw: Random) -> bytes:
    row = draw.choice([1_048_576, 900_000])
    stray = f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row></sheetData>'
    return spoiler.with_part(spoiler.part("Stocks"), lambda text: text.replace("</sheetData>", stray))


def _odd_place(spoiler: Spoiler, draw: Random) -> bytes:
    odd = draw.choice(['<row r="x"><c r="A1"><v>1</v></c></row>', '<row r="9"><c r="A0"><v>1</v></c></row>',
                       '<row r="9"><c r="99"><v>1</v></c></row>'])  # fmt: skip
    return spoiler.with_part(spoiler.part("Stocks"), lambda text: text.replace("</sheetData>", f"{odd}</sheetData>"))


def _lost_string(spoiler: Spoiler, _draw: Random) -> bytes:
    return spoiler.with_cell("Stocks", "A2", "<v>99999</v>", ' t="s"')


FILES: tuple[Way, ...] = (
    _file("empty file", "not_workbook", lambda _spoiler, _draw: b""),
    _file("a text", "not_workbook", lambda _spoiler, _draw: b"site,item\nA,B\n"),
    _file("an old workbook", "old_or_locked", lambda _spoiler, _draw: b"\xd0\xcf\x11\xe0" + bytes(600)),
    _file("noise", "not_workbook", lambda _spoiler, draw: draw.randbytes(2_000)),
    _file("noise in a zip", "not_workbook", lambda _spoiler, draw: zipped({"a.bin": draw.randbytes(500)})),
    _file("cut", "not_workbook", lambda spoiler, draw: spoiler.raw()[: draw.randrange(100, len(spoiler.raw()) - 30)]),
    _file("flipped", "not_workbook", _flipped),
    _file("bomb declared", "bomb", lambda spoiler, _draw: _declared(spoiler.raw(), 0xF0000000)),
    _file("bomb hidden", "not_workbook", lambda spoiler, _draw: _declared(
        zipped({"a.bin": b"\0" * 4_000_000} | unzipped(spoiler.raw())), 10)),
    _file("bomb of parts", "bomb", lambda spoiler, _draw: zipped(
        unzipped(spoiler.raw()) | {f"xl/media/{n}.bin": b"" for n in range(1_001)})),
    _file("too long", "too_large", lambda _spoiler, _draw: b"PK\x03\x04" + bytes(32_000_001)),
    _file("macros", "macros", lambda spoiler, _draw: spoiler.with_added("xl/vbaProject.bin")),
    _file("links", "external_links", lambda spoiler, _draw: spoiler.with_added("xl/externalLinks/externalLink1.xml")),
    _file("connections", "external_links", lambda spoiler, _draw: spoiler.with_added("xl/connections.xml")),
    _file("objects", "embedded", lambda spoiler, _draw: spoiler.with_added("xl/embeddings/oleObject1.bin")),
    _file("entities", "not_workbook", _entities),
    _file("far cell", "too_wide", _far),
    _file("odd place", "not_workbook", _odd_place),
    _file("broken XML", "not_workbook", lambda spoiler, draw: spoiler.with_part(
        spoiler.part("Stocks"), lambda text: text[: draw.randrange(300, len(text) - 20)])),
    _file("no such string", "not_workbook", _lost_string),
    _file("no such sheet", "not_workbook", lambda spoiler, _draw: spoiler.with_part(
        "xl/_rels/workbook.xml.rels", lambda text: text.replace("worksheets/sheet3.xml", "worksheets/none.xml"))),
)  # fmt: skip


WAYS = len(CELLS) + len(SHEETS) + len(FILES)


def spoilt(content: bytes, count: int) -> Iterator[Spoilt]:
    """So many spoilt copies of a workbook."""
    spoiler = Spoiler(content)
    return (spoiler.spoil(seed) for seed in range(count))
