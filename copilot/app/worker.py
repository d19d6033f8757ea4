"""The worker: takes queued runs one after the other, drafts, and writes what happens as it happens."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from copilot.adapters.store import Claim, FencedError, Store
from copilot.app.asking import carried_out
from copilot.app.drafting import Means, asked_of, same_inputs
from copilot.app.grounds import ground_of
from copilot.app.local import Library
from copilot.app.playing import play
from copilot.model.advice import Answered
from copilot.model.errors import IntendanceError, OperatorError, ScenarioError
from copilot.model.noun import Message
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.reaction import Played, Reaction
from copilot.model.record import Result
from copilot.model.scenario import Scenario
from copilot.ports import Backend, Event, Progress

LEASE_SECONDS = 30.0
LOOK_SECONDS = 1.0
"""How often a worker looks whether its run is to stop."""
IDLE_SECONDS = 0.5
OUTAGE_SECONDS = 5.0
GRACE_SECONDS = 2.0
SOURCE = "worker"
FENCED = 75
"""Exit status of a worker that lost its run while it was busy: nothing is wrong, another is to be started."""

Drafter = Callable[[Scenario, Order, Progress, Plan | None, Means], Plan]
Minds = Callable[[str], Backend | None]


def unwatched(event: Event) -> None:
    """A run that nobody waits for: its events are in its trail."""


log = logging.getLogger(__name__)


class _Held:
    """What is told of a run while it is held, or of the run that it is a step of.

    That it was taken away; that the best so far is wanted at once.
    """

    def __init__(self, above: "_Held | None" = None) -> None:
        self.lost, self.enough, self._above = threading.Event(), threading.Event(), above

    def is_lost(self) -> bool:
        return self.lost.is_set() or (self._above is not None and self._above.is_lost())

    def is_enough(self) -> bool:
        return self.enough.is_set() or (self._above is not None and self._above.is_enough())


class Worker:
    """Executes runs until told to stop; a run whose worker dies is taken up again when its lease is over."""

    def __init__(
        self, store: Store, library: Library, draft: Drafter, minds: Minds, lease: float = LEASE_SECONDS
    ) -> None:
        self._store = store
        self._library = library
        self._draft = draft
        self._minds = minds
        self._lease = lease
        self._owner = f"{os.uname().nodename}:{os.getpid()}"

    def work(self, stop: threading.Event) -> None:
        """Takes run after run until `stop` is set; waits for a store that does not answer."""
        while not stop.is_set():
            try:
                if not self.take_one():
                    stop.wait(IDLE_SECONDS)
            except OperatorError as error:
                log.warning("no run can be taken: %s", error)
                stop.wait(OUTAGE_SECONDS)

    def take_one(self) -> bool:
        """Executes one run; False when none waits."""
        claim = self._store.runs.claim(self._owner, self._lease)
        if claim is None:
            return False
        try:
            with self._kept_alive(claim) as held:
                self._execute(claim, held)
        except FencedError:
            log.warning("run %s was taken away", claim.run)
        except IntendanceError:
            log.warning("run %s failed", claim.run)
        except Exception:
            log.exception("run %s crashed", claim.run)
        return True

    def at_once(self, order: Order, scenario: Scenario, parent: Plan | None, progress: Progress) -> tuple[str, Plan]:
        """Executes an order here and now, for whoever waits for it; its run and its plan."""
        run, made = self._at_once(order, scenario, parent, progress)
        if not isinstance(made, Plan):
            raise TypeError("a draft was ordered")
        return run, made

    def errand_at_once(
        self, order: Order, scenario: Scenario, parent: Plan | None, progress: Progress
    ) -> tuple[str, Result]:
        """Executes an order that is no draft here and now; its run and what became of it."""
        run, made = self._at_once(order, scenario, parent, progress)
        if isinstance(made, Plan):
            raise TypeError("an errand was ordered")
        return run, made

    def _at_once(
        self, order: Order, scenario: Scenario, parent: Plan | None, progress: Progress
    ) -> tuple[str, Plan | Result]:
        claim = self._store.runs.begin(order, self._owner, self._lease)
        with self._kept_alive(claim) as held:
            return claim.run, self._made(claim, scenario, parent, held, progress)

    def _execute(self, claim: Claim, held: _Held) -> None:
        code = "desk.event.started" if claim.epoch == 1 else "desk.event.resumed"
        self._store.trails.open(claim).tell(Event(source=SOURCE, message=Message(code=code)))
        with self._said_when_it_fails(claim):
            order = claim.order
            parent = self._store.plans.get(order.parent) if order.parent else None
            scenario = self._library.load(order.scenario)
        self._made(claim, scenario, parent, held, unwatched)

    def _made(
        self, claim: Claim, scenario: Scenario, parent: Plan | None, held: _Held, progress: Progress
    ) -> Plan | Result:
        trail = self._store.trails.open(claim)

        def tell(event: Event) -> None:
            trail.tell(event)
            progress(event)

        with self._said_when_it_fails(claim):
            means = Means(self._minds(claim.order.model), trail, held.is_lost, held.is_enough)
            if claim.order.errand != "draft":
                if claim.order.errand == "play":
                    same_inputs(scenario.world, asked_of(scenario, claim.order), claim.order, means)
                    result: Result = self._played(claim, scenario, held, tell)
                else:
                    result = carried_out(scenario, claim.order, parent, means, tell)
                variant = result.variant if isinstance(result, Answered) else None
                self._store.runs.finish(claim, variant, result)
                return result
            plan = self._draft(scenario, claim.order, tell, parent, means)
            self._store.runs.finish(claim, plan)
        return plan

    def _played(self, claim: Claim, scenario: Scenario, held: _Held, tell: Progress) -> Played:
        """A scenario played, each plan by a run of its own; one that is stopped ends with the plan that it was at."""

        def planned(order: Order, parent: Plan | None) -> tuple[str, Plan]:
            return self._known(scenario, order) or self._step(claim, scenario, order, parent, held)

        first = claim.order.model_copy(update={"errand": "draft", "until": None})
        moments = len({inject.at for inject in scenario.injects})
        reactions: list[Reaction] = []
        for one, _ in play(scenario, first, planned, claim.order.until):
            reactions.append(one)
            tell(Event(source="play", message=_said(one, len(reactions) - 1, moments)))
            if held.is_enough():
                break
        return Played(reactions=tuple(reactions), whole=len(reactions) > moments)

    def _known(self, scenario: Scenario, order: Order) -> tuple[str, Plan] | None:
        """The run of the very same order and its plan: a play that is taken up again pays nothing twice."""
        run = self._store.runs.same(order)
        if run is None or run.plan is None or run.stopped_by is not None:
            return None
        plan = self._store.plans.get(run.plan)
        return None if ground_of(scenario, plan) is None else (run.id, plan)

    def _step(
        self, claim: Claim, scenario: Scenario, order: Order, parent: Plan | None, held: _Held
    ) -> tuple[str, Plan]:
        step = self._store.runs.begin(order, self._owner, self._lease, within=claim.run)
        with self._kept_alive(step, held) as own:
            made = self._made(step, scenario, parent, own, unwatched)
        if not isinstance(made, Plan):
            raise TypeError("a step of a play is a draft")
        return step.run, made

    @contextmanager
    def _said_when_it_fails(self, claim: Claim) -> Iterator[None]:
        """The run is closed with what went wrong, which goes on to whoever executes it."""
        try:
            yield
        except FencedError:
            raise
        except IntendanceError as error:
            trail = self._store.trails.open(claim)
            for problem in error.problems[:20] if isinstance(error, ScenarioError) else ():
                trail.tell(Event(source=SOURCE, message=problem.message))
            self._store.runs.fail(claim, error.message)
            raise
        except Exception:
            self._store.runs.fail(claim, Message(code="error.run_crashed"))
            raise

    @contextmanager
    def _kept_alive(self, claim: Claim, above: _Held | None = None) -> Iterator[_Held]:
        """Holds the run meanwhile, and hears what is told of it."""
        over, held = threading.Event(), _Held(above)
        beat = threading.Thread(target=self._beat, args=(claim, over, held), daemon=True)
        beat.start()
        try:
            yield held
        finally:
            over.set()
            beat.join()

    def _beat(self, claim: Claim, over: threading.Event, held: _Held) -> None:
        renewed = time.monotonic()
        while not over.wait(min(LOOK_SECONDS, self._lease / 3)):
            try:
                if not held.enough.is_set() and self._store.runs.is_stopped(claim.run):
                    held.enough.set()
                if time.monotonic() - renewed >= self._lease / 3:
                    self._store.runs.renew(claim, self._lease)
                    renewed = time.monotonic()
            except FencedError:
                held.lost.set()  # a model that is being asked is told to stop
                if over.wait(GRACE_SECONDS):  # the run has just been closed by this very worker
                    return
                # A solve cannot be interrupted from outside: the process goes, its supervisor starts another.
                os._exit(FENCED)
            except OperatorError as error:
                # The server may be back before the lease is over; if it is not, the run is fenced when it answers.
                log.warning("run %s could not be held: %s", claim.run, error)


def _said(one: Reaction, rank: int, moments: int) -> Message:
    if not one.injects:
        return Message(code="event.play_drafted", args={"count": moments})
    names = ", ".join(inject.id for inject in one.injects)
    return Message(
        code="event.play_answered",
        args={"rank": rank, "count": moments, "names": names, "moved": len(one.movements)},
    )
