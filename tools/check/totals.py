"""The terms of the objective are the sums that the items and the unmet needs give."""

import math
from collections import defaultdict

from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import DOMAINS, Request
from copilot.model.world import World
from tools.check.reading import Reading
from tools.check.report import error, warning

GOAL = 1_000_000
UNKEPT = 500_000

Sums = dict[str, set[tuple[int, int]]]


def totals(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Terms that differ from their sums, terms left out, terms that no rule can recompute, and a wrong objective."""
    sums = _sums(Reading(world, plan))
    said = {term.code: term for term in plan.terms}
    found: list[Finding] = []
    for code, term in said.items():
        figures: dict[str, str | int] = {"term": code, "amount": term.amount, "cost": term.cost}
        if code in sums and (term.amount, term.cost) not in sums[code]:
            real = max(sums[code])
            found.append(error("totals.term", found_amount=real[0], found_cost=real[1], **figures))
        elif code not in sums and code not in ("moved", "unkept"):
            found.append(warning("totals.unknown_term", **figures))
        if code == "unkept" and (term.amount or term.cost):
            found.append(error("totals.unkept", **figures))
        if code == "moved" and (term.amount < 0 or term.cost < 0 or (plan.parent is None and term.amount)):
            found.append(error("totals.moved", **figures))
    for code, possible in sums.items():
        if code not in said and (0, 0) not in possible:
            real = max(possible)
            found.append(error("totals.missing", term=code, found_amount=real[0], found_cost=real[1]))
    cost = sum(term.cost for term in plan.terms)
    if plan.solving.objective != cost:
        found.append(error("totals.objective", said=plan.solving.objective, found=cost))
    if plan.solving.bound is not None and plan.solving.bound > plan.solving.objective:
        found.append(error("totals.bound", said=plan.solving.bound, found=plan.solving.objective))
    return found


def _sums(reading: Reading) -> Sums:
    """By code, the (amount, cost) pairs that a term may say."""
    plan = reading.plan
    mandatory = sum(need.mandatory for need in plan.unmet)
    kilometres = sum(item.mode.km * len(item.assets) for item in plan.items)
    cost = sum(item.mode.cost for item in plan.items)
    sums: Sums = {"goal": {(mandatory, GOAL * mandatory)}, "km": {(kilometres, kilometres)}, "cost": {(cost, cost)}}
    for domain in DOMAINS:
        optional = [need.value for need in plan.unmet if need.domain == domain and not need.mandatory]
        every = [need.value for need in plan.unmet if need.domain == domain]
        sums[f"dropped.{domain}"] = {(len(optional), sum(optional)), (len(every), sum(every))}
        sums |= {f"{measure}.{domain}": {(0, 0)} for measure in ("late", "margin", "short")}
    late: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for item in reading.items:
        for code, hours, cost in _delays(item):
            late[code] = (late[code][0] + hours, late[code][1] + cost)
    return sums | {code: {pair} for code, pair in late.items()}


def _delays(item: PlanItem) -> list[tuple[str, int, int]]:
    """The hours begun past each delay's minute, and what they cost."""
    delays = []
    for delay in item.delays:
        reached = item.end
        if delay.site is not None:
            effects = [effect for effect in item.mode.effects if effect.site == delay.site]
            times = [item.end if effect.at is None else item.start + effect.at for effect in effects]
            reached = max(times, default=item.end)
        hours = math.ceil(max(0, reached - delay.after) / 60)
        delays.append((delay.code, hours, hours * delay.weight))
    return delays
