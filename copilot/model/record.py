"""What is kept of the work done: runs, what was told of them, plans and decisions in their order."""

from typing import Literal

from copilot.model.advice import Answered
from copilot.model.decision import Decision
from copilot.model.explanation import Explanation
from copilot.model.finding import Verdict
from copilot.model.intake import Intake
from copilot.model.noun import Message, Noun
from copilot.model.order import Order
from copilot.model.reaction import Played
from copilot.model.stress import Stressed

Result = Answered | Intake | Explanation | Stressed | Played
"""What became of an errand that is no draft."""
Status = Literal["queued", "running", "done", "failed", "cancelled"]


class Run(Noun):
    """One order on its way to a plan; `epoch` counts the workers that took it, `created_at` is in UTC seconds.

    `stopped_by` asked it to stop and give the best that it has.
    """

    id: str
    order: Order
    status: Status
    epoch: int = 0
    plan: str | None = None
    result: Result | None = None
    error: Message | None = None
    stopped_by: str | None = None
    created_at: float

    @property
    def over(self) -> bool:
        """True when nothing more will happen to it."""
        return self.status in ("done", "failed", "cancelled")


class RunEvent(Noun):
    """Something told of a run; `seq` counts from 1 within the run, `at` is in UTC seconds."""

    seq: int
    at: float
    source: str
    message: Message


Kind = Literal["input", "model", "tool", "solve", "event", "plan"]


class TrailEntry(Noun):
    """One line of a run's journal: what was asked of whom, and what came back, both as canonical JSON.

    `seq` counts from 1, `at` is in UTC seconds; `chain` is the hash of the line and of the one before it.
    """

    seq: int
    at: float
    kind: Kind
    source: str
    asked: str
    answered: str
    chain: str


class PlanSummary(Noun):
    """A plan as lists show it; `created_at` is in UTC seconds.

    `root` is the first plan of its line: a variant that nobody has adopted is its own.
    """

    id: str
    scenario: str
    revision: int
    parent: str | None
    root: str
    world: str
    verdict: Verdict
    created_at: float

    @property
    def variant(self) -> bool:
        """True for a variant that nobody has adopted."""
        return self.parent is not None and self.root == self.id


class DecisionRecord(Noun):
    """A decision and its rank, from 1, among those on the same item (or on the whole) of the same plan."""

    seq: int
    decision: Decision


class StoreSign(Noun):
    """A store that answers: `place` is a file, or a host and a database, never with a password."""

    server: Literal["SQLite", "PostgreSQL"]
    version: str
    place: str
    revision: str


class Presence(Noun):
    """Somebody who looks at a plan; `since` is in UTC seconds."""

    person: str
    since: float
