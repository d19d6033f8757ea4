"""The sentences of the scripted model, from the text files."""

from copilot.adapters.models.scripted.reading import Read
from copilot.texts import texts


def say(read: Read, code: str, **args: str) -> str:
    """A sentence in the language of the prompt."""
    return texts("fr" if read.french else "en")[f"scripted.{code}"].format(**args)
