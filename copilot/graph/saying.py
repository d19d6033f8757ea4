"""Requirements and what is done about them, in the planner's words."""

from copilot.model.noun import Message
from tools.solve.explain.chain import Link
from tools.solve.explain.loosen import Loosened
from tools.solve.explain.rules import Rule
from tools.solve.schedule.causes import PLACES

CALENDARS = {"workshop": "workshops", "area": "areas"}
Args = dict[str, str | int | float]


def requirement(rule: Rule) -> Message:
    """A requirement."""
    return Message(code=f"requirement.{_kind(rule)}", args=_args(rule))


def relief(part: Loosened) -> Message:
    """What is done about a requirement."""
    what = _kind(part.rule) if part.rule.kind == "pool" else f"{part.rule.kind}.{part.what}"
    return Message(code=f"relief.{what}", args=_args(part.rule) | {"amount": part.amount})


def link(one: Link) -> Message:
    """One activity and the obstacle before it."""
    block, about = one.block, dict(one.block.about)
    args: Args = {"item": one.item}
    if block.by is not None:
        args["by"] = block.by
    if block.until is not None:
        args["until"] = f"t:{block.until}"
    code = block.kind
    if "pool" in about:
        name = str(about.pop("pool"))
        code = f"{block.kind}.{name.split(':')[0]}" if block.kind == "pool" else block.kind
        args |= pool(name)
    if "calendar" in about:
        first, _, rest = str(about.pop("calendar")).partition(":")
        args["place"] = f"@{CALENDARS[first]}/{rest}"
    for key, table in (("site", "sites"), ("goods", "items"), ("asset", "assets")):
        if key in about:
            args[key] = f"@{table}/{about.pop(key)}"
    return Message(code=f"chain.{code}", args=args | about)


def pool(name: str) -> Args:
    """The place of a pool and, where it has one, the skill."""
    first, _, rest = name.partition(":")
    place, _, skill = rest.partition(":")
    named = f"@{PLACES[first]}/{place}" if first in PLACES else place
    return {"place": named, "skill": skill} if skill else {"place": named}


def _kind(rule: Rule) -> str:
    return f"pool.{rule.of.split(':')[0]}" if rule.kind == "pool" else rule.kind


def _args(rule: Rule) -> Args:
    first, _, rest = rule.of.partition(":")
    if rule.kind == "pool":
        return pool(rule.of)
    if rule.kind == "calendar":
        return {"place": f"@{CALENDARS[first]}/{rest}"}
    if rule.kind == "stock":
        return {"site": f"@sites/{first}", "item": f"@items/{rest}"}
    if rule.kind == "fleet":
        unit, _, kind = rule.of.partition("/")
        return {"unit": f"@units/{unit}", "type": f"@asset_types/{kind}"}
    return {"task": rest if rule.kind == "limit" else rule.of} if rule.of else {}
