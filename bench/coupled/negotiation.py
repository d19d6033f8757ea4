"""Each domain solved apart, then around what the others publish, round after round."""

import time
from itertools import cycle

from bench.coupled.task import Limits, Report
from copilot.model.request import DOMAINS, Domain
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.in_turn import alone, in_turn, joined
from tools.solve.schedule.index import Index
from tools.solve.schedule.problem import Placed, Problem, Schedule

SHARES = 9
"""Solves that the time is shared out to: three wishes, three agreements, and the rounds that follow."""
ROUNDS = 12
"""Solves that help nothing, after which nobody can improve alone."""


def negotiation(problem: Problem, limits: Limits, report: Report) -> Schedule:
    """The best joint plan that domains reach by giving way in turn.

    First each says what it would do alone: the one that loses most by waiting goes first. Then each plans again around
    what the others hold, and keeps what is better for it, until no one can improve alone or the time is over. Every
    plan on the way is a whole, without clashes.
    """
    end = None if limits.seconds is None else time.monotonic() + limits.seconds
    share = Limits(
        None if limits.seconds is None else limits.seconds / SHARES, limits.threads, limits.seed, limits.effort / SHARES
    )
    order = _by_loss(problem, share)
    begun = in_turn(problem, share.seed, _budget(share, len(order)), report, order)
    placed = {one.activity: one for one in begun.placed}
    idle = 0
    for turn, domain in enumerate(cycle(DOMAINS)):
        if idle >= ROUNDS or (turn >= SHARES - 6 if end is None else time.monotonic() >= end):
            break
        left = share.seconds if end is None or share.seconds is None else min(share.seconds, end - time.monotonic())
        better = _again(problem, domain, placed, Limits(left, share.threads, share.seed + turn, share.effort))
        idle = 0 if _cost(problem, better) < _cost(problem, placed) else idle + 1
        if idle == 0:
            placed = better
            report(_cost(problem, placed), None)
    return joined(problem, placed)


def _by_loss(problem: Problem, share: Limits) -> tuple[Domain, ...]:
    """The domains, the one whose plan alone is worth most first: its next best is the furthest."""
    gain = {}
    for domain in DOMAINS:
        part = alone(problem, domain, {})
        found = {one.activity: one for one in solve(part, share.seed, _budget(share)).placed}
        gain[domain] = _cost(part, {}) - _cost(part, found)
    return tuple(sorted(DOMAINS, key=lambda domain: -gain[domain]))


def _again(problem: Problem, domain: Domain, placed: dict[str, Placed], share: Limits) -> dict[str, Placed]:
    """The plan with one domain's part made anew around what the others hold; theirs stays."""
    mine = {activity.id for activity in problem.activities if activity.domain == domain}
    others = {name: place for name, place in placed.items() if name not in mine}
    found = solve(alone(problem, domain, others), share.seed, _budget(share))
    return placed if found.unkept else {one.activity: one for one in found.placed}


def _budget(share: Limits, shares: int = 1) -> Budget:
    """So many shares at once."""
    seconds = None if share.seconds is None else share.seconds * shares
    return Budget(share.effort * shares, seconds, share.threads)


def _cost(problem: Problem, placed: dict[str, Placed]) -> int:
    index = Index(problem)
    return sum(index.price(name, placed.get(name)) for name in index.activity)
