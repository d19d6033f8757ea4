"""A trail that was touched is found out; one that is whole gives the same plan again, and nobody is asked."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from counting import Counting
from ortools.sat.python import cp_model
from sqlalchemy import create_engine, text

import scenarios
from copilot.adapters.models.scripted import Scripted
from copilot.adapters.store import ReadTrail, Store
from copilot.app import recording
from copilot.app.drafting import Means, draft, silent
from copilot.app.worker import Worker
from copilot.graph import build
from copilot.model.change import Rate
from copilot.model.errors import OperatorError
from copilot.model.noun import Message, canonical
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.record import TrailEntry
from copilot.ports import Backend, Event
from copilot.settings import Settings

MINI = scenarios.load("mini")
ORDER = Order(scenario="mini", effort=2, model="scripted")
Run = tuple[str, Plan]


def scripted(_name: str) -> Backend:
    return Scripted()


@pytest.fixture
def settings(address: str) -> Settings:
    return Settings(database=address)


@pytest.fixture
def run(store: Store) -> Run:
    return Worker(store, scenarios, draft, scripted).at_once(ORDER, MINI, None, silent)


@pytest.fixture
def sql(address: str) -> Iterator[object]:
    engine = create_engine(address)

    def execute(statement: str, **values: object) -> None:
        with engine.begin() as connection:
            assert connection.execute(text(statement), values).rowcount

    yield execute
    engine.dispose()


def refusal(store: Store, run: str, head: str = "") -> str:
    """The code with which a trail is refused; empty when it is found unaltered."""
    try:
        store.trails.verify(run, head)
    except OperatorError as error:
        return error.message.code
    return ""


ALTERED = {
    "the answer of a model": "UPDATE bodies SET body = replace(body, '48', '49') WHERE hash IN"
    " (SELECT answered FROM trail WHERE run = :run AND kind = 'model')",
    "the body a line names": "UPDATE trail SET answered = (SELECT asked FROM trail WHERE run = :run AND seq = 1)"
    " WHERE run = :run AND seq = 5",
    "who said it": "UPDATE trail SET source = 'planner' WHERE run = :run AND seq = 4",
    "what kind it is": "UPDATE trail SET kind = 'event' WHERE run = :run AND kind = 'solve'",
    "when": "UPDATE trail SET at = at + 60 WHERE run = :run AND seq = 7",
    "the first hash": "UPDATE trail SET chain = '0' WHERE run = :run AND seq = 1",
    "a line removed": "DELETE FROM trail WHERE run = :run AND seq = 6",
    "the first line removed": "DELETE FROM trail WHERE run = :run AND seq = 1",
    "two lines in the other order": "UPDATE trail SET seq = CASE seq WHEN 1000003 THEN 4 ELSE 3 END"
    " WHERE run = :run AND seq > 1000000",
}


@pytest.mark.parametrize("what", ALTERED)
def test_an_altered_trail_is_found_out(what: str, store: Store, run: Run, sql) -> None:
    """A line altered, removed or in another place is found, as it is not before."""
    assert refusal(store, run[0]) == ""
    if "order" in what:
        sql("UPDATE trail SET seq = seq + 1000000 WHERE run = :run AND seq IN (3, 4)", run=run[0])
    sql(ALTERED[what], run=run[0])
    assert refusal(store, run[0]) == "error.trail_altered"


def test_a_cut_trail_is_found_out_by_its_head(store: Store, run: Run, sql) -> None:
    """The last lines removed leave a chain that holds; the head kept elsewhere tells, also of a trail made anew."""
    count, head = store.trails.head(run[0])
    assert refusal(store, run[0], head) == ""
    sql("DELETE FROM trail WHERE run = :run AND seq > :seq", run=run[0], seq=count - 2)
    assert refusal(store, run[0]) == ""
    assert refusal(store, run[0], head) == "error.trail_cut"
    again, _ = Worker(store, scenarios, draft, scripted).at_once(ORDER, MINI, None, silent)
    assert refusal(store, again, head) == "error.trail_cut"


def test_a_trail_goes_on_after_its_head(store: Store) -> None:
    """A head that was noted holds while the trail grows."""
    claim = store.runs.begin(ORDER, "w", 60)
    trail = store.trails.open(claim)
    trail.tell(Event(source="worker", message=Message(code="hello")))
    _, head = store.trails.head(claim.run)
    trail.tell(Event(source="worker", message=Message(code="hello")))
    assert refusal(store, claim.run, head) == ""


def never(*_asked: object, **_more: object) -> None:
    """Nobody is to be asked."""
    raise AssertionError("asked")


def test_a_replay_asks_nobody(run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """From its trail a run gives the same plan to the last byte, with every model and solver made to raise."""
    monkeypatch.setattr(Scripted, "ask", never)
    monkeypatch.setattr(build, "solve", never)
    monkeypatch.setattr(cp_model.CpSolver, "solve", never)
    with pytest.raises(AssertionError, match="asked"):
        draft(MINI, ORDER)
    again = recording.replay(settings, run[0], live=False, scenario=None)
    assert again.same
    assert canonical(again.plan) == canonical(run[1])
    assert again.plan.comments == run[1].comments != ()


@pytest.mark.parametrize("kind", ["input", "model", "tool", "solve"])
def test_a_trail_with_a_gap_replays_nothing(kind: str, store: Store, run: Run) -> None:
    """Without one answer, of whichever kind, a replay is refused by name instead of making one up."""
    lines: tuple[TrailEntry, ...] = store.trails.of(run[0])
    means = partial(Means, recording.Recorded("scripted"))
    assert draft(MINI, ORDER, means=means(ReadTrail(lines))) == run[1]
    gap = max(line.seq for line in lines if line.kind == kind)
    with pytest.raises(OperatorError) as refused:
        draft(MINI, ORDER, means=means(ReadTrail([line for line in lines if line.seq != gap])))
    assert refused.value.message == Message(code="error.replay_missing", args={"kind": kind})


def test_a_trail_whose_plan_is_another_is_told(run: Run, settings: Settings, sql) -> None:
    """A replay whose plan is not the one noted at the end of the trail does not pass for the same."""
    sql("DELETE FROM trail WHERE run = :run AND kind = 'plan'", run=run[0])
    assert not recording.replay(settings, run[0], live=False, scenario=None).same


def test_a_body_is_stored_once(store: Store, run: Run, address: str) -> None:
    """A second run on the same inputs adds lines and, but for its own times, no body."""
    before = _count(address, "bodies"), _count(address, "trail")
    again, plan = Worker(store, scenarios, draft, scripted).at_once(ORDER, MINI, None, silent)
    assert plan == run[1]
    assert _count(address, "trail") == before[1] + len(store.trails.of(again))
    assert _count(address, "bodies") == before[0]


def _count(address: str, table: str) -> int:
    engine = create_engine(address)
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    engine.dispose()
    return int(found)


def test_a_run_is_not_taken_up_on_other_inputs(store: Store, tmp_path: Path) -> None:
    """A run begun on one world, or with one model, is refused on another, and nothing more is asked of the model."""
    claim = store.runs.begin(ORDER, "w", 60)
    log = tmp_path / "asked"
    backend = Counting(log)
    first = draft(MINI, ORDER, means=Means(backend, store.trails.open(claim)))
    asked = log.read_text().splitlines()
    assert draft(MINI, ORDER, means=Means(backend, store.trails.open(claim))) == first
    thirsty = MINI.world.consumption[0].model_copy(update={"per_day": 1600})
    other = MINI.model_copy(update={"world": MINI.world.model_copy(update={"consumption": (thirsty,)})})
    stranger = Counting(log, model="stranger")
    for scenario, model in ((other, backend), (MINI, stranger)):
        with pytest.raises(OperatorError) as refused:
            draft(scenario, ORDER, means=Means(model, store.trails.open(claim)))
        assert refused.value.message.code == "error.trail_inputs"
    assert log.read_text().splitlines() == asked
    changed = ORDER.model_copy(update={"changes": (Rate(site="STE-MENEHOULD", item="EAU", per_day=1600),)})
    assert draft(MINI, changed, means=Means(backend, store.trails.open(claim))).id != first.id


def test_what_is_asked_is_in_the_trail(store: Store, run: Run) -> None:
    """Each line says whole prompts and answers: every message that the model was sent, every choice that it made."""
    lines = [line for line in store.trails.of(run[0]) if line.kind == "model"]
    assert {line.source for line in lines} == {"logistics", "maintenance", "preparation", "rapporteur"}
    for line in lines:
        assert {one["role"] for one in json.loads(line.asked)["prompt"]["messages"]} >= {"system", "user"}
        assert json.loads(line.answered)["reply"] is not None
