"""The plan's stock and availability lines say what the plan really gives."""

from fractions import Fraction

from copilot.model.finding import Finding
from copilot.model.plan import Plan, StockLine
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.fleet import Fleet
from tools.check.reading import Reading
from tools.check.report import error, warning
from tools.check.supply import Course, Supply, local_times


def projections(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Levels, shortages and availability that differ from the simulated ones, and those that are left out."""
    reading = Reading(world, plan)
    return _stocks(reading) + _availability(reading)


def _stocks(reading: Reading) -> list[Finding]:
    supply, world = Supply(reading), reading.world
    lines = {(line.site, line.item): line for line in reading.plan.stocks}
    midnights = local_times(world.clock, 0)
    found: list[Finding] = []
    for place in supply.places:
        names = {"site": f"@sites/{place[0]}", "good": f"@items/{place[1]}", "unit": world.item[place[1]].unit}
        line = lines.get(place)
        if line is None:
            if supply.moving(place):
                found.append(error("projections.no_stock", **names))
            continue
        moments = tuple(minute for minute, _ in line.levels)
        changes = [change.minute for change in supply.changes.get(place, ()) if change.minute <= world.clock.end]
        course = supply.course(place, (*moments, *midnights))
        found += _levels(course, line, {*midnights, *changes}, names) + _shortage(course, line, names)
    return found


def _levels(course: Course, line: StockLine, asked: set[int], names: dict[str, str]) -> list[Finding]:
    said = dict(line.levels)
    for minute, level in sorted(said.items()):
        real = course.levels.get(minute)
        if real is None:
            return [error("projections.outside", minute=minute, **names)]
        if abs(level - real // 1) > 1:
            return [error("projections.level", moment=f"t:{minute}", said=level, found=int(real), **names)]
    left_out = sorted(asked - said.keys())
    return [error("projections.no_level", moment=f"t:{left_out[0]}", **names)] if left_out else []


def _shortage(course: Course, line: StockLine, names: dict[str, str]) -> list[Finding]:
    found = []
    if abs(line.lacking - course.lacking) > 1:
        found.append(error("projections.lacking", said=line.lacking, found=round(course.lacking), **names))
    real = [(first, last) for first, last in course.short if last - first >= 1]
    said = [(first, last) for first, last in line.short if last - first > 1 or len(line.short) == len(real)]
    if len(real) != len(said) or not all(_near(a, b) for a, b in zip(real, said, strict=True)):
        figures = {"said": sum(last - first for first, last in line.short), "found": _total(real)}
        lengths = {name: f"d:{minutes}" for name, minutes in figures.items()}
        found.append(error("projections.short", **lengths, **names))
    return found


def _near(real: tuple[Fraction, Fraction], said: tuple[int, int]) -> bool:
    return abs(real[0] - said[0]) <= 1 and abs(real[1] - said[1]) <= 1


def _total(spans: list[tuple[Fraction, Fraction]]) -> int:
    return int(sum(last - first for first, last in spans))


def _availability(reading: Reading) -> list[Finding]:
    world, fleet, found = reading.world, Fleet(reading), []
    noons = local_times(world.clock, 12)
    said = {line.asset_type: line for line in reading.plan.availability}
    for kind in world.asset_type:
        held = len(fleet.held(kind))
        if kind not in said:
            if held:
                found.append(warning("projections.no_fleet", type=f"@asset_types/{kind}"))
            continue
        days = said[kind].days
        if [minute for minute, _, _ in days if minute < world.clock.end] != noons:
            found.append(error("projections.noons", type=f"@asset_types/{kind}"))
        for minute, total, available in days:
            real = fleet.available(kind, minute)
            if (total, available) != (held, real):
                figures = {"said": available, "said_held": total, "found": real, "held": held}
                found.append(error("projections.fleet", type=f"@asset_types/{kind}", moment=f"t:{minute}", **figures))
    return found
