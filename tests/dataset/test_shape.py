"""Our own check of a line refuses what a Mistral model's template does not take."""

from typing import Any

import pytest
from mistral_taken import taken
from pydantic import ValidationError

from copilot.app.dataset.lines import Example, Pair

USER, SYSTEM = {"role": "user", "content": "u"}, {"role": "system", "content": "s"}
ANSWER = {"role": "assistant", "content": "a"}
CALL = {"id": "c00000000", "function": {"name": "look", "arguments": "{}"}}
CALLS = {"role": "assistant", "tool_calls": [CALL]}
RESULT = {"role": "tool", "content": "{}", "tool_call_id": "c00000000"}
WHOLE = [SYSTEM, USER, CALLS, RESULT, USER, ANSWER]


def calling(**other: Any) -> dict[str, Any]:
    """The turn with a call in which something is otherwise."""
    function = CALL["function"] | {key: value for key, value in other.items() if key in ("name", "arguments")}
    return {"role": "assistant", "tool_calls": [{"id": other.get("id", CALL["id"]), "function": function}]}


def test_a_whole_conversation_is_taken_by_both() -> None:
    """System, user, calls, their results, user, answer: taken by our check and by mistral-common."""
    Example.model_validate({"messages": WHOLE})
    taken({"messages": WHOLE})


@pytest.mark.parametrize(
    "messages",
    [
        [],
        [SYSTEM],
        [SYSTEM, ANSWER],
        [USER, SYSTEM, ANSWER],
        [SYSTEM, SYSTEM, USER, ANSWER],
        [SYSTEM, USER],
        [USER, CALLS],
        [USER, CALLS, RESULT],
        [USER, CALLS, USER, ANSWER],
        [USER, RESULT, ANSWER],
        [USER, CALLS, RESULT, RESULT, ANSWER],
        [USER, ANSWER, ANSWER],
        [USER, {**ANSWER, "weight": 0}],
        [USER, {**ANSWER, "weight": 0.5}],
        [USER, {"role": "assistant", "content": ""}],
        [USER, {**ANSWER, "tool_calls": [CALL]}],
        [USER, calling(id="c1"), {**RESULT, "tool_call_id": "c1"}, ANSWER],
        [USER, calling(name="a b"), RESULT, ANSWER],
        [USER, calling(name="x" * 65), RESULT, ANSWER],
        [USER, calling(arguments="[1]"), RESULT, ANSWER],
        [USER, calling(arguments="{"), RESULT, ANSWER],
        [USER, {"role": "assistant", "tool_calls": [CALL, CALL]}, RESULT, RESULT, ANSWER],
    ],
)
def test_disorder_is_refused(messages: list[dict[str, Any]]) -> None:
    """A conversation out of order, unanswered, not to be learnt, or with a call that cannot be one, is no line."""
    with pytest.raises(ValidationError):
        Example.model_validate({"messages": messages})


def test_two_answers_that_are_the_same_are_no_pair() -> None:
    """A preference needs two answers."""
    with pytest.raises(ValidationError):
        Pair.model_validate({"prompt": [USER], "chosen": [ANSWER], "rejected": [ANSWER]})
