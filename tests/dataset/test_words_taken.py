"""What was read of words, or proposed for a question, teaches once it is taken as it was."""

import json

from dataset_desk import Desk, Speaking, lines, reporting
from mistral_taken import taken

from copilot.model.talk import Reply

LOST = {"kind": "asset_lost", "asset": "6001-0002"}
REPORT = "Le camion 6001-0002 est perdu."
DEMAND = "La section doit avoir fini son parcours mercredi."
INTAKE = {
    "milestones": [
        {
            "kind": "ready",
            "site": None,
            "item": None,
            "unit": "SECTION",
            "asset_type": None,
            "due": "2026-06-03T18:00",
            "target": None,
            "quote": DEMAND,
        }
    ],
    "priorities": [],
    "limits": [],
    "changes": [],
    "questions": [],
    "unused": [],
}


def answering(form: dict[str, object]) -> Speaking:
    """A model that fills in every form so."""
    return Speaking(lambda prompt: Reply(text=json.dumps(form) if prompt.form else "-"))


def test_a_report_taken_as_read_teaches(desk: Desk) -> None:
    """A report read teaches once an order holds all its changes; taken in part or not at all, it does not."""
    other = {"kind": "asset_back", "asset": "6002-0001"}
    read = desk.errand(reporting(LOST, other, quote=REPORT), errand="report", words=REPORT)
    changes = tuple(one.change for one in read.result.changes)
    assert len(changes) == 2
    assert desk.export().manifest.left_out.runs == {"not_decided": 1}
    desk.draft(model="none", changes=changes[:1])
    assert desk.export().manifest.left_out.runs == {"no_model": 1, "taken_in_part": 1}
    desk.draft(model="none", changes=changes)
    found = desk.export()
    assert found.manifest.left_out.runs == {"no_model": 2}
    assert found.manifest.sources.keys() == {"intake"}


def test_a_request_taken_as_read_teaches(desk: Desk) -> None:
    """Words read into a request teach once an order asks for that very request, and not for one changed by hand."""
    read = desk.errand(answering(INTAKE), errand="words", words=DEMAND)
    request = read.result.request
    assert request.milestones
    desk.draft(model="none", request=request.model_copy(update={"milestones": ()}))
    assert desk.export().empty
    desk.draft(model="none", request=request)
    [line] = lines(desk.export())
    taken(line)
    assert json.loads(line["messages"][-1]["content"]) == INTAKE


def test_a_what_if_teaches_once_its_variant_is_approved(desk: Desk) -> None:
    """A question answered by a variant teaches when a person approves it; before, and for a look-up, it does not."""
    _, plan = desk.draft(model="none")
    change = {"change": LOST, "quote": REPORT}
    form = {"way": "what_if", "item": None, "changes": [change], "sentences": []}
    asked = desk.errand(answering(form), errand="ask", words=REPORT, parent=plan.id)
    desk.errand(answering(form | {"way": "cannot", "changes": []}), errand="ask", words="?", parent=plan.id)
    assert asked.plan is not None
    assert desk.export().empty
    desk.approve(desk.store.plans.get(asked.plan))
    found = desk.export()
    [line] = lines(found)
    taken(line)
    assert found.manifest.sources.keys() == {"adviser"}
    assert found.manifest.left_out.runs == {"no_model": 1, "not_decided": 1}
