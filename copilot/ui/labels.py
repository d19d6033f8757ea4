"""Where the names of dots go, so that they do not lie on one another: beside their dot, on the side that has room."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

CHARACTER, LINE, DOT, GAP = 7.2, 18.0, 13.0, 15
Anchor = Literal["start", "middle", "end"]


class Place(NamedTuple):
    """A name's shift from its dot, in pixels, and which end of it is held there."""

    right: int
    down: int
    anchor: Anchor


PLACES = (
    Place(0, GAP + 8, "middle"),
    Place(0, -GAP - 8, "middle"),
    Place(GAP + 2, 0, "start"),
    Place(-GAP - 2, 0, "end"),
    Place(GAP, GAP, "start"),
    Place(-GAP, GAP, "end"),
    Place(GAP, -GAP, "start"),
    Place(-GAP, -GAP, "end"),
)
Box = tuple[float, float, float, float]


def placed(
    dots: Sequence[tuple[float, float]], names: Sequence[str], others: Sequence[tuple[float, float]] = ()
) -> list[Place]:
    """A place for each name, given the dots in pixels: the first that covers least of what is there already.

    `others`: where something else stands that no name should cover.
    """
    taken: list[Box] = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in (*dots, *others)]
    found = []
    for dot, name in zip(dots, names, strict=True):
        best = min(PLACES, key=lambda place: sum(_shared(_box(dot, name, place), box) for box in taken))
        taken.append(_box(dot, name, best))
        found.append(best)
    return found


def _box(dot: tuple[float, float], name: str, place: Place) -> Box:
    wide = CHARACTER * len(name) + 6
    left = dot[0] + place.right - {"start": 0.0, "middle": wide / 2, "end": wide}[place.anchor]
    top = dot[1] + place.down - LINE / 2
    return left, top, left + wide, top + LINE


def _shared(one: Box, two: Box) -> float:
    wide, high = min(one[2], two[2]) - max(one[0], two[0]), min(one[3], two[3]) - max(one[1], two[1])
    return wide * high if wide > 0 and high > 0 else 0.0
