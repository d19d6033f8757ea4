"""A plan of any size for the timeline, made up rather than solved: what is drawn matters, not whether it holds."""

from datetime import UTC, datetime
from random import Random

from copilot.model.activity import AssetNeed, Delay, Mode, Subject, Unmet
from copilot.model.clock import Clock
from copilot.model.finding import Finding
from copilot.model.noun import Message
from copilot.model.plan import Plan, PlanItem, Solving
from copilot.model.request import DOMAINS, Request

START = datetime(2027, 3, 22, 23, tzinfo=UTC)
"""A Tuesday at midnight in Paris, in a window in which legal time changes."""
DAYS = 14
STEP = 60


def made_up(count: int, vehicles: int, seed: int = 1, parent: Plan | None = None) -> Plan:
    """So many activities on so many vehicles, some late, some found fault with, some needs left out."""
    draw = Random(seed)
    names = [f"{6101 + rank % 6}-{rank:04d}" for rank in range(vehicles)]
    free = [60 * draw.randint(0, 12) for _ in names]
    items = tuple(_item(rank, names, free, draw) for rank in range(count))
    faulty = [items[rank].id for rank in range(0, count, max(count // 12, 1))]
    findings = tuple(_finding(name, rank) for rank, name in enumerate(faulty))
    return Plan(
        scenario="mini",
        world="0" * 64,
        revision=1 if parent is None else parent.revision + 1,
        parent=None if parent is None else parent.id,
        clock=Clock(start=START, step=STEP, steps=DAYS * 24),
        request=Request(words="-"),
        items=items,
        unmet=tuple(_unmet(rank) for rank in range(count // 25)),
        solving=Solving(status="feasible", objective=0, seed=seed, effort=1),
        names={f"sites/S{rank}": {"fr": f"D\u00e9p\u00f4t {rank}", "en": f"Depot {rank}"} for rank in range(8)},
        verdict="INVALID",
        findings=findings,
    ).sealed()


def _item(rank: int, names: list[str], free: list[int], draw: Random) -> PlanItem:
    holder = rank % len(names)
    kind = names[holder][:4]
    pool = tuple(name for name in names if name.startswith(kind))[:12]
    candidates = tuple(dict.fromkeys((names[holder], *pool)))
    start, length = free[holder], 30 * draw.randint(2, 24)
    free[holder] = start + -(-length // STEP) * STEP + STEP * draw.randint(0, 10)
    domain = DOMAINS[rank % 3]
    workshop = f"W{rank % 7}" if domain == "maintenance" else None
    return PlanItem(
        id=f"T{rank:04d}",
        domain=domain,
        kind={"logistics": "convoy", "maintenance": "repair", "preparation": "training"}[domain],
        label=Message(code="label.repair", args={"asset": names[holder], "type": "GBC 180", "event": f"boite {rank}"}),
        subject=Subject(unit=f"U{rank % 9}", reference=f"R{rank}"),
        delays=(Delay(code="late", after=start + length - (30 if rank % 10 == 0 else -600), weight=1),),
        mode=Mode(
            id="m",
            duration=length,
            site=f"S{rank % 8}",
            workshop=workshop,
            assets=(AssetNeed(site="S0", count=1, candidates=candidates),),
            closed=((0, 300), (1200, 1740)),
        ),
        start=start,
        end=start + length,
        assets=(names[holder],),
    )


def _unmet(rank: int) -> Unmet:
    return Unmet(
        id=f"U{rank:03d}",
        domain=DOMAINS[rank % 3],
        label=Message(code="label.repair", args={"asset": f"7000-{rank:04d}", "type": "VT4", "event": "x"}),
        cause=Message(code="cause.no_time"),
        mandatory=rank % 4 == 0,
    )


def _finding(item: str, rank: int) -> Finding:
    args: dict[str, str | int | float] = {"item": item, "end": "t:600", "limit": "t:540"}
    severity = "error" if rank % 3 else "warning"
    return Finding(
        rule="window", severity=severity, items=(item,), message=Message(code="finding.window.late", args=args)
    )
