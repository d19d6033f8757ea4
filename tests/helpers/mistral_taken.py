"""What mistral-common takes to fine-tune a model with."""

from functools import cache
from importlib.resources import files
from typing import Any

from mistral_common.protocol.instruct.messages import FinetuningMessage
from mistral_common.protocol.instruct.request import ChatCompletionRequest
from mistral_common.protocol.instruct.validator import ValidationMode, get_validator
from mistral_common.tokens.tokenizers.base import TokenizerVersion
from mistral_common.tokens.tokenizers.mistral import MistralTokenizer

VERSIONS = [one for one in TokenizerVersion if one.value not in ("v1", "v2")]
"""Those that have tools under identifiers."""


def taken(line: dict[str, Any]) -> None:
    """Fails unless mistral-common takes a line to fine-tune with, whatever the version, and makes tokens of it."""
    for version in VERSIONS:
        request = ChatCompletionRequest[FinetuningMessage](**line)
        get_validator(version, ValidationMode.finetuning).validate_request(request)
    assert _tokenizer().encode_chat_completion(ChatCompletionRequest[FinetuningMessage](**line)).tokens


@cache
def _tokenizer() -> Any:
    """A tokenizer that comes with mistral-common."""
    path = files("mistral_common").joinpath("data/tekken_240911.json")
    return MistralTokenizer.from_file(str(path), mode=ValidationMode.finetuning)
