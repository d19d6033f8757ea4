"""The command line as a planner or a script uses it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import scenarios

INTENDANCE = Path(sys.executable).with_name("intendance")


def run(*arguments: str | Path, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """The finished command, its output as text."""
    words = [*before, str(INTENDANCE), *(str(argument) for argument in arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=400)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plan of the mini scenario."""
    folder = tmp_path_factory.mktemp("drafted")
    done = run("draft", "mini", "--out", folder, "--time-limit", "5")
    assert done.returncode == 0, done.stderr
    return folder


def edited(folder: Path, target: Path, **changes: object) -> Path:
    """A copy of the plan whose convoy has been changed by hand."""
    plan = json.loads((folder / "plan.json").read_text())
    convoy = next(item for item in plan["items"] if item["kind"] == "convoy")
    convoy |= changes
    path = target / "plan.json"
    path.write_text(json.dumps(plan))
    return path


def copy_of_mini(folder: Path) -> None:
    """Writes the mini scenario into a folder."""
    shutil.copytree(Path(scenarios.__file__).parent / "mini", folder, dirs_exist_ok=True)


def test_drafting_writes_the_plan_and_the_document(drafted: Path) -> None:
    """`draft --out` leaves a plan and a readable document, whole."""
    assert sorted(path.name for path in drafted.iterdir()) == ["plan.json", "plan.md"]
    assert json.loads((drafted / "plan.json").read_text())["verdict"] == "VALID"
    assert "BROUILLON" in (drafted / "plan.md").read_text()


def test_progress_goes_to_stderr_and_json_to_stdout() -> None:
    """With --json, stdout is one JSON document and progress stays on stderr."""
    done = run("draft", "mini", "--json", "--time-limit", "5", "--language", "en")
    assert json.loads(done.stdout)["scenario"] == "mini"
    assert "Logistics" in done.stderr


def test_the_same_seed_gives_the_same_bytes(drafted: Path, tmp_path: Path) -> None:
    """Two drafts with the same seed write the same files, byte for byte."""
    assert run("draft", "mini", "--out", tmp_path, "--time-limit", "5").returncode == 0
    for name in ("plan.json", "plan.md"):
        assert (tmp_path / name).read_bytes() == (drafted / name).read_bytes()


def test_a_valid_plan_checks_valid(drafted: Path) -> None:
    """`check` on an untouched plan ends with 0."""
    done = run("check", "mini", drafted / "plan.json")
    assert done.returncode == 0
    assert "PLAN VALABLE" in done.stdout


def test_a_plan_edited_to_be_wrong_names_item_rule_and_figures(drafted: Path, tmp_path: Path) -> None:
    """A convoy moved after the stock has run out is refused with the item, the rule and the figures, exit 1."""
    done = run("check", "mini", edited(drafted, tmp_path, start=4000, end=4240))
    assert done.returncode == 1
    assert "PLAN NON VALABLE" in done.stdout
    assert "CV-STE-MENEHOULD-01" in done.stdout
    assert "modifié depuis" in done.stdout
    found = json.loads(run("check", "mini", tmp_path / "plan.json", "--json").stdout)
    assert {"facts", "projections"} <= {finding["rule"] for finding in found["findings"]}
    assert not found["sealed"]


def test_any_figure_is_traced_to_input_cells(drafted: Path) -> None:
    """`explain` goes from the end of a convoy down to cells of the stocks, consumption and legs tables."""
    chain = json.loads(run("explain", drafted / "plan.json", "items/CV-STE-MENEHOULD-01/end", "--json").stdout)
    cells = {fact["origin"]["table"] for fact in chain if fact["origin"]["kind"] == "cell"}
    assert {"stocks", "consumption", "legs"} <= cells
    by_id = run("explain", drafted / "plan.json", chain[0]["id"])
    assert by_id.returncode == 0
    assert "table stocks" in by_id.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("draft", "crue"), "crue-argens"),
        (("draft", "mini", "--time-limit", "zero"), "zero"),
        (("check", "mini", "/nowhere/plan.json"), "/nowhere/plan.json"),
    ],
)
def test_bad_input_ends_with_two_and_one_sentence(arguments: tuple[str, ...], said: str) -> None:
    """Bad input is refused with exit 2, naming what is wrong, without a traceback."""
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_fact_or_format_names_the_nearest(drafted: Path) -> None:
    """A misspelt fact or format is refused with the nearest known one."""
    fact = run("explain", drafted / "plan.json", "items/CV-STE-MENEHOULD-01/strat")
    form = run("export", drafted / "plan.json", "--to", "markdwon")
    assert (fact.returncode, form.returncode) == (2, 2)
    assert "items/CV-STE-MENEHOULD-01/start" in fact.stderr
    assert "markdown" in form.stderr


def test_a_broken_file_is_not_a_plan(tmp_path: Path) -> None:
    """A file that is no plan is refused with exit 2."""
    path = tmp_path / "plan.json"
    path.write_text('{"scenario": 3}')
    assert run("check", "mini", path).returncode == 2


def test_all_problems_of_a_folder_are_told_at_once(tmp_path: Path) -> None:
    """A folder with two wrong cells is refused with table, line, column and the nearest name for both."""
    copy_of_mini(tmp_path)
    stocks = tmp_path / "tables" / "stocks.csv"
    lines = stocks.read_text().splitlines()
    site, item, quantity, *rest = lines[1].split(",")
    lines[1] = ",".join([site[:-1], item, f"-{quantity}", *rest])
    stocks.write_text("\n".join(lines) + "\n")
    done = run("draft", tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("stocks, ligne 2") == 2
    assert site in done.stderr


def test_an_export_is_the_document_of_the_draft(drafted: Path, tmp_path: Path) -> None:
    """`export --to markdown` writes the document, in the language asked."""
    assert run("export", drafted / "plan.json", "--to", "markdown", "--out", tmp_path / "plan.md").returncode == 0
    assert (tmp_path / "plan.md").read_bytes() == (drafted / "plan.md").read_bytes()
    assert "DRAFT" in run("export", drafted / "plan.json", "--to", "markdown", "--language", "en").stdout


def test_all_exports_go_into_one_folder(drafted: Path, tmp_path: Path) -> None:
    """`export --to all` writes each format under a name of its own, and into a folder that is there one of them."""
    assert run("export", drafted / "plan.json", "--to", "all", "--out", tmp_path / "all").returncode == 0
    forms = {"json", "md", "xlsx", "pdf", "docx", "logstat.xlsx", "ics", "xml", "geojson"}
    assert {path.name for path in (tmp_path / "all").iterdir()} == {f"plan.{form}" for form in forms}
    assert (tmp_path / "all" / "plan.json").read_bytes() == (drafted / "plan.json").read_bytes()
    other = tmp_path / "other.json"
    other.write_bytes((drafted / "plan.json").read_bytes())
    assert run("export", other, "--to", "markdown", "--out", tmp_path).returncode == 0
    assert (tmp_path / "other.md").is_file(), "called as the plan's file is, so that no other plan is written over"
    assert run("export", drafted / "plan.json", "--to", "ics", "--out", tmp_path).returncode == 0
    assert (tmp_path / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_words_without_a_model_are_kept_and_said_not_to_be_read(tmp_path: Path) -> None:
    """A request in words alone goes with the plan, and the planner is told that nobody interpreted it."""
    words = tmp_path / "demande.md"
    words.write_text("Tout le monde doit avoir de l'eau.")
    done = run("draft", "mini", "--request", words, "--json", "--time-limit", "5")
    assert json.loads(done.stdout)["request"]["words"] == "Tout le monde doit avoir de l'eau."
    assert "ne sont pas interprétés" in done.stderr


def test_a_structured_request_replaces_the_scenarios(tmp_path: Path) -> None:
    """A request in TOML changes what is asked; checking needs the same request."""
    asked = tmp_path / "request.toml"
    asked.write_text("[priorities]\nlogistics = 5\n")
    assert run("draft", "mini", "--request", asked, "--out", tmp_path, "--time-limit", "5").returncode == 0
    assert run("check", "mini", tmp_path / "plan.json", "--request", asked).returncode == 0
    assert run("check", "mini", tmp_path / "plan.json").returncode == 1


def test_a_goal_that_cannot_be_met_ends_with_one_and_the_cause(tmp_path: Path) -> None:
    """When no instructor is left for a mandatory activity, the draft ends with 1 and says what is missing."""
    copy_of_mini(tmp_path)
    areas = tmp_path / "tables" / "areas.csv"
    head, *rows = areas.read_text().splitlines()
    place = head.split(",").index("capacity")
    closed = [",".join([*row.split(",")[:place], "0", *row.split(",")[place + 1 :]]) for row in rows]
    areas.write_text("\n".join([head, *closed]) + "\n")
    done = run("draft", tmp_path, "--time-limit", "5")
    assert done.returncode == 1
    assert "but n’est pas atteint" in done.stdout
    assert "Aucun espace" in done.stdout


def test_the_doctor_finds_this_installation_sound(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`doctor` ends with 0 here, and with 1 when the environment turns telemetry on."""
    monkeypatch.setenv("INTENDANCE_HOME", str(tmp_path))
    assert run("doctor").returncode == 0
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    refused = run("doctor")
    assert refused.returncode == 1
    assert "LANGSMITH_TRACING" in refused.stdout


def test_drafting_and_checking_need_no_network(tmp_path: Path) -> None:
    """The relief scenario is drafted VALID and checked in an empty network namespace, where nothing can be reached."""
    alone = ("unshare", "-rn")
    probe = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=2)"
    reached = subprocess.run([*alone, sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert "Network is unreachable" in reached.stderr
    done = run("draft", "crue-argens", "--out", tmp_path, "--time-limit", "5", before=alone)
    assert done.returncode == 0, done.stdout + done.stderr
    assert run("check", "crue-argens", tmp_path / "plan.json", before=alone).returncode == 0
