"""The mini scenario's plan, against the arithmetic of its sources.md."""

import pytest

from copilot.model.plan import Plan


@pytest.fixture(scope="module")
def mini(drafted) -> Plan:
    return drafted("mini")[1]


def test_the_plan_is_proven_best_and_valid(mini: Plan) -> None:
    """Nothing is late, so that the cost is the way driven: 90 + 50 + 70 km, and 30 + 30 to the workshop and back."""
    assert (mini.verdict, mini.findings, mini.goal_met, mini.unmet) == ("VALID", (), True, ())
    assert (mini.solving.status, mini.solving.objective, mini.solving.cut_by_clock) == ("optimal", 270, False)
    assert {term.code: (term.amount, term.cost) for term in mini.terms if term.amount} == {"km": (270, 270)}


@pytest.mark.parametrize(
    ("name", "length", "km", "assets", "first", "last"),
    [
        ("CV-STE-MENEHOULD-01", 240, 90, {"6001-0001", "6001-0002"}, 300, 1020),
        ("VI-6001-0002-VS-CAMION", 360, 30, {"6001-0002"}, 480, 720),
        ("PR-SECTION-CONDUITE", 240, 50, {"6002-0002"}, 480, 1920),
        ("PR-SECTION-CONVOI", 360, 70, {"6001-0001", "6001-0002"}, 720, 2400),
        ("RE-FT-1", 240, 30, {"6002-0001"}, 1920, 3720),
    ],
)
def test_each_item_starts_within_its_window(
    mini: Plan, name: str, length: int, km: int, assets: set[str], first: int, last: int
) -> None:
    """The earliest and the latest start without a cost, by hand.

    The convoy leaves by day and has unloaded by Monday 20:00, 12 h before the shortage. The check, due on Tuesday
    01:00, ends on Monday at 18:00. Driving ends 6 h before its date at the latest; convoy driving comes after it and
    may be cut by a night. The repair waits for the belt, and ends by Wednesday 18:00.
    """
    item = mini.item[name]
    assert first <= item.start <= last
    assert item.start % 60 == 0
    assert (item.mode.duration, item.mode.km) == (length, km)
    assert set(item.assets) <= assets
    assert len(item.assets) == 1


def test_there_is_nothing_else(mini: Plan) -> None:
    """One convoy, one check, one repair, two trainings, in the order of their starts."""
    assert sorted(item.kind for item in mini.items) == ["check", "convoy", "repair", "training", "training"]
    assert [item.start for item in mini.items] == sorted(item.start for item in mini.items)


def test_the_convoy_brings_what_three_days_lack(mini: Plan) -> None:
    """4,500 L to drink and 500 to keep, 2,000 there: 3,000 L, loaded at the start and unloaded after three hours."""
    convoy = mini.item["CV-STE-MENEHOULD-01"].mode
    assert convoy.route == ("MOURMELON", "SUIPPES", "STE-MENEHOULD", "SUIPPES", "MOURMELON")
    assert convoy.stops == (("MOURMELON", 0), ("STE-MENEHOULD", 120))
    assert [(e.site, e.quantity, e.at) for e in convoy.effects] == [
        ("MOURMELON", -3000, 0),
        ("STE-MENEHOULD", 3000, 180),
    ]


def test_convoy_driving_comes_after_driving(mini: Plan) -> None:
    """The second step of the path starts once the first has ended."""
    assert mini.item["PR-SECTION-CONDUITE"].end <= mini.item["PR-SECTION-CONVOI"].start


def test_stocks_and_milestones(mini: Plan) -> None:
    """Nothing is ever lacking; on Wednesday evening the point holds its minimum; the three milestones are met."""
    assert [(line.short, line.lacking) for line in mini.stocks] == [((), 0)] * 3
    water = next(line for line in mini.stocks if line.site == "STE-MENEHOULD")
    assert dict(water.levels)[2880] == 2000
    assert [(line.id, line.met) for line in mini.milestones] == [("J-EAU", True), ("J-PRET", True), ("J-DISPO", True)]
    ready = mini.milestones[1]
    assert ready.reached == mini.item["PR-SECTION-CONVOI"].end


def test_each_agent_says_what_it_chose(mini: Plan) -> None:
    """The standing procedures: 48 h a delivery, 35 % of risk over 180 km, 6 h of margin, with a reason each."""
    policies = {note.agent: note.policy for note in mini.agents}
    chosen = {"cover_hours": 48, "safety_hours": 12, "early_hours": 48, "stops": 2}
    assert policies["logistics"].items() >= chosen.items()
    assert policies["maintenance"] == {"risk_percent": 35, "ahead_km": 180}
    assert policies["preparation"] == {"margin_hours": 6}
    assert {note.by for note in mini.agents} == {"procedure"}
    assert all(fact in mini.fact for note in mini.agents for reason in note.reasons for fact in reason.facts)
    assert all(len(note.reasons) == 1 for note in mini.agents)
