"""One thing said: its words, and what they name, date and count."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from copilot.adapters.models.scripted.heard.lexicon import says
from copilot.adapters.models.scripted.heard.moments import Moment, Window, moments
from copilot.adapters.models.scripted.heard.naming import Mention, Rows
from copilot.adapters.models.scripted.heard.numbers import numbers

Mode = Literal["words", "report", "suppose"]


@dataclass(frozen=True)
class Setting:
    """What a text is read against: the rows, the window, the situation as the prompt lists it, what is read for.

    `author`: the workshop that a report comes from, as its first sentence says.
    """

    rows: Rows
    window: Window
    situation: dict[str, Any]
    mode: Mode
    author: str = ""

    def listed(self, table: str) -> list[list[Any]]:
        """The rows of a table of the situation."""
        return [row for row in self.situation.get(table, []) if isinstance(row, list)]

    @property
    def span(self) -> tuple[str, str]:
        """When the window begins and ends."""
        return f"{self.window.begin:%Y-%m-%dT%H:%M}", f"{self.window.end:%Y-%m-%dT%H:%M}"


@dataclass(frozen=True)
class Unsure:
    """Why a clause gives nothing: what is missing or fits several rows, as the code of a question."""

    why: str


@dataclass(frozen=True)
class Clause:
    """A passage with one verb that a rule knows."""

    quote: str
    folded: str
    setting: Setting

    def says(self, *names: str, group: str = "verb") -> bool:
        """True when it has a word of one of these names of the lexicon."""
        return says(self.folded, group, *names)

    @cached_property
    def named(self) -> dict[str, tuple[Mention, ...]]:
        """The rows it names, by table."""
        return self.setting.rows.named(self.folded)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The days it says."""
        return moments(self.folded, self.setting.window)

    @cached_property
    def numbers(self) -> list[tuple[int, tuple[int, int]]]:
        """The numbers it says that are neither dates nor parts of a name."""
        return numbers(self.folded, self.taken)

    @property
    def taken(self) -> list[tuple[int, int]]:
        """The places of dates and names."""
        names = [one.place for found in self.named.values() for one in found]
        return [*names, *(one.place for one in self.moments)]

    def rows(self, table: str) -> list[str]:
        """The rows of a table that it names beyond doubt."""
        return list(dict.fromkeys(one.rows[0] for one in self.named.get(table, ()) if len(one.rows) == 1))

    def row(self, table: str) -> str | None:
        """The one row of a table that it names; None when it names none, several, or one that could be another."""
        found = self.named.get(table, ())
        rows = self.rows(table)
        return rows[0] if len(rows) == 1 and all(len(one.rows) == 1 for one in found) else None

    def beyond_site(self, table: str) -> bool:
        """True when it names a row of a table by more than the name of a site: "Suippes" alone is no workshop."""
        sites = [one.place for one in self.named.get("sites", ())]
        return any(
            not any(begin <= one.place[0] and one.place[1] <= end for begin, end in sites)
            for one in self.named.get(table, ())
        )

    def when(self) -> str | None:
        """The one date and hour that it says; None when it says none, several, or one that is not settled."""
        return self.moments[0].settled if len(self.moments) == 1 else None

    def span(self) -> tuple[str, str] | Unsure:
        """From when to when; a supposition without a date lasts the whole window."""
        begin, end = self.setting.span
        match self.moments:
            case ():
                return (begin, end) if self.setting.mode == "suppose" else Unsure("dates")
            case (one,) if one.until and one.ends:
                return begin, one.ends
            case (one,) if one.hour is None and not one.since and one.begins and one.ends:
                return one.begins, one.ends
            case (first, last) if first.begins and last.ends and not first.until and first.begins < last.ends:
                return first.begins, last.ends
        return Unsure("dates")
