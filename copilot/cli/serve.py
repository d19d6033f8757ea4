"""`intendance serve`: a Mistral model on this site's own vLLM."""

import sys
from pathlib import Path

import click
from rich.text import Text

from copilot.app import engine
from copilot.app.serving import Adapter, Preset, Serving, command, environment, presets, shown
from copilot.cli.speaking import err, json_option, language_option, out, print_json, table
from copilot.model.errors import InstallError
from copilot.model.noun import Language
from copilot.settings import Settings
from copilot.texts import Speaker


@click.command()
@click.argument("model", required=False)
@click.argument("more", nargs=-1, type=click.UNPROCESSED)
@click.option("--list", "listed", is_flag=True, help="Known models, with the GPU memory that they need and licence.")
@click.option("--print", "printed", is_flag=True, help="Print the command, run nothing.")
@click.option("--name", default="", help="Name to serve under; that of the model unless set.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--adapter", "adapters", multiple=True, metavar="NAME=DIR", help="One LoRA adapter, for all agents.")
@click.option("--gpus", type=click.IntRange(1, 64), help="GPUs of a machine that one copy is cut over.")
@click.option("--nodes", type=click.IntRange(1, 64), default=1, show_default=True, help="Machines of a Ray cluster.")
@click.option("--longest", type=click.IntRange(1024), default=65536, show_default=True, help="Longest conversation.")
@click.option(
    "--python",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=sys.executable,
    help="Python of the environment that holds vLLM; this one unless set.",
)
@language_option
@json_option
def serve(
    model: str | None,
    more: tuple[str, ...],
    listed: bool,
    printed: bool,
    name: str,
    port: int,
    adapters: tuple[str, ...],
    gpus: int | None,
    nodes: int,
    longest: int,
    python: Path,
    language: Language,
    as_json: bool,
) -> None:
    """Serve MODEL, a known short name, a name of the hub or a folder, on this machine only; Ctrl+C ends all of it.

    What follows -- goes to vLLM as it is. The key of INTENDANCE_MODEL_KEY, when there is one, is asked of clients.
    """
    speak = Speaker(language)
    if listed:
        _list(speak, as_json)
        return
    if model is None:
        raise click.UsageError(speak("serve.which"))
    serving = Serving(
        model=model,
        name=name,
        port=port,
        adapter=_adapter(adapters),
        nodes=nodes,
        gpus=gpus,
        longest=longest,
        extra=more,
    )
    if printed:
        words = command(serving)
        print_json({"command": words}) if as_json else click.echo(shown(words))
        return
    found = engine.installed(python)
    if found.trapped:
        err.print(Text(speak("serve.parser_trap", version=found.common), style="yellow"))
    words = command(serving, engine.start(python, found))
    err.print(Text(shown(words)))
    key = Settings().model_key.get_secret_value()
    raise click.exceptions.Exit(engine.keep(words, environment(key)))


def _adapter(told: tuple[str, ...]) -> Adapter | None:
    if len(told) > 1:
        raise InstallError("serve.one_adapter", count=len(told))
    if not told:
        return None
    name, _, folder = told[0].partition("=")
    if not name or not folder:
        raise InstallError("serve.adapter_words", words=told[0])
    return Adapter(name=name, folder=Path(folder))


def _list(speak: Speaker, as_json: bool) -> None:
    if as_json:
        print_json({name: preset.model_dump(mode="json") for name, preset in presets().items()})
        return
    heads = (speak(f"serve.head.{name}") for name in ("name", "model", "licence", "memory", "hardware", "note"))
    shelf = table(*heads)
    shelf.columns[1].overflow = "fold"
    for name, preset in presets().items():
        memory = f"{speak.number(preset.memory_gb)} GB" if preset.memory_gb else "-"
        shelf.add_row(name, preset.model, preset.licence, memory, preset.hardware, _note(preset, speak))
    out.print(shelf)


def _note(preset: Preset, speak: Speaker) -> str:
    return speak(f"serve.note.{preset.note}") if preset.note else ""
