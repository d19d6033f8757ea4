"""What was understood of a text: proposals for a person to accept, each with the words it came from."""

from pydantic import Field

from copilot.model.change import Change
from copilot.model.noun import Message, Noun
from copilot.model.request import Request


class Taken(Noun):
    """One field of the request and the words that say it."""

    field: str
    value: str
    quote: str


class Proposed(Noun):
    """One change and the words that announce it."""

    change: Change
    quote: str


class Refused(Noun):
    """Something that the model proposed and that does not hold: the words it named, and why it is not kept."""

    quote: str
    why: Message


class Intake(Noun):
    """A text understood: the request it makes, the changes it announces, what it leaves open, what is not used of it.

    Nothing of it holds before a person has accepted it. `questions` are the model's words, or ours as messages.
    """

    request: Request | None = None
    taken: tuple[Taken, ...] = ()
    changes: tuple[Proposed, ...] = ()
    open: tuple[Message, ...] = Field(default=(), description="what the code asks: a field is missing or unclear")
    questions: tuple[str, ...] = Field(default=(), description="what the model asks, in its own words")
    unused: tuple[str, ...] = Field(default=(), description="passages of the text that nothing was made of")
    refused: tuple[Refused, ...] = ()
    model: str = ""
