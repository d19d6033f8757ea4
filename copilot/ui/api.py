"""The service over HTTP: each of its methods under /api, with the OpenAPI of all of them."""

import inspect
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from copilot.app.protocol import arguments_of, methods, returned_by
from copilot.app.service import Service
from copilot.model.errors import AlreadyDecidedError, IntendanceError, OperatorError, PlannerError, UnknownNameError
from copilot.model.version import VERSION


def api(service: Callable[[], Service]) -> FastAPI:
    """The application: POST /NAME with the arguments of the method as a JSON object; errors as messages to be said.

    404 for a name that is not known, 409 for a decision that came second, 422 for any other wrong demand, 503 when a
    store or server does not answer.
    """
    app = FastAPI(title="Intendance", version=VERSION, docs_url=None, redoc_url=None)
    for name in methods():
        said = inspect.getdoc(getattr(Service, name))
        app.add_api_route(f"/{name}", _handler(service, name), methods=["POST"], operation_id=name, description=said)
    app.add_exception_handler(IntendanceError, _refused)
    return app


def _handler(service: Callable[[], Service], name: str) -> Callable[..., Any]:
    def answer(asked: Any) -> Any:
        return getattr(service(), name)(**dict(asked))

    answer.__annotations__ = {"asked": arguments_of(name), "return": returned_by(name)}
    return answer


def _status(error: Exception) -> int:
    kinds = ((UnknownNameError, 404), (AlreadyDecidedError, 409), (PlannerError, 422), (OperatorError, 503))
    return next((status for kind, status in kinds if isinstance(error, kind)), 400)


def _refused(_request: Request, error: Exception) -> JSONResponse:
    found = error if isinstance(error, IntendanceError) else IntendanceError("error.run_crashed")
    body = {"error": type(found).__name__, "message": found.message.model_dump(mode="json")}
    if isinstance(found, AlreadyDecidedError):
        body["first"] = found.first.model_dump(mode="json")
    return JSONResponse(body, status_code=_status(found))
