"""The variables of the joint model: when each activity runs, in which mode, with which assets."""

from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from copilot.model.activity import Activity, AssetNeed, Mode, Occupation
from tools.solve.schedule.grid import down, possible, up
from tools.solve.schedule.problem import Placed, Problem


@dataclass
class Use:
    """The candidate assets of one need of an activity, over all its modes, and when they are held (steps)."""

    start: cp_model.IntVar
    end: cp_model.IntVar
    named: dict[str, cp_model.IntVar] = field(default_factory=dict)


@dataclass
class Draft:
    """One activity's variables: steps for start and end, literals for presence and modes."""

    activity: Activity
    present: cp_model.IntVar
    start: cp_model.IntVar
    end: cp_model.IntVar
    modes: dict[str, cp_model.IntVar] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)

    def fixed(self) -> bool:
        """True when the activity can only start at its earliest minute."""
        return self.activity.latest is not None and all(
            mode.calendar is None and self.activity.earliest + mode.duration == self.activity.latest
            for mode in self.activity.modes
        )


@dataclass
class Variables:
    """The CP-SAT model being built, and every activity's variables by identifier."""

    model: cp_model.CpModel
    problem: Problem
    drafts: dict[str, Draft] = field(default_factory=dict)

    @property
    def step(self) -> int:
        """Minutes in a step."""
        return self.problem.clock.step

    @property
    def steps(self) -> int:
        """Steps in the window."""
        return self.problem.clock.steps


def declare(problem: Problem) -> Variables:
    """A model with the variables of every activity, each linked to its own modes, window and needs."""
    variables = Variables(model=cp_model.CpModel(), problem=problem)
    for activity in problem.activities:
        placed = problem.frozen.get(activity.id)
        draft = _draft(variables, activity) if placed is None else _frozen(variables, activity, placed)
        variables.drafts[activity.id] = draft
        for mode in activity.modes if placed is None else ():
            _link_mode(variables, draft, mode)
        for position in range(max((len(mode.assets) for mode in activity.modes), default=0)):
            draft.uses.append(_use(variables, draft, position))
    return variables


def held(occupation: Occupation, draft: Draft, step: int) -> tuple[cp_model.LinearExprT, cp_model.LinearExprT]:
    """The steps during which a need is held, rounded outwards."""
    begin = draft.start + down(occupation.begin, step)
    if occupation.length is None:
        return begin, draft.end + up(occupation.tail, step)
    return begin, draft.start + up(occupation.begin + occupation.length, step)


def _draft(variables: Variables, activity: Activity) -> Draft:
    model, step, steps = variables.model, variables.step, variables.steps
    latest = steps if activity.latest is None else min(steps, up(activity.latest, step))
    draft = Draft(
        activity=activity,
        present=model.new_bool_var(f"present {activity.id}"),
        start=model.new_int_var(0, steps, f"start {activity.id}"),
        end=model.new_int_var(0, steps, f"end {activity.id}"),
    )
    draft.modes = {mode.id: model.new_bool_var(f"{activity.id} as {mode.id}") for mode in activity.modes}
    model.add(sum(draft.modes.values()) == draft.present)
    model.add(draft.end <= latest).only_enforce_if(draft.present)
    earliest = down(activity.earliest, step) if draft.fixed() else up(activity.earliest, step)
    model.add(draft.start >= earliest).only_enforce_if(draft.present)
    model.add(draft.start == 0).only_enforce_if(~draft.present)
    model.add(draft.end == 0).only_enforce_if(~draft.present)
    return draft


def _frozen(variables: Variables, activity: Activity, placed: Placed) -> Draft:
    """An activity whose place is given."""
    model, step = variables.model, variables.step
    draft = Draft(
        activity=activity,
        present=model.new_constant(1),
        start=model.new_constant(down(placed.start, step)),
        end=model.new_constant(up(placed.end, step)),
    )
    draft.modes = {placed.mode: draft.present}
    return draft


def _link_mode(variables: Variables, draft: Draft, mode: Mode) -> None:
    model, step, steps = variables.model, variables.step, variables.steps
    chosen = draft.modes[mode.id]
    lead = max((-down(need.begin, step) for need in (*mode.assets, *mode.pools)), default=0)
    if lead > 0:
        model.add(draft.start >= lead).only_enforce_if(chosen)
    if mode.calendar is None:
        offset = draft.activity.earliest % step if draft.fixed() else 0
        model.add(draft.end == draft.start + up(offset + mode.duration, step)).only_enforce_if(chosen)
    else:
        pairs = possible(variables.problem.calendars[mode.calendar], mode.duration, step, steps)
        if not pairs:
            model.add(chosen == 0)
            return
        start = model.new_int_var(0, steps, "")
        end = model.new_int_var(0, steps, "")
        model.add_allowed_assignments([start, end], pairs)
        model.add(draft.start == start).only_enforce_if(chosen)
        model.add(draft.end == end).only_enforce_if(chosen)
    if mode.closed and not draft.fixed():
        allowed = [s for s in range(steps) if not any(first <= s * step < last for first, last in mode.closed)]
        model.add_linear_expression_in_domain(draft.start, cp_model.Domain.from_values(allowed)).only_enforce_if(chosen)


def _use(variables: Variables, draft: Draft, position: int) -> Use:
    model, step = variables.model, variables.step
    needs = {mode.id: mode.assets[position] for mode in draft.activity.modes if position < len(mode.assets)}
    use = Use(start=model.new_int_var(0, variables.steps, ""), end=model.new_int_var(0, variables.steps, ""))
    for mode, need in needs.items():
        begin, end = held(need, draft, step)
        model.add(use.start == begin).only_enforce_if(draft.modes[mode])
        model.add(use.end == end).only_enforce_if(draft.modes[mode])
    for asset in dict.fromkeys(asset for need in needs.values() for asset in need.candidates):
        use.named[asset] = model.new_bool_var(f"{draft.activity.id} with {asset}")
        model.add_bool_or(
            [draft.modes[mode] for mode, need in needs.items() if asset in need.candidates]
        ).only_enforce_if(use.named[asset])
    _count(model, draft, use, needs)
    return use


def _count(model: cp_model.CpModel, draft: Draft, use: Use, needs: dict[str, AssetNeed]) -> None:
    model.add(sum(use.named.values()) == sum(need.count * draft.modes[mode] for mode, need in needs.items()))
