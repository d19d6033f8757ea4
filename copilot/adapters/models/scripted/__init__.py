"""The model that ships with the product: it follows written rules, reads only its prompt, and is no language model.

It shows how the copilot works where no model is served, and every test that needs one can run with it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from copilot.adapters.models.scripted.calling import calls
from copilot.adapters.models.scripted.filling import filled
from copilot.adapters.models.scripted.reading import Read
from copilot.model.errors import BackendError
from copilot.model.talk import Prompt, Reply


@dataclass(frozen=True)
class Scripted:
    """Implements Backend by rules; the same prompt gets the same answer."""

    model: str = "scripted"

    def ask(self, prompt: Prompt, stopped: Callable[[], bool]) -> Reply:
        """Calls the tools once, then fills in the form; BackendError for an unknown form."""
        read = Read.of(prompt)
        if prompt.form is None:
            return Reply(calls=calls(prompt.tools, read), **_counted(prompt, ""))
        text = filled(prompt.form, read)
        if text is None:
            raise BackendError("error.model_form_unknown", form=str(prompt.form.get("title")))
        return Reply(text=text, cut=len(text) > prompt.most_tokens, **_counted(prompt, text))


def _counted(prompt: Prompt, text: str) -> dict[str, int]:
    """Words for tokens: there is no tokenizer here."""
    said = sum(len(message.text.split()) for message in prompt.messages)
    return {"prompt_tokens": said, "completion_tokens": len(text.split())}
