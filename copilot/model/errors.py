"""Every error of the product, sorted by who must hear it.

IntendanceError
|-- PlannerError          the planner: the input or the demand is wrong
|   |-- ScenarioError     a scenario folder cannot be read: carries every problem found
|   |-- BookError         a workbook of decisions cannot be taken: carries every problem found
|   |-- ChangeError       changes that fit no row, or give it a value it may not have: carries every problem found
|   |-- UnknownNameError       no scenario, plan, item, fact or format of that name
|   `-- AlreadyDecidedError    somebody else decided first
|-- ModelError            the model: a tool call is refused; the message may be read by it
|-- OperatorError         the operator: a store or a server does not answer
|   `-- BackendError      the model's server gave no answer: says whether asking again may help
`-- InstallError          the installer: settings or packages are wrong
"""

import difflib
from collections.abc import Iterable

from copilot.model.decision import Decision
from copilot.model.noun import Message, Noun


class IntendanceError(Exception):
    """Carries a message to be said in the reader's language."""

    def __init__(self, code: str, **args: str | int | float) -> None:
        super().__init__(code, args)
        self.message = Message(code=code, args=args)


class PlannerError(IntendanceError):
    """The planner's input or demand is wrong."""


class Problem(Noun):
    """One thing wrong in the input: where, the value found, what was expected, and the nearest known name.

    In a workbook, `table` is the name of the sheet, `column` the header, and `cell` the cell's name, like F12.
    """

    table: str
    row: int | None = None
    column: str | None = None
    cell: str = ""
    value: str = ""
    message: Message
    nearest: str | None = None


class ScenarioError(PlannerError):
    """A scenario that cannot be read, with all its problems."""

    def __init__(self, scenario: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("error.scenario", scenario=scenario, count=len(self.problems))


class BookError(PlannerError):
    """A workbook of decisions that cannot be taken, with all its problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("error.book", count=len(self.problems))


class ChangeError(PlannerError):
    """Changes that cannot be made, with all their problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("error.changes", count=len(self.problems))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is closest to one that is not, when one is near."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return close[0] if close else None


class UnknownNameError(PlannerError):
    """A name that is not known, with the nearest one that is, when one is near."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.nearest = nearest(name, known)
        if self.nearest is None:
            super().__init__("error.unknown_name", kind=kind, name=name)
        else:
            super().__init__("error.unknown_name_near", kind=kind, name=name, nearest=self.nearest)


class AlreadyDecidedError(PlannerError):
    """Another decision on the same item of the same plan came first."""

    def __init__(self, first: Decision) -> None:
        self.first = first
        super().__init__("error.already_decided", item=first.item, by=first.by, verb=first.verb)


class ModelError(IntendanceError):
    """A tool call that is refused; its message holds nothing that a model may not read."""


class OperatorError(IntendanceError):
    """A store or a server that does not answer."""


class BackendError(OperatorError):
    """The model gave no answer; `again` when the same question may be answered if it is asked again."""

    def __init__(self, code: str, again: bool = False, **args: str | int | float) -> None:
        super().__init__(code, **args)
        self.again = again


class InstallError(IntendanceError):
    """Settings or packages that are wrong."""
