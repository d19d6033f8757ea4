"""A server that fails in every way it can: one of a few errors each time, and no word of the key."""

import json
import re
import socket
import time

import pytest
from vllm_asked import FORM, KEY, STOCK, prompt

from copilot.adapters.models.vllm import Vllm
from copilot.model.errors import BackendError
from copilot.settings import Settings
from copilot.texts import Speaker


def never():
    """Nobody stops."""
    return False


def refusal(backend, asked=None):
    """The error that a question ends with, which can be said in both languages without the key."""
    with pytest.raises(BackendError) as caught:
        backend.ask(asked or prompt(), never)
    said = [Speaker(language).say(caught.value.message) for language in ("fr", "en")]
    assert KEY not in " ".join(said)
    return caught.value


def event(**delta):
    """One event of a stream."""
    reason = delta.pop("reason", None)
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    told = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(told)}\n\n"


def status(number, body='{"error": {"message": "no room", "code": 0}}'):
    """A server that answers with that status."""
    return lambda handler, _asked: handler.answer(number, "application/json", body)


def events(*sent, close=True):
    """A server that streams these events."""
    return lambda handler, _asked: handler.stream(sent, close=close)


def broken(handler, asked):
    """A server that is killed after a few words of its answer."""
    handler.stream([event(content="Il y a ")] * 3, close=False)
    handler.connection.shutdown(socket.SHUT_RDWR)


def killed(handler, asked):
    """A server that is killed before it answers."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def mute(handler, asked):
    """A server that takes the question and says nothing."""
    handler.stub.stopping.wait(30)


def halting(handler, asked):
    """A server that falls silent in mid-answer."""
    handler.stream([event(content="Il")], close=False)
    handler.stub.stopping.wait(30)


DEAD_ENGINE = (
    'data: {"error": {"message": "EngineCore encountered an issue", "type": "InternalServerError", "code": 500}}\n\n'
)
TRAP = (
    '{"error": {"message": "GrammarFactory.get_lark_from_jinja() missing 1 required positional argument", "code": 400}}'
)


@pytest.mark.parametrize(
    ("fault", "code", "again"),
    [
        pytest.param(status(429), "model.overloaded", True, id="429"),
        pytest.param(status(503), "model.overloaded", True, id="503"),
        pytest.param(status(500), "model.server_error", True, id="500"),
        pytest.param(status(502, "<html>"), "model.server_error", True, id="502"),
        pytest.param(status(403), "model.key_refused", False, id="403"),
        pytest.param(status(404, "<html>"), "model.wrong_address", False, id="404"),
        pytest.param(status(400), "model.refused", False, id="400"),
        pytest.param(status(400, TRAP), "model.parser_trap", False, id="mistral-common"),
        pytest.param(status(200, "{}"), "model.garbled", False, id="no stream"),
        pytest.param(events(DEAD_ENGINE), "model.server_error", True, id="engine dead"),
        pytest.param(events(event(content="Il y a "), "data: [DONE]\n\n"), "model.dropped", True, id="no reason"),
        pytest.param(events("data: {broken\n\n"), "model.garbled", False, id="no JSON"),
        pytest.param(
            events('data: {"choices": 7}\n\n'),
            "model.garbled",
            False,
            id="no choices",
            marks=pytest.mark.filterwarnings("ignore:Pydantic serializer"),
        ),
        pytest.param(events('data: "seven"\n\n'), "model.garbled", False, id="no object"),
        pytest.param(events(event(content=""), event(reason="stop")), "model.empty", False, id="empty"),
        pytest.param(events(event(content=" \n"), event(reason="stop")), "model.empty", False, id="blank"),
        pytest.param(broken, "model.dropped", True, id="killed in mid-answer"),
        pytest.param(killed, "model.dropped", True, id="killed before"),
    ],
)
def test_each_failure_has_its_error(stub, stubbed, fault, code, again):
    """Each failure is told by one code, which says whether asking again may help; the next question is answered."""
    stub.faults.append(fault)
    error = refusal(stubbed())
    assert (error.message.code, error.again) == (code, again)
    assert stubbed().ask(prompt(), never).text


@pytest.mark.parametrize("fault", [mute, halting])
def test_a_silent_server_is_given_up(stub, stubbed, fault):
    """A server that says nothing for as long as is allowed is given up, before its first word or after."""
    stub.faults.append(fault)
    error = refusal(stubbed(model_silence=0.3))
    assert (error.message.code, error.again) == ("model.silent", False)


def test_a_server_that_trickles_is_given_up(stub, stubbed):
    """Words that come one by one, never silent for long, do not outlast the time for the whole."""
    stub.faults.append(events(*[event(content="Il")] * 1000))
    stub.delay = 0.05
    assert refusal(stubbed(model_seconds=0.5, model_silence=10)).message.code == "model.too_slow"


def test_nobody_at_the_address(stubbed):
    """Where no server listens, the address is told."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
        error = refusal(stubbed(model_url=address))
    assert (error.message.code, error.message.args["address"]) == ("model.unreachable", address)


@pytest.mark.parametrize("url", ["", "planner", "ftp://h/v1", "http:///v1", "http://h:port/v1", "http://[::1/v1"])
def test_an_address_that_is_none(stubbed, url):
    """Words that are no address of the web are told before anything is sent."""
    assert refusal(stubbed(model_url=url)).message.code == "model.wrong_address"


def test_user_and_password_of_an_address_are_not_said(stubbed):
    """An address is shown without who enters and how."""
    error = refusal(stubbed(model_url=f"http://chef:{KEY}@127.0.0.1:9/v1"))
    assert error.message.args["address"] == "http://127.0.0.1:9/v1"


def test_a_key_that_no_request_can_carry(stubbed):
    """A key with a line break or an accent is not sent, nor shown."""
    for key in ("cl\u00e9", "a\nb"):
        assert key not in str(refusal(stubbed(model_key=key)))


def test_a_server_that_repeats_the_key_is_not_repeated(stub, stubbed):
    """A key in the server's own words is struck out of what is told."""
    stub.faults.append(status(400, json.dumps({"error": {"message": f"bad key {KEY} for you", "code": 400}})))
    assert refusal(stubbed()).message.args["detail"] == "bad key *** for you"


def test_a_call_that_nobody_offered_is_no_answer(stub, stubbed):
    """A call in answer to a question without tools is not passed on."""
    call = {"index": 0, "id": "aaaaaaaaa", "type": "function", "function": {"name": "rm", "arguments": "{}"}}
    stub.faults.append(events(event(tool_calls=[call]), event(reason="tool_calls")))
    assert refusal(stubbed()).message.code == "model.garbled"


def test_a_wrong_name_is_passed_on_as_written(stub, stubbed):
    """A tool that was not offered is the gateway's affair: the call comes as the model wrote it, blanks apart."""
    call = {"index": 0, "id": "x" * 40, "type": "function", "function": {"name": "\t rm ", "arguments": '{"a": \ud800'}}
    stub.faults.append(events(event(tool_calls=[call]), event(reason="tool_calls")))
    (heard,) = stubbed().ask(prompt(tools=(STOCK,)), never).calls
    assert (heard.id, heard.tool, heard.arguments) == ("x" * 40, "rm", '{"a": ?')


def test_half_a_call_counts_as_cut(stub, stubbed):
    """Calls of an answer that was cut are marked so, since nothing in them can be relied on."""
    call = {"index": 0, "id": "aaaaaaaaa", "type": "function", "function": {"name": "stock", "arguments": '{"si'}}
    stub.faults.append(events(event(tool_calls=[call]), event(reason="length")))
    assert stubbed().ask(prompt(tools=(STOCK,)), never).cut


def test_what_is_asked(stub, stubbed):
    """Tools are strict, temperature is 0, a form is asked for in both ways and never beside tools, the salt is sent."""
    stubbed(model_salt="ex").ask(prompt(tools=(STOCK,)), never)
    stubbed().ask(prompt(form=FORM), never)
    tools, form = stub.asked
    assert tools["tools"][0]["function"] == STOCK.model_dump() | {"strict": True}
    assert (tools["tool_choice"], tools["cache_salt"]) == ("auto", "ex")
    assert {"response_format", "structured_outputs"} & tools.keys() == set()
    assert form["structured_outputs"] == {"json": FORM, "whitespace_pattern": ""}
    assert form["response_format"]["json_schema"] == {"name": "answer", "schema": FORM, "strict": True}
    assert {"tools", "cache_salt"} & form.keys() == set()
    for asked in (tools, form):
        assert (asked["temperature"], asked["max_completion_tokens"], asked["stream"]) == (0, 200, True)


@pytest.fixture
def elsewhere():
    """Another host that nobody is to speak to."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        yield listening


def untouched(listening):
    """Whether nobody has connected."""
    try:
        listening.accept()
    except BlockingIOError:
        return True
    return False


@pytest.fixture
def connected(monkeypatch):
    """Every address that a socket of this process connects to, and every name looked up."""
    met = []
    for name in ("connect", "connect_ex"):
        original = getattr(socket.socket, name)

        def spied(self, address, original=original):
            met.append(address[:2] if isinstance(address, tuple) else address)
            return original(self, address)

        monkeypatch.setattr(socket.socket, name, spied)
    found = socket.getaddrinfo

    def looked_up(host, port, *rest, **named):
        met.append((host, port))
        return found(host, port, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    return met


def test_nobody_else_is_spoken_to(stub, stubbed, elsewhere, connected, monkeypatch):
    """Whatever proxies, tracers and gateways the environment names, only the configured host is looked up or met."""
    other = f"http://127.0.0.1:{elsewhere.getsockname()[1]}"
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, other)
    for name in ("LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT", "LANGSMITH_GATEWAY", "OPENAI_BASE_URL", "OPENAI_API_BASE"):
        monkeypatch.setenv(name, other)
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    for name in ("LANGSMITH_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "foreign")
    backend = stubbed()
    assert backend.ask(prompt(), never).text
    assert backend.ask(prompt(form=FORM), never).text
    assert refusal(stubbed(model="nope")).message.code == "model.unknown"
    time.sleep(0.5)
    assert untouched(elsewhere)
    assert {(str(host), int(port)) for host, port in connected} == {
        ("127.0.0.1", int(re.search(r":(\d+)/", stub.url)[1]))
    }
    assert {headers["authorization"] for _, headers in stub.seen} == {f"Bearer {KEY}"}


def test_a_redirection_is_not_followed(stub, stubbed, elsewhere):
    """A server that points elsewhere is told as a refusal; prompt and key go nowhere else."""
    other = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/v1/chat/completions"
    stub.faults.append(lambda handler, _asked: handler.answer(307, "text/plain", "", Location=other))
    assert refusal(stubbed()).message.code == "model.refused"
    assert untouched(elsewhere)


def test_without_a_key_none_of_the_environment_is_sent(stub, monkeypatch):
    """A key for another service that lies in the environment is not shown to the model's server."""
    monkeypatch.setenv("OPENAI_API_KEY", "foreign")
    monkeypatch.delenv("INTENDANCE_MODEL_KEY", raising=False)
    assert refusal(Vllm(Settings(model="planner", model_url=stub.url))).message.code == "model.key_refused"
    assert [headers["authorization"] for _, headers in stub.seen] == ["Bearer none"]
