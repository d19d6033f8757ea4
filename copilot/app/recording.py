"""Runs for somebody who waits for them: executed at once, kept in the store with their trail."""

from functools import partial

from copilot.adapters.models.recorded import Recorded
from copilot.adapters.store import ReadTrail, Store
from copilot.app.drafting import Means, draft, silent
from copilot.app.minds import backend_of
from copilot.app.shelf import shelf_of
from copilot.app.worker import Worker
from copilot.model.errors import PlannerError
from copilot.model.noun import Noun, canonical, digest
from copilot.model.order import Order
from copilot.model.plan import Movement, Plan
from copilot.model.reaction import Played
from copilot.model.record import Result, TrailEntry
from copilot.model.scenario import Scenario
from copilot.ports import Backend, Progress
from copilot.settings import Settings
from tools.look.movements import movements


class Replayed(Noun):
    """A run made again: its plan, the plan that it gave then, and whether both are the same to the last byte.

    `moved`: what differs between the two, when they do.
    """

    plan: Plan
    before: Plan
    same: bool
    moved: tuple[Movement, ...] = ()


def recorded(
    settings: Settings, scenario: Scenario, order: Order, parent: Plan | None, progress: Progress
) -> tuple[str, Plan]:
    """A run executed here and now: its identifier, under which its trail is kept, and its plan."""
    with Store(settings.store) as store:
        worker = Worker(store, shelf_of(settings), draft, partial(backend_of, settings=settings))
        return worker.at_once(order, scenario, parent, progress)


def errand(
    settings: Settings, scenario: Scenario, order: Order, parent: Plan | None = None, progress: Progress = silent
) -> tuple[str, Result]:
    """An order that is no draft, executed here and now: its run, whose trail is kept, and what became of it."""
    with Store(settings.store) as store:
        worker = Worker(store, shelf_of(settings), draft, partial(backend_of, settings=settings))
        return worker.errand_at_once(order, scenario, parent, progress)


def played(
    settings: Settings, scenario: Scenario, order: Order, progress: Progress
) -> tuple[str, Played, tuple[Plan, ...]]:
    """A scenario played here and now through its injects: its run, what became of it, and the plan at each moment."""
    with Store(settings.store) as store:
        worker = Worker(store, shelf_of(settings), draft, partial(backend_of, settings=settings))
        run, result = worker.errand_at_once(order, scenario, None, progress)
        if not isinstance(result, Played):
            raise TypeError("a play was ordered")
        return run, result, tuple(store.plans.get(one.plan) for one in result.reactions)


def trail(settings: Settings, run: str, head: str = "") -> tuple[tuple[TrailEntry, ...], str]:
    """The lines of a run's trail and the hash that stands for all of them, once they are found unaltered.

    OperatorError when a line was altered, or when the trail is not the one that had `head`.
    """
    with Store(settings.store) as store:
        store.runs.get(run)
        store.trails.verify(run, head)
        lines = store.trails.of(run)
        return lines, lines[-1].chain if lines else ""


def replay(settings: Settings, run: str, live: bool, scenario: Scenario | None) -> Replayed:
    """A run made again from its trail alone, no model and no solver being asked; or, `live`, with today's model.

    PlannerError when the run gave no plan; OperatorError when its trail is not whole.
    """
    with Store(settings.store) as store:
        done = store.runs.get(run)
        if done.plan is None:
            raise PlannerError("error.replay_no_plan", run=run)
        before, order = store.plans.get(done.plan), done.order
        parent = store.plans.get(order.parent) if order.parent else None
        store.trails.verify(run)
        lines = store.trails.of(run)
    found = scenario or shelf_of(settings).load(order.scenario)
    if live:
        plan = draft(found, order, silent, parent, Means(backend_of(order.model, settings)))
        return Replayed(plan=plan, before=before, same=plan.id == before.id, moved=movements(before, plan, found.world))
    plan = draft(found, order, silent, parent, Means(_then(order), ReadTrail(lines)))
    whole = next((line.answered for line in lines if line.kind == "plan"), "")
    same = whole == canonical({"whole": digest(plan)})
    return Replayed(plan=plan, before=before, same=same, moved=() if same else movements(before, plan, found.world))


def _then(order: Order) -> Backend | None:
    """The model that answered then, which is never asked again."""
    return None if order.model == "none" else Recorded(order.model)
