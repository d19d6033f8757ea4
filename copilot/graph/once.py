"""What is in the trail is read there; what is not is done, and written down."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from copilot.model.noun import canonical
from copilot.model.record import Kind
from copilot.ports import Trail

GivenT = TypeVar("GivenT")


def once(
    trail: Trail | None, kind: Kind, source: str, asked: dict[str, Any], answer: Any, make: Callable[[], GivenT]
) -> GivenT:
    """The answer that the trail holds, as a value of the type `answer`; else the one that is made, then recorded.

    Without a trail it is made.
    """
    if trail is None:
        return make()
    question = canonical(asked)
    held = trail.recall(kind, source, question)
    adapter = _adapter(answer)
    if held is not None:
        given: GivenT = adapter.validate_json(held)
        return given
    made = make()
    data = adapter.dump_python(made, mode="json")
    trail.record(kind, source, question, json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
    return made


@cache
def _adapter(answer: Any) -> TypeAdapter[Any]:
    return TypeAdapter(answer)
