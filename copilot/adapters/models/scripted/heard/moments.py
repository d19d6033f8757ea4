"""Dates and hours in words, settled within the window; what fits two days, or none, is left unsettled."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from copilot.adapters.models.scripted.heard.lexicon import one_of, says, whole, words

_WEEKDAY, _MONTH = one_of("calendar", "weekday"), one_of("calendar", "month")
_NOON, _MIDNIGHT = one_of("calendar", "noon"), one_of("calendar", "midnight")
_TH = "(?:er|st|nd|rd|th|eme|e)?"
_HOUR = (
    rf"(?:(?P<h>[0-2]?[0-9]) ?(?:h(?:eures?)?(?: ?(?P<m>[0-5][0-9]))?\b|:(?P<mm>[0-5][0-9])| ?(?P<half>am|pm)\b)"
    rf"|(?P<noon>{_NOON}\b)|(?P<midnight>{_MIDNIGHT}\b))"
)
_LINK = r"(?:,? (?:a|at|@|from|des) | ?t|,? )"
_AFTER = rf"(?=\s*(?:$|[.,;)?!]|(?:a|at|au|to|et|and|until|jusqu|inclus|{_NOON}|{_MIDNIGHT})\b))"
"""What may follow a day that is a bare number: anything else makes it a quantity."""
_DAYS = [
    r"(?P<y>20[0-9]{2})-(?P<n>[01][0-9])-(?P<d>[0-3][0-9])",
    rf"(?:(?P<w>{_WEEKDAY}),? )?(?:the |le )?(?P<d>[0-3]?[0-9]){_TH} (?:of )?(?P<month>{_MONTH})\b",
    rf"(?:(?P<w>{_WEEKDAY}),? )?(?P<month>{_MONTH}) (?:the )?(?P<d>[0-3]?[0-9]){_TH}\b(?!:)",
    rf"(?P<w>{_WEEKDAY}),? (?:the |le )?(?P<d>[0-3]?[0-9]){_TH}\b(?! ?(?:h\b|heures|:|%|am\b|pm\b))",
    rf"\b(?:le|au|du|la|the|on|from|to) (?P<d>[0-3]?[0-9]){_TH}{_AFTER}",
    rf"\b(?P<w>{_WEEKDAY})\b",
    rf"\b(?P<tomorrow>{one_of('calendar', 'tomorrow')})\b",
]
_PATTERNS = [re.compile(rf"{day}(?:{_LINK}{_HOUR})?") for day in _DAYS]
_ALONE = re.compile(rf"(?:\b(?:a|at) )?\b{_HOUR}")
_BEFORE, _HEADING = 20, 120


@dataclass(frozen=True)
class Moment:
    """A day and an hour as far as they are said and settled; `until` and `since` when words say so of it."""

    place: tuple[int, int]
    day: date | None
    hour: time | None
    until: bool = False
    since: bool = False
    vague: bool = False

    @property
    def settled(self) -> str | None:
        """The local date and time; None when the day or the hour is not settled."""
        if self.day is None or self.hour is None or self.vague:
            return None
        return f"{datetime.combine(self.day, self.hour):%Y-%m-%dT%H:%M}"

    @property
    def begins(self) -> str | None:
        """The local date and time at which a span from here begins."""
        return replace(self, hour=self.hour or time()).settled

    @property
    def ends(self) -> str | None:
        """The local date and time at which a span until here ends: with the day, where no hour is said."""
        if self.hour is None and self.day is not None:
            return replace(self, day=self.day + timedelta(days=1), hour=time()).settled
        return self.settled


@dataclass(frozen=True)
class Window:
    """The days that are planned for, and the day on which a text was written, where its heading says it."""

    begin: datetime
    end: datetime
    written: date | None = None

    def settle(self, day: int | None, month: int | None, weekday: int | None) -> date | None:
        """The one day of the window that fits what is said; None when none does, or several."""
        length = (self.end - self.begin).days + 1
        days = [self.begin.date() + timedelta(days=n) for n in range(length)]
        fits = [
            one
            for one in days
            if datetime.combine(one, time()) < self.end
            and day in (None, one.day)
            and month in (None, one.month)
            and weekday in (None, one.weekday())
        ]
        return fits[0] if len(fits) == 1 else None


def moments(folded: str, window: Window) -> tuple[Moment, ...]:
    """Every day that a folded text says, in its order."""
    found: list[re.Match[str]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if not any(match.start() < other.end() and other.start() < match.end() for other in found):
                found.append(match)
    found.sort(key=lambda match: match.start())
    months = [_month(match) for match in found]
    shared = _shared_hour(folded)
    said = []
    for number, match in enumerate(found):
        # "du 14 au 18 septembre": the month is said once, at the end.
        near = number + 1 < len(found) and found[number + 1].start() - match.end() < 5
        month = months[number] or (months[number + 1] if near else None)
        said.append(_moment(folded, match, month, window, shared))
    return tuple(said)


def hours(folded: str) -> list[time]:
    """Every hour that a folded text says, in its order."""
    return [hour for match in _ALONE.finditer(folded) if (hour := _hour(match)) is not None]


def _moment(folded: str, match: re.Match[str], month: int | None, window: Window, shared: time | None) -> Moment:
    parts = match.groupdict()
    day = int(parts["d"]) if parts.get("d") else None
    weekday = _index("weekday", parts.get("w"), 7)
    if parts.get("tomorrow"):
        settled = None if window.written is None else window.written + timedelta(days=1)
    else:
        settled = window.settle(day, month, weekday)
    before = folded[max(0, match.start() - _BEFORE) : match.start()]
    until = re.search(rf"{one_of('calendar', 'until')} ?$", before) is not None
    since = says(before, "calendar", "since")
    after = folded[match.end() : match.end() + 12]
    vague = says(before, "calendar", "vague") or whole("calendar", "vague").search(after) is not None
    return Moment(match.span(), settled, _hour(match) or shared, until, since, vague)


def _shared_hour(folded: str) -> time | None:
    """The one hour that holds for each day: "a 18 h chaque fois"."""
    said = hours(folded) if says(folded, "calendar", "each") else []
    return said[0] if len(said) == 1 else None


def _month(match: re.Match[str]) -> int | None:
    parts = match.groupdict()
    return int(parts["n"]) if parts.get("n") else _index("month", parts.get("month"), 12, 1)


def _index(name: str, word: str | None, size: int, first: int = 0) -> int | None:
    return None if word is None else words("calendar")[name].index(word) % size + first


def _hour(match: re.Match[str]) -> time | None:
    parts = match.groupdict()
    if parts.get("noon"):
        return time(12)
    if parts.get("midnight"):
        return time()
    if not parts.get("h"):
        return None
    hour = int(parts["h"]) % 12 + (12 if parts["half"] == "pm" else 0) if parts.get("half") else int(parts["h"])
    return time(hour, int(parts.get("m") or parts.get("mm") or 0)) if hour < 24 else None


def heading(folded: str, year: int) -> date | None:
    """The day on which a text says that it was written: the first one, with its month, in its first lines."""
    match = _PATTERNS[1].search(folded[:_HEADING])
    try:
        return None if match is None else date(year, _month(match) or 0, int(match["d"]))
    except ValueError:
        return None
