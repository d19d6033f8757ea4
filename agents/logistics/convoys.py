"""Convoys for the lots, as activities."""

from agents.logistics.lot import Lot
from agents.logistics.means import Means
from agents.logistics.tours import Tour, tours
from agents.logistics.ways import depots, ways
from copilot.model.activity import Activity, Delay, Mode, Subject, Unmet
from copilot.model.noun import Message


def convoys(means: Means, lots: list[Lot]) -> tuple[list[Activity], list[Unmet]]:
    """An activity for each tour of lots, and the tours that nothing can drive, with the cause.

    Each is named after its most pressing lot.
    """
    activities, unmet = [], []
    for tour in tours(means, lots):
        name = f"CV-{min(tour, key=lambda lot: (lot.due, lot.name)).name}"
        modes = ways(means, tour)
        if modes:
            activities.append(_activity(means, name, tour, modes))
        else:
            unmet.append(_unmet(means, name, tour))
    return activities, unmet


def _activity(means: Means, name: str, tour: Tour, modes: tuple[Mode, ...]) -> Activity:
    return Activity(
        id=name,
        domain="logistics",
        kind="convoy",
        label=_label(tour),
        subject=Subject(site=tour[-1].site, reference=" ".join(lot.name for lot in tour)),
        earliest=max(lot.earliest for lot in tour),
        delays=tuple(delay for lot in tour for delay in _delays(means, lot)),
        value=_value(means, tour),
        sources=tuple(source for lot in tour for source in lot.sources),
        modes=modes,
    )


def _label(tour: Tour) -> Message:
    args: dict[str, str | int | float] = {
        f"site{number}": f"@sites/{lot.site}" for number, lot in enumerate(tour, start=1)
    }
    return Message(code=f"label.convoy_{len(tour)}", args=args)


def _delays(means: Means, lot: Lot) -> list[Delay]:
    weight = means.request.priorities.logistics
    if not lot.urgent:
        return [Delay(code="late.logistics", after=lot.due, weight=weight, site=lot.site)]
    return [
        Delay(code="margin.logistics", after=lot.wanted, weight=weight, site=lot.site),
        Delay(code="short.logistics", after=lot.due, weight=10 * weight, site=lot.site),
    ]


def _value(means: Means, tour: Tour) -> int:
    """More than any lateness costs, so that a delivery is dropped only when it cannot be made."""
    end = means.world.clock.end
    late = sum(delay.weight * (1 + (end - delay.after) // 60) for lot in tour for delay in _delays(means, lot))
    return 500 + late


def _unmet(means: Means, name: str, tour: Tour) -> Unmet:
    if not depots(means, tour):
        cause = Message(code="cause.no_depot", args={"item": f"@items/{tour[0].goods[0][0]}"})
    elif not means.trips[tour[0].carriage].fleets:
        cause = Message(code=f"cause.no_vehicle_{tour[0].carriage}")
    else:
        cause = Message(code="cause.no_way", args={"site": f"@sites/{tour[0].site}"})
    return Unmet(
        id=name,
        domain="logistics",
        label=_label(tour),
        cause=cause,
        value=_value(means, tour),
        sources=tuple(source for lot in tour for source in lot.sources),
    )
