"""The two exact solvers: most people through, and most people through at the greatest worth."""

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from cairn.core.matching.pairs import Flags, Pairs, Whole


def most_matched(pairs: Pairs, kept: Flags) -> int:
    """How many mentees can be matched at once using only the `kept` pairs."""
    tail, head, room = _arcs(pairs, kept)
    flow = SimpleMaxFlow()
    flow.add_arcs_with_capacity(tail, head, room)
    source, sink = _ends(pairs)
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise RuntimeError("the maximum-flow solver gave up on a valid network")
    return int(flow.optimal_flow())


def best_chosen(pairs: Pairs, kept: Flags, people: int) -> Flags:
    """The pairs of the greatest total worth among all ways to match as many as possible.

    Only `kept` pairs are used, and at most `people` mentees are matched.
    Returns a flag per pair. Exact: whole-number costs, cost-scaling min-cost flow.
    """
    chosen = np.zeros(len(pairs.worth), bool)
    if people == 0 or not kept.any():
        return chosen
    tail, head, room = _arcs(pairs, kept)
    worth = pairs.worth[kept]
    cost = np.zeros(len(tail), np.int64)
    cost[: len(worth)] = worth.max() - worth
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(tail, head, room, cost)
    flow.set_nodes_supplies(np.array(_ends(pairs)), np.array([people, -people]))
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise RuntimeError("the min-cost-flow solver gave up on a valid network")
    chosen[kept] = flow.flows(arcs[: len(worth)]) > 0
    return chosen


def _ends(pairs: Pairs) -> tuple[int, int]:
    last = pairs.people + len(pairs.capacity)
    return last, last + 1


def _arcs(pairs: Pairs, kept: Flags) -> tuple[Whole, Whole, Whole]:
    """Arcs pair → pair, source → mentee, mentor → sink, in this order, with their room."""
    people, mentors = pairs.people, len(pairs.capacity)
    source, sink = _ends(pairs)
    mentor_nodes = np.arange(people, people + mentors)
    tail = [pairs.mentee[kept], np.full(people, source), mentor_nodes]
    head = [pairs.mentor[kept] + people, np.arange(people), np.full(mentors, sink)]
    room = [np.ones(int(kept.sum()) + people, np.int64), pairs.capacity]
    return np.concatenate(tail), np.concatenate(head), np.concatenate(room)
