"""The questions that the contract with a vLLM server is held on."""

from copilot.model.talk import Offered, Prompt, Said

NAME = "planner"
KEY = "cle-de-la-base"
SITES = {"type": "string", "enum": ["A1", "B2"]}
DAYS = {"type": "integer", "minimum": 0, "maximum": 9}


def _schema(**fields):
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


STOCK = Offered(name="stock", description="Stock d'un site", parameters=_schema(site=SITES, days=DAYS))
FORM = _schema(days=DAYS, why={"type": "string", "maxLength": 20}, risk={"enum": ["low", "high"]})
ENDLESS = {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 99999}, "minItems": 2000}
"""Takes a small model many seconds to fill."""
REFUSED = {"type": "array", "uniqueItems": True, "items": {"type": "integer"}}
"""No grammar can hold this."""
SYSTEM = Said(role="system", text="Tu aides un bureau de planification.")
ASKED = Said(role="user", text="Combien de jours au site A1 ?")


def prompt(*more, text=None, **kind):
    """The question, or another one, and what follows it; an answer of 200 tokens unless told otherwise."""
    asked = ASKED if text is None else Said(role="user", text=text)
    return Prompt(messages=(SYSTEM, asked, *more), **{"most_tokens": 200} | kind)
