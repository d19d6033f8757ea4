"""What the scripted model takes of a planner's words, and what it asks."""

import pytest


def milestones(read):
    """The milestones of a request, without what they leave open."""
    return [one.model_dump(exclude={"id", "row", "due"}, exclude_none=True) for one in read.request.milestones]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "fr",
            "Fréjus ne doit jamais manquer de rations avant le 18 à 22 h.",
            {"kind": "supplied", "site": "FREJUS", "item": "RATION", "target": 100},
        ),
        (
            "en",
            "Les Arcs must never run out of diesel before 18 November at 22:00.",
            {"kind": "supplied", "site": "LES-ARCS", "item": "GAZOLE", "target": 100},
        ),
        (
            "fr",
            "Le détachement sauvetage doit être prêt le 15 à 18 h.",
            {"kind": "ready", "unit": "DET-SAUV", "target": 100},
        ),
        (
            "en",
            "The chainsaw detachment must be ready by Saturday 14 at 6 pm.",
            {"kind": "ready", "unit": "DET-BUCH", "target": 100},
        ),
        (
            "fr",
            "80 % des citernes doivent être disponibles le 12 à 8 h.",
            {"kind": "available", "asset_type": "CITERNE", "target": 80},
        ),
        (
            "en",
            "All the coaches must be available on Tuesday 10 at noon.",
            {"kind": "available", "asset_type": "AUTOCAR", "target": 100},
        ),
    ],
)
def test_a_state_is_a_milestone(asking, language, text, found):
    """A state with its row and its date is one milestone, and nothing is asked."""
    read = asking("crue-argens", language).words(text)
    assert milestones(read) == [found]
    assert (read.questions, read.open) == ((), ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le détachement doit être prêt le 15 à 18 h."),
        ("fr", "Fréjus ne doit pas manquer d'eau avant lundi à 18 h."),
        ("fr", "80 % des camions doivent être disponibles le 12 à 8 h."),
        ("en", "The depot must never run out of water before 18 November at 22:00."),
        ("en", "The rescue detachment must be ready."),
        ("en", "Maintenance has priority."),
    ],
)
def test_doubt_is_asked(asking, language, text):
    """Two rows or two days that fit, or a date or a figure that is missing: a question, and nothing taken."""
    read = asking("crue-argens", language).words(text)
    assert (read.request.milestones, read.changes, read.taken) == ((), (), ())
    assert read.questions or read.open


def test_limits_and_weights_are_taken_with_their_words(asking):
    """Hours of rest, size of convoys and the weight of a domain, each beside the words that say it."""
    text = "Pas de mouvement entre 22 h et 5 h, deux véhicules au plus par convoi. La maintenance compte pour 2."
    read = asking("mini", "fr").words(text)
    limits = read.request.limits
    assert (limits.night_movement, limits.day_from, limits.day_to, limits.convoy_vehicles) == (False, 300, 1320, 2)
    assert read.request.priorities.maintenance == 2
    assert all(one.quote in text for one in read.taken)


def test_what_is_not_understood_is_said(asking):
    """A sentence that no rule reads is listed as unused."""
    read = asking("mini", "fr").words("Bonjour à tous.")
    assert read.unused == ("Bonjour à tous.",)
