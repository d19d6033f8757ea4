"""The pictures of the desk: every page in both languages, none heavy."""

import runpy
from pathlib import Path

from copilot.model.noun import LANGUAGES

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


def test_every_page_has_its_picture_in_both_languages():
    """Each page that `make pictures` takes is kept in both languages, and nothing else is."""
    taken = runpy.run_path(str(PICTURES / "take.py"))
    wanted = {f"{name}.{language}.webp" for name in taken["PAGES"] for language in LANGUAGES}
    assert {file.name for file in PICTURES.iterdir() if file.suffix != ".py"} - {"__pycache__"} == wanted
    assert [file.name for file in PICTURES.glob("*.webp") if file.stat().st_size >= taken["LARGEST"]] == []
