"""Paragraph 4, what is done: movements (T4), workshops (T5), training (T7), commitments."""

from collections.abc import Sequence

from copilot.exports.markdown.activities import load
from copilot.exports.markdown.page import NOTHING
from copilot.exports.order.blocks import Cell
from copilot.exports.order.leaf import Leaf
from copilot.exports.order.parts.holding import holding
from copilot.model.activity import Kind
from copilot.model.plan import PlanItem
from tools.forecast.checks import check_state


def movements(page: Leaf) -> None:
    """T4: each convoy with its load, its vehicles, its way, its dates, and the room at the places it serves."""
    items = _of(page, "convoy")
    columns = "serial from to load vehicles km docks departure arrival"
    if page.sheet("t4", columns, [_movement(page, item) for item in items], right=(5,)):
        km = sum(item.mode.km * len(item.assets) for item in items)
        vehicles = len({asset for item in items for asset in item.assets})
        page.meaning("movements", count=len(items), vehicles=vehicles, km=km, **_span(items))
        holding(page, "supplied")


def workshops(page: Leaf) -> None:
    """T5: each check and repair, when and where, what it takes of the workshop, and the limit that it meets."""
    items = _of(page, "check", "repair")
    columns = "vehicle work workshop start end worked bays left limit"
    if page.sheet("t5", columns, [_work(page, item) for item in items], right=(7,)):
        checks = sum(item.kind == "check" for item in items)
        worked = f"d:{sum(item.mode.duration for item in items)}"
        page.meaning("workshop", checks=checks, repairs=len(items) - checks, work=worked, **_span(items))
        holding(page, "available")


def training(page: Leaf) -> None:
    """T7: what each unit trains, to which level, by which date, where, with whom and with what."""
    items = _of(page, "training")
    columns = "unit activity level site instructors vehicles start end target before"
    if page.sheet("t7", columns, [_training(page, item) for item in items]):
        units = len({item.subject.unit for item in items})
        page.meaning("training", count=len(items), units=units, **_span(items))
        holding(page, "ready")


def commitments(page: Leaf) -> None:
    """What is asked from outside, and the vehicles that it takes."""
    items = _of(page, "commitment")
    rows = [
        (Cell(page.message(item.label)), Cell(page.site(item.mode.site)), _vehicles(item), *_ends(page, item))
        for item in items
    ]
    if page.sheet("commitments", "commitment site vehicles start end", rows):
        vehicles = len({asset for item in items for asset in item.assets})
        page.meaning("commitments", count=len(items), vehicles=vehicles, **_span(items))


def _of(page: Leaf, *kinds: Kind) -> list[PlanItem]:
    return sorted((i for i in page.plan.items if i.kind in kinds), key=lambda item: (item.start, item.id))


def _ends(page: Leaf, item: PlanItem) -> tuple[Cell, Cell]:
    return page.figure(f"items/{item.id}/start"), page.figure(f"items/{item.id}/end")


def _vehicles(item: PlanItem) -> Cell:
    return Cell(", ".join(item.assets) or NOTHING)


def _movement(page: Leaf, item: PlanItem) -> Sequence[Cell]:
    served = list(dict.fromkeys(site for site, _ in item.mode.stops if site != item.mode.site))
    places = [page.world.site[name] for name in (item.mode.site, *served)]
    taken = [place for place, effect in enumerate(item.mode.effects) if effect.quantity < 0]
    facts = [fact for n in taken for fact in page.figure(f"items/{item.id}/mode/effects/{n}/quantity").facts]
    docks = " / ".join(str(place.handling_capacity) for place in places)
    return (
        Cell(item.id),
        Cell(page.site(item.mode.site)),
        Cell(", ".join(map(page.site, served)) or NOTHING),
        Cell(load(page, item), tuple(facts)),
        _vehicles(item),
        page.number(f"items/{item.id}/mode/km"),
        Cell(docks, tuple(page.input(place, "handling_capacity", "vehicle") for place in places)),
        *_ends(page, item),
    )


def _work(page: Leaf, item: PlanItem) -> Sequence[Cell]:
    shop = next((one for one in page.world.workshops if one.id == item.mode.workshop), None)
    used = sum(need.amount for need in item.mode.pools if need.pool.startswith("bay:"))
    bays = Cell(NOTHING) if shop is None else Cell(f"{used}/{shop.bays}", (page.input(shop, "bays"),))
    return (
        _vehicles(item),
        Cell(page.message(item.label)),
        Cell(page.speak.name("workshops", item.mode.workshop or NOTHING)),
        *_ends(page, item),
        page.figure(f"items/{item.id}/mode/duration"),
        bays,
        *_limit(page, item),
    )


def _limit(page: Leaf, item: PlanItem) -> tuple[Cell, Cell]:
    """What may still be driven or run at the start of the window, and the date of the calendar limit or of the due."""
    asset = page.world.asset.get(item.subject.asset or "")
    rule = next((one for one in page.world.check_rules if one.id == item.subject.reference), None)
    if asset is None or rule is None:
        due = item.due
        return Cell(NOTHING), Cell(NOTHING if due is None else page.speak.moment(due), item.sources[:1])
    state = check_state(page.world, asset, rule)
    tool, named = "forecast.checks.check_state", {"asset": asset.id, "rule": rule.id}
    left, last = Cell(NOTHING), Cell(NOTHING)
    if state.left is not None:
        counter = "km" if rule.usage_unit == "km" else "hours"
        inputs = [
            page.input(asset, counter, rule.usage_unit),
            page.input(asset, f"last_check_{counter}", rule.usage_unit),
        ]
        inputs += [
            page.input(rule, "usage_limit", rule.usage_unit),
            page.input(rule, "usage_tolerance", rule.usage_unit),
        ]
        fact = page.computed(tool, state.left, rule.usage_unit, inputs, **named)
        left = Cell(f"{page.speak.number(state.left)} {rule.usage_unit}", (fact,))
    if state.last is not None:
        inputs = [page.input(asset, "last_check", "moment"), page.input(rule, "calendar_limit_days", "d")]
        fact = page.computed(tool, state.last, "moment", inputs, **named)
        last = page.when(state.last, (fact,))
    return left, last


def _training(page: Leaf, item: PlanItem) -> Sequence[Cell]:
    activity = page.world.training_activity[item.subject.reference]
    steps = [one for one in page.world.training_paths if one.unit == item.subject.unit and one.activity == activity.id]
    target = Cell(NOTHING)
    if steps:
        target = page.when(steps[0].target, (page.input(steps[0], "target", "moment"),))
    before = page.names("training_activities", activity.prerequisites)
    people = ", ".join(f"{count} {name}" for name, count in activity.instructors.items())
    places = page.speak.name("areas", item.mode.area or NOTHING)
    return (
        Cell(page.speak.name("units", item.subject.unit or NOTHING)),
        Cell(page.speak.name("training_activities", activity.id)),
        Cell(str(activity.level), (page.input(activity, "level"),)),
        Cell(places),
        Cell(people or NOTHING),
        _vehicles(item),
        *_ends(page, item),
        target,
        Cell(before),
    )


def _span(items: Sequence[PlanItem]) -> dict[str, str]:
    return {"first": f"t:{min(item.start for item in items)}", "last": f"t:{max(item.end for item in items)}"}
