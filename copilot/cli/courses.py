"""`intendance courses`: several ways to do the same, beside one another."""

from pathlib import Path

import click
from rich.text import Text

from copilot.app import files
from copilot.cli.speaking import cores_option, err, json_option, language_option, model_option, out, print_json, table
from copilot.model.course import Comparison, Criteria, Measured
from copilot.model.noun import Language
from copilot.model.order import Order
from copilot.ports import Event
from copilot.texts import Speaker
from tools.look.courses import compare


@click.command()
@click.argument("scenario")
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write each plan in a folder.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True, max=3600),
    default=30.0,
    show_default=True,
    help="Effort of each course, about so many seconds of one core; deterministic.",
)
@cores_option
@model_option
@language_option
@json_option
def courses(
    scenario: str,
    folder: Path | None,
    seed: int,
    time_limit: float,
    cores: int,
    model: str,
    language: Language,
    as_json: bool,
) -> None:
    """Draft several courses of action for SCENARIO and compare them: balanced, fastest, leanest, robust.

    None that another one dominates is offered, nor any that differs too little. Where fewer than three are left, others
    are tried: the main effort on one domain, then another seed.

    Beside them, as a reference: what each office makes of it in turn, without seeing the others.
    """
    found = files.scenario(scenario)
    order = Order(scenario=found.name, language=language, seed=seed, effort=time_limit, cores=cores, model=model)
    speak = Speaker(language)
    plans, dropped = files.courses(found, order, lambda event: _tell(event, speak))
    if folder:
        for course, plan in plans.items():
            files.write(plan, folder / course, language)
    compared = compare(plans, files.reference(found, order, lambda event: _tell(event, speak)), dropped)
    if as_json:
        print_json(compared.model_dump(mode="json"))
    else:
        _print(compared, speak)
    raise click.exceptions.Exit(1 if not plans or any(one.why == "invalid" for one in dropped) else 0)


def _tell(event: Event, speak: Speaker) -> None:
    if event.source == "check":
        err.print(Text(speak.say(event.message)))


def _print(compared: Comparison, speak: Speaker) -> None:
    names = {line.course: speak(f"course.{line.course}") for line in compared.lines}
    columns: list[tuple[str, Measured]] = [(names[line.course], line) for line in compared.lines]
    if compared.reference is not None:
        columns.append((speak("course.in_turn"), compared.reference))
    lines = table("", *(name for name, _ in columns))
    for field in Criteria.model_fields:
        figures = (getattr(one.criteria, field) for _, one in columns)
        lines.add_row(speak(f"criterion.{field}"), *(speak.number(figure) for figure in figures))
    lines.add_row(speak("criterion.objective"), *(speak.number(one.objective) for _, one in columns))
    lines.add_row(speak("criterion.verdict"), *(speak(f"course.verdict.{one.verdict}") for _, one in columns))
    out.print(lines)
    out.print()
    if compared.reference is not None:
        out.print(Text(speak("course.reference")))
    for pair, share in compared.distances.items():
        first, second = pair.split("/")
        said = speak("course.distance", one=speak(f"course.{first}"), two=speak(f"course.{second}"), share=share)
        out.print(Text(said))
    for one in compared.dropped:
        by = "" if one.by is None else speak(f"course.{one.by}")
        said = speak(f"course.dropped.{one.why}", one=speak(f"course.{one.course}"), two=by, seed=one.seed)
        out.print(Text(said, style="yellow"))
    if len(compared.lines) < files.WANTED:
        tries = len(compared.lines) + len(compared.dropped)
        out.print(
            Text(speak("course.few", count=len(compared.lines), tries=tries, wanted=files.WANTED), style="yellow")
        )
