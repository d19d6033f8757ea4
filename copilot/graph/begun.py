"""What had begun, as agents are told of it."""

from copilot.model.plan import Plan
from copilot.model.world import Begun, World


def under_way(world: World, parent: Plan | None, now: int) -> World:
    """The world that also knows what the parent plan began before now."""
    if parent is None or not now:
        return world
    items = [item for item in parent.items if item.start < now]
    return world.model_copy(
        update={
            "begun": tuple(
                Begun(
                    item=item.id,
                    lots=tuple(item.subject.reference.split()) if item.kind == "convoy" else (),
                    flows=tuple(
                        (
                            effect.site,
                            effect.item,
                            item.end if effect.at is None else item.start + effect.at,
                            effect.quantity,
                        )
                        for effect in item.mode.effects
                    ),
                )
                for item in items
            )
        }
    )
