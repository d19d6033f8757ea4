"""Work in processes of its own, none of which outlives the one that started it."""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any


def processes(count: int, ready: Callable[..., None] | None = None, *given: Any) -> ProcessPoolExecutor:
    """As many processes, each begun afresh; each is first made `ready` with what is given."""
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _begin, (ready, given))


def _begin(ready: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
    if ready is not None:
        ready(*given)
