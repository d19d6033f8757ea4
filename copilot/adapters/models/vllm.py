"""A Mistral model on the site's own vLLM, asked through its OpenAI-compatible address."""

import asyncio
import ssl
from collections.abc import Callable, Iterable
from functools import cached_property

import openai
from langchain_core.messages import AIMessageChunk
from langchain_openai import ChatOpenAI
from langsmith import tracing_context
from pydantic import SecretStr

from copilot.adapters.models.faults import Faults, usable
from copilot.adapters.models.server import Server
from copilot.adapters.models.wire import messages, options, reply
from copilot.model.errors import BackendError
from copilot.model.talk import Prompt, Reply
from copilot.settings import Settings

_LOOK_SECONDS = 0.1
_CONNECT_SECONDS = 10.0
_NO_KEY = "none"
"""The client does not go without a key; a server that asks for none ignores it."""
_GARBLED = (ValueError, TypeError, KeyError, IndexError, AttributeError)
"""What the client raises over an answer that is not in the protocol."""


class Vllm:
    """Asks one served model and nobody else: no proxy of the environment, no redirection, no telemetry.

    Each answer is streamed, so that one that is no longer wanted is stopped on the server too.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._key = settings.model_key.get_secret_value()
        self._faults = Faults(settings.model_url, self._key, settings.model, self._known)

    @property
    def model(self) -> str:
        """The name under which the server knows the model."""
        return self._settings.model

    def ask(self, prompt: Prompt, stopped: Callable[[], bool]) -> Reply:
        """The model's answer, whole; BackendError when there is none."""
        if not usable(self._settings.model_url, self._key):
            raise self._faults.of("model.wrong_address")
        # Tracing is set by the environment, and would send each prompt to another host.
        with tracing_context(enabled=False):
            heard = asyncio.run(self._within(prompt, stopped))
        if heard is None:
            raise self._faults.of("model.dropped", again=True)
        if not (heard.cut or heard.calls or heard.text.strip()):
            raise self._faults.of("model.empty")
        if heard.calls and not prompt.tools:
            raise self._faults.of("model.garbled", detail=heard.calls[0].tool)
        return heard

    async def _within(self, prompt: Prompt, stopped: Callable[[], bool]) -> Reply | None:
        """The answer, in no more than the time allowed: the client's own limit is on silence only."""
        asked = asyncio.create_task(self._streamed(prompt))
        try:
            async with asyncio.timeout(self._settings.model_seconds):
                while not asked.done():
                    if stopped():
                        raise self._faults.of("model.stopped")
                    await asyncio.wait({asked}, timeout=_LOOK_SECONDS)
        except TimeoutError as error:
            raise self._faults.of("model.too_slow", seconds=self._settings.model_seconds) from error
        finally:
            # Closes the connection, which is how the server hears that nobody waits any more.
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)
        return asked.result()

    async def _streamed(self, prompt: Prompt) -> Reply | None:
        chunks: list[AIMessageChunk] = []
        said, asked = messages(prompt.messages), options(prompt, self._settings.model_salt)
        try:
            async with self._client() as client:
                async for chunk in self._chat(client).astream(said, **asked):
                    if isinstance(chunk, AIMessageChunk):
                        chunks.append(chunk)
                    # A server that is faster than this machine would keep the limits from being looked at.
                    await asyncio.sleep(0)
            return reply(chunks, prompt.most_tokens)
        except (openai.APIError, *_GARBLED) as error:
            raise self._faults(error) from error

    def _client(self) -> openai.DefaultAsyncHttpxClient:
        return openai.DefaultAsyncHttpxClient(trust_env=False, follow_redirects=False, verify=self._trusted)

    def _chat(self, client: openai.DefaultAsyncHttpxClient) -> ChatOpenAI:
        silence = self._settings.model_silence
        return ChatOpenAI(
            model=self._settings.model,
            base_url=self._settings.model_url,
            api_key=SecretStr(self._key or _NO_KEY),
            temperature=0,
            max_retries=0,
            stream_usage=True,
            stream_chunk_timeout=None,
            use_responses_api=False,
            timeout=openai.Timeout(silence, connect=min(silence, _CONNECT_SECONDS)),
            http_client=self._unused,
            http_async_client=client,
        )

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        """The authorities that this machine trusts, the site's own among them."""
        return ssl.create_default_context()

    @cached_property
    def _unused(self) -> openai.DefaultHttpxClient:
        """Stands where the client would make one of its own that heeds the environment's proxies."""
        return openai.DefaultHttpxClient(trust_env=False, verify=self._trusted)

    def _known(self) -> Iterable[str]:
        try:
            return [one.name for one in Server(self._settings.model_url, self._key, _CONNECT_SECONDS).models()]
        except BackendError:
            return ()
