"""A scenario played at the command line: a line each time that something happens, then the after-action table."""

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from copilot.app import files
from copilot.app.recording import played
from copilot.cli.speaking import err, out, print_json, table
from copilot.cli.summary import STYLES
from copilot.model.noun import Language
from copilot.model.order import Order
from copilot.model.reaction import Reaction
from copilot.model.scenario import Scenario
from copilot.settings import Settings
from copilot.texts import Speaker

COLUMNS = ("time", "announced", "answer", "shifted", "added", "removed", "lost", "won", "cost")


def play_out(
    found: Scenario, order: Order, until: str | None, folder: Path | None, language: Language, as_json: bool
) -> bool:
    """Plays a scenario through its injects and prints what became of it; were all plans VALID and within bounds?"""
    speak = Speaker(language, files.names(found), found.world.clock)
    last = None if until is None else files.moment(found, until)
    order = order.model_copy(update={"errand": "play", "until": last})
    run, made, plans = played(Settings(), found, order, lambda event: err.print(Text(speak.say(event.message))))
    reactions = made.reactions
    written = files.write_play(reactions, plans, folder, language) if folder else ()
    if as_json:
        print_json([one.model_dump(mode="json") for one in reactions])
    else:
        _show(reactions, speak)
        for path in written:
            out.print(Text(speak("cli.written", path=str(path))))
        out.print(Text(speak("cli.run_told", run=run)))
    return made.sound


def _show(reactions: Sequence[Reaction], speak: Speaker) -> None:
    shown = table(*(speak(f"cli.head.{name}") for name in COLUMNS), title=speak("cli.play.title"))
    for one in reactions:
        titles = "\n".join(f"{inject.id}  {inject.title(speak.language)}" for inject in one.injects)
        verdict = speak(f"course.verdict.{one.verdict}") + ("" if one.goal_met else speak("cli.play.goal_lost"))
        shown.add_row(
            speak.moment(one.at),
            titles or speak("cli.play.draft"),
            Text(verdict, style=STYLES[one.verdict] if one.goal_met else "bold yellow"),
            str(one.count("moved", "equipped", "routed")),
            str(one.count("added")),
            str(one.count("removed")),
            ", ".join(one.lost),
            ", ".join(one.won),
            speak.number(one.cost),
        )
    out.print(shown)
    for odd in (odd for one in reactions for odd in one.outside):
        out.print(
            Text(
                speak(
                    "cli.play.outside",
                    inject=odd.inject,
                    figure=speak(f"export.played.figure.{odd.figure}"),
                    found=odd.found,
                    low="-" if odd.low is None else odd.low,
                    high="-" if odd.high is None else odd.high,
                    why=odd.why,
                ),
                style="bold red",
            )
        )
