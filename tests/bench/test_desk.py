"""The bench of the desk: planners without browsers are answered by the real desk, and what they wait is told."""

from pathlib import Path

from bench.desk import served
from bench.desk.browser import Cost, Walk
from bench.desk.command import _judge
from bench.desk.crowd import Felt, crowd
from bench.desk.plans import prepared


def test_planners_speak_to_the_desk(tmp_path: Path) -> None:
    """Two planners choose items and run the page again; each rerun ends, costs the desk time and sends something."""
    [made] = prepared(tmp_path, ("company",))
    assert prepared(tmp_path, ("company",)) == [made]
    with served.desk(tmp_path) as opened:
        before = opened.spent()
        felt = crowd(opened.address, made.plan, planners=2, think=0.2, seconds=2.5)
        assert opened.spent() > before
    assert felt.planners == 2
    assert felt.reruns >= 1
    assert 0 < felt.median <= felt.p95
    assert felt.payload > 10_000


def test_a_missed_bar_is_said(capsys) -> None:
    """The slowest interaction on the larger plan decides, and the crowd's median: each bar is held or missed."""
    cost = Cost(wait=10.0, cpu=1.0, payload=1.0)
    slow = cost._replace(wait=26.0)
    walks = [
        Walk(page="bare", activities=0, ready=cost, acts={"press": cost}),
        Walk(page="Brouillon", activities=3000, ready=cost, acts={"select": cost, "filter": slow}),
    ]
    felt = [
        Felt(planners=count, reruns=9, median=wait, p95=1, late=0, payload=1) for count, wait in ((1, 0.1), (9, 0.2))
    ]
    _judge(walks, felt)
    told = capsys.readouterr().out
    assert "2.60 times the bare page's (bar 2.5): MISSED" in told
    assert "2.00 times one planner's (bar 0.3 s): holds" in told
