"""From the maintenance policy to checks, repairs and the limits on the use of vehicles."""

from agents.maintenance.answer import MaintenanceAnswer
from agents.maintenance.checks import Checks
from agents.maintenance.repairs import repair
from agents.maintenance.work import Work
from agents.maintenance.workshops import Workshops
from copilot.model.activity import Contribution, Limit, Pool
from copilot.model.fact import FactBook
from copilot.model.noun import Message
from copilot.model.request import Request
from copilot.model.version import VERSION
from copilot.model.world import World
from tools.forecast.life import law_of
from tools.forecast.weibull import LEAST_FAILURES
from tools.look.absences import away, outages
from tools.solve.routes.roads import Network


def contribute(world: World, request: Request, answer: MaintenanceAnswer) -> Contribution:
    """Every check and repair worth offering, and every limit on the use of a vehicle."""
    book = FactBook("M", VERSION)
    works, limits = _works(world, request, answer, book)
    shops = Workshops(world, Network(world), book)
    offered = [(work, shops.modes(work.job, work.asset)) for work in works]
    return Contribution(
        agent="maintenance",
        policy=answer.policy,
        activities=tuple(work.activity(modes) for work, modes in offered if modes),
        pools=_pools(world),
        calendars={
            f"workshop:{shop.id}": world.clock.open_spans(shop.open_days, shop.open_from, shop.open_to)
            for shop in world.workshops
        },
        limits=limits,
        away=away(world),
        unmet=tuple(work.unmet() for work, modes in offered if not modes),
        assumptions=(
            Message(code="assumption.risk", args={"percent": answer.risk_percent}),
            Message(code="assumption.ahead", args={"km": answer.ahead_km}),
            *(_law(world, kind) for kind in world.lives_of),
        ),
        questions=answer.questions,
        facts=book.facts,
        runs=book.runs,
    )


def _works(
    world: World, request: Request, answer: MaintenanceAnswer, book: FactBook
) -> tuple[list[Work], tuple[Limit, ...]]:
    works: list[Work] = []
    limits: list[Limit] = []
    checks = Checks(world, request, answer, book)
    for asset in world.assets:
        if asset.state == "storage":
            continue
        for rule in world.check_rules:
            if rule.asset_type == asset.type:
                work, limit = checks.of(asset, rule)
                works += [work] if work else []
                limits.append(limit)
    for event in world.technical_events:
        mend, bar = repair(world, request, event, book)
        works.append(mend)
        limits += [bar] if bar else []
    return works, tuple(limits)


def _law(world: World, kind: str) -> Message:
    """Where the failure law of a type with life records comes from."""
    law, failures = law_of(world, kind), sum(row.outcome == "failed" for row in world.lives_of[kind])
    args: dict[str, str | int | float] = {"type": f"@asset_types/{kind}", "failures": failures}
    if law.records:
        return Message(code="assumption.law_fitted", args=args | {"records": len(law.records)})
    return Message(code="assumption.law_unfitted", args=args | {"least": LEAST_FAILURES})


def _pools(world: World) -> tuple[Pool, ...]:
    bays = [
        Pool(id=f"bay:{shop.id}", capacity=shop.bays, outages=outages(world, "bays", shop.id, shop.bays))
        for shop in world.workshops
    ]
    people: dict[str, Pool] = {}
    for row in world.technicians:
        name = f"skill:{row.workshop}:{row.skill}"
        pool, lost = people.get(name, Pool(id=name, capacity=0)), outages(world, "technicians", row.id, row.count)
        people[name] = Pool(id=name, capacity=pool.capacity + row.count, outages=(*pool.outages, *lost))
    return (*bays, *people.values())
