"""A problem that leans to a course of action."""

from dataclasses import replace

from copilot.model.activity import Activity, Delay
from copilot.model.course import EFFORTS, Course
from tools.solve.schedule.problem import Problem

FAST = 6
"""How many times more an hour late weighs for the fastest course."""
LEAN = 5
"""How many times less an hour late weighs for the leanest course."""
MAIN = 6
"""How many times more what concerns the domain of the main effort weighs."""
BUFFER = 24 * 60
"""By how many minutes the robust course wants everything done before it is due."""


def leaning(problem: Problem, course: Course) -> Problem:
    """The same tasks and resources with delays that weigh otherwise, and what is left out with them.

    `fastest`: hours late weigh more, and each hour costs something even before. `leanest`: hours late weigh less
    beside kilometres. `robust`: everything is wanted a day before it is due. A domain: what is its own weighs more,
    and each of its hours costs something. Plans are always said in the planner's own weights.
    """
    if course == "balanced":
        return problem
    bears = (course not in EFFORTS or activity.domain == course for activity in problem.activities)
    return replace(
        problem,
        activities=tuple(
            _leaning(activity, course) if leans else activity
            for activity, leans in zip(problem.activities, bears, strict=True)
        ),
    )


def _leaning(activity: Activity, course: Course) -> Activity:
    value = activity.value
    if course == "fastest" or course in EFFORTS:
        factor = FAST if course == "fastest" else MAIN
        delays = [_weighed(delay, delay.weight * factor) for delay in activity.delays]
        value *= factor
        if activity.latest is None:
            delays.append(Delay(code="ends", after=activity.earliest, weight=1))
    elif course == "leanest":
        delays = [_weighed(delay, -(-delay.weight // LEAN)) for delay in activity.delays]
    else:
        sooner = (_sooner(delay, max(activity.earliest, delay.after - BUFFER)) for delay in activity.delays)
        delays = [*activity.delays, *sooner]
        value *= 2
    return activity.model_copy(update={"delays": tuple(delays), "value": value})


def _weighed(delay: Delay, weight: int) -> Delay:
    return delay.model_copy(update={"weight": weight})


def _sooner(delay: Delay, after: int) -> Delay:
    return delay.model_copy(update={"after": after})
