"""One row of a sheet of items: what the planner wrote, as a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from copilot.app.decided.telling import Telling
from copilot.app.standing import fits
from copilot.model.decision import Decision, ItemEdit, ItemVerb
from copilot.model.errors import PlannerError
from copilot.model.plan import Plan, PlanItem
from copilot.texts import Speaker

VERBS: tuple[ItemVerb, ...] = ("accept", "edit", "reject", "lock")
LONGEST_REASON = 2000


@dataclass(frozen=True)
class Row:
    """The texts of a row's asked cells, and where they stand."""

    sheet: str
    number: int
    places: Mapping[str, int]
    texts: Mapping[str, str]


class Deciding:
    """Reads rows as one person's decisions on a plan, and writes down every problem on the way."""

    def __init__(self, plan: Plan, telling: Telling, speak: Speaker, by: str, at: datetime) -> None:
        self._plan, self._telling, self._by, self._at = plan, telling, by, at
        self._verbs: dict[str, ItemVerb] = {speak(f"book.plan.verb.{verb}").casefold(): verb for verb in VERBS}

    def decision(self, row: Row, item: PlanItem) -> Decision | None:
        """The decision on an item; None and problems when there is none to be had."""
        said, reason = row.texts["decision"], row.texts["reason"]
        verb = self._verbs.get(said.casefold())
        if verb is None:
            allowed = ", ".join(self._verbs)
            self._at_cell(row, "decision", "choice" if said else "book_no_decision", allowed=allowed)
            return None
        before = len(self._telling)
        if len(reason) > LONGEST_REASON:
            self._at_cell(row, "reason", "book_long_reason", limit=LONGEST_REASON)
        if verb == "reject" and not reason:
            self._at_cell(row, "reason", "empty_cell")
        edit = self._edit(row, item) if verb == "edit" else None
        if verb != "edit":
            for name in ("new_start", "new_vehicles"):
                if row.texts[name]:
                    self._at_cell(row, name, "book_only_edit")
        if len(self._telling) > before:
            return None
        try:
            return Decision(
                plan=self._plan.id, item=item.id, verb=verb, edit=edit, reason=reason, by=self._by, at=self._at
            )
        except ValidationError as error:
            raise PlannerError("error.book_signed", what=error.errors()[0]["msg"]) from None

    def _edit(self, row: Row, item: PlanItem) -> ItemEdit | None:
        start = self._start(row)
        names = tuple(filter(None, (name.strip() for name in row.texts["new_vehicles"].split(";"))))
        if names and not fits(item, names):
            count = sum(need.count for need in item.mode.assets)
            among = "; ".join(dict.fromkeys(name for need in item.mode.assets for name in need.candidates))
            self._at_cell(row, "new_vehicles", "book_vehicles", count=count, among=among)
        edit = ItemEdit(
            start=None if start == item.start else start, assets=None if names in ((), item.assets) else names
        )
        if edit == ItemEdit():
            self._at_cell(row, "decision", "book_nothing_new")
        return edit

    def _start(self, row: Row) -> int | None:
        text = row.texts["new_start"]
        if not text:
            return None
        clock = self._plan.clock
        try:
            start = clock.minute(datetime.fromisoformat(text).replace(tzinfo=None))
        except (ValueError, OverflowError):
            self._at_cell(row, "new_start", "book_moment")
            return None
        if not 0 <= start < clock.end:
            first, last = (f"{clock.at(minute):%Y-%m-%d %H:%M}" for minute in (0, clock.end))
            self._at_cell(row, "new_start", "outside_window", first=first, last=last)
        elif start % clock.step:
            self._at_cell(row, "new_start", "book_step", step=clock.step)
        return start

    def _at_cell(self, row: Row, column: str, code: str, **args: str | int | float) -> None:
        self._telling.tell(row.sheet, code, (row.number, row.places[column]), row.texts[column], **args)
