"""How much room a made-up world leaves: ample, so that all can be done, or taut, so that offices compete."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """What each company asks and has."""

    people: int
    """Fed by the points of a basin, for each company."""
    down: tuple[int, ...]
    """Places in the company of the vehicles that wait for a repair with a part when the window opens."""
    companies_a_bay: int
    """How many companies share a bay, two mechanics and an electrician."""
    companies_a_turn: int
    """How many companies share an area and an instructor."""
    trucks: int
    """4 t trucks that each field training takes."""
    target_days: tuple[int, int, int]
    """The days by which the three steps of training are due."""
    commitments: tuple[bool, ...]
    """Outside commitments that a company may be given, a truck for eight hours each: mandatory or not."""


AMPLE = Room(
    people=2000,
    down=(0,),
    companies_a_bay=1,
    companies_a_turn=2,
    trucks=1,
    target_days=(2, 4, 6),
    commitments=(True,),
)
TAUT = Room(
    people=4000,
    down=(0, 1, 4, 5, 8),
    companies_a_bay=2,
    companies_a_turn=3,
    trucks=2,
    target_days=(2, 3, 5),
    commitments=(True, False, False),
)
