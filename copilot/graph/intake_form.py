"""The forms that intake fills in: each proposal beside the words that it was made from."""

from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from copilot.graph.localized import Hour, Local, local_change
from copilot.model.answer import Words
from copilot.model.noun import Noun
from copilot.model.request import Domain

Name = Annotated[str, Field(max_length=64)]
Quote = Annotated[str, Field(min_length=1, max_length=240, description="the very words of the text, letter for letter")]


class MilestoneSaid(Noun):
    """A state to be reached or held, as the text says it; None where the text does not say."""

    kind: Literal["supplied", "ready", "available"]
    site: Name | None
    item: Name | None
    unit: Name | None
    asset_type: Name | None
    due: Local | None
    target: Annotated[int, Field(ge=0, le=100)] | None
    quote: Quote


class PrioritySaid(Noun):
    """How much a domain weighs, 1 to 5."""

    domain: Domain
    weight: Annotated[int, Field(ge=1, le=5)]
    quote: Quote


class LimitSaid(Noun):
    """What no plan may exceed; None where these words do not say."""

    night_movement: bool | None
    day_from: Hour | None
    day_to: Hour | None
    convoy_vehicles: Annotated[int, Field(ge=1, le=100)] | None
    quote: Quote


def _change_said() -> Any:
    return create_model("ChangeSaid", __base__=Noun, change=(local_change(), ...), quote=(Quote, ...))


ChangeSaid: Any = _change_said()
IntakeForm: Any = create_model(
    "IntakeForm",
    __base__=Noun,
    milestones=(Annotated[tuple[MilestoneSaid, ...], Field(max_length=8)], ...),
    priorities=(Annotated[tuple[PrioritySaid, ...], Field(max_length=3)], ...),
    limits=(Annotated[tuple[LimitSaid, ...], Field(max_length=4)], ...),
    changes=(Annotated[tuple[ChangeSaid, ...], Field(max_length=8)], ...),
    questions=(Annotated[tuple[Words, ...], Field(max_length=5)], ...),
    unused=(Annotated[tuple[Quote, ...], Field(max_length=8)], ...),
)
ReportForm: Any = create_model(
    "ReportForm",
    __base__=Noun,
    changes=(Annotated[tuple[ChangeSaid, ...], Field(max_length=8)], ...),
    unused=(Annotated[tuple[Quote, ...], Field(max_length=8)], ...),
)
