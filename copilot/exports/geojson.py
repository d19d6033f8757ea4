"""Convoys, stops and sites for a map."""

import json
from collections.abc import Iterator
from typing import Any

from copilot.exports.markdown import LANGUAGES
from copilot.exports.markdown.activities import load
from copilot.exports.markdown.head import approved
from copilot.exports.markdown.page import Page
from copilot.exports.needing import needed
from copilot.model.ground import Ground, marks_of
from copilot.model.plan import Plan, PlanItem
from copilot.model.world import Site


def geojson(plan: Plan, language: str, ground: Ground | None = None) -> bytes:
    """The convoys of a plan as lines, their stops and the sites as points (RFC 7946).

    A line goes straight from site to site: a scenario says which roads are driven, not how they wind. KeyError for an
    unknown language; PlannerError without the ground, where the places are.
    """
    world = needed(ground, "geojson", plan).world
    page = Page(plan, LANGUAGES[language], marks_of(plan, ground))
    convoys = [item for item in plan.items if item.kind == "convoy"]
    features = [
        *(_convoy(page, world.site, item) for item in convoys),
        *(stop for item in convoys for stop in _stops(page, world.site, item)),
        *(_feature("Point", _place(site), kind="site", id=site.id, name=_name(page, site)) for site in world.sites),
    ]
    head = {
        "type": "FeatureCollection",
        "name": page.say("title", scenario=plan.scenario, revision=plan.revision),
        "marking": page.marked,
        "standing": page.say("standing.draft" if approved(plan) is None else "standing.approved"),
        "plan": plan.id,
        "note": page.say("map.straight"),
    }
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "features": [\n{lines}\n]}}\n'.encode()


def _convoy(page: Page, sites: dict[str, Site], item: PlanItem) -> dict[str, Any]:
    return _feature(
        "LineString",
        [_place(sites[name]) for name in item.mode.route],
        kind="convoy",
        id=item.id,
        name=page.message(item.label),
        start=page.plan.clock.at(item.start).isoformat(),
        end=page.plan.clock.at(item.end).isoformat(),
        vehicles=list(item.assets),
        load=load(page, item),
        km=item.mode.km,
        route=list(item.mode.route),
        facts={name: page.source(f"items/{item.id}/{name}") for name in ("start", "end", "mode/km")},
    )


def _stops(page: Page, sites: dict[str, Site], item: PlanItem) -> Iterator[dict[str, Any]]:
    for number, (name, minute) in enumerate(item.mode.stops, start=1):
        moment = page.plan.clock.at(item.start + minute).isoformat()
        site = sites[name]
        yield _feature(
            "Point",
            _place(site),
            kind="stop",
            convoy=item.id,
            rank=number,
            id=site.id,
            name=_name(page, site),
            at=moment,
        )


def _name(page: Page, site: Site) -> str:
    return site.name_fr if page.speak.language == "fr" else site.name_en


def _place(site: Site) -> list[float]:
    return [site.lon, site.lat]


def _feature(shape: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": shape, "coordinates": coordinates}, "properties": properties}
