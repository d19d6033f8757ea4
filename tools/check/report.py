"""How a rule says what it found."""

from typing import Literal

from copilot.model.finding import Finding
from copilot.model.noun import Message

Arg = str | int | float


def error(what: str, /, *items: str, **args: Arg) -> Finding:
    """A finding that makes the plan invalid; `what` is the rule's name, a dot, and what was found."""
    return _finding("error", what, items, args)


def warning(what: str, /, *items: str, **args: Arg) -> Finding:
    """A finding that a planner must know and may accept, or that stops a rule from being applied."""
    return _finding("warning", what, items, args)


def _finding(
    severity: Literal["error", "warning"],
    what: str,
    items: tuple[str, ...],
    args: dict[str, Arg],
) -> Finding:
    rule = what.split(".", 1)[0]
    return Finding(rule=rule, severity=severity, items=items, message=Message(code=f"finding.{what}", args=args))
