"""From the logistics policy to convoys and commitments."""

from agents.logistics.answer import LogisticsAnswer
from agents.logistics.commitments import commitments
from agents.logistics.convoys import convoys
from agents.logistics.lots import consumption_lots
from agents.logistics.means import Means
from agents.logistics.on_the_road import still_to_bring
from agents.logistics.parts import part_lots
from agents.logistics.pools import pools, reservoirs
from agents.logistics.tours import parted
from copilot.model.activity import Contribution
from copilot.model.fact import FactBook
from copilot.model.noun import Message
from copilot.model.request import Request
from copilot.model.version import VERSION
from copilot.model.world import World
from tools.solve.routes.roads import Network


def contribute(world: World, request: Request, answer: LogisticsAnswer) -> Contribution:
    """Every delivery that keeps sites and workshops supplied, and every commitment, as activities."""
    book = FactBook("L", VERSION)
    means = Means(world, request, answer, Network(world), book)
    lots = consumption_lots(world, answer, means.sources, book) + part_lots(world, means.sources, book)
    driven, undriven = convoys(means, still_to_bring(means, parted(means, lots)))
    committed, uncommitted = commitments(world, request, book)
    return Contribution(
        agent="logistics",
        policy=answer.policy,
        activities=(*driven, *committed),
        pools=pools(world),
        reservoirs=reservoirs(world),
        unmet=(*undriven, *uncommitted),
        assumptions=(
            Message(code=f"assumption.{answer.resupply_mode}"),
            Message(code="assumption.cover", args={"hours": answer.cover_hours}),
            Message(code="assumption.safety", args={"hours": answer.safety_hours}),
            Message(code="assumption.consumption_even"),
        ),
        questions=answer.questions,
        facts=book.facts,
        runs=book.runs,
    )
