"""The worlds to measure on."""

from collections.abc import Iterator

import scenarios
from copilot.model.scenario import Scenario
from scenarios._generate import Size


def worlds(bundled: tuple[str, ...], sizes: tuple[Size, ...], seeds: range) -> Iterator[tuple[Scenario, int]]:
    """Each bundled world under each seed of the search, then each made-up world, made and searched with one seed."""
    for name in bundled:
        for seed in seeds:
            yield scenarios.load(name), seed
    for size in sizes:
        for seed in seeds:
            yield scenarios.generate(size, seed), seed
