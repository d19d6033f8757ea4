"""What a plan has of an item, a stock or a milestone."""

from typing import Annotated

from copilot.model.noun import Measure, Noun
from copilot.model.plan import Plan


class ItemPlanned(Noun):
    """An item of a plan: when, where, with which vehicles, how far it drives, and when it is due."""

    item: str
    kind: str
    site: str
    assets: tuple[str, ...]
    start: Annotated[int, Measure("moment", "items/{item}/start")]
    end: Annotated[int, Measure("moment", "items/{item}/end")]
    km: Annotated[int, Measure("km", "items/{item}/mode/km")]
    due: Annotated[int | None, Measure("moment")]


class StockPlanned(Noun):
    """The projected stock of an item at a site: at the start, at its lowest, what is lacking, since when."""

    site: str
    item: str
    first: int
    lowest: int
    lacking: int
    shortage: Annotated[int | None, Measure("moment")]


class MilestonePlanned(Noun):
    """A milestone: when it is due, when it is reached, whether it is met."""

    milestone: str
    met: bool
    due: Annotated[int, Measure("moment", "milestones/{milestone}/due")]
    reached: Annotated[int | None, Measure("moment", "milestones/{milestone}/reached")]


def item_planned(plan: Plan, item: str) -> ItemPlanned:
    """An item of the plan: when it begins and ends, where, with which vehicles, when it is due.

    Args:
        item: identifier of the item of the plan.
    """
    found = plan.item[item]
    return ItemPlanned(
        item=item,
        kind=found.kind,
        site=found.mode.site,
        assets=found.assets,
        start=found.start,
        end=found.end,
        km=found.mode.km,
        due=found.due,
    )


def stock_planned(plan: Plan, site: str, item: str) -> StockPlanned:
    """The stock of an item at a site as the plan projects it: first and lowest level, shortage.

    Args:
        site: identifier of the site.
        item: identifier of the item.
    """
    line = next(line for line in plan.stocks if (line.site, line.item) == (site, item))
    levels = [level for _, level in line.levels]
    return StockPlanned(
        site=site,
        item=item,
        first=levels[0],
        lowest=min(levels),
        lacking=line.lacking,
        shortage=line.short[0][0] if line.short else None,
    )


def milestone_planned(plan: Plan, milestone: str) -> MilestonePlanned:
    """A milestone of the plan: when it is due, when it is reached, whether it is met.

    Args:
        milestone: identifier of the milestone.
    """
    line = next(line for line in plan.milestones if line.id == milestone)
    return MilestonePlanned(milestone=milestone, met=line.met, due=line.due, reached=line.reached)
