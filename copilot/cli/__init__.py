"""The command line: `intendance VERB`; exit codes 0 fine, 1 invalid plan or goal not met, 2 bad input."""

import sys

import click

from copilot.cli.ask import ask
from copilot.cli.check import check
from copilot.cli.courses import courses
from copilot.cli.dataset import dataset
from copilot.cli.doctor import doctor
from copilot.cli.draft import draft
from copilot.cli.evaluating import evaluate
from copilot.cli.explain import explain
from copilot.cli.export import export
from copilot.cli.intake import intake
from copilot.cli.replan import replan
from copilot.cli.replay import replay
from copilot.cli.scenarios import scenarios
from copilot.cli.serve import serve
from copilot.cli.speaking import complain
from copilot.cli.stress import stress
from copilot.cli.trail import trail
from copilot.cli.ui import ui
from copilot.cli.why import why
from copilot.cli.workbook import workbook
from copilot.model.errors import IntendanceError
from copilot.model.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="intendance")
def intendance() -> None:
    """L'intendance suivra. Drafts, checks, explains and exports one joint support plan."""


VERBS = (
    scenarios,
    draft,
    replan,
    courses,
    check,
    why,
    stress,
    explain,
    intake,
    ask,
    evaluate,
    trail,
    replay,
    dataset,
    export,
    workbook,
    ui,
    serve,
    doctor,
)
for verb in VERBS:
    intendance.add_command(verb)


def main() -> None:
    """Runs the command; every refusal is said in plain words, with exit code 2."""
    try:
        sys.exit(intendance.main(standalone_mode=False))
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except IntendanceError as error:
        complain(error)
        sys.exit(2)
