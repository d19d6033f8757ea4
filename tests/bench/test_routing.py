"""The public routing families: read under their rounding, solved by every peer, judged alike, shown with the bar."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.__main__ import main
from bench.routing.compare import METHODS, Result, compare, holds, loss
from bench.routing.read import FAMILIES, FIXED, read

HEAD = "NAME: small\nTYPE: X\nEDGE_WEIGHT_TYPE: EUC_2D\nDIMENSION: 5\nVEHICLES: 4\n"
NODES = "NODE_COORD_SECTION\n1 0 0\n2 3 4\n3 6 8\n4 -3 4\n5 -6 8\n"
DEMAND = "DEMAND_SECTION\n1 0\n2 4\n3 4\n4 4\n5 4\n"
DEPOT = "DEPOT_SECTION\n1\n-1\nEOF\n"
WINDOWS = "TIME_WINDOW_SECTION\n1 0 100\n2 0 100\n3 0 100\n4 0 100\n5 0 100\n"
COSTS = "VEHICLES_UNIT_DISTANCE_COST_SECTION\n1 10\n2 10\n3 20\n4 20\n"
SMALL = {
    "cvrp": HEAD + "CAPACITY: 8\n" + NODES + DEMAND + DEPOT,
    "vrptw": HEAD + "CAPACITY: 8\nSERVICE_TIME: 1\n" + NODES + DEMAND + WINDOWS + DEPOT,
    "mdvrptw": HEAD + "CAPACITY: 8\nVEHICLES_MAX_DURATION: 21\n" + NODES + DEMAND + WINDOWS + DEPOT,
    "hfvrp": HEAD + NODES + DEMAND + "CAPACITY_SECTION\n1 4\n2 4\n3 8\n4 8\n" + COSTS + DEPOT,
    "mtvrptwr": HEAD.replace("VEHICLES: 4", "VEHICLES: 1") + "CAPACITY: 8\n" + NODES + DEMAND + WINDOWS
    + "VEHICLES_RELOAD_DEPOT_SECTION\n1 1\n" + "RELEASE_TIME_SECTION\n1 0\n2 30\n3 30\n4 0\n5 0\n" + DEPOT,
    "pdptw": "4 8 1\n0 0 0 0 0 100 0 0 0\n1 3 4 4 0 100 1 0 2\n2 6 8 -4 0 100 1 1 0\n3 -3 4 4 0 100 1 0 4\n"
    "4 -6 8 -4 0 100 1 3 0\n",
}  # fmt: skip
BEST = {"cvrp": 40, "vrptw": 400, "mdvrptw": 40_000, "hfvrp": 700_000, "mtvrptwr": 400, "pdptw": FIXED + 34_849}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder a family, each with one small instance."""
    for family, text in SMALL.items():
        (tmp_path / family).mkdir()
        (tmp_path / family / "small.vrp").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("family", FAMILIES)
def test_all_find_the_shortest(family: str, folder: Path) -> None:
    """Who has words for a family finds its best known rounds, worked out by hand; who has not says so."""
    found = {one.method: one for one in compare(family, folder / family, None, 0.3, 1, 1)}
    mute = {"mdvrptw": {"VROOM"}, "mtvrptwr": {"VROOM", "OR-Tools"}}.get(family, set())
    for name in METHODS:
        one = found[name]
        assert (one.cost, one.why is None) == ((None, False) if name in mute else (BEST[family], True)), one


def test_li_lim_puts_fewer_vehicles_first(folder: Path) -> None:
    """One vehicle for both shipments although two would drive less; its distance is told in the file's units."""
    routing = read("pdptw", folder / "pdptw" / "small.vrp")
    assert routing.vehicles[0].fixed == FIXED
    [ours] = [one for one in compare("pdptw", folder / "pdptw", None, 0.3, 1, 1) if one.method == "ours"]
    assert (ours.routes, ours.value) == (1, 34.849)


def test_table_says_the_bar(folder: Path) -> None:
    """The command prints the table and the bar, and keeps the figures."""
    (folder / "bks.csv").write_text("folder,file,bks,lb,note\ncvrp,small.vrp,39,,\n", encoding="utf-8")
    kept = folder / "kept.json"
    line = ["cvrp", "--instances", str(folder / "cvrp"), "--bks", str(folder / "bks.csv"), "--time-limit", "0.3"]
    done = CliRunner().invoke(main, [*line, "--json", str(kept)])
    assert done.exit_code == 0, done.output
    assert "2.56" in done.stdout
    assert "at most 0.1 %): holds" in done.stdout
    assert json.loads(kept.read_text(encoding="utf-8"))["loss"] == {"small.vrp": 0.0}


def test_losing_is_missing_the_bar() -> None:
    """A fifth of a per cent above PyVRP misses the bar, and so does finding nothing."""
    peer = Result(
        instance="a", method="PyVRP", best=None, cost=1000, routes=1, value=1, gap=None, why=None, seconds=1
    )  # fmt: skip
    ours = peer.model_copy(update={"method": "ours", "cost": 1002})
    assert loss([peer, ours]) == {"a": pytest.approx(0.2)}
    assert not holds([peer, ours])
    assert not holds([peer, ours.model_copy(update={"cost": None})])
    assert holds([peer, ours.model_copy(update={"cost": 1000})])
