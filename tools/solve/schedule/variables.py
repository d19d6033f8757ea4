"""The variables of the joint model: when each activity runs, in which mode, with which assets."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from copilot.model.activity import Activity, AssetNeed, Occupation
from tools.solve.schedule.grid import Steps
from tools.solve.schedule.occupancy import held
from tools.solve.schedule.part import Choice, Part
from tools.solve.schedule.problem import Problem

Linear = cp_model.LinearExpr


@dataclass(frozen=True)
class Hold:
    """An asset that an activity may hold: the literal that says so, and the steps between which it would."""

    asset: str
    literal: cp_model.IntVar
    start: Linear
    end: Linear
    interval: cp_model.IntervalVar


@dataclass
class Draft:
    """One activity's variables: steps for start, length and end, literals for presence and modes.

    `sure`: it must be done. `length` is None where it depends on the start, or assets on the mode.
    """

    activity: Activity
    present: cp_model.IntVar
    start: cp_model.IntVar
    length: cp_model.IntVar | int | None
    end: Linear
    sure: bool = False
    choices: dict[str, Choice] = field(default_factory=dict)
    modes: dict[str, cp_model.IntVar] = field(default_factory=dict)
    needs: list[list[Hold]] = field(default_factory=list)

    @property
    def holds(self) -> list[Hold]:
        """Every asset it may hold, need after need."""
        return [hold for need in self.needs for hold in need]


@dataclass
class Variables:
    """The CP-SAT model being built, and every free activity's variables by identifier."""

    model: cp_model.CpModel
    part: Part
    drafts: dict[str, Draft] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        """The whole problem."""
        return self.part.index.problem

    @property
    def step(self) -> int:
        """Minutes in a step."""
        return self.problem.clock.step

    @property
    def steps(self) -> int:
        """Steps in the window."""
        return self.problem.clock.steps


def declare(part: Part, sure: frozenset[str] = frozenset()) -> Variables:
    """A model with the variables of every free activity, each linked to its own choices; `sure` ones must be done."""
    variables = Variables(model=cp_model.CpModel(), part=part)
    for name, choices in part.choices.items():
        if choices:
            activity = part.index.activity[name]
            variables.drafts[name] = _draft(variables, activity, choices, name in sure or name in part.wanted)
    return variables


def span(need: Occupation, draft: Draft, step: int) -> tuple[Linear, Linear | int | None, Linear]:
    """The steps between which a need is held, rounded outwards: first, how many where that is said, last."""
    first, last = held(need, 0, 0, step)
    if need.length is not None:
        return draft.start + first, last - first, draft.start + last
    size = None if draft.length is None else draft.length + (last - first)
    return draft.start + first, size, draft.end + last


def interval(
    variables: Variables, when: tuple[Linear, Linear | int | None, Linear], there: cp_model.IntVar
) -> cp_model.IntervalVar:
    """The steps of a need as an interval, there when a literal is true."""
    model, (start, size, end) = variables.model, when
    if isinstance(size, int):
        return model.new_optional_fixed_size_interval_var(start, size, there, "")
    if size is None:
        size = model.new_int_var(0, variables.steps, "")
        model.add(size == end - start).only_enforce_if(there)
    return model.new_optional_interval_var(start, size, end, there, "")


def _draft(variables: Variables, activity: Activity, choices: list[Choice], sure: bool) -> Draft:
    model, name = variables.model, activity.id
    present = model.new_constant(1) if sure else model.new_bool_var(f"present {name}")
    start = model.new_int_var_from_domain(_domain(*(choice.starts for choice in choices)), f"start {name}")
    length, end = _length_and_end(variables, start, choices)
    draft = Draft(activity, present, start, length, end, sure)
    draft.choices = {choice.mode.id: choice for choice in choices}
    if len(choices) == 1:
        draft.modes = {choices[0].mode.id: present}
    else:
        draft.modes = {choice.mode.id: model.new_bool_var(f"{name} as {choice.mode.id}") for choice in choices}
        model.add(sum(draft.modes.values()) == present)
    for choice in choices:
        _link(variables, draft, choice, alone=len(choices) == 1)
    for position in range(max(len(choice.mode.assets) for choice in choices)):
        draft.needs.append(_holds(variables, draft, position))
    return draft


def _length_and_end(
    variables: Variables, start: cp_model.IntVar, choices: list[Choice]
) -> tuple[cp_model.IntVar | int | None, Linear]:
    """Numbers where all choices take as long; a length where modes of pools alone differ, for one interval for all."""
    model = variables.model
    lengths: list[int] = np.unique(np.concatenate([choice.lengths for choice in choices])).tolist()
    if len(lengths) == 1:
        return lengths[0], start + lengths[0]
    end = model.new_int_var_from_domain(_domain(*(choice.ends for choice in choices)), "")
    if any(choice.mode.assets or choice.lengths.min() < choice.lengths.max() for choice in choices):
        return None, end
    length = model.new_int_var_from_domain(cp_model.Domain.from_values(lengths), "")
    model.add(start + length == end)
    return length, end


def _domain(*values: Steps) -> cp_model.Domain:
    """The steps as spans: a domain of single values takes long to build."""
    steps = np.unique(np.concatenate(values))
    last = np.append(np.diff(steps) > 1, True)
    first = np.append(True, last[:-1])
    return cp_model.Domain.from_intervals(np.column_stack((steps[first], steps[last])).tolist())


def _link(variables: Variables, draft: Draft, choice: Choice, alone: bool) -> None:
    """Ties start and end to a choice, one length at a time: a table of pairs would be a literal for each start."""
    model, chosen = variables.model, draft.modes[choice.mode.id]
    found = np.unique(choice.lengths).tolist()
    if len(found) == 1:
        lengths = dict.fromkeys(found, chosen)
    else:
        lengths = {length: model.new_bool_var("") for length in found}
        model.add(sum(lengths.values()) == chosen)
    for length, literal in lengths.items():
        if not alone or len(lengths) > 1:
            domain = _domain(choice.starts[choice.lengths == length])
            model.add_linear_expression_in_domain(draft.start, domain).only_enforce_if(literal)
        if isinstance(draft.length, cp_model.IntVar):
            model.add(draft.length == length).only_enforce_if(literal)
        elif draft.length is None:
            model.add(draft.end == draft.start + length).only_enforce_if(literal)


def _holds(variables: Variables, draft: Draft, position: int) -> list[Hold]:
    """One hold for each candidate of a need and each way in which its modes hold it, as many as the mode asks for."""
    model, step = variables.model, variables.step
    needs: dict[str, AssetNeed] = {}
    modes: dict[tuple[str, Occupation], list[cp_model.IntVar]] = defaultdict(list)
    for choice in draft.choices.values():
        if position < len(choice.mode.assets):
            need = needs[choice.mode.id] = choice.mode.assets[position]
            when = Occupation(begin=need.begin, length=need.length, tail=need.tail)
            for asset in choice.candidates[position]:
                modes[asset, when].append(draft.modes[choice.mode.id])
    found = []
    for (asset, when), literals in modes.items():
        named = model.new_bool_var(f"{draft.activity.id} with {asset}")
        model.add_bool_or(literals).only_enforce_if(named)
        first, size, last = span(when, draft, step)
        size = None if when.length is None else size  # of equal plans, those of before are found
        found.append(Hold(asset, named, first, last, interval(variables, (first, size, last), named)))
    asked = sum(need.count * draft.modes[mode] for mode, need in needs.items())
    model.add(sum(hold.literal for hold in found) == asked)
    return found
