"""Measurements as a table to read."""

from collections.abc import Iterable

from rich.table import Table

from bench.measure import Measure

COLUMNS = (
    "world",
    "seed",
    "method",
    "placed",
    "left out",
    "first s",
    "whole s",
    "total s",
    "cpu s",
    "cost",
    "MiB",
    "verdict",
)


def row(one: Measure) -> tuple[str, ...]:
    """A measurement as the cells of a line."""
    out = f"{one.left_out} ({one.mandatory_left_out} mandatory)" if one.left_out else "0"
    verdict = f"{one.verdict}, LOST" if one.lost else one.verdict
    return (
        one.world,
        str(one.seed),
        one.method,
        str(one.placed),
        out,
        _seconds(one.first),
        _seconds(one.whole),
        _seconds(one.total) + (" (cut)" if one.cut_by_clock else ""),
        _seconds(one.cpu),
        f"{one.cost:,}" + (" (optimal)" if one.status == "optimal" else ""),
        "-" if one.peak_mib is None else str(one.peak_mib),
        verdict,
    )


def table(found: Iterable[Measure]) -> Table:
    """All measurements, in the order they were made, with what each plan costs term by term."""
    shown = Table(*COLUMNS, "verdict", "terms")
    for one in found:
        shown.add_row(*row(one), ", ".join(f"{code} {cost:,}" for code, cost in one.terms.items()))
    return shown


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
