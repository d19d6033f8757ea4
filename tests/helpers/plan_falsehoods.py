"""Ways to make a valid plan say what is not so: figures, facts, needs and decisions."""

from plan_forging import Mutant, forged, pick, with_

from copilot.model.decision import Decision
from copilot.model.fact import Cell
from tools.check.figures import figures

NEEDED = ("training", "repair", "commitment")


def falsify_level(world, request, plan, random):
    line = pick(random, plan.stocks)
    if line:
        n = random.randrange(len(line.levels))
        levels = tuple((m, q + 5 if k == n else q) for k, (m, q) in enumerate(line.levels))
        wrong = with_(plan, stocks=tuple(with_(s, levels=levels) if s is line else s for s in plan.stocks))
        return Mutant(("projections",), world, forged(wrong))
    return None


def hide_shortage(world, request, plan, random):
    line = pick(random, plan.stocks)
    if line:
        wrong = with_(line, lacking=0, short=()) if line.lacking > 1 else with_(line, lacking=line.lacking + 5)
        stocks = tuple(wrong if s is line else s for s in plan.stocks)
        return Mutant(("projections", "stocks"), world, forged(with_(plan, stocks=stocks)))
    return None


def falsify_availability(world, request, plan, random):
    line = pick(random, (f for f in plan.availability if f.days))
    if line:
        (minute, held, available), *rest = line.days
        days = ((minute, held, available + 1), *rest)
        fleets = tuple(with_(f, days=days) if f is line else f for f in plan.availability)
        return Mutant(("projections",), world, forged(with_(plan, availability=fleets)))
    return None


def falsify_milestone(world, request, plan, random):
    line = pick(random, plan.milestones)
    if line:
        lines = tuple(with_(m, met=not m.met) if m is line else m for m in plan.milestones)
        return Mutant(("milestones",), world, forged(with_(plan, milestones=lines)))
    return None


def falsify_total(world, request, plan, random):
    term = pick(random, (t for t in plan.terms if t.code != "moved"))
    if term:
        terms = tuple(with_(t, amount=t.amount + 1) if t is term else t for t in plan.terms)
        return Mutant(("totals",), world, forged(with_(plan, terms=terms)))
    return None


def falsify_objective(world, request, plan, random):
    solving = with_(plan.solving, objective=plan.solving.objective + 1)
    return Mutant(("totals",), world, forged(with_(plan, solving=solving)))


def overstate_bound(world, request, plan, random):
    """A term says that it cannot be less than more than it is."""
    term = pick(random, (t for t in plan.terms if t.amount and t.code.split(".")[0] in ("short", "late", "km")))
    if term:
        terms = tuple(with_(t, bound=t.amount + 1 + random.randrange(5)) if t is term else t for t in plan.terms)
        return Mutant(("bounds",), world, forged(with_(plan, terms=terms)))
    return None


def hide_total(world, request, plan, random):
    term = pick(random, (t for t in plan.terms if t.cost and t.code != "moved"))
    if term:
        solving = with_(plan.solving, objective=plan.solving.objective - term.cost, bound=None)
        terms = tuple(t for t in plan.terms if t is not term)
        return Mutant(("totals",), world, forged(with_(plan, terms=terms, solving=solving)))
    return None


def falsify_fact(world, request, plan, random):
    fact = pick(random, (f for f in plan.facts if f.about and not isinstance(f.value, str)))
    if fact:
        facts = tuple(with_(f, value=f.value + 1) if f is fact else f for f in plan.facts)
        return Mutant(("facts",), world, with_(plan, facts=facts))
    return None


def drop_fact(world, request, plan, random):
    must = figures(plan)
    fact = pick(random, (f for f in plan.facts if f.about in must))
    if fact:
        return Mutant(("facts",), world, with_(plan, facts=tuple(f for f in plan.facts if f.about != fact.about)))
    return None


def falsify_cell(world, request, plan, random):
    fact = pick(random, (f for f in plan.facts if isinstance(f.origin, Cell) and not isinstance(f.value, str)))
    if fact:
        facts = tuple(with_(f, value=f.value + 0.125) if f is fact else f for f in plan.facts)
        return Mutant(("facts",), world, with_(plan, facts=facts))
    return None


def drop_item(world, request, plan, random):
    """A need is neither planned nor said to be unmet."""
    mandatory = {row.id for row in world.commitments if row.mandatory}
    needed = (
        i for i in plan.items if i.kind in NEEDED and (i.kind != "commitment" or i.subject.reference in mandatory)
    )
    item = pick(random, needed)
    if item:
        return Mutant(("coverage",), world, forged(with_(plan, items=tuple(i for i in plan.items if i is not item))))
    return None


def drop_unmet(world, request, plan, random):
    events = {event.id for event in world.technical_events}
    need = pick(random, (u for u in plan.unmet if u.subject and u.subject.reference in events))
    if need:
        return Mutant(("coverage",), world, forged(with_(plan, unmet=tuple(u for u in plan.unmet if u is not need))))
    return None


def ignore_rejection(world, request, plan, random):
    item = pick(random, plan.items)
    if item:
        decision = Decision(
            plan="-", item=item.id, verb="reject", reason="non", by="planificateur", at="2026-06-01T08:00:00+02:00"
        )
        return Mutant(("decisions",), world, with_(plan, decisions=(*plan.decisions, decision)))
    return None
