"""Whatever the code may say is written, in French and in English."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import copilot
from copilot.texts import texts

HOME = Path(copilot.__file__).parent.parent
FILES = sorted(file for name in ("copilot", "agents", "tools", "scenarios") for file in (HOME / name).rglob("*.py"))
TABLES = {key.split(".")[0] for key in texts("fr")}
NOT_TEXTS = {"desk.py"}
"""Dotted words of the code that only look like text keys."""
CODE = re.compile(r"[a-z]+(\.[A-Za-z0-9_]+)+")


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _is_code(text: str) -> bool:
    return CODE.fullmatch(text) is not None and text.split(".")[0] in TABLES


def _literals(tree: ast.AST) -> Iterator[str]:
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
        if is_text and _is_code(node.value):
            yield node.value


def _beginnings(tree: ast.AST) -> Iterator[str]:
    """What stands before the first brace of an f-string that is a text key."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant) and len(node.values) > 1:
            first = str(node.values[0].value)
            if _is_code(first.rstrip(".") + ".x") and " " not in first and "." in first:
                yield first


def _first_arguments(tree: ast.AST, *functions: str) -> Iterator[str]:
    for node in ast.walk(tree):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions
        if is_call and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


def _parsed(file: Path) -> ast.AST:
    return ast.parse(file.read_text(encoding="utf-8"))


def test_both_languages_say_the_same_things():
    """French and English have the same keys, and each pair of texts the same placeholders."""
    french, english = texts("fr"), texts("en")
    assert french.keys() == english.keys()
    assert [key for key in french if _placeholders(french[key]) != _placeholders(english[key])] == []


def test_no_text_is_empty():
    """Every key has words in both languages."""
    assert [key for language in ("fr", "en") for key, text in texts(language).items() if not text.strip()] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(HOME)))
def test_every_key_in_the_code_is_a_text(file):
    """Each text key written in a file exists; an f-string that makes one has at least one text that begins so."""
    known, tree = texts("fr"), _parsed(file)
    beginnings = {key.rsplit(".", 1)[0] for key in known}
    written = {code for code in _literals(tree) if code not in known and code not in beginnings}
    begun = {code for code in _beginnings(tree) if not any(key.startswith(code) for key in known)}
    assert (written - NOT_TEXTS, begun) == (set(), set())


def test_every_finding_of_the_checker_is_a_text():
    """Each error or warning that a rule raises has its words."""
    trees = [_parsed(file) for file in FILES if file.parent.name == "check" and file.parent.parent.name == "tools"]
    raised = {code for tree in trees for code in _first_arguments(tree, "error", "warning")}
    assert len(raised) > 40
    assert {code for code in raised if f"finding.{code}" not in texts("fr")} == set()


def test_every_refusal_is_a_text():
    """Each IntendanceError raised with a literal code has its words."""
    names = ("PlannerError", "ModelError", "OperatorError", "InstallError")
    raised = {code for file in FILES for code in _first_arguments(_parsed(file), *names)}
    assert raised
    assert {code for code in raised if code not in texts("fr")} == set()
