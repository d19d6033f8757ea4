"""The desk's looks: a sober theme of the house, or the colours and logo that an administration keeps in a folder."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from copilot.model.errors import InstallError
from copilot.model.noun import Noun

FILE = "theme.toml"
LOGOS = (".png", ".svg", ".webp")
HEX = r"^#[0-9a-fA-F]{6}$"
READABLE = 4.5
"""Texts are at least so many times as light or dark as what is behind them (WCAG 1.4.3)."""
PAIRS = (("text", "background"), ("text", "secondary"), ("primary", "background"))
SHAPE = {
    "theme.base": "light",
    "theme.baseRadius": "4px",
    "theme.baseFontSize": 15,
    "theme.headingFontSizes": ["1.6rem", "1.15rem", "1.05rem", "1rem", "0.95rem", "0.9rem"],
    "theme.showWidgetBorder": True,
    "theme.paddingTop": "1.5rem",
    "theme.paddingBottom": "3rem",
}


class Colours(Noun):
    """The colours of the page; what a text is written in and on must differ enough to be read."""

    primary: str = Field(default="#1f4e79", pattern=HEX, description="buttons, links, what is chosen")
    background: str = Field(default="#ffffff", pattern=HEX, description="the page")
    secondary: str = Field(default="#f2f4f7", pattern=HEX, description="the side panel and the fields")
    text: str = Field(default="#1b1f24", pattern=HEX, description="every text")
    border: str = Field(default="#c9d1d9", pattern=HEX, description="edges of fields and tables")


class Theme(Noun):
    """A name shown under the logo, the colours, and the file of the logo, all of them optional."""

    name: str = Field(default="", max_length=80)
    logo: str = Field(default="", max_length=80)
    colours: Colours = Colours()

    def options(self) -> dict[str, Any]:
        """Streamlit's options for it."""
        return SHAPE | {
            "theme.primaryColor": self.colours.primary,
            "theme.backgroundColor": self.colours.background,
            "theme.secondaryBackgroundColor": self.colours.secondary,
            "theme.textColor": self.colours.text,
            "theme.borderColor": self.colours.border,
        }


def theme(folder: str) -> Theme:
    """The theme of a folder, or the house's own when none is named; InstallError tells everything wrong with it."""
    if not folder:
        return Theme()
    file = Path(folder) / FILE
    try:
        read = Theme.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InstallError("error.theme_file", file=str(file), detail=str(error)) from error
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, one['loc']))} = {one['input']!r} ({_expected(one)})" for one in error.errors()]
        raise InstallError("error.theme", file=str(file), wrong="; ".join(wrong)) from error
    wrong = [*_unreadable(read.colours), *_no_logo(Path(folder), read.logo)]
    if wrong:
        raise InstallError("error.theme", file=str(file), wrong="; ".join(wrong))
    return read


def _expected(error: Any) -> str:
    """What a field takes, in signs that both languages share."""
    kinds = {"string_pattern_mismatch": "#rrggbb", "string_too_long": "<= 80"}
    known = "name, logo, colours, " + ", ".join(f"colours.{name}" for name in Colours.model_fields)
    return {**kinds, "extra_forbidden": known}.get(error["type"], "string")


def _unreadable(colours: Colours) -> list[str]:
    found = []
    for one, two in PAIRS:
        ratio = contrast(getattr(colours, one), getattr(colours, two))
        if ratio < READABLE:
            found.append(f"colours.{one} / colours.{two} = {ratio:.1f} (>= {READABLE})")
    return found


def _no_logo(folder: Path, name: str) -> list[str]:
    if not name or (Path(name).name == name and (folder / name).is_file() and name.lower().endswith(LOGOS)):
        return []
    return [f"logo = {name!r} ({', '.join(f'*{suffix}' for suffix in LOGOS)}; {folder})"]


def contrast(one: str, two: str) -> float:
    """How many times one colour is as light as another, 1 to 21, as WCAG counts it."""
    low, high = sorted((_light(one), _light(two)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
