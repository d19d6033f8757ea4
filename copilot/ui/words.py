"""How the desk writes what a plan holds: names, verbs, figures and where they come from."""

from collections.abc import Iterator

from copilot.model.fact import Cell, Changed, Computed, Fact
from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.texts import Speaker, texts
from copilot.texts.prose import figure

STATUS_SIGN = {
    None: "\N{WHITE CIRCLE}",
    "accept": "\N{HEAVY CHECK MARK}",
    "edit": "\N{LOWER RIGHT PENCIL}",
    "reject": "\N{HEAVY BALLOT X}",
    "lock": "\N{BLACK SQUARE}",
    "approve": "\N{HEAVY CHECK MARK}",
    "return": "\N{LEFTWARDS ARROW WITH HOOK}",
    "reopen": "\N{ANTICLOCKWISE OPEN CIRCLE ARROW}",
}
SEVERITY_SIGN = {"error": "\N{HEAVY BALLOT X}", "warning": "\N{WARNING SIGN}", "info": "\N{INFORMATION SOURCE}"}
DEEPEST = 4


def known(say: Speaker, key: str, otherwise: str) -> str:
    """The text of a key, or another text when there is none."""
    return texts(say.language).get(key, otherwise)


def status(say: Speaker, verb: str | None) -> str:
    """A sign and a word for what was decided."""
    word = say(f"desk.status.{verb or 'pending'}")
    return f"{STATUS_SIGN[verb]} {word}"


def severity(say: Speaker, finding: Finding) -> str:
    """A sign and a word for how much a finding weighs."""
    return f"{SEVERITY_SIGN[finding.severity]} {say(f'desk.severity.{finding.severity}')}"


def held(say: Speaker, met: bool) -> str:
    """Whether a milestone holds, by a sign, a word and a colour."""
    return f":green[{unbroken(say('desk.held'))}]" if met else f":red[**{unbroken(say('desk.missed'))}**]"


def unbroken(text: str) -> str:
    """A text that stays on one line."""
    return text.replace(" ", "\u00a0")


def source(say: Speaker, name: str) -> str:
    """Who reports an event."""
    return known(say, f"desk.source.{name}", name)


def when(say: Speaker, item: PlanItem) -> str:
    """From when to when."""
    return f"{say.moment(item.start)} \N{RIGHTWARDS ARROW} {say.moment(item.end)}"


def assets(item: PlanItem) -> str:
    """The vehicles of an item."""
    return ", ".join(item.assets) or "\N{EN DASH}"


def places(say: Speaker, item: PlanItem) -> str:
    """Where an item happens: its workshop, its area, its route or its site."""
    mode = item.mode
    if mode.workshop:
        return say.name("workshops", mode.workshop)
    if mode.area:
        return say.name("areas", mode.area)
    return " \N{RIGHTWARDS ARROW} ".join(say.name("sites", site) for site in mode.route or (mode.site,))


def units(item: PlanItem) -> set[str]:
    """The units that an item concerns: the one it is about and those whose drivers it takes."""
    found = {pool.pool.split(":", 1)[1] for pool in item.mode.pools if pool.pool.startswith(("driver:", "unit:"))}
    return found | ({item.subject.unit} if item.subject.unit else set())


def sites(item: PlanItem) -> set[str]:
    """The sites that an item touches."""
    handled = {site for site, _minute in item.mode.stops}
    return {item.mode.site} | handled | ({item.subject.site} if item.subject.site else set())


def origin(say: Speaker, plan: Plan, fact: Fact) -> str:
    """Where a fact comes from, in one line."""
    start = fact.origin
    if isinstance(start, Cell):
        return say("desk.origin.cell", table=start.table, row=str(start.row), column=start.column)
    if isinstance(start, Changed):
        return say("desk.origin.change", change=say.say(plan.changes[start.change].label()))
    if isinstance(start, Computed):
        run = plan.run.get(start.run)
        if run is None:
            return say("desk.origin.run", tool=start.run, version="")
        return say("desk.origin.run", tool=known(say, f"desk.tool.{run.tool}", run.tool), version=run.version)
    return say("desk.origin.edit", by=start.by, at=start.at)


def chain(say: Speaker, plan: Plan, fact: Fact, depth: int = 0) -> Iterator[str]:
    """The lines of a fact and of the facts it was computed from, as a Markdown list."""
    label = fact.about.rsplit("/", 1)[-1]
    named = known(say, f"desk.figure.{label}", label)
    shown = f"**{figure(say, fact)}**"
    said = say("desk.pair", name=named, value=shown) if named else shown
    yield f"{'  ' * depth}- {said} \N{EM DASH} {origin(say, plan, fact)}"
    if isinstance(fact.origin, Computed) and depth < DEEPEST:
        for name in fact.origin.inputs:
            if name in plan.fact:
                yield from chain(say, plan, plan.fact[name], depth + 1)


def figures(plan: Plan, item: PlanItem) -> list[Fact]:
    """The facts that an item rests on: its own figures first, then its inputs."""
    own = list(plan.figures.get(item.id, ()))
    inputs = [plan.fact[name] for name in dict.fromkeys(item.sources + item.mode.sources) if name in plan.fact]
    return own + [fact for fact in inputs if fact not in own]


def term(say: Speaker, code: str) -> str:
    """The name of a term of the objective, with its domain when it has one."""
    kind, _, domain = code.partition(".")
    name = known(say, f"desk.term.{kind}", kind)
    return f"{name} ({known(say, f'desk.domain.{domain}', domain).lower()})" if domain else name


def change(say: Speaker, quantity: int, unit: str) -> str:
    """A quantity gained or lost, with its sign."""
    sign = "+" if quantity > 0 else "\N{MINUS SIGN}" if quantity else ""
    return f"{sign}{say.number(abs(quantity))}\u00a0{unit}".rstrip("\u00a0")


def choice(say: Speaker, chosen: int | float | str | bool) -> str:
    """A policy value as a planner reads it."""
    if isinstance(chosen, bool):
        return say("desk.yes" if chosen else "desk.no")
    return known(say, f"desk.policy.{chosen}", chosen) if isinstance(chosen, str) else say.number(chosen)


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return "".join(f"\\{one}" if one in "\\`*_{}[]<>()#+-.!|~$:" else one for one in text)
