"""A world small enough to be planned by hand, and its plan, with every figure worked out on paper.

Three days from Monday 1 June 2026, 00:00, by the hour. Trucks drive DEP-PT1 in 30 min, PT1-PT2 in 30, PT2-DEP in 48.
"""

from copilot.model.activity import AssetNeed, Delay, Effect, Mode, Precedence, Subject, Unmet
from copilot.model.clock import DAY, Clock
from copilot.model.fact import FactBook
from copilot.model.noun import Message, digest
from copilot.model.plan import AvailabilityLine, MilestoneLine, Plan, PlanItem, Solving, StockLine, Term
from copilot.model.request import Limits, Milestone, Request
from copilot.model.world import (
    Area,
    Asset,
    AssetType,
    Certification,
    CheckRule,
    Closure,
    Commitment,
    Consumption,
    Instructors,
    Item,
    Leg,
    PartOrder,
    PathStep,
    Phase,
    Site,
    Stock,
    TechnicalEvent,
    Technicians,
    TrainingActivity,
    Unit,
    Workshop,
    World,
)


def rows(noun, columns, *lines):
    """Rows of a table, numbered from line 2."""
    names = columns.split()
    return tuple(noun(row=n, **dict(zip(names, line, strict=True))) for n, line in enumerate(lines, start=2))


def world():
    named = "id name_fr name_en "
    return World(
        clock=Clock(start="2026-06-01T00:00:00+02:00", step=60, steps=72),
        sites=rows(
            Site,
            named + "lat lon kind handling_capacity handling_minutes",
            ("DEP", "Dépôt", "Depot", 43.5, 6.5, "depot", 2, 30),
            ("PT1", "Point 1", "Point 1", 43.4, 6.6, "distribution", 1, 30),
            ("PT2", "Point 2", "Point 2", 43.3, 6.7, "distribution", 2, 30),
            ("ATL", "Atelier", "Workshop", 43.6, 6.4, "workshop", 1, 30),
            ("CAMP", "Camp", "Camp", 43.7, 6.3, "camp", 1, 30),
        ),
        legs=rows(
            Leg,
            "id origin destination km hours_light hours_heavy load_class",
            ("L1", "DEP", "PT1", 30, 0.4, 0.5, 60),
            ("L2", "PT1", "PT2", 20, 0.3, 0.5, 60),
            ("L3", "PT2", "DEP", 40, 0.7, 0.8, 60),
            ("L4", "DEP", "ATL", 20, 0.4, 0.5, 60),
            ("L5", "CAMP", "DEP", 30, 0.5, 0.5, 60),
            ("L6", "PT1", "ATL", 10, 0.2, 0.2, 5),
        ),
        closures=rows(Closure, "leg start end reason_fr reason_en", ("L2", DAY, 2 * DAY, "crue", "flood")),
        items=rows(
            Item,
            named + "class_nato class_us unit kg m3 carriage",
            ("EAU", "Eau", "Water", "I", "I", "L", 1, 0.001, "general"),
            ("GAZ", "Gazole", "Diesel", "III", "III", "L", 0.85, 0.001, "liquid"),
            ("PIECE", "Courroie", "Belt", "II", "IX", "pce", 10, 0.1, "general"),
            ("RATION", "Ration", "Ration", "I", "I", "ration", 1.5, 0.004, "general"),
        ),
        stocks=rows(
            Stock,
            "site item quantity minimum",
            ("DEP", "EAU", 20000, 0),
            ("PT1", "EAU", 2000, 200),
            ("PT2", "EAU", 3000, 200),
            ("ATL", "PIECE", 1, 0),
            ("DEP", "RATION", 100, 0),
        ),
        phases=rows(Phase, named + "start end", ("P1", "Urgence", "Emergency", 0, 3 * DAY)),
        consumption=rows(
            Consumption, "site item phase per_day", ("PT1", "EAU", None, 1440), ("PT2", "EAU", "P1", 1440)
        ),
        part_orders=rows(PartOrder, "id item quantity site expected", ("O1", "PIECE", 2, "ATL", 2000)),
        asset_types=rows(
            AssetType,
            named + "vehicle_class load_class payload_kg payload_m3 carriage speed_kmh fuel_l_per_100km crew"
            " weibull_shape weibull_scale weibull_unit",
            ("CAM", "Camion", "Truck", "heavy", 14, 5000, 20, "general", 60, 35, 1, 1.2, 30000, "km"),
            ("VL", "Véhicule léger", "Light vehicle", "light", 4, 500, 2, "none", 80, 12, 1, 1.2, 40000, "km"),
        ),
        assets=rows(
            Asset,
            "id type unit site park km hours last_check last_check_km last_check_hours state",
            ("T1", "CAM", "GL", "DEP", "psp", 40800, 900, -10 * DAY, 40000, 850, "available"),
            ("T2", "CAM", "GL", "DEP", "psp", 30500, 900, -10 * DAY, 30000, 850, "available"),
            ("T3", "CAM", "GL", "DEP", "psp", 20300, 900, DAY - 180 * DAY, 20000, 850, "available"),
            ("TX", "CAM", "GL", "ATL", "psp", 10300, 900, -10 * DAY, 10000, 850, "available"),
            ("V1", "VL", "SEC", "CAMP", "psp", 10300, 900, -100 * DAY, 10000, 850, "down"),
            ("V2", "VL", "SEC", "CAMP", "psp", 10300, 900, -100 * DAY, 10000, 850, "available"),
            ("V3", "VL", "GL", "DEP", "pg", 10300, 900, -400 * DAY, 10000, 850, "storage"),
        ),
        commitments=rows(
            Commitment,
            named + "unit asset_type count site start end km mandatory value",
            ("CM", "Évacuation", "Evacuation", "GL", "CAM", 1, "DEP", 1510, 1810, 20, True, 5),
        ),
        check_rules=rows(
            CheckRule,
            named + "asset_type check_type calendar_limit_days usage_limit duration_hours level workshop_kind skills",
            ("VS-CAM", "Visite du camion", "Truck check", "CAM", "VS", 180, 1000, 4, 1, "terre", {"MEC": 1}),
            ("VS-VL", "Visite du VL", "Light vehicle check", "VL", "VS", 365, 15000, 4, 1, "terre", {"MEC": 1}),
        ),
        technical_events=rows(
            TechnicalEvent,
            "id asset description_fr description_en acts duration_hours level workshop_kind skills parts immobilising"
            " priority reported",
            ("E1", "V1", "Courroie", "Belt", "Remplacer", 2.5, 2, "terre", {"ELEC": 1}, {"PIECE": 1}, True, 1, -900),
            ("E2", "TX", "Soudure", "Weld", "Souder", 6, 3, "lourd", {}, {}, False, 3, -900),
        ),
        workshops=rows(
            Workshop,
            named + "site kind level bays mobile open_days open_from open_to",
            ("AT", "Atelier", "Workshop", "ATL", "terre", 2, 1, False, "1234567", 480, 1080),
            ("MOB", "Équipe mobile", "Mobile team", "ATL", "terre", 2, 1, True, "1234567", 420, 1140),
        ),
        technicians=rows(
            Technicians,
            "id workshop skill count",
            ("M", "AT", "MEC", 1),
            ("E", "MOB", "ELEC", 1),
            ("A", "AT", "ELEC", 0),
        ),
        units=rows(
            Unit,
            named + "kind strength site drivers",
            ("GL", "Groupe logistique", "Logistic group", "log", 30, "DEP", 2),
            ("SEC", "Section", "Platoon", "inf", 30, "CAMP", 1),
        ),
        training_activities=rows(
            TrainingActivity,
            named + "level duration_hours prerequisites area_kind instructors vehicles km items validity_days",
            ("TA0", "Secourisme", "First aid", 1, 2, (), "salle", {}, {}, 0, {}, 365),
            ("TA1", "Nage", "Swimming", 1, 3, (), "eau", {"NAGE": 1}, {}, 0, {"RATION": 20}, 90),
            ("TA2", "Sauvetage", "Rescue", 2, 4, ("TA0", "TA1"), "eau", {}, {"VL": 1}, 15, {}, 90),
        ),
        training_paths=rows(
            PathStep,
            "unit activity target weight mandatory",
            ("SEC", "TA0", 4000, 3, True),
            ("SEC", "TA1", 4000, 3, True),
            ("SEC", "TA2", 4000, 3, True),
        ),
        certifications=rows(Certification, "unit activity obtained", ("SEC", "TA0", -100 * DAY)),
        instructors=rows(Instructors, "id qualification count available_from available_to", ("N", "NAGE", 1, 0, DAY)),
        areas=rows(
            Area,
            named + "site kind capacity open_days open_from open_to",
            ("AR", "Plan d'eau", "Lake", "DEP", "eau", 1, "1234567", 480, 1080),
            ("SALLE", "Salle", "Room", "CAMP", "salle", 1, "1234567", 480, 1080),
        ),
    )


def request():
    return Request(
        words="Tenir trois jours.",
        limits=Limits(night_movement=False, day_from=300, day_to=1320, convoy_vehicles=3),
        milestones=rows(
            Milestone,
            "id kind unit asset_type due target",
            ("M1", "supplied", None, None, 4000, 100),
            ("M2", "ready", "SEC", None, 3000, 100),
            ("M3", "available", None, "CAM", 2160, 75),
        ),
    )


def convoy():
    """Loads 08:00-08:30, unloads 09:00-10:00 at PT1 and 10:30-11:00 at PT2, back at 11:48; 30 + 20 + 40 km."""
    return PlanItem(
        id="CV-1",
        domain="logistics",
        kind="convoy",
        label=Message(code="label.convoy"),
        subject=Subject(site="PT1", reference="EAU"),
        delays=(Delay(code="short.logistics", after=500, weight=2, site="PT1"),),
        value=50,
        start=480,
        end=708,
        assets=("T1", "T2"),
        mode=Mode(
            id="2",
            duration=228,
            site="DEP",
            route=("DEP", "PT1", "PT2", "DEP"),
            stops=(("DEP", 0), ("PT1", 60), ("PT2", 150)),
            assets=(AssetNeed(site="DEP", count=2, candidates=("T1", "T2", "T3")),),
            effects=(
                Effect(site="DEP", item="EAU", quantity=-5000, at=0),
                Effect(site="PT1", item="EAU", quantity=3000, at=120),
                Effect(site="PT2", item="EAU", quantity=2000, at=180),
            ),
            km=90,
            hours=2,
        ),
    )


def items():
    """The convoy; a check 09:00-13:00; a repair by the mobile team 10:00-12:30; a commitment; two trainings."""
    work = {"domain": "maintenance", "label": Message(code="label.work")}
    train = {"domain": "preparation", "kind": "training", "label": Message(code="label.training")}
    check = Mode(id="AT", duration=240, calendar="AT", site="DEP", workshop="AT", km=40)
    repair = Mode(
        id="MOB",
        duration=150,
        calendar="MOB",
        site="CAMP",
        workshop="MOB",
        effects=(Effect(site="ATL", item="PIECE", quantity=-1, at=0),),
    )
    swim = Mode(
        id="AR",
        duration=180,
        calendar="AR",
        site="CAMP",
        area="AR",
        effects=(Effect(site="DEP", item="RATION", quantity=-20, at=0),),
    )
    rescue = Mode(id="AR", duration=240, calendar="AR", site="CAMP", area="AR", km=75, hours=4)
    return (
        convoy(),
        PlanItem(
            id="CH-1",
            kind="check",
            subject=Subject(asset="T3", reference="VS-CAM"),
            mode=check,
            start=540,
            end=780,
            assets=("T3",),
            **work,
        ),
        PlanItem(
            id="RP-1",
            kind="repair",
            subject=Subject(asset="V1", reference="E1"),
            mode=repair,
            start=600,
            end=750,
            assets=("V1",),
            **work,
        ),
        PlanItem(
            id="CM-1",
            domain="logistics",
            kind="commitment",
            label=Message(code="label.commitment"),
            subject=Subject(unit="GL", reference="CM"),
            mode=Mode(id="CM", duration=300, site="DEP", km=20),
            start=1510,
            end=1810,
            assets=("T3",),
            mandatory=True,
        ),
        PlanItem(id="TR-1", subject=Subject(unit="SEC", reference="TA1"), mode=swim, start=540, end=720, **train),
        PlanItem(
            id="TR-2",
            subject=Subject(unit="SEC", reference="TA2"),
            mode=rescue,
            start=1980,
            end=2220,
            assets=("V2",),
            after=(Precedence(activity="TR-1"),),
            delays=(Delay(code="late.preparation", after=2160, weight=3),),
            **train,
        ),
    )


def plan(world, request):
    """The valid plan, every figure with its fact."""
    stocks = (
        StockLine(site="DEP", item="EAU", levels=((0, 20000), (480, 15000), (1440, 15000), (2880, 15000))),
        StockLine(site="PT1", item="EAU", levels=((0, 2000), (600, 4400), (1440, 3560), (2880, 2120))),
        StockLine(site="PT2", item="EAU", levels=((0, 3000), (660, 4340), (1440, 3560), (2880, 2120))),
        StockLine(site="ATL", item="PIECE", levels=((0, 1), (600, 0), (1440, 0), (2000, 2), (2880, 2))),
        StockLine(site="DEP", item="RATION", levels=((0, 100), (540, 80), (1440, 80), (2880, 80))),
    )
    made = Plan(
        scenario="sample",
        world=digest(world),
        clock=world.clock,
        request=request,
        items=items(),
        unmet=(
            Unmet(
                id="RP-2",
                domain="maintenance",
                label=Message(code="label.work"),
                cause=Message(code="cause.workshop"),
                subject=Subject(asset="TX", reference="E2"),
                value=30,
            ),
        ),
        milestones=(
            MilestoneLine(id="M1", label=Message(code="label.milestone"), due=4000, met=True),
            MilestoneLine(id="M2", label=Message(code="label.milestone"), due=3000, reached=2220, met=True),
            MilestoneLine(id="M3", label=Message(code="label.milestone"), due=2160, value=100, met=True),
        ),
        terms=(
            Term(code="late.preparation", amount=1, unit="h", cost=3),
            Term(code="short.logistics", amount=2, unit="h", cost=4),
            Term(code="dropped.maintenance", amount=1, unit="task", cost=30),
            Term(code="km", amount=315, unit="km", cost=315, bound=300),
        ),
        stocks=stocks,
        availability=(
            AvailabilityLine(asset_type="CAM", days=((720, 4, 3), (2160, 4, 4), (3600, 4, 4))),
            AvailabilityLine(asset_type="VL", days=((720, 3, 1), (2160, 3, 2), (3600, 3, 2))),
        ),
        solving=Solving(status="optimal", objective=352, bound=345, seed=1, effort=1.0),
    )
    return explained(world, made)


def explained(world, plan):
    """The plan with a computed fact for each figure, from two input cells."""
    book = FactBook("T", "1")
    inputs = [book.cell(world.stocks[0], "quantity", "L"), book.cell(world.check_rules[0], "skills", value=1)]
    run = book.run("by.hand")
    for address, value in addresses(plan):
        book.computed(run, value, "", inputs, about=address)
    return plan.model_copy(update={"facts": book.facts, "runs": book.runs})


def addresses(plan):
    for item in plan.items:
        yield f"items/{item.id}/start", item.start
        yield f"items/{item.id}/end", item.end
        yield f"items/{item.id}/mode/km", item.mode.km
        for n, effect in enumerate(item.mode.effects):
            yield f"items/{item.id}/mode/effects/{n}/quantity", effect.quantity
    for term in plan.terms:
        yield f"terms/{term.code}/amount", term.amount
        yield f"terms/{term.code}/cost", term.cost
    for line in plan.milestones:
        for name in ("due", "reached", "value"):
            if getattr(line, name) is not None:
                yield f"milestones/{line.id}/{name}", getattr(line, name)
    for line in plan.stocks:
        yield f"stocks/{line.site}/{line.item}/lacking", line.lacking
    for line in plan.availability:
        for n, (_, _, available) in enumerate(line.days):
            yield f"availability/{line.asset_type}/{n}", available
    yield "solving/objective", plan.solving.objective
    yield "solving/bound", plan.solving.bound
    yield from ((f"terms/{term.code}/bound", term.bound) for term in plan.terms if term.bound is not None)
