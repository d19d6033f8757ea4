"""What the counts say: how often each milestone holds, and which items are the weakest."""

import math

import numpy as np

from copilot.model.stress import CAUSES, DryStock, MilestoneOdds, Odds, WeakItem
from tools.simulate.shake import Shake
from tools.simulate.tally import Tally, links, stocks_of

Z = 1.959964
"""For an interval at 95 %."""
LIFT = 1.2
"""By how much more often a milestone fails with an item for the item to be told to cost it."""
NAMED = 12
"""Weak items named at most."""


def wilson(held: int, runs: int) -> Odds:
    """How often something held, with Wilson's interval."""
    share, spread = held / runs, Z * Z / runs
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / runs + spread / (4 * runs)) / (1 + spread)
    low = 0.0 if held == 0 else max(0.0, middle - half)
    high = 1.0 if held == runs else min(1.0, middle + half)
    return Odds(held=held, runs=runs, low=round(low, 4), high=round(high, 4))


def odds(found: Tally) -> tuple[Odds, ...]:
    """Of each milestone of the request, in its order."""
    return tuple(wilson(int(held), found.runs) for held in found.held)


def milestones(shake: Shake, found: Tally) -> tuple[MilestoneOdds, ...]:
    """How often each milestone held, beside what the plan says of it."""
    lines = {line.id: line for line in shake.plan.milestones}
    return tuple(
        MilestoneOdds(id=one.id, label=lines[one.id].label, due=one.due, planned=lines[one.id].met, odds=each)
        for one, each in zip(shake.request.milestones, odds(found), strict=True)
        if one.id in lines
    )


def weakest(shake: Shake, found: Tally) -> tuple[WeakItem, ...]:
    """The items that most often cost a milestone, then those most often lost, then late."""
    names = [one.id for one in shake.request.milestones]
    bears = links(shake.script, shake.request)
    weak = []
    for act in shake.script.acts:
        number = act.number
        if not found.lost[number] + found.late[number]:
            continue
        cost = {name: count for name, count in zip(names, _cost(found, number), strict=True) if name in bears[number]}
        weak.append(
            WeakItem(
                item=act.item.id,
                label=act.item.label,
                lost=int(found.lost[number]),
                late=int(found.late[number]),
                delay=_decile(found, number),
                cause=CAUSES[int(found.causes[number].argmax())],
                cost={name: count for name, count in cost.items() if count},
            )
        )
    weak.sort(key=lambda one: (-max(one.cost.values(), default=0), -one.lost, -one.late, one.item))
    return tuple(weak[:NAMED])


def dry(shake: Shake, found: Tally) -> tuple[DryStock, ...]:
    """The stocks that ran dry, the most often dry first."""
    counted = zip(stocks_of(shake.world, shake.request), found.short, strict=True)
    named = [DryStock(site=site, item=good, runs=int(runs)) for ((site, good), _), runs in counted if runs]
    return tuple(sorted(named, key=lambda one: -one.runs)[:NAMED])


def _cost(found: Tally, number: int) -> list[int]:
    """For each milestone, the runs in which it failed and the item too; none when it fails no more often for that."""
    bad = int(found.lost[number] + found.late[number])
    failed = found.runs - found.held
    others = (failed - found.cost[number]) / max(1, found.runs - bad)
    return [
        int(count) if count / bad > LIFT * share else 0 for count, share in zip(found.cost[number], others, strict=True)
    ]


def _decile(found: Tally, number: int) -> int:
    """The whole hours of delay that one run in ten exceeds."""
    counts = np.cumsum(found.delays[number])
    return int(np.searchsorted(counts, 0.9 * counts[-1])) if counts[-1] else 0
