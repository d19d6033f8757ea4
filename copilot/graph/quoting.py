"""Whether words stand behind a proposal: quoted letter for letter, its figures among them."""

import re
from collections.abc import Iterable

from copilot.model.change import Change
from copilot.model.noun import LANGUAGES, Moment, TimeOfDay
from copilot.texts import texts

_DIGITS = re.compile(r"[0-9]+(?:[ \u00a0\u202f][0-9]{3})*(?:[.,][0-9]+)?")
_THOUSANDS = re.compile(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
HOURS, MINUTES, HUNDRED = 24, 1440, 100


def quoted(quote: str, text: str) -> bool:
    """True when the quote stands in the text, but for spaces and line ends."""
    return bool(quote.strip()) and _flat(quote) in _flat(text)


def figures(text: str) -> set[float]:
    """Every number that a text says, in digits or in words of either language."""
    digits = [re.sub("[ \u00a0\u202f]", "", one) for one in _DIGITS.findall(text)]
    found = {float(one.replace(",", ".")) for one in digits}
    # "6,000" is six thousand in English and six in French.
    found |= {float(one.replace(",", "")) for one in _THOUSANDS.findall(text)}
    words = {word.casefold() for word in _WORD.findall(text)}
    for language in LANGUAGES:
        for number, names in texts(language).items():
            if number.startswith("number.") and words & set(names.split()):
                found.add(float(number.removeprefix("number.")))
    return found


def unsaid(change: Change, quote: str, whole: int | None = None) -> tuple[str, ...]:
    """The fields of a change whose figure the quote does not say, nor by a usual reckoning: days, hours, per cent.

    `whole` is how many there are of what is absent: all of them, or half, may be meant without being counted.
    """
    said = figures(quote)
    fields = type(change).model_fields
    return tuple(
        name
        for name, value in change
        if isinstance(value, int | float)
        and not isinstance(value, bool)
        and not any(isinstance(mark, Moment | TimeOfDay) for mark in fields[name].metadata)
        and not said & set(_reckoned(name, abs(value)))
        and not (name == "count" and whole is not None and _share(value, whole, quote))
    )


def _share(count: float, whole: int, quote: str) -> bool:
    """True for the only one there is, for all when words say so ("closed"), for half when half is said."""
    said = {word.casefold() for word in _WORD.findall(quote)}
    every = any(said & set(texts(language)["whole.words"].split()) for language in LANGUAGES)
    return (count == whole and (whole == 1 or every)) or (2 * count == whole and HUNDRED / 2 in figures(quote))


def _reckoned(field: str, value: float) -> Iterable[float]:
    yield from (value, value / HOURS, value * HOURS, value / MINUTES, value / 60, abs(value - HUNDRED))
    if field == "percent":
        yield value / HUNDRED


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()
