"""One supply basin of a made-up world: a depot, its points, a workshop, a camp, and the companies that serve them.

Each figure leaves room, so that every task has its place whatever the draw: see `generate`.
"""

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from copilot.model.clock import DAY
from scenarios._catalogue import (
    CALENDAR_DAYS,
    COMPANY,
    CREW,
    PATH,
    PER_PERSON,
    TRAINING_FUEL,
    USAGE_KM,
)
from scenarios._ledger import Ledger
from scenarios._room import Room

CHECKS_DUE = 3
_EVENING = 18 * 60


@dataclass(frozen=True)
class Basin:
    """A basin's number, its random draw and its room, how many companies and points it has, and the window's days."""

    number: int
    draw: Random
    room: Room
    companies: int
    points: int
    days: int

    @property
    def depot(self) -> str:
        """The site where goods and companies are."""
        return f"DEPOT-{self.number}"

    @property
    def workshop(self) -> str:
        """The site of the workshop."""
        return f"ATELIER-{self.number}"

    @property
    def camp(self) -> str:
        """The site of the training areas."""
        return f"CAMP-{self.number}"

    @property
    def distribution(self) -> tuple[str, ...]:
        """The sites to be supplied."""
        return tuple(f"POINT-{self.number}-{point}" for point in range(1, self.points + 1))

    @property
    def training(self) -> int:
        """How many companies train at once."""
        return self.shared_by(self.room.companies_a_turn)

    def shared_by(self, companies: int) -> int:
        """How many there are when so many companies share each."""
        return -(-self.companies // companies)


def add_basin(ledger: Ledger, basin: Basin) -> None:
    """Adds every row of a basin."""
    _add_places(ledger, basin)
    _add_roads(ledger, basin)
    _add_supply(ledger, basin)
    _add_upkeep(ledger, basin)
    _add_areas(ledger, basin)
    for company in range(1, basin.companies + 1):
        _add_company(ledger, basin, company)


def _add_places(ledger: Ledger, basin: Basin) -> None:
    south, west = 48.0 + 0.3 * (basin.number % 5), 2.0 + 0.3 * (basin.number // 5)
    docks = 2 + 2 * basin.companies
    named = ledger.named
    places = [
        (basin.depot, named("made.depot", number=basin.number), "depot", docks, 60),
        (basin.workshop, named("made.workshop", number=basin.number), "workshop", 2, 45),
        (basin.camp, named("made.camp", number=basin.number), "camp", 2, 45),
    ]
    for point, site in enumerate(basin.distribution, start=1):
        places.append((site, named("made.point", number=basin.number, point=point), "distribution", 3, 45))
    for site, names, kind, capacity, minutes in places:
        lat, lon = (round(edge + basin.draw.uniform(0, 0.25), 3) for edge in (south, west))
        ledger.add(
            "sites", **names, id=site, lat=lat, lon=lon, kind=kind, handling_capacity=capacity, handling_minutes=minutes
        )


def _add_roads(ledger: Ledger, basin: Basin) -> None:
    """A star from the depot and a ring through the points: no closure of the ring cuts a site off."""
    around = basin.distribution
    add_leg(ledger, basin.depot, basin.workshop, basin.draw.randint(6, 15))
    add_leg(ledger, basin.depot, basin.camp, basin.draw.randint(8, 20))
    for site in around:
        add_leg(ledger, basin.depot, site, basin.draw.randint(10, 35))
    for site, following in pairwise(around):
        leg = add_leg(ledger, site, following, basin.draw.randint(5, 20))
        if basin.draw.random() < 0.3:
            first = basin.draw.randrange(basin.days - 2) * DAY
            ledger.add("closures", **ledger.named("made.flooded", "reason"), leg=leg, start=first, end=first + 2 * DAY)


def add_leg(ledger: Ledger, origin: str, destination: str, km: int) -> str:
    """Adds a leg of a secondary road and returns its identifier."""
    leg = f"R{ledger.count('legs') + 1}"
    ledger.add(
        "legs", id=leg, origin=origin, destination=destination, km=float(km), hours_light=round(km / 60, 2),
        hours_heavy=round(km / 45, 2), load_class=60,
    )  # fmt: skip
    return leg


def _add_supply(ledger: Ledger, basin: Basin) -> None:
    """People are shared out among the points; the depot holds a fifth more than all will use."""
    shares = [basin.draw.randint(3, 5) for _ in basin.distribution]
    for item, rate in PER_PERSON.items():
        total = 0
        for site, share in zip(basin.distribution, shares, strict=True):
            per_day = round(basin.room.people * basin.companies * share / sum(shares) * rate)
            held = round(per_day * basin.draw.uniform(1.5, 2.5))
            ledger.add("consumption", site=site, item=item, per_day=per_day)
            ledger.add("stocks", site=site, item=item, quantity=held, minimum=per_day // 4)
            total += per_day * basin.days
        ledger.add("stocks", site=basin.depot, item=item, quantity=round(total * 1.2), minimum=0)


def _add_upkeep(ledger: Ledger, basin: Basin) -> None:
    """Two mechanics and an electrician for each bay; a set for each check and one to spare, a part for each repair."""
    workshop, bays = f"AT-{basin.number}", basin.shared_by(basin.room.companies_a_bay)
    ledger.add(
        "workshops", **ledger.named("made.workshop", number=basin.number), id=workshop, site=basin.workshop,
        kind="terre", level=2, bays=bays, mobile=False, open_days="1234567", open_from=7 * 60,
        open_to=19 * 60,
    )  # fmt: skip
    for skill, count in (("mecanicien", 2), ("electricien", 1)):
        ledger.add(
            "technicians", id=f"TECH-{basin.number}-{skill}", workshop=workshop, skill=skill,
            count=count * bays,
        )  # fmt: skip
    sets = (CHECKS_DUE + 1) * basin.companies
    ledger.add("stocks", site=basin.workshop, item="KIT-VISITE", quantity=sets, minimum=0)
    ledger.add("stocks", site=basin.workshop, item="PIECE", quantity=basin.shared_by(2), minimum=0)
    parts = len(basin.room.down) * basin.companies
    ledger.add("stocks", site=basin.depot, item="PIECE", quantity=parts, minimum=0)


def _add_areas(ledger: Ledger, basin: Basin) -> None:
    """A classroom and a ground, each with its instructors."""
    fuel = 2 * TRAINING_FUEL * basin.companies
    ledger.add("stocks", site=basin.camp, item="GAZOLE", quantity=fuel, minimum=0)
    for kind, code in (("salle", "made.classroom"), ("terrain", "made.ground")):
        ledger.add(
            "areas", **ledger.named(code, number=basin.number), id=f"{kind.upper()}-{basin.number}", site=basin.camp,
            kind=kind, capacity=basin.training, open_days="1234567", open_from=7 * 60, open_to=19 * 60,
        )  # fmt: skip
        ledger.add(
            "instructors", id=f"MON-{basin.number}-{kind}", qualification=f"moniteur-{kind}", count=basin.training
        )


def _add_company(ledger: Ledger, basin: Basin, company: int) -> None:
    unit = f"CIE-{basin.number}-{company}"
    crews = sum(CREW[kind] * count for kind, count in COMPANY.items())
    ledger.add(
        "units", **ledger.named("made.unit", number=basin.number, company=company), id=unit, kind="transport",
        strength=90, site=basin.depot, drivers=crews,
    )  # fmt: skip
    vehicles = _add_vehicles(ledger, basin, unit)
    _add_events(ledger, basin, vehicles)
    _add_path(ledger, basin, unit)
    for place, mandatory in enumerate(basin.room.commitments):
        if basin.draw.random() < 0.5:
            _add_commitment(ledger, basin, company, f"ENG-{unit}-{place}" if place else f"ENG-{unit}", mandatory)


def _add_commitment(ledger: Ledger, basin: Basin, company: int, name: str, mandatory: bool) -> None:
    start = basin.draw.randrange(1, basin.days - 1) * DAY + 8 * 60
    ledger.add(
        "commitments", **ledger.named("made.commitment", number=basin.number, company=company), id=name,
        unit=f"CIE-{basin.number}-{company}", asset_type="CAMION-4T", count=1, site=basin.depot, start=start,
        end=start + 8 * 60, km=basin.draw.randint(40, 150), mandatory=mandatory, value=4,
    )  # fmt: skip


def _add_vehicles(ledger: Ledger, basin: Basin, unit: str) -> list[str]:
    """Twelve vehicles, some of which are down; three of the others reach their calendar limit, on three days."""
    kinds = [kind for kind, count in COMPANY.items() for _ in range(count)]
    down = basin.room.down
    places = [place for place in range(2, len(kinds)) if place not in down]
    days = range(2, basin.days)
    due = dict(zip(basin.draw.sample(places, CHECKS_DUE), basin.draw.sample(days, CHECKS_DUE), strict=True))
    added = []
    for place, kind in enumerate(kinds):
        number = ledger.count("assets") + 1
        registration = f"{7000 + number // 1000}-{number % 1000:04}"
        km, speed = basin.draw.randint(30_000, 90_000), basin.draw.randint(25, 35)
        used = round(USAGE_KM[kind] * basin.draw.uniform(0.1, 0.75))
        until = due.get(place, basin.days + basin.draw.randint(20, 90))
        ledger.add(
            "assets", id=registration, type=kind, unit=unit, site=basin.depot,
            park="psp", km=km, hours=km // speed, last_check=(until - CALENDAR_DAYS[kind]) * DAY,
            last_check_km=km - used, last_check_hours=(km - used) // speed,
            state="down" if place in down else "available",
        )  # fmt: skip
        added.append(registration)
    return added


def _add_events(ledger: Ledger, basin: Basin, vehicles: list[str]) -> None:
    """Repairs whose part lies at the workshop, lies at the depot or is on order; and a minor one without parts."""
    for place in basin.room.down:
        if basin.draw.random() < 0.4:
            arrival = basin.draw.randint(1, 2) * DAY + 9 * 60
            number = ledger.count("part_orders") + 1
            ledger.add(
                "part_orders", id=f"CDE-{number}", item="PIECE", quantity=1, site=basin.workshop, expected=arrival
            )
        _add_event(ledger, basin, vehicles[place], with_part=True)
    _add_event(ledger, basin, vehicles[1 if 1 not in basin.room.down else 2], with_part=False)


def _add_event(ledger: Ledger, basin: Basin, asset: str, with_part: bool) -> None:
    number = ledger.count("technical_events") + 1
    code = "made.event_part" if with_part else "made.event_minor"
    ledger.add(
        "technical_events", **ledger.named(code, "description"), id=f"FT-{number}", asset=asset, acts=f"ACT-{number}",
        duration_hours=6.0 if with_part else 3.0, level=1, workshop_kind="terre", skills={"mecanicien": 1},
        parts={"PIECE": 1} if with_part else {}, immobilising=with_part, priority=1 if with_part else 4, reported=-DAY,
        due=(basin.days - 1) * DAY,
    )  # fmt: skip


def _add_path(ledger: Ledger, basin: Basin, unit: str) -> None:
    for activity, day in zip(PATH, basin.room.target_days, strict=True):
        target = day * DAY + _EVENING
        ledger.add("training_paths", unit=unit, activity=activity, target=target, weight=3, mandatory=True)
    if basin.draw.random() < 0.5:
        ledger.add("certifications", unit=unit, activity=PATH[0], obtained=-basin.draw.randint(10, 300) * DAY)
