"""Whether a timetable obeys its instance, whoever made it."""

from collections import Counter

from bench.families.project import Project, Timetable


def broken(project: Project, found: Timetable) -> str | None:
    """The first rule that a timetable breaks, or None."""
    ways = [modes[mode] for modes, mode in zip(project.tasks, found.modes, strict=True)]
    ends = [start + way.duration for start, way in zip(found.starts, ways, strict=True)]
    if min(found.starts) < 0:
        return "a task starts before 0"
    for task, followers in enumerate(project.successors):
        for follower in followers:
            if found.starts[follower] < ends[task]:
                return f"task {follower} starts before task {task} has ended"
    for resource, capacity in enumerate(project.capacities):
        takes = [
            (start, end, way.takes.get(resource, 0)) for start, end, way in zip(found.starts, ends, ways, strict=True)
        ]
        used = _peak(takes) if project.renewable[resource] else sum(taken for _, _, taken in takes)
        if used > capacity:
            return f"resource {resource}: {used} of {capacity}"
    return None


def _peak(takes: list[tuple[int, int, int]]) -> int:
    changes: Counter[int] = Counter()
    for start, end, taken in takes:
        changes[start] += taken
        changes[end] -= taken
    level = peak = 0
    for moment in sorted(changes):
        level += changes[moment]
        peak = max(peak, level)
    return peak
