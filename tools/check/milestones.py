"""Milestones are said as the plan really reaches them."""

from copilot.model.finding import Finding
from copilot.model.plan import MilestoneLine, Plan
from copilot.model.request import Milestone, Request
from copilot.model.world import World
from tools.check.fleet import Fleet
from tools.check.reading import Reading
from tools.check.report import error
from tools.check.supply import Supply
from tools.check.training import certified


def milestones(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Milestones left out or unknown, and those whose date, value or verdict is not the recomputed one."""
    reading = Reading(world, plan)
    asked = {row.id: row for row in request.milestones}
    said = {line.id: line for line in plan.milestones}
    found = [error("milestones.missing", milestone=name) for name in sorted(asked.keys() - said.keys())]
    found += [error("milestones.unknown", milestone=name) for name in sorted(said.keys() - asked.keys())]
    for name in sorted(asked.keys() & said.keys()):
        row, line = asked[name], said[name]
        if line.due != row.due:
            found.append(error("milestones.due", milestone=name, said=f"t:{line.due}", found=f"t:{row.due}"))
        if row.kind == "supplied":
            found += _supplied(reading, row, line)
        elif row.kind == "ready":
            found += _ready(reading, row, line)
        else:
            found += _available(reading, row, line)
    return found


def _supplied(reading: Reading, row: Milestone, line: MilestoneLine) -> list[Finding]:
    supply, world = Supply(reading), reading.world
    first: int | None = None
    for place in supply.places:
        site = world.site.get(place[0])
        asked = place[0] == row.site if row.site is not None else site is not None and site.kind == "distribution"
        if asked and row.item in (None, place[1]):
            starts = [int(begin) for begin, end in supply.course(place).short if begin < row.due and end > begin]
            first = min([*starts, *([] if first is None else [first])], default=None)
    if line.met == (first is None):
        return []
    if first is None:
        return [error("milestones.held", milestone=row.id)]
    return [error("milestones.short", milestone=row.id, due=f"t:{row.due}", found=f"t:{first}")]


def _ready(reading: Reading, row: Milestone, line: MilestoneLine) -> list[Finding]:
    world, found = reading.world, []
    steps = [step for step in world.training_paths if step.unit == row.unit]
    ends = {i.subject.reference: i.end for i in reading.of("training") if i.subject.unit == row.unit}
    asked = {s.activity for s in steps if not certified(world, s.unit, s.activity, s.target)}
    path = [ends[step.activity] for step in steps if step.activity in ends]
    done = asked <= ends.keys()
    reached = max(path) if path and done else None
    if line.met != (done and (reached is None or reached <= row.due)):
        found.append(_verdict(row.id, line.met, missing=len(asked - ends.keys())))
    if (reached is not None or not done) and line.reached != reached:
        times = {"said": _moment(line.reached), "found": _moment(reached)}
        found.append(error("milestones.reached", milestone=row.id, **times))
    return found


def _available(reading: Reading, row: Milestone, line: MilestoneLine) -> list[Finding]:
    fleet, found = Fleet(reading), []
    kind = row.asset_type or ""
    held, available = len(fleet.held(kind)), fleet.available(kind, row.due)
    if line.met != (100 * available >= row.target * held):
        found.append(error("milestones.available", milestone=row.id, found=available, held=held, target=row.target))
    if held and line.value is not None and abs(line.value * held - 100 * available) >= held:
        found.append(error("milestones.value", milestone=row.id, said=line.value, found=100 * available // held))
    return found


def _verdict(milestone: str, met: bool, missing: int) -> Finding:
    if met:
        return error("milestones.not_met", milestone=milestone, missing=missing)
    return error("milestones.held", milestone=milestone)


def _moment(minute: int | None) -> str:
    return "-" if minute is None else f"t:{minute}"
