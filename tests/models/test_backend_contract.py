"""What holds of a vLLM server and of the stub alike, asked through the adapter."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor

import jsonschema
import pytest
from vllm_asked import ENDLESS, FORM, KEY, NAME, REFUSED, STOCK, prompt

from copilot.adapters.models.server import Served, Server
from copilot.model.errors import BackendError
from copilot.model.talk import CALL_ID, Said

PATIENCE = 30


def never():
    """Nobody stops."""
    return False


def refusal(backend, asked, stopped=never):
    """The error that a question ends with."""
    with pytest.raises(BackendError) as caught:
        backend.ask(asked, stopped)
    assert KEY not in str(caught.value)
    return caught.value


def test_an_answer_comes_whole_with_its_tokens(served):
    """A streamed answer arrives as one text, with the tokens of question and answer counted by the server."""
    heard = served().ask(prompt(), never)
    assert heard.text
    assert heard.calls == ()
    assert not heard.cut
    assert heard.prompt_tokens > 10
    assert 0 < heard.completion_tokens < 200


def test_a_tool_is_called_by_its_name_with_arguments_of_its_schema(served):
    """A strict tool is called as it was offered, under an identifier of nine letters or digits."""
    (call,) = served().ask(prompt(tools=(STOCK,)), never).calls
    assert call.tool == "stock"
    assert re.fullmatch(CALL_ID, call.id)
    jsonschema.validate(json.loads(call.arguments), STOCK.parameters)


def test_a_conversation_goes_on_after_a_tool_has_answered(served):
    """The call and its answer, sent back, are taken, and the model goes on; the stub may repeat itself."""
    backend = served()
    first = backend.ask(prompt(tools=(STOCK,)), never)
    call = first.calls[0]
    more = (Said(role="assistant", calls=first.calls), Said(role="tool", text="12", answers=call.id))
    heard = backend.ask(prompt(*more, tools=(STOCK,)), never)
    assert heard.calls or heard.text


def test_a_crooked_history_is_taken(served):
    """Empty answers, foreign identifiers, unanswered calls and broken arguments in the history refuse nothing."""
    call = served().ask(prompt(tools=(STOCK,)), never).calls[0]
    calls = (
        call.model_copy(update={"id": "call-1", "tool": " stock", "arguments": '{"site": '}),
        call.model_copy(update={"id": "call-2"}),
    )
    more = (
        Said(role="assistant"),
        Said(role="assistant", calls=calls),
        Said(role="tool", text="12", answers="call-1"),
        Said(role="assistant", text=""),
        Said(role="system", text="Reste bref."),
        Said(role="user", text="Et au site B2 ? \ud800"),
    )
    heard = served().ask(prompt(*more, tools=(STOCK,)), never)
    assert heard.calls or heard.text


def test_an_answer_has_the_form_asked_for(served):
    """An answer held to a schema is JSON of that schema, without a blank that the schema does not ask for."""
    heard = served().ask(prompt(form=FORM), never)
    read = json.loads(heard.text)
    jsonschema.validate(read, FORM)
    assert heard.text == json.dumps(read, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize(
    "kind", [{"most_tokens": 1}, {"tools": (STOCK,)}, {"form": FORM}], ids=["text", "tool", "form"]
)
def test_an_answer_as_long_as_allowed_is_cut(served, kind):
    """An answer that reached its length says so, whatever it was to be."""
    heard = served().ask(prompt(**{"most_tokens": 5} | kind), never)
    assert heard.cut
    assert heard.completion_tokens <= 5


def test_an_unknown_model_is_told_with_the_known_ones(served):
    """A name that is not served is refused, and the names that are served are said."""
    error = refusal(served(model="nope"), prompt())
    assert (error.message.code, error.again) == ("model.unknown", False)
    assert (error.message.args["model"], error.message.args["known"]) == ("nope", NAME)


def test_a_wrong_key_is_told(served):
    """A key that the server does not know is refused as a key, and stands in no message."""
    error = refusal(served(model_key="fausse-clef"), prompt())
    assert (error.message.code, error.again) == ("model.key_refused", False)
    assert "fausse-clef" not in str(error)


def test_an_address_without_its_end_is_told(served, url):
    """An address that leads to no chat is told as a wrong address."""
    error = refusal(served(model_url=url.removesuffix("/v1")), prompt())
    assert (error.message.code, error.again) == ("model.wrong_address", False)


@pytest.mark.parametrize("asked", [{"text": "bonjour " * 20000}, {"most_tokens": 100_000}], ids=["prompt", "answer"])
def test_too_long_a_conversation_is_told(served, asked):
    """A conversation or an answer longer than the model can hold is refused as such, with the server's figures."""
    error = refusal(served(), prompt(**asked))
    assert (error.message.code, error.again) == ("model.too_long", False)
    assert "8192" in error.message.args["detail"]


def test_a_schema_that_cannot_be_held_to_is_refused(served):
    """A schema that no grammar can hold is refused, though the server has already said that all is well."""
    error = refusal(served(), prompt(form=REFUSED))
    assert (error.message.code, error.again, error.message.args["status"]) == ("model.refused", False, 400)


def test_a_question_given_up_frees_the_server(served, url):
    """Once nobody waits any more, the server stops writing the answer."""
    looks = []

    def stopped():
        looks.append(running(url))
        return looks[-1] > 0 or len(looks) > 10 * PATIENCE

    error = refusal(served(), prompt(form=ENDLESS, most_tokens=6000), stopped)
    assert (error.message.code, error.again) == ("model.stopped", False)
    assert looks[-1] > 0
    assert freed(url)


def test_an_answer_that_takes_too_long_is_given_up(served, url):
    """The whole wait is bounded though the server never falls silent, and the server is told to stop."""
    error = refusal(served(model_seconds=1), prompt(form=ENDLESS, most_tokens=6000))
    assert (error.message.code, error.again) == ("model.too_slow", False)
    assert freed(url)


def test_several_ask_at_once(served):
    """Agents ask side by side, each from a thread of its own, and each gets its answer."""
    backend = served()
    with ThreadPoolExecutor(4) as threads:
        heard = list(threads.map(lambda _: backend.ask(prompt(form=FORM), never), range(4)))
    assert [json.loads(one.text).keys() for one in heard] == [FORM["properties"].keys()] * 4


def test_a_salted_question_is_answered(served):
    """The salt that keeps the caches of compartments apart is taken by the server."""
    assert served(model_salt="exercice-7").ask(prompt(), never).text


def test_a_server_tells_what_it_serves(url):
    """A server tells its names with the longest conversation, and that it keeps what prompts have in common."""
    server = Server(url, KEY, PATIENCE)
    assert server.models() == (Served(name=NAME, longest=8192),)
    assert server.caches_prefixes() is True


def running(url):
    """How many answers the server is writing."""
    told = Server(url, KEY, PATIENCE).metrics()
    return sum(float(count) for count in re.findall(r"^vllm:num_requests_running\{.*\} (\S+)", told, re.MULTILINE))


def freed(url):
    """Whether the server comes to rest while one can wait."""
    for _ in range(10 * PATIENCE):
        if running(url) == 0:
            return True
        time.sleep(0.1)
    return False
