"""The two exact solvers: most people through, and most people through at the greatest worth."""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from cairn.core.matching.pairs import Flags, Pairs, Whole


@dataclass(frozen=True, eq=False)
class Classes:
    """People joined into classes: of class `of[mentee]`, at most `room[class]` are matched."""

    of: Whole
    room: Whole


def most_by_rank(pairs: Pairs, rank: Whole) -> Classes:
    """Of each rank, how many are matched when the most are and the highest ranks come first.

    `rank`: whole numbers from 1. Sets of people who can be matched at once form a matroid, so
    the set of the greatest rank sum is also the one that a strict order would pick.
    """
    tail, head, room = _arcs(pairs, np.ones(len(pairs.worth), bool), _one_class(pairs))
    cost = np.zeros(len(tail), np.int64)
    into = slice(len(pairs.worth), len(pairs.worth) + pairs.people)
    cost[into] = rank.max(initial=0) - rank
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(tail, head, room, cost)
    flow.set_nodes_supplies(np.array(_ends(pairs)), np.array([pairs.people, -pairs.people]))
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise RuntimeError("the min-cost-flow solver gave up on a valid network")
    matched = flow.flows(arcs[into]) > 0
    return Classes(rank, np.bincount(rank[matched], minlength=int(rank.max(initial=0)) + 1))


def most_matched(pairs: Pairs, kept: Flags, classes: Classes | None = None) -> int:
    """How many mentees can be matched at once using only the `kept` pairs."""
    tail, head, room = _arcs(pairs, kept, classes or _one_class(pairs))
    flow = SimpleMaxFlow()
    flow.add_arcs_with_capacity(tail, head, room)
    source, sink = _ends(pairs)
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise RuntimeError("the maximum-flow solver gave up on a valid network")
    return int(flow.optimal_flow())


def best_chosen(pairs: Pairs, kept: Flags, people: int, classes: Classes | None = None) -> Flags:
    """The pairs of the greatest total worth among all ways to match as many as possible.

    Only `kept` pairs are used, and at most `people` mentees are matched.
    Returns a flag per pair. Exact: whole-number costs, cost-scaling min-cost flow.
    """
    chosen = np.zeros(len(pairs.worth), bool)
    if people == 0 or not kept.any():
        return chosen
    tail, head, room = _arcs(pairs, kept, classes or _one_class(pairs))
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


def _one_class(pairs: Pairs) -> Classes:
    return Classes(np.zeros(pairs.people, np.int64), np.array([pairs.people]))


def _arcs(pairs: Pairs, kept: Flags, classes: Classes) -> tuple[Whole, Whole, Whole]:
    """Arcs pair → pair, class → mentee, mentor → sink, source → class, with their room."""
    people, mentors = pairs.people, len(pairs.capacity)
    source, sink = _ends(pairs)
    mentor_nodes = np.arange(people, people + mentors)
    class_nodes = np.arange(sink + 1, sink + 1 + len(classes.room))
    tail = [pairs.mentee[kept], class_nodes[classes.of], mentor_nodes]
    head = [pairs.mentor[kept] + people, np.arange(people), np.full(mentors, sink)]
    room = [np.ones(int(kept.sum()) + people, np.int64), pairs.capacity, classes.room]
    return (
        np.concatenate([*tail, np.full(len(classes.room), source)]),
        np.concatenate([*head, class_nodes]),
        np.concatenate(room),
    )
