"""What a model's sentence may hold: words, and references to what was established; no figure of its own."""

import re
import unicodedata
from collections.abc import Collection

from copilot.model.noun import Message

REFERENCE = re.compile(r"\{(F[A-Z]{0,2}[0-9]{1,6})\}")
ROW = re.compile(r"\{([a-z_]{1,30})/([\w.-]{1,64})\}")
IDENTIFIER = re.compile(r"\w[\w.-]{0,63}")
LONGEST = 600
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Letters and marks that draw nothing, although Unicode does not class them among the invisible."""
_FIGURES = {"Nd", "Nl", "No"}
LONGEST_WORDS = 300


def hidden(text: str) -> bool:
    """True when a text holds a character that a reader does not see as it is: control, direction, zero width."""
    return any(unicodedata.category(one) in _HIDDEN for one in text) or _BLANK.search(text) is not None


def visible(text: str) -> str:
    """The text without the characters that a reader does not see as they are; lines and tabs stay."""
    return "".join(one for one in text if one in "\n\t" or not hidden(one))


def shown(message: Message) -> Message:
    """The message with texts that come from outside made short and visible."""
    args = {name: visible(one)[:LONGEST_WORDS] if isinstance(one, str) else one for name, one in message.args.items()}
    return message.model_copy(update={"args": args})


def figured(text: str) -> bool:
    """True when a text holds a character that is a figure, or stands for one: 4, XII in one sign, a day's number."""
    every = text + unicodedata.normalize("NFKC", text)
    return any(one.isnumeric() or unicodedata.category(one) in _FIGURES for one in every)


def references(text: str) -> tuple[str, ...]:
    """The facts that a sentence names, in its order."""
    return tuple(REFERENCE.findall(text))


def refused(text: str, facts: Collection[str], rows: Collection[str]) -> str | None:
    """Why a sentence cannot be shown: `hidden`, `unknown` reference, `figure`, `braces`, `long`; None when it can.

    `rows` are the addresses of rows that it may name: "sites/DP1", "items/CV-DP1-01".
    """
    if hidden(text):
        return "hidden"
    if len(text) > LONGEST:
        return "long"
    if any(name not in facts for name in REFERENCE.findall(text)):
        return "unknown"
    if any(f"{table}/{row}" not in rows for table, row in ROW.findall(text)):
        return "unknown"
    bare = ROW.sub("", REFERENCE.sub("", text))
    if figured(bare):
        return "figure"
    return "braces" if "{" in bare or "}" in bare else None
