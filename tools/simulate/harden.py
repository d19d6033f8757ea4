"""Changes that would harden a plan, drawn from what shook it; whoever makes them again says what they are worth."""

from collections.abc import Iterator
from typing import NamedTuple

from copilot.model.change import (
    AssetLent,
    Change,
    Demand,
    Drivers,
    InstructorsLent,
    ItemAsked,
    StockChanged,
    Supplied,
    TechniciansChanged,
)
from copilot.model.noun import Message
from copilot.model.plan import PlanItem
from copilot.model.stress import WeakItem
from tools.forecast.consumption import outflow, used
from tools.simulate.shake import Shake
from tools.simulate.tally import Tally, stocks_of

FAILS = 0.95
"""A milestone that holds less often than that is worth hardening."""
DRY = 0.02
"""A stock that runs dry in more runs than that share is worth more of."""
MOST = 5
MARGIN = 2
"""How many times the spread of consumption a margin covers."""


class Idea(NamedTuple):
    """Changes that go together, and why."""

    why: Message
    changes: tuple[Change, ...]


def ideas(shake: Shake, found: Tally, weak: tuple[WeakItem, ...], most: int = MOST) -> tuple[Idea, ...]:
    """The changes worth trying, those for the milestones first; none when everything holds."""
    held = found.held / found.runs
    fails = {one.id for one, share in zip(shake.request.milestones, held, strict=True) if share < FAILS}
    supply = any(one.kind == "supplied" and one.id in fails for one in shake.request.milestones)
    wanted = [*_supply(shake, found)] if supply else []
    for one in weak:
        if fails & one.cost.keys() or not fails:
            wanted += _for_item(shake, one)
    seen: dict[str, Idea] = {}
    for idea in wanted:
        seen.setdefault(repr(idea.changes), idea)
    return tuple(seen.values())[:most]


def _supply(shake: Shake, found: Tally) -> Iterator[Idea]:
    """To plan for more than is used wherever it runs dry: brought by convoys, or there from the start."""
    stocks = [stock for stock, _ in stocks_of(shake.world, shake.request)]
    dry = [stock for stock, short in zip(stocks, found.short, strict=True) if short > DRY * found.runs]
    if not dry:
        return
    percent = MARGIN * max(shake.shaking.consumption_spread, 5)
    args: dict[str, str | int | float] = {"count": len(dry), "percent": percent}
    margin = tuple(Demand(site=site, item=good, percent=100 + percent) for site, good in dry)
    yield Idea(Message(code="stress.why.margin", args=args), margin)
    # Stock alone would only spare convoys: the plan would run as near to nothing as before.
    more = tuple(_more(shake, stock, _share(shake, stock, percent)) for stock in dry)
    yield Idea(Message(code="stress.why.stock", args=args), margin + more)


def _share(shake: Shake, stock: tuple[str, str], percent: int) -> int:
    """So many per cent of what a site uses of an item in the whole window."""
    asked = used(outflow(shake.world, *stock), 0, shake.world.clock.end)
    return max(1, -(-asked * percent // 100))


def _more(shake: Shake, stock: tuple[str, str], quantity: int) -> Change:
    site, good = stock
    if shake.world.stocks_at.get(stock):
        return StockChanged(site=site, item=good, quantity=quantity)
    return Supplied(order=f"RENFORT-{site}-{good}", site=site, item=good, quantity=quantity, expected=0)


def _for_item(shake: Shake, weak: WeakItem) -> Iterator[Idea]:
    item = shake.plan.item[weak.item]
    args: dict[str, str | int | float] = {"item": item.id, "label": item.id}
    if weak.cause == "vehicle" and item.assets and item.kind in ("convoy", "training", "commitment"):
        asset = shake.world.asset[item.assets[0]]
        lent = AssetLent(asset=f"RENFORT-{asset.type}", type=asset.type, unit=asset.unit, site=asset.site)
        yield Idea(Message(code="stress.why.vehicle", args=args), (lent,))
    if weak.cause == "part":
        short = [(effect.site, effect.item, -effect.quantity) for effect in item.mode.effects if effect.quantity < 0]
        more = tuple(_more(shake, (site, good), quantity) for site, good, quantity in short)
        if more:
            yield Idea(Message(code="stress.why.part", args=args), more)
    if weak.cause == "people":
        yield from (Idea(Message(code="stress.why.people", args=args), (one,)) for one in _people(item))
    start = _sooner(shake, item, weak)
    if start is not None and weak.cause != "part":
        asked = ItemAsked(name=item.id, how="at", start=start)
        yield Idea(Message(code="stress.why.sooner", args=args | {"delay": weak.delay}), (asked,))


def _people(item: PlanItem) -> Iterator[Change]:
    for need in item.mode.pools:
        kind, _, name = need.pool.partition(":")
        if kind == "driver":
            yield Drivers(unit=name, count=need.amount)
        elif kind == "instructor":
            yield InstructorsLent(instructors=f"RENFORT-{name}", qualification=name, count=1)
        elif kind == "skill":
            shop, _, skill = name.partition(":")
            yield TechniciansChanged(workshop=shop, skill=skill, count=1)
        else:
            continue
        return


def _sooner(shake: Shake, item: PlanItem, weak: WeakItem) -> int | None:
    """A start before the planned one by the usual delay, where nothing known forbids it; None where there is none."""
    step = shake.plan.clock.step
    start = item.start - max(step, -(-60 * weak.delay // step) * step)
    while start >= 0 and any(first <= start < last for first, last in item.mode.closed):
        start -= step
    return start if start >= max(0, item.earliest, shake.plan.now) else None
