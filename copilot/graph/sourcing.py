"""Gives every figure of a plan its fact."""

from collections.abc import Iterable, Sequence

from copilot.model.fact import Computed, Fact, FactBook, Stated
from copilot.model.plan import AvailabilityLine, MilestoneLine, PlanItem, StockLine, Term
from copilot.model.world import World


class Sourcing:
    """Writes the facts of one plan, from the items' own sources."""

    def __init__(self, world: World, book: FactBook, run: str, edits: dict[str, Stated]) -> None:
        self._world = world
        self._book = book
        self._run = run
        self._edits = edits
        self._ends: dict[str, str] = {}
        self._kms: list[str] = []
        self._costs: list[str] = []
        self._effects: dict[tuple[str, str], list[str]] = {}

    def item(self, item: PlanItem) -> None:
        """Start, end, duration, kilometres, cost and every quantity of an item."""
        inputs = [*item.sources, *item.mode.sources]
        about = f"items/{item.id}"
        edit = self._edits.get(item.id)
        if edit is None:
            start = self._book.computed(self._run, item.start, "moment", inputs, f"{about}/start")
        else:
            start = self._book.stated(item.start, "moment", edit, f"{about}/start")
        self._ends[item.id] = self._book.computed(self._run, item.end, "moment", [start, *inputs], f"{about}/end")
        own = item.mode.sources or inputs
        self._book.computed(self._run, item.mode.duration, "min", own, f"{about}/mode/duration")
        self._kms.append(self._book.computed(self._run, item.mode.km, "km", own, f"{about}/mode/km"))
        if item.mode.cost:
            self._costs.append(self._book.computed(self._run, item.mode.cost, "cost", own, f"{about}/mode/cost"))
        for number, effect in enumerate(item.mode.effects):
            unit = self._world.item[effect.item].unit
            where = f"{about}/mode/effects/{number}/quantity"
            fact = self._book.computed(self._run, effect.quantity, unit, inputs, where)
            self._effects.setdefault((effect.site, effect.item), []).append(fact)

    def terms(self, terms: Sequence[Term], least: int) -> None:
        """Amount, cost and least amount of each term, their total, and the least that any plan costs."""
        run = self._book.run("solve.schedule.terms")
        window = self._book.input("scenario", 0, "steps", self._world.clock.steps, "step")
        costs = []
        for term in terms:
            inputs = {"km": self._kms, "cost": self._costs}.get(term.code, self._ends.values())
            amount = self._book.computed(run, term.amount, term.unit, [window, *inputs], f"terms/{term.code}/amount")
            costs.append(self._book.computed(run, term.cost, "cost", [amount], f"terms/{term.code}/cost"))
        self._book.computed(run, sum(term.cost for term in terms), "cost", costs, "solving/objective")
        alone = self._book.run("solve.schedule.bounds")
        for term in terms:
            if term.bound is not None:
                self._book.computed(alone, term.bound, term.unit, [window], f"terms/{term.code}/bound")
        self._book.computed(alone, least, "cost", [window], "solving/bound")

    def stocks(self, lines: Iterable[StockLine]) -> None:
        """Each level of each stock, and what is lacking."""
        for line in lines:
            unit = self._world.item[line.item].unit
            place, world = (line.site, line.item), self._world
            inputs = [self._book.cell(row, "quantity", unit) for row in world.stocks_at.get(place, [])]
            inputs += [self._book.cell(row, "per_day", unit) for row in world.consumption_at.get(place, [])]
            inputs += [self._book.cell(row, "quantity", unit) for row in world.part_orders_at.get(place, [])]
            inputs += self._effects.get(place, [])
            run = self._book.run("look.projection.stocks.stock_line", site=line.site, item=line.item)
            about = f"stocks/{line.site}/{line.item}"
            lacking = self._book.computed(run, line.lacking, unit, inputs, f"{about}/lacking")
            for number, (_, level) in enumerate(line.levels):
                self._book.computed(run, level, unit, [lacking], f"{about}/levels/{number}")

    def availability(self, lines: Iterable[AvailabilityLine], items: Iterable[PlanItem]) -> None:
        """Each day's available assets of each type."""
        work = [self._ends[item.id] for item in items if item.domain == "maintenance"]
        for line in lines:
            run = self._book.run("look.projection.availability.rate", asset_type=line.asset_type)
            states = [self._book.cell(asset, "state") for asset in self._world.assets if asset.type == line.asset_type]
            for number, (_, _, available) in enumerate(line.days):
                self._book.computed(
                    run, available, "vehicle", [*states, *work], f"availability/{line.asset_type}/{number}"
                )

    def milestones(self, lines: Iterable[MilestoneLine], rows: dict[str, int]) -> None:
        """Due date, date reached and rate of each milestone."""
        for line in lines:
            about = f"milestones/{line.id}"
            due = self._book.input("request/milestones", rows[line.id], "due", line.due, "moment")
            run = self._book.run("look.projection.milestones.line", milestone=line.id)
            self._book.computed(run, line.due, "moment", [due], f"{about}/due")
            if line.reached is not None:
                self._book.computed(
                    run, line.reached, "moment", [due, *self._ends_at(line.reached)], f"{about}/reached"
                )
            if line.value is not None:
                self._book.computed(run, line.value, "%", [due], f"{about}/value")

    def _ends_at(self, minute: int) -> list[str]:
        return [fact for fact in self._ends.values() if self._book.value(fact) == minute]


def reachable(own: Sequence[Fact], others: Iterable[Fact], kept: Iterable[str]) -> tuple[Fact, ...]:
    """The facts that the plan's own figures, or anything kept, rest on, directly or not, before the plan's own."""
    known = {fact.id: fact for fact in others}
    wanted: dict[str, None] = {}
    todo = [*kept, *(name for fact in own for name in _inputs(fact))]
    while todo:
        name = todo.pop()
        if name in known and name not in wanted:
            wanted[name] = None
            todo.extend(_inputs(known[name]))
    return (*(fact for fact in known.values() if fact.id in wanted), *own)


def _inputs(fact: Fact) -> tuple[str, ...]:
    return fact.origin.inputs if isinstance(fact.origin, Computed) else ()
