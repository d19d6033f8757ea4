"""What a revision changed: what was told, and each item that is not where the previous revision had it."""

from copilot.exports.markdown.page import NOTHING, Page
from copilot.model.plan import Movement


def changed(page: Page) -> None:
    """The changes, numbered as causes name them, then each movement; nothing for a first draft."""
    plan = page.plan
    if plan.parent is None:
        return
    page.section("changed")
    page.bullets(
        page.say("change", number=number, change=page.message(change.label()))
        for number, change in enumerate(plan.changes, start=1)
    )
    if not plan.movements:
        page.paragraph(page.say("none.changed"))
        return
    page.table(page.columns("id need state before now cause"), [_row(page, one) for one in plan.movements])
    page.meaning("changed", count=len(plan.movements), items=len(plan.items))


def _row(page: Page, moved: Movement) -> tuple[str, ...]:
    item = page.plan.item.get(moved.item)
    left_out = next((need for need in page.plan.unmet if need.id == moved.item), None)
    task = item or left_out
    return (
        moved.item,
        NOTHING if task is None else page.message(task.label),
        page.speak(f"movement.{moved.what}"),
        NOTHING if moved.before is None else page.speak.moment(moved.before),
        NOTHING if item is None else page.speak.moment(item.start),
        page.message(moved.cause),
    )
