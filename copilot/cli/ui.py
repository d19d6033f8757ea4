"""`intendance ui`: the desk and its worker."""

import click
from rich.text import Text

from copilot.cli.speaking import language_option, out
from copilot.model.noun import Language
from copilot.settings import Settings
from copilot.texts import Speaker
from copilot.ui.launcher import run


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on, 8501 unless set.")
@language_option
def ui(port: int | None, language: Language) -> None:
    """Open the desk in the browser at the address printed; Ctrl+C stops it."""
    settings = Settings() if port is None else Settings(port=port)
    speak = Speaker(language)
    raise click.exceptions.Exit(run(settings, lambda address: out.print(Text(speak("cli.desk_at", address=address)))))
