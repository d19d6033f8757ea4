"""What the desk's charts share: one theme, the plan's local time, its ticks, the language's numbers and dates."""

from datetime import datetime, timedelta
from typing import Any

import altair as alt

from copilot.model.clock import Clock
from copilot.model.plan import Plan
from copilot.texts import Speaker

DAY, WEEK = 1440, 7 * 1440
STEPS = ((DAY, 180), (3 * DAY, 720), (15 * DAY, DAY))
"""Up to how long a window the ticks stand how far apart, in minutes."""
INK, FAINT, GRID = "#1b1f24", "#57606a", "#e3e8ed"
LINE, ALARM = "#08519c", "#a40e26"
SERIES = ("#08519c", "#a63603", "#00592b", "#6e3fa3", "#7a4b00", "#40566b")
"""Colours of series: each at least 4.5 times as dark as the page."""
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
    "en": {
        "number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["\u20ac", ""]},
        "time": {
            "dateTime": "%A %e %B %Y %X",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
            "shortDays": ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
            "months": [
                "January", "February", "March", "April", "May", "June",
                "July", "August", "September", "October", "November", "December",
            ],
            "shortMonths": [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ],
        },
    },
}  # fmt: skip


@alt.theme.register("intendance", enable=True)
def theme() -> alt.theme.ThemeConfig:
    """The one theme of every chart: sober, French; `layered` says which language another reader has."""
    text: dict[str, Any] = {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 600,
    }
    config: Any = {
        "aria": False,  # each chart is told by its `alt`: what Vega says of axes and marks is English
        "mark": {"aria": False},
        "font": "Source Sans, Source Sans Pro, sans-serif",
        "locale": LOCALE["fr"],
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {**text, "gridColor": GRID, "domainColor": FAINT, "tickColor": FAINT},
        "legend": {**text, "labelLimit": 300},
        "header": text,
        "range": {"category": list(SERIES)},
        "line": {"strokeWidth": 2, "color": LINE},
        "text": {"color": INK, "fontSize": 12},
    }
    return alt.theme.ThemeConfig(config=config)


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
    return chart


def zone(clock: Clock, say: Speaker) -> str:
    """The zone that all times of a plan are told in, and how far it is from universal time."""
    offsets = dict.fromkeys(offset(clock.at(minute)) for minute in (0, clock.end))
    return say("desk.zone", zone=clock.zone, offset=" \u2192 ".join(offsets))


def offset(moment: datetime) -> str:
    """How far a local moment is from universal time, as `UTC+1` or `UTC+5:30`."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "\N{MINUS SIGN}" if minutes < 0 else "+"
    return f"UTC{sign}{hours}{f':{rest:02d}' if rest else ''}"
