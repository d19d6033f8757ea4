"""The map of a plan, drawn from its own sites and roads: no tile is asked of anybody."""

import json
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pydeck

from copilot.app.passages import Passage
from copilot.app.situation import Situation
from copilot.model.noun import Span
from copilot.model.plan import Plan
from copilot.model.world import Leg, Site
from copilot.texts import Speaker
from copilot.ui.labels import Place, placed

pdk: Any = pydeck  # it has no types
EMPTY_STYLE = "data:application/json," + json.dumps({"version": 8, "sources": {}, "layers": []}, separators=(",", ":"))
"""Without a style of our own, Streamlit asks a public host for one."""
HEIGHT = 520
WIDTH = 1000
INK, PAPER = (27, 31, 36), (255, 255, 255)
OPEN, USED, CLOSED = (110, 119, 129), (8, 81, 156), (164, 14, 38)
KINDS = {
    "depot": (8, 81, 156),
    "distribution": (0, 89, 43),
    "workshop": (166, 54, 3),
    "garrison": (87, 96, 106),
    "camp": (87, 96, 106),
    "command": (27, 31, 36),
}
FONT = '"Source Sans", "Source Sans Pro", sans-serif'
TILE = 512
ROOM = 0.78
"""The share of the picture that the sites take; the rest is for their names."""


@dataclass(frozen=True)
class Sight:
    """What of a plan the map shows: one moment (two equal ends) or a whole span."""

    plan: Plan
    ground: Situation
    span: Span

    @property
    def instant(self) -> bool:
        """True when one moment is shown."""
        return self.span[0] == self.span[1]

    def overlaps(self, start: int, end: int) -> bool:
        """True when something that holds from start to end is in sight."""
        first, last = self.span
        return start <= first < end if self.instant else start < last and end > first

    def passages(self) -> list[Passage]:
        """The passages in sight."""
        return [one for one in self.ground.passages if self.overlaps(one.begin, one.end)]

    def busiest(self, step: int) -> int:
        """The moment, on a grid, at which most convoys are on the road; the first of them, or the start."""
        counts: Counter[int] = Counter()
        for one in self.ground.passages:
            counts.update(range(-(-one.begin // step) * step, one.end, step))
        return max(sorted(counts), key=counts.__getitem__, default=0)

    def closed(self, leg: Leg) -> bool:
        """True when a leg is closed at some time in sight."""
        return any(one.leg == leg.id and self.overlaps(one.start, one.end) for one in self.ground.closures)

    def short(self, site: Site) -> bool:
        """True when something is lacking at a site at some time in sight."""
        return any(
            self.overlaps(first, last)
            for line in self.plan.stocks
            if line.site == site.id
            for first, last in line.short
        )


def deck(sight: Sight, say: Speaker) -> Any:
    """The map: legs under convoys under sites, each told by its colour and by a sign or words."""
    return pdk.Deck(
        layers=[*_legs(sight, say), *_sites(sight, say), *_convoys(sight, say)],
        initial_view_state=_view(sight.ground.sites),
        map_style=EMPTY_STYLE,
        map_provider="carto",
        tooltip={"text": "{said}", "style": {"backgroundColor": "#1b1f24", "color": "#ffffff", "maxWidth": "340px"}},
    )


def _view(sites: tuple[Site, ...]) -> Any:
    """All sites in sight, with room for their names."""
    pixels = [_pixel(site, 0) for site in sites]
    (west, east), (north, south) = ((min(edge), max(edge)) for edge in zip(*pixels, strict=True))
    zoom = math.log2(min(ROOM * WIDTH / max(east - west, 0.01), ROOM * HEIGHT / max(south - north, 0.01)))
    middle = math.degrees(math.atan(math.sinh(-(north + south) / 2 * math.tau / TILE)))
    return pdk.ViewState(
        latitude=middle, longitude=(west + east) / 2 * 360 / TILE, zoom=round(zoom, 2), min_zoom=2, max_zoom=16
    )


def _pixel(site: Site, zoom: float) -> tuple[float, float]:
    """Where a site is on the page at a zoom, in the projection of the web, from the crossing of the two zeros."""
    scale = TILE * 2**zoom / math.tau
    return math.radians(site.lon) * scale, -math.asinh(math.tan(math.radians(site.lat))) * scale


def _legs(sight: Sight, say: Speaker) -> list[Any]:
    site = {one.id: one for one in sight.ground.sites}
    used = Counter(frozenset((passage.origin, passage.destination)) for passage in sight.passages())
    lines, crosses = [], []
    for leg in sight.ground.legs:
        count, shut = used[frozenset((leg.origin, leg.destination))], sight.closed(leg)
        one, two = site[leg.origin], site[leg.destination]
        said = [f"{leg.id} \u2013 {say.number(leg.km)}\u00a0km", f"{_name(one, say)} \u2013 {_name(two, say)}"]
        if count:
            said.append(say("desk.map.used", count=count))
        if shut:
            said.append(say("desk.map.closed"))
            crosses.append({"at": [(one.lon + two.lon) / 2, (one.lat + two.lat) / 2], "sign": "X", "said": said[-1]})
        lines.append(
            {
                "from": [one.lon, one.lat],
                "to": [two.lon, two.lat],
                "colour": CLOSED if shut else USED if count else OPEN,
                "width": 3 + min(count, 6) if count else 2,
                "said": "\n".join(said),
            }
        )
    drawn = pdk.Layer(
        "LineLayer", lines, id="legs", get_source_position="from", get_target_position="to", get_color="colour",
        get_width="width", width_units=pdk.types.String("pixels"), pickable=True,
    )  # fmt: skip
    return [drawn, _text("crosses", crosses, colour=CLOSED, size=20, behind=True)]


def _sites(sight: Sight, say: Speaker) -> list[Any]:
    dots: list[dict[str, Any]] = []
    for site in sight.ground.sites:
        short = sight.short(site)
        said = [f"{_name(site, say)} ({say(f'desk.site_kind.{site.kind}')})"] + [say("desk.map.short")] * short
        dots.append(
            {
                "at": [site.lon, site.lat],
                "colour": KINDS[site.kind],
                "edge": CLOSED if short else PAPER,
                "edge_width": 4 if short else 2,
                "letter": say(f"desk.site_letter.{site.kind}"),
                "sign": f"{_name(site, say)} !" if short else _name(site, say),
                "said": "\n".join(said),
            }
        )
    for dot, place in zip(dots, _places(sight, [dot["sign"] for dot in dots]), strict=True):
        dot |= {"shift": [place.right, place.down], "anchor": place.anchor}
    marks = pdk.Layer(
        "ScatterplotLayer", dots, id="sites", get_position="at", get_fill_color="colour", get_line_color="edge",
        get_line_width="edge_width", line_width_units=pdk.types.String("pixels"), stroked=True, get_radius=12,
        radius_units=pdk.types.String("pixels"), pickable=True,
    )  # fmt: skip
    letters = [{"at": dot["at"], "sign": dot["letter"], "said": dot["said"]} for dot in dots]
    names = _text("names", dots, colour=INK, size=14, behind=True, beside=True)
    return [marks, _text("letters", letters, colour=PAPER, size=13), names]


def _places(sight: Sight, names: list[str]) -> list[Place]:
    """Where the names of the sites go at the zoom that all are seen at."""
    zoom = _view(sight.ground.sites).zoom
    dots = {site.id: _pixel(site, zoom) for site in sight.ground.sites}
    crosses = [
        ((dots[leg.origin][0] + dots[leg.destination][0]) / 2, (dots[leg.origin][1] + dots[leg.destination][1]) / 2)
        for leg in sight.ground.legs
        if sight.closed(leg)
    ]
    return placed(list(dots.values()), names, crosses)


def _convoys(sight: Sight, say: Speaker) -> list[Any]:
    """Each convoy that is on the road at the moment shown, where it is on its leg."""
    if not sight.instant:
        return []
    site, minute = {one.id: one for one in sight.ground.sites}, sight.span[0]
    found: dict[tuple[float, float], list[str]] = {}
    for one in sight.passages():
        item = sight.plan.item[one.item]
        share = (minute - one.begin) / max(one.end - one.begin, 1)
        origin, destination = site[one.origin], site[one.destination]
        at = tuple(
            round(a + share * (b - a), 5) for a, b in ((origin.lon, destination.lon), (origin.lat, destination.lat))
        )
        told = f"{say.say(item.label)}\n{', '.join(item.assets)} \u2192 {_name(destination, say)}"
        found.setdefault((at[0], at[1]), []).append(told)
    dots = [{"at": at, "sign": str(len(told)), "said": "\n".join(told)} for at, told in found.items()]
    marks = pdk.Layer(
        "ScatterplotLayer", dots, id="convoys", get_position="at", get_fill_color=[255, 214, 10],
        get_line_color=list(INK), line_width_units=pdk.types.String("pixels"), get_line_width=2, stroked=True,
        get_radius=11, radius_units=pdk.types.String("pixels"), pickable=True,
    )  # fmt: skip
    return [marks, _text("convoy_signs", dots, colour=INK, size=13)]


def _name(site: Site, say: Speaker) -> str:
    return site.name_fr if say.language == "fr" else site.name_en


def _text(
    name: str,
    data: list[dict[str, Any]],
    *,
    colour: tuple[int, int, int],
    size: int,
    behind: bool = False,
    beside: bool = False,
) -> Any:
    """Signs or words: `behind`, on paper; `beside`, shifted as each says."""
    aside = {"get_pixel_offset": "shift", "get_text_anchor": "anchor"} if beside else {}
    return pdk.Layer(
        "TextLayer", data, id=name, get_position="at", get_text="sign", get_color=list(colour), get_size=size,
        background=behind, get_background_color=[255, 255, 255, 215], background_padding=[3, 1],
        font_family=pdk.types.String(FONT), character_set=pdk.types.String("auto"), font_weight=600, **aside,
    )  # fmt: skip
