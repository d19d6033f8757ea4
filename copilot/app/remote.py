"""The service of another process or host, over HTTP: the same protocol as in process."""

import inspect
from collections.abc import Callable
from typing import Any, cast

import httpx
from pydantic import TypeAdapter

from copilot.app.protocol import arguments_of, methods, returned_by
from copilot.app.service import Service
from copilot.model import errors
from copilot.model.decision import Decision
from copilot.model.errors import AlreadyDecidedError, IntendanceError, OperatorError
from copilot.model.noun import Message

SECONDS = 30.0


class Remote:
    """Implements Service by asking the desk at an address; OperatorError when it does not answer."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._client = httpx.Client(timeout=SECONDS, trust_env=False, follow_redirects=False)

    def service(self) -> Service:
        """The same, as the protocol that it speaks."""
        return cast("Service", self)

    def close(self) -> None:
        """Closes every connection."""
        self._client.close()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in methods():
            raise AttributeError(name)
        signature = inspect.signature(getattr(Service, name))

        def call(*given: Any, **named: Any) -> Any:
            bound = signature.bind(None, *given, **named).arguments
            asked = arguments_of(name)(**{key: value for key, value in bound.items() if key != "self"})
            return self._called(name, asked.model_dump_json())

        return call

    def _called(self, name: str, body: str) -> Any:
        try:
            answer = self._client.post(
                f"{self._address}/api/{name}", content=body, headers={"content-type": "application/json"}
            )
        except httpx.HTTPError as error:
            raise OperatorError("error.service", address=self._address) from error
        if answer.status_code != httpx.codes.OK:
            raise _error(answer, self._address)
        return TypeAdapter(returned_by(name)).validate_json(answer.content)


def _error(answer: httpx.Response, address: str) -> IntendanceError:
    """The error that the other side raised, of the same kind and with the same message."""
    try:
        said = answer.json()
        message = Message.model_validate(said["message"])
    except (ValueError, KeyError, TypeError):
        return OperatorError("error.service", address=address)
    if "first" in said:
        return AlreadyDecidedError(Decision.model_validate(said["first"]))
    kind = getattr(errors, str(said.get("error")), IntendanceError)
    error: IntendanceError = kind.__new__(kind if issubclass(kind, IntendanceError) else IntendanceError)
    IntendanceError.__init__(error, message.code, **message.args)
    return error
