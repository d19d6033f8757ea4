"""Which rows words name: identifiers letter for letter, names by their words, the longest match first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from copilot.adapters.models.scripted.heard.folding import fold, single, tokens
from copilot.adapters.models.scripted.heard.lexicon import one_of

_STOP = re.compile(one_of("stop", "words"))
_ORDINAL = re.compile(r"[0-9]+(?:re|er|e|eme|st|nd|rd|th)")
Place = tuple[int, int]
BY_NAME = ("closed", "legs")
"""Tables whose identifiers are made of the names of other rows."""


@dataclass(frozen=True)
class Mention:
    """A place in a text and the rows that it can name; more than one when it is ambiguous."""

    place: Place
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """The rows of one table: for each identifier the words of its names, and the words that head them."""

    words: dict[str, frozenset[str]]
    heads: dict[str, frozenset[str]]


class Rows:
    """Every row that a prompt names, by table: the words that name each, or none where only its identifier does."""

    def __init__(self, tables: dict[str, dict[str, str]], french: bool) -> None:
        self._known = {name: _known(rows, french, name not in BY_NAME) for name, rows in tables.items()}
        self.ids = {name: tuple(rows) for name, rows in tables.items()}

    def named(self, folded: str) -> dict[str, tuple[Mention, ...]]:
        """What a folded text names in each table, in the order of the text."""
        exact = {table: list(_exact(ids, folded)) for table, ids in self.ids.items()}
        taken = [one.place for found in exact.values() for one in found]
        free = [one for one in tokens(folded) if not any(_overlap(one[1:], place) for place in taken)]
        found = {}
        for table, known in self._known.items():
            mentions = sorted([*_longest(exact[table]), *_by_words(known, free, folded)], key=lambda one: one.place)
            found[table] = _settled(mentions)
        return found


def _known(rows: dict[str, str], french: bool, own: bool) -> Known:
    """The words of rows by their names, and with `own` by their identifiers; none for a row without a name."""
    words, heads = {}, {}
    for row, name in rows.items():
        said = [word for word, *_ in tokens(fold(name)) if _tells(word)]
        words[row] = frozenset(said)
        if own and name:
            words[row] |= {word for word, *_ in tokens(fold(row)) if _tells(word)}
        head = [word for word in said if not _ORDINAL.fullmatch(word)]
        heads[row] = frozenset(head[:1] if french else head[-1:]) | ({single(fold(row))} & words[row])
    return Known(words, heads)


def _tells(word: str) -> bool:
    """True for a word that tells one row from another: no article, no bare number."""
    return len(word) > 1 and not word.isdigit() and not _STOP.fullmatch(word)


def _exact(ids: Iterable[str], folded: str) -> Iterable[Mention]:
    """The identifiers that stand in a text; one that is a plain word counts as a word of its row."""
    for row in ids:
        if not any(one.isdigit() or one == "-" for one in row):
            continue
        for found in re.finditer(rf"(?<![\w-]){re.escape(fold(row))}(?![\w-])", folded):
            yield Mention(found.span(), (row,))


def _longest(mentions: list[Mention]) -> list[Mention]:
    """Of two identifiers at one place, the longer."""
    wider = [(one.place[1] - one.place[0], one) for one in mentions]
    return [one for size, one in wider if not any(more > size and _overlap(one.place, it.place) for more, it in wider)]


def _by_words(known: Known, free: list[tuple[str, int, int]], folded: str) -> list[Mention]:
    """Runs of words of a row's name; of two rows at one place, the one with more words there."""
    runs: list[tuple[int, Place, str]] = []
    for row, words in known.words.items():
        run: list[tuple[str, int, int]] = []
        for one in [*(one for one in free if one[0] in words), None]:
            if run and (one is None or not _adjacent(folded[run[-1][2] : one[1]]) or one[0] in {it[0] for it in run}):
                runs.append((len(run), (run[0][1], run[-1][2]), row))
                run = []
            if one is not None:
                run.append(one)
    found: list[Mention] = []
    ranked = sorted(runs, key=lambda one: (-one[0], one[1]))
    for _, group in groupby(ranked, key=lambda one: one[:2]):
        same = list(group)
        place = same[0][1]
        if not any(_overlap(place, one.place) for one in found):
            found.append(Mention(place, _headed([row for *_, row in same], known, folded[slice(*place)])))
    return found


def _headed(rows: list[str], known: Known, said: str) -> tuple[str, ...]:
    """Of the rows that fit alike, those whose name is headed by what is said, where there are any."""
    heads = {word for word, *_ in tokens(said)}
    kept = [row for row in rows if known.heads[row] & heads]
    return tuple(kept or rows)


def _adjacent(between: str) -> bool:
    return len(between) < 12 and all(_STOP.fullmatch(word) for word, *_ in tokens(between)) and "," not in between


def _overlap(one: Any, other: Place) -> bool:
    return bool(one[0] < other[1] and other[0] < one[1])


def _settled(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Without the general words for rows that are named beside them."""
    sure = {row for one in mentions if len(one.rows) == 1 for row in one.rows}
    return tuple(one for one in mentions if len(one.rows) == 1 or not sure & set(one.rows))
