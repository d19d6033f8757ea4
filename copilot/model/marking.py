"""How high documents are marked: the two markings that the house bears, and those that it refuses."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, get_args

from copilot.model.errors import PlannerError
from copilot.model.noun import Noun
from copilot.model.request import Marking, Request

LOWEST_FIRST: tuple[Marking, ...] = get_args(Marking)
SAID: dict[str, Marking] = {
    "NP": "NP", "NON PROTEGE": "NP", "NOT PROTECTED": "NP", "UNCLASSIFIED": "NP", "NON CLASSIFIE": "NP",
    "DR": "DR", "DIFFUSION RESTREINTE": "DR", "OTAN DIFFUSION RESTREINTE": "DR", "RESTRICTED": "DR",
    "NATO RESTRICTED": "DR", "EU RESTRICTED": "DR", "UE RESTREINT": "DR", "RESTREINT UE": "DR",
}  # fmt: skip
ABOVE = re.compile(
    r"(OTAN |NATO |EU |UE |COSMIC )?((TRES |TOP )?SECRET( DEFENSE| UE| EU| OTAN)?|CONFIDENTI(EL|AL)( DEFENSE| UE| EU)?)"
    r"( SPECIAL FRANCE)?|CD|SD|TSD|TS"
)
"""Secret and above, by their names of today and of before, in both languages."""
SHORT = 3
"""Letters that a text may well hold without being marked by them."""
_LINE = 100
_PARTS = re.compile(r"\s*(?:[:|;]|//|--|(?<=\s)[-\N{EN DASH}\N{EM DASH}](?=\s))\s*")


class Marks(Noun):
    """A marking and what is added to it."""

    marking: Marking
    caveats: tuple[str, ...] = ()


def highest(markings: Iterable[Marking]) -> Marking:
    """The highest of some markings; the lowest there is when there are none."""
    return max(markings, key=LOWEST_FIRST.index, default=LOWEST_FIRST[0])


def above(one: Marking, most: Marking) -> bool:
    """True when a marking is higher than may leave."""
    return LOWEST_FIRST.index(one) > LOWEST_FIRST.index(most)


def together(requests: Iterable[Request], texts: Iterable[str] = ()) -> Marks:
    """What something made from requests and texts bears: the highest marking, and every caveat once."""
    asked = tuple(requests)
    said = (declared(text) for text in texts)
    found = [*(one.marking for one in asked), *(one for one in said if one is not None and one != "above")]
    caveats = dict.fromkeys(caveat for one in asked for caveat in one.caveats)
    return Marks(marking=highest(found), caveats=tuple(caveats))


def refused(text: str) -> bool:
    """True for the name of a marking that the house may not hold, whatever its case and accents."""
    return ABOVE.fullmatch(_folded(text)) is not None


def declared(text: str) -> Marking | Literal["above"] | None:
    """The highest marking that a line of a text declares, by itself or among parts set off by a dash or a colon."""
    found: list[Marking] = []
    for line in text.splitlines():
        parts = _PARTS.split(line) if len(line) <= _LINE else []
        if any(len(part) > SHORT and refused(part) and (len(parts) == 1 or part.isupper()) for part in parts):
            return "above"
        found += _said(parts)
    return highest(found) if found else None


def refuse_above(noun: Noun) -> None:
    """PlannerError when any text within a noun declares a marking that the house may not hold."""
    if any(declared(text) == "above" for text in _texts(noun.model_dump())):
        raise PlannerError("input.marking_above")


def _texts(dumped: object) -> Iterator[str]:
    if isinstance(dumped, str):
        yield dumped
    elif isinstance(dumped, dict):
        yield from _texts(tuple(dumped.values()))
    elif isinstance(dumped, (list, tuple)):
        for one in dumped:
            yield from _texts(one)


def _said(parts: Sequence[str]) -> list[Marking]:
    folded = (_folded(part) for part in parts)
    return [SAID[part] for part in folded if part in SAID and len(part) > SHORT]


def _folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^A-Za-z]+", " ", plain).upper().split())
