"""Everything decided at once: exact calls on the whole and, where lists can say it, lists bred beside them."""

from concurrent.futures import Future, ThreadPoolExecutor

from tools.solve.schedule.attempt import Found
from tools.solve.schedule.breed import Breeder
from tools.solve.schedule.plain import Plain, plain
from tools.solve.schedule.search import Search

EXACT, BRED = 0.15, 0.75
"""Shares of the effort: an exact call first, then lists up to here, where pools serve several at once."""
BEGUN = 0.1
"""Share of the effort in which lists find a beginning where machines serve one at a time: exact calls do the rest."""
STEP = 2.5e-7
"""Seconds that looking at a step costs (measured)."""


def decide_whole(search: Search) -> None:
    """One call on everything and, where pools and precedence are all there is, what makes better of it.

    Where the draft lacks what must be done, half of the effort at most is first for one schedule that lacks none.
    """
    if any(one.mandatory and name not in search.standing.placed for name, one in search.index.activity.items()):
        search.decide(0.5, must=True)
    lists = plain(search.problem)
    if lists is not None:
        _breed_first(search, lists)
    if not search.optimal:
        search.decide(1.0, turns=lists is not None)


def _breed_first(search: Search, lists: Plain) -> None:
    """Lists on one core; where they are worth long, an exact call before them or, on several cores, beside them."""
    breeder = Breeder(lists, search.chance)
    threads, begun = search.budget.threads, search.progress()
    until = begun + (BRED if lists.shares else BEGUN) * (1 - begun)
    if lists.shares and threads > 1:
        with ThreadPoolExecutor(1) as others:
            asked = others.submit(search.question(turns=True), BRED, threads - 1)
            _breed(search, breeder, until, asked)
            search.take(*asked.result())
        return
    if lists.shares:
        search.decide(EXACT, turns=True)
    if not search.optimal:
        _breed(search, breeder, until, None)


def _breed(search: Search, breeder: Breeder, until: float, other: Future[tuple[Found | None, float]] | None) -> None:
    """Until a point of the whole, until nothing can be cheaper, or until the call beside it has its proof."""
    breeder.add(search.standing.placed)
    least = max(sum(search.index.least.values()), search.bound or 0)
    while search.progress() < until and not search.is_over():
        effort = breeder.effort
        better = breeder.step()
        search.pay(STEP * (breeder.effort - effort))
        if better and breeder.best is not None:
            search.tell(breeder.best.cost)
            if breeder.best.cost <= least:
                break
        if other is not None and other.done():
            found, _ = other.result()
            if found is None or found.optimal:
                break
    if breeder.best is not None and breeder.best.cost < search.cost:
        search.standing.back_to(breeder.places())
        search.prove(least)
