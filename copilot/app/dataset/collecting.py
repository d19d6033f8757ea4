"""The lines that a store gives, and what is said of them; nothing is written here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from pydantic import ValidationError

from copilot.app.dataset.candidates import Candidate, Candidates
from copilot.app.dataset.lines import Example, Pair, line
from copilot.app.dataset.manifest import Counted, LeftOut, Manifest, Origin, Written
from copilot.app.dataset.preferring import preferences
from copilot.app.dataset.talks import Talk, answer, tools, turns
from copilot.model.marking import highest
from copilot.model.version import VERSION

MOST_BYTES = 1_000_000
"""A longer line than this is no conversation that the caps of a run allow."""
TRAIN, VALIDATION, PREFERENCES = "train.jsonl", "validation.jsonl", "preferences"
FILES = (TRAIN, VALIDATION, f"{PREFERENCES}-{TRAIN}", f"{PREFERENCES}-{VALIDATION}")
Spoilt = Literal["shape", "too_long", "duplicate"]


@dataclass(frozen=True)
class _Kept:
    """One line on its way to its file."""

    runs: tuple[str, ...]
    source: str
    file: str
    text: str


@dataclass(frozen=True)
class Collected:
    """The bytes of each file, and their manifest."""

    manifest: Manifest
    contents: dict[str, bytes]

    @property
    def empty(self) -> bool:
        """True when there is nothing to learn from."""
        return not any(self.contents.values())


class Collecting:
    """Goes through the runs that may be learnt from, and keeps what a person took."""

    def __init__(self, candidates: Candidates, validation: float) -> None:
        self._candidates = candidates
        self._validation = validation
        self._kept: list[_Kept] = []
        self._seen: set[str] = set()
        self._runs: Counter[str] = Counter()
        self._conversations: Counter[str] = Counter()
        self._preferences: Counter[str] = Counter()

    def collected(self) -> Collected:
        """Everything, in the order of the runs and of their trails."""
        found = list(self._candidates)
        self._runs.update({str(reason): count for reason, count in self._candidates.barred.items()})
        for one in found:
            if one.untaken is not None:
                self._runs[one.untaken] += 1
            else:
                self._examples(one)
        for worse, better, agent, pair in preferences(found):
            if isinstance(pair, Pair):
                self._keep((better, worse), agent, f"{PREFERENCES}-{self._file(better)}", pair, self._preferences)
            else:
                self._preferences[pair] += 1
        contents = {name: "".join(one.text for one in self._kept if one.file == name).encode() for name in FILES}
        return Collected(self._manifest(found, contents), contents)

    def _examples(self, candidate: Candidate) -> None:
        for source in candidate.talks:
            talk = candidate.used(source)
            if isinstance(talk, str):
                self._conversations[talk] += 1
            elif (example := _example(talk)) is None:
                self._conversations["shape"] += 1
            else:
                self._keep((candidate,), source, self._file(candidate), example, self._conversations)

    def _keep(
        self, of: tuple[Candidate, ...], source: str, file: str, one: Example | Pair, left_out: Counter[str]
    ) -> None:
        text = line(one)
        spoilt: Spoilt | None = "duplicate" if text in self._seen else None
        if len(text.encode()) > MOST_BYTES:
            spoilt = "too_long"
        if spoilt is not None:
            left_out[spoilt] += 1
            return
        self._seen.add(text)
        self._kept.append(_Kept(tuple(run.run.id for run in of), source, file, text))

    def _file(self, candidate: Candidate) -> str:
        """By the hash of what was asked, so that answers to one request are never on both sides."""
        place = int(sha256(candidate.group.encode()).hexdigest()[:12], 16) / 16**12
        return VALIDATION if place < self._validation else TRAIN

    def _manifest(self, found: Iterable[Candidate], contents: dict[str, bytes]) -> Manifest:
        examples = Counter(run for one in self._kept if not one.file.startswith(PREFERENCES) for run in one.runs)
        pairs = Counter(run for one in self._kept if one.file.startswith(PREFERENCES) for run in one.runs)
        inside = [one for one in found if one.run.id in examples or one.run.id in pairs]
        return Manifest(
            product=VERSION,
            marking=highest(one.marking for one in inside),
            most_marking=self._candidates.most,
            validation_share=self._validation,
            excluded_texts=len(self._candidates.excluded),
            files=tuple(_written(name, content) for name, content in contents.items()),
            sources={source: self._counted(source) for source in sorted({one.source for one in self._kept})},
            left_out=LeftOut(
                runs=dict(sorted(self._runs.items())),
                conversations=dict(sorted(self._conversations.items())),
                preferences=dict(sorted(self._preferences.items())),
            ),
            runs=tuple(
                Origin(
                    run=one.run.id,
                    scenario=one.run.order.scenario,
                    model=one.run.order.model,
                    marking=one.marking,
                    head=one.head,
                    examples=examples[one.run.id],
                    preferences=pairs[one.run.id],
                )
                for one in inside
            ),
            schemas={"example": Example.model_json_schema(), "preference": Pair.model_json_schema()},
        )

    def _counted(self, source: str) -> Counted:
        files = Counter(one.file for one in self._kept if one.source == source)
        pairs = sum(count for file, count in files.items() if file.startswith(PREFERENCES))
        return Counted(train=files[TRAIN], validation=files[VALIDATION], preferences=pairs)


def _example(talk: Talk) -> Example | None:
    """The conversation as a line; None when it has not the shape that a server takes."""
    try:
        return Example(messages=(*turns(talk), answer(talk)), tools=tools(talk))
    except ValidationError:
        return None


def _written(name: str, content: bytes) -> Written:
    return Written(name=name, sha256=sha256(content).hexdigest(), lines=content.count(b"\n"), bytes=len(content))
