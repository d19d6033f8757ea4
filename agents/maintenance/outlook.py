"""What is forecast of a vehicle, each figure with the facts behind it."""

from dataclasses import dataclass, field

from agents.maintenance.cells import law_cells, read_cells, taught_cells, used_cells
from copilot.model.fact import FactBook
from copilot.model.world import Asset, World
from tools.forecast.failure import failure_risk
from tools.forecast.life import RemainingLife, law_of, remaining_life
from tools.forecast.watched import taught_by, watched


@dataclass(frozen=True)
class Outlook:
    """The vehicles of a world while each runs `ahead` more km or hours."""

    world: World
    ahead: int
    book: FactBook
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def risk(self, asset: Asset) -> int:
        """The probability of a failure, in per cent."""
        return failure_risk(self.world, asset.id, self.ahead).percent

    def life(self, asset: Asset) -> RemainingLife | None:
        """What is left of the vehicle's life, when it is forecast from gauges or from records."""
        found = remaining_life(self.world, asset.id)
        return None if found.basis == "type" else found

    def evidence(self, asset: Asset, risk: int, life: RemainingLife | None) -> tuple[str, ...]:
        """The facts of a risk, of what is left of the life where that is known, and of the law behind both."""
        law = law_of(self.world, asset.type)
        used = [self.book.cell(*cell) for cell in used_cells(asset, law.unit)]
        behind = (*used, *self._law(asset.type), *self._read(asset))
        run = self.book.run("forecast.failure.failure_risk", asset=asset.id, ahead=self.ahead)
        facts = [self.book.computed(run, risk, "%", behind)]
        if life is not None:
            run = self.book.run("forecast.life.remaining_life", asset=asset.id)
            facts += [self.book.computed(run, each, life.unit, behind) for each in (life.median, life.low, life.high)]
        return (*facts, *self._law(asset.type))

    def _read(self, asset: Asset) -> tuple[str, ...]:
        """The facts of what was read on a vehicle and on past lives, when its forecast comes from gauges."""
        if watched(self.world, asset.id) is None:
            return ()
        name = f"gauges of {asset.type}"
        if name not in self._known:
            rows = taught_by(self.world, asset.type)
            cells = [self.book.cell(*cell) for cell in taught_cells(self.world, asset.type)]
            run = self.book.run("forecast.gauges.learnt", kind=asset.type)
            self._known[name] = (self.book.computed(run, len({row.life for row in rows}), "record", cells),)
        return (*self._known[name], *(self.book.cell(*cell) for cell in read_cells(self.world, asset)))

    def _law(self, kind: str) -> tuple[str, ...]:
        """The facts of the law of a type: shape and scale, and how many records and failures they were fitted to."""
        if kind not in self._known:
            law = law_of(self.world, kind)
            cells = tuple(self.book.cell(*cell) for cell in law_cells(self.world, kind))
            if law.records:
                run = self.book.run("forecast.life.law_of", kind=kind)
                told = ((law.shape, ""), (law.scale, law.unit), (len(law.records), "record"), (law.failures, "failure"))
                cells = tuple(self.book.computed(run, value, unit, cells) for value, unit in told)
            self._known[kind] = cells
        return self._known[kind]
