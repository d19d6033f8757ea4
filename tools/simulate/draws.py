"""Chance, by name: the same name, seed and run always give the same draw, whatever else is drawn and by whom."""

import hashlib

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
BLOCK = 256
"""Runs that are drawn together; a block is the same whichever process draws it."""


class Draws:
    """The draws of one block of runs.

    Two plans shaken with one seed meet the same breakdown of the same vehicle, the same road on the same convoy.
    """

    def __init__(self, seed: int, block: int, size: int = BLOCK) -> None:
        self.size = size
        self._seed = seed
        self._block = block

    def uniform(self, *name: str | int) -> Floats:
        """A number between 0 and 1 in each run."""
        return self._of(name).random(BLOCK)[: self.size]

    def normal(self, *name: str | int) -> Floats:
        """A standard normal number in each run."""
        return self._of(name).standard_normal(BLOCK)[: self.size]

    def exponential(self, *name: str | int) -> Floats:
        """A number of mean one in each run, without memory."""
        return self._of(name).standard_exponential(BLOCK)[: self.size]

    def spread(self, percent: int, *name: str | int) -> Floats:
        """A factor around one (its median) in each run; exactly one without spread."""
        return np.exp(percent / 100 * self.normal(*name)) if percent else np.ones(self.size)

    def _of(self, name: tuple[str | int, ...]) -> np.random.Generator:
        told = hashlib.sha256("\0".join(map(str, name)).encode()).digest()
        key = (self._block, *(int.from_bytes(told[at : at + 4], "little") for at in (0, 4, 8)))
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(self._seed, spawn_key=key)))
