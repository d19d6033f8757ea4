"""What a model says it read is held against the text and the world."""

import json
from dataclasses import dataclass

import pytest

from copilot.graph.quoting import figures, unsaid
from copilot.model.change import Absent, Demand
from copilot.model.talk import Reply

LOST = {"kind": "asset_lost", "asset": "6101-0011"}


@dataclass
class Says:
    """A model that gives one answer, whatever it is asked."""

    answer: dict
    model: str = "says"

    def ask(self, prompt, stopped):
        """The answer as JSON."""
        return Reply(text=json.dumps(self.answer))


@pytest.mark.parametrize(
    ("change", "quote", "why"),
    [
        (LOST, "6101-0011 est perdu", "not_said"),
        (LOST | {"asset": "6101-9999"}, "Le porteur est perdu", "no_row"),
        ({"kind": "demand", "site": "FREJUS", "item": "EAU", "percent": 130}, "augmente de 20 %", "figure"),
        (
            {"kind": "leg_closed", "leg": "D955", "start": "2026-11-31T08:00", "end": "2026-12-01T08:00"},
            "Le porteur est perdu",
            "no_value",
        ),
    ],
)
def test_a_change_without_words_row_or_figure_is_refused(asking, change, quote, why):
    """Words that are not in the text, a row that nobody has, a figure that is not in the words, a day that is none."""
    text = "Le porteur est perdu. La consommation d'eau à Fréjus augmente de 20 %."
    model = Says({"changes": [{"change": change, "quote": quote}], "unused": []})
    read = asking("crue-argens", "fr", model).report(text)
    assert read.changes == ()
    assert [one.why.code for one in read.refused] == [f"intake.refused.{why}"]


@pytest.mark.parametrize(
    ("quote", "whole", "missing"),
    [
        ("le moniteur est absent", 1, ()),
        ("l'atelier est fermé", 3, ()),
        ("l'atelier tourne à moitié", 6, ()),
        ("l'atelier tourne au ralenti", 3, ("count",)),
        ("trois mécaniciens sont absents", 5, ()),
        ("des mécaniciens sont absents", 5, ("count",)),
    ],
)
def test_all_of_something_need_not_be_counted(quote, whole, missing):
    """The only one there is, all of a place that is closed, half where half is said; else the number is asked for."""
    absent = Absent(what="bays", of="AT", count=3 if whole != 1 else 1, start=0, end=60)
    assert unsaid(absent, quote, whole) == missing


@pytest.mark.parametrize("quote", ["6,000 litres", "6 000 litres", "6000 litres"])
def test_thousands_are_read_in_both_languages(quote):
    """A comma before three digits parts thousands in English."""
    assert 6000 in figures(quote)


def test_a_doubling_is_two_hundred_per_cent():
    """The word stands for the figure."""
    assert unsaid(Demand(site="A", item="B", percent=200), "the consumption has doubled") == ()
    assert unsaid(Demand(site="A", item="B", percent=300), "the consumption has doubled") == ("percent",)
