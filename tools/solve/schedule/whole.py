"""Everything decided at once: exact calls on the whole and, where lists can say it, lists bred beside them."""

from concurrent.futures import Future, ThreadPoolExecutor

from tools.solve.schedule.attempt import Found
from tools.solve.schedule.breed import Breeder
from tools.solve.schedule.plain import Plain, plain
from tools.solve.schedule.search import Search

EXACT, BRED = 0.3, 0.8
"""Shares of the effort where pools serve several at once: an exact call first, which proves what is easy, then lists."""
BEGUN, SEQUENCED = 0.1, 0.5
"""Shares of the effort, then of what is left, where machines serve one at a time: lists find a beginning, an exact call
sequences from it, and what is left mends."""
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
    """Lists on one core, exact calls before and after them or, on several cores, beside them."""
    breeder = Breeder(lists, search.chance)
    threads, begun = search.budget.threads, search.progress()
    until = begun + (BRED if lists.shares else BEGUN) * (1 - begun)
    if lists.shares and threads > 1:
        with ThreadPoolExecutor(1) as others:
            asked = others.submit(search.question(), BRED, threads - 1)
            _breed(search, breeder, until, asked)
            search.take(*asked.result())
        return
    if lists.shares:
        search.decide(EXACT)
    if not search.optimal:
        _breed(search, breeder, until, None)
    if not lists.shares and threads == 1 and not search.optimal:
        search.decide(SEQUENCED)


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
