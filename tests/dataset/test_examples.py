"""What an approved run teaches, in the format that Mistral's own classes take."""

import json

import pytest
from dataset_desk import Desk, cautious, filling, lines
from dataset_desk import Speaking as Mind
from mistral_taken import taken

from copilot.app.dataset import collecting, talks
from copilot.model.talk import Prompt, Reply, ToolCall


def test_an_approved_run_gives_a_line_for_each_speaker(desk: Desk) -> None:
    """Three agents and the rapporteur give one line each, as sent, which mistral-common takes for fine-tuning."""
    run, plan = desk.draft()
    desk.approve(plan)
    found = desk.export()
    got = lines(found)
    assert sorted(found.manifest.sources) == ["logistics", "maintenance", "preparation", "rapporteur"]
    assert len(got) == 4
    trail = [one for one in desk.store.trails.of(run.id) if one.kind == "model"]
    for line in got:
        taken(line)
        assert [one["role"] for one in line["messages"]][:2] == ["system", "user"]
        answer = line["messages"][-1]
        sent = [one["content"] for one in line["messages"][:-1] if "content" in one]
        asked = next(json.loads(one.asked)["prompt"] for one in trail if answer["content"] in _answered(one.answered))
        assert sent == [one["text"] for one in asked["messages"] if not one["calls"]]
        assert answer == {"role": "assistant", "content": answer["content"]}
    with_tools = [line for line in got if "tools" in line]
    assert len(with_tools) == 3
    calls = [call for line in with_tools for turn in line["messages"] for call in turn.get("tool_calls", ())]
    assert {len(call["id"]) for call in calls} == {9}
    assert all(isinstance(json.loads(call["function"]["arguments"]), dict) for call in calls)


def _answered(text: str) -> str:
    reply = json.loads(text)["reply"]
    return reply["text"] if reply else ""


def test_nobody_s_word_teaches_nothing(desk: Desk) -> None:
    """A run on which nothing was decided, one without a model and one returned give no line."""
    desk.draft()
    desk.draft(model="none")
    _, plan = desk.draft(cautious())
    desk.approve(plan)
    desk.give_back(plan)
    found = desk.export()
    assert found.empty
    assert found.manifest.left_out.runs == {"no_model": 1, "not_decided": 1, "returned": 1}


def test_the_same_store_gives_the_same_bytes(desk: Desk) -> None:
    """Two exports of one store are the same, files and manifest."""
    for mind in (None, cautious("-")):
        desk.approve(desk.draft(mind)[1])
    first, second = desk.export(validation=0.3), desk.export(validation=0.3)
    assert first == second
    assert first.manifest.model_dump_json() == second.manifest.model_dump_json()


def test_a_refused_call_is_not_learnt(desk: Desk) -> None:
    """A turn that calls a tool that there is not stays in the line with a weight of 0; the others are learnt."""

    def lost(prompt: Prompt) -> Reply | None:
        first = prompt.tools and not any(one.role == "tool" for one in prompt.messages)
        if not first or prompt.tools[0].name != "days_of_supply":
            return None
        return Reply(calls=(ToolCall(id="x", tool="erase_all", arguments="[1"),))

    desk.approve(desk.draft(Mind(lost))[1])
    turns = [turn for line in lines(desk.export()) for turn in line["messages"] if turn["role"] == "assistant"]
    wrong = [turn for turn in turns if turn.get("weight") == 0]
    assert [call["function"] for turn in wrong for call in turn["tool_calls"]] == [
        {"name": "erase_all", "arguments": "{}"}
    ]
    for line in lines(desk.export()):
        taken(line)


def test_an_answer_told_to_be_wrong_is_learnt_only_as_corrected(desk: Desk) -> None:
    """The first answer, with a figure of its own, is in no line; the second, given when told so, is learnt."""
    told: list[Prompt] = []

    def figures(prompt: Prompt) -> Reply | None:
        if (prompt.form or {}).get("title") != "LogisticsAnswer":
            return None
        told.append(prompt)
        answered = Mind(lambda _prompt: None).ask(prompt, lambda: False)
        wrong = json.loads(answered.text) | {"comment": "There are 4321 litres."}
        return Reply(text=json.dumps(wrong)) if len(told) == 1 else answered

    desk.approve(desk.draft(Mind(figures))[1])
    found = desk.export()
    assert len(told) == 2
    assert b"4321" not in found.contents["train.jsonl"]
    assert found.manifest.sources["logistics"].train == 1
    for line in lines(found):
        taken(line)


@pytest.mark.parametrize(
    ("comment", "reason"), [("There are 4321 litres.", "refused_in_part"), ("x" * 10_000, "not_answered")]
)
def test_an_answer_not_shown_whole_is_not_learnt(desk: Desk, comment: str, reason: str) -> None:
    """An answer that keeps a refused sentence, and one longer than its form, teach nothing; the others still do."""
    mind = filling("LogisticsAnswer", lambda form: json.dumps(form | {"comment": comment}))
    desk.approve(desk.draft(mind)[1])
    found = desk.export()
    assert found.manifest.left_out.conversations == {reason: 1}
    assert len(lines(found)) == 3


def test_what_is_in_is_named_with_its_hash(desk: Desk) -> None:
    """The manifest names the run with the head of its trail, and each file with the number of its lines."""
    run, plan = desk.draft()
    desk.approve(plan)
    found = desk.export()
    [origin] = found.manifest.runs
    assert (origin.run, origin.head, origin.examples) == (run.id, desk.store.trails.head(run.id)[1], 4)
    assert [one.lines for one in found.manifest.files] == [4, 0, 0, 0]
    assert found.manifest.schemas.keys() == {"example", "preference"}


def test_the_same_line_stands_once(desk: Desk) -> None:
    """Two runs that asked and answered the same, whose one plan was approved, give their lines once."""
    desk.draft()
    desk.approve(desk.draft()[1])
    found = desk.export()
    assert len(lines(found)) == 4
    assert found.manifest.left_out.conversations == {"duplicate": 4}
    assert len(found.manifest.runs) == 1


def test_comments_that_nobody_saw_teach_nothing(desk: Desk) -> None:
    """Of two runs that give one plan, the one whose comments were not kept with it, so not shown, is left out."""
    first, plan = desk.draft()
    mind = filling("LogisticsAnswer", lambda form: json.dumps(form | {"comment": "Nobody saw this."}))
    assert desk.draft(mind)[1].id == plan.id
    desk.approve(plan)
    found = desk.export()
    assert found.manifest.left_out.runs == {"shown_otherwise": 1}
    assert [one.run for one in found.manifest.runs] == [first.id]
    assert b"Nobody saw" not in found.contents["train.jsonl"]


def test_what_no_longer_fits_is_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines longer than a megabyte, and answers in a form that the product asks for no more, are left out."""
    desk.approve(desk.draft()[1])
    monkeypatch.setattr(collecting, "MOST_BYTES", 100)
    assert desk.export().manifest.left_out.conversations == {"too_long": 4}
    monkeypatch.setattr(talks, "_forms", dict)
    assert desk.export().manifest.left_out.conversations == {"other_form": 4}
