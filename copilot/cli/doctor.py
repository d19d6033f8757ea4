"""`intendance doctor`: is this installation sound?"""

import click
from rich.text import Text

from copilot.app.health import examine
from copilot.app.sign import Sign
from copilot.cli.speaking import json_option, language_option, out, print_json
from copilot.model.noun import Language
from copilot.settings import Settings
from copilot.texts import Speaker


@click.command()
@language_option
@json_option
def doctor(language: Language, as_json: bool) -> None:
    """Check the installation: packages, store, scenarios, silence towards the outside, the model's server if any."""
    signs = examine(Settings())
    if as_json:
        print_json([{"sign": one.message.model_dump(), "sound": one.sound, "warning": one.warning} for one in signs])
    else:
        speak = Speaker(language)
        for sign in signs:
            out.print(Text.assemble(_mark(sign), speak.say(sign.message)))
    raise click.exceptions.Exit(0 if all(sign.sound for sign in signs) else 1)


def _mark(sign: Sign) -> tuple[str, str]:
    if not sign.sound:
        return "!! ", "bold red"
    return ("!  ", "yellow") if sign.warning else ("OK ", "green")
