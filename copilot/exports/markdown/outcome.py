"""What the plan does not meet, what it reaches, and what it costs."""

from copilot.exports.markdown.page import NOTHING, Page
from copilot.model.plan import MilestoneLine
from copilot.model.request import DOMAINS


def unmet(page: Page) -> None:
    """Needs left undone with their causes, then what the checker says."""
    plan = page.plan
    page.section("unmet")
    if plan.unmet:
        rows = [
            (
                need.id,
                page.say(f"domain.{need.domain}"),
                page.message(need.label),
                page.message(need.cause),
                page.say("yes" if need.mandatory else "no"),
                ", ".join(need.sources) or NOTHING,
            )
            for need in sorted(plan.unmet, key=lambda need: (not need.mandatory, -need.value, need.id))
        ]
        page.table(page.columns("id domain need cause mandatory source"), rows)
        page.meaning("unmet", count=len(rows), mandatory=sum(need.mandatory for need in plan.unmet))
    else:
        page.paragraph(page.say("nothing_unmet"))
    page.title(3, page.say("section.findings"))
    if plan.findings:
        order = {"error": 0, "warning": 1, "info": 2}
        found = [
            (page.say(f"severity.{one.severity}"), page.message(one.message), ", ".join(one.facts) or NOTHING)
            for one in sorted(plan.findings, key=lambda one: order[one.severity])
        ]
        page.table(page.columns("severity finding source"), found)
        errors = sum(one.severity == "error" for one in plan.findings)
        page.meaning("findings", errors=errors, others=len(found) - errors)
    else:
        page.paragraph(page.say("nothing_found"))


def milestones(page: Page) -> None:
    """Each milestone with its date, what is reached, and whether it holds."""
    lines = page.plan.milestones
    page.section("milestones")
    if not lines:
        page.paragraph(page.say("no_milestone"))
        return
    rows = [
        (
            line.id,
            page.message(line.label),
            page.speak.moment(line.due),
            _reached(page, line),
            page.say("held" if line.met else "missed"),
            page.source(f"milestones/{line.id}/due"),
        )
        for line in lines
    ]
    page.table(page.columns("id milestone due reached state source"), rows)
    missed = [line.id for line in lines if not line.met]
    if missed:
        page.meaning("milestones_missed", missed=", ".join(missed), held=len(lines) - len(missed), count=len(lines))
    else:
        page.meaning("milestones_held", count=len(lines))


def terms(page: Page) -> None:
    """The objective, one line a term."""
    page.section("terms")
    found = page.plan.terms
    rows = [
        (
            term_name(page, term.code),
            f"{page.speak.number(term.amount)}\u00a0{_unit(page, term.unit)}",
            page.say("unknown")
            if term.bound is None
            else f"{page.speak.number(term.bound)}\u00a0{_unit(page, term.unit)}",
            page.speak.number(term.cost),
            page.source(f"terms/{term.code}/amount"),
        )
        for term in found
    ]
    page.table(page.columns("term amount least cost source"), rows, right=(1, 2, 3))
    most = max(found, key=lambda term: term.cost, default=None)
    if most is None or most.cost == 0:
        page.meaning("terms_free")
    else:
        figures = {"cost": most.cost, "total": page.plan.solving.objective}
        page.meaning("terms", term=term_name(page, most.code), **figures)
    solving = page.plan.solving
    if solving.gap is not None and solving.bound is not None:
        page.meaning("gap", bound=solving.bound, gap=solving.gap)


def term_name(page: Page, code: str) -> str:
    """A term's name; a term of a domain is said with its domain."""
    measure, _, domain = code.partition(".")
    if domain in DOMAINS and measure in ("late", "margin", "short", "dropped"):
        return page.say(f"term.{measure}", domain=page.say(f"domain.{domain}"))
    return page.say(f"term.{code}") if code in ("goal", "km", "moved", "unkept") else code


def _unit(page: Page, unit: str) -> str:
    return page.say(f"unit.{unit}") if unit in ("task", "item", "decision") else unit


def _reached(page: Page, line: MilestoneLine) -> str:
    if line.value is not None:
        return f"{line.value}\u00a0%" if page.speak.language == "fr" else f"{line.value}%"
    return NOTHING if line.reached is None else page.speak.moment(line.reached)
