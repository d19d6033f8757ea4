"""What leaves the house: a plan as JSON, and as a draft to sign."""

import importlib.util
import json
import re
from pathlib import Path

import jsonschema
import pytest

from copilot.exports import EXPORTERS
from copilot.exports.markdown.page import plain
from copilot.exports.plan_json import plan_schema
from copilot.model.change import AssetLost
from copilot.model.comment import Comment, Sentence
from copilot.model.decision import Decision, ItemEdit
from copilot.model.finding import Finding
from copilot.model.ground import Ground
from copilot.model.noun import Message
from copilot.model.plan import AgentNote, Movement, Plan, StockLine
from copilot.texts import texts

ROOT = Path(__file__).parents[2]
SAID = Message(code="export.section.movements")
HOSTILE = "A|B\n# x `c` [l](http://e.vil) <script>1</script> *g* _h_ \u202e ![i](www.e.vil)"


def _sample():
    path = ROOT / "tests" / "check" / "sample.py"
    spec = importlib.util.spec_from_file_location("tests_exports_sample", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def plan():
    sample = _sample()
    request = sample.request().model_copy(update={"marking": "DR", "caveats": ("Exercice",)})
    made = sample.plan(sample.world(), request)
    decisions = (
        Decision(plan="-", item="CV-1", verb="accept", by="adj. Roux", at="2026-05-30T09:00:00+02:00"),
        Decision(
            plan="-",
            item="CH-1",
            verb="edit",
            edit=ItemEdit(start=540, assets=("T3",)),
            by="@adj. Roux",
            at="2026-05-30T09:05:00+02:00",
            reason="t:12 places au plus",
        ),
    )
    note = AgentNote(agent="logistics", by="procedure", policy={}, assumptions=(SAID,), questions=(SAID,))
    found = Finding(rule="x", severity="warning", items=("CV-1",), message=SAID, facts=("FT3",))
    said = {
        "items": tuple(item.model_copy(update={"label": SAID}) for item in made.items),
        "unmet": tuple(need.model_copy(update={"label": SAID, "cause": SAID}) for need in made.unmet),
        "milestones": tuple(line.model_copy(update={"label": SAID}) for line in made.milestones),
    }
    moved = (
        Movement(
            item="CV-1", what="moved", before=540, cause=Message(code="movement.cause.change", args={"change": 1})
        ),
        Movement(item="RE-9", what="removed", before=600, cause=Message(code="movement.cause.better")),
    )
    said |= {"parent": "0" * 64, "changes": (AssetLost(asset="T9"),), "movements": moved}
    names = {"sites/DEP": {"fr": HOSTILE, "en": HOSTILE}, "items/EAU": {"fr": "Eau", "en": "Water"}}
    comment = Comment(by="logistics", model="m", sentences=(Sentence(about="comment", text=HOSTILE),), refused=1)
    said["comments"] = (comment,)
    update = {"decisions": decisions, "agents": (note,), "findings": (found,), "names": names, "verdict": "VALID"}
    return made.model_copy(update=said | update).sealed()


@pytest.fixture(params=["fr", "en"])
def language(request):
    return request.param


def page(plan, language):
    return EXPORTERS["markdown"](plan, language).decode()


def rows(text):
    return [line for line in text.splitlines() if line.startswith("|")]


def test_json_reads_back_as_the_same_plan(plan, language):
    """The exported JSON is the plan, whichever the language."""
    assert Plan.model_validate_json(EXPORTERS["json"](plan, language)) == plan


def test_exported_json_obeys_the_published_schema(plan):
    """docs/plan.schema.json is the schema of today's plans, and accepts an exported one."""
    published = (ROOT / "docs" / "plan.schema.json").read_bytes()
    assert published == plan_schema(), "write plan_schema() to docs/plan.schema.json again"
    schema = json.loads(published)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(EXPORTERS["json"](plan, "fr")), schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("broken", [{"items": 1}, {"invented": 1}, {"verdict": "GOOD"}])
def test_schema_refuses_what_is_not_a_plan(plan, broken):
    """A wrong type, an unknown field or an unknown verdict does not pass the schema."""
    body = json.loads(EXPORTERS["json"](plan, "fr")) | broken
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(body, json.loads(plan_schema()), jsonschema.Draft202012Validator)


def test_marking_stands_in_head_and_foot(plan, language):
    """The first and the last lines are the marking with its caveats."""
    lines = page(plan, language).splitlines()
    assert lines[0] == lines[-1]
    assert "DIFFUSION RESTREINTE" in lines[0]
    assert lines[0].endswith("– Exercice**")


def test_draft_says_so_until_this_very_plan_is_approved(plan, language):
    """The watermark leaves only with an approval bound to this plan's hash."""
    draft = texts(language)["export.draft"]
    at = "2026-05-31T10:00:00+02:00"
    other = Decision(plan="-", verb="approve", by="cne Aubry", at=at)
    this = Decision(plan=plan.id, verb="approve", by="cne Aubry", at=at)
    returned = Decision(plan=plan.id, verb="return", by="cne Aubry", at=at, reason="non")
    for taken, stands in (((), True), ((other,), True), ((this,), False), ((this, returned), True)):
        text = page(plan.model_copy(update={"decisions": taken}), language)
        assert (draft in text) is stands
        assert ("31/05/2026 10:00" in text.split("|")[0]) is not stands


def test_every_section_and_no_raw_key(plan, language):
    """Each section stands under its name, and no key or unfilled placeholder is left."""
    text = page(plan, language)
    for key, said in texts(language).items():
        if key.startswith("export.section."):
            assert re.search(rf"^##+ {re.escape(said)}$", text, re.MULTILINE), key
    assert not re.search(r"\b(export|finding|label|cause|term|column|meaning)\\?\.[a-z]", text)
    assert not re.search(r"(?<!\\)[{}]", text)


def test_languages_share_no_sentence(plan):
    """A draft in one language holds no sentence of the other."""
    french, english = page(plan, "fr"), page(plan, "en")
    for key, said in texts("fr").items():
        other = texts("en").get(key, said)
        if key.startswith("export.meaning.") and "{" not in said + other:
            assert said not in english
            assert other not in french


def test_what_is_not_met_comes_before_what_is_done(plan, language):
    """Unmet needs and findings stand before milestones, and these before the activities."""
    text, said = page(plan, language), texts(language)
    order = [
        "intent",
        "unmet",
        "findings",
        "changed",
        "milestones",
        "terms",
        "movements",
        "stocks",
        "computation",
        "signature",
    ]
    places = [text.index(f"# {said[f'export.section.{name}']}\n") for name in order]
    assert places == sorted(places)


def test_every_table_is_whole_and_explained(plan, language):
    """Each table has as many cells in every row, and a sentence in italics after the last table of its section."""
    blocks = page(plan, language).split("\n\n")
    tables = [n for n, block in enumerate(blocks) if block.startswith("|")]
    assert len(tables) > 10
    for n in tables:
        widths = {len(re.split(r"(?<!\\)\|", line)) for line in blocks[n].splitlines()}
        assert len(widths) == 1
        assert re.fullmatch(r"_.+\._", blocks[n + 1]), blocks[n + 1]


def test_figures_of_the_convoy_are_there_with_their_source(plan):
    """The convoy's row tells its load, vehicles, kilometres, dates and the fact of its start."""
    row = next(line for line in rows(page(plan, "fr")) if line.startswith("| CV-1 | A"))
    fact = next(fact.id for fact in plan.facts if fact.about == "items/CV-1/start")
    for figure in ("Eau\u00a0: 5\u202f000", "T1, T2", "90\u00a0km", "lun. 01/06 08:00", "lun. 01/06 11:48", fact):
        assert figure in row


def test_what_changed_is_told_with_its_cause(plan):
    """A moved item tells when it was and when it is, a removed one only when it was; a first draft has no such part."""
    text = page(plan, "fr")
    assert "- Changement 1 : V\u00e9hicule T9 indisponible" in text
    found = [[cell.strip() for cell in line.split("|")[1:-1]] for line in rows(text)]
    moved = next(row for row in found if row[0] == "CV-1" and row[2] == "d\u00e9cal\u00e9")
    assert moved[3:] == ["lun. 01/06 09:00", "lun. 01/06 08:00", "touch\u00e9 par le changement 1"]
    gone = next(row for row in found if row[0] == "RE-9")
    assert gone[1:5] == ["\u2013", "retir\u00e9", "lun. 01/06 10:00", "\u2013"]
    assert "Ce qui a chang\u00e9" not in page(plan.model_copy(update={"parent": None}), "fr")


def test_names_cannot_break_out_of_their_cell(plan, language):
    """A name with pipes, newlines, links, HTML, emphasis or direction marks is shown as text."""
    text = page(plan, language)
    shown = plain(HOSTILE)
    assert shown in text
    rest = text.replace(shown, "")
    for raw in ("<script", "http://", "www.", "`c`", "\u202e", "![i]"):
        assert raw not in text
    assert "<" not in rest


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a\\|b"),
        ("1. un", "1\\. un"),
        ("- x", "\\- x"),
        ("a\r\nb", "a  b"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("# t", "\\# t"),
        ("`x`", "\\`x\\`"),
        ("\\|", "\\\\\\|"),
        ("12 000\u202fL", "12 000\u202fL"),
    ],
)
def test_plain_text_is_shown_as_it_is(text, shown):
    """What Markdown or HTML would act on is escaped; what a planner reads is not."""
    assert plain(text) == shown


def test_reasons_that_look_like_codes_are_shown_as_written(plan, language):
    """A person's words that begin like a row or a moment are not taken for one."""
    row = next(line for line in rows(page(plan, language)) if "t:12 places" in line)
    assert "@adj. Roux" in row
    assert "lun. 01/06 09:00" in row or "Mon 01/06 09:00" in row


def test_shortages_are_dated(plan):
    """A stock that runs out shows since when, how much is lacking, and is told under the table."""
    line = StockLine(site="PT1", item="EAU", levels=((0, 500),), short=((500, 600),), lacking=100)
    text = page(plan.model_copy(update={"stocks": (line,)}), "fr")
    assert any("lun. 01/06 08:20" in row and "| 100 |" in row for row in rows(text))
    assert "la première touche Eau à PT1 le lun. 01/06 08:20" in text


def test_long_windows_are_cut_into_readable_tables(plan):
    """Stocks over 45 days stand in tables of ten days at most."""
    clock = plan.clock.model_copy(update={"steps": 45 * 24})
    text = page(plan.model_copy(update={"clock": clock}), "fr")
    headings = [row for row in rows(text) if row.startswith("| Site | Article")]
    assert [len(re.findall(r"\d\d/\d\d", row)) for row in headings] == [10, 10, 10, 10, 5]


def test_unknown_language_is_refused(plan):
    """A language that the house does not speak is an error, not a guess."""
    with pytest.raises(KeyError):
        EXPORTERS["markdown"](plan, "de")


def test_exports_of_the_same_plan_are_the_same_bytes(plan, language):
    """Exporting is deterministic."""
    ground = Ground(world=_sample().world())
    for export in EXPORTERS.values():
        assert export(plan, language, ground) == export(plan, language, ground)
