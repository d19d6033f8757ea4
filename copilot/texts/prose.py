"""A model's sentences as a planner reads them: references replaced by what they stand for."""

import re
from collections.abc import Mapping

from copilot.model.comment import Comment, Sentence
from copilot.model.fact import Fact
from copilot.model.noun import Message
from copilot.model.plan import Plan
from copilot.texts import Speaker, texts

_REFERENCE = re.compile(r"\{(F[A-Z]{0,2}[0-9]{1,6})\}")
_ROW = re.compile(r"\{([a-z_]{1,30})/([\w.-]{1,64})\}")


def figure(speak: Speaker, fact: Fact) -> str:
    """A fact's value and unit as a planner reads them."""
    if fact.unit == "moment" and isinstance(fact.value, int):
        return speak.moment(fact.value)
    if fact.unit == "min" and isinstance(fact.value, int):
        return speak.duration(fact.value)
    said = fact.value if isinstance(fact.value, str) else speak.number(fact.value)
    return f"{said} {unit_name(speak, fact.unit)}".strip()


def unit_name(speak: Speaker, name: str) -> str:
    """A unit as a planner reads it."""
    return texts(speak.language).get(f"desk.unit.{name}", name)


def spoken(text: str, facts: Mapping[str, Fact], speak: Speaker, labels: Mapping[str, Message]) -> str:
    """A sentence with the values of its facts, each followed by its identifier, and the names of its rows.

    `labels` say the items and milestones of a plan, by address. A reference to nothing known stays as it is written.
    """

    def value(found: re.Match[str]) -> str:
        fact = facts.get(found[1])
        return found[0] if fact is None else f"{figure(speak, fact)} [{fact.id}]"

    def row(found: re.Match[str]) -> str:
        label = labels.get(f"{found[1]}/{found[2]}")
        return speak.name(found[1], found[2]) if label is None else f"{found[2]} ({speak.say(label)})"

    return _ROW.sub(row, _REFERENCE.sub(value, text))


def labels_of(plan: Plan) -> dict[str, Message]:
    """How the items, unmet needs and milestones of a plan are called, by address."""
    return {
        **{f"items/{need.id}": need.label for need in plan.unmet},
        **{f"items/{item.id}": item.label for item in plan.items},
        **{f"milestones/{line.id}": line.label for line in plan.milestones},
    }


def said(plan: Plan, comment: Comment, speak: Speaker) -> list[tuple[Sentence, str]]:
    """The sentences of a comment on a plan, each with its text as it is read."""
    facts = plan.fact | {fact.id: fact for fact in comment.facts}
    labels = labels_of(plan)
    return [(one, spoken(one.text, facts, speak, labels)) for one in comment.sentences]
