"""The objective's terms of a finished plan, each in its own unit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from copilot.model.activity import Delay, Unmet
from copilot.model.plan import PlanItem, Term
from tools.solve.schedule.price import GOAL, UNKEPT


def terms(
    items: Sequence[PlanItem], unmet: Iterable[Unmet], unkept: int, moved: tuple[int, int] | None
) -> tuple[Term, ...]:
    """What the plan costs, term by term, in a fixed order.

    `moved`, for a re-plan only: how many items moved, and what each costs. Decisions not kept are said there, and
    wherever there are any.
    """
    found = [_goal(unmet), *_delays(items), *_dropped(unmet), _kilometres(items), *_costs(items)]
    if moved is not None or unkept:
        found.append(Term(code="unkept", amount=unkept, unit="decision", cost=UNKEPT * unkept))
    if moved is not None:
        count, each = moved
        found.append(Term(code="moved", amount=count, unit="item", cost=each * count))
    return tuple(found)


def lateness(item: PlanItem, delay: Delay) -> int:
    """Hours begun after a delay's minute."""
    moment = item.end
    if delay.site is not None:
        effects = [effect for effect in item.mode.effects if effect.site == delay.site]
        moment = max(item.end if effect.at is None else item.start + effect.at for effect in effects)
    return max(0, -((delay.after - moment) // 60))


def _goal(unmet: Iterable[Unmet]) -> Term:
    missed = sum(need.mandatory for need in unmet)
    return Term(code="goal", amount=missed, unit="task", cost=GOAL * missed)


def _delays(items: Sequence[PlanItem]) -> list[Term]:
    hours: dict[str, int] = defaultdict(int)
    costs: dict[str, int] = defaultdict(int)
    for item in items:
        for delay in item.delays:
            late = lateness(item, delay)
            hours[delay.code] += late
            costs[delay.code] += late * delay.weight
    return [Term(code=code, amount=hours[code], unit="h", cost=costs[code]) for code in sorted(hours)]


def _dropped(unmet: Iterable[Unmet]) -> list[Term]:
    by_domain: dict[str, list[Unmet]] = defaultdict(list)
    for need in unmet:
        if not need.mandatory:
            by_domain[need.domain].append(need)
    return [
        Term(code=f"dropped.{domain}", amount=len(needs), unit="task", cost=sum(need.value for need in needs))
        for domain, needs in sorted(by_domain.items())
    ]


def _costs(items: Sequence[PlanItem]) -> list[Term]:
    cost = sum(item.mode.cost for item in items)
    return [Term(code="cost", amount=cost, unit="cost", cost=cost)] if cost else []


def _kilometres(items: Sequence[PlanItem]) -> Term:
    km = sum(item.mode.km * len(item.assets) for item in items)
    return Term(code="km", amount=km, unit="km", cost=km)
