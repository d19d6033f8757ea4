"""From what a model says it read to proposals: what no words stand behind, or no row bears, is refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from copilot.graph.intake_form import LimitSaid, MilestoneSaid
from copilot.graph.localized import change_of, minute_of, minutes
from copilot.graph.prose import shown, visible
from copilot.graph.quoting import figures, quoted, unsaid
from copilot.model.change import Absent, Change
from copilot.model.change.rules import COUNTED
from copilot.model.changing import apply
from copilot.model.errors import ChangeError
from copilot.model.intake import Intake, Proposed, Refused, Taken
from copilot.model.noun import Message, canonical
from copilot.model.request import Limits, Milestone, Priorities, Request
from copilot.model.world import World

NEEDED = {"supplied": (), "ready": ("unit",), "available": ("asset_type",)}
"""What a milestone of each kind cannot do without, besides its date."""
TABLE = {"site": "sites", "item": "items", "unit": "units", "asset_type": "asset_types"}


@dataclass
class Understanding:
    """One text against one world; collects proposals, questions and refusals."""

    world: World
    base: Request
    text: str
    taken: list[Taken] = field(default_factory=list)
    changes: list[Proposed] = field(default_factory=list)
    open: list[Message] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def intake(self, form: Any, model: str) -> Intake:
        """What is left of a form once it is held against the text and the world."""
        request = self._request(form) if hasattr(form, "milestones") else None
        for one in form.changes:
            self.change(one)
        return Intake(
            request=request,
            taken=tuple(self.taken),
            changes=tuple(self.changes),
            open=tuple({canonical(one): one for one in self.open}.values()),
            questions=tuple(visible(one) for one in getattr(form, "questions", ())),
            unused=tuple(one for one in form.unused if quoted(one, self.text)),
            refused=tuple(self.refused),
            model=model,
        )

    def _request(self, form: Any) -> Request:
        milestones = tuple(row for one in form.milestones for row in self._milestone(one))
        numbered = tuple(row.model_copy(update={"id": f"J{n}"}) for n, row in enumerate(milestones, start=1))
        weights = {one.domain: one.weight for one in self._kept(form.priorities)}
        for domain, weight in weights.items():
            quote = next(one.quote for one in form.priorities if one.domain == domain)
            self.taken.append(Taken(field=f"priorities/{domain}", value=str(weight), quote=quote))
        limits = self._limits(self._kept(form.limits))
        return self.base.model_copy(
            update={
                "words": self.text,
                "milestones": numbered,
                "priorities": Priorities(**weights),
                "limits": limits,
            }
        )

    def _kept(self, said: Iterable[Any]) -> list[Any]:
        """What quotes the text; the rest is refused."""
        kept = []
        for one in said:
            if quoted(one.quote, self.text):
                kept.append(one)
            else:
                self._refuse(one.quote, "not_said")
        return kept

    def _milestone(self, said: MilestoneSaid) -> Iterable[Milestone]:
        if not self._kept([said]):
            return
        unknown = [(name, value) for name in TABLE if (value := getattr(said, name)) and not self._there(name, value)]
        lacking = [name for name in NEEDED[said.kind] if getattr(said, name) is None]
        if unknown:
            self._refuse(said.quote, "no_row", name=unknown[0][1])
        elif said.due is None or lacking:
            self.open.append(
                Message(code=f"intake.open.{'due' if said.due is None else lacking[0]}", args={"quote": said.quote})
            )
        else:
            due = self._moment(said.due, said.quote)
            if said.target not in (None, HUNDRED) and said.target not in figures(said.quote):
                self._refuse(said.quote, "figure", name="target")
            elif due is not None:
                row = said.model_dump(exclude={"quote", "due", "target"})
                name = f"milestones/J{len(self.taken) + 1}"
                self.taken.append(Taken(field=name, value=_short(said), quote=said.quote))
                yield Milestone(id="J", due=due, target=HUNDRED if said.target is None else said.target, **row)

    def _moment(self, local: str, quote: str) -> int | None:
        try:
            minute = minute_of(local, self.world.clock)
        except ValueError:
            self._refuse(quote, "no_date", name=local)
            return None
        if not 0 <= minute <= self.world.clock.end:
            self.open.append(Message(code="intake.open.outside", args={"quote": quote, "when": local}))
            return None
        return minute

    def _limits(self, said: list[LimitSaid]) -> Limits:
        values: dict[str, Any] = {}
        for one in said:
            for name in ("night_movement", "day_from", "day_to", "convoy_vehicles"):
                value = getattr(one, name)
                if value is not None and not _told(value, one.quote):
                    self._refuse(one.quote, "figure", name=name)
                elif value is not None:
                    values[name] = minutes(value) if name.startswith("day_") else value
                    self.taken.append(Taken(field=f"limits/{name}", value=str(value), quote=one.quote))
        return Limits(**values)

    def change(self, said: Any) -> None:
        """Keeps a change that the text says and the world allows; refuses it otherwise."""
        if not self._kept([said]):
            return
        try:
            change = change_of(said.change, self.world.clock)
            apply(self.world, self.base, [*(one.change for one in self.changes), change])
        except ChangeError as error:
            problem = error.problems[0]
            self._refuse(
                said.quote, "no_row" if problem.nearest or not problem.column else "no_value", name=problem.value
            )
        except ValueError:
            self._refuse(said.quote, "no_value", name=said.change.kind)
        else:
            missing = unsaid(change, said.quote, whole_of(self.world, change))
            if missing:
                self._refuse(said.quote, "figure", name=", ".join(missing))
            else:
                self.changes.append(Proposed(change=change, quote=said.quote))

    def _there(self, name: str, value: str) -> bool:
        return any(row.id == value for row in getattr(self.world, TABLE[name]))

    def _refuse(self, quote: str, why: str, **args: str) -> None:
        message = shown(Message(code=f"intake.refused.{why}", args=dict(args)))
        self.refused.append(Refused(quote=visible(quote), why=message))


HUNDRED = 100
HELD = {"drivers": "drivers", "instructors": "count", "technicians": "count", "bays": "bays", "places": "capacity"}


def whole_of(world: World, change: Change) -> int | None:
    """How many there are of what a change says is absent; None for any other change."""
    if not isinstance(change, Absent):
        return None
    if change.what == "asset":
        return 1
    column = HELD.get(change.what, "handling_capacity")
    return next(
        (int(getattr(row, column)) for row in getattr(world, COUNTED[change.what]) if row.id == change.of), None
    )


def _told(value: bool | int | str, quote: str) -> bool:
    """True when a limit's figure stands in the words: the number, or the hour."""
    said = figures(quote)
    return isinstance(value, bool) or (int(value[:2]) if isinstance(value, str) else value) in said


def _short(said: MilestoneSaid) -> str:
    """A milestone in a few words: its kind, the rows that it names, its date."""
    rows = (said.site, said.item, said.unit, said.asset_type, None if said.target is None else f"{said.target} %")
    return " ".join([said.kind, *(one for one in rows if one), said.due or ""])
