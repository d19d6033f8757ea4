"""What every made-up world shares: its items, types of vehicles, checks and training activities."""

from scenarios._ledger import Ledger
from scenarios._room import Room

PER_PERSON = {"EAU": 3.0, "RATION": 1.0, "GAZOLE": 0.5}
COMPANY = {"PORTEUR-10T": 4, "CAMION-4T": 4, "CITERNE": 1, "VL-TT": 2, "DEPANNEUR": 1}
"""The twelve vehicles of a company."""

CALENDAR_DAYS = {"PORTEUR-10T": 180, "CAMION-4T": 180, "CITERNE": 120, "VL-TT": 365, "DEPANNEUR": 365}
USAGE_KM = {"PORTEUR-10T": 15000, "CAMION-4T": 12000, "CITERNE": 8000, "VL-TT": 15000, "DEPANNEUR": 9000}
CREW = {"PORTEUR-10T": 2, "CAMION-4T": 2, "CITERNE": 2, "VL-TT": 1, "DEPANNEUR": 2}
PATH = ("BASE", "SECTION", "SYNTHESE")
TRAINING_FUEL = 40


def add_catalogue(ledger: Ledger, room: Room) -> None:
    """Adds the rows that do not depend on the size of the world."""
    _add_items(ledger)
    _add_types(ledger)
    _add_checks(ledger)
    _add_training(ledger, room.trucks)


def _add_items(ledger: Ledger) -> None:
    for item, nato, us, unit, kg, m3, carriage in (
        ("EAU", "I", "I", "L", 1.1, 0.0014, "general"),
        ("RATION", "I", "I", "ration", 1.8, 0.006, "general"),
        ("GAZOLE", "III", "III", "L", 0.84, 0.001, "liquid"),
        ("KIT-VISITE", "II", "IX", "u", 25.0, 0.08, "general"),
        ("PIECE", "II", "IX", "u", 60.0, 0.15, "general"),
    ):
        ledger.add(
            "items", **ledger.named(f"made.item.{item}"), id=item, class_nato=nato, class_us=us, unit=unit,
            kg=kg, m3=m3, carriage=carriage,
        )  # fmt: skip


def _add_types(ledger: Ledger) -> None:
    for kind, vehicle_class, load_class, payload_kg, payload_m3, carriage, speed, fuel in (
        ("PORTEUR-10T", "heavy", 24, 10000.0, 35.0, "general", 70.0, 45.0),
        ("CAMION-4T", "heavy", 12, 4000.0, 16.0, "general", 70.0, 32.0),
        ("CITERNE", "heavy", 20, 6500.0, 7.7, "liquid", 65.0, 42.0),
        ("VL-TT", "light", 4, 500.0, 2.0, "none", 90.0, 13.0),
        ("DEPANNEUR", "heavy", 30, 0.0, 0.0, "none", 60.0, 60.0),
    ):
        ledger.add(
            "asset_types", **ledger.named(f"made.asset_type.{kind}"), id=kind, vehicle_class=vehicle_class,
            load_class=load_class, payload_kg=payload_kg, payload_m3=payload_m3, carriage=carriage, speed_kmh=speed,
            fuel_l_per_100km=fuel, crew=CREW[kind], weibull_shape=1.3, weibull_scale=2.0 * USAGE_KM[kind],
            weibull_unit="km",
        )  # fmt: skip


def _add_checks(ledger: Ledger) -> None:
    for rule, kind, check_type, hours, level, mechanics, parts in (
        ("VS-PORTEUR", "PORTEUR-10T", "VS", 8.0, 2, 2, {"KIT-VISITE": 1}),
        ("VS-CAMION", "CAMION-4T", "VS", 6.0, 1, 1, {"KIT-VISITE": 1}),
        ("VG-CITERNE", "CITERNE", "VG", 5.0, 2, 1, {}),
        ("VS-VL", "VL-TT", "VS", 4.0, 1, 1, {}),
        ("VS-DEPANNEUR", "DEPANNEUR", "VS", 8.0, 2, 2, {"KIT-VISITE": 1}),
    ):
        ledger.add(
            "check_rules", **ledger.named(f"made.check_rule.{rule}"), id=rule, asset_type=kind, check_type=check_type,
            calendar_limit_days=CALENDAR_DAYS[kind], calendar_tolerance_days=5, usage_limit=USAGE_KM[kind],
            usage_unit="km", usage_tolerance=500, duration_hours=hours, level=level, workshop_kind="terre",
            skills={"mecanicien": mechanics}, parts=parts,
        )  # fmt: skip


def _add_training(ledger: Ledger, trucks: int) -> None:
    vehicles = {"CAMION-4T": trucks, "VL-TT": 1}
    for activity, level, hours, before, area, field in (
        ("BASE", 1, 6.0, (), "salle", False),
        ("SECTION", 3, 8.0, ("BASE",), "terrain", True),
        ("SYNTHESE", 4, 8.0, ("SECTION",), "terrain", True),
    ):
        ledger.add(
            "training_activities", **ledger.named(f"made.activity.{activity}"), id=activity, level=level,
            duration_hours=hours, prerequisites=before, area_kind=area, instructors={f"moniteur-{area}": 1},
            vehicles=vehicles if field else {}, km=40 if field else 0,
            items={"GAZOLE": TRAINING_FUEL} if field else {}, validity_days=365,
        )  # fmt: skip
