"""What became of a plan while its scenario was played: one line each time that something happened, then the causes."""

from collections.abc import Sequence

from copilot.exports.markdown.page import NOTHING, Page
from copilot.model.noun import Language
from copilot.model.plan import Plan
from copilot.model.reaction import Reaction


def after_action(last: Plan, reactions: Sequence[Reaction], language: Language) -> bytes:
    """The after-action report in Markdown; `last` is the plan that the play ended with."""
    page = Page(last, language)
    page.marking()
    page.title(1, page.say("played.title", scenario=last.scenario))
    page.table(
        page.columns("time announced verdict moved added removed won lost cost"),
        [_line(page, one) for one in reactions],
        right=(3, 4, 5, 8),
    )
    answered = [one for one in reactions if one.injects]
    still = sum(not one.movements for one in answered)
    page.meaning("played", count=len(answered), moved=sum(len(one.movements) for one in answered), still=still)
    for one in answered:
        page.title(2, f"{page.speak.moment(one.at)} {NOTHING} {' '.join(inject.id for inject in one.injects)}")
        page.bullets(inject.title(language) for inject in one.injects)
        _difference(page, one)
    page.marking()
    return page.text().encode()


def _line(page: Page, one: Reaction) -> tuple[str, ...]:
    verdict = page.speak(f"course.verdict.{one.verdict}")
    return (
        page.speak.moment(one.at),
        " / ".join(inject.title(page.speak.language) for inject in one.injects) or page.say("played.first"),
        verdict if one.goal_met else f"{verdict}, {page.say('played.goal_lost')}",
        page.speak.number(one.count("moved", "equipped", "routed")),
        page.speak.number(one.count("added")),
        page.speak.number(one.count("removed")),
        ", ".join(one.won) or NOTHING,
        ", ".join(one.lost) or NOTHING,
        page.speak.number(one.cost),
    )


def _difference(page: Page, one: Reaction) -> None:
    if one.movements:
        page.table(
            page.columns("id state before cause"),
            [
                (
                    moved.item,
                    page.speak(f"movement.{moved.what}"),
                    NOTHING if moved.before is None else page.speak.moment(moved.before),
                    page.message(moved.cause),
                )
                for moved in one.movements
            ],
        )
    else:
        page.paragraph(page.say("none.changed"))
    page.bullets(page.say("played.lost", milestone=name) for name in one.lost)
    page.bullets(page.say("played.won", milestone=name) for name in one.won)
    page.bullets(
        page.say(
            "played.outside",
            inject=odd.inject,
            figure=page.say(f"played.figure.{odd.figure}"),
            found=odd.found,
            why=odd.why,
        )
        for odd in one.outside
    )
