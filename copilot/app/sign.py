"""What an examination finds."""

from copilot.model.noun import Message, Noun


class Sign(Noun):
    """One thing examined: whether it is as it should be, and if so, whether it could be better."""

    message: Message
    sound: bool
    warning: bool = False
