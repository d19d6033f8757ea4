"""Runs as the desk orders them: stopped with their best kept, why answered once, courses of action as variants."""

import threading
import time
from collections.abc import Callable

import pytest
from worker_minds import no_model

import scenarios
from copilot.adapters.store import ReadTrail, Store
from copilot.app.drafting import Means, draft, silent
from copilot.app.local import LocalService
from copilot.app.worker import Worker
from copilot.model.change import InstructorsChanged
from copilot.model.course import COURSES
from copilot.model.errors import PlannerError
from copilot.model.explanation import Explanation
from copilot.model.order import CLOSENESS, Order
from copilot.model.plan import Plan
from copilot.model.record import Run
from tools.check import check

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


@pytest.fixture
def service(store: Store) -> LocalService:
    return LocalService(store, scenarios, check, {})


@pytest.fixture
def worker(store: Store) -> Worker:
    return Worker(store, scenarios, draft, no_model)


@pytest.fixture
def done(service: LocalService, worker: Worker) -> Callable[[str], Run]:
    """What became of a run, once a worker has executed it."""

    def execute(run: str) -> Run:
        while not service.run(run).over:
            assert worker.take_one()
        return service.run(run)

    return execute


@pytest.fixture
def drafted(service: LocalService, done: Callable[[str], Run]) -> Callable[..., Plan]:
    """A draft of the smallest scenario."""

    def make(**fields: object) -> Plan:
        made = done(service.start(Order(**{"scenario": "mini", "effort": 4, "by": "Alice", **fields}))).plan
        assert made is not None
        return service.plan(made)

    return make


def test_a_run_that_is_stopped_gives_its_best(store: Store, service: LocalService, worker: Worker) -> None:
    """Asked to stop, a long run ends at once with a plan that was checked, says so, and is replayed from its trail."""
    run = service.start(Order(scenario="crue-argens", effort=3000))
    working = threading.Thread(target=worker.take_one)
    working.start()
    while not any(event.message.code == "event.better_bound" for event in service.events(run)):
        time.sleep(0.05)
    service.stop(run, "Alice")
    service.stop(run, "Bruno")
    working.join(timeout=30)
    over = service.run(run)
    assert (over.status, over.stopped_by) == ("done", "Alice")
    assert over.plan is not None
    plan = service.plan(over.plan)
    assert (plan.verdict, plan.solving.stopped, plan.solving.status) == ("VALID", True, "feasible")
    assert "event.stopped" in [event.message.code for event in service.events(run)]
    told = next(one.message.args for one in service.events(run) if one.message.code == "event.better_bound")
    assert 0 < int(told["least"]) <= int(told["cost"])
    again = draft(scenarios.load("crue-argens"), over.order, silent, None, Means(trail=ReadTrail(store.trails.of(run))))
    assert again.id == plan.id
    with pytest.raises(PlannerError) as refused:
        service.stop(run, "Alice")
    assert refused.value.message.code == "error.run_over"


def test_a_plan_that_nobody_stopped_keeps_its_hash(drafted: Callable[..., Plan]) -> None:
    """What says that a plan was stopped is not part of one that was not: plans of before are read as they were."""
    plan = drafted()
    assert "stopped" not in plan.model_dump(mode="json")["solving"]
    stopped = plan.model_copy(update={"solving": plan.solving.model_copy(update={"stopped": True})})
    assert stopped.digest() != plan.id


def test_why_is_answered_once_for_everybody(
    service: LocalService, done: Callable[[str], Run], drafted: Callable[..., Plan]
) -> None:
    """Why an item is not earlier is solved by a worker, once; the same question leads to the same run."""
    plan = drafted()
    item = plan.items[-1].id
    assert service.explained(plan.id, item) is None
    run = service.why(plan.id, item)
    assert service.why(plan.id, item) == run
    result = done(run).result
    assert isinstance(result, Explanation)
    assert (result.about, result.start) == (item, plan.item[item].start)
    assert result.chain
    assert service.why(plan.id, item) == run
    answered = service.explained(plan.id, item)
    assert answered is not None
    assert answered.result == result

    other = plan.items[0].id
    stopped = service.why(plan.id, other)
    service.stop(stopped, "Bruno")
    done(stopped)
    answered = service.explained(plan.id, other)
    assert answered is not None
    assert (answered.id, answered.stopped_by) == (stopped, "Bruno")
    assert service.why(plan.id, other) != stopped


def test_what_would_help_becomes_the_plan_announced(
    service: LocalService, done: Callable[[str], Run], drafted: Callable[..., Plan]
) -> None:
    """Of a need not met the solver tells the conflict and what would help; as a variant it costs what was said."""
    plan = drafted(changes=(InstructorsChanged(instructors="MON-1", count=-1),))
    need = next(need for need in plan.unmet if need.mandatory)
    result = done(service.why(plan.id, need.id)).result
    assert isinstance(result, Explanation)
    assert result.minimal
    relief = next(one for one in result.reliefs if one.changes)
    variant = done(service.vary(plan.id, relief.changes, "fr", "Alice", result.effort)).plan
    assert variant is not None
    made = service.plan(variant)
    assert need.id in made.item
    costs = [sum(term.cost for term in one.terms if term.code not in ("goal", "moved")) for one in (plan, made)]
    assert costs[1] - costs[0] == relief.cost
    assert service.latest(plan.id) == plan.id


def test_what_no_schedule_decides_is_not_asked_of_the_solver(
    service: LocalService, done: Callable[[str], Run], drafted: Callable[..., Plan]
) -> None:
    """A name that is neither an item nor a need of the joint problem ends the run with words, not with a crash."""
    error = done(service.why(drafted().id, "nothing")).error
    assert error is not None
    assert error.code == "error.why_beforehand"


def test_courses_are_variants_of_the_plan(
    service: LocalService, done: Callable[[str], Run], drafted: Callable[..., Plan]
) -> None:
    """Each course that the plan is not is ordered once; one adopted goes on as the plan did, and is stayed close to."""
    plan = drafted()
    runs = service.courses(plan.id, "fr", "Alice")
    assert service.courses(plan.id, "fr", "Bruno") == runs
    made = [service.plan(done(run).plan or "") for run in runs]
    assert [one.solving.course for one in made] == [course for course in COURSES if course != "balanced"]
    assert {(one.parent, one.verdict) for one in made} == {(plan.id, "VALID")}
    assert service.courses(plan.id, "fr", "Alice") == ()
    assert service.latest(plan.id) == plan.id
    service.adopt(made[0].id)
    assert service.latest(plan.id) == made[0].id
    again = service.run(service.redraft(made[0].id, 1, 4, "fr", "Alice")).order
    assert (again.course, again.closeness) == (made[0].solving.course, CLOSENESS)
