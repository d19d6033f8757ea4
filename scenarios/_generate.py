"""Worlds made up from a seed, of the family of the relief scenario."""

from datetime import datetime
from itertools import pairwise
from random import Random
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from copilot.model.clock import DAY, Clock
from copilot.model.noun import LANGUAGES
from copilot.model.request import Limits, Milestone, Request
from copilot.model.scenario import Bound, Expectation, Scenario
from copilot.model.world import World
from copilot.texts import Speaker
from scenarios._basin import CHECKS_DUE, Basin, add_basin, add_leg
from scenarios._catalogue import COMPANY, PATH, add_catalogue
from scenarios._ledger import Ledger
from scenarios._room import AMPLE, TAUT

Size = Literal["company", "battalion", "brigade"]
_ZONE = "Europe/Paris"
_START = datetime(2026, 6, 1, tzinfo=ZoneInfo(_ZONE))


class _Scale(NamedTuple):
    basins: int
    companies: int
    points: int
    days: int


_SCALES: dict[Size, _Scale] = {
    "company": _Scale(basins=1, companies=1, points=2, days=7),
    "battalion": _Scale(basins=3, companies=4, points=5, days=10),
    "brigade": _Scale(basins=25, companies=5, points=6, days=14),
}


def generate(size: Size, seed: int, taut: bool = False) -> Scenario:
    """A made-up scenario with 12 (company), 144 (battalion) or 1,500 (brigade) vehicles, the same for the same seed.

    Unless taut, it is feasible by construction: it is a set of basins that need nothing from one another, and each
    asks a fraction of what it has. A depot holds 1.2 times what its points will use; a day's goods are under a quarter
    of what the companies' trucks carry in one rotation, and no point is more than an hour away; points start with 1.5
    days or more. Work due is under half of the bays' hours, with parts for all of it. Areas and instructors take half
    of the companies at once, and two turns fit between two target dates. Closures only touch roads that can be driven
    around.

    A taut world has twice the people to feed, two vehicles in five down, half of the bays, a third of the areas,
    more trucks in training and more commitments: what one office takes, another lacks, and not all can be done.
    """
    scale, draw, room = _SCALES[size], Random(seed), TAUT if taut else AMPLE
    ledger = Ledger()
    add_catalogue(ledger, room)
    basins = [Basin(number, draw, room, *scale[1:]) for number in range(1, scale.basins + 1)]
    for basin in basins:
        add_basin(ledger, basin)
    for basin, following in pairwise(basins):
        add_leg(ledger, basin.depot, following.depot, draw.randint(40, 60))
    world = ledger.world(Clock(start=_START, zone=_ZONE, step=60, steps=scale.days * 24))
    vehicles = len(world.assets)
    return Scenario(
        name=f"{size}-taut-{seed}" if taut else f"{size}-{seed}",
        title_fr=Speaker("fr")("made.title", vehicles=vehicles, seed=seed),
        title_en=Speaker("en")("made.title", vehicles=vehicles, seed=seed),
        world=world,
        requests={
            language: Request(
                words=Speaker(language)("made.words", days=scale.days),
                language=language,
                milestones=_milestones(world, scale),
                limits=Limits(night_movement=False, convoy_vehicles=4),
            )
            for language in LANGUAGES
        },
        expectation=Expectation() if taut else _expectation(world, scale),
    )


def _milestones(world: World, scale: _Scale) -> tuple[Milestone, ...]:
    """Supply everywhere to the last evening, and the first company of each basin ready at its target date."""
    supplied = Milestone(row=1, id="J-POINTS", kind="supplied", due=(scale.days - 1) * DAY + 22 * 60)
    last = {step.unit: step.target for step in world.training_paths if step.activity == PATH[-1]}
    firsts = [f"CIE-{number}-1" for number in range(1, scale.basins + 1)]
    ready = (
        Milestone(row=row, id=f"J-{unit}", kind="ready", unit=unit, due=last[unit])
        for row, unit in enumerate(firsts, start=2)
    )
    return (supplied, *ready)


def _expectation(world: World, scale: _Scale) -> Expectation:
    companies = scale.basins * scale.companies
    trainings = len(world.training_paths) - len(world.certifications)
    return Expectation(
        items={
            "check": Bound(
                low=CHECKS_DUE * companies,
                high=len(world.assets),
                why=f"{CHECKS_DUE} vehicles of each company reach their calendar limit; no vehicle needs two checks.",
            ),
            "repair": _exactly(len(world.technical_events), "Each open technical event has its part and its hours."),
            "training": _exactly(trainings, "Each path has three steps; the certificates held are all still valid."),
            "commitment": _exactly(len(world.commitments), "Each commitment is mandatory and takes one truck of four."),
        },
        unmet=_exactly(0, f"A basin asks a fraction of what its companies of {sum(COMPANY.values())} vehicles have."),
        milestones_met=_exactly(1 + scale.basins, "Supply and the readiness of a company a basin can all be had."),
    )


def _exactly(count: int, why: str) -> Bound:
    return Bound(low=count, high=count, why=why)
