"""Judges a plan against the world, the request and docs/semantics.md, knowing nothing of how it was made."""

from collections.abc import Callable

from copilot.model.changing import apply
from copilot.model.errors import ChangeError
from copilot.model.finding import Finding, Review, Verdict
from copilot.model.noun import unswept
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.absences import absences
from tools.check.basis import basis
from tools.check.booking import booking
from tools.check.bounds import bounds
from tools.check.commitments import commitments
from tools.check.convoys import convoys
from tools.check.costs import costs
from tools.check.coverage import coverage
from tools.check.decisions import decisions, kept
from tools.check.directives import directives
from tools.check.facts import facts
from tools.check.load import load
from tools.check.location import location
from tools.check.milestones import milestones
from tools.check.pools import pools
from tools.check.projections import projections
from tools.check.references import references
from tools.check.report import warning
from tools.check.sourcing import sourcing
from tools.check.stocks import stocks
from tools.check.totals import totals
from tools.check.training import training
from tools.check.travel import travel
from tools.check.under_way import bearing, under_way
from tools.check.usage import usage
from tools.check.window import window
from tools.check.work import work
from tools.check.workshops import parts, workshops

Rule = Callable[[World, Request, Plan], list[Finding]]

RULES: tuple[tuple[str, Rule], ...] = (
    ("references", references),
    ("window", window),
    ("booking", booking),
    ("absences", absences),
    ("pools", pools),
    ("travel", travel),
    ("convoys", convoys),
    ("sourcing", sourcing),
    ("load", load),
    ("location", location),
    ("work", work),
    ("workshops", workshops),
    ("parts", parts),
    ("training", training),
    ("commitments", commitments),
    ("stocks", stocks),
    ("usage", usage),
    ("coverage", coverage),
    ("milestones", milestones),
    ("directives", directives),
    ("costs", costs),
    ("totals", totals),
    ("bounds", bounds),
    ("projections", projections),
    ("facts", facts),
    ("decisions", decisions),
)

UNJUDGED = frozenset(
    f"finding.{what}"
    for what in (
        "basis.other_world",
        "basis.other_clock",
        "basis.other_request",
        "basis.changes",
        "under_way.no_parent",
        "references.unknown",
        "references.left_out",
        "references.unknown_stock",
        "references.unknown_type",
        "totals.unknown_term",
        "rule.unjudged",
    )
)


def check(world: World, request: Request, plan: Plan, parent: Plan | None = None) -> Review:
    """The verdict and every finding, errors first; with the parent plan, what people decided is held against it.

    The plan's changes are made to the world and the request first.

    INVALID when a finding is an error, else UNKNOWN when a rule could not be applied. Never raises.
    """
    with unswept():
        return _judged(world, request, plan, parent)


def _judged(world: World, request: Request, plan: Plan, parent: Plan | None) -> Review:
    try:
        world, request = apply(world, request, plan.changes)
    except ChangeError as refused:
        return Review(verdict="UNKNOWN", findings=(warning("basis.changes", count=len(refused.problems)),))
    found = basis(world, request, plan)
    if not found:
        for name, rule in RULES:
            found += _applied(name, rule, world, request, plan)
        found = bearing(found, parent, plan)
        found += [*under_way(parent, plan), *kept(parent, plan)] if parent is not None else []
    order = {"error": 0, "warning": 1, "info": 2}
    facts_by_address = {fact.about: fact.id for fact in plan.facts if fact.about}
    told = [
        _with_facts(finding, facts_by_address) for finding in sorted(found, key=lambda finding: order[finding.severity])
    ]
    return Review(verdict=_verdict(told), findings=tuple(told))


def _applied(name: str, rule: Rule, world: World, request: Request, plan: Plan) -> list[Finding]:
    """What a rule finds; a plan too broken for the rule is a finding too."""
    try:
        return rule(world, request, plan)
    except (ArithmeticError, LookupError, TypeError, ValueError) as problem:
        return [warning("rule.unjudged", name=name, reason=type(problem).__name__)]


def _verdict(found: list[Finding]) -> Verdict:
    if any(finding.severity == "error" for finding in found):
        return "INVALID"
    return "UNKNOWN" if any(finding.message.code in UNJUDGED for finding in found) else "VALID"


def _with_facts(finding: Finding, facts_by_address: dict[str, str]) -> Finding:
    """The finding with the facts of the starts and ends of its items, and of the stock that it is about."""
    if finding.facts:
        return finding
    addresses = [f"items/{item}/{edge}" for item in finding.items for edge in ("start", "end")]
    site, good = (str(finding.message.args.get(name, "")).partition("/")[2] for name in ("site", "good"))
    addresses.append(f"stocks/{site}/{good}/lacking")
    known = tuple(facts_by_address[address] for address in addresses if address in facts_by_address)
    return finding.model_copy(update={"facts": known})
