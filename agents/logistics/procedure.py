"""The standing procedure of logistics: long enough deliveries, safe margins."""

from agents.logistics.answer import LogisticsAnswer
from copilot.agent import CellOf, Tools
from copilot.model.answer import Reason
from copilot.model.noun import Message
from copilot.model.request import Request
from copilot.model.world import Consumption, World
from tools.forecast.consumption import SupplyState, days_of_supply, rows_of

SHORTEST_COVER, LONGEST_COVER = 48, 168
DELIVERIES = 6


def procedure(world: World, request: Request, tools: Tools) -> LogisticsAnswer:
    """Each delivery covers about a sixth of the window (two days to a week); the margin is half a day.

    The site and item that run out first are the evidence; stops are grouped by two.
    """
    first: tuple[SupplyState, str] | None = None
    for row in world.consumption:
        called = tools.call(days_of_supply, site=row.site, item=row.item)
        state = called.result
        if state.shortage is not None and (first is None or state.shortage < (first[0].shortage or 0)):
            first = (state, tools.fact(called, state.shortage, "moment", _cells(world, row)))
    hours = world.clock.end // 60
    cover = min(LONGEST_COVER, max(SHORTEST_COVER, -(-hours // DELIVERIES) // 12 * 12))
    reasons = []
    if first is not None:
        state, fact = first
        args = {
            "site": f"@sites/{state.site}",
            "item": f"@items/{state.item}",
            "when": f"t:{state.shortage}",
            "hours": cover,
        }
        reasons.append(
            Reason(choice="cover_hours", message=Message(code="reason.first_shortage", args=args), facts=(fact,))
        )
    return LogisticsAnswer(cover_hours=cover, early_hours=cover, reasons=tuple(reasons))


def _cells(world: World, row: Consumption) -> list[CellOf]:
    """What a shortage is forecast from: the stock and what uses it up."""
    unit = world.item[row.item].unit
    rates: list[CellOf] = [(other, "per_day", unit) for other in rows_of(world, row.site, row.item)]
    held = [stock for stock in world.stocks if (stock.site, stock.item) == (row.site, row.item)]
    return [*rates, *((stock, "quantity", unit) for stock in held)]
