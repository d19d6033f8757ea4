"""How a column is to be filled in: its kind, its drop-down list, and the sentence that says so."""

from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from copilot.model.noun import Language, Moment, Ref, TimeOfDay
from copilot.sheets.columns import Kind
from copilot.texts import Speaker
from scenarios._book.layout import LAYOUT_OF, Layout
from scenarios._cells import bare, is_marked
from scenarios._references import KINDS
from scenarios._rows import reference_of

LONG = ("words_fr", "words_en", "text", "why")
_DATED = ("scenario", "start")


def kind_of(layout: Layout, column: str) -> Kind:
    """What stands in a column's cells."""
    field = layout.columns[column]
    if is_marked(field, Moment) or (layout.code, column) == _DATED:
        return "moment"
    if column in LONG:
        return "long"
    return "number" if bare(field.annotation)[0] in (int, float) and not is_marked(field, TimeOfDay) else "text"


def choices_of(field: FieldInfo, speak: Speaker) -> tuple[str, ...]:
    """The words that a cell is chosen among."""
    kind = bare(field.annotation)[0]
    if kind is bool:
        return (speak("book.yes"), speak("book.no"))
    return get_args(kind) if get_origin(kind) is Literal else ()


def target_of(layout: Layout, column: str) -> Ref | None:
    """The column where a column's names stand."""
    return reference_of(layout.columns[column]) or KINDS.get((layout.code, column))


def is_single(field: FieldInfo) -> bool:
    """True when a cell holds one name, not a list of them."""
    return get_origin(bare(field.annotation)[0]) not in (tuple, dict)


def note_of(layout: Layout, column: str, language: Language) -> str:
    """A header's comment: what the column means, how it is written, whether it must be filled in."""
    speak = Speaker(language)
    field = layout.columns[column]
    meaning = layout.note(column, language)
    lines = [
        meaning[:1].upper() + meaning[1:] + ".",
        _form(layout, column, speak),
        _range(field, speak),
        speak("book.form.required" if field.is_required() else "book.form.optional"),
        speak("book.form.code", column=column),
    ]
    return "\n".join(filter(None, lines))


def _form(layout: Layout, column: str, speak: Speaker) -> str:
    field = layout.columns[column]
    shape = get_origin(bare(field.annotation)[0])
    target = target_of(layout, column)
    if target is not None:
        form = {tuple: "book.form.references", dict: "book.form.counts"}.get(shape, "book.form.reference")
        place = LAYOUT_OF[target.table]
        return speak(form, sheet=place.title(speak.language), column=place.head(target.column, speak.language))
    kind = bare(field.annotation)[0]
    if kind is bool:
        return speak("book.form.yes_no")
    if shape is Literal:
        return speak("book.form.choice", allowed=", ".join(get_args(kind)))
    if shape is tuple:
        return speak("book.form.list")
    if is_marked(field, TimeOfDay):
        return speak("book.form.time")
    if column == "id":
        return speak("book.form.identifier")
    forms = {"moment": "book.form.moment", "text": "book.form.text", "long": "book.form.text"}
    return speak(forms.get(kind_of(layout, column), "book.form.whole" if kind is int else "book.form.decimal"))


def _range(field: FieldInfo, speak: Speaker) -> str:
    if is_marked(field, TimeOfDay) or bare(field.annotation)[0] not in (int, float):
        return ""
    marks = bare(field.annotation, tuple(field.metadata))[1]
    low, above, high = (next((getattr(m, n) for m in marks if hasattr(m, n)), None) for n in ("ge", "gt", "le"))
    if low is not None and high is not None:
        return speak("book.form.between", low=low, high=high)
    if above is not None:
        return speak("book.form.more_than", low=above)
    return "" if low is None else speak("book.form.at_least", low=low)
