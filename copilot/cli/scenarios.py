"""`intendance scenarios`: what is bundled."""

import click

from copilot.app import files
from copilot.cli.speaking import json_option, language_option, out, print_json, table
from copilot.model.noun import Language
from copilot.texts import Speaker


@click.command()
@language_option
@json_option
def scenarios(language: Language, as_json: bool) -> None:
    """List the bundled scenarios."""
    found = [files.scenario(name) for name in files.scenario_names()]
    if as_json:
        print_json([{"name": one.name, "title_fr": one.title_fr, "title_en": one.title_en} for one in found])
        return
    speak = Speaker(language)
    lines = table(*(speak(f"cli.head.{name}") for name in ("scenario", "title", "days", "vehicles")))
    for one in found:
        title = one.title_fr if language == "fr" else one.title_en
        days = speak.number(round(one.world.clock.end / 1440, 1))
        lines.add_row(one.name, title, days, speak.number(len(one.world.assets)))
    out.print(lines)
