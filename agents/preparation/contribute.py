"""From the preparation policy to training activities."""

from agents.preparation.answer import PreparationAnswer
from agents.preparation.training import Training
from copilot.model.activity import Activity, Contribution, Pool, Unmet
from copilot.model.fact import FactBook
from copilot.model.noun import Message
from copilot.model.request import Request
from copilot.model.version import VERSION
from copilot.model.world import World
from tools.look.absences import outages
from tools.solve.routes.roads import Network


def contribute(world: World, request: Request, answer: PreparationAnswer) -> Contribution:
    """Every training activity that a unit still needs, with areas, instructors and vehicles."""
    book = FactBook("P", VERSION)
    training = Training(world, request, answer, Network(world), book)
    activities: list[Activity] = []
    unmet: list[Unmet] = []
    for unit in world.units:
        done, undone = training.of(unit)
        activities += done
        unmet += undone
    return Contribution(
        agent="preparation",
        policy=answer.policy,
        activities=tuple(activities),
        pools=_pools(world),
        calendars={
            f"area:{area.id}": world.clock.open_spans(area.open_days, area.open_from, area.open_to)
            for area in world.areas
        },
        unmet=tuple(unmet),
        assumptions=(Message(code="assumption.margin", args={"hours": answer.margin_hours}),),
        questions=answer.questions,
        facts=book.facts,
        runs=book.runs,
    )


def _pools(world: World) -> tuple[Pool, ...]:
    areas = [
        Pool(id=f"area:{area.id}", capacity=area.capacity, outages=outages(world, "places", area.id, area.capacity))
        for area in world.areas
    ]
    units = [Pool(id=f"unit:{unit.id}", capacity=1) for unit in world.units]
    return (*areas, *units, *_instructors(world))


def _instructors(world: World) -> list[Pool]:
    """One pool a qualification; an instructor who comes late, leaves early or is absent is an outage of the pool."""
    pools = []
    for name in dict.fromkeys(row.qualification for row in world.instructors):
        rows = [row for row in world.instructors if row.qualification == name]
        lost: list[tuple[int, int, int]] = []
        for row in rows:
            if row.available_from is not None and row.available_from > 0:
                lost.append((0, row.available_from, row.count))
            if row.available_to is not None and row.available_to < world.clock.end:
                lost.append((row.available_to, world.clock.end, row.count))
            lost += outages(world, "instructors", row.id, row.count, row.available_from, row.available_to)
        pools.append(Pool(id=f"instructor:{name}", capacity=sum(row.count for row in rows), outages=tuple(lost)))
    return pools
