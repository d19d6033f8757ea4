"""Units run to failure, in the format of C-MAPSS (Saxena, Goebel, Simon, Eklund, PHM 2008)."""

import gzip
from pathlib import Path

import numpy as np

from tools.forecast.gauges import Readings

COLUMNS = 26


def read_units(folder: Path) -> list[Readings]:
    """Every unit of every file of a folder (.txt, .txt.gz); each fails at its last cycle.

    A line: unit, cycle, three settings, 21 sensors.
    ValueError names the file whose lines have another number of columns, and a folder without units.
    """
    units = []
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.txt.gz")]):
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
            table = np.loadtxt(file, ndmin=2)
        if table.shape[1] != COLUMNS:
            raise ValueError(f"{path}: {table.shape[1]} columns where {COLUMNS} are expected")
        for unit in np.unique(table[:, 0]):
            rows = table[table[:, 0] == unit]
            units.append(Readings(rows[:, 1], rows[:, 2:]))
    if not units:
        raise ValueError(f"{folder}: no .txt or .txt.gz")
    return units
