"""Broken plans are caught, whichever way they are broken."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.model.noun import LANGUAGES
from copilot.texts import Speaker
from tools.check import check


def test_hand_made_plan_is_valid(world, request_, plan):
    """The plan worked out on paper is VALID and has no finding."""
    review = check(world, request_, plan)
    assert (review.verdict, review.findings) == ("VALID", ())


def test_every_mutation_applies(world, request_, plan, breaking):
    """The hand-made plan gives every mutation something to break."""
    idle = [m.__name__ for m in breaking.MUTATIONS if m(world, request_, plan, Random(1)) is None]
    assert idle == []


def test_forging_facts_keeps_the_plan_valid(world, request_, plan, breaking):
    """Rewriting the facts of an unchanged plan breaks nothing, so that a mutant is caught for its mutation alone."""
    assert check(world, request_, breaking.forged(plan)).verdict == "VALID"


@settings(max_examples=150, deadline=None)
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_every_mutant_is_caught(world, request_, plan, breaking, data, seed):
    """Each way of breaking the plan is seen by a rule that watches for it, and can be said in both languages."""
    mutation = data.draw(st.sampled_from(breaking.MUTATIONS))
    mutant = mutation(world, request_, plan, Random(seed))
    review = check(mutant.world, request_, mutant.plan)
    assert review.verdict == "INVALID"
    assert "rule" not in {finding.rule for finding in review.findings}
    assert {finding.rule for finding in review.findings if finding.severity == "error"} & set(mutant.rules)
    for language in LANGUAGES:
        speak = Speaker(language, clock=world.clock)
        assert all("{" not in speak.say(finding.message) for finding in review.findings)


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("seed", range(5))
def test_several_mutations_at_once_never_raise(world, request_, plan, breaking, seed, count):
    """A plan broken several times over is INVALID, not an exception."""
    random = Random(seed)
    broken = plan
    for mutation in random.sample(breaking.MUTATIONS, count):
        mutant = mutation(world, request_, broken, random)
        broken = mutant.plan if mutant is not None and mutant.world is world else broken
    if broken is not plan:
        assert check(world, request_, broken).verdict == "INVALID"
