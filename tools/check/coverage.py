"""Every need is planned once, or said to be unmet."""

from collections import Counter
from dataclasses import dataclass

from copilot.model.activity import Unmet
from copilot.model.clock import DAY
from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.reading import WORK
from tools.check.report import error, warning
from tools.check.training import certified

_TABLE = {
    "check": "check_rules",
    "repair": "technical_events",
    "training": "training_activities",
    "commitment": "commitments",
}


Planned = dict[tuple[str, str, str], list[str]]  # item identifiers by kind, who and row


@dataclass(frozen=True)
class Need:
    """Something that the world asks for: by which row, for whom; a soft one may be left unsaid."""

    kind: str
    who: str
    reference: str
    soft: bool = False
    mandatory: bool = False

    @property
    def args(self) -> dict[str, str]:
        """What names it in a message."""
        table = "units" if self.kind == "training" else "assets"
        who = f"@{table}/{self.who}" if self.who else "-"
        return {"who": who, "what": f"@{_TABLE[self.kind]}/{self.reference}"}


def coverage(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Needs neither planned nor said to be unmet, needs both planned and unmet, and needs planned twice."""
    planned: Planned = {}
    for item in plan.items:
        if item.kind in _TABLE:
            planned.setdefault((item.kind, _who(item), item.subject.reference), []).append(item.id)
    unmet: dict[str, list[Unmet]] = {}
    for one in plan.unmet:
        for row in _rows(one):
            unmet.setdefault(row, []).append(one)
    found = [finding for need in needs(world) for finding in _answers(need, planned, unmet.get(need.reference, []))]
    found += _repeated(world, planned)
    for name, count in Counter(one.id for one in plan.unmet).items():
        if count > 1:
            found.append(error("coverage.unmet_twice", need=name))
    return found


def _answers(need: Need, planned: Planned, named: list[Unmet]) -> list[Finding]:
    """A need is planned, or said to be unmet, but not both; a mandatory one is said to be mandatory."""
    items = planned.get((need.kind, need.who, need.reference), [])
    unmet = [one for one in named if _says(one, need)]
    found = []
    if not items and not unmet:
        say = warning if need.soft else error
        found.append(say("coverage.missing", **need.args))
    if items and unmet:
        found.append(error("coverage.both", *items, item=items[0], **need.args))
    if need.mandatory and any(not one.mandatory for one in unmet):
        found.append(error("coverage.mandatory", **need.args))
    return found


def _repeated(world: World, planned: Planned) -> list[Finding]:
    found = []
    for (kind, who, reference), items in planned.items():
        if len(items) > 1 and not (kind == "check" and _falls_due_again(world, reference)):
            args = Need(kind, who, reference).args | {"items": ", ".join(items)}
            found.append(error("coverage.twice", *items, **args))
    return found


def needs(world: World) -> list[Need]:
    """What the world asks for: path steps not certified, open events, checks falling due, commitments."""
    end = world.clock.end
    found = [
        Need("training", step.unit, step.activity, mandatory=step.mandatory)
        for step in world.training_paths
        if not certified(world, step.unit, step.activity, step.target)
    ]
    found += [Need("repair", event.asset, event.id) for event in world.technical_events]
    for rule in world.check_rules:
        for asset in world.assets:
            if asset.type == rule.asset_type and asset.state != "storage" and rule.calendar_limit_days is not None:
                due = asset.last_check + rule.calendar_limit_days * DAY
                if due <= end:
                    found.append(Need("check", asset.id, rule.id, due + rule.calendar_tolerance_days * DAY > end))
    inside = [row for row in world.commitments if row.start >= 0 and row.end <= end]
    return found + [Need("commitment", "", row.id, mandatory=True) for row in inside if row.mandatory]


def _who(item: PlanItem) -> str:
    if item.kind == "training":
        return item.subject.unit or ""
    return (item.subject.asset or "") if item.kind in WORK else ""


def _says(unmet: Unmet, need: Need) -> bool:
    """Whether an unmet need that names a need's row is that need."""
    if unmet.subject is not None:
        who = unmet.subject.unit if need.kind == "training" else unmet.subject.asset
        return not need.who or who == need.who
    return not need.who or need.who in _rows(unmet)


def _rows(unmet: Unmet) -> set[str]:
    """The rows by which an unmet need says which one it is: its subject's, or else all that its texts name."""
    if unmet.subject is not None:
        return {unmet.subject.reference}
    return {str(value).rpartition("/")[2] for message in (unmet.label, unmet.cause) for value in message.args.values()}


def _falls_due_again(world: World, reference: str) -> bool:
    rule = world.check_rule.get(reference)
    return rule is not None and (
        rule.usage_limit is not None or (rule.calendar_limit_days or 0) * DAY < world.clock.end
    )
