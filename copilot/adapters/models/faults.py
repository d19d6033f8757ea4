"""Why a model's server gave no answer, in one of a few sentences."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import openai

from copilot.model.errors import BackendError

_LONGEST_DETAIL = 300
_NO_ENTRY = (401, 403)
_OVERLOADED = (429, 503)
_TRAP = "get_lark_from_jinja"
"""What a vLLM says that was installed with a mistral-common too new for it."""
_TOO_LONG = ("maximum context length", "max_model_len", "input_tokens")


def address(url: str) -> str:
    """The address as it may be shown: without user, password or query."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return url.rpartition("@")[2]
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


def usable(url: str, key: str) -> bool:
    """Whether address and key can be put into a request at all."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and _printable(key)
    except ValueError:
        return False


def _printable(key: str) -> bool:
    return key.isascii() and (key.isprintable() or not key)


def detail(text: str, key: str) -> str:
    """The server's own words on one line, cut short and without the key."""
    plain = " ".join(text.split())
    return (plain.replace(key, "***") if key else plain)[:_LONGEST_DETAIL]


class Faults:
    """Turns what the client raised into the error that the product knows."""

    def __init__(self, url: str, key: str, model: str, known: Callable[[], Iterable[str]]) -> None:
        self._address = address(url)
        self._key = key
        self._model = model
        self._known = known

    def __call__(self, error: Exception) -> BackendError:
        """The error with its code; `again` when asking again may help."""
        match error:
            case openai.APIStatusError():
                return self._refused(error.status_code, _words(error))
            case openai.APITimeoutError():
                return self.of("model.unreachable" if "ConnectTimeout" in _causes(error) else "model.silent")
            case openai.APIConnectionError():
                unreached = _causes(error) & {"ConnectError", "UnsupportedProtocol", "InvalidURL"}
                return self.of("model.unreachable") if unreached else self.of("model.dropped", again=True)
            case openai.APIError():
                # Said in the stream, after a status of 200.
                return self._refused(_status(error.body), _words(error))
            case _:
                return self.of("model.garbled", detail=type(error).__name__)

    def of(self, code: str, again: bool = False, **args: str | int | float) -> BackendError:
        """An error of that code, with the server's address."""
        return BackendError(code, again=again, address=self._address, **args)

    def _refused(self, status: int, said: str) -> BackendError:
        told = detail(said, self._key)
        if status in _NO_ENTRY:
            return self.of("model.key_refused")
        if status == 404:
            return self._unknown(said)
        if status in _OVERLOADED:
            return self.of("model.overloaded", again=True, status=status)
        if status >= 500:
            return self.of("model.server_error", again=True, status=status, detail=told)
        if _TRAP in said:
            return self.of("model.parser_trap")
        if any(words in said for words in _TOO_LONG):
            return self.of("model.too_long", detail=told)
        return self.of("model.refused", status=status, detail=told)

    def _unknown(self, said: str) -> BackendError:
        if "model" not in said:
            return self.of("model.wrong_address")
        return self.of("model.unknown", model=self._model, known=", ".join(self._known()) or "-")


def _words(error: openai.APIError) -> str:
    """The server's own sentence, without what the client puts around it."""
    said = error.body.get("message") if isinstance(error.body, dict) else None
    return str(said or error.message)


def _status(body: object) -> int:
    """The status that an error in a stream would have been told with."""
    code = body.get("code") if isinstance(body, dict) else None
    return code if isinstance(code, int) else 500


def _causes(error: BaseException) -> set[str]:
    """The names of everything that an error came from."""
    names, cause = set(), error.__cause__
    while cause is not None:
        names.add(type(cause).__name__)
        cause = cause.__cause__
    return names
