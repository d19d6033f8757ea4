"""What `intendance doctor` says of the model's server."""

import json

import pytest
from vllm_asked import KEY, NAME
from vllm_stub import RECORDED

from copilot.adapters.models.server import Server
from copilot.app import health_model
from copilot.app.health_model import examine_model
from copilot.settings import Settings
from copilot.texts import Speaker

ARGUMENTS = '{"site":"K7","days":3}'


def settings(url, **chosen):
    """The settings of a copilot that asks that server."""
    return Settings(**{"model": NAME, "model_url": url, "model_key": KEY, "model_silence": 60} | chosen)


def codes(signs):
    """What is said, without the head that all of it shares."""
    return [sign.message.code.removeprefix("model.").removeprefix("doctor.") for sign in signs]


def says(text=None, tool="essai", arguments=ARGUMENTS):
    """A server that answers this: a text, or a call."""
    function = {"name": tool, "arguments": arguments}
    call = {"index": 0, "id": "aaaaaaaaa", "type": "function", "function": function}
    delta = {"tool_calls": [call]} if text is None else {"content": text}
    choices = [{"index": 0, "delta": delta, "finish_reason": "stop"}]
    told = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": NAME, "choices": choices}
    return lambda handler, _asked: handler.stream([f"data: {json.dumps(told)}\n\n", "data: [DONE]\n\n"])


GOOD = (says("Oui."), says(), says(ARGUMENTS))
ALL_WELL = ["reached", "known", "short", "speaks", "strict", "formed", "cache_on"]


def test_a_fit_server_has_seven_signs(url, request):
    """Reached, known, long enough or not, French, strict, formed, cached: so it is with `intendance serve`."""
    if "stub" in request.fixturenames:
        request.getfixturevalue("stub").faults.extend(GOOD)
    signs = list(examine_model(settings(url)))
    assert codes(signs) == ALL_WELL
    assert all(sign.sound for sign in signs)
    assert [sign.warning for sign in signs] == [code == "short" for code in ALL_WELL]


@pytest.mark.parametrize("model", ["none", "scripted"])
def test_no_server_is_asked_where_none_is_used(stub, model):
    """Without a served model nothing is examined, and nothing is sent."""
    assert list(examine_model(settings(stub.url, model=model))) == []
    assert stub.seen == []


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        pytest.param((GOOD[0], says(tool="autre"), GOOD[2]), {"not_strict"}, id="another tool"),
        pytest.param((GOOD[0], says(arguments='{"site":"Z9","days":1000}'), GOOD[2]), {"not_strict"}, id="arguments"),
        pytest.param((GOOD[0], GOOD[1], says("Il pleut.")), {"not_formed"}, id="prose"),
        pytest.param((GOOD[0], GOOD[1], says('{ "site": "K7", "days": 3 }')), {"not_formed"}, id="blanks"),
    ],
)
def test_what_a_server_does_not_hold_is_found(stub, answers, found):
    """A server that lets the model past its tools or its form is unsound, and the verb that mends it is named."""
    stub.faults.extend(answers)
    unsound = [sign for sign in examine_model(settings(stub.url)) if not sign.sound]
    assert set(codes(unsound)) == found
    assert all("intendance serve" in Speaker("fr").say(sign.message) for sign in unsound)


def test_a_model_that_calls_nothing_proves_nothing(stub):
    """Without a call there is a warning: neither held nor not."""
    stub.faults.extend((GOOD[0], says("Non."), GOOD[2]))
    assert codes(sign for sign in examine_model(settings(stub.url)) if sign.warning) == ["short", "no_call"]


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({"model": "autre"}, "unknown"),
        ({"model_key": "fausse"}, "key_refused"),
        ({"model_url": "http://127.0.0.1:9/v1"}, "unreachable"),
        ({"model_url": "planner"}, "wrong_address"),
    ],
)
def test_a_wrong_setting_is_one_sentence(stub, chosen, code):
    """A wrong model, key or address ends the examination with one sentence, which names the setting or the name."""
    *_, last = examine_model(settings(stub.url, **chosen))
    said = Speaker("fr").say(last.message)
    assert (codes([last]), last.sound) == ([code], False)
    assert "INTENDANCE_MODEL" in said or NAME in said
    assert "\n" not in said
    assert KEY not in said


def test_an_address_without_its_end_is_one_sentence(stub):
    """An address that lacks /v1 is told so."""
    (sign,) = examine_model(settings(stub.url.removesuffix("/v1")))
    assert codes([sign]) == ["wrong_address"]
    assert "/v1" in Speaker("en").say(sign.message)


def test_the_trap_of_mistral_common_is_named(stub):
    """A server whose mistral-common makes it refuse every exchange is told so, with what to install."""
    said = "GrammarFactory.get_lark_from_jinja() missing 1 required positional argument: 'force_tool_names'"
    refused = json.dumps({"error": {"message": said, "type": "BadRequestError", "code": 400}})
    stub.faults.append(lambda handler, _asked: handler.answer(400, "application/json", refused))
    *_, last = examine_model(settings(stub.url))
    assert not last.sound
    assert "mistral-common<1.13" in Speaker("fr").say(last.message)


@pytest.mark.parametrize(("told", "code", "warned"), [("", "cache_unknown", False), ("False", "cache_off", True)])
def test_the_prefix_cache_is_told_as_far_as_it_can_be(stub, monkeypatch, told, code, warned):
    """A cache that is off is a warning; where a proxy hides the counters, that is what is said."""
    body = RECORDED["metrics"]["body"].replace('enable_prefix_caching="True"', f'enable_prefix_caching="{told}"')
    monkeypatch.setattr(Server, "metrics", lambda _self: body if told else None)
    stub.faults.extend(GOOD)
    *_, last = examine_model(settings(stub.url))
    assert (codes([last]), last.sound, last.warning) == ([code], True, warned)


def test_an_adapter_is_as_long_as_its_model(stub, monkeypatch):
    """An adapter, of which the server tells no length, takes conversations as long as the model it is added to."""
    told = json.loads(RECORDED["models"]["body"])
    adapter = told["data"][0] | {"id": "defense", "parent": NAME, "max_model_len": None}
    body = json.dumps(told | {"data": [*told["data"], adapter]})
    monkeypatch.setitem(RECORDED, "models", RECORDED["models"] | {"body": body})
    models = Server(stub.url, KEY, 10).models()
    assert [(one.name, one.longest) for one in models] == [(NAME, 8192), ("defense", 8192)]


def test_a_long_conversation_is_no_warning(stub, monkeypatch):
    """From 32,768 tokens on, the length is as advised."""
    monkeypatch.setattr(health_model, "ENOUGH_TOKENS", 8192)
    stub.faults.extend(GOOD)
    assert codes(examine_model(settings(stub.url)))[2] == "long_enough"
