"""Runs inside the peers' own environment: one solver on one saved pool, its seconds and answer."""

import json
import resource
import sys
import threading
import time
from importlib import import_module
from importlib.metadata import version

import numpy as np


def emd(table, capacity):
    """POT's network simplex on the dense table, with a waiting place and empty seats."""
    ot = import_module("ot")
    people, top = len(table), int(table.max())
    alone = top * 1000
    cost = np.zeros((people + 1, len(capacity) + 1))
    cost[:people, :-1] = np.where(table < 0, alone * 4, top - table)
    cost[:people, -1] = alone
    theirs = np.append(np.ones(people), capacity.sum())
    ours = np.append(capacity, people).astype(float)
    began = start()
    plan = ot.lp.emd(theirs, ours, cost, numItermax=100_000_000)
    took = stop(began)
    rows, columns = np.nonzero(plan[:people, :-1] > 0.5)
    return took, len(rows), int(table[rows, columns].sum()), f"POT {version('POT')} emd"


def flow(table, capacity):
    """OR-tools' min-cost flow on every allowed pair."""
    flows = import_module("ortools.graph.python.min_cost_flow")
    people, mentors = table.shape
    rows, columns = np.nonzero(table >= 0)
    worth, top = table[rows, columns].astype(np.int64), int(table.max())
    alone, sink = people + mentors, people + mentors + 1
    began = start()
    solver = flows.SimpleMinCostFlow()
    everyone = np.arange(people)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([rows, everyone, np.arange(people, alone + 1)]),
        np.concatenate([columns + people, np.full(people, alone), np.full(mentors + 1, sink)]),
        np.concatenate([np.ones(len(rows) + people, np.int64), capacity, [people]]),
        np.concatenate(
            [top - worth, np.full(people, top * (people + 2)), np.zeros(mentors + 1, np.int64)]
        ),
    )
    supply = np.zeros(sink + 1, np.int64)
    supply[:people], supply[sink] = 1, -people
    solver.set_nodes_supplies(np.arange(sink + 1), supply)
    solver.solve()
    chosen = solver.flows(arcs[: len(rows)]) > 0
    took = stop(began)
    return took, int(chosen.sum()), int(worth[chosen].sum()), f"OR-tools {version('ortools')}"


def seats(table, capacity):
    """SciPy's dense assignment with every place as a column of its own."""
    optimize = import_module("scipy.optimize")
    copied = np.repeat(table, capacity, axis=1).astype(float)
    copied[copied < 0] = -1000.0 * table.max()
    began = start()
    rows, columns = optimize.linear_sum_assignment(copied, maximize=True)
    took = stop(began)
    given = copied[rows, columns]
    given = given[given >= 0]
    return took, len(given), int(given.sum()), f"SciPy {version('scipy')} linear_sum_assignment"


def hospital(table, capacity):
    """The `matching` package's HospitalResident, which needs a higher limit of recursion."""
    games = import_module("matching.games")
    sys.setrecursionlimit(1_000_000)
    order = np.argsort(-table, axis=1, kind="stable")
    wishes = {i: [int(j) for j in order[i] if table[i, j] >= 0] for i in range(len(table))}
    wishes = {i: [f"m{j}" for j in row] for i, row in wishes.items() if row}
    choices = {}
    for j in range(table.shape[1]):
        row = np.argsort(-table[:, j], kind="stable")
        choices[f"m{j}"] = [int(i) for i in row if table[i, j] >= 0]
    places = {f"m{j}": int(c) for j, c in enumerate(capacity)}
    began = start()
    game = games.HospitalResident.create_from_dictionaries(wishes, choices, places)
    found = game.solve(optimal="resident")
    took = stop(began)
    pairs = [(r.name, int(str(h)[1:])) for h, given in found.items() for r in given]
    total = int(sum(table[i, j] for i, j in pairs))
    return took, len(pairs), total, f"matching {version('matching')}"


def start():
    return time.perf_counter(), time.process_time()


def stop(began):
    return time.perf_counter() - began[0], time.process_time() - began[1]


if __name__ == "__main__":
    threading.stack_size(512 << 20)
    saved = np.load(sys.argv[2])
    told = {}

    def run():
        took, matched, total, name = globals()[sys.argv[1]](saved["table"], saved["capacity"])
        told.update(peer=name, seconds=took[0], cpu=took[1], matched=matched, total=total)

    worker = threading.Thread(target=run)
    worker.start()
    worker.join()
    told["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(told))
