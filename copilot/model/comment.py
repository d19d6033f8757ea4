"""What a model says of a plan: shown beside it, marked as the model's, never signed."""

from typing import Literal

from copilot.model.fact import Fact, ToolRun
from copilot.model.noun import Noun

About = Literal["reason", "assumption", "question", "comment", "why", "hurts", "watch"]


class Sentence(Noun):
    """One sentence; its figures are references to facts, {F12}, its names references to rows, {sites/DP1}."""

    about: About
    choice: str = ""
    text: str


class Comment(Noun):
    """The sentences of one speaker with the facts that they name; `refused` counts those that could not be shown."""

    by: str
    model: str
    sentences: tuple[Sentence, ...] = ()
    refused: int = 0
    facts: tuple[Fact, ...] = ()
    runs: tuple[ToolRun, ...] = ()
