"""What `python -m bench rul` reads and prints."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from wear import lives

from bench.rul.command import rul
from bench.rul.read import COLUMNS, read_units


def _written(folder: Path, count: int) -> Path:
    """Units whose first sensors are the gauges of made-up lives, the others still; one file of two packed."""
    for part in range(2):
        rows = []
        for unit, (life, _) in enumerate(lives(count, seed=part), start=1 + part * count):
            for cycle, read in enumerate(life.values, start=1):
                rows.append([unit, cycle, *read, *np.full(COLUMNS - 2 - len(read), 3.0)])
        text = "\n".join(" ".join(f"{value:.4f}" for value in row) for row in rows) + "\n"
        (folder / "train_1.txt").write_text(text)
        if part == 0:
            (folder / "train_0.txt.gz").write_bytes(gzip.compress(text.encode()))
    return folder


def test_every_unit_is_forecast_by_each_method(tmp_path: Path) -> None:
    """Sixty units, one seed: each asked about five times by each method; gauges beat age, and hold as they say."""
    done = CliRunner().invoke(
        rul, ["--instances", str(_written(tmp_path, 30)), "--seeds", "1", "--json", str(tmp_path / "rul.json")]
    )
    assert done.exit_code == 0, done.output
    kept = json.loads((tmp_path / "rul.json").read_text())
    scores = {one["method"]: one for one in kept["scores"]}
    assert kept["units"] == 60
    assert {one["forecasts"] for one in scores.values()} == {300}
    assert scores["gauges"]["rmse"] < 0.7 * scores["age"]["rmse"]
    assert 0.7 <= scores["gauges"]["coverage"] <= 0.9


def test_a_file_of_another_shape_is_named(tmp_path: Path) -> None:
    """So is a folder that holds no unit."""
    with pytest.raises(ValueError, match=r"no \.txt"):
        read_units(tmp_path)
    (tmp_path / "odd.txt").write_text("1 2 3\n")
    with pytest.raises(ValueError, match=r"odd\.txt: 3 columns where 26"):
        read_units(tmp_path)
