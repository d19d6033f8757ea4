"""A model's sentences on their way to the planner: told what is wrong with them, then kept with their facts."""

from collections.abc import Iterable

from copilot.graph.prose import references, refused
from copilot.graph.sourcing import reachable
from copilot.model.comment import Comment, Sentence
from copilot.model.fact import Computed, FactBook
from copilot.texts import Speaker


def wrong(said: Iterable[Sentence], facts: frozenset[str], rows: frozenset[str], speak: Speaker) -> str:
    """What keeps sentences from being shown, in words for the model; empty when nothing does."""
    codes = dict.fromkeys(code for one in said if (code := refused(one.text, facts, rows)) is not None)
    return "\n".join(speak(f"prompt.refused_{code}") for code in codes)


def comment(by: str, model: str, shown: tuple[Sentence, ...], refused_count: int, book: FactBook) -> Comment:
    """The sentences with the facts that they name and the tool runs behind these."""
    named = [name for one in shown for name in references(one.text)]
    facts = reachable((), book.facts, named)
    runs = {fact.origin.run for fact in facts if isinstance(fact.origin, Computed)}
    return Comment(
        by=by,
        model=model,
        sentences=shown,
        refused=refused_count,
        facts=facts,
        runs=tuple(run for run in book.runs if run.id in runs),
    )
