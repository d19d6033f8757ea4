"""The words that the rules know, as patterns over folded text."""

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(group: str) -> dict[str, list[str]]:
    """The patterns of a group of the lexicon, by name."""
    read = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = read[group]
    return found


def one_of(group: str, name: str) -> str:
    """A pattern for any of the words of a name."""
    return "(?:" + "|".join(words(group)[name]) + ")"


@cache
def whole(group: str, name: str) -> re.Pattern[str]:
    """Finds any of the words of a name, standing alone."""
    return re.compile(r"(?<![\w-])" + one_of(group, name) + r"(?![\w])")


def says(text: str, group: str, *names: str) -> bool:
    """True when a folded text has a word of one of these names."""
    return any(whole(group, name).search(text) for name in names)
