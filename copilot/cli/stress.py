"""`intendance stress`: a plan shaken many times, what breaks first, and what would harden it."""

import os
from pathlib import Path

import click
from pydantic import TypeAdapter, ValidationError
from rich.text import Text

from copilot.app import files
from copilot.app.recording import errand
from copilot.cli.speaking import err, json_option, language_option, out, print_json, table
from copilot.model.change import Change
from copilot.model.errors import PlannerError
from copilot.model.noun import Language
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.stress import Asked, Hardening, Odds, Shaking, Stressed
from copilot.ports import Event
from copilot.settings import Settings
from copilot.texts import Speaker

SHOWN = 3
"""Changes of one proposal told one by one."""


@click.command()
@click.argument("scenario")
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--runs", type=click.IntRange(1, 1_000_000), default=1000, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option(
    "--assume",
    "assumed",
    multiple=True,
    metavar="NAME=N",
    help="What may happen, else than by default; any number of times. Names: " + ", ".join(Shaking.model_fields) + ".",
)
@click.option("--proposals", type=click.IntRange(0, 10), default=4, show_default=True, help="Tried at most.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True, max=3600),
    default=10.0,
    show_default=True,
    help="Effort of each proposal that is solved again.",
)
@click.option(
    "--cores",
    type=click.IntRange(1, 256),
    default=lambda: os.cpu_count() or 1,
    show_default="all",
    help="Runs side by side; the result is the same with any number.",
)
@click.option("--adopt", type=click.IntRange(min=1), help="Number of the proposal to adopt.")
@click.option(
    "--out", "file", type=click.Path(dir_okay=False, path_type=Path), help="Where to write what is adopted, as changes."
)
@language_option
@json_option
def stress(
    scenario: str,
    plan: Path,
    runs: int,
    seed: int,
    assumed: tuple[str, ...],
    proposals: int,
    time_limit: float,
    cores: int,
    adopt: int | None,
    file: Path | None,
    language: Language,
    as_json: bool,
) -> None:
    """Shake PLAN, drafted for SCENARIO: how often each milestone holds, what breaks first, what would harden it.

    With --adopt N --out FILE, write the changes of the N-th proposal: `intendance replan` takes them.
    """
    if (adopt is None) is not (file is None):
        raise click.UsageError("--adopt N --out FILE go together")
    found, shaken = files.scenario(scenario), files.read_plan(plan)
    order = Order(
        scenario=shaken.scenario,
        language=language,
        errand="stress",
        parent=shaken.id,
        seed=seed,
        effort=time_limit,
        cores=cores,
        stress=Asked(runs=runs, proposals=proposals, shaking=_shaking(assumed)),
    )
    speak = Speaker(language, shaken.names | files.names(found), shaken.clock)
    run, result = errand(Settings(), found, order, shaken, lambda event: _tell(event, speak))
    if not isinstance(result, Stressed):
        raise TypeError("a stress test was asked")
    if adopt is not None and file is not None:
        _adopt(result, adopt, file, speak)
    if as_json:
        print_json(result.model_dump(mode="json"))
    else:
        print_stressed(result, shaken, speak)
        out.print(Text(speak("cli.run_told", run=run), style="dim"))


def print_stressed(result: Stressed, plan: Plan, speak: Speaker) -> None:
    """Prints the milestones, the weakest items, the stocks that run dry and the proposals."""
    out.print(Text(speak("stress.head", runs=result.runs, seed=str(result.seed)), style="bold"))
    _milestones(result, speak)
    _weak(result, speak)
    for one in result.dry[:SHOWN]:
        place = {"item": f"@items/{one.item}", "site": f"@sites/{one.site}"}
        out.print(Text(speak("stress.dry", percent=_share(one.runs, result), **place)))
    if len(result.dry) > SHOWN:
        out.print(Text(speak("stress.dry_more", count=len(result.dry) - SHOWN)))
    for number, proposal in enumerate(result.proposals, start=1):
        _proposal(number, proposal, result, speak)
    if not result.proposals:
        out.print(Text(speak("stress.no_proposal")))
    out.print(Text(speak("stress.assumptions"), style="bold"))
    for name, value in result.shaking:
        out.print(Text("  - " + speak(f"stress.assumed.{name}", value=value)), soft_wrap=True)


def said_odds(odds: Odds, speak: Speaker) -> str:
    """A probability and its interval, in per cent."""
    figures = {name: round(100 * value, 1) for name, value in (("low", odds.low), ("high", odds.high))}
    return speak("stress.odds", percent=odds.percent, **figures)


def said_cost(cost: int, speak: Speaker) -> str:
    """How much dearer or cheaper a plan becomes."""
    if not cost:
        return speak("stress.same")
    return speak("stress.dearer" if cost > 0 else "stress.cheaper", cost=abs(cost))


def _milestones(result: Stressed, speak: Speaker) -> None:
    lines = table(*(speak(f"stress.col.{name}") for name in ("milestone", "due", "planned", "odds")))
    for one in result.milestones:
        planned = speak("cli.yes" if one.planned else "cli.no")
        lines.add_row(speak.say(one.label), speak.moment(one.due), planned, said_odds(one.odds, speak))
    out.print(lines)


def _weak(result: Stressed, speak: Speaker) -> None:
    lines = table(*(speak(f"stress.col.{name}") for name in ("item", "lost", "late", "delay", "cause", "cost")))
    for one in result.weak:
        cost = ", ".join(f"{name} {speak.number(_share(count, result))} %" for name, count in one.cost.items())
        shares = (f"{speak.number(_share(count, result))} %" for count in (one.lost, one.late))
        lines.add_row(one.item, *shares, f"{one.delay} h", speak(f"stress.cause.{one.cause}"), cost or "-")
    if result.weak:
        out.print(Text(speak("stress.weak"), style="bold"))
        out.print(lines)


def _proposal(number: int, proposal: Hardening, result: Stressed, speak: Speaker) -> None:
    out.print(Text(speak("stress.proposal", number=number, why=speak.say(proposal.why)), style="bold"), soft_wrap=True)
    for change in proposal.changes[:SHOWN]:
        out.print(Text("    - " + speak.say(change.label())), soft_wrap=True)
    if len(proposal.changes) > SHOWN:
        out.print(Text("    - " + speak("stress.more", count=len(proposal.changes) - SHOWN)))
    if not proposal.odds:
        out.print(Text("    " + speak("stress.fails"), style="yellow"))
        return
    out.print(Text("    " + speak("stress.made", cost=said_cost(proposal.cost, speak), moved=proposal.moved)))
    for before, after in zip(result.milestones, proposal.odds, strict=True):
        if before.odds != after:
            said = {"before": said_odds(before.odds, speak), "after": said_odds(after, speak)}
            out.print(Text("    " + speak("stress.then", milestone=speak.say(before.label), **said)), soft_wrap=True)
    if all(before.odds == after for before, after in zip(result.milestones, proposal.odds, strict=True)):
        out.print(Text("    " + speak("stress.nothing")))


def _share(count: int, result: Stressed) -> float:
    return round(100 * count / result.runs, 1)


def _shaking(assumed: tuple[str, ...]) -> Shaking:
    values = dict(one.partition("=")[::2] for one in assumed)
    try:
        return Shaking.model_validate_strings(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "/".join(str(step) for step in first["loc"])
        raise PlannerError("error.stress_assumed", name=where, what=first["msg"]) from None


def _adopt(result: Stressed, number: int, file: Path, speak: Speaker) -> None:
    if number > len(result.proposals):
        raise PlannerError("error.relief_unknown", number=number, count=len(result.proposals))
    changes = result.proposals[number - 1].changes
    file.write_bytes(TypeAdapter(tuple[Change, ...]).dump_json(changes, indent=2) + b"\n")
    err.print(Text(speak("cli.written", path=str(file))))


def _tell(event: Event, speak: Speaker) -> None:
    if event.source == "stress":
        err.print(Text(speak.say(event.message)))
