"""Everything decided at once: exact calls on the whole and, where numbers can say it, another search beside them."""

import math
from concurrent.futures import Future, ThreadPoolExecutor

from tools.solve.schedule.attempt import Found
from tools.solve.schedule.breed import POPULATION, Breeder
from tools.solve.schedule.plain import plain
from tools.solve.schedule.search import Search
from tools.solve.schedule.shop import Shop, machines
from tools.solve.schedule.tabu import Tabu

BRED = 0.3, 0.8
"""Two points of the effort: an exact call proves what is easy, then lists are bred, or a shop's sequences searched."""
CHOSEN = 0.5, 0.75
"""The same where a shop leaves a machine to choose: an exact call is the better at that."""
SEQUENCED = 0.75
"""Share of the effort for machines sequenced from nothing, where no shop is known: a draft misleads there."""
STEP = 2.5e-7
"""Seconds that looking at a step costs (measured)."""


def decide_whole(search: Search) -> None:
    """A first draft and one call on everything; where pools and precedence are all there is, lists draft and help."""
    search.drafting = True
    lists = plain(search.problem)
    breeder = None if lists is None else Breeder(lists, search.chance)
    if lists is not None and breeder is not None:
        _look(search, breeder, most=POPULATION if lists.shares else 1)
    if not search.standing.placed:
        search.construct()
    search.drafting = False
    if lists is None or breeder is None:
        decide_exactly(search)
        return
    known = machines(lists)
    if known is not None:
        tabu = Tabu(lists, Shop(lists, known), search.chance)
        _decide_beside(search, tabu, *(CHOSEN if tabu.choosy else BRED))
    elif lists.shares:
        _decide_beside(search, breeder, *BRED)
    elif search.budget.threads == 1:
        search.decide(SEQUENCED, hinted=False)
    decide_exactly(search, turns=True)


def decide_exactly(search: Search, turns: bool = False) -> None:
    """One call on everything, unless what stands is proven best.

    Where what stands lacks what must be done, half of the effort at most is first for one schedule that lacks none.
    """
    if any(one.mandatory and name not in search.standing.placed for name, one in search.index.activity.items()):
        search.decide(0.5, must=True)
    if not search.optimal:
        search.decide(1.0, turns=turns)


def _decide_beside(search: Search, finder: Breeder | Tabu, exact: float, looked: float) -> None:
    """An exact call, then the other search; with several cores, one more exact call has the others meanwhile."""
    threads, begun = search.budget.threads, search.progress()
    until = begun + looked * (1 - begun)
    search.decide(exact)
    if search.optimal:
        return
    if threads == 1:
        _look(search, finder, until)
        return
    left = (until - search.progress()) / max(1e-9, 1 - search.progress())
    with ThreadPoolExecutor(1) as others:
        asked = others.submit(search.question(), left, threads - 1)
        _look(search, finder, until, beside=asked)
        search.take(*asked.result())


def _look(
    search: Search,
    finder: Breeder | Tabu,
    until: float = 1.0,
    most: float = math.inf,
    beside: Future[tuple[Found | None, float]] | None = None,
) -> None:
    """Until a point of the whole or `most` steps, until nothing can be cheaper, or a call beside has its proof."""
    finder.add(search.standing.placed)
    steps = 0
    least = max(sum(search.index.least.values()), search.bound or 0)
    while steps < most and search.progress() < until and not search.is_over():
        steps += 1
        effort = finder.effort
        better = finder.step()
        search.pay(STEP * (finder.effort - effort))
        if better and finder.cost is not None:
            search.tell(finder.cost)
            if finder.cost <= least:
                break
        if beside is None and finder.is_stale:
            break
        if beside is not None and beside.done():
            found, _ = beside.result()
            if found is None or found.optimal:
                break
    if finder.cost is not None and finder.cost < search.cost:
        search.standing.back_to(finder.places())
        search.prove(least)
