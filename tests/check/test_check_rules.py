"""Each thing that a rule can find is found on a plan that is wrong in just that way."""

import ast
from pathlib import Path
from random import Random

import pytest

import tools.check
from copilot.model.activity import Effect
from copilot.model.change import Absent, AssetLost, CostChanged, ItemAsked, Sourced
from copilot.model.changing import apply
from copilot.model.decision import Decision, ItemEdit
from copilot.model.fact import Changed, Computed
from copilot.model.noun import LANGUAGES, Message, digest
from copilot.model.plan import AvailabilityLine, StockLine, Term
from copilot.model.request import Limits
from copilot.texts import Speaker, texts
from tools.check import RULES, UNJUDGED, check


class Bench:
    """The sample, and short ways to change it."""

    def __init__(self, world, request, plan, tools):
        self.world, self.request, self.plan, self.parent = world, request, plan, None
        self.tools, self.with_ = tools, tools.with_

    def item(self, name, **changes):
        self.plan = self.tools.replaced(self.plan, self.plan.item[name], **changes)

    def mode(self, name, **changes):
        self.item(name, mode=self.with_(self.plan.item[name].mode, **changes))

    def set(self, **changes):
        self.plan = self.tools.forged(self.with_(self.plan, **changes))

    def raw(self, **changes):
        self.plan = self.with_(self.plan, **changes)

    def table(self, table, number, **changes):
        rows = getattr(self.world, table)
        self.tables(**{table: self.tools.edited(rows[number], rows, **changes)})

    def tables(self, **tables):
        self.world = self.with_(self.world, **tables)
        self.raw(world=digest(self.world))

    def limits(self, **limits):
        self.request = self.with_(self.request, limits=Limits(**limits))
        self.raw(request=self.request)

    def decide(self, item, verb, **more):
        decision = Decision(plan="-", item=item, verb=verb, by="adj.", at="2026-06-01T08:00:00+02:00", **more)
        self.raw(decisions=(decision,))

    def term(self, **term):
        self.set(terms=(*self.plan.terms, Term(unit="h", **term)))

    def unmet(self, **changes):
        self.set(unmet=(*self.plan.unmet, self.with_(self.plan.unmet[0], **changes)))

    def fact(self, **changes):
        last = self.plan.facts[-1]
        self.raw(facts=(*self.plan.facts[:-1], self.with_(last, **changes)))

    def facts_in_a_circle(self):
        a, b = self.plan.facts[-2:]
        run = a.origin.run
        circle = (
            self.with_(a, origin=Computed(run=run, inputs=(b.id,))),
            self.with_(b, origin=Computed(run=run, inputs=(a.id,))),
        )
        self.raw(facts=(*self.plan.facts[:-2], *circle))

    def declared_shortage(self):
        """PT1 starts with 500 L: empty at minute 500, served again at 600, when 100 L were lacking."""
        self.table("stocks", 1, quantity=500)
        levels = ((0, 500), (600, 3000), (1440, 2160), (2880, 720))
        lines = [
            StockLine(site="PT1", item="EAU", levels=levels, short=((500, 600), (3600, 4320)), lacking=820)
            if line.site == "PT1"
            else line
            for line in self.plan.stocks
        ]
        first, *others = self.plan.milestones
        self.set(stocks=tuple(lines), milestones=(self.with_(first, met=False), *others))

    def told(self, *changes):
        """The plan says these changes, whose world and request are remade, and does nothing of them."""
        world, request = apply(self.world, self.request, changes)
        self.raw(changes=changes, world=digest(world), request=request)

    def second_depot(self):
        """PT1 is supplied from the workshop as well, although one alone of the two sites may."""
        first = self.plan.item["CV-1"]
        effects = tuple(self.with_(e, site="ATL") if e.quantity < 0 else e for e in first.mode.effects)
        again = self.with_(first, id="CV-9", mode=self.with_(first.mode, effects=effects))
        self.set(items=(*self.plan.items, again))
        self.told(Sourced(how="one_of", depots=("DEP", "ATL"), site="PT1"))

    def other_parent(self):
        self.parent = self.plan
        self.item("CV-1", start=540, end=768)
        self.decide("CV-1", "lock")

    def under_way(self, now, parent=None):
        """The plan made again at a moment at which CV-1 had begun, an hour earlier than it now says."""
        self.parent = self.plan if parent is None else self.with_(self.plan, items=parent)
        self.item("CV-1", start=self.plan.item["CV-1"].start - 60)
        self.raw(now=now)


def _subject(bench, name, **changes):
    return bench.with_(bench.plan.item[name].subject, **changes)


GOOD = Effect(site="ATL", item="PIECE", quantity=1, at=0)
UNKNOWN_STOCK = StockLine(site="NON", item="EAU", levels=())
UNKNOWN_FLEET = AvailabilityLine(asset_type="NON", days=())
EDIT = {"reason": "-", "verb": "edit"}

CASES = {
    "basis.other_world": lambda b: b.raw(world="0" * 64),
    "basis.other_clock": lambda b: b.raw(clock=b.with_(b.plan.clock, steps=71)),
    "basis.other_request": lambda b: b.raw(request=b.with_(b.request, caveats=("x",))),
    "basis.changes": lambda b: b.raw(changes=(AssetLost(asset="NON"),)),
    "references.unknown": lambda b: b.item("CV-1", assets=("T1", "NON")),
    "references.left_out": lambda b: b.mode("CH-1", workshop=None),
    "references.unknown_stock": lambda b: b.set(stocks=(*b.plan.stocks, UNKNOWN_STOCK)),
    "references.unknown_type": lambda b: b.set(availability=(*b.plan.availability, UNKNOWN_FLEET)),
    "references.twice": lambda b: b.set(terms=(*b.plan.terms, b.plan.terms[0])),
    "window.absurd": lambda b: b.item("CV-1", start=10**9, end=10**9 + 1),
    "window.early": lambda b: b.item("CV-1", earliest=481),
    "window.late": lambda b: b.item("CV-1", latest=707),
    "booking.named_twice": lambda b: b.item("CV-1", assets=("T1", "T1")),
    "absences.away": lambda b: b.told(Absent(what="asset", of="T1", start=0, end=600)),
    "sourcing.forbidden": lambda b: b.told(Sourced(how="never", depots=("DEP",), item="EAU")),
    "sourcing.several": lambda b: b.second_depot(),
    "directives.assets": lambda b: b.told(ItemAsked(name="CV-1", how="with", assets=("T2",))),
    "directives.forbidden": lambda b: b.told(ItemAsked(name="CV-1", how="forbidden")),
    "directives.forced": lambda b: b.told(ItemAsked(name="CV-7", how="forced")),
    "directives.gone": lambda b: b.told(ItemAsked(name="CV-7", how="at", start=600)),
    "directives.start": lambda b: b.told(ItemAsked(name="CV-1", how="at", start=600)),
    "costs.item": lambda b: b.told(CostChanged(what="asset_types", of="CAM", amount=1)),
    "pools.instructor": lambda b: b.table("instructors", 0, available_to=600),
    "pools.skill": lambda b: b.table("technicians", 0, count=0),
    "pools.area": lambda b: b.table("areas", 0, capacity=0),
    "pools.dock": lambda b: b.table("sites", 1, handling_capacity=0),
    "travel.no_dock": lambda b: b.table("sites", 1, handling_capacity=0),
    "travel.no_leg": lambda b: b.mode("CV-1", route=("DEP", "PT1", "CAMP", "DEP")),
    "travel.no_way": lambda b: b.mode("CH-1", route=("DEP", "PT1")),
    "travel.missed": lambda b: b.mode("CV-1", stops=(("DEP", 0), ("PT2", 60), ("PT1", 150))),
    "travel.no_return": lambda b: b.mode("CV-1", route=("DEP", "PT1", "PT2")),
    "travel.before_window": lambda b: b.item("CH-1", start=0, end=720),
    "travel.hours": lambda b: b.mode("CV-1", hours=1),
    "travel.end": lambda b: b.item("CV-1", end=700),
    "convoys.large": lambda b: b.limits(convoy_vehicles=1),
    "convoys.night": lambda b: b.limits(night_movement=False, day_from=500, day_to=700),
    "convoys.mixed": lambda b: b.item("CV-1", assets=("T1", "V3")),
    "load.mass": lambda b: b.item("CV-1", assets=("T1",)) or b.table("asset_types", 0, payload_kg=4999),
    "load.volume": lambda b: b.table("asset_types", 0, payload_m3=2.4),
    "load.carriage": lambda b: b.table("asset_types", 0, carriage="liquid"),
    "location.other_asset": lambda b: b.item("CH-1", assets=("T1",)),
    "location.not_asked": lambda b: b.item("CH-1", subject=_subject(b, "CH-1", reference="VS-VL")),
    "location.other_unit": lambda b: b.table("commitments", 0, unit="SEC"),
    "location.count": lambda b: b.table("commitments", 0, count=2),
    "work.end": lambda b: b.item("CH-1", end=840),
    "work.never_done": lambda b: b.table("check_rules", 0, duration_hours=40),
    "workshops.kind": lambda b: b.table("workshops", 0, kind="-"),
    "workshops.level": lambda b: b.table("workshops", 1, level=1),
    "workshops.skill": lambda b: b.table("technicians", 1, skill="-"),
    "parts.elsewhere": lambda b: b.mode("CH-1", effects=(GOOD,)),
    "parts.quantity": lambda b: b.table("technical_events", 0, parts={"PIECE": 2}),
    "training.area": lambda b: b.table("areas", 0, kind="-"),
    "commitments.time": lambda b: b.table("commitments", 0, start=1509),
    "commitments.site": lambda b: b.mode("CM-1", site="ATL"),
    "stocks.overdrawn": lambda b: b.table("stocks", 3, quantity=0),
    "stocks.unsaid": lambda b: b.table("stocks", 1, quantity=500),
    "stocks.short": lambda b: b.declared_shortage(),
    "stocks.minimum": lambda b: b.table("stocks", 2, minimum=2341),
    "usage.down": lambda b: b.item("TR-2", assets=("V1",)) or b.item("RP-1", start=2280, end=2430),
    "coverage.both": lambda b: b.unmet(id="X", subject=_subject(b, "RP-1")),
    "coverage.mandatory": lambda b: b.unmet(id="X", subject=_subject(b, "TR-1")),
    "coverage.unmet_twice": lambda b: b.unmet(),
    "coverage.twice": lambda b: b.set(items=(*b.plan.items, b.with_(b.plan.item["TR-1"], id="TR-9"))),
    "milestones.missing": lambda b: b.set(milestones=b.plan.milestones[1:]),
    "milestones.unknown": lambda b: b.set(milestones=(*b.plan.milestones, b.with_(b.plan.milestones[0], id="M9"))),
    "milestones.due": lambda b: b.set(milestones=(b.with_(b.plan.milestones[0], due=1), *b.plan.milestones[1:])),
    "milestones.short": lambda b: b.table("stocks", 1, quantity=500),
    "totals.bound": lambda b: b.set(solving=b.with_(b.plan.solving, bound=353)),
    "bounds.term": lambda b: b.set(terms=tuple(b.with_(t, bound=t.amount + 1) for t in b.plan.terms)),
    "bounds.plan": lambda b: b.set(solving=b.with_(b.plan.solving, bound=-1)),
    "totals.unkept": lambda b: b.term(code="unkept", amount=1, cost=500_000),
    "totals.moved": lambda b: b.term(code="moved", amount=1, cost=20),
    "totals.unknown_term": lambda b: b.term(code="health", amount=0, cost=0),
    "projections.no_stock": lambda b: b.set(stocks=b.plan.stocks[1:]),
    "projections.no_fleet": lambda b: b.set(availability=b.plan.availability[1:]),
    "projections.noons": lambda b: b.set(availability=(b.with_(b.plan.availability[0], days=()),)),
    "projections.outside": lambda b: b.set(stocks=(b.with_(b.plan.stocks[0], levels=((9999, 1),)),)),
    "projections.no_level": lambda b: b.set(stocks=(b.with_(b.plan.stocks[0], levels=()),)),
    "projections.short": lambda b: b.set(stocks=(b.with_(b.plan.stocks[1], short=((5, 50),)),)),
    "facts.nowhere": lambda b: b.fact(about="items/NON/start"),
    "facts.run": lambda b: b.fact(origin=Computed(run="NON")),
    "facts.input": lambda b: b.fact(origin=Computed(run="RT1", inputs=("F0",))),
    "facts.call": lambda b: b.raw(runs=(b.with_(b.plan.runs[0], seed=99),)),
    "facts.circle": lambda b: b.facts_in_a_circle(),
    "facts.changed": lambda b: b.fact(origin=Changed(change=0, table="assets", row=2, column="km")),
    "under_way.no_parent": lambda b: b.raw(now=700),
    "under_way.changed": lambda b: b.under_way(now=700),
    "under_way.past": lambda b: b.under_way(now=700, parent=()),
    "decisions.gone": lambda b: b.decide("NON", "accept"),
    "decisions.start": lambda b: b.decide("CV-1", **EDIT, edit=ItemEdit(start=540)),
    "decisions.assets": lambda b: b.decide("CV-1", **EDIT, edit=ItemEdit(assets=("T3",))),
    "decisions.moved": lambda b: b.other_parent(),
    "rule.unjudged": lambda b: b.raw(stocks=(b.with_(b.plan.stocks[0], levels=(("x", 1),)), *b.plan.stocks[1:])),
}


@pytest.fixture
def bench(world, request_, plan, breaking):
    return Bench(world, request_, plan, breaking)


@pytest.mark.parametrize("what", CASES)
def test_rule_sees_what_it_watches_for(bench, what):
    """A plan wrong in one way gets the finding of that way, said in both languages with every figure in place."""
    CASES[what](bench)
    review = check(bench.world, bench.request, bench.plan, bench.parent)
    found = [finding for finding in review.findings if finding.message.code == f"finding.{what}"]
    assert found, [finding.message.code for finding in review.findings]
    assert review.verdict == ("INVALID" if any(f.severity == "error" for f in review.findings) else review.verdict)
    for language in LANGUAGES:
        said = Speaker(language, clock=bench.world.clock).say(found[0].message)
        assert said
        assert not {"{", "}", "@"} & set(said)


@pytest.mark.parametrize(
    ("what", "of", "finding"),
    [
        ("drivers", "GL", "pools.driver"),
        ("instructors", "N", "pools.instructor"),
        ("technicians", "M", "pools.skill"),
        ("bays", "AT", "pools.bay"),
        ("places", "AR", "pools.area"),
        ("docks", "DEP", "pools.dock"),
    ],
)
def test_people_and_places_that_are_absent_are_not_there(bench, what, of, finding):
    """With all of them absent for the whole window, who takes one is found; with none absent at the time, nobody."""
    bench.told(Absent(what=what, of=of, count=100, start=0, end=4320))
    assert f"finding.{finding}" in {f.message.code for f in check(bench.world, bench.request, bench.plan).findings}
    bench.told(Absent(what=what, of=of, count=100, start=4319, end=4320))
    assert check(bench.world, bench.request, bench.plan).verdict == "VALID"


@pytest.mark.parametrize(
    "change",
    [
        Sourced(how="only", depots=("DEP",)),
        Sourced(how="never", depots=("DEP",), site="CAMP"),
        Sourced(how="never", depots=("DEP",), item="GAZ"),
        Sourced(how="one_of", depots=("DEP", "ATL")),
        ItemAsked(name="CV-1", how="forced"),
        ItemAsked(name="CV-1", how="at", start=480),
        ItemAsked(name="CV-1", how="with", assets=("T2", "T1")),
        ItemAsked(name="CV-7", how="forbidden"),
        CostChanged(what="workshops", of="MOB", amount=0),
        Absent(what="asset", of="T1", start=4200, end=4320),
    ],
)
def test_a_plan_that_does_what_a_change_says_stays_valid(bench, change):
    """A change that the plan happens to respect breaks nothing."""
    bench.told(change)
    assert check(bench.world, bench.request, bench.plan).verdict == "VALID"


@pytest.mark.parametrize("what", ["stocks.short", "stocks.minimum", "projections.no_fleet"])
def test_warning_leaves_the_plan_valid(bench, what):
    """What a planner may accept is said without making the plan INVALID."""
    CASES[what](bench)
    review = check(bench.world, bench.request, bench.plan)
    assert review.verdict == "VALID"


@pytest.mark.parametrize(
    "what",
    [
        "basis.other_world",
        "basis.other_clock",
        "basis.other_request",
        "basis.changes",
        "totals.unknown_term",
        "rule.unjudged",
    ],
)
def test_what_cannot_be_judged_is_unknown(bench, what):
    """A plan that a rule cannot be applied to is UNKNOWN, with the reason among the findings."""
    CASES[what](bench)
    review = check(bench.world, bench.request, bench.plan)
    assert review.verdict == "UNKNOWN"
    assert f"finding.{what}" in UNJUDGED & {finding.message.code for finding in review.findings}


def _codes():
    """Every code written in the rules, read from their sources."""
    for path in Path(tools.check.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            called = getattr(node, "func", None)
            if isinstance(called, ast.Name) and called.id in ("error", "warning", "say"):
                yield f"finding.{node.args[0].value}"


def test_every_code_has_its_text_in_both_languages():
    """Codes in the rules and texts in the files are the same set, in French and in English."""
    codes = set(_codes())
    assert len(codes) > 90
    for language in LANGUAGES:
        assert {key for key in texts(language) if key.startswith("finding.")} == codes


def test_every_code_is_raised_by_some_broken_plan(world, request_, plan, breaking):
    """No rule can say something that no plan of these tests makes it say."""
    raised = {f"finding.{what}" for what in CASES}
    for mutation in breaking.MUTATIONS:
        for seed in range(12):
            mutant = mutation(world, request_, plan, Random(seed))
            raised |= {finding.message.code for finding in check(mutant.world, request_, mutant.plan).findings}
    assert set(_codes()) - raised == set()


def test_rules_bear_the_names_of_their_findings(bench):
    """Each rule is listed once under the name that its findings bear."""
    names = [name for name, _ in RULES]
    assert len(names) == len(set(names))
    assert {code.split(".")[1] for code in _codes()} == {*names, "basis", "rule", "under_way"}


def test_findings_point_at_the_facts_of_their_items(bench, plan):
    """A finding on an item carries the facts of its start and end."""
    bench.item("CV-1", latest=707)
    found = check(bench.world, bench.request, bench.plan).findings[0]
    assert [plan.fact[name].about for name in found.facts] == ["items/CV-1/start", "items/CV-1/end"]


def test_finding_on_a_stock_points_at_its_fact(bench, plan):
    """A finding on a stock without an item carries the fact of what is lacking there."""
    CASES["stocks.minimum"](bench)
    found = check(bench.world, bench.request, bench.plan).findings[0]
    assert [bench.plan.fact[name].about for name in found.facts] == ["stocks/PT2/EAU/lacking"]


def test_usage_limit_in_hours_counts_training(bench):
    """A vehicle two hours from its limit in hours cannot take part in four hours of training."""
    bench.table("check_rules", 1, usage_limit=52, usage_unit="h")
    assert "finding.usage.counter" in {f.message.code for f in check(bench.world, bench.request, bench.plan).findings}
    bench.table("check_rules", 1, usage_limit=54)
    assert check(bench.world, bench.request, bench.plan).verdict == "VALID"


def test_unmet_need_without_subject_is_known_by_the_rows_it_names(bench):
    """An unmet need that names its rows in its texts covers the need."""
    label = Message(code="label.work", args={"asset": "@assets/TX", "event": "@technical_events/E2"})
    bench.set(unmet=(bench.with_(bench.plan.unmet[0], subject=None, label=label),))
    assert check(bench.world, bench.request, bench.plan).verdict == "VALID"


def test_the_same_plan_twice_gives_the_same_review(bench):
    """Checking is deterministic."""
    bench.item("CV-1", assets=("T1", "TX"))
    reviews = [check(bench.world, bench.request, bench.plan) for _ in range(2)]
    assert reviews[0] == reviews[1]
