"""What may not leave: what is marked too high, what the copilot is judged on, what was tampered with."""

import sqlite3
from pathlib import Path

import pytest
from dataset_desk import Desk, lines, reporting

from copilot.app.dataset.excluded import excluded, fingerprint, suites
from copilot.app.dataset.lines import Assistant, Example, Told, line
from copilot.model.errors import OperatorError, PlannerError

REPORT = "Le camion 6001-0002 est perdu."
LOST = {"kind": "asset_lost", "asset": "6001-0002"}


@pytest.fixture
def restricted(desk: Desk) -> Desk:
    """A desk with one approved draft marked NP and one marked DR."""
    desk.approve(desk.draft()[1])
    own = desk.mini.request("fr")
    request = own.model_copy(update={"marking": "DR", "words": "Autre demande."})
    desk.approve(desk.draft(request=request)[1])
    return desk


def test_what_is_marked_higher_stays(restricted: Desk) -> None:
    """A run marked DR is left out and counted where NP may leave; the manifest says the highest that is inside."""
    low, high = restricted.export("NP"), restricted.export("DR")
    assert low.manifest.left_out.runs == {"marking": 1}
    assert (low.manifest.marking, len(lines(low))) == ("NP", 4)
    assert (high.manifest.marking, len(lines(high))) == ("DR", 8)
    assert b"Autre demande" not in low.contents["train.jsonl"]


def test_a_scenario_that_is_gone_hides_no_marking(restricted: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its scenario, a request of another's hand says nothing for sure: left out, though DR may leave."""
    monkeypatch.setattr("scenarios.names", lambda: ())
    found = restricted.export("DR")
    assert found.manifest.left_out.runs == {"marking_unknown": 1}
    assert (found.manifest.marking, len(lines(found))) == ("NP", 4)


@pytest.mark.parametrize("written", ["{hash}", "{words}\n", '[[case]]\nname = "x"\ntext = """{words}"""\n'])
def test_cases_are_not_learnt(restricted: Desk, tmp_path: Path, written: str) -> None:
    """A run on the words of a case is left out, be it named by its hash, by its text in capitals, or in a suite."""
    name = "cases.toml" if "case" in written else "cases.txt"
    text = written.format(hash=fingerprint("autre demande"), words="AUTRE  demande")
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = restricted.export("DR", excluded(tmp_path / name))
    assert found.manifest.left_out.runs == {"evaluation": 1}
    assert len(lines(found)) == 4


def test_a_list_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A suite without cases and a text in another encoding are told, instead of excluding nothing."""
    for name, content in (("a.toml", b"[other]\nx = 1\n"), ("b.toml", b"case = 1"), ("c.txt", b"\xff\xfe")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(PlannerError):
            excluded(tmp_path / name)


def test_suites_of_the_product_are_read(tmp_path: Path) -> None:
    """Every suite of the product's folder is excluded; where there is no such folder, nothing is."""
    (tmp_path / "one.toml").write_text('[[case]]\ntext = "Et si le pont ?"\n', encoding="utf-8")
    assert suites(tmp_path) == {fingerprint("et si le pont")}
    assert suites(tmp_path / "none") == frozenset()


def test_hostile_words_do_not_break_a_line(desk: Desk) -> None:
    """Words with line ends of every kind, control characters and halves of characters stay on one line, as they are."""
    words = REPORT + " a\r\nb\x0b\x0c\x1c\x85c\u2028d\u2029\x00\x7f\u202e\ufeff" + '"}]}\n' * 3 + "y" * 15_000
    read = desk.errand(reporting(LOST, quote=REPORT), errand="report", words=words)
    desk.draft(model="none", changes=tuple(one.change for one in read.result.changes))
    found = desk.export()
    [got] = lines(found)
    assert found.contents["train.jsonl"].count(b"\n") == 1
    assert "y" * 15_000 in got["messages"][1]["content"]


@pytest.mark.parametrize("text", ["\n\r\x00\x1f\x7f\x85\u2028\u2029\u202e", "\\u2028 \\n", "z" * 100_000])
def test_any_text_comes_back_from_its_line(text: str) -> None:
    """One line, whichever reader cuts it, from which the text is read as it was."""
    example = Example(messages=(Told(role="user", content=text), Assistant(content=text)))
    written = line(example)
    assert len(written.splitlines()) == 1
    assert Example.model_validate_json(written) == example


def test_an_altered_trail_teaches_nothing(desk: Desk, tmp_path: Path) -> None:
    """A store in which what a model was asked or answered was changed is refused whole."""
    desk.approve(desk.draft()[1])
    with sqlite3.connect(tmp_path / "store.db") as raw:
        raw.execute("update bodies set body = replace(body, 'pull', 'push') where body like '%resupply_mode%'")
    with pytest.raises(OperatorError):
        desk.export()


def test_one_request_is_on_one_side(restricted: Desk) -> None:
    """All lines of a request are either to learn from or to validate with, whatever the share."""
    sides = []
    for share in (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0):
        counts = restricted.export("DR", validation=share).manifest.files
        sides.append((counts[0].lines, counts[1].lines))
    assert {learnt + held for learnt, held in sides} == {8}
    assert {learnt % 4 for learnt, _ in sides} == {0}
    assert (sides[0], sides[-1]) == ((8, 0), (0, 8))
