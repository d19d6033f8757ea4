"""What a vLLM server tells of itself."""

import http.client
import json
import re
import ssl
from typing import Any
from urllib.parse import urlsplit

from copilot.adapters.models.faults import address, usable
from copilot.model.errors import BackendError
from copilot.model.noun import Noun

_CACHING = re.compile(r'^vllm:cache_config_info\{[^}]*\benable_prefix_caching="(\w+)"', re.MULTILINE)
_MOST_BYTES = 4_000_000


class Served(Noun):
    """A name under which a server answers, and the longest conversation that it takes, when it says so."""

    name: str
    longest: int | None = None


class Server:
    """Asks a server about itself, straight: no proxy, no redirection, no other host."""

    def __init__(self, url: str, key: str, seconds: float) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._seconds = seconds

    def models(self) -> tuple[Served, ...]:
        """The names that it serves; BackendError when it cannot be asked."""
        status, body = self._get(urlsplit(self._url).path + "/models")
        if status in (401, 403):
            raise self._error("model.key_refused")
        if status != http.client.OK:
            raise self._error("model.wrong_address")
        try:
            listed: list[dict[str, Any]] = json.loads(body)["data"]
            lengths = {one["id"]: one.get("max_model_len") for one in listed}
            # An adapter tells no length: it is that of the model that it is added to.
            return tuple(
                Served(name=one["id"], longest=one.get("max_model_len") or lengths.get(one.get("parent")))
                for one in listed
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._error("model.wrong_address") from error

    def metrics(self) -> str | None:
        """Its counters as Prometheus reads them; nothing where a proxy keeps them to itself."""
        status, body = self._get(urlsplit(self._url).path.removesuffix("/v1") + "/metrics")
        return body if status == http.client.OK and "vllm:" in body else None

    def caches_prefixes(self) -> bool | None:
        """Whether it computes what prompts have in common once; nothing when it does not say."""
        found = _CACHING.search(self.metrics() or "")
        return found[1] == "True" if found else None

    def _get(self, path: str) -> tuple[int, str]:
        if not usable(self._url, self._key):
            raise self._error("model.wrong_address")
        try:
            connection = self._connection()
            try:
                headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                return answer.status, answer.read(_MOST_BYTES).decode("utf-8", "replace")
            finally:
                connection.close()
        except TimeoutError as error:
            raise self._error("model.silent") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._error("model.unreachable") from error

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self._url)
        if parts.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=self._seconds, context=context)
        return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=self._seconds)

    def _error(self, code: str) -> BackendError:
        return BackendError(code, address=address(self._url))
