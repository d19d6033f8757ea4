"""One measurement: a method on a world, timed, weighed and judged."""

import time
from pathlib import Path

from bench.methods import METHODS
from copilot.model.noun import Noun
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario
from tools.check import check
from tools.solve.schedule.price import GOAL

Seconds = float


class Measure(Noun):
    """What one method made of one world.

    `first` is when a first schedule was reported, `whole` when one with no mandatory task left out was; both None when
    that never happened. `lost`: nothing was placed, or the checker did not find the plan VALID. Times are in seconds
    of wall clock, `cpu` in seconds of all cores, memory in MiB or None where the machine does not tell.
    """

    world: str
    seed: int
    effort: float
    method: str
    placed: int
    left_out: int
    mandatory_left_out: int
    first: Seconds | None
    whole: Seconds | None
    total: Seconds
    cpu: Seconds
    checking: Seconds
    cost: int
    terms: dict[str, int]
    status: str
    cut_by_clock: bool
    verdict: str
    errors: tuple[str, ...]
    lost: bool
    peak_mib: int | None


def measure(scenario: Scenario, seed: int, effort: float, method: str) -> Measure:
    """A method's draft of a world, its time, its peak memory, and the checker's verdict."""
    order = Order(scenario=scenario.name, language="en", seed=seed, effort=effort)
    told: list[tuple[Seconds, int]] = []
    _forget_peak()
    begun, worked = time.monotonic(), time.process_time()
    plan = METHODS[method](scenario, order, lambda cost: told.append((time.monotonic() - begun, cost)))
    total, cpu = time.monotonic() - begun, time.process_time() - worked
    peak = _peak()
    review = check(scenario.world, plan.request, plan)
    return Measure(
        world=scenario.name,
        seed=seed,
        effort=effort,
        method=method,
        placed=len(plan.items),
        left_out=len(plan.unmet),
        mandatory_left_out=sum(need.mandatory for need in plan.unmet),
        first=next((when for when, _ in told), None),
        whole=next((when for when, cost in told if cost < GOAL), None),
        total=total,
        cpu=cpu,
        checking=time.monotonic() - begun - total,
        cost=plan.solving.objective,
        terms={term.code: term.cost for term in plan.terms if term.cost},
        status=plan.solving.status,
        cut_by_clock=plan.solving.cut_by_clock,
        verdict=review.verdict,
        errors=tuple(sorted({one.message.code for one in review.findings if one.severity == "error"})),
        lost=_is_lost(plan, review.verdict),
        peak_mib=peak,
    )


def _is_lost(plan: Plan, verdict: str) -> bool:
    return verdict != "VALID" or not plan.items


def _forget_peak() -> None:
    """Starts the kernel's account of this process's peak memory anew, where it can be."""
    account = Path("/proc/self/clear_refs")
    if account.exists():
        account.write_text("5", encoding="ascii")


def _peak() -> int | None:
    account = Path("/proc/self/status")
    if not account.exists():
        return None
    lines = dict(line.split(":", 1) for line in account.read_text(encoding="ascii").splitlines())
    return int(lines["VmHWM"].split()[0]) // 1024
