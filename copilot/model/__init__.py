"""The nouns: frozen pydantic models, with nothing but pydantic and the standard library."""
