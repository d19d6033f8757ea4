"""Every text a user reads, in French and in English, and the one way to say a message."""

import datetime
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from copilot.model.clock import Clock
from copilot.model.noun import Language, Message

_ROW = re.compile(r"@([a-z_]+)/(.+)")
_MINUTES = re.compile(r"([td]):(-?[0-9]{1,9})")
NARROW_NBSP = "\u202f"
NBSP = "\u00a0"


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    texts: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            texts |= _flat(value, f"{prefix}{key}.")
        else:
            texts[prefix + key] = value
    return texts


@cache
def texts(language: Language) -> Mapping[str, str]:
    """Every text of a language by its dotted key; a key written in two files is an error."""
    found: dict[str, str] = {}
    for file in sorted(files(__name__).joinpath(language).iterdir(), key=lambda entry: entry.name):
        for key, text in _flat(tomllib.loads(file.read_text(encoding="utf-8"))).items():
            if key in found:
                raise ValueError(f"text {key} stands twice in {language}")
            found[key] = text
    return found


class Speaker:
    """Says messages, numbers and dates in one language, with the names and the clock of one plan."""

    def __init__(
        self, language: Language, names: Mapping[str, Mapping[str, str]] | None = None, clock: Clock | None = None
    ) -> None:
        self.language = language
        self._names = names or {}
        self._clock = clock

    def __call__(self, code: str, **args: str | int | float) -> str:
        """The text of a key, its placeholders filled in."""
        spoken = {key: self._value(value) for key, value in args.items()}
        return texts(self.language)[code].format(**spoken)

    def say(self, message: Message) -> str:
        """A message in this language."""
        return self(message.code, **message.args)

    def name(self, table: str, row: str) -> str:
        """The name of a row, or its identifier when it has none."""
        return self._names.get(f"{table}/{row}", {}).get(self.language, row)

    def number(self, value: float) -> str:
        """A number with the language's separators, at most two decimals."""
        text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
        if self.language == "en":
            return text
        return text.replace(",", NARROW_NBSP).replace(".", ",")

    def moment(self, minute: int) -> str:
        """A minute of the plan as a local date and time, with the day of the week."""
        if self._clock is None:
            raise ValueError("a speaker without a clock cannot say a moment")
        moment = self._clock.at(minute)
        return f"{self._weekday(moment)} {moment:%d/%m %H:%M}"

    def date(self, day: datetime.date) -> str:
        """A day with its day of the week and its year."""
        return f"{self._weekday(day)} {day:%d/%m/%Y}"

    def _weekday(self, day: datetime.date) -> str:
        return texts(self.language)["calendar.days"].split()[day.weekday()]

    def duration(self, minutes: int) -> str:
        """A length of time in days, hours and minutes, zero parts left out."""
        days, rest = divmod(minutes, 1440)
        hours, left = divmod(rest, 60)
        parts = [(days, "unit.day_short"), (hours, "unit.hour_short"), (left, "unit.minute_short")]
        said = [f"{amount}{NBSP}{self(code)}" for amount, code in parts if amount]
        return " ".join(said) or f"0{NBSP}{self('unit.minute_short')}"

    def _value(self, value: str | int | float) -> str:
        if isinstance(value, str):
            if row := _ROW.fullmatch(value):
                return self.name(row[1], row[2])
            if minutes := _MINUTES.fullmatch(value):
                return (self.moment if minutes[1] == "t" else self.duration)(int(minutes[2]))
            return value
        return self.number(value)
