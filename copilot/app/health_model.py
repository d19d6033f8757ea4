"""Whether the model's server is fit for the copilot."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, ValidationError

from copilot.adapters.models.faults import address
from copilot.adapters.models.server import Served, Server
from copilot.adapters.models.vllm import Vllm
from copilot.app.sign import Sign
from copilot.model.errors import BackendError
from copilot.model.noun import Message, Noun
from copilot.model.talk import Offered, Prompt, Reply, Said
from copilot.settings import Settings
from copilot.texts import texts

UNSERVED = ("none", "scripted")
"""What needs no server."""
ENOUGH_TOKENS = 32_768
ANSWER_TOKENS = 256


class Lookup(Noun):
    """The arguments of the tool that is tried: nothing that a model would write unless it is held to them."""

    site: Literal["K7", "Q2"]
    days: int = Field(ge=3, le=4)


TOOL = Offered(name="essai", description="Essai", parameters=Lookup.model_json_schema())


def examine_model(settings: Settings) -> Iterator[Sign]:
    """Every sign of the model's server, the first obstacle last; none where no server is used."""
    if settings.model in UNSERVED:
        return
    server = Server(settings.model_url, settings.model_key.get_secret_value(), settings.model_silence)
    try:
        served = server.models()
        yield _sign("model.doctor.reached", address=address(settings.model_url), count=len(served))
        model = _known(settings, served)
        yield _sign("model.doctor.known", model=model.name)
        yield _long_enough(model)
        yield from _talks(Vllm(settings))
        yield _shares(server)
    except BackendError as error:
        yield Sign(message=error.message, sound=False)


def _known(settings: Settings, served: tuple[Served, ...]) -> Served:
    for model in served:
        if model.name == settings.model:
            return model
    names = ", ".join(model.name for model in served) or "-"
    raise BackendError("model.unknown", address=address(settings.model_url), model=settings.model, known=names)


def _long_enough(model: Served) -> Sign:
    if model.longest is None:
        return _sign("model.doctor.length_unknown", warning=True)
    short = model.longest < ENOUGH_TOKENS
    code = "model.doctor.short" if short else "model.doctor.long_enough"
    return _sign(code, warning=short, count=model.longest, least=ENOUGH_TOKENS)


def _talks(model: Vllm) -> Iterator[Sign]:
    """Signs of three exchanges; the questions ask for what tools and form do not allow."""
    heard = _ask(model, "words")
    yield _sign("model.doctor.speaks", count=heard.completion_tokens)
    heard = _ask(model, "tool", tools=(TOOL,))
    if not heard.calls:
        yield _sign("model.doctor.no_call", warning=True)
    else:
        kept = all(call.tool == TOOL.name and _is_lookup(call.arguments) for call in heard.calls)
        yield _sign("model.doctor.strict" if kept else "model.doctor.not_strict", sound=kept)
    heard = _ask(model, "form", form=Lookup.model_json_schema())
    held = _is_lookup(heard.text) and not any(blank in heard.text for blank in " \n\t")
    yield _sign("model.doctor.formed" if held else "model.doctor.not_formed", sound=held)


def _ask(model: Vllm, question: str, **kind: object) -> Reply:
    said = Said(role="user", text=texts("fr")[f"model.doctor.ask.{question}"])
    return model.ask(Prompt.model_validate({"messages": (said,), "most_tokens": ANSWER_TOKENS} | kind), _never)


def _shares(server: Server) -> Sign:
    match server.caches_prefixes():
        case None:
            return _sign("model.doctor.cache_unknown")
        case False:
            return _sign("model.doctor.cache_off", warning=True)
        case True:
            return _sign("model.doctor.cache_on")


def _is_lookup(text: str) -> bool:
    try:
        Lookup.model_validate_json(text)
    except ValidationError:
        return False
    return True


def _sign(code: str, sound: bool = True, warning: bool = False, **args: str | int) -> Sign:
    return Sign(message=Message(code=code, args=args), sound=sound, warning=warning)


def _never() -> bool:
    return False
