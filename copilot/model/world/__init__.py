"""What is true before planning: one tuple of rows a table."""

from functools import cached_property
from typing import Any, TypeVar

from copilot.model.clock import Clock
from copilot.model.noun import Noun, Row
from copilot.model.world.absence import Absence
from copilot.model.world.begun import Begun
from copilot.model.world.fleet import Asset, AssetType, Commitment, LifeRecord, Reading
from copilot.model.world.places import Closure, Leg, Site
from copilot.model.world.readiness import Area, Certification, Instructors, PathStep, TrainingActivity, Unit
from copilot.model.world.supply import Consumption, Item, Loss, PartOrder, Phase, Stock
from copilot.model.world.upkeep import CheckRule, TechnicalEvent, Technicians, Workshop

__all__ = [
    "TABLES",
    "Absence",
    "Area",
    "Asset",
    "AssetType",
    "Begun",
    "Certification",
    "CheckRule",
    "Closure",
    "Commitment",
    "Consumption",
    "Instructors",
    "Item",
    "Leg",
    "LifeRecord",
    "Loss",
    "PartOrder",
    "PathStep",
    "Phase",
    "Reading",
    "Report",
    "Site",
    "Stock",
    "TechnicalEvent",
    "Technicians",
    "TrainingActivity",
    "Unit",
    "Workshop",
    "World",
    "table_of",
]


HeldT = TypeVar("HeldT", Stock, Consumption, PartOrder, Loss)


class Report(Noun):
    """A free text received; data, never an instruction."""

    id: str
    text: str


class World(Noun):
    """Every table of a scenario; a field's name is its table's name.

    No file tells of `absences` and `losses`, which changes bring, nor of `begun`: what a re-plan finds under way.
    """

    clock: Clock
    sites: tuple[Site, ...] = ()
    legs: tuple[Leg, ...] = ()
    closures: tuple[Closure, ...] = ()
    items: tuple[Item, ...] = ()
    stocks: tuple[Stock, ...] = ()
    phases: tuple[Phase, ...] = ()
    consumption: tuple[Consumption, ...] = ()
    part_orders: tuple[PartOrder, ...] = ()
    asset_types: tuple[AssetType, ...] = ()
    assets: tuple[Asset, ...] = ()
    life_records: tuple[LifeRecord, ...] = ()
    readings: tuple[Reading, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    check_rules: tuple[CheckRule, ...] = ()
    technical_events: tuple[TechnicalEvent, ...] = ()
    workshops: tuple[Workshop, ...] = ()
    technicians: tuple[Technicians, ...] = ()
    units: tuple[Unit, ...] = ()
    training_activities: tuple[TrainingActivity, ...] = ()
    training_paths: tuple[PathStep, ...] = ()
    certifications: tuple[Certification, ...] = ()
    instructors: tuple[Instructors, ...] = ()
    areas: tuple[Area, ...] = ()
    reports: tuple[Report, ...] = ()
    absences: tuple[Absence, ...] = ()
    losses: tuple[Loss, ...] = ()
    begun: tuple[Begun, ...] = ()

    @cached_property
    def site(self) -> dict[str, Site]:
        """Sites by identifier."""
        return {site.id: site for site in self.sites}

    @cached_property
    def leg(self) -> dict[str, Leg]:
        """Legs by identifier."""
        return {leg.id: leg for leg in self.legs}

    @cached_property
    def closures_of(self) -> dict[str, tuple[Closure, ...]]:
        """Closures by leg, for the legs that close at some time."""
        legs = dict.fromkeys(row.leg for row in self.closures)
        return {leg: tuple(row for row in self.closures if row.leg == leg) for leg in legs}

    @cached_property
    def item(self) -> dict[str, Item]:
        """Items by identifier."""
        return {item.id: item for item in self.items}

    @cached_property
    def stocks_at(self) -> dict[tuple[str, str], list[Stock]]:
        """Stocks by site and item."""
        return _by_place(self.stocks)

    @cached_property
    def consumption_at(self) -> dict[tuple[str, str], list[Consumption]]:
        """Rows of consumption by site and item."""
        return _by_place(self.consumption)

    @cached_property
    def part_orders_at(self) -> dict[tuple[str, str], list[PartOrder]]:
        """Orders by site and item."""
        return _by_place(self.part_orders)

    @cached_property
    def losses_at(self) -> dict[tuple[str, str], list[Loss]]:
        """Losses by site and item."""
        return _by_place(self.losses)

    @cached_property
    def asset_type(self) -> dict[str, AssetType]:
        """Asset types by identifier."""
        return {kind.id: kind for kind in self.asset_types}

    @cached_property
    def asset(self) -> dict[str, Asset]:
        """Assets by identifier."""
        return {asset.id: asset for asset in self.assets}

    @cached_property
    def lives_of(self) -> dict[str, tuple[LifeRecord, ...]]:
        """Life records by type of asset, for the types that have any."""
        types = dict.fromkeys(row.asset_type for row in self.life_records)
        return {kind: tuple(row for row in self.life_records if row.asset_type == kind) for kind in types}

    @cached_property
    def unit(self) -> dict[str, Unit]:
        """Units by identifier."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def workshop(self) -> dict[str, Workshop]:
        """Workshops by identifier."""
        return {workshop.id: workshop for workshop in self.workshops}

    @cached_property
    def area(self) -> dict[str, Area]:
        """Training areas by identifier."""
        return {area.id: area for area in self.areas}

    @cached_property
    def training_activity(self) -> dict[str, TrainingActivity]:
        """Training activities by identifier."""
        return {activity.id: activity for activity in self.training_activities}

    @cached_property
    def check_rule(self) -> dict[str, CheckRule]:
        """Check rules by identifier."""
        return {rule.id: rule for rule in self.check_rules}

    @cached_property
    def phase(self) -> dict[str, Phase]:
        """Phases by identifier."""
        return {phase.id: phase for phase in self.phases}


def _by_place(rows: tuple[HeldT, ...]) -> dict[tuple[str, str], list[HeldT]]:
    found: dict[tuple[str, str], list[HeldT]] = {}
    for row in rows:
        found.setdefault((row.site, row.item), []).append(row)
    return found


TABLES: dict[str, type[Row]] = {
    name: field.annotation.__args__[0]  # type: ignore[union-attr]
    for name, field in World.model_fields.items()
    if name not in ("clock", "reports", "absences", "losses", "begun")
}

OPTIONAL_TABLES = frozenset({"life_records", "readings"})
"""Tables that a scenario may do without."""


def table_of(row: Row) -> str:
    """The name of the table that a row belongs to."""
    return _TABLE_OF[type(row)]


_TABLE_OF: dict[Any, str] = {noun: name for name, noun in TABLES.items()}
