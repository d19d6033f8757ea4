"""A play is ordered like any run, executed by a worker, and taken up again where it was."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import Means, draft
from copilot.app.local import LocalService
from copilot.app.worker import Worker
from copilot.model.errors import IntendanceError
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.reaction import Played
from copilot.model.scenario import Scenario
from copilot.ports import Progress
from tools.check import check

PLAY = Order(scenario="mini", errand="play", effort=2)


class Counting:
    """Drafts, and counts how often; the draft of a rank may be refused, or tell the worker to stop first."""

    def __init__(self) -> None:
        self.made, self.refused_at, self.before = 0, 0, lambda: None

    def __call__(self, scenario: Scenario, order: Order, progress: Progress, parent: Plan | None, means: Means) -> Plan:
        self.made += 1
        self.before()
        if self.made == self.refused_at:
            raise IntendanceError("error.run_crashed")
        return draft(scenario, order, progress, parent, means)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        yield opened


@pytest.fixture
def service(store: Store) -> LocalService:
    return LocalService(store, scenarios, check, {})


@pytest.fixture
def drafter() -> Counting:
    return Counting()


@pytest.fixture
def worker(store: Store, drafter: Counting) -> Worker:
    return Worker(store, scenarios, drafter, lambda _model: None)


def _played(service: LocalService, run: str) -> Played:
    result = service.run(run).result
    assert isinstance(result, Played)
    return result


def test_a_play_ordered_at_the_desk_supersedes_nothing(
    service: LocalService, worker: Worker, drafter: Counting
) -> None:
    """Each plan is kept with a run and a trail of its own, and no list but the play's names those that answer injects.

    The planner's own draft stays the last version of its line; played again, nothing is solved again.
    """
    own = service.start(PLAY.model_copy(update={"errand": "draft"}))
    assert worker.take_one()
    mine = service.run(own).plan
    run = service.start(PLAY)
    assert worker.take_one()
    played = _played(service, run)
    assert [one.at for one in played.reactions] == [0, 420, 720, 1800, 1980]
    assert (played.whole, played.sound) == (True, True)
    assert played.reactions[0].plan == mine
    assert [plan.id for plan in service.plans()] == [mine]
    assert mine is not None
    assert service.latest(mine) == mine
    assert {one.id for one in service.runs()} == {own, run}
    assert [one.id for one in service.plays("mini")] == [run]
    assert service.plays("crue-argens") == ()
    for one in played.reactions[1:]:
        assert service.plan(one.plan).parent is not None
        assert service.latest(one.plan) == one.plan
        assert service.trail(one.run)
        assert service.situation(one.plan) is not None
    told = [event.message.code for event in service.events(run)]
    assert told == ["desk.event.started", "event.play_drafted", *["event.play_answered"] * 4]
    solved = drafter.made
    again = service.start(PLAY)
    assert worker.take_one()
    assert (_played(service, again), drafter.made) == (played, solved)


def test_a_play_that_failed_midway_goes_on_from_there(service: LocalService, worker: Worker, drafter: Counting) -> None:
    """What was planned before the failure is not planned again, and the run says what went wrong."""
    drafter.refused_at = 3
    failed = service.start(PLAY)
    assert worker.take_one()
    assert service.run(failed).status == "failed"
    assert service.run(failed).error is not None
    second = service.start(PLAY.model_copy(update={"until": 720}))
    assert worker.take_one()
    assert drafter.made == 4
    assert [one.at for one in _played(service, second).reactions] == [0, 420, 720]


def test_a_play_that_is_stopped_ends_with_the_plan_that_it_is_at(
    service: LocalService, worker: Worker, drafter: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moments after are not played, and the play says that it is not whole."""
    monkeypatch.setattr("copilot.app.worker.LOOK_SECONDS", 0.01)
    run = service.start(PLAY)

    def stop() -> None:
        if drafter.made == 2:
            service.stop(run, "Alice")
            threading.Event().wait(0.3)

    drafter.before = stop
    assert worker.take_one()
    played = _played(service, run)
    assert ([one.at for one in played.reactions], played.whole) == ([0, 420], False)


def test_a_play_given_up_takes_its_steps_with_it(service: LocalService, store: Store) -> None:
    """No worker takes up a step of a play that nobody wants any more."""
    run = service.start(PLAY)
    claim = store.runs.claim("w", lease=60)
    assert claim is not None
    step = store.runs.begin(PLAY.model_copy(update={"errand": "draft"}), "w", 60, within=run)
    service.cancel(run)
    assert {service.run(one).status for one in (run, step.run)} == {"cancelled"}
