"""Every method on every instance of a folder, judged by one judge and compared with the best known."""

import csv
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import mean

from bench.routing import direct, or_tools, ours, vroom_peer
from bench.routing.read import FIXED, read
from bench.routing.verify import BrokenError, Call, cost
from copilot.model.noun import Noun
from tools.solve.routes.routing import Routing

Method = Callable[[Routing, str, Path, float, int, int], list[tuple[int, list[Call]]] | None]
METHODS: Mapping[str, Method] = {
    "ours": ours.solved,
    "PyVRP": direct.solved,
    "OR-Tools": or_tools.solved,
    "VROOM": vroom_peer.solved,
}
TOLERANCE = 0.1
"""How much our tool may lose to PyVRP called directly, in per cent (the bar)."""


class Best(Noun):
    """The best known value of an instance, with the number of routes where fewer of them come first."""

    routes: int | None
    value: float


class Result(Noun):
    """One method on one instance; `cost` is None when nothing was found, or a rule is broken, or it has no words.

    `value` is in the units of the best known value, and `gap` in per cent of it: None where none is known or where
    the number of routes is not the best known one.
    """

    instance: str
    method: str
    best: Best | None
    cost: int | None
    routes: int | None
    value: float | None
    gap: float | None
    why: str | None
    seconds: float


def compare(
    family: str, folder: Path, bks: Path | None, seconds: float, threads: int, seed: int, most: int | None = None
) -> Iterator[Result]:
    """Each instance of a folder, in the order of names, by each method in turn."""
    known = {} if bks is None else _best_known(bks, family)
    for path in sorted(one for one in folder.iterdir() if one.is_file())[:most]:
        routing = read(family, path)
        for name, method in METHODS.items():
            begun = time.monotonic()
            try:
                rounds, why = method(routing, family, path, seconds, threads, seed), "nothing found"
            except NotImplementedError as error:
                rounds, why = None, f"no words for: {error}"
            spent = time.monotonic() - begun
            yield _result(routing, path.name, name, rounds, why, known.get(path.name), spent)


def loss(results: list[Result]) -> dict[str, float]:
    """By how much our cost is above PyVRP's on each instance, in per cent; an instance that we lose is infinite."""
    peer = {one.instance: one.cost for one in results if one.method == "PyVRP"}
    found = {}
    for one in results:
        other = peer.get(one.instance)
        if one.method == "ours" and other is not None:
            found[one.instance] = float("inf") if one.cost is None else 100 * (one.cost - other) / other
    return found


def holds(results: list[Result]) -> bool:
    """The bar: on the mean of the instances our tool loses at most a thousandth to PyVRP called directly."""
    losses = loss(results).values()
    return not losses or mean(losses) <= TOLERANCE


def summary(results: list[Result]) -> dict[str, dict[str, float | int | None]]:
    """For each method: the instances that it did, those with the best known number of routes, their mean gap."""
    found = {}
    for name in METHODS:
        own = [one for one in results if one.method == name]
        gaps = [one.gap for one in own if one.gap is not None]
        done = sum(one.cost is not None for one in own)
        found[name] = {"solved": done, "compared": len(gaps), "mean_gap": mean(gaps) if gaps else None}
    return found


def _result(
    routing: Routing, instance: str, method: str, rounds: list[tuple[int, list[Call]]] | None, why: str,
    best: Best | None, seconds: float,
) -> Result:  # fmt: skip
    price: int | None = None
    if rounds is not None:
        try:
            price = cost(routing, rounds)
        except BrokenError as error:
            why = str(error)
    value = None if price is None else price % FIXED / 1000 if routing.shipments else float(price)
    routes = None if price is None or rounds is None else len(rounds)
    alike = best is not None and value is not None and best.routes in (None, routes)
    return Result(
        instance=instance,
        method=method,
        best=best,
        cost=price,
        routes=routes,
        value=value,
        gap=100 * (value - best.value) / best.value if alike and value is not None and best is not None else None,
        why=why if price is None else None,
        seconds=seconds,
    )


def _best_known(bks: Path, family: str) -> dict[str, Best]:
    with bks.open(encoding="utf-8", newline="") as lines:
        return {
            row["file"]: _best(row["bks"]) for row in csv.DictReader(lines) if row["folder"] == family and row["bks"]
        }


def _best(text: str) -> Best:
    numbers = re.findall(r"[\d.]+", text)
    return Best(routes=int(numbers[0]) if len(numbers) > 1 else None, value=float(numbers[-1]))
