"""What goes to an OpenAI-compatible server and comes back from it, in our words."""

from collections.abc import Iterable
from typing import Any

from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from copilot.adapters.models.normalise import arguments, normal, whole
from copilot.model.talk import Prompt, Reply, Said, ToolCall


def messages(said: Iterable[Said]) -> list[BaseMessage]:
    """The conversation in the shape that the server takes."""
    return [_message(one) for one in normal(said)]


def options(prompt: Prompt, salt: str) -> dict[str, Any]:
    """What is asked of the server beside the messages."""
    asked: dict[str, Any] = {"max_tokens": prompt.most_tokens}
    extra: dict[str, Any] = {"cache_salt": salt} if salt else {}
    if prompt.tools:
        # Without `strict` the server lets the model invent names of tools and any arguments.
        asked |= {"tools": [_tool(one.model_dump()) for one in prompt.tools], "tool_choice": "auto"}
    elif prompt.form is not None:
        extra |= _form(prompt.form)
    return asked | ({"extra_body": extra} if extra else {})


def _form(schema: dict[str, Any]) -> dict[str, Any]:
    """An answer held to a schema, said twice.

    `response_format` is what every server understands. vLLM alone reads `structured_outputs`: the pattern takes the
    request off the grammar of the Mistral tool parser, which lets blanks run until the answer is cut. Both stand in
    the body as they are: read by the client, the first would be parsed there and a cut answer lost in an exception.
    """
    return {
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": schema, "strict": True},
        },
        "structured_outputs": {"json": schema, "whitespace_pattern": ""},
    }


def reply(chunks: list[AIMessageChunk], most_tokens: int) -> Reply | None:
    """The whole answer; nothing when the stream ended before the server said why.

    An answer as long as was allowed counts as cut whatever the server says: a tool call that is cut comes as a
    complete one without arguments.
    """
    if not chunks:
        return None
    heard = chunks[0] + chunks[1:]
    reason, usage = heard.response_metadata.get("finish_reason"), heard.usage_metadata
    if reason is None:
        return None
    used = usage["output_tokens"] if usage else 0
    return Reply(
        text=whole(heard.text),
        calls=tuple(
            ToolCall(
                id=whole(call["id"] or ""),
                tool=whole(call["name"] or "").strip(),
                arguments=whole(call["args"] or ""),
            )
            for call in heard.tool_call_chunks
        ),
        cut=reason == "length" or used >= most_tokens,
        prompt_tokens=usage["input_tokens"] if usage else 0,
        completion_tokens=used,
    )


def _message(said: Said) -> BaseMessage:
    match said.role:
        case "system":
            return SystemMessage(said.text)
        case "user":
            return HumanMessage(said.text)
        case "tool":
            return ToolMessage(said.text, tool_call_id=said.answers)
        case "assistant":
            calls = [
                {"name": call.tool, "args": arguments(call.arguments), "id": call.id, "type": "tool_call"}
                for call in said.calls
            ]
            return AIMessage(said.text, tool_calls=calls)


def _tool(offered: dict[str, Any]) -> dict[str, Any]:
    return {"type": "function", "function": offered | {"strict": True}}
