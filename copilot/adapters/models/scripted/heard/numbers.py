"""Quantities in words or digits, and shares of what was planned."""

import re

from copilot.adapters.models.scripted.heard.lexicon import one_of, says, words

_NUMBER = re.compile(
    r"(?<![\w-])(?:[0-9]{1,3}(?:[ .,][0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)?|"
    + "|".join(sorted((word for known in words("number").values() for word in known), key=len, reverse=True))
    + r")(?![\w-])"
)
Place = tuple[int, int]
ARTICLES = ("a", "un", "une")


def numbers(folded: str, taken: list[Place], articles: bool = False) -> list[tuple[int, Place]]:
    """Every whole number of a text, apart from places that mean something else; "a" and "un" with `articles` alone."""
    found = []
    for match in _NUMBER.finditer(folded):
        value = None if not articles and match[0] in ARTICLES else _value(match[0])
        if value is not None and not any(match.start() < end and start < match.end() for start, end in taken):
            found.append((value, match.span()))
    return found


def count_of(folded: str, noun: str, taken: list[Place]) -> int | None:
    """How many of a noun of the lexicon a text speaks of; None when it says no number just before it."""
    for value, (_, end) in numbers(folded, taken, True):
        if re.match(rf"\s(?:[a-z]+ )?{one_of('noun', noun)}\b", folded[end:]):
            return value
    return None


def percent(folded: str) -> int | None:
    """A number of per cent, or half; None when none or several are said."""
    said = [int(found) for found in re.findall(rf"([0-9]+) ?{one_of('share', 'percent')}", folded)]
    if not said:
        spelt = re.findall(rf"([a-z-]+) {one_of('share', 'percent')}", folded)
        said = [value for word in spelt if (value := _value(word)) is not None]
    if not said and says(folded, "share", "half"):
        said = [50]
    return said[0] if len(said) == 1 else None


def share(folded: str) -> int | None:
    """What becomes of a quantity, in per cent of what it was; None when the words do not tell."""
    if says(folded, "share", "double", "triple"):
        return 300 if says(folded, "share", "triple") else 200
    said = percent(folded)
    more, less = says(folded, "share", "more"), says(folded, "share", "less")
    if said is None or more == less:
        return None
    return 100 + said if more else 100 - said


def _value(text: str) -> int | None:
    if text[0].isdigit():
        bare = re.sub(r"[ .,](?=[0-9]{3}(?![0-9]))", "", text)
        return int(bare) if bare.isdigit() else None
    return next((int(n) for n, known in words("number").items() if any(re.fullmatch(one, text) for one in known)), None)
