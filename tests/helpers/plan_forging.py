"""What every way to break a plan is made with: copies with other fields, and facts forged to agree with them."""

from dataclasses import dataclass

from copilot.model.fact import Computed
from copilot.model.noun import digest
from copilot.model.plan import Plan
from copilot.model.world import World
from tools.check.figures import figures, others


@dataclass(frozen=True)
class Mutant:
    """A broken plan, the world that it is judged in, and the rules of which one must see it."""

    rules: tuple[str, ...]
    world: World
    plan: Plan


def forged(plan):
    """The plan with facts that agree with its figures again."""
    values = others(plan) | figures(plan)
    facts = [f for f in plan.facts if not f.about or f.about in values]
    model = next((f for f in facts if isinstance(f.origin, Computed)), None)
    facts = [f.model_copy(update={"value": values[f.about]}) if f.about else f for f in facts]
    missing = figures(plan).keys() - {f.about for f in facts}
    if model is not None:
        for n, address in enumerate(sorted(missing), start=len(facts)):
            facts.append(model.model_copy(update={"id": f"FZZ{n}", "about": address, "value": values[address]}))
    return with_(plan, facts=tuple(facts))


def with_(noun, **changes):
    """A copy with other fields, its cached answers forgotten."""
    return type(noun).model_construct(**{**{name: getattr(noun, name) for name in type(noun).model_fields}, **changes})


def replaced(plan, item, **changes):
    return forged(with_(plan, items=tuple(with_(i, **changes) if i is item else i for i in plan.items)))


def in_world(world, plan, rules, **tables):
    """A mutant whose world has other tables."""
    changed = with_(world, **tables)
    return Mutant(rules, changed, with_(plan, world=digest(changed)))


def pick(random, choices):
    found = list(choices)
    return random.choice(found) if found else None


def edited(row, rows, **changes):
    return tuple(with_(r, **changes) if r is row else r for r in rows)
