"""Texts without accents, capitals or unusual spaces, letter for letter, so that places in them are the original's."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST_QUOTE = 240
_END = re.compile(r"[.!?;](?=\s|$)|\n\s*\n")
_TOKEN = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """The text in small ASCII letters, as long as the original."""
    return "".join(_folded(one) for one in text)


def _folded(one: str) -> str:
    if one in "\u2019\u02bc":
        return "'"
    if one in "\u00a0\u202f\t":
        return " "
    if one in "\u2010\u2011\u2013\u2014":
        return "-"
    base = unicodedata.normalize("NFKD", one)[0].lower()
    return base if len(base) == 1 and base.isascii() else one.lower()[:1]


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends, without the spaces around it."""
    begin = 0
    for end in [found.end() for found in _END.finditer(text)] + [len(text)]:
        piece = text[begin:end]
        inner = piece.strip()
        if inner:
            start = begin + piece.index(inner[0])
            yield start, start + len(inner)
        begin = end


def tokens(folded: str) -> list[tuple[str, int, int]]:
    """The words of a folded text without their plural, and where they stand."""
    return [(single(found[0]), found.start(), found.end()) for found in _TOKEN.finditer(folded)]


def single(word: str) -> str:
    """A word without the ending of a plural."""
    if word.endswith(("ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and not word.isdigit() else word
