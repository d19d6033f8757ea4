"""How high the words of a run are marked."""

from copilot.app.local import Library
from copilot.model.errors import ScenarioError, UnknownNameError
from copilot.model.intake import Intake
from copilot.model.marking import highest
from copilot.model.plan import Plan
from copilot.model.record import Run
from copilot.model.request import Marking


class Markings:
    """The marking of each run: the highest of its scenario's, of what was asked, and of the plan that it is about."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, Marking | None] = {}

    def of(self, run: Run, about: Plan | None) -> Marking | None:
        """The marking of a run and of the plan that it made or was asked about; None when nothing tells it for sure."""
        said = [] if run.order.request is None else [run.order.request.marking]
        # A plan whose request is the scenario's own bears the scenario's marking, as does what was read of words.
        inherited = about is not None and about.asked is None
        if about is not None:
            said += [one.marking for one in (about.request, about.asked) if one is not None]
        if isinstance(run.result, Intake) and run.result.request is not None:
            said.append(run.result.request.marking)
            inherited = True
        own = self._scenario(run.order.scenario)
        if own is None:
            return highest(said) if inherited else None
        return highest([own, *said])

    def _scenario(self, name: str) -> Marking | None:
        """The marking of a scenario; None when it cannot be read any more."""
        if name not in self._known:
            try:
                found = self._library.load(name)
                self._known[name] = highest(request.marking for request in found.requests.values())
            except (ScenarioError, UnknownNameError):
                self._known[name] = None
        return self._known[name]
