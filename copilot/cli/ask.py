"""`intendance ask`: a question about a plan, answered with its sources or by a solved variant."""

from pathlib import Path

import click
from rich.text import Text

from copilot.app import files
from copilot.app.recording import errand
from copilot.cli.speaking import json_option, language_option, model_option, out, print_json, table
from copilot.cli.summary import term_name
from copilot.cli.why import print_explanation
from copilot.model.advice import Answered
from copilot.model.noun import Language
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.settings import Settings
from copilot.texts import Speaker
from copilot.texts.prose import said


@click.command()
@click.argument("scenario")
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("question")
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write the variant here.")
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True, max=3600), default=10.0, show_default=True)
@model_option
@language_option
@json_option
def ask(
    scenario: str,
    plan: Path,
    question: str,
    folder: Path | None,
    time_limit: float,
    model: str,
    language: Language,
    as_json: bool,
) -> None:
    """Ask QUESTION about PLAN, drafted for SCENARIO: what if, why, or what the plan has. Nothing is changed."""
    found, about = files.scenario(scenario), files.read_plan(plan)
    order = Order(
        scenario=about.scenario,
        language=language,
        errand="ask",
        words=question,
        parent=about.id,
        effort=time_limit,
        model=model,
    )
    run, answered = errand(Settings(), found, order, about)
    if not isinstance(answered, Answered):
        raise TypeError("a question was asked")
    if folder is not None and answered.variant is not None:
        files.write(answered.variant, folder, language)
    if as_json:
        print_json(answered.model_dump(mode="json"))
    else:
        speak = Speaker(language, about.names | files.names(found), about.clock)
        print_answer(answered, about, speak)
        out.print(Text(speak("cli.run_told", run=run), style="dim"))
    raise click.exceptions.Exit(0)


def print_answer(answered: Answered, plan: Plan, speak: Speaker) -> None:
    """Prints how the question was understood, then the answer with its sources."""
    advice = answered.advice
    out.print(Text(speak(f"cli.ask.{advice.way}"), style="bold"))
    if advice.because is not None:
        out.print(Text(speak.say(advice.because), style="yellow"))
    for one in advice.changes:
        out.print(Text(speak("cli.ask.change", change=speak.say(one.change.label()), quote=one.quote)))
    for refused in advice.refused:
        out.print(Text(speak("cli.intake.refused", quote=refused.quote, why=speak.say(refused.why)), style="red"))
    if advice.comment is not None and advice.way != "cannot":
        for _, text in said(plan, advice.comment, speak):
            out.print(Text("  " + text, style="italic"))
    if answered.explanation is not None:
        print_explanation(answered.explanation, speak)
    if answered.variant is not None:
        _variant(answered, answered.variant, speak)


def _variant(answered: Answered, variant: Plan, speak: Speaker) -> None:
    speak = Speaker(speak.language, variant.names, variant.clock)
    out.print(Text(speak(f"cli.verdict.{variant.verdict}")))
    for need in variant.unmet:
        out.print(Text(f"{need.id}: {speak.say(need.label)} - {speak.say(need.cause)}", style="red"))
    terms = table(*(speak(f"cli.head.{name}") for name in ("term", "before", "after")))
    for one in answered.terms:
        terms.add_row(term_name(one.code, speak), f"{one.before} {one.unit}", f"{one.after} {one.unit}")
    if answered.terms:
        out.print(terms)
    out.print(Text(speak("cli.replan.moved", count=len(answered.moved), items=len(variant.items)), style="bold"))
    lines = table(*(speak(f"cli.head.{name}") for name in ("item", "moved", "cause")))
    for moved in answered.moved:
        lines.add_row(moved.item, speak(f"movement.{moved.what}"), speak.say(moved.cause))
    if answered.moved:
        out.print(lines)
