"""Conversations in the shape that a Mistral model's chat template takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.adapters.models.normalise import arguments, normal
from copilot.model.talk import CALL_ID, Said, ToolCall


def _call(identifier, tool="stock", text="{}"):
    return ToolCall(id=identifier, tool=tool, arguments=text)


def _answer(identifier, text="12"):
    return Said(role="tool", text=text, answers=identifier)


ASKED = Said(role="user", text="Combien ?")


def test_one_system_message_comes_first():
    """Instructions given later move to the front, in their order, so that there is one system message."""
    said = (Said(role="system", text="A"), ASKED, Said(role="system", text="B"))
    assert [(one.role, one.text) for one in normal(said)] == [("system", "A\n\nB"), ("user", "Combien ?")]


def test_an_empty_answer_is_left_out():
    """An assistant's message with neither words nor calls would be refused in every later call."""
    assert normal((ASKED, Said(role="assistant"), ASKED)) == (ASKED, ASKED)


def test_answers_follow_their_calls_in_order():
    """Answers that came late or crossed stand right after the message that called, in the order of the calls."""
    calls = (_call("aaaaaaaaa"), _call("bbbbbbbbb"))
    said = (ASKED, Said(role="assistant", calls=calls), _answer("bbbbbbbbb", "b"), ASKED, _answer("aaaaaaaaa", "a"))
    assert [one.answers or one.role for one in normal(said)] == ["user", "assistant", "aaaaaaaaa", "bbbbbbbbb", "user"]


def test_calls_without_answer_and_answers_without_call_are_left_out():
    """Only pairs are sent; a message left with no call and no word goes with its calls."""
    one, other = Said(role="assistant", calls=(_call("aaaaaaaaa"), _call("bbbbbbbbb"))), _answer("aaaaaaaaa")
    kept = normal((ASKED, one, other, _answer("ccccccccc")))
    assert [call.id for call in kept[1].calls] == ["aaaaaaaaa"]
    assert len(kept) == 3
    assert normal((ASKED, one, _answer("ccccccccc"))) == (ASKED,)


def test_foreign_identifiers_become_nine_letters_or_digits():
    """Identifiers of other make are mapped, call and answer alike, and the same way each time."""
    said = (ASKED, Said(role="assistant", calls=(_call("call_0123456789"),)), _answer("call_0123456789"))
    made = normal(said)
    assert re.fullmatch(CALL_ID, made[1].calls[0].id)
    assert made[2].answers == made[1].calls[0].id
    assert normal(said) == made


def test_one_identifier_used_twice_is_told_apart():
    """Two calls of one identifier, even an empty one, each get the answer that is theirs by order."""
    calls = (_call("", text='{"n": 1}'), _call("", text='{"n": 2}'))
    made = normal((ASKED, Said(role="assistant", calls=calls), _answer("", "1"), _answer("", "2")))
    assert [one.text for one in made[2:]] == ["1", "2"]
    assert [one.answers for one in made[2:]] == [call.id for call in made[1].calls]
    assert len({call.id for call in made[1].calls}) == 2


def test_names_of_tools_lose_the_blanks_of_the_grammar():
    """A streamed name comes with the blanks that the server's grammar lets through."""
    made = normal((Said(role="assistant", calls=(_call("aaaaaaaaa", "\t\t   stock"),)), _answer("aaaaaaaaa")))
    assert made[0].calls[0].tool == "stock"


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1', '{"a": NaN}', "[" * 100_000, "null"])
def test_arguments_that_are_no_object_are_none(text):
    """What a server would refuse as arguments in the history is sent as no arguments."""
    assert arguments(text) == {}


TEXT = st.text(max_size=12) | st.just("\ud800")
IDENTIFIERS = st.sampled_from(["", "aaaaaaaaa", "call_1", "\ud800", "AAAAAAAAA1"]) | st.text(max_size=12)
CALLS = st.builds(ToolCall, id=IDENTIFIERS, tool=TEXT, arguments=TEXT)
SAID = st.builds(
    Said,
    role=st.sampled_from(["system", "user", "assistant", "tool"]),
    text=TEXT,
    calls=st.lists(CALLS, max_size=3).map(tuple),
    answers=IDENTIFIERS,
)


@given(st.lists(SAID, max_size=8))
def test_whatever_is_said_comes_out_in_shape(said):
    """Any messages at all come out legible and in shape, and once in shape they change no more."""
    made = normal(said)
    assert [one.role for one in made].count("system") <= 1
    assert all(one.role != "system" for one in made[1:])
    waiting = []
    for one in made:
        one.text.encode("utf-8")
        if one.role == "tool":
            assert one.answers == waiting.pop(0)
        else:
            assert waiting == []
            waiting = [call.id for call in one.calls] if one.role == "assistant" else []
        assert one.role != "assistant" or one.text or one.calls
    assert waiting == []
    identifiers = [call.id for one in made if one.role == "assistant" for call in one.calls]
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(CALL_ID, one) for one in identifiers)
    assert normal(made) == made
