"""The cells of the input that a forecast rests on."""

from copilot.agent import CellOf
from copilot.model.world import Asset, World
from copilot.model.world.fleet import Counter
from tools.forecast.life import law_of
from tools.forecast.watched import taught_by, watched


def used_cells(asset: Asset, unit: Counter) -> list[CellOf]:
    """The use of a vehicle since its last check."""
    counter = "km" if unit == "km" else "hours"
    return [(asset, column, unit) for column in (counter, f"last_check_{counter}")]


def law_cells(world: World, kind: str) -> list[CellOf]:
    """The law of a type: its life records where they give it, else its own figures."""
    law, own = law_of(world, kind), world.asset_type[kind]
    if law.records:
        return [(row, column, law.unit if column == "use" else "") for row in law.records for column in _OF_RECORD]
    return [(own, "weibull_shape", ""), (own, "weibull_scale", law.unit)]


def taught_cells(world: World, kind: str) -> list[CellOf]:
    """What was read on past lives of a type."""
    return [(row, column, "") for row in taught_by(world, kind) for column in ("use", "value")]


def read_cells(world: World, asset: Asset) -> list[CellOf]:
    """What was read on a vehicle."""
    return [(row, column, "") for row in world.readings if row.asset == asset.id for column in ("use", "value")]


def risk_cells(world: World, asset: Asset) -> list[CellOf]:
    """All that a vehicle's risk of failure is forecast from."""
    cells = used_cells(asset, law_of(world, asset.type).unit) + law_cells(world, asset.type)
    if watched(world, asset.id) is None:
        return cells
    return cells + taught_cells(world, asset.type) + read_cells(world, asset)


_OF_RECORD = ("use", "outcome")
