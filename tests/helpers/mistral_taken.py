"""What mistral-common takes to fine-tune a model with."""

from typing import Any

from mistral_common.protocol.instruct.messages import FinetuningMessage
from mistral_common.protocol.instruct.request import ChatCompletionRequest
from mistral_common.protocol.instruct.validator import ValidationMode, get_validator
from mistral_common.tokens.tokenizers.base import TokenizerVersion

VERSIONS = [one for one in TokenizerVersion if one.value not in ("v1", "v2")]
"""Those that have tools under identifiers."""


def taken(line: dict[str, Any]) -> None:
    """Fails unless mistral-common takes a line to fine-tune with, whatever the version of the tokenizer."""
    for version in VERSIONS:
        request = ChatCompletionRequest[FinetuningMessage](**line)
        get_validator(version, ValidationMode.finetuning).validate_request(request)
