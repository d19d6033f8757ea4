"""What an item is for and what a model says of it, as one piece of HTML like the item's own sheet."""

from collections.abc import Iterator
from html import escape

from copilot.model.fact import Fact
from copilot.model.plan import PlanItem
from copilot.texts import Speaker
from copilot.texts.prose import said
from copilot.ui import session
from copilot.ui.session import Shown
from tools.look.backing import Backing, weakest
from tools.look.purpose import Purpose, purpose

TOLD = 6
"""Deliveries, or items, named one by one; the rest is counted."""
COLOUR: dict[Backing, str] = {"verifiable": "green", "stated": "orange", "unsourced": "red"}


def served(found: Shown, item: PlanItem, facts: list[Fact], say: Speaker) -> str:
    """What its figures rest on, its purpose, and what was said that names it."""
    backing = weakest(found.plan, facts)
    badge = f'<span class="badge {COLOUR[backing]}">{escape(say(f"desk.backing.{backing}"))}</span>'
    lines = "".join(f"<li>{escape(line)}</li>" for line in _lines(found, item, say))
    head = f"<p><strong>{escape(say('desk.reasons.serves'))}</strong> {badge}</p>"
    return f'<div class="served">{head}<ul>{lines}</ul>{comments(found, f"items/{item.id}", facts, say)}</div>'


def comments(found: Shown, address: str, facts: list[Fact], say: Speaker) -> str:
    """What a model says that names an item or its figures, marked as the model's; nothing when it says nothing."""
    return "".join(
        f"<p><small>{escape(say('desk.comment.by', model=comment.model))}</small></p>"
        + "".join(f"<blockquote>{escape(text)}</blockquote>" for text in told)
        for comment in found.plan.comments
        if (
            told := [
                text
                for one, text in said(found.plan, comment, say)
                if f"{{{address}}}" in one.text or any(f"{{{fact.id}}}" in one.text for fact in facts)
            ]
        )
    )


def _lines(found: Shown, item: PlanItem, say: Speaker) -> Iterator[str]:
    plan, serves = found.plan, purpose(found.plan, item.id)
    for line in plan.milestones:
        if line.id in serves.milestones:
            state = say("desk.held" if line.met else "desk.missed")
            yield say("desk.purpose.milestone", label=say.say(line.label), due=f"t:{line.due}", state=state)
    yield from _brought(found, serves, say)
    for code, names in (("followers", serves.followers), ("users", serves.users)):
        if names:
            told = ", ".join(names[:TOLD]) + ("" if len(names) <= TOLD else " \u2026")
            yield say(f"desk.purpose.{code}", count=len(names), items=told, asset=item.subject.asset or "")
    if serves.due is not None:
        yield say("desk.purpose.due", due=f"t:{serves.due}")
    yield say("desk.reasons.mandatory" if item.mandatory else "desk.reasons.worth", value=item.value)
    if any(one.item == item.id for one in plan.request.directives):
        yield say("desk.purpose.directed")


def _brought(found: Shown, serves: Purpose, say: Speaker) -> Iterator[str]:
    units = session.units(found.plan.scenario)
    for one in serves.brought[:TOLD]:
        quantity = f"{say.number(one.quantity)}\u00a0{units.get(one.item, '')}".rstrip("\u00a0")
        args = {"quantity": quantity, "goods": f"@items/{one.item}", "site": f"@sites/{one.site}", "at": f"t:{one.at}"}
        if one.lacking is None:
            yield say("desk.purpose.brought", **args)
        else:
            yield say("desk.purpose.lacking", **args, lacking=f"t:{one.lacking}")
    if len(serves.brought) > TOLD:
        yield say("desk.purpose.more", count=len(serves.brought) - TOLD)
