"""The desk says nothing that is not written in both languages."""

import re
import string
from pathlib import Path

import pytest

import copilot.ui
from copilot.texts import texts

HOME = Path(copilot.ui.__file__).parent
KEY = re.compile(r'"((?:desk|error)\.[a-z_.]+[a-z])"')


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("file", sorted(HOME.rglob("*.py")), ids=lambda file: file.stem)
def test_every_text_of_the_desk_exists(file: Path) -> None:
    """Each key written in a page is a text in French and in English, with the same placeholders."""
    keys = set(KEY.findall(file.read_text(encoding="utf-8"))) - {"desk.py"}
    for key in keys:
        assert _placeholders(texts("fr")[key]) == _placeholders(texts("en")[key]), key


def test_both_languages_hold_the_same_desk() -> None:
    """Every text of the desk exists in both languages with the same placeholders."""
    french, english = (
        {key: text for key, text in texts(lang).items() if key.startswith("desk.")} for lang in ("fr", "en")
    )
    assert french.keys() == english.keys()
    assert {key for key in french if _placeholders(french[key]) != _placeholders(english[key])} == set()
