"""A planner at a fresh store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dataset_desk import Desk

from copilot.adapters.store import Store


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        yield Desk(opened)
