"""A store in which runs are executed, decided on and exported, with models that say what a test wants."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import scenarios
from copilot.adapters.models.scripted import Scripted
from copilot.adapters.store import Store
from copilot.app.dataset.collecting import Collected
from copilot.app.dataset.writing import gathered
from copilot.app.drafting import draft, silent
from copilot.app.worker import Worker
from copilot.model.decision import Decision, ItemEdit
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.record import Run
from copilot.model.talk import Prompt, Reply
from copilot.ports import Backend

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
TRAIN, VALIDATION = "train.jsonl", "validation.jsonl"
PAIRS = "preferences-train.jsonl"
CONVOY = "CV-STE-MENEHOULD-01"


@dataclass(frozen=True)
class Speaking:
    """The scripted model, where `said` has nothing of its own to say."""

    said: Callable[[Prompt], Reply | None]
    model: str = "scripted"

    def ask(self, prompt: Prompt, stopped: Callable[[], bool]) -> Reply:
        return self.said(prompt) or Scripted().ask(prompt, stopped)


def filling(title: str, change: Callable[[dict[str, Any]], str]) -> Speaking:
    """The scripted model with the answer in one form changed."""

    def said(prompt: Prompt) -> Reply | None:
        if (prompt.form or {}).get("title") != title:
            return None
        return Reply(text=change(json.loads(Scripted().ask(prompt, lambda: False).text)))

    return Speaking(said)


def cautious(comment: str = "") -> Speaking:
    """The scripted model, but for longer deliveries and another comment."""
    return filling("LogisticsAnswer", lambda form: json.dumps(form | {"cover_hours": 60, "comment": comment}))


def reporting(*changes: dict[str, Any], quote: str) -> Speaking:
    """A model that reads these changes in any report."""
    form = {"changes": [{"change": one, "quote": quote} for one in changes], "unused": []}
    return Speaking(lambda prompt: Reply(text=json.dumps(form)) if prompt.form else Reply(text="-"))


class Desk:
    """A planner at a store, whose runs are executed at once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.mini = scenarios.load("mini")

    def draft(self, mind: Backend | None = None, parent: Plan | None = None, **asked: Any) -> tuple[Run, Plan]:
        """A draft of mini, by the scripted model unless another is given."""
        order = Order(scenario="mini", effort=2, **{"model": "scripted"} | asked, parent=parent and parent.id)
        run, plan = self._worker(mind or Scripted()).at_once(order, self.mini, parent, silent)
        return self.store.runs.get(run), plan

    def errand(self, mind: Backend, **asked: Any) -> Run:
        """A question, words or a report, carried out."""
        run = self.store.runs.add(Order(scenario="mini", model="scripted", effort=2, **asked))
        assert self._worker(mind).take_one()
        return self.store.runs.get(run)

    def approve(self, plan: Plan) -> None:
        """Takes the whole plan."""
        self.store.decisions.add(Decision(plan=plan.id, verb="approve", by="Alice", at=NOON), seen=0)

    def give_back(self, plan: Plan) -> None:
        """Returns a plan that was approved."""
        decision = Decision(plan=plan.id, verb="return", reason="late report", by="Alice", at=NOON)
        self.store.decisions.add(decision, seen=1)

    def accept(self, plan: Plan, item: str) -> None:
        """Accepts an item."""
        self.store.decisions.add(Decision(plan=plan.id, item=item, verb="accept", by="Alice", at=NOON), seen=0)

    def edit(self, plan: Plan, item: str) -> Decision:
        """Sets an item to the very start that it has."""
        edit = ItemEdit(start=plan.item[item].start)
        decision = Decision(plan=plan.id, item=item, verb="edit", edit=edit, by="Alice", at=NOON)
        self.store.decisions.add(decision, seen=0)
        return decision

    def export(self, most: Any = "NP", hashes: frozenset[str] = frozenset(), validation: float = 0.0) -> Collected:
        """What the store gives."""
        return gathered(self.store, scenarios, most, hashes, validation)

    def _worker(self, mind: Backend) -> Worker:
        return Worker(self.store, scenarios, draft, lambda model: None if model == "none" else mind)


def lines(found: Collected, name: str = TRAIN) -> list[dict[str, Any]]:
    """The lines of a file, as any reader sees them."""
    return [json.loads(line) for line in found.contents[name].decode().splitlines()]
