"""Sites are supplied from the depots that the request allows."""

from collections import defaultdict
from collections.abc import Iterator

from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Request, Sourcing
from copilot.model.world import World
from tools.check.reading import Reading
from tools.check.report import error


def sourcing(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Convoys that load for a site where they must not, and sites supplied from several depots of which one may."""
    found: list[Finding] = []
    convoys = Reading(world, plan).of("convoy") if request.sourcing else []
    for rule in request.sourcing:
        used: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for item in convoys:
            for depot, site in _supplies(item, rule):
                names = {"item": item.id, "depot": f"@sites/{depot}", "site": f"@sites/{site}"}
                if (rule.how == "only" and depot not in rule.depots) or (rule.how == "never" and depot in rule.depots):
                    found.append(error("sourcing.forbidden", item.id, **names))
                if rule.how == "one_of" and depot in rule.depots:
                    used[site][depot].append(item.id)
        for site, by_depot in used.items():
            if len(by_depot) > 1:
                items = [name for held in by_depot.values() for name in held]
                names = {"site": f"@sites/{site}", "depots": ", ".join(by_depot), "items": ", ".join(items)}
                found.append(error("sourcing.several", *items, **names))
    return found


def _supplies(item: PlanItem, rule: Sourcing) -> Iterator[tuple[str, str]]:
    """Each depot and each site that a convoy takes goods of the rule between."""
    moved = [effect for effect in item.mode.effects if rule.item in (None, effect.item)]
    taken = dict.fromkeys(effect.site for effect in moved if effect.quantity < 0)
    given = dict.fromkeys(effect.site for effect in moved if effect.quantity > 0)
    for site in given:
        if rule.site in (None, site):
            yield from ((depot, site) for depot in taken)
