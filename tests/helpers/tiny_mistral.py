"""Makes a Mistral of three megabytes: a real tokenizer, random weights that lean towards ending and calling tools.

    python tests/helpers/tiny_mistral.py FOLDER

Vocabulary and merges are those that mistral-common ships; nothing is downloaded. What it says means nothing: it proves
the plumbing. vLLM loads it with tokenizer mode, config and load format `mistral`.
"""

import json
import sys
from pathlib import Path

import mistral_common
import numpy as np

TEKKEN = Path(mistral_common.__file__).parent / "data" / "tekken_240911.json"
VERSION = "v13"
VOCABULARY = 16384
WIDTH, LAYERS, HEADS, KV_HEADS, HEAD, INNER = 32, 2, 2, 1, 32, 64
LONGEST = 32768
TURNS = ["[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]"]
MARKS = ["[TOOL_CALLS]", "[IMG]", "<pad>", "[IMG_BREAK]", "[IMG_END]", "[PREFIX]", "[MIDDLE]", "[SUFFIX]"]
CONTROL = ["<unk>", "<s>", "</s>", *TURNS, *MARKS, "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[TOOL_CONTENT]"]
LATER = {32: "[ARGS]", 33: "[CALL_ID]", 34: "[THINK]", 35: "[/THINK]"}
LEANINGS = {"</s>": 80, "[TOOL_CALLS]": 60, "}": 50, "]": 50, '"': 40, ":": 40, ",": 40} | dict.fromkeys(
    "0123456789", 30
)
"""What is added to the logit of a token."""
CONSTANT = 8.0
"""What channel 0 of the residual stream holds all the way: column 0 of the output matrix is a bias of each token."""
AFTER_NORM = 4.0
"""About what is left of it after the last normalisation."""


def make(folder: Path) -> None:
    """Writes `params.json`, `tekken.json` and `consolidated.safetensors`, the same bytes each time."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = _tokenizer()
    ranks = {token["token_str"]: token["rank"] for token in tokenizer["special_tokens"]}
    shift = len(ranks)
    ranks |= {token["token_str"]: token["rank"] + shift for token in tokenizer["vocab"] if token["token_str"]}
    (folder / "tekken.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    (folder / "params.json").write_text(json.dumps(_params()), encoding="utf-8")
    _save(folder / "consolidated.safetensors", _weights({ranks[token]: bias for token, bias in LEANINGS.items()}))


def _tokenizer() -> dict:
    """The tokenizer that the package ships, at the version wanted and cut to the first tokens."""
    data = json.loads(TEKKEN.read_text(encoding="utf-8"))
    data.pop("image", None)
    count = data["config"]["default_num_special_tokens"]
    names = CONTROL + [LATER.get(rank, f"<SPECIAL_{rank}>") for rank in range(len(CONTROL), count)]
    data["special_tokens"] = [{"rank": rank, "token_str": name, "is_control": True} for rank, name in enumerate(names)]
    data["vocab"] = data["vocab"][: VOCABULARY - count]
    sizes = {"default_vocab_size": VOCABULARY, "num_vocab_tokens": len(data["vocab"])}
    data["config"] |= {"version": VERSION} | sizes
    return data


def _params() -> dict:
    heads = {"n_layers": LAYERS, "n_heads": HEADS, "n_kv_heads": KV_HEADS, "head_dim": HEAD}
    sizes = {"dim": WIDTH, "hidden_dim": INNER, "vocab_size": VOCABULARY, "max_position_embeddings": LONGEST}
    return sizes | heads | {"norm_eps": 1e-5, "rope_theta": 1e6}


def _weights(biases: dict[int, float]) -> dict[str, np.ndarray]:
    random = np.random.default_rng(0)
    queries, keys = HEADS * HEAD, KV_HEADS * HEAD
    shapes = {"attention.wq": (queries, WIDTH), "attention.wk": (keys, WIDTH), "attention.wv": (keys, WIDTH)}
    shapes |= {"attention.wo": (WIDTH, queries), "feed_forward.w1": (INNER, WIDTH)}
    shapes |= {"feed_forward.w2": (WIDTH, INNER), "feed_forward.w3": (INNER, WIDTH)}
    tables = ("tok_embeddings", "output")
    made = {f"{name}.weight": random.standard_normal((VOCABULARY, WIDTH), dtype=np.float32) for name in tables}
    made["norm.weight"] = np.ones(WIDTH, np.float32)
    made["tok_embeddings.weight"][:, 0] = CONSTANT
    made["output.weight"][:, 0] = 0
    for layer in range(LAYERS):
        for name, shape in shapes.items():
            made[f"layers.{layer}.{name}.weight"] = random.standard_normal(shape, dtype=np.float32) * shape[1] ** -0.5
        for name in ("attention.wo", "feed_forward.w2"):
            made[f"layers.{layer}.{name}.weight"][0] = 0
        for name in ("attention_norm", "ffn_norm"):
            made[f"layers.{layer}.{name}.weight"] = np.ones(WIDTH, np.float32)
    for token, bias in biases.items():
        made["output.weight"][token, 0] = bias / AFTER_NORM
    return made


def _save(file: Path, tensors: dict[str, np.ndarray]) -> None:
    """A safetensors file in bfloat16, which is the upper half of a float rounded."""
    header, blobs, at = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in tensors.items():
        blobs.append(((np.ascontiguousarray(tensor).view(np.uint32) + 0x8000) >> 16).astype("<u2").tobytes())
        header[name] = {"dtype": "BF16", "shape": list(tensor.shape), "data_offsets": [at, at + len(blobs[-1])]}
        at += len(blobs[-1])
    head = json.dumps(header).encode()
    file.write_bytes(len(head).to_bytes(8, "little") + head + b"".join(blobs))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
