"""Stocks, availability and preparation over time, each with the level it is judged by."""

from typing import Any

import altair as alt

from copilot.app.situation import Supply
from copilot.model.clock import DAY
from copilot.model.plan import Plan, StockLine
from copilot.model.request import Milestone
from copilot.texts import Speaker
from copilot.ui.charts import ALARM, INK, LINE, layered, time_axis, wall

HEIGHT = 220
ROW = 26
FEW_DAYS = (1, 2, 4)
SHADES = ("#f3b0b0", "#fddcb8", "#fff3c4", "#dcecf9")
"""Under how many days of supply which shade: black text is read on each, and each is lighter than the one before."""


def tenths(minutes: int) -> float:
    """Days of supply to the tenth, never more than there are."""
    return 10 * minutes // DAY / 10


def stock(plan: Plan, line: StockLine, minimum: int | None, unit: str, say: Speaker) -> alt.LayerChart:
    """The level of a stock, the minimum wanted, and the spans during which it is short."""
    levels = [{"at": wall(plan, minute), "level": level} for minute, level in line.levels]
    top = max([level for _minute, level in line.levels] + [minimum or 0, 1]) * 1.1
    level = say("desk.col.level")
    title = f"{level} ({unit})" if unit else level
    chart = (
        alt.Chart(alt.InlineData(values=levels))
        .mark_line(interpolate="step-after", color=LINE)
        .encode(
            x=_time(plan),
            y=alt.Y(
                "level:Q", title=title, scale=alt.Scale(domain=[0, top]), axis=alt.Axis(tickMinStep=1, format=",d")
            ),
            tooltip=[_moment("at", say), alt.Tooltip("level:Q", title=level, format=",")],
        )
    )
    short = [{"from": wall(plan, first), "to": wall(plan, last)} for first, last in line.short]
    layers = [_spans(short)] if short else []
    layers.append(chart)
    if minimum:
        layers += _threshold(minimum, say("desk.stocks.minimum", level=minimum))
    return layered(layers, HEIGHT, say)


def availability(plan: Plan, asset_type: str, target: Milestone | None, say: Speaker) -> alt.LayerChart:
    """The share of a type's vehicles that can be used at each noon, and the target asked."""
    line = next(line for line in plan.availability if line.asset_type == asset_type)
    points = [
        {"at": wall(plan, minute), "share": 100 * available // held if held else 0, "count": f"{available}/{held}"}
        for minute, held, available in line.days
    ]
    share = say("desk.col.available_percent")
    chart = (
        alt.Chart(alt.InlineData(values=points))
        .mark_line(point={"color": LINE}, color=LINE)
        .encode(
            x=_time(plan),
            y=alt.Y("share:Q", title=share, scale=alt.Scale(domain=[0, 100])),
            tooltip=[
                _moment("at", say),
                alt.Tooltip("share:Q", title=share),
                alt.Tooltip("count:N", title=say("desk.col.count")),
            ],
        )
    )
    layers = [chart]
    if target is not None:
        layers += _threshold(target.target, say("desk.available.target", target=target.target))
    return layered(layers, HEIGHT, say)


def preparation(plan: Plan, say: Speaker) -> alt.LayerChart:
    """How many training activities each unit has done, over time."""
    points: list[dict[str, Any]] = []
    trained = sorted((item for item in plan.items if item.kind == "training"), key=lambda item: item.end)
    for unit in sorted({item.subject.unit for item in trained if item.subject.unit}):
        ends = [item.end for item in trained if item.subject.unit == unit]
        steps = [(0, 0), *((end, done) for done, end in enumerate(ends, 1)), (plan.clock.end, len(ends))]
        name = say.name("units", unit)
        points += [{"at": wall(plan, minute), "done": done, "unit": name} for minute, done in steps]
    done, unit_title = say("desk.col.done"), say("desk.col.unit")
    chart = (
        alt.Chart(alt.InlineData(values=points))
        .mark_line(interpolate="step-after")
        .encode(
            x=_time(plan),
            y=alt.Y("done:Q", title=done, axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color("unit:N", title=None, legend=alt.Legend(orient="top")),
            strokeDash=alt.StrokeDash("unit:N", legend=None),
            tooltip=[
                _moment("at", say),
                alt.Tooltip("unit:N", title=unit_title),
                alt.Tooltip("done:Q", title=done),
            ],
        )
    )
    return layered([chart], HEIGHT, say)


def days_of_supply(plan: Plan, lines: list[Supply], say: Speaker) -> alt.LayerChart:
    """For how many days each site is supplied at each midnight, if nothing more comes: a number on a shade."""
    cells = [
        {
            "site": say.name("sites", line.site),
            "day": wall(plan, minute),
            "until": wall(plan, minute + DAY),
            "middle": wall(plan, minute + DAY // 2),
            "days": FEW_DAYS[-1] + 1 if left is None else left / DAY,
            "said": say("desk.stocks.outlasts") if left is None else say.number(tenths(left)),
        }
        for line in lines
        for minute, left in line.days
        if minute < plan.clock.end
    ]
    base = alt.Chart(alt.InlineData(values=cells))
    sites = alt.Y("site:N", title=None, sort=None, axis=alt.Axis(labelLimit=220, grid=False))
    shade = alt.Scale(type="threshold", domain=list(FEW_DAYS), range=list(SHADES))
    shown = [
        alt.Tooltip("site:N", title=say("desk.col.site")),
        _moment("day", say),
        alt.Tooltip("said:N", title=say("desk.col.days_of_supply")),
    ]
    cell = base.mark_rect(stroke="#ffffff", strokeWidth=2).encode(
        x=_time(plan, "day"), x2="until:T", y=sites, color=alt.Color("days:Q", scale=shade, legend=None), tooltip=shown
    )
    number = base.mark_text(color=INK).encode(x=_time(plan, "middle"), y=sites, text="said:N", tooltip=shown)
    return layered([cell, number], ROW * len(lines) + 10, say)


def _time(plan: Plan, field: str = "at") -> alt.X:
    domain = [wall(plan, 0), wall(plan, plan.clock.end)]
    return alt.X(
        f"{field}:T",
        title=None,
        scale=alt.Scale(type="utc", domain=domain, nice=False),
        axis=time_axis(plan, (0, plan.clock.end)),
    )


def _moment(field: str, say: Speaker) -> alt.Tooltip:
    return alt.Tooltip(f"{field}:T", title=say("desk.col.when"), format="%d/%m %H:%M", formatType="utc")


def _threshold(level: float, label: str) -> list[alt.Chart]:
    data = alt.InlineData(values=[{"level": level, "label": label}])
    rule = alt.Chart(data).mark_rule(color=ALARM, strokeDash=[6, 4], strokeWidth=1.5).encode(y="level:Q")
    text = (
        alt.Chart(data)
        .mark_text(align="left", baseline="bottom", dx=4, dy=-2, color=ALARM)
        .encode(x=alt.value(0), y="level:Q", text="label:N")
    )
    return [rule, text]


def _spans(spans: list[dict[str, str]]) -> alt.Chart:
    shaded: alt.Chart = alt.Chart(alt.InlineData(values=spans)).mark_rect(color=ALARM, opacity=0.18)
    return shaded.encode(x=alt.X("from:T", scale=alt.Scale(type="utc")), x2="to:T")
