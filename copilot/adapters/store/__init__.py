"""The store: runs, plans and decisions in one SQL database."""

from types import TracebackType
from typing import Self

from copilot.adapters.store.database import Database
from copilot.adapters.store.decisions import Decisions
from copilot.adapters.store.people import People
from copilot.adapters.store.plans import Plans
from copilot.adapters.store.runs import Claim, FencedError, Runs
from copilot.adapters.store.trail import ReadTrail, RunTrail, Trails
from copilot.model.record import StoreSign

__all__ = ["Claim", "FencedError", "ReadTrail", "RunTrail", "Store"]


class Store:
    """Everything that outlives a process; opening it makes its tables, or upgrades those of an older program."""

    def __init__(self, address: str) -> None:
        self._database = Database(address)
        try:
            self._database.create()
        except BaseException:
            self._database.close()
            raise
        self.runs = Runs(self._database)
        self.trails = Trails(self._database)
        self.plans = Plans(self._database)
        self.people = People(self._database)
        self.decisions = Decisions(self._database)

    def sign(self) -> StoreSign:
        """Which server answers, where, and the revision of its tables."""
        return self._database.sign()

    def close(self) -> None:
        """Closes every connection."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
