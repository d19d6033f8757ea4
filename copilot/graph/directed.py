"""What the planner says of single items, in what an agent brings."""

from copilot.model.activity import Activity, Contribution, Unmet
from copilot.model.noun import Message
from copilot.model.request import Directive, Request
from tools.solve.schedule.problem import Pin


def directed(request: Request, contribution: Contribution) -> Contribution:
    """The contribution without the tasks that are forbidden, which are unmet, and with the forced ones mandatory."""
    said = {one.item: one for one in request.directives}
    forbidden = [one for one in contribution.activities if _is(said, one.id, "forbidden")]
    return contribution.model_copy(
        update={
            "activities": tuple(
                _asked(one, said) for one in contribution.activities if not _is(said, one.id, "forbidden")
            ),
            "unmet": (*(_needed(one, said) for one in contribution.unmet), *(_left_out(one) for one in forbidden)),
        }
    )


def held(request: Request) -> dict[str, Pin]:
    """The items that the planner sets to a minute, to vehicles, or to both."""
    told = (one for one in request.directives if one.start is not None or one.assets)
    return {one.item: Pin(one.start, assets=one.assets or None) for one in told}


def _is(said: dict[str, Directive], name: str, how: str) -> bool:
    return name in said and said[name].how == how


def _asked(activity: Activity, said: dict[str, Directive]) -> Activity:
    return activity.model_copy(update={"mandatory": True}) if _is(said, activity.id, "forced") else activity


def _needed(need: Unmet, said: dict[str, Directive]) -> Unmet:
    return need.model_copy(update={"mandatory": True}) if _is(said, need.id, "forced") else need


def _left_out(activity: Activity) -> Unmet:
    """A task that must not be done: unmet, even where the world asks for it."""
    return Unmet(
        id=activity.id,
        domain=activity.domain,
        label=activity.label,
        subject=activity.subject,
        cause=Message(code="cause.forbidden"),
        mandatory=activity.mandatory,
        value=activity.value,
        sources=activity.sources,
    )
