"""The plan's time: whole minutes after one instant, in one zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field

from copilot.model.noun import Noun, Span

DAY = 1440


class Clock(Noun):
    """The window of a plan and the step on which activities start."""

    start: AwareDatetime
    zone: str = "Europe/Paris"
    step: int = Field(gt=0, description="minutes between two possible starts")
    steps: int = Field(gt=0, description="number of steps in the window")

    @property
    def end(self) -> int:
        """The last minute of the window, counted from its start."""
        return self.step * self.steps

    def at(self, minute: int) -> datetime:
        """The local date and time of a minute of the plan, right across a change of legal time."""
        return (self.start.astimezone(UTC) + timedelta(minutes=minute)).astimezone(ZoneInfo(self.zone))

    def minute(self, moment: datetime) -> int:
        """The minute of a moment; one without a zone is read as local time. Earlier than the start is negative."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(self.zone))
        return int((aware.astimezone(UTC) - self.start.astimezone(UTC)).total_seconds() // 60)

    def open_spans(self, days: str, opens: int, closes: int, horizon: int | None = None) -> tuple[Span, ...]:
        """The spans of the window in which a place open on ISO weekdays `days` from `opens` to `closes` is open.

        `opens` and `closes` are minutes after local midnight; the spans are in minutes of the plan.
        """
        end = self.end if horizon is None else horizon
        spans: list[Span] = []
        day = self.at(0).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        while self.minute(day) < end:
            if str(day.isoweekday()) in days:
                first = self.minute(day + timedelta(minutes=opens))
                last = self.minute(day + timedelta(minutes=closes))
                if spans and spans[-1][1] >= first:
                    first = spans.pop()[0]
                if last > 0 and first < end:
                    spans.append((max(first, 0), min(last, end)))
            day += timedelta(days=1)
        return tuple(spans)
