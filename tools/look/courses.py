"""Plans beside one another, on the planner's criteria."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from statistics import mean

from copilot.model.clock import DAY
from copilot.model.course import Comparison, Course, Criteria, Dropped, Line, Measured
from copilot.model.plan import Plan, PlanItem

SLACK = 4 * DAY
"""Beyond four days, more time before a due date makes an item no safer."""
DIFFERENT = 10
"""The least share of items, in per cent, by which two courses worth choosing between differ."""


def chosen(tried: Sequence[Plan]) -> tuple[dict[Course, Plan], tuple[Dropped, ...]]:
    """Of the plans tried, one a course: valid, dominated by none of the valid, and each different from the others.

    Of two that differ too little, the first tried is kept. The others are told with the course that drops them.
    """
    valid = [plan for plan in tried if plan.verdict == "VALID"]
    found = {plan.id: criteria(plan) for plan in valid}
    best = [one for one in valid if not any(_dominates(found[other.id], found[one.id]) for other in valid)]
    kept: dict[Course, Plan] = {}
    dropped = []
    for plan in tried:
        course, seed = plan.solving.course, plan.solving.seed
        alike = next((name for name, one in kept.items() if distance(one, plan) < DIFFERENT), None)
        if plan not in valid:
            dropped.append(Dropped(course=course, seed=seed, why="invalid"))
        elif plan not in best:
            by = next(other for other in best if _dominates(found[other.id], found[plan.id]))
            dropped.append(Dropped(course=course, seed=seed, why="dominated", by=by.solving.course))
        elif alike is not None or course in kept:
            dropped.append(Dropped(course=course, seed=seed, why="alike", by=alike or course))
        else:
            kept[course] = plan
    return kept, tuple(dropped)


def compare(
    plans: Mapping[Course, Plan], reference: Plan | None = None, dropped: tuple[Dropped, ...] = ()
) -> Comparison:
    """Each course's criteria, how much each pair differs, what was dropped, and the reference beside them."""
    return Comparison(
        lines=tuple(Line(**dict(measured(plan)), course=course) for course, plan in plans.items()),
        distances={f"{one}/{two}": distance(plans[one], plans[two]) for one, two in combinations(plans, 2)},
        dropped=dropped,
        reference=None if reference is None else measured(reference),
    )


def measured(plan: Plan) -> Measured:
    """A plan on the planner's criteria."""
    return Measured(plan=plan.id, verdict=plan.verdict, objective=plan.solving.objective, criteria=criteria(plan))


def criteria(plan: Plan) -> Criteria:
    """What a plan is compared on."""
    cost = {term.code: term for term in plan.terms}
    slacks = sorted(min(SLACK, due - item.end) / 60 for item in plan.items if (due := item.due) is not None)
    shortest = slacks[: -(-len(slacks) // 4)]
    return Criteria(
        goal=cost["goal"].amount,
        dropped=sum(need.value for need in plan.unmet if not need.mandatory),
        late=sum(term.amount for term in plan.terms if term.unit == "h"),
        ends=round(mean(item.end / 60 for item in plan.items)) if plan.items else 0,
        km=cost["km"].amount,
        vehicles=len({asset for item in plan.items for asset in item.assets}),
        slack=round(mean(shortest)) if shortest else 0,
    )


def distance(one: Plan, two: Plan) -> int:
    """The share of items, of all those of either plan, that begin or are equipped otherwise; per cent."""
    names = one.item.keys() | two.item.keys()
    differ = sum(_place(one.item.get(name)) != _place(two.item.get(name)) for name in names)
    return round(100 * differ / len(names)) if names else 0


def _place(item: PlanItem | None) -> tuple[int, str, frozenset[str]] | None:
    return None if item is None else (item.start, item.mode.id, frozenset(item.assets))


def _dominates(one: Criteria, two: Criteria) -> bool:
    """True when a plan is nowhere worse and somewhere better."""
    pairs = list(zip(_costs(one), _costs(two), strict=True))
    return all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)


def _costs(one: Criteria) -> tuple[int, ...]:
    return one.goal, one.dropped, one.late, one.ends, one.km, one.vehicles, -one.slack
