"""Repairs of the defects reported."""

from agents.maintenance.work import Work
from copilot.model.activity import Limit
from copilot.model.clock import DAY
from copilot.model.fact import FactBook
from copilot.model.noun import Message
from copilot.model.request import Request
from copilot.model.world import TechnicalEvent, World

DAYS_BY_PRIORITY = {1: 2, 2: 4, 3: 7, 4: 14, 5: 30}


def repair(world: World, request: Request, event: TechnicalEvent, book: FactBook) -> tuple[Work, Limit | None]:
    """The repair of a defect, due by its own date or by its priority, and the limit when the vehicle is immobilised."""
    asset = world.asset[event.asset]
    due = event.due if event.due is not None else event.reported + DAY * DAYS_BY_PRIORITY[event.priority]
    weight = request.priorities.maintenance * (6 - event.priority)
    sources = (
        book.cell(event, "priority"),
        book.cell(event, "due" if event.due is not None else "reported", "moment"),
    )
    label = Message(
        code="label.repair",
        args={
            "asset": asset.id,
            "type": f"@asset_types/{asset.type}",
            "event": f"@technical_events/{event.id}",
        },
    )
    name = f"RE-{event.id}"
    value = 1000 * request.priorities.maintenance + weight * (1 + max(0, world.clock.end - due) // 60)
    work = Work(name, "repair", event, asset, label, max(0, due), weight, value, sources)
    if not event.immobilising:
        return work, None
    return work, Limit(id=f"limit:{name}", asset=asset.id, until=0, resets=(name,), sources=sources)
