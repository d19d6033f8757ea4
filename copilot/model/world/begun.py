"""What was under way when a plan is made again."""

from copilot.model.noun import Noun


class Begun(Noun):
    """An item of the former plan that had begun: the lots that it brings, and what it changes in stocks.

    `flows` holds (site, item, minute, quantity), the quantity being negative where goods are taken.
    """

    item: str
    lots: tuple[str, ...] = ()
    flows: tuple[tuple[str, str, int, int], ...] = ()
