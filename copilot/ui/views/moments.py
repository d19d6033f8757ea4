"""A day and an hour to choose, in the desk's own words: a browser's calendar speaks the browser's language."""

import datetime

import streamlit as st

from copilot.model.clock import Clock
from copilot.texts import Speaker

DAY = 1440


def moment(say: Speaker, clock: Clock, usual: int, labels: tuple[str, str], key: str, *, step: int, last: int) -> int:
    """A minute of the plan, up to that of `last`, every `step` minutes; `usual` at first, whatever its minute."""
    local, first = clock.at(usual), clock.at(0).date()
    days = [first + datetime.timedelta(number) for number in range((clock.at(last).date() - first).days + 1)]
    hours = sorted({datetime.time(*divmod(minute, 60)) for minute in range(0, DAY, step)} | {_hour(local)})
    left, right = st.columns(2)
    day = left.selectbox(labels[0], days, days.index(local.date()), format_func=say.date, key=f"{key}_day")
    hour = right.selectbox(
        labels[1], hours, hours.index(_hour(local)), format_func="{:%H:%M}".format, key=f"{key}_hour"
    )
    return clock.minute(datetime.datetime.combine(day, hour))


def _hour(local: datetime.datetime) -> datetime.time:
    return datetime.time(local.hour, local.minute)
