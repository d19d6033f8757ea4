"""What a workbook's cell holds, and the text that a table would have held in its place."""

import datetime
from decimal import Decimal

Value = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta | None
MOST_TEXT = 32_767
"""Characters that a cell may hold."""
WHOLE_BELOW = 1e15
_LAST_YEAR = 9999
_HALF_SECOND = datetime.timedelta(milliseconds=500)


def text_of(value: Value) -> str:
    """Dates and times as the tables write them, numbers without exponent, yes or no, and texts without blanks around.

    A midnight is its date. Workbooks count days in fractions: a moment is rounded to its second.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return _number(float(value))
    if isinstance(value, datetime.datetime):
        rounded = value if value.year == _LAST_YEAR else value + _HALF_SECOND
        return f"{rounded:%Y-%m-%d %H:%M:%S}".removesuffix(":00").removesuffix(" 00:00")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return value.strip()


def _number(value: float) -> str:
    if abs(value) < WHOLE_BELOW and value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")
