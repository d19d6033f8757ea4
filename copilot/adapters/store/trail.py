"""The trail of each run: append-only, its bodies stored once, each line chained by hash to the one before."""

import threading
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select

from copilot.adapters.store.database import Database, insert_once
from copilot.adapters.store.runs import Claim, fence
from copilot.adapters.store.schema import bodies, trail
from copilot.model.errors import OperatorError
from copilot.model.noun import Message, canonical
from copilot.model.record import Kind, RunEvent, TrailEntry
from copilot.ports import Event

EMPTY = "{}"
HELD: frozenset[Kind] = frozenset({"tool"})
"""Kinds that are cheap to ask again: written with the next line that is not."""
MOST_HELD = 500
_Line = tuple[Kind, str, str, str]


class Trails:
    """The trails of all runs, to be read, continued and verified."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, run: str, after: int = 0, most: int | None = None) -> tuple[TrailEntry, ...]:
        """The lines of a run after a rank, in their order, at most so many of them."""
        with self._database.reading() as connection:
            return _entries(connection, run, after, most=most)

    def events(self, run: str, after: int = 0) -> tuple[RunEvent, ...]:
        """What was told of a run after a rank."""
        with self._database.reading() as connection:
            lines = _entries(connection, run, after, "event")
        return tuple(
            RunEvent(seq=one.seq, at=one.at, source=one.source, message=Message.model_validate_json(one.answered))
            for one in lines
        )

    def head(self, run: str) -> tuple[int, str]:
        """How many lines a run's trail has, and the hash that stands for all of them; to be kept elsewhere."""
        lines = self.of(run)
        return (lines[-1].seq, lines[-1].chain) if lines else (0, "")

    def verify(self, run: str, head: str = "") -> None:
        """OperatorError when a line was altered, or when the trail is no longer the one that had this head."""
        before = ""
        lines = self.of(run)
        for number, one in enumerate(lines, start=1):
            if one.seq != number or one.chain != _chained(before, run, one):
                raise OperatorError("error.trail_altered", run=run, line=number)
            before = one.chain
        if head and head not in {one.chain for one in lines}:
            raise OperatorError("error.trail_cut", run=run, count=len(lines))

    def open(self, claim: Claim) -> "RunTrail":
        """The trail of a run that is being executed, with what it holds already."""
        return RunTrail(self._database, claim, self.of(claim.run))


class RunTrail:
    """Implements Trail for one run, fenced by its claim; also records events. Threads may share it."""

    def __init__(self, database: Database, claim: Claim, known: Sequence[TrailEntry]) -> None:
        self._database = database
        self._claim = claim
        self._known: dict[tuple[str, str, str], str] = {
            (one.kind, one.source, one.asked): one.answered for one in known if one.kind != "event"
        }
        self._held: list[_Line] = []
        self._lock = threading.Lock()

    def recall(self, kind: Kind, source: str, asked: str) -> str | None:
        """What was answered to the same question before, by this worker or by the one it takes over from."""
        with self._lock:
            return self._known.get((kind, source, asked))

    def record(self, kind: Kind, source: str, asked: str, answered: str) -> None:
        """Writes a question and its answer; FencedError when the run is no longer this claim's."""
        with self._lock:
            self._known[kind, source, asked] = answered
            self._held.append((kind, source, asked, answered))
            if kind not in HELD or len(self._held) >= MOST_HELD:
                self._write()

    def tell(self, event: Event) -> None:
        """Records an event of the run; FencedError when it is no longer this claim's."""
        with self._lock:
            self._held.append(("event", event.source, EMPTY, canonical(event.message)))
            self._write()

    def _write(self) -> None:
        with self._database.writing() as connection:
            fence(connection, self._claim)
            _append(connection, self._claim.run, self._held, connection.scalar(select(self._database.now)))
        self._held = []


class ReadTrail:
    """Implements Trail over the lines of a run that is over: everything is recalled, nothing new can be asked."""

    def __init__(self, lines: Sequence[TrailEntry]) -> None:
        self._known = {(one.kind, one.source, one.asked): one.answered for one in lines}

    def recall(self, kind: Kind, source: str, asked: str) -> str:
        """What was answered then; OperatorError when it never was asked."""
        if (kind, source, asked) not in self._known:
            raise OperatorError("error.replay_missing", kind=kind)
        return self._known[kind, source, asked]

    def record(self, kind: Kind, source: str, asked: str, answered: str) -> None:
        """A run that is over is not written to again."""


def _append(connection: Connection, run: str, lines: Sequence[_Line], at: Any) -> None:
    last = connection.execute(
        select(trail.c.seq, trail.c.chain).where(trail.c.run == run).order_by(trail.c.seq.desc()).limit(1)
    ).one_or_none()
    seq, chain = (0, "") if last is None else (last.seq, last.chain)
    _keep(connection, {_hash(text): text for line in lines for text in line[2:]})
    rows = []
    for kind, source, asked, answered in lines:
        seq += 1
        entry = TrailEntry(seq=seq, at=at, kind=kind, source=source, asked=asked, answered=answered, chain="")
        chain = _chained(chain, run, entry)
        own = {"kind": kind, "source": source, "asked": _hash(asked), "answered": _hash(answered)}
        rows.append({"run": run, "seq": seq, "at": at, "chain": chain, **own})
    connection.execute(insert(trail), rows)


def _keep(connection: Connection, texts: dict[str, str]) -> None:
    """Stores the bodies that are not there yet."""
    there = set(connection.scalars(select(bodies.c.hash).where(bodies.c.hash.in_(texts))))
    new = [{"hash": name, "body": text} for name, text in sorted(texts.items()) if name not in there]
    if new:
        connection.execute(insert_once(connection, bodies), new)


def _entries(
    connection: Connection, run: str, after: int, kind: Kind | None = None, most: int | None = None
) -> tuple[TrailEntry, ...]:
    asked, answered = bodies.alias("a"), bodies.alias("b")
    columns = [trail.c[name] for name in ("seq", "at", "kind", "source", "chain")]
    query = (
        select(*columns, asked.c.body.label("asked"), answered.c.body.label("answered"))
        .join(asked, asked.c.hash == trail.c.asked)
        .join(answered, answered.c.hash == trail.c.answered)
        .where(trail.c.run == run, trail.c.seq > after)
        .order_by(trail.c.seq)
        .limit(most)
    )
    if kind is not None:
        query = query.where(trail.c.kind == kind)
    return tuple(TrailEntry.model_validate(dict(row._mapping)) for row in connection.execute(query))


def _chained(before: str, run: str, one: TrailEntry) -> str:
    """The hash of a line and of all that came before it."""
    own = {"run": run, "seq": one.seq, "at": f"{one.at:.3f}", "kind": one.kind, "source": one.source}
    said = {"asked": _hash(one.asked), "answered": _hash(one.answered)}
    return _hash(canonical({**own, **said, "before": before}))


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
