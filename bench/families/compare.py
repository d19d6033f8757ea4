"""Both methods on every instance of a folder, verified and compared with the best known."""

import csv
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import mean, median

from bench.families import ours, pyjobshop
from bench.families.project import Answer, Project, makespan
from bench.families.read import READERS
from bench.families.verify import broken
from copilot.model.noun import Noun

Method = Callable[[Project, float, int, int], Answer]
METHODS: Mapping[str, Method] = {"ours": ours.solved, "PyJobShop": pyjobshop.solved}


class Result(Noun):
    """One method on one instance; `makespan` is None when it is lost: nothing found, or a rule broken (`broken`).

    `gap` is in per cent of the best known value, None where none is known.
    """

    instance: str
    method: str
    best_known: int | None
    makespan: int | None
    bound: int | None
    optimal: bool
    gap: float | None
    broken: str | None
    seconds: float


def compare(
    family: str, folder: Path, bks: Path | None, seconds: float, threads: int, seed: int, most: int | None = None
) -> Iterator[Result]:
    """Each instance of a folder, in the order of names, by each method in turn."""
    known = {} if bks is None else _best_known(bks, family)
    for path in sorted(one for one in folder.iterdir() if one.is_file())[:most]:
        project = READERS[family](path)
        for name, method in METHODS.items():
            begun = time.monotonic()
            answer = method(project, seconds, threads, seed)
            yield _result(project, name, answer, known.get(path.name), time.monotonic() - begun)


def summary(results: list[Result]) -> dict[str, dict[str, float | int | None]]:
    """For each method: mean and median gap, how many are lost, proven best, and better than the other."""
    found = {}
    for name in METHODS:
        own = [one for one in results if one.method == name]
        gaps = [one.gap for one in own if one.gap is not None]
        found[name] = {
            "instances": len(own),
            "lost": sum(one.makespan is None for one in own),
            "proven": sum(one.optimal for one in own),
            "mean_gap": mean(gaps) if gaps else None,
            "median_gap": median(gaps) if gaps else None,
        }
    return found


def holds(results: list[Result]) -> bool:
    """The bar: nothing lost, and our mean gap no larger than PyJobShop's on what it solved too.

    The gap is to the best known makespan or, where none is known, to the better of the two.
    """
    by_name = {name: {one.instance: one for one in results if one.method == name} for name in METHODS}
    mine, peer = by_name["ours"], by_name["PyJobShop"]
    if any(one.makespan is None for one in mine.values()):
        return False
    differences = []
    for name, own in mine.items():
        other = peer.get(name)
        if own.makespan and other and other.makespan:
            differences.append((own.makespan - other.makespan) / (own.best_known or min(own.makespan, other.makespan)))
    return sum(differences) <= 1e-9


def _result(project: Project, method: str, answer: Answer, known: int | None, seconds: float) -> Result:
    table = answer.timetable
    wrong = None if table is None else broken(project, table)
    found = None if table is None or wrong else makespan(project, table)
    return Result(
        instance=project.name,
        method=method,
        best_known=known,
        makespan=found,
        bound=answer.bound,
        optimal=answer.optimal and found is not None,
        gap=100 * (found - known) / known if found is not None and known else None,
        broken=wrong,
        seconds=seconds,
    )


def _best_known(bks: Path, family: str) -> dict[str, int]:
    with bks.open(encoding="utf-8", newline="") as lines:
        return {row["file"]: int(row["bks"]) for row in csv.DictReader(lines) if row["folder"] == family and row["bks"]}
