"""What a person decides."""

from typing import Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from copilot.model.noun import Noun

ItemVerb = Literal["accept", "edit", "reject", "lock", "reopen"]
PlanVerb = Literal["approve", "return"]


class ItemEdit(Noun):
    """The new start (minutes) and the new assets of an item; None leaves what was there."""

    start: int | None = None
    assets: tuple[str, ...] | None = None


class Decision(Noun):
    """A verb on one plan item, or on the whole plan when `item` is empty, bound to the plan that was shown.

    `reopen` takes back what was decided on the item before; the log keeps both.
    """

    plan: str = Field(description="identifier (content hash) of the plan that was shown")
    item: str = ""
    verb: ItemVerb | PlanVerb
    edit: ItemEdit | None = None
    reason: str = Field(default="", max_length=2000)
    by: str = Field(min_length=1, max_length=200)
    at: AwareDatetime

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if (self.verb in ("approve", "return")) == bool(self.item):
            raise ValueError("decision_scope")
        if self.verb in ("reject", "return") and not self.reason.strip():
            raise ValueError("decision_without_reason")
        if (self.verb == "edit") != (self.edit is not None):
            raise ValueError("decision_edit")
        return self
