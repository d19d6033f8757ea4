"""A trail in memory, for one run that nobody takes up again."""

from dataclasses import dataclass, field

Key = tuple[str, str, str]


@dataclass
class Notebook:
    """Implements Trail; `entries` holds the answers by (kind, source, question), in the order they came."""

    entries: dict[Key, str] = field(default_factory=dict)

    def recall(self, kind: str, source: str, asked: str) -> str | None:
        """What was answered before, or None."""
        return self.entries.get((kind, source, asked))

    def record(self, kind: str, source: str, asked: str, answered: str) -> None:
        """Keeps an answer."""
        self.entries[kind, source, asked] = answered
