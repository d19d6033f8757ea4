"""Workshops, areas, sites and people: fewer or more, or not there for a time."""

from typing import Any

from copilot.adapters.models.scripted.heard.clause import Clause, Unsure
from copilot.adapters.models.scripted.heard.lexicon import words
from copilot.adapters.models.scripted.heard.numbers import count_of, percent

Change = dict[str, Any]
ROOMS = {
    "bays": ("workshops", "workshop", "bays"),
    "docks": ("sites", "site", "handling"),
    "places": ("areas", "area", "area"),
}
"""For each noun: the table of what has them, its column in the change, and the kind of change without dates."""
COUNTED = (*ROOMS, "drivers", "instructors", "technicians", "mecanicien", "electricien")


def room(clause: Clause) -> Change | Unsure | None:
    """Bays of a workshop, docks of a site, places of an area: more, fewer, or out of use for a time."""
    noun = next((name for name in ROOMS if clause.says(name, group="noun")), None)
    if noun is None or not clause.says("loses", "gains", "absent"):
        return None
    table, column, kind = ROOMS[noun]
    gains = clause.says("gains")
    row, count = clause.row(table), count_of(clause.folded, noun, clause.taken)
    if row is None or count is None or gains == clause.says("loses", "absent"):
        return Unsure(column if row is None else "number")
    if not clause.moments:
        return {"kind": kind, column: row, "count": count if gains else -count}
    return Unsure("undatable") if gains else _absent(clause, noun, row, count)


def shut(clause: Clause) -> Change | Unsure | None:
    """A whole workshop or area that is closed for a time, or half a workshop."""
    table = next((name for name in ("workshops", "areas") if clause.beyond_site(name)), None)
    half = percent(clause.folded) == 50 and clause.says("capacity", group="noun")
    if table is None or clause.says(*COUNTED, group="noun") or not (clause.says("closed", "absent") or half):
        return None
    row = clause.row(table)
    if row is None:
        return Unsure("workshop" if table == "workshops" else "area")
    size = next((int(one[1]) for one in clause.setting.listed(table) if one[0] == row), 0)
    if size == 0 or (half and size % 2):
        return Unsure("number")
    return _absent(clause, "bays" if table == "workshops" else "places", row, size // 2 if half else size)


def instructors(clause: Clause) -> Change | Unsure | None:
    """Instructors of a qualification who are absent for a time."""
    if not clause.says("instructors", group="noun") or not clause.says("absent", "loses"):
        return None
    fits = [row for row in clause.setting.listed("instructors") if _stem(row[1]) in clause.folded]
    if len(fits) != 1:
        return Unsure("instructors")
    count = count_of(clause.folded, "instructors", clause.taken)
    alone = fits[0][2] == 1
    if count is None and not alone:
        return Unsure("number")
    return _absent(clause, "instructors", fits[0][0], count or 1)


def technicians(clause: Clause) -> Change | Unsure | None:
    """Technicians of a workshop who are absent for a time, by their skill."""
    skills = [row[2] for row in clause.setting.listed("technicians")]
    skill = next((one for one in skills if one in words("noun") and clause.says(one, group="noun")), None)
    if skill is None or not clause.says("absent", "loses"):
        return None
    workshop, count = clause.row("workshops"), count_of(clause.folded, skill, clause.taken)
    if not clause.named.get("workshops"):
        workshop = clause.setting.author
    fits = [row[0] for row in clause.setting.listed("technicians") if (row[1], row[2]) == (workshop, skill)]
    if len(fits) != 1 or count is None:
        return Unsure("workshop" if len(fits) != 1 else "number")
    if not clause.moments and clause.setting.mode != "suppose":
        return {"kind": "technicians", "workshop": workshop, "skill": skill, "count": -count}
    return _absent(clause, "technicians", fits[0], count)


def _absent(clause: Clause, what: str, row: str, count: int) -> Change | Unsure:
    span = clause.span()
    if isinstance(span, Unsure):
        return span
    return {"kind": "absence", "what": what, "of": row, "count": count, "start": span[0], "end": span[1]}


def _stem(qualification: str) -> str:
    """What a qualification and the word for what is taught have in common: "secouris" of secouriste."""
    return qualification.replace("-", " ")[: max(5, len(qualification) - 3)]
