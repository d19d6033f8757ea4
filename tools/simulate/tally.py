"""What became of a plan over some runs, as counts that add up: in whatever order, the sum is the same."""

from dataclasses import dataclass, fields

import numpy as np

from copilot.model.request import Request
from copilot.model.stress import CAUSES, Shaking
from copilot.model.world import World
from tools.look.purpose import bears_on
from tools.simulate.draws import Draws, Flags, Ints
from tools.simulate.judge import Judge, Stock, stocks
from tools.simulate.play import Part, Play
from tools.simulate.script import Script

LATE = 60
"""Minutes of delay beyond which an item is said to be late."""
HOURS = 97
"""Delays are counted by the hour, up to four days."""


@dataclass
class Tally:
    """Counts of runs: milestones held, stocks run dry, items lost and late, by cause, by hour of delay.

    `cost` counts, for each item and milestone, the runs in which the one was lost or late and the other failed.
    """

    runs: int
    held: Ints
    short: Ints
    lost: Ints
    late: Ints
    causes: Ints
    delays: Ints
    cost: Ints

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Tally)))


def stocks_of(world: World, request: Request) -> list[tuple[Stock, int]]:
    """Each stock that a milestone wants never to run out, and until when at most."""
    found: dict[Stock, int] = {}
    for milestone in request.milestones:
        if milestone.kind == "supplied":
            for stock in stocks(world, milestone):
                found[stock] = max(found.get(stock, 0), milestone.due)
    return list(found.items())


def tally(script: Script, request: Request, shaking: Shaking, draws: Draws) -> Tally:
    """One block of runs, carried out and counted."""
    play = Play(script, shaking, draws).run()
    judge = Judge(script.world, request, play)
    held = np.array(judge.held(), dtype=bool).reshape(-1, draws.size)
    short = [judge.short(stock, due).sum() for stock, due in stocks_of(script.world, request)]
    size = len(script.acts)
    made = Tally(
        runs=draws.size,
        held=held.sum(axis=1),
        short=np.array(short, dtype=np.int64),
        lost=np.zeros(size, dtype=np.int64),
        late=np.zeros(size, dtype=np.int64),
        causes=np.zeros((size, len(CAUSES)), dtype=np.int64),
        delays=np.zeros((size, HOURS), dtype=np.int64),
        cost=np.zeros((size, len(held)), dtype=np.int64),
    )
    for act, part in zip(script.acts, play.parts, strict=True):
        _count(made, act.number, part, act.item.end, ~held)
    return made


def _count(made: Tally, number: int, part: Part, planned: int, failed: Flags) -> None:
    delay = np.where(part.lost, 0, np.maximum(part.end - planned, 0))
    late = ~part.lost & (delay > LATE)
    bad = part.lost | late
    made.delays[number] = np.bincount(np.minimum(delay[~part.lost] // 60, HOURS - 1), minlength=HOURS)
    if not bad.any():
        return
    made.lost[number], made.late[number] = part.lost.sum(), late.sum()
    made.cost[number] = (failed & bad).sum(axis=1)
    known = np.array([part.delays[cause] for cause in CAUSES[:-1]])
    road = np.maximum(delay - known.sum(axis=0), 0)
    worst = np.vstack((known, road)).argmax(axis=0)
    blame = np.where(part.blame >= 0, part.blame, worst)
    made.causes[number] = np.bincount(blame[bad], minlength=len(CAUSES))


def links(script: Script, request: Request) -> list[set[str]]:
    """The milestones that each item bears on, itself or by what waits for it."""
    found = [{one.id for one in request.milestones if bears_on(act.item, one)} for act in script.acts]
    for act in sorted(script.acts, key=lambda one: one.span, reverse=True):
        before = [number for number, _ in act.after] + [number for proof in act.proofs for number in proof]
        before += [script.numbers[s.item] for _, supplies in act.needs for s in supplies if s.item]
        for number in before:
            found[number] |= found[act.number]
    return found
