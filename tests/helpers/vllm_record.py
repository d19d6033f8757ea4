"""Records what a real vLLM answers, word for word, for the stub to say again.

    python tests/helpers/vllm_record.py http://127.0.0.1:8100/v1 tests/helpers/vllm_recorded.json

The server must hold the tiny model under the name `planner`, with the key of `vllm_asked`.
"""

import http.client
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

from vllm_asked import ENDLESS, FORM, KEY, NAME, REFUSED, STOCK, SYSTEM

ASK = "/v1/chat/completions"
TOOLS = {"tools": [{"type": "function", "function": STOCK.model_dump() | {"strict": True}}], "tool_choice": "auto"}
STREAM = {"stream": True, "stream_options": {"include_usage": True}}


def held_to(schema):
    """What asks for an answer in that form."""
    return {"structured_outputs": {"json": schema, "whitespace_pattern": ""}}


def body(text="Combien de jours au site A1 ?", tokens=200, model=NAME, **more):
    """A request's body."""
    said = [{"role": "system", "content": SYSTEM.text}, {"role": "user", "content": text}]
    return {"model": model, "temperature": 0, "max_completion_tokens": tokens, "messages": said} | more


ASKED = {
    "text": (ASK, body()),
    "text_stream": (ASK, body(**STREAM)),
    "tool": (ASK, body(**TOOLS)),
    "tool_stream": (ASK, body(**TOOLS, **STREAM)),
    "form": (ASK, body(**held_to(FORM))),
    "form_stream": (ASK, body(**held_to(FORM), **STREAM)),
    "endless_stream": (ASK, body(**held_to(ENDLESS), **STREAM, tokens=60)),
    "schema_refused_stream": (ASK, body(**held_to(REFUSED), **STREAM)),
    "unknown_model": (ASK, body(model="nope")),
    "too_long": (ASK, body(text="bonjour " * 20000)),
    "too_many_tokens": (ASK, body(tokens=100000)),
    "no_route": ("/chat/completions", body()),
    "models": ("/v1/models", None),
    "health": ("/health", None),
    "version": ("/version", None),
    "metrics": ("/metrics", None),
}


def record(url):
    """Each answer by its name: status, type and body; and one more, to a key that is wrong."""
    found = {name: answer(url, path, asked, KEY) for name, (path, asked) in ASKED.items()}
    kept = ("vllm:num_requests_running", "vllm:prefix_cache", "vllm:cache_config", "vllm:request_prefill_kv")
    lines = found["metrics"]["body"].splitlines(keepends=True)
    found["metrics"]["body"] = "".join(line for line in lines if line.startswith(kept) and "_bucket" not in line)
    return found | {"wrong_key": answer(url, ASK, body(), "fausse")}


def answer(url, path, asked, key):
    """One answer of the server."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=300)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
    connection.request("POST" if asked else "GET", path, json.dumps(asked) if asked else None, headers)
    told = connection.getresponse()
    said = {"status": told.status, "type": told.getheader("Content-Type", ""), "body": told.read().decode()}
    connection.close()
    return said


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(record(sys.argv[1]), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
