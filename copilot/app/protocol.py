"""The service's protocol as data: its methods, what each takes and gives, for whoever carries it over a wire."""

import inspect
from functools import cache
from typing import Any, get_type_hints

from pydantic import create_model

from copilot.app.service import Service
from copilot.model.noun import Noun


@cache
def methods() -> tuple[str, ...]:
    """The names of the service's methods."""
    return tuple(name for name, _ in inspect.getmembers(Service, inspect.isfunction) if not name.startswith("_"))


@cache
def arguments_of(name: str) -> type[Noun]:
    """The arguments of a method as one noun; an unknown one is refused."""
    method = getattr(Service, name)
    hints = get_type_hints(method)
    fields: dict[str, Any] = {
        one.name: (hints[one.name], ... if one.default is inspect.Parameter.empty else one.default)
        for one in list(inspect.signature(method).parameters.values())[1:]
    }
    return create_model(f"{name}_arguments", __base__=Noun, **fields)


def returned_by(name: str) -> Any:
    """The type that a method returns."""
    return get_type_hints(getattr(Service, name))["return"]
