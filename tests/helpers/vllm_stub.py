"""A server that says again what a real vLLM said, and fails as it is told to.

Bodies come from `vllm_recorded.json`; what is refused is what the real one refused. The contract suite runs against
both, which keeps this one honest.
"""

import json
import re
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from vllm_asked import KEY, NAME

RECORDED = json.loads(Path(__file__).with_name("vllm_recorded.json").read_text(encoding="utf-8"))
LONGEST = 8192
LETTERS_A_TOKEN = 3
TOKENS_A_QUESTION = 27


class Stub:
    """A server on a port of its own; `asked` holds the bodies that came, `running` counts the answers under way.

    `faults` are taken one a question, before the usual answer: a function of the handler and the body, or nothing.
    """

    def __init__(self):
        self.asked, self.seen, self.faults, self.running, self.delay = [], [], [], 0, 0.0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"stub": self}))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stub: Stub

    def log_message(self, *_words):
        """Says nothing."""

    def do_GET(self):
        """Tells what the server tells of itself."""
        self.stub.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        known = {"/v1/models": "models", "/health": "health", "/version": "version", "/metrics": "metrics"}
        if self.path not in known:
            self.recorded("no_route")
        elif self.path == "/v1/models" and not self._let_in():
            self.recorded("wrong_key")
        elif self.path == "/metrics":
            self.answer(200, RECORDED["metrics"]["type"], self._counters())
        else:
            self.recorded(known[self.path])

    def do_POST(self):
        """Answers a question as the real server does, unless a fault is due."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.stub.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.stub.asked.append(asked)
        fault = self.stub.faults.pop(0) if self.stub.faults else None
        with suppress(ConnectionError):
            self.stub.running += 1
            try:
                fault(self, asked) if fault else self.usual(asked)
            finally:
                self.stub.running -= 1

    def usual(self, asked):
        """What the real server answered to the like."""
        if not self._let_in():
            self.recorded("wrong_key")
        elif self.path != "/v1/chat/completions":
            self.recorded("no_route")
        elif asked["model"] != NAME:
            self.answer(404, "application/json", RECORDED["unknown_model"]["body"].replace("nope", asked["model"]))
        elif sum(len(said["content"] or "") for said in asked["messages"]) > LONGEST * LETTERS_A_TOKEN:
            self.recorded("too_long")
        elif asked["max_completion_tokens"] > LONGEST:
            self.recorded("too_many_tokens")
        else:
            self.spoken(asked, _kind(asked))

    def spoken(self, asked, kind):
        """An answer in a stream or whole, cut where it is longer than was allowed."""
        if not asked.get("stream"):
            self.recorded(kind)
        elif kind == "schema_refused":
            self.recorded("schema_refused_stream")
        else:
            events = _events(RECORDED[f"{kind}_stream"]["body"])
            events = _endless(events) if kind == "endless" else _cut(events, asked["max_completion_tokens"])
            self.stream(events)

    def recorded(self, name):
        """Says a recorded answer again."""
        told = RECORDED[name]
        self.answer(told["status"], told["type"], told["body"])

    def answer(self, status, kind, body, **headers):
        """One whole answer."""
        self.send_response(status)
        told = {"Content-Type": kind, "Content-Length": str(len(body.encode()))} | headers
        for name, value in told.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body.encode())

    def stream(self, events, close=True):
        """Events one after another; without `close` the connection breaks off after the last one."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in events:
            if self.stub.stopping.wait(self.stub.delay):
                break
            sent = event.encode()
            self.wfile.write(f"{len(sent):x}\r\n".encode() + sent + b"\r\n")
        if close:
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.close_connection = True

    def _counters(self):
        """The recorded counters, with the answers under way, and a few tokens computed for each question."""
        body, tokens = RECORDED["metrics"]["body"], len(self.stub.asked) * TOKENS_A_QUESTION
        for name, value in {"num_requests_running": self.stub.running, "prefix_cache_queries_total": tokens}.items():
            body = re.sub(rf"(vllm:{name}\{{.*\}}) \S+", rf"\1 {value}.0", body)
        return re.sub(r"(prefill_kv_computed_tokens_sum\{.*\}) \S+", rf"\1 {tokens}.0", body)

    def _let_in(self):
        return self.headers["Authorization"] == f"Bearer {KEY}"


def _kind(asked):
    """Which recorded answer fits a question."""
    if asked.get("tools"):
        return "tool"
    schema = asked.get("structured_outputs", {}).get("json")
    if schema is None:
        return "text"
    if schema.get("uniqueItems"):
        return "schema_refused"
    return "endless" if schema.get("minItems", 0) > LONGEST // 10 else "form"


def _events(body):
    return [event + "\n\n" for event in body.split("\n\n") if event]


def _told(event):
    return json.loads(event.removeprefix("data: "))


def _endless(events):
    """The numbers again and again, a hundred a second."""
    head, *numbers = [event for event in events if '"choices":[{' in event and '"finish_reason":null' in event]
    yield head
    while True:
        for number in numbers:
            time.sleep(0.01)
            yield number


def _cut(events, most):
    """The events of an answer, no more tokens of it than allowed; cut answers say so, and end with the usage."""
    *said, usage, done = events
    told = _told(usage)
    if told["usage"]["completion_tokens"] <= most:
        return events
    end = _told(said[-1])
    end["choices"][0] |= {"delta": {}, "finish_reason": "length"}
    told["usage"]["completion_tokens"] = most
    kept = [event for event in said if '"finish_reason":null' in event][: most + 1]
    return [*kept, *(f"data: {json.dumps(event)}\n\n" for event in (end, told)), done]
