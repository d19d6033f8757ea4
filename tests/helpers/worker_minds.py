"""Workers without a model."""


def no_model(_name: str) -> None:
    """No model answers, whatever its name."""
