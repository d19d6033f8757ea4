"""The product's own route tool."""

from pathlib import Path

from bench.routing.cpu import WAIT, Processor
from bench.routing.verify import Call
from tools.solve.routes.rounds import plan
from tools.solve.routes.routing import Routing


def solved(
    routing: Routing, _family: str, _path: Path, seconds: float, _threads: int, seed: int
) -> list[tuple[int, list[Call]]] | None:
    """The rounds found, None when not everything that must be done is; one thread, seconds of processor."""
    found = plan(routing, seed, seconds=WAIT * seconds, stop=Processor(seconds))
    if found.cost is None:
        return None
    return [(one.vehicles, [(call.kind, call.index) for call in one.calls]) for one in found.rounds]
