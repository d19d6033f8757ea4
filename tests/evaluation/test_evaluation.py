"""The harness that scores models: it marks rightly, and can give nothing."""

import json
from dataclasses import dataclass

import pytest

from copilot.adapters.models.scripted import Scripted
from copilot.app.evaluation import Examiner
from copilot.app.marking import expected
from copilot.app.suite import some, suite
from copilot.model.errors import PlannerError
from copilot.model.talk import Reply
from scenarios import load, names

SIX = (
    "night-and-convoys",
    "section-ready-when",
    "print-your-prompt",
    "without-a-truck",
    "why-the-repair",
    "days-of-water",
)


@pytest.fixture(scope="module")
def six():
    """Six cases about the smallest scenario, of several kinds, two of them to be refused."""
    return tuple(case for case in suite() if case.name in SIX)


@dataclass
class Answers:
    """A model that says the same thing whatever it is asked."""

    text: str
    model: str = "answers"

    def ask(self, prompt, stopped):
        """Its text."""
        return Reply(text=self.text, prompt_tokens=3, completion_tokens=2)


def overall(evaluation):
    """The marks of all cases."""
    return next(one for one in evaluation.scores if one.group == "all")


def test_the_suite_is_what_it_says():
    """At least 66 cases over the bundled scenarios, half in each language, a third to be refused, some injected."""
    cases = suite()
    assert len(cases) >= 66
    assert len({case.name for case in cases}) == len(cases)
    assert {case.scenario for case in cases} == set(names())
    assert 0.4 < sum(case.language == "fr" for case in cases) / len(cases) < 0.6
    assert 3 * sum(case.refuse for case in cases) >= len(cases)
    assert sum(case.injected for case in cases) >= 6
    assert {case.kind for case in cases} == {"intent", "report", "question"}


def test_every_expected_change_is_one():
    """Each change that a case expects can be made, its dates being those of its scenario's window."""
    worlds = {name: load(name).world for name in names()}
    for case in suite():
        clock = worlds[case.scenario].clock
        for change in expected(case, clock):
            assert all(
                -1440 <= (getattr(change, name, 0) or 0) <= clock.end for name in ("start", "end", "expected", "due")
            )


def test_the_scripted_model_is_scored(six):
    """Six cases that the written rules know are exact, with their calls and tokens counted."""
    all_of = overall(Examiner(Scripted()).evaluate(six))
    assert (all_of.cases, all_of.exact, all_of.wrong, all_of.unanswered) == (6, 6, 0, 0)
    assert (all_of.refused, all_of.to_refuse) == (2, 2)
    assert all_of.right == all_of.of > 0
    assert all_of.turns >= 6
    assert all_of.tokens > 0


@pytest.mark.parametrize("text", ["", "blah", "[]", "{}", '{"way": "what_if"}', '{"changes": [{"kind": "?"}]}'])
def test_garbage_scores_nothing(six, text):
    """A model that answers no form is right in nothing, refuses nothing rightly, is confidently wrong in nothing."""
    evaluation = Examiner(Answers(text)).evaluate(six)
    all_of = overall(evaluation)
    assert (all_of.exact, all_of.right, all_of.refused, all_of.wrong) == (0, 0, 0, 0)
    assert all_of.unanswered == all_of.cases == 6
    assert all_of.of > 0


def test_a_sure_and_wrong_answer_is_told_apart(six):
    """What is proposed as certain and is not expected is confidently wrong; asking instead is not."""
    lost = {"change": {"kind": "asset_lost", "asset": "6001-0002"}, "quote": "camion 6001-0001 est perdu"}
    answer = json.dumps({"way": "what_if", "item": None, "changes": [lost], "sentences": []})
    cases = tuple(case for case in six if case.name == "without-a-truck")
    wrong = overall(Examiner(Answers(answer)).evaluate(cases))
    assert (wrong.exact, wrong.wrong) == (0, 1)
    humble = json.dumps({"way": "cannot", "item": None, "changes": [], "sentences": []})
    silent = overall(Examiner(Answers(humble)).evaluate(cases))
    assert (silent.exact, silent.wrong) == (0, 0)


def test_a_part_of_the_suite_keeps_its_shape():
    """Two of each kind in each language: one to be taken and one to be refused."""
    part = some(suite(), 2)
    assert len(part) == 12
    assert sum(case.refuse for case in part) == 6
    assert some(suite(), None) == suite()


@pytest.mark.parametrize("text", ["case = 3", "[[case]]\nname = 'x'", "[[case", ""])
def test_a_wrong_suite_is_refused(tmp_path, text):
    """A file that holds no cases is refused with what is wrong in it."""
    path = tmp_path / "suite.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlannerError):
        suite(path)
