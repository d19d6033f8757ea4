"""An answer held against its case: what is right, what is missing, what is confidently wrong."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter

from copilot.app.suite import Case
from copilot.graph.localized import CHANGES, change_of, local_change, minute_of
from copilot.graph.prose import ROW, references
from copilot.model.advice import Advice
from copilot.model.change import Change
from copilot.model.clock import Clock
from copilot.model.intake import Intake
from copilot.model.noun import Noun, canonical
from copilot.model.plan import Plan
from copilot.model.request import Milestone

Thing = dict[str, Any]
NEW = {"asset_lent": "asset", "supplied": "order", "instructors_lent": "instructors"}
"""Names that whoever proposes a new row chooses freely."""


class Mark(Noun):
    """How one answer compares: fields that are right, of all that are expected or given; `wrong`: confidently so."""

    exact: bool
    right: int
    of: int
    wrong: bool


def mark_intake(case: Case, clock: Clock, read: Intake) -> Mark:
    """The mark of a text read."""
    wanted, given = _wanted(case, clock), _given(read)
    asked = bool(read.open or read.questions)
    asks = case.asks if case.asks is not None or case.refuse else False
    right, of = _fields(wanted, given)
    exact = _same(wanted, given) and (asks is None or asked == asks)
    return Mark(exact=exact, right=right, of=of, wrong=bool(_more(given, wanted)))


def mark_advice(case: Case, plan: Plan, advice: Advice) -> Mark:
    """The mark of a question answered; an answer that is not the right one, and not `cannot`, is confidently wrong."""
    wanted, given = _wanted(case, plan.clock), [_change(one.change) for one in advice.changes]
    right, of = _fields(wanted, given)
    said = [advice.way == case.way]
    if case.item:
        said.append(advice.item == case.item)
    cited, named = _cited(plan, advice)
    for one in case.cites:
        value = minute_of(one.moment, plan.clock) if one.moment is not None else one.value
        said.append((value, one.unit) in cited)
    said += [row in named for row in case.rows]
    exact = all(said) and _same(wanted, given)
    wrong = advice.way != "cannot" and not exact
    return Mark(exact=exact, right=right + sum(said), of=of + len(said), wrong=wrong)


def mark_nothing(case: Case, clock: Clock) -> Mark:
    """The mark of no answer: every field that was expected is missing, nothing is confidently wrong."""
    _, of = _fields(_wanted(case, clock), [])
    said = 0 if case.way is None else 1 + bool(case.item) + len(case.cites) + len(case.rows)
    return Mark(exact=False, right=0, of=of + said, wrong=False)


def expected(case: Case, clock: Clock) -> tuple[Change, ...]:
    """The changes of a case; ValidationError or ValueError when one of them is none."""
    local: TypeAdapter[Any] = TypeAdapter(local_change())
    return tuple(change_of(local.validate_python(one), clock) for one in case.changes)


def _wanted(case: Case, clock: Clock) -> list[Thing]:
    due = [one | {"due": minute_of(one["due"], clock)} for one in case.milestones]
    return [
        *(_milestone(Milestone(id="", **one)) for one in due),
        *({"thing": "priority", "domain": name, "weight": str(value)} for name, value in case.priorities.items()),
        *({"thing": "limit", "name": name, "value": str(value)} for name, value in case.limits.items()),
        *(_change(one) for one in expected(case, clock)),
    ]


def _given(read: Intake) -> list[Thing]:
    things = [_milestone(one) for one in read.request.milestones] if read.request is not None else []
    for one in read.taken:
        part, _, name = one.field.partition("/")
        if part == "priorities":
            things.append({"thing": "priority", "domain": name, "weight": one.value})
        elif part == "limits":
            things.append({"thing": "limit", "name": name, "value": one.value})
    return [*things, *(_change(one.change) for one in read.changes)]


def _milestone(one: Milestone) -> Thing:
    return {"thing": "milestone", **one.model_dump(exclude={"id", "row"})}


def _change(one: Change) -> Thing:
    dumped: Thing = CHANGES.dump_python(one, mode="json")
    return {"thing": "change", **{name: value for name, value in dumped.items() if name != NEW.get(one.kind)}}


def _fields(wanted: list[Thing], given: list[Thing]) -> tuple[int, int]:
    """The fields that are right, and all that there are on either side: each thing beside the most alike."""
    left, right, of = list(given), 0, 0
    for one in wanted:
        alike = [other for other in left if _sort(other) == _sort(one)]
        best = max(alike, key=lambda other: _shared(one, other), default=None)
        of += len(one) - 1
        if best is not None:
            left.remove(best)
            right += _shared(one, best)
    return right, of + sum(len(one) - 1 for one in left)


def _sort(thing: Thing) -> tuple[Any, Any]:
    return thing["thing"], thing.get("kind")


def _shared(one: Thing, other: Thing) -> int:
    return sum(other.get(name, _sort) == value for name, value in one.items() if name != "thing")


def _same(wanted: list[Thing], given: list[Thing]) -> bool:
    return not _more(wanted, given) and not _more(given, wanted)


def _more(these: Iterable[Mapping[str, Any]], those: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """What is among these and not among those."""
    return Counter(canonical(dict(one)) for one in these) - Counter(canonical(dict(one)) for one in those)


def _cited(plan: Plan, advice: Advice) -> tuple[set[tuple[Any, str]], set[str]]:
    """The figures and the rows that an answer names."""
    if advice.comment is None:
        return set(), set()
    facts = plan.fact | {fact.id: fact for fact in advice.comment.facts}
    texts = [one.text for one in advice.comment.sentences]
    figures = {(facts[name].value, facts[name].unit) for text in texts for name in references(text) if name in facts}
    return figures, {f"{table}/{row}" for text in texts for table, row in ROW.findall(text)}
