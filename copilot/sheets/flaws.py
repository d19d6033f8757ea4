"""What is wrong with a workbook, as whoever reads it tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Args = Mapping[str, str | int | float]


class UnreadableBookError(Exception):
    """A file that is not read as a workbook at all: the code of the reason, and the figures to say it."""

    def __init__(self, code: str, **args: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.args_said: Args = args


@dataclass(frozen=True)
class Flaw:
    """A place of a workbook that cannot be taken as it is; row and column count from 1, 0 being the whole."""

    sheet: str
    row: int
    column: int
    code: str
    args_said: Args = field(default_factory=dict)
