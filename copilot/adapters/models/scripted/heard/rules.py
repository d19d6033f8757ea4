"""Sentence by sentence: what the rules are sure of is proposed, what they doubt is asked, the rest is unused."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from copilot.adapters.models.scripted.heard import asked, limits, milestones, people, roads, supply, vehicles
from copilot.adapters.models.scripted.heard.clause import Clause, Setting, Unsure
from copilot.adapters.models.scripted.heard.folding import LONGEST_QUOTE, fold, sentences
from copilot.adapters.models.scripted.heard.lexicon import says, whole

Part = Literal["milestones", "priorities", "limits", "changes"]
Rule = Callable[[Clause], Any]
STATES: tuple[Rule, ...] = (milestones.supplied, milestones.ready, milestones.available)
LIMITS: tuple[Rule, ...] = (limits.night, limits.convoy)
CHANGES: tuple[Rule, ...] = (
    *(asked.item, asked.deadline, asked.commitment, asked.step),
    *(supply.order, vehicles.vehicle, vehicles.lent, vehicles.drivers),
    *(people.instructors, people.technicians, people.room, people.shut),
    *(roads.road, supply.sourcing, supply.demand, supply.stock, supply.supplied),
)
NEGATED = (milestones.supplied, limits.night, limits.convoy, supply.sourcing, asked.item)
"""The rules that read a negation themselves; to the others a denied change is none."""
CUTS = (re.compile(r"\s*[;:,]\s+"), re.compile(r"\s*[;:,]\s+|\s+(?:et|and|mais|but)\s+"))


@dataclass
class Heard:
    """What was made of a text."""

    milestones: list[dict[str, Any]] = field(default_factory=list)
    priorities: list[dict[str, Any]] = field(default_factory=list)
    limits: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """One proposal and the part of the form it belongs to."""

    part: Part
    rows: list[dict[str, Any]]


def heard(text: str, setting: Setting) -> Heard:
    """What the rules make of a text; from a sentence on that would turn the reader, nothing.

    In a report, a sentence that asks for something to be done announces nothing.
    """
    out, ordered = Heard(), False
    for begin, end in sentences(text):
        quote = text[begin:end]
        ordered = ordered or says(fold(quote), "guard", "order")
        bidding = setting.mode == "report" and says(fold(quote), "guard", "bidding")
        if ordered or bidding or len(quote) > LONGEST_QUOTE:
            out.unused.append(quote[:LONGEST_QUOTE])
        else:
            _sentence(quote, setting, out)
    return out


def _sentence(quote: str, setting: Setting, out: Heard) -> None:
    for piece, judged in _pieces(quote, setting):
        if isinstance(judged, Found):
            # A quote ends without its full stop, so that it reads well between marks.
            said = piece.rstrip(" .!?;,:")
            rows = [{"change": row} if judged.part == "changes" else row for row in judged.rows]
            getattr(out, judged.part).extend({**row, "quote": said} for row in rows)
        elif isinstance(judged, Unsure):
            out.doubts.append((judged.why, piece))
        else:
            out.unused.append(piece)


def _pieces(quote: str, setting: Setting) -> Iterator[tuple[str, Found | Unsure | None]]:
    """A sentence cut where each part says something of its own, else as it is."""
    for cut in CUTS:
        ends = [found.span() for found in cut.finditer(quote)]
        bounds = zip([0, *(end for _, end in ends)], [*(begin for begin, _ in ends), len(quote)], strict=True)
        pieces = [piece for begin, end in bounds if (piece := quote[begin:end].strip())]
        judged = [judge(Clause(piece, fold(piece), setting)) for piece in pieces]
        sure = sum(isinstance(one, Found) for one in judged)
        if sure > 1 and not any(isinstance(one, Unsure) for one in judged):
            yield from zip(pieces, judged, strict=True)
            return
    yield quote, judge(Clause(quote, fold(quote), setting))


def judge(clause: Clause) -> Found | Unsure | None:
    """What the one rule that fits makes of a clause; doubt when several fit, or when words take it back."""
    judged = [(rule, part, made) for rule, part in _rules(clause) if (made := rule(clause)) is not None]
    if not judged:
        return None
    doubt = next((made for *_, made in judged if isinstance(made, Unsure)), None)
    if doubt is not None:
        return doubt
    if len(judged) > 1:
        return Unsure("meaning")
    rule, part, made = judged[0]
    if _taken_back(clause, rule):
        return Unsure("uncertain")
    return Found(part, made if isinstance(made, list) else [made])


def _rules(clause: Clause) -> Iterator[tuple[Rule, Part]]:
    words = clause.setting.mode == "words"
    if words:
        yield from ((rule, "milestones") for rule in STATES)
    yield from ((rule, "changes") for rule in CHANGES)
    yield from ((rule, "limits" if words else "changes") for rule in LIMITS)
    yield limits.priority, "priorities" if words else "changes"


def _taken_back(clause: Clause, rule: Rule) -> bool:
    """True when words deny a change, only hope or fear it, or order it."""
    said = clause.folded
    for one in clause.moments:
        said = said[: one.place[0]] + " " * (one.place[1] - one.place[0]) + said[one.place[1] :]
    denied = rule not in NEGATED and says(said, "guard", "negation")
    supposed = clause.setting.mode != "suppose" and says(said, "guard", "hedge")
    ordered = clause.setting.mode == "report" and any(
        whole("verb", name).match(said) for name in ("cancelled", "closed", "lost", "forbidden", "moved", "lent")
    )
    return denied or supposed or ordered
