"""What the checker says."""

from typing import Literal

from pydantic import Field

from copilot.model.noun import Message, Noun

Severity = Literal["error", "warning", "info"]
Verdict = Literal["VALID", "INVALID", "UNKNOWN"]


class Finding(Noun):
    """One thing found: which rule, how bad, on which plan items, and the figures, to be said in words.

    `message.code` is "finding." followed by the rule's own code.
    """

    rule: str
    severity: Severity
    items: tuple[str, ...] = ()
    message: Message
    facts: tuple[str, ...] = Field(default=(), description="identifiers of the facts involved")


class Review(Noun):
    """The checker's whole answer; UNKNOWN when a rule could not be applied, with the reason among the findings."""

    verdict: Verdict
    findings: tuple[Finding, ...] = ()
