"""`intendance doctor`: is this installation sound?"""

import click
from rich.text import Text

from copilot.app.health import examine
from copilot.cli.speaking import json_option, language_option, out, print_json
from copilot.model.noun import Language
from copilot.settings import Settings
from copilot.texts import Speaker


@click.command()
@language_option
@json_option
def doctor(language: Language, as_json: bool) -> None:
    """Check the installation: packages, store, scenarios, and that nothing speaks to the outside."""
    signs = examine(Settings())
    if as_json:
        print_json([{"sign": sign.message.model_dump(), "sound": sign.sound} for sign in signs])
    else:
        speak = Speaker(language)
        for sign in signs:
            mark = ("OK ", "green") if sign.sound else ("!! ", "bold red")
            out.print(Text.assemble(mark, speak.say(sign.message)))
    raise click.exceptions.Exit(0 if all(sign.sound for sign in signs) else 1)
