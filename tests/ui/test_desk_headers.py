"""What the desk's server adds to its answers, and what it is configured to leave out."""

import asyncio
import base64
import hashlib

from starlette.types import Message, Receive, Scope, Send
from streamlit import config

from copilot.settings import Settings
from copilot.ui.headers import INDEX, Headers, content_policy
from copilot.ui.serving import config as desk_config

PAGE = INDEX.read_bytes()


async def _index(_scope: Scope, _receive: Receive, send: Send) -> None:
    headers = [(b"content-length", str(len(PAGE)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE})


async def _nothing() -> Message:
    return {"type": "http.request"}


def _answer(query: bytes) -> tuple[dict[bytes, bytes], bytes]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Headers(_index)({"type": "http", "query_string": query}, _nothing, send))
    return dict(sent[0]["headers"]), sent[1]["body"]


def test_the_page_is_french_unless_english_is_asked() -> None:
    """The page states the language it is read in, and its announced length stays true."""
    headers, body = _answer(b"plan=1")
    assert b'<html lang="fr">' in body
    assert int(headers[b"content-length"]) == len(body)
    assert b'<html lang="en">' in _answer(b"lang=en")[1]


def test_the_policy_lets_nothing_out() -> None:
    """The content policy names no host but its own, and the hash of each inline script of the page."""
    policy = content_policy(b"<script>one()</script><script src='two.js'></script>")
    expected = base64.b64encode(hashlib.sha256(b"one()").digest()).decode()
    assert policy.count("sha256-") == 1
    assert f"'sha256-{expected}'" in policy
    assert "http" not in policy
    assert "default-src 'self'" in policy
    assert _answer(b"")[0][b"content-security-policy"].count(b"sha256-") == PAGE.count(b"<script>")


def test_streamlit_knows_each_option() -> None:
    """Each option that the desk sets exists in this Streamlit: a renamed one would silently be left out."""
    known = config.get_config_options()
    asked = desk_config(Settings())
    assert set(asked) <= set(known)
    assert asked["browser.gatherUsageStats"] is False
    assert asked["runner.postScriptGC"] is False
