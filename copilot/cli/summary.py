"""What a planner reads first of a plan: the verdict, milestones, what is not met, the cost by term."""

from collections import Counter

from rich.text import Text

from copilot.cli.comments import print_speakers
from copilot.cli.speaking import out, table
from copilot.model.finding import Finding
from copilot.model.noun import Language
from copilot.model.plan import MilestoneLine, Plan
from copilot.texts import Speaker

STYLES = {"VALID": "bold green", "INVALID": "bold red", "UNKNOWN": "bold yellow"}
SEVERITIES = {"error": "red", "warning": "yellow", "info": "dim"}


def print_summary(plan: Plan, language: Language, seconds: float) -> None:
    """Prints the plan's summary, with the time spent."""
    speak = Speaker(language, plan.names, plan.clock)
    out.print()
    out.print(Text(speak("cli.title", scenario=plan.scenario, revision=plan.revision), style="bold"))
    out.print(Text(speak("cli.window", first=f"t:{0}", last=f"t:{plan.clock.end}")))
    out.print()
    print_verdict(plan, speak)
    _milestones(plan, speak)
    _unmet(plan, speak)
    _terms(plan, speak)
    print_findings(plan.findings, speak)
    counts = Counter(item.kind for item in plan.items)
    said = ", ".join(f"{speak(f'cli.kind.{kind}')} {speak.number(count)}" for kind, count in counts.most_common())
    out.print(Text(speak("cli.items", items=said)))
    out.print(Text(speak(f"cli.status.{plan.solving.status}", seed=str(plan.solving.seed))))
    if plan.solving.gap is not None and plan.solving.bound is not None:
        out.print(Text(speak("cli.bound", bound=plan.solving.bound, gap=plan.solving.gap)))
    print_speakers(plan, speak)
    out.print(Text(speak("cli.seconds", seconds=round(seconds, 1), plan=plan.id[:12])))


def print_verdict(plan: Plan, speak: Speaker) -> None:
    """Prints the verdict and whether the goal is met."""
    out.print(Text(speak(f"cli.verdict.{plan.verdict}"), style=STYLES[plan.verdict]))
    if not plan.goal_met:
        out.print(Text(speak("cli.goal_not_met"), style="bold red"))


def print_findings(findings: tuple[Finding, ...], speak: Speaker) -> None:
    """Prints each finding: how bad, which items, and what was found."""
    for finding in findings:
        items = f" [{', '.join(finding.items)}]" if finding.items else ""
        head = f"{speak(f'desk.severity.{finding.severity}')} {finding.rule}{items} : "
        out.print(Text.assemble((head, SEVERITIES[finding.severity]), speak.say(finding.message)))


def _milestones(plan: Plan, speak: Speaker) -> None:
    lines = table(*(speak(f"cli.head.{name}") for name in ("milestone", "due", "reached", "met")))
    for line in plan.milestones:
        met = Text(speak("cli.yes" if line.met else "cli.no"), style="green" if line.met else "bold red")
        lines.add_row(speak.say(line.label), speak.moment(line.due), _reached(line, speak), met)
    if plan.milestones:
        out.print()
        out.print(lines)


def _reached(line: MilestoneLine, speak: Speaker) -> str:
    if line.value is not None:
        return f"{speak.number(line.value)} %"
    return "-" if line.reached is None else speak.moment(line.reached)


def _unmet(plan: Plan, speak: Speaker) -> None:
    out.print()
    if not plan.unmet:
        out.print(Text(speak("cli.all_met")))
        return
    lines = table(*(speak(f"cli.head.{name}") for name in ("unmet", "need", "cause")))
    for need in plan.unmet:
        style = "bold red" if need.mandatory else ""
        lines.add_row(Text(need.id, style=style), speak.say(need.label), speak.say(need.cause))
    out.print(lines)


def _terms(plan: Plan, speak: Speaker) -> None:
    lines = table(*(speak(f"cli.head.{name}") for name in ("term", "amount", "least", "cost")))
    for term in plan.terms:
        unit = speak(f"desk.unit.{term.unit}") if term.unit not in ("h", "km") else term.unit
        least = speak("cli.unknown") if term.bound is None else f"{speak.number(term.bound)} {unit}"
        lines.add_row(
            term_name(term.code, speak), f"{speak.number(term.amount)} {unit}", least, speak.number(term.cost)
        )
    lines.add_row(speak("cli.total"), "", "", speak.number(plan.solving.objective), style="bold")
    out.print()
    out.print(lines)
    out.print()


def term_name(code: str, speak: Speaker) -> str:
    """A term's name; a term of a domain is said with its domain."""
    measure, _, domain = code.partition(".")
    name = speak(f"desk.term.{measure}")
    return f"{name} ({speak(f'desk.domain.{domain}')})" if domain else name
