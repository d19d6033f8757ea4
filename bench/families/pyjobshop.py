"""The peer: PyJobShop with CP-SAT, given the instance in its own words."""

from pyjobshop import Consumable, Machine, Model, Renewable

from bench.families.project import Answer, Project, Timetable


def solved(project: Project, seconds: float, threads: int, seed: int) -> Answer:
    """PyJobShop's answer within the same time and threads."""
    model = Model()  # type: ignore[no-untyped-call]
    resources = [_resource(model, project, number) for number in range(len(project.capacities))]
    tasks = [model.add_task() for _ in project.tasks]
    for task, ways in zip(tasks, project.tasks, strict=True):
        for way in ways:
            used = list(way.takes)
            demands = [0 if project.machines else way.takes[number] for number in used]
            model.add_mode(task, [resources[number] for number in used], way.duration, demands)
    for number, followers in enumerate(project.successors):
        for follower in followers:
            model.add_end_before_start(tasks[number], tasks[follower])
    found = model.solve("ortools", time_limit=seconds, num_workers=threads, display=False, random_seed=seed)
    if not found.best.tasks:
        return Answer(None, None, optimal=False)
    first = [0]
    for ways in project.tasks:
        first.append(first[-1] + len(ways))
    starts = tuple(place.start for place in found.best.tasks)
    modes = tuple(place.mode - first[number] for number, place in enumerate(found.best.tasks))
    return Answer(Timetable(starts, modes), int(found.lower_bound), found.status.name == "OPTIMAL")


def _resource(model: Model, project: Project, number: int) -> Machine | Renewable | Consumable:
    if project.machines:
        return model.add_machine()
    capacity = project.capacities[number]
    return model.add_renewable(capacity) if project.renewable[number] else model.add_consumable(capacity)
