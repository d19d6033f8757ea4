"""The activities, one table a kind of work."""

from collections import Counter

from copilot.exports.markdown.page import NOTHING, Page
from copilot.model.activity import Kind
from copilot.model.plan import PlanItem

WORK: tuple[Kind, ...] = ("check", "repair")


def activities(page: Page) -> None:
    """Movements, workshop calendar, training calendar and commitments."""
    _movements(page)
    _workshop(page)
    _training(page)
    _commitments(page)


def _of(page: Page, *kinds: Kind) -> list[PlanItem]:
    return sorted((i for i in page.plan.items if i.kind in kinds), key=lambda item: (item.start, item.id))


def _ends(page: Page, item: PlanItem) -> tuple[str, str]:
    return page.speak.moment(item.start), page.speak.moment(item.end)


def _start(page: Page, item: PlanItem) -> str:
    return page.source(f"items/{item.id}/start")


def _movements(page: Page) -> None:
    items = _of(page, "convoy")
    page.section("movements")
    if not items:
        page.paragraph(page.say("none.movements"))
        return
    rows = [
        (
            item.id,
            page.speak.name("sites", item.mode.site),
            page.names("sites", (site for site, _ in item.mode.stops if site != item.mode.site)),
            load(page, item),
            page.names("assets", item.assets),
            f"{page.speak.number(item.mode.km)}\u00a0km",
            *_ends(page, item),
            _start(page, item),
        )
        for item in items
    ]
    page.table(page.columns("serial from to load vehicles km departure arrival source"), rows, right=(5,))
    km = sum(item.mode.km * len(item.assets) for item in items)
    vehicles = len({asset for item in items for asset in item.assets})
    page.meaning("movements", count=len(items), vehicles=vehicles, km=km, **_span(items))


def load(page: Page, item: PlanItem) -> str:
    """What a convoy takes with it, each good once."""
    totals: Counter[str] = Counter()
    addresses: dict[str, str] = {}
    for number, effect in enumerate(item.mode.effects):
        if effect.quantity < 0:
            totals[effect.item] -= effect.quantity
            addresses[effect.item] = f"items/{item.id}/mode/effects/{number}/quantity"
    loads = [
        page.say("load", quantity=page.quantity(amount, addresses[good]), good=page.speak.name("items", good))
        for good, amount in totals.items()
    ]
    return ", ".join(loads) or NOTHING


def _workshop(page: Page) -> None:
    items = _of(page, *WORK)
    page.section("workshop")
    if not items:
        page.paragraph(page.say("none.workshop"))
        return
    rows = [
        (
            item.id,
            page.names("assets", item.assets),
            page.message(item.label),
            page.speak.name("workshops", item.mode.workshop or NOTHING),
            page.speak.duration(item.mode.duration),
            *_ends(page, item),
            _start(page, item),
        )
        for item in items
    ]
    page.table(page.columns("serial vehicle work workshop duration start end source"), rows)
    checks = sum(item.kind == "check" for item in items)
    work = f"d:{sum(item.mode.duration for item in items)}"
    page.meaning("workshop", checks=checks, repairs=len(items) - checks, work=work, **_span(items))


def _training(page: Page) -> None:
    items = _of(page, "training")
    page.section("training")
    if not items:
        page.paragraph(page.say("none.training"))
        return
    rows = [
        (
            item.id,
            page.speak.name("units", item.subject.unit or NOTHING),
            page.speak.name("training_activities", item.subject.reference),
            page.speak.name("areas", item.mode.area or NOTHING),
            page.names("assets", item.assets),
            *_ends(page, item),
            _start(page, item),
        )
        for item in items
    ]
    page.table(page.columns("serial unit activity area vehicles start end source"), rows)
    units = len({item.subject.unit for item in items})
    page.meaning("training", count=len(items), units=units, **_span(items))


def _commitments(page: Page) -> None:
    items = _of(page, "commitment")
    page.section("commitments")
    if not items:
        page.paragraph(page.say("none.commitments"))
        return
    rows = [
        (
            item.id,
            page.message(item.label),
            page.speak.name("sites", item.mode.site),
            page.names("assets", item.assets),
            *_ends(page, item),
            _start(page, item),
        )
        for item in items
    ]
    page.table(page.columns("serial commitment site vehicles start end source"), rows)
    vehicles = len({asset for item in items for asset in item.assets})
    page.meaning("commitments", count=len(items), vehicles=vehicles, **_span(items))


def _span(items: list[PlanItem]) -> dict[str, str]:
    return {"first": f"t:{min(item.start for item in items)}", "last": f"t:{max(item.end for item in items)}"}
