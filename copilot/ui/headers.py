"""What is added to every answer of the desk: a strict content policy, and the page's language."""

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import parse_qs

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def content_policy(index: bytes) -> str:
    """The policy under which the page may talk to its own server only, its inline scripts named by their hash."""
    hashes = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in INLINE_SCRIPT.findall(index))
    scripts = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {scripts} 'wasm-unsafe-eval' blob:",
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "frame-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


class Headers:
    """Sets the security headers and writes the reader's language where Streamlit writes `en`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._added = [
            (b"content-security-policy", content_policy(INDEX.read_bytes()).encode()),
            (b"referrer-policy", b"no-referrer"),
            (b"x-content-type-options", b"nosniff"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        english = parse_qs(scope["query_string"].decode("latin-1")).get("lang") == ["en"]

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._added]
            elif not english:
                # Same length: the content-length already sent stays true.
                message["body"] = message.get("body", b"").replace(b'<html lang="en">', b'<html lang="fr">')
            await send(message)

        await self._app(scope, receive, answer)
