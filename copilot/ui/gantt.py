"""The timeline: every activity on the lane of each resource that it holds."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import altair as alt

from copilot.app.standing import Standing
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import DOMAINS
from copilot.texts import Speaker
from copilot.ui import words

LANES = ("assets", "workshops", "units", "sites")
FILL = {"logistics": "#9ecae1", "maintenance": "#fdbe85", "preparation": "#a8ddb5"}
EDGE = {"logistics": "#08519c", "maintenance": "#a63603", "preparation": "#006d2c"}
LANE_HEIGHT = 26
HEAD_HEIGHT = 70
"""Pixels that the legend and the days take above the lanes."""
PLOT_WIDTH = 760
"""Pixels a timeline is about wide: what decides how much of a label fits in a bar."""
CHARACTER = 6.2
SHORTEST = 8
"""Characters under which a bar bears its domain's letter only."""
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


def lanes(plan: Plan, item: PlanItem, by: str, say: Speaker) -> Iterator[tuple[str, int, int]]:
    """The lanes that an item lies on, each with the minutes it holds them."""
    if by == "assets":
        left = list(item.assets)
        for need in item.mode.assets:
            named, left = left[: need.count], left[need.count :]
            yield from ((say.name("assets", asset), *need.span(item.start, item.end)) for asset in named)
    elif by == "workshops":
        if item.mode.workshop:
            yield say.name("workshops", item.mode.workshop), item.start, item.end
        if item.mode.area:
            yield say.name("areas", item.mode.area), item.start, item.end
    elif by == "units":
        yield from ((say.name("units", unit), item.start, item.end) for unit in words.units(item))
    else:
        yield from ((say.name("sites", site), item.start, item.end) for site in words.sites(item))


def rows(
    plan: Plan,
    items: Iterable[PlanItem],
    by: str,
    window: tuple[int, int],
    standing: Mapping[str, Standing],
    say: Speaker,
) -> list[dict[str, Any]]:
    """One row a bar; a label is cut to what its bar can hold."""
    found = []
    for item in items:
        verb = standing[item.id].verb
        letter = say(f"desk.letter.{item.domain}")
        label = f"{words.STATUS_SIGN[verb]} {letter}\u00b7 {say.say(item.label)}"
        for lane, start, end in lanes(plan, item, by, say):
            first, last = max(start, window[0]), min(end, window[1])
            if first >= last:
                continue
            room = int((last - first) / (window[1] - window[0]) * PLOT_WIDTH / CHARACTER)
            found.append(
                {
                    "id": item.id,
                    "lane": lane,
                    "start": wall(plan, first),
                    "end": wall(plan, last),
                    "text": _cut(label, room, letter),
                    "label": say.say(item.label),
                    "domain": item.domain,
                    "domain_name": say(f"desk.domain.{item.domain}"),
                    "status": words.status(say, verb),
                    "decided": verb is not None,
                    "when": words.when(say, item),
                    "assets": words.assets(item),
                }
            )
    return found


def _cut(label: str, room: int, letter: str) -> str:
    if len(label) < room:
        return label
    return label[: room - 2] + "\u2026" if room >= SHORTEST else letter if room else ""


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


def timeline(plan: Plan, found: list[dict[str, Any]], window: tuple[int, int], say: Speaker) -> alt.LayerChart:
    """The chart of the rows: colour and letter say the domain, the sign and the edge say what was decided."""
    data = alt.InlineData(values=found)
    names = [say(f"desk.domain.{domain}") for domain in DOMAINS]
    legend = alt.Legend(orient="top", labelFontSize=13)
    tooltip = [
        alt.Tooltip(f"{field}:N", title=say(f"desk.col.{field}"))
        for field in ("label", "domain_name", "when", "assets", "status")
    ]
    x = alt.X(
        "start:T",
        title=None,
        scale=alt.Scale(type="utc", domain=[wall(plan, edge) for edge in window], nice=False),
        axis=time_axis(plan, window, orient="top"),
    )
    y = alt.Y("lane:N", title=None, axis=alt.Axis(labelLimit=220, grid=True), sort="ascending")
    bars = (
        alt.Chart(data)
        .mark_bar(height=LANE_HEIGHT - 6, cornerRadius=2, strokeWidth=1.4)
        .encode(
            x=x,
            x2="end:T",
            y=y,
            color=alt.Color(
                "domain_name:N",
                title=None,
                scale=alt.Scale(domain=names, range=[FILL[domain] for domain in DOMAINS]),
                legend=legend,
            ),
            stroke=alt.Stroke(
                "domain_name:N",
                title=None,
                scale=alt.Scale(domain=names, range=[EDGE[domain] for domain in DOMAINS]),
                legend=legend,
            ),
            strokeDash=alt.condition("datum.decided", alt.value([1, 0]), alt.value([4, 3])),
            tooltip=tooltip,
        )
    )
    texts = (
        alt.Chart(data)
        .mark_text(align="left", baseline="middle", dx=2, fontSize=11, color="#1b1f24")
        .encode(x=x, y=y, text="text:N", tooltip=tooltip)
    )
    count = len({row["lane"] for row in found})
    return layered([bars, texts], count * LANE_HEIGHT + HEAD_HEIGHT, say)


def layered(charts: list[alt.Chart], height: int, say: Speaker) -> alt.LayerChart:
    """Charts drawn over one another, with the language's numbers and dates."""
    chart: alt.LayerChart = alt.layer(*charts, height=height).configure(locale=LOCALE[say.language])
    plain: alt.LayerChart = chart.configure_view(stroke=None)
    return plain
