"""The words that must not be learnt because the copilot is judged on them."""

import re
import tomllib
import unicodedata
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from copilot.model.errors import PlannerError

HASH = re.compile(r"[0-9a-f]{64}")
SUITES = "suites"


def fingerprint(words: str) -> str:
    """The hash of words whatever their case, blanks and punctuation; empty when there are no words."""
    bare = " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", words).casefold()))
    return sha256(bare.encode("utf-8", "replace")).hexdigest() if bare else ""


def excluded(file: Path | None) -> frozenset[str]:
    """The hashes of the product's own evaluation cases and of those of a file; PlannerError when it cannot be read."""
    own = suites(files("copilot.app").joinpath(SUITES))
    return own if file is None else own | _listed(file)


def suites(folder: Traversable) -> frozenset[str]:
    """The hashes of the cases of every suite of a folder; none when there is no such folder."""
    if not folder.is_dir():
        return frozenset()
    texts = [one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith(".toml")]
    return frozenset(hashed for text in texts for hashed in _cases(text))


def _listed(file: Path) -> frozenset[str]:
    """The hashes of a suite, or of a list with a hash or a text on each line."""
    try:
        text = file.read_bytes().decode("utf-8")
        if file.suffix == ".toml":
            return frozenset(_cases(text))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise PlannerError("error.exclude_file", path=str(file)) from error
    lines = [one.strip() for one in text.splitlines()]
    return frozenset(one if HASH.fullmatch(one) else fingerprint(one) for one in lines) - {""}


def _cases(text: str) -> list[str]:
    return [fingerprint(case["text"]) for case in tomllib.loads(text)["case"]]
