"""What a plan says of one item, as one piece of HTML: each cell of Streamlit's own tables costs a browser as much."""

from collections.abc import Iterable, Iterator
from html import escape

from copilot.model.plan import PlanItem
from copilot.ui import session, words
from copilot.ui.session import Shown


def sheet(found: Shown, item: PlanItem) -> str:
    """What it is, what was decided on it; when, where and with what; what it brings and takes."""
    head = f"<h2>{escape(found.say.say(item.label))} <code>{escape(item.id)}</code></h2>"
    decided = "".join(f"<p>{line}</p>" for line in _decided(found, item))
    rows = "".join(_row(("th", "td"), line) for line in _lines(found, item))
    return f'<div class="sheet">{head}{decided}<table>{rows}</table>{_effects(found, item)}</div>'


def _row(tags: Iterable[str], texts: Iterable[str]) -> str:
    cells = (f"<{tag}>{escape(text)}</{tag}>" for tag, text in zip(tags, texts, strict=True))
    return f"<tr>{''.join(cells)}</tr>"


def _lines(found: Shown, item: PlanItem) -> Iterator[tuple[str, str]]:
    say = found.say
    yield say("desk.col.domain_name"), say(f"desk.domain.{item.domain}")
    yield say("desk.col.when"), f"{words.when(say, item)} ({say.duration(item.end - item.start)})"
    yield say("desk.col.place"), words.places(say, item)
    yield say("desk.col.assets"), words.assets(item)
    yield say("desk.col.unit"), ", ".join(say.name("units", unit) for unit in sorted(words.units(item))) or "\u2013"
    yield say("desk.col.due"), "\u2013" if item.due is None else say.moment(item.due)


def _decided(found: Shown, item: PlanItem) -> Iterator[str]:
    say, state = found.say, found.standing[item.id]
    decision = state.decision
    if decision is None:
        yield escape(words.status(say, None))
        return
    at = f"{decision.at.astimezone(found.plan.clock.at(0).tzinfo):%d/%m %H:%M}"
    told = escape(say("desk.decided_by", by=decision.by, at=at))
    yield f"<strong>{escape(words.status(say, decision.verb))}</strong> \u2014 {told}"
    if state.carried:
        yield escape(say("desk.carried"))
    if decision.edit is not None and decision.edit.start is not None:
        yield escape(say("desk.edited_start", start=f"t:{decision.edit.start}"))
    if decision.edit is not None and decision.edit.assets is not None:
        yield escape(say("desk.edited_assets", assets=", ".join(decision.edit.assets)))
    if decision.reason:
        yield escape(say("desk.quoted", text=decision.reason))


def _effects(found: Shown, item: PlanItem) -> str:
    say = found.say
    units = session.units(found.plan.scenario)
    rows = [
        (
            say.name("sites", effect.site),
            say.name("items", effect.item),
            words.change(say, effect.quantity, units.get(effect.item, "")),
            say.moment(item.end if effect.at is None else item.start + effect.at),
        )
        for effect in item.mode.effects
    ]
    if not rows:
        return ""
    head = _row(("th",) * 4, (say(f"desk.col.{name}") for name in ("site", "item", "quantity", "at")))
    return f"<table><thead>{head}</thead>{''.join(_row(('td',) * 4, row) for row in rows)}</table>"
