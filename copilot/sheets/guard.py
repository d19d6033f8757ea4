"""What is known of a workbook before its cells are read: that it is one, small enough, with nothing refused in it.

Nothing is taken on trust: each part is unpacked within a bound, so that no figure of a header lets a bomb in.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from copilot.sheets.flaws import UnreadableBookError
from copilot.sheets.scan import MOST_AREA, Scan, Scanned

MOST_MEGABYTES = 32
MOST_UNPACKED = 256
MOST_PARTS = 1_000
_MEGABYTE = 1_000_000
_CHUNK = 1 << 16
_OLD = b"\xd0\xcf\x11\xe0"
_FORBIDDEN = (
    (re.compile(r"(?i)vba|macrosheets|xl/activeX"), "macros"),
    (re.compile(r"(?i)^xl/(externalLinks|connections|queryTables)"), "external_links"),
    (re.compile(r"(?i)^xl/(embeddings|model)/"), "embedded"),
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
"""What the standard library raises on an archive that is cut, false, encrypted or packed in an unknown way."""


def contents(path: Path) -> bytes:
    """The bytes of a file, and no more of it than tells that it is too big to be read."""
    with path.open("rb") as file:
        return file.read(MOST_MEGABYTES * _MEGABYTE + 1)


def inspected(content: bytes) -> dict[str, Scanned]:
    """What each sheet holds beside values, by name, in order; UnreadableBookError when it is not to be read."""
    if len(content) > MOST_MEGABYTES * _MEGABYTE:
        raise UnreadableBookError("too_large", megabytes=MOST_MEGABYTES)
    if content.startswith(_OLD):
        raise UnreadableBookError("old_or_locked")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _sheets(archive)
    except _BROKEN:
        raise UnreadableBookError("not_workbook") from None


def _sheets(archive: zipfile.ZipFile) -> dict[str, Scanned]:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED * _MEGABYTE:
        raise UnreadableBookError("bomb", megabytes=MOST_UNPACKED, parts=MOST_PARTS)
    if len(set(names)) < len(names) or "xl/workbook.xml" not in names:
        raise UnreadableBookError("not_workbook")
    for pattern, code in _FORBIDDEN:
        if any(pattern.search(name) for name in names):
            raise UnreadableBookError(code)
    found = {name: _scanned(archive, name) for name in names if name.endswith((".xml", ".rels"))}
    for name in names:
        if name not in found:
            for _ in _chunks(archive, name):
                pass  # read to its end: what an archive says of a part's size and sum is checked there
    return _named(found)


def _scanned(archive: zipfile.ZipFile, name: str) -> Scan:
    scan = Scan()
    try:
        for chunk in _chunks(archive, name):
            scan.feed(chunk)
        scan.close()
    except (expat.ExpatError, LookupError):  # an encoding that Python does not know is a LookupError
        raise UnreadableBookError("not_workbook") from None
    return scan


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _named(found: dict[str, Scan]) -> dict[str, Scanned]:
    """The scans of the sheets by the names that the workbook gives them."""
    targets = found["xl/_rels/workbook.xml.rels"].targets if "xl/_rels/workbook.xml.rels" in found else {}
    sheets: dict[str, Scanned] = {}
    area = 0
    for title, relation in found["xl/workbook.xml"].sheets:
        target = targets.get(relation, "").removeprefix("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part not in found or title in sheets:
            raise UnreadableBookError("not_workbook")
        sheets[title] = found[part].scanned()
        area += sheets[title].rows * sheets[title].columns
        if area > MOST_AREA:
            raise UnreadableBookError("too_wide", cells=MOST_AREA)
    if not sheets:
        raise UnreadableBookError("not_workbook")
    return sheets
