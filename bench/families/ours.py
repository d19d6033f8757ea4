"""A public instance solved by the product's engine: a time unit is an hour, a machine a pool of one."""

from datetime import UTC, datetime

import networkx as nx

from bench.families.project import Answer, Project, Timetable
from copilot.model.activity import Activity, Delay, Effect, Mode, Pool, PoolNeed, Precedence, Reservoir, Subject
from copilot.model.clock import Clock
from copilot.model.noun import Message
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.problem import Problem

HOUR = 60
_START = datetime(2026, 1, 1, tzinfo=UTC)


def solved(project: Project, seconds: float, threads: int, seed: int) -> Answer:
    """The engine's answer; it costs what the last task ends at, in hours."""
    problem = problem_of(project)
    found = solve(problem, seed, Budget(seconds=seconds, threads=threads))
    places = {one.activity: one for one in found.placed}
    if found.absent:
        return Answer(None, None, optimal=False)
    starts, modes = [0] * len(project.tasks), [0] * len(project.tasks)
    for task in range(len(project.tasks)):
        if not _is_link(project, task):
            place = places[_name(task)]
            starts[task], modes[task] = place.start // HOUR, int(place.mode)
    for task in range(len(project.tasks)):
        if _is_link(project, task):
            before = _before(project, task)
            starts[task] = max((starts[one] + project.tasks[one][modes[one]].duration for one in before), default=0)
    return Answer(Timetable(tuple(starts), tuple(modes)), found.bound, found.status == "optimal")


def problem_of(project: Project) -> Problem:
    """The instance in the engine's words; tasks that take no time are only links between others.

    A last activity of an hour follows all: each hour that it ends after its first costs one.
    """
    horizon = _horizon(project) + 1
    real = [task for task in range(len(project.tasks)) if not _is_link(project, task)]
    followed = {before for task in real for before in _before(project, task)}
    end = _activity("end", (_mode("0", 1),), [task for task in real if task not in followed])
    end = end.model_copy(update={"delays": (Delay(code="late", after=HOUR, weight=1),)})
    resources = list(enumerate(zip(project.capacities, project.renewable, strict=True)))
    return Problem(
        clock=Clock(start=_START, zone="UTC", step=HOUR, steps=horizon),
        activities=(*(_task(project, task) for task in real), end),
        pools=tuple(Pool(id=f"pool:{number}", capacity=most) for number, (most, renewed) in resources if renewed),
        reservoirs=tuple(
            Reservoir(site="S", item=str(number), initial=most) for number, (most, renewed) in resources if not renewed
        ),
    )


def _horizon(project: Project) -> int:
    """A makespan that can be reached: one task after another, or sooner where nothing is ever used up.

    Each task then takes, of each resource, the places that are free first, in the mode that ends first.
    """
    if not all(project.renewable):
        return sum(max(way.duration for way in ways) for ways in project.tasks)
    free = [[0] * capacity for capacity in project.capacities]
    ends: dict[int, int] = {}
    order: nx.DiGraph[int] = nx.DiGraph()
    order.add_nodes_from(range(len(project.tasks)))
    order.add_edges_from((task, after) for task, followers in enumerate(project.successors) for after in followers)
    for task in nx.topological_sort(order):
        ready = max((ends[before] for before in project.predecessors[task]), default=0)
        ways = [
            (max([ready, *(sorted(free[k])[q - 1] for k, q in way.takes.items())]) + way.duration, number)
            for number, way in enumerate(project.tasks[task])
        ]
        ends[task], chosen = min(ways)
        for k, q in project.tasks[task][chosen].takes.items():
            free[k] = [ends[task]] * q + sorted(free[k])[q:]
    return max(ends.values())


def _task(project: Project, task: int) -> Activity:
    modes = []
    for number, way in enumerate(project.tasks[task]):
        pools = [PoolNeed(pool=f"pool:{k}", amount=q) for k, q in way.takes.items() if project.renewable[k]]
        effects = [
            Effect(site="S", item=str(k), quantity=-q, at=0) for k, q in way.takes.items() if not project.renewable[k]
        ]
        modes.append(_mode(str(number), way.duration, tuple(pools), tuple(effects)))
    return _activity(_name(task), tuple(modes), sorted(_before(project, task)))


def _mode(name: str, hours: int, pools: tuple[PoolNeed, ...] = (), effects: tuple[Effect, ...] = ()) -> Mode:
    return Mode(id=name, duration=hours * HOUR, site="S", pools=pools, effects=effects)


def _activity(name: str, modes: tuple[Mode, ...], before: list[int]) -> Activity:
    return Activity(
        id=name,
        domain="maintenance",
        kind="repair",
        label=Message(code="label.repair"),
        subject=Subject(reference=name),
        mandatory=True,
        after=tuple(Precedence(activity=_name(one)) for one in before),
        modes=modes,
    )


def _before(project: Project, task: int) -> set[int]:
    """What comes before a task, through links."""
    found: set[int] = set()
    for before in project.predecessors[task]:
        found |= _before(project, before) if _is_link(project, before) else {before}
    return found


def _is_link(project: Project, task: int) -> bool:
    return all(way.duration == 0 for way in project.tasks[task])


def _name(task: int) -> str:
    return f"t{task:04}"
