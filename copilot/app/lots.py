"""Decisions taken by lot: on what nobody decided and no finding points at, each on top of what its reader saw."""

from collections.abc import Iterable, Mapping

from copilot.app.standing import Standing
from copilot.model.decision import Decision
from copilot.model.noun import Noun
from copilot.model.plan import Plan


class Lot(Noun):
    """What a lot is made of: the items to decide, with the rank that was seen, and those that it leaves aside."""

    seen: dict[str, int]
    conflicts: tuple[str, ...] = ()


class LotTaken(Noun):
    """What became of a lot: items accepted, items in conflict left aside, decisions that others took before."""

    accepted: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    before: tuple[Decision, ...] = ()


def in_conflict(plan: Plan) -> frozenset[str]:
    """The items that an error or a warning of the check points at."""
    return frozenset(name for one in plan.findings if one.severity != "info" for name in one.items)


def lot(plan: Plan, standing: Mapping[str, Standing], items: Iterable[str]) -> Lot:
    """Of some items, those that one may decide together."""
    wrong, pending = in_conflict(plan), [name for name in items if standing[name].verb is None]
    return Lot(
        seen={name: standing[name].seen for name in pending if name not in wrong},
        conflicts=tuple(name for name in pending if name in wrong),
    )
