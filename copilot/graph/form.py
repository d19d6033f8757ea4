"""The JSON schema that a model must fill: every text, list and number in it has an end."""

from typing import Any

from pydantic import BaseModel

LONGEST_TEXT = 240
LONGEST_LIST = 8
LARGEST_NUMBER = 10_000_000
LARGEST_FORM = 8192
"""Tokens; a longer answer than this is more than one call should give."""
NUMBER, PATTERN = 12, 60
"""Characters of the longest number, and of the longest text that a pattern allows."""
_DROPPED = ("title", "default", "discriminator", "examples")


def form(noun: type[BaseModel]) -> dict[str, Any]:
    """The schema of a noun with all bounds set, every field asked for, and nothing that a grammar refuses."""
    schema = noun.model_json_schema()
    shared = {name: _bounded(part) for name, part in schema.pop("$defs", {}).items()}
    made = {"title": noun.__name__, **_bounded(schema)}
    return made | ({"$defs": shared} if shared else {})


def most_tokens(schema: dict[str, Any]) -> int:
    """Enough tokens for the longest answer that a schema allows, at one a character; LARGEST_FORM at most."""
    return min(LARGEST_FORM, 16 + int(_length(schema, schema.get("$defs", {}), 0)))


def _bounded(part: Any) -> Any:
    if isinstance(part, list):
        return [_bounded(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {key: value for key, value in part.items() if key not in _DROPPED}
    if isinstance(kept.get("properties"), dict):
        kept["properties"] = {name: _bounded(one) for name, one in kept["properties"].items()}
        kept |= {"required": list(kept["properties"]), "additionalProperties": False}
    for key in ("items", "anyOf", "prefixItems"):
        if key in kept:
            kept[key] = _bounded(kept[key])
    if "oneOf" in kept:
        kept["anyOf"] = _bounded(kept.pop("oneOf"))
    return kept | _bounds(kept)


def _bounds(part: dict[str, Any]) -> dict[str, Any]:
    match part.get("type"):
        case "string" if not {"enum", "const", "pattern", "format"} & part.keys():
            return {"maxLength": min(part.get("maxLength", LONGEST_TEXT), LONGEST_TEXT)}
        case "array":
            return {"maxItems": min(part.get("maxItems", LONGEST_LIST), LONGEST_LIST)}
        case "integer" | "number":
            low = part.get("minimum", part.get("exclusiveMinimum", -LARGEST_NUMBER))
            high = part.get("maximum", part.get("exclusiveMaximum", LARGEST_NUMBER))
            return {"minimum": low, "maximum": high}
    return {}


def _length(part: Any, shared: Any, depth: int) -> Any:
    """The characters of the longest value of a schema."""
    if depth > 12:
        return LARGEST_FORM
    if "$ref" in part:
        return _length(shared[part["$ref"].rsplit("/", 1)[-1]], shared, depth + 1)
    if "anyOf" in part:
        return max(_length(one, shared, depth + 1) for one in part["anyOf"])
    if "enum" in part or "const" in part:
        return max(len(str(one)) for one in part.get("enum", [part.get("const")])) + 2
    match part.get("type"):
        case "object" if "properties" not in part:
            raise ValueError("an object with names of its own has no end")
        case "object":
            return 2 + sum(len(n) + 4 + _length(one, shared, depth + 1) for n, one in part["properties"].items())
        case "array":
            return 2 + part["maxItems"] * (1 + _length(part["items"], shared, depth + 1))
        case "string":
            return 2 + part.get("maxLength", PATTERN)
        case "boolean" | "null":
            return 5
    return NUMBER
