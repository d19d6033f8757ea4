"""What models say of the plan: beside it, marked as theirs, outside of what is signed."""

from copilot.exports.markdown.page import Page
from copilot.texts.prose import said


def comments(page: Page) -> None:
    """The sentences of each speaker; nothing at all when no model said anything."""
    if not page.plan.comments:
        return
    page.section("comments")
    page.paragraph(page.say("comments_unsigned"))
    for comment in page.plan.comments:
        page.title(3, page.say("comment_by", by=page.say(f"speaker.{comment.by}"), model=comment.model))
        page.bullets([page.say(f"about.{one.about}", text=text) for one, text in said(page.plan, comment, page.speak)])
        if comment.refused:
            page.paragraph(page.say("comment_refused", count=comment.refused))
