"""What an item of a plan is for: the milestones it serves, what it brings, and who waits for it."""

from collections.abc import Iterator

from copilot.model.noun import Noun
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Milestone


class Brought(Noun):
    """What an item brings to a site, and when; `lacking`: the minute from which the site would lack something."""

    site: str
    item: str
    quantity: int
    at: int
    lacking: int | None = None


class Purpose(Noun):
    """Why an item is in a plan.

    `milestones`: those that it bears on. `followers`: items that come after it, by precedence. `users`: items that
    use, once it has ended, the asset that it repairs or checks. `due`: the minute after which it is late for something.
    """

    milestones: tuple[str, ...] = ()
    brought: tuple[Brought, ...] = ()
    followers: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    due: int | None = None
    mandatory: bool = False


def purpose(plan: Plan, name: str) -> Purpose:
    """Why an item is in a plan, from the plan alone."""
    item = plan.item[name]
    brought = tuple(_brought(item))
    asset = item.subject.asset
    return Purpose(
        milestones=tuple(one.id for one in plan.request.milestones if bears_on(item, one)),
        brought=brought,
        followers=plan.after.get(name, ()),
        users=tuple(one for one in plan.using.get(asset or "", ()) if plan.item[one].start >= item.end),
        due=item.due,
        mandatory=item.mandatory,
    )


def _brought(item: PlanItem) -> Iterator[Brought]:
    """Deliveries; a site lacks something when the delay that counts shortages there begins to cost."""
    lacking = {one.site: one.after for one in item.delays if one.site is not None and one.code.startswith("short.")}
    for effect in item.mode.effects:
        if effect.quantity > 0:
            yield Brought(
                site=effect.site,
                item=effect.item,
                quantity=effect.quantity,
                at=item.end if effect.at is None else item.start + effect.at,
                lacking=lacking.get(effect.site),
            )


def bears_on(item: PlanItem, wanted: Milestone) -> bool:
    """True when a milestone is about what the item does, and the item is due before it."""
    if item.start > wanted.due:
        return False
    if wanted.kind == "supplied":
        return any(
            wanted.site in (None, one.site) and wanted.item in (None, one.item) and one.lacking is not None
            for one in _brought(item)
        )
    if wanted.kind == "ready":
        return item.kind == "training" and item.subject.unit == wanted.unit
    return item.subject.asset is not None and item.label.args.get("type") == f"@asset_types/{wanted.asset_type}"
