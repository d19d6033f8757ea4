"""Tasks given from outside, which take vehicles away at a fixed time."""

from copilot.model.activity import Activity, AssetNeed, Mode, PoolNeed, Subject, Unmet
from copilot.model.fact import FactBook
from copilot.model.noun import Message
from copilot.model.request import Request
from copilot.model.world import Commitment, World
from tools.look.fleet import fleets


def commitments(world: World, request: Request, book: FactBook) -> tuple[list[Activity], list[Unmet]]:
    """An activity for each commitment that the unit's fleet is large enough for, and the others with the cause."""
    activities, unmet = [], []
    parked = {fleet.key: fleet.assets for fleet in fleets(world)}
    for row in world.commitments:
        held = parked.get((row.unit, row.asset_type, row.site), ())
        if len(held) < row.count:
            unmet.append(_too_few(row, len(held), request, book))
        else:
            activities.append(_activity(world, row, held, request, book))
    return activities, unmet


def _value(row: Commitment, request: Request) -> int:
    return 200 * request.priorities.logistics * (row.value + 1)


def _label(row: Commitment) -> Message:
    return Message(code="label.commitment", args={"name": f"@commitments/{row.id}"})


def _sources(row: Commitment, book: FactBook) -> tuple[str, ...]:
    units = {"start": "moment", "end": "moment", "count": "vehicle", "km": "km"}
    return tuple(book.cell(row, column, unit) for column, unit in units.items())


def _activity(world: World, row: Commitment, held: tuple[str, ...], request: Request, book: FactBook) -> Activity:
    crew = world.asset_type[row.asset_type].crew * row.count
    mode = Mode(
        id=row.site,
        duration=row.end - row.start,
        site=row.site,
        assets=(AssetNeed(site=row.site, count=row.count, candidates=held),),
        pools=(PoolNeed(pool=f"driver:{row.unit}", amount=crew),) if crew else (),
        km=row.km,
    )
    return Activity(
        id=f"EN-{row.id}",
        domain="logistics",
        kind="commitment",
        label=_label(row),
        subject=Subject(unit=row.unit, site=row.site, reference=row.id),
        earliest=row.start,
        latest=row.end,
        value=_value(row, request),
        mandatory=row.mandatory,
        sources=_sources(row, book),
        modes=(mode,),
    )


def _too_few(row: Commitment, held: int, request: Request, book: FactBook) -> Unmet:
    return Unmet(
        id=f"EN-{row.id}",
        domain="logistics",
        label=_label(row),
        cause=Message(
            code="cause.too_few_vehicles",
            args={"type": f"@asset_types/{row.asset_type}", "held": held, "needed": row.count},
        ),
        mandatory=row.mandatory,
        value=_value(row, request),
        sources=_sources(row, book),
    )
