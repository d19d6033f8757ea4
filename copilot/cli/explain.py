"""`intendance explain`: where a figure comes from, down to the cells of the input."""

from pathlib import Path

import click
from rich.tree import Tree

from copilot.app import files
from copilot.cli.speaking import json_option, language_option, out, print_json
from copilot.model.fact import Cell, Changed, Fact, Stated
from copilot.model.noun import Language
from copilot.model.plan import Plan
from copilot.texts import Speaker
from copilot.texts.prose import figure


@click.command()
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("fact")
@language_option
@json_option
def explain(plan: Path, fact: str, language: Language, as_json: bool) -> None:
    """Trace FACT (an identifier such as FS12, or an address such as items/CV-DP1-02/start) of PLAN to its sources."""
    read = files.read_plan(plan)
    found = files.fact(read, fact)
    if as_json:
        print_json([one.model_dump(mode="json") for one in files.chain(read, found)])
        return
    speak = Speaker(language, read.names, read.clock)
    tree = Tree(_said(read, found, speak))
    _grow(tree, read, found, speak, set())
    out.print(tree, soft_wrap=True)


def _grow(tree: Tree, plan: Plan, fact: Fact, speak: Speaker, seen: set[str]) -> None:
    """Adds the facts that went in; one already shown is not opened again."""
    if fact.origin.kind != "run":
        return
    for name in fact.origin.inputs:
        before = plan.fact[name]
        again = name in seen
        seen.add(name)
        branch = tree.add(_said(plan, before, speak) + (" ..." if again and before.origin.kind == "run" else ""))
        if not again:
            _grow(branch, plan, before, speak, seen)


def _said(plan: Plan, fact: Fact, speak: Speaker) -> str:
    where = f" ({fact.about})" if fact.about else ""
    return f"{fact.id}{where} = {figure(speak, fact)}  <- {_origin(plan, fact, speak)}"


def _origin(plan: Plan, fact: Fact, speak: Speaker) -> str:
    origin = fact.origin
    if isinstance(origin, Cell):
        return speak("cli.origin.cell", table=origin.table, row=str(origin.row), column=origin.column)
    if isinstance(origin, Changed):
        return speak("cli.origin.change", change=speak.say(plan.changes[origin.change].label()))
    if isinstance(origin, Stated):
        return speak("cli.origin.edit", by=origin.by, at=origin.at, reason=origin.reason)
    run = plan.run[origin.run]
    arguments = ", ".join(f"{name}={value}" for name, value in run.arguments.items())
    seed = "" if run.seed is None else f", seed={run.seed}"
    return speak("cli.origin.run", tool=run.tool, version=run.version, run=run.id, arguments=arguments + seed or "-")
