"""A plan with any field corrupted is judged, never an exception; and the checker stands on its own feet."""

import ast
import json
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import tools.check
from copilot.model.noun import LANGUAGES
from copilot.model.plan import Plan
from copilot.texts import Speaker
from tools.check import check

JUNK = (0, -1, 1, 7, 10**6, -(10**7), 10**15, "", "NON", "../x", "@x", "t:9", None, True, [], {}, 0.5)


def corrupted(plan, random):
    """The plan with one leaf or one branch, outside its hash of the world, its clock and its request, put to junk."""
    body = json.loads(plan.model_dump_json())
    node, key = (
        body,
        random.choice(["items", "unmet", "milestones", "terms", "stocks", "availability", "facts", "runs"]),
    )
    while isinstance(node[key], list | dict) and node[key] and random.random() < 0.9:
        node = node[key]
        key = random.choice(list(node)) if isinstance(node, dict) else random.randrange(len(node))
    node[key] = random.choice(JUNK)
    try:
        return Plan.model_validate(body)
    except ValidationError:
        return None


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_corrupted_plan_is_judged_and_told(world, request_, plan, seed):
    """Whatever is corrupted, every rule can be applied and every finding be said in both languages."""
    broken = corrupted(plan, Random(seed))
    if broken is None:
        return
    review = check(world, request_, broken)
    assert "rule" not in {finding.rule for finding in review.findings}
    for language in LANGUAGES:
        speak = Speaker(language, clock=world.clock)
        assert all(speak.say(finding.message) for finding in review.findings)


@pytest.mark.parametrize("path", sorted(Path(tools.check.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_checker_knows_nothing_but_the_nouns(path):
    """The checker imports the nouns, itself and the standard library, and nothing shared with what builds plans."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            for name in names:
                own = name.startswith(("copilot.model.", "tools.check."))
                assert own or name.split(".")[0] in sys.stdlib_module_names, name
