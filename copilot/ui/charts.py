"""What the desk's charts share: the plan's local time, its ticks, and the language's numbers and dates."""

from datetime import datetime
from typing import Any

import altair as alt

from copilot.model.plan import Plan
from copilot.texts import Speaker

DAY, WEEK = 1440, 7 * 1440
STEPS = ((DAY, 180), (3 * DAY, 720), (15 * DAY, DAY))
"""Up to how long a window the ticks stand how far apart, in minutes."""
LOCALE = {
    "fr": {
        "number": {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", "\u00a0\u20ac"]},
        "time": {
            "dateTime": "%A %e %B %Y %X",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "periods": ["", ""],
            "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
            "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
            "months": [
                "janvier", "f\u00e9vrier", "mars", "avril", "mai", "juin",
                "juillet", "ao\u00fbt", "septembre", "octobre", "novembre", "d\u00e9cembre",
            ],
            "shortMonths": [
                "janv.", "f\u00e9vr.", "mars", "avr.", "mai", "juin",
                "juil.", "ao\u00fbt", "sept.", "oct.", "nov.", "d\u00e9c.",
            ],
        },
    },
    "en": {},
}  # fmt: skip


def wall(plan: Plan, minute: int) -> str:
    """A minute as local wall-clock time, written as if it were UTC: charts are drawn in UTC, so in the plan's zone."""
    return f"{plan.clock.at(minute).replace(tzinfo=None).isoformat()}Z"


def _utc(local: datetime) -> alt.DateTime:
    return alt.DateTime(
        year=local.year, month=local.month, date=local.day, hours=local.hour, minutes=local.minute, utc=True
    )


def time_axis(plan: Plan, window: tuple[int, int], **options: Any) -> alt.Axis:
    """Ticks at local midnights, closer ones when there is room, fewer when there is not."""
    length = window[1] - window[0]
    step = next((step for limit, step in STEPS if length <= limit), WEEK)
    first = plan.clock.at(window[0])
    midnight = window[0] - (first.hour * 60 + first.minute)
    ticks = [plan.clock.at(minute) for minute in range(midnight, window[1] + 1, step)]
    return alt.Axis(
        values=[_utc(tick) for tick in ticks],
        labelExpr="utchours(datum.value) ? utcFormat(datum.value, '%H:%M') : utcFormat(datum.value, '%a %d/%m')",
        labelAngle=0,
        labelOverlap=True,
        grid=True,
        **options,
    )


def layered(charts: list[alt.Chart], height: int, say: Speaker) -> alt.LayerChart:
    """Charts drawn over one another, with the language's numbers and dates."""
    chart: alt.LayerChart = alt.layer(*charts, height=height).configure(locale=LOCALE[say.language])
    plain: alt.LayerChart = chart.configure_view(stroke=None)
    return plain
