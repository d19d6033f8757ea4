"""What a page is narrowed to, kept in the address: a reload, another page or a shared link shows the same."""

from collections.abc import Sequence
from typing import TypeVar

from copilot.ui import session

OptionT = TypeVar("OptionT", bound=str)


def one_of(name: str, options: Sequence[OptionT], usual: OptionT) -> OptionT:
    """The option that the address names, or the usual one."""
    return next((option for option in options if option == session.kept(name)), usual)


def some_of(name: str, options: Sequence[OptionT]) -> list[OptionT]:
    """The options that the address names, or all of them."""
    kept = session.kept(name)
    return list(options) if kept is None else [option for option in options if option in kept.split(",")]


def note(name: str, chosen: str | Sequence[str], usual: str | Sequence[str]) -> None:
    """Keeps what was chosen, unless it is what is shown anyway."""
    if chosen == usual or (not isinstance(usual, str) and list(chosen) == list(usual)):
        session.drop(name)
    else:
        session.keep(name, chosen if isinstance(chosen, str) else ",".join(chosen))
