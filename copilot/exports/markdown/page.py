"""The page being written: text that cannot break out of its place, tables, and what the plan says in words."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from copilot.model.ground import marks_of
from copilot.model.marking import Marks
from copilot.model.noun import Language, Message
from copilot.model.plan import Plan
from copilot.texts import Speaker

NOTHING = "\N{EN DASH}"
_SPECIAL = re.compile(r"([\\`*_\[\]#|~$^!{}])")
_LIST_MARK = re.compile(r"^(\d+)([.)])|^([-+=])")
_LINK = re.compile(r"(?i)(https?|ftp|mailto|www)([:.])")


def plain(text: str) -> str:
    """The text on one line, in characters that Markdown and HTML show as they are."""
    kept = (
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if unicodedata.category(c) != "Cf"
    )
    line = " ".join("".join(kept).split(" ")).strip(" ")
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _SPECIAL.sub(r"\\\1", line)
    line = _LINK.sub(lambda match: f"{match[1]}&#{ord(match[2])};", line)
    return _LIST_MARK.sub(lambda match: f"{match[1] or ''}\\{match[2] or match[3]}", line)


class Page:
    """A Markdown document about one plan in one language; everything said on it is escaped."""

    def __init__(self, plan: Plan, language: Language, marks: Marks | None = None) -> None:
        self.plan = plan
        self.marks = marks or marks_of(plan)
        self.speak = Speaker(language, plan.names, plan.clock)
        self._blocks: list[str] = []
        self._facts: dict[str, list[str]] = {}
        self._units: dict[str, str] = {}
        for fact in plan.facts:
            if fact.about:
                self._facts.setdefault(fact.about, []).append(fact.id)
                self._units[fact.about] = fact.unit

    def text(self) -> str:
        """The whole document."""
        return "\n\n".join(self._blocks) + "\n"

    def say(self, code: str, **args: str | int | float) -> str:
        """A text of this export."""
        return self.speak(f"export.{code}", **args)

    def message(self, message: Message) -> str:
        """A message of the plan."""
        return self.speak.say(message)

    def title(self, level: int, text: str) -> None:
        """A heading."""
        self._blocks.append(f"{'#' * level} {plain(text)}")

    def section(self, code: str) -> None:
        """A section's heading."""
        self.title(2, self.say(f"section.{code}"))

    def paragraph(self, text: str, mark: str = "") -> None:
        """A paragraph, between two marks (`**`, `_`) when given."""
        self._blocks.append(f"{mark}{plain(text)}{mark}")

    def quote(self, text: str) -> None:
        """A quotation, its lines kept."""
        lines = [plain(line) for line in text.splitlines()]
        self._blocks.append("\n".join(f"> {line}".rstrip() for line in lines) or ">")

    def bullets(self, lines: Iterable[str]) -> None:
        """A list; nothing when it is empty."""
        found = [f"- {plain(line)}" for line in lines]
        if found:
            self._blocks.append("\n".join(found))

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> None:
        """A table; columns numbered in `right` are aligned to the right."""
        aligned = set(right)
        rule = ["---:" if n in aligned else "---" for n in range(len(columns))]
        lines = [[plain(name) for name in columns], rule, *([plain(cell) for cell in row] for row in rows)]
        self._blocks.append("\n".join(f"| {' | '.join(line)} |" for line in lines))

    def meaning(self, code: str, **args: str | int | float) -> None:
        """The sentence under a table that says what it means."""
        self.paragraph(self.say(f"meaning.{code}", **args), mark="_")

    def marking(self) -> None:
        """The protection marking with its caveats."""
        self.paragraph(self.marked, mark="**")

    @property
    def marked(self) -> str:
        """The words of the protection marking and its caveats."""
        return f" {NOTHING} ".join((self.say(f"marking.{self.marks.marking}"), *self.marks.caveats))

    def columns(self, names: str) -> list[str]:
        """The headings of columns, from their keys."""
        return [self.say(f"column.{name}") for name in names.split()]

    def source(self, address: str) -> str:
        """The facts that account for a figure."""
        return ", ".join(self._facts.get(address, ())) or NOTHING

    def quantity(self, value: int, address: str) -> str:
        """A figure with the unit of its fact."""
        unit = self._units.get(address, "")
        return f"{self.speak.number(value)}\u00a0{unit}" if unit else self.speak.number(value)

    def names(self, table: str, rows: Iterable[str]) -> str:
        """Names of rows, in order, each once."""
        return ", ".join(self.speak.name(table, row) for row in dict.fromkeys(rows)) or NOTHING
