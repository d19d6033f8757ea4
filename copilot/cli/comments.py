"""Who answered for each agent, and what models say of a plan."""

from rich.text import Text

from copilot.cli.speaking import out
from copilot.model.plan import Plan
from copilot.texts import Speaker
from copilot.texts.prose import said


def print_speakers(plan: Plan, speak: Speaker) -> None:
    """Prints who chose, why a procedure had to stand in for a model, and the models' comments, marked as theirs."""
    if not plan.comments and not any(note.fallback for note in plan.agents):
        out.print(Text(speak("cli.by_procedure")))
        return
    for note in plan.agents:
        line = speak(f"cli.speaker.{note.by}", agent=speak(f"desk.source.{note.agent}"))
        reason = "" if note.fallback is None else " " + speak.say(note.fallback)
        out.print(Text(line + reason, style="bold yellow" if note.fallback else ""))
    for comment in plan.comments:
        out.print(Text(speak("cli.speaker.comment", by=speak(f"desk.source.{comment.by}"), model=comment.model), "dim"))
        for one, text in said(plan, comment, speak):
            out.print(Text("  " + speak(f"export.about.{one.about}", text=text), style="italic"))
        if comment.refused:
            out.print(Text("  " + speak("export.comment_refused", count=comment.refused), style="yellow"))
