"""A store in a fresh file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from copilot.adapters.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        yield opened
