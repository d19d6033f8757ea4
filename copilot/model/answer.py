"""What an agent answers: bounded choices, each with a reason that points at facts."""

from copilot.model.noun import Message, Noun


class Reason(Noun):
    """Why one choice of the policy was made, and the facts it rests on."""

    choice: str
    message: Message
    facts: tuple[str, ...] = ()


class Answer(Noun):
    """The choices of one agent; each agent's own answer adds its bounded fields."""

    reasons: tuple[Reason, ...] = ()
    questions: tuple[Message, ...] = ()

    @property
    def policy(self) -> dict[str, int | float | str | bool]:
        """The bounded choices alone, by name."""
        return self.model_dump(exclude={"reasons", "questions"})
