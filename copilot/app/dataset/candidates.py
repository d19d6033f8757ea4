"""The runs that may be learnt from: over, thought by a model, marked low enough, and no case of an evaluation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from copilot.adapters.store import Store
from copilot.app.dataset.excluded import fingerprint
from copilot.app.dataset.marking import Markings
from copilot.app.dataset.taken import Untaken, standing, untaken
from copilot.app.dataset.talks import Talk, Unfit, talks
from copilot.app.local import Library
from copilot.model.advice import Answered
from copilot.model.decision import Decision
from copilot.model.intake import Intake
from copilot.model.marking import above
from copilot.model.noun import digest
from copilot.model.plan import Plan
from copilot.model.record import Run, TrailEntry
from copilot.model.request import Marking

Barred = Literal["not_done", "no_model", "marking", "marking_unknown", "evaluation", "shown_otherwise"]


@dataclass(frozen=True)
class Candidate:
    """A run that may be learnt from, with what was decided on what it gave."""

    run: Run
    plan: Plan | None
    marking: Marking
    group: str
    head: str
    untaken: Untaken | None
    decided: Mapping[str, Decision]
    talks: Mapping[str, Talk | Unfit]

    def spoke(self, source: str) -> Talk | Unfit:
        """What a speaker said, when its answer was used; else why not."""
        talk = self.talks.get(source, "not_answered")
        if self.plan is None or self.run.order.errand != "draft":
            return talk
        by_procedure = any(note.agent == source and note.by == "procedure" for note in self.plan.agents)
        heard = any(one.by == source for one in self.plan.comments)
        return talk if heard and not by_procedure else "not_answered"

    def used(self, source: str) -> Talk | Unfit | Literal["refused_in_part"]:
        """What a speaker said, when its answer was used whole; else why not."""
        if self.plan is not None and self.run.order.errand == "draft":
            refused = sum(one.refused for one in self.plan.comments if one.by == source)
        else:
            refused = _refused(self.run)
        return "refused_in_part" if refused else self.spoke(source)


@dataclass(frozen=True)
class Candidates:
    """Every run of a store, looked through in the order in which they were asked for."""

    store: Store
    library: Library
    most: Marking
    excluded: frozenset[str]
    barred: dict[Barred, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Candidate]:
        """Each run that may be learnt from; the others are counted.

        OperatorError when a trail or a plan was altered: nothing is learnt from a store that was tampered with.
        """
        for number, run in enumerate(self.runs):
            found = self._candidate(number, run)
            if isinstance(found, Candidate):
                yield found
            else:
                self.barred[found] = self.barred.get(found, 0) + 1

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """All of them."""
        return self.store.runs.every()

    @cached_property
    def _markings(self) -> Markings:
        return Markings(self.library)

    def _candidate(self, number: int, run: Run) -> Candidate | Barred:
        if run.status != "done":
            return "not_done"
        if run.order.model == "none":
            return "no_model"
        plan = self.store.plans.get(run.plan) if run.plan else None
        about = plan
        if run.order.errand != "draft":
            about = self.store.plans.get(run.order.parent) if run.order.parent else None
        marking = self._markings.of(run, about)
        if marking is None:
            return "marking_unknown"
        if above(marking, self.most):
            return "marking"
        words = [run.order.words, *(one.words for one in (run.order.request, about and about.request) if one)]
        if {fingerprint(one) for one in words} & self.excluded:
            return "evaluation"
        self.store.trails.verify(run.id)
        lines = self.store.trails.of(run.id)
        if plan is not None and not _is_whole(plan, lines):
            return "shown_otherwise"
        decided = standing(self.store.decisions.of(plan.id)) if plan is not None else {}
        return Candidate(
            run=run,
            plan=plan,
            marking=marking,
            group=_group(run, about),
            head=lines[-1].chain if lines else "",
            untaken=untaken(run, self.runs[number + 1 :], decided),
            decided=decided,
            talks=talks(lines),
        )


def _is_whole(plan: Plan, lines: tuple[TrailEntry, ...]) -> bool:
    """True when the plan that is kept, and was shown, holds the comments of this very run."""
    made = [line.answered for line in lines if line.kind == "plan"]
    return not made or digest(plan) in made[-1]


def _group(run: Run, about: Plan | None) -> str:
    """What runs on the same request for the same scenario have in common."""
    words = about.request.words if about is not None else run.order.words
    return digest({"scenario": run.order.scenario, "request": fingerprint(words)})


def _refused(run: Run) -> int:
    """How much of what was said of words was set aside."""
    if isinstance(run.result, Intake):
        return len(run.result.refused)
    if isinstance(run.result, Answered):
        said = run.result.advice
        return len(said.refused) + (said.comment.refused if said.comment is not None else 0)
    return 0
