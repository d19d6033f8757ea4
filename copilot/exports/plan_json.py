"""The plan itself, and the schema that its JSON obeys."""

import json
from typing import Any

from copilot.model.ground import Ground
from copilot.model.plan import Plan


def plan_json(plan: Plan, language: str, ground: Ground | None = None) -> bytes:
    """The plan as sorted, indented JSON, whichever the language; it reads back as the same plan."""
    return _text(plan.model_dump(mode="json"))


def plan_schema() -> bytes:
    """The JSON Schema of exported plans, as docs/plan.schema.json publishes it."""
    return _text({"$schema": "https://json-schema.org/draft/2020-12/schema", **Plan.model_json_schema()})


def _text(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
