"""Whether an installation is sound."""

import os
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import scenarios
from copilot.adapters.store import Store
from copilot.app.sign import Sign
from copilot.model.errors import IntendanceError
from copilot.model.noun import Message
from copilot.settings import Settings

OURS = ("copilot", "agents", "tools", "scenarios")
TALKATIVE = ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_API_KEY", "LANGCHAIN_API_KEY")


def examine(settings: Settings) -> tuple[Sign, ...]:
    """Every sign, in the order an installer mends them."""
    here = (*(_owned(name) for name in OURS), _silent(), _store(settings))
    return (*here, *(_readable(name) for name in scenarios.names()), *_model(settings))


def _model(settings: Settings) -> tuple[Sign, ...]:
    # The client of the model's server takes seconds to load, which no other verb should wait for.
    return tuple(import_module("copilot.app.health_model").examine_model(settings))


def _owned(package: str) -> Sign:
    """The four package names are common words that other distributions install too."""
    owners = sorted(set(packages_distributions().get(package, [])) - {"intendance"})
    where = Path(__import__(package).__file__ or "").parent.parent
    ours = not owners and where == Path(scenarios.__file__).parent.parent
    args: dict[str, str | int | float] = {"package": package, "owners": ", ".join(owners) or "intendance"}
    return Sign(
        message=Message(code="cli.doctor.package" if ours else "cli.doctor.package_taken", args=args), sound=ours
    )


def _silent() -> Sign:
    speaking = [name for name in TALKATIVE if os.environ.get(name, "").lower() not in ("", "false", "0")]
    code = "cli.doctor.telemetry_on" if speaking else "cli.doctor.telemetry_off"
    return Sign(message=Message(code=code, args={"names": ", ".join(speaking)}), sound=not speaking)


def _store(settings: Settings) -> Sign:
    try:
        with Store(settings.store) as store:
            return Sign(message=Message(code="cli.doctor.store", args=store.sign().model_dump()), sound=True)
    except IntendanceError as error:
        return Sign(message=error.message, sound=False)


def _readable(name: str) -> Sign:
    try:
        scenarios.load(name)
    except IntendanceError as error:
        return Sign(message=error.message, sound=False)
    return Sign(message=Message(code="cli.doctor.scenario", args={"name": name}), sound=True)
