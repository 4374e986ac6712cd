"""Small wrong changes to a source file, each of which some test should notice.

Turned comparisons, swapped `and` and `or`, dropped clauses, filters, conditions, elements
and acts, changed numbers and truth values: the slips that would let someone see too much.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
NARROWING = {"filter", "exclude", "only_newest", "only", "select_for_update", "distinct"}
SAID = {"phrase", "counted", "ValueError"}
"""Calls whose arguments are words for people: changing them is no mistake of the rules."""


@dataclass(frozen=True)
class Mutant:
    """One changed version of a file; `what` says how, and stays the same when lines move."""

    path: Path
    line: int
    what: str
    source: str


def mutants(path: Path) -> Iterator[Mutant]:
    """Every changed version of one file, each with one change."""
    tree = ast.parse(path.read_text())
    count = len(list(_places(tree)))
    for number in range(count):
        place, ways = list(_places(tree))[number]
        for way in range(len(ways)):
            changed = copy.deepcopy(tree)
            node, fresh_ways = list(_places(changed))[number]
            before = ast.unparse(node)
            label = fresh_ways[way]()
            line = getattr(place, "lineno", 0)
            said = " ".join(before.split())[:70]
            what = f"{path.parent.name}/{path.name} {label}: {said}"
            yield Mutant(path, line, what, ast.unparse(changed))


Way = Callable[[], str]
Put = Callable[[ast.AST], None]


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, list[Way]]]:
    """Each node that can be changed, with the ways that change it in place and say how."""
    silent = _words(tree)
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            listed = value if isinstance(value, list) else [value]
            for place, node in enumerate(listed):
                if isinstance(node, ast.AST) and id(node) not in silent:
                    ways = _ways(parent, name, value, place, node)
                    if ways:
                        yield node, ways


def _words(tree: ast.Module) -> set[int]:
    """Nodes that are words for people, docstrings or annotations."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAID:
            found |= {id(inner) for inner in ast.walk(node)}
        for name in ("annotation", "returns"):
            if isinstance(getattr(node, name, None), ast.AST):
                found |= {id(inner) for inner in ast.walk(getattr(node, name))}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found |= {id(node), id(node.value)}
        for decorator in getattr(node, "decorator_list", []):
            found |= {id(inner) for inner in ast.walk(decorator)}
    return found


def _ways(parent: ast.AST, name: str, value: object, place: int, node: ast.AST) -> list[Way]:
    def put(fresh: ast.AST) -> None:
        if isinstance(value, list):
            value[place] = fresh
        else:
            setattr(parent, name, fresh)

    ways = _ways_of_logic(node, put) + _ways_of_acts(node, put)
    if _is_a_list_of_names(node):
        ways += _drops(node.elts, "drop element")
    return ways


def _ways_of_logic(node: ast.AST, put: Put) -> list[Way]:
    ways: list[Way] = []
    if isinstance(node, ast.Compare):
        ways.append(lambda: _turn(node))
    if isinstance(node, ast.BoolOp):
        ways += [lambda: _swap(node), *_drops(node.values, "drop clause")]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        ways.append(lambda: _said("drop not", put(node.operand)))
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        ways.append(lambda: _change_constant(node))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr | ast.BitAnd):
        ways += [lambda: _said("left alone", put(node.left))]
        ways += [lambda: _said("right alone", put(node.right))]
    if isinstance(node, ast.If | ast.IfExp):
        ways.append(lambda: _negate(node))
    return ways


def _ways_of_acts(node: ast.AST, put: Put) -> list[Way]:
    ways: list[Way] = []
    if isinstance(node, ast.Call):
        ways += _ways_of_call(node, put)
    if isinstance(node, ast.comprehension):
        ways += _drops(node.ifs, "drop if")
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        ways.append(lambda: _said("skip", put(ast.Pass())))
    if isinstance(node, ast.Raise):
        ways.append(lambda: _said("do not raise", put(ast.Pass())))
    return ways


def _is_a_list_of_names(node: ast.AST) -> bool:
    if not isinstance(node, ast.Tuple | ast.Set) or isinstance(
        getattr(node, "ctx", None), ast.Store
    ):
        return False
    named = (ast.Name, ast.Attribute, ast.Tuple, ast.Call)
    return all(isinstance(one, named) for one in node.elts)


def _ways_of_call(node: ast.Call, put: Put) -> list[Way]:
    attribute = node.func
    ways: list[Way] = []
    if isinstance(attribute, ast.Attribute) and attribute.attr in NARROWING:
        ways.append(lambda: _said(f"drop .{attribute.attr}()", put(attribute.value)))
        if len(node.keywords) > 1:
            ways += _drops(node.keywords, f"drop from .{attribute.attr}")
    if getattr(attribute, "id", "") in {"any", "all"}:
        ways.append(lambda: _any_or_all(node))
    return ways


def _said(label: str, _done: None) -> str:
    return label


def _turn(node: ast.Compare) -> str:
    node.ops[0] = TURNED[type(node.ops[0])]()
    return "turn"


def _swap(node: ast.BoolOp) -> str:
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return "swap and/or"


def _drops(values: list[Any], label: str) -> list[Way]:
    return [partial(_drop, values, place, label) for place in range(len(values))]


def _drop(values: list[Any], place: int, label: str) -> str:
    said = " ".join(ast.unparse(values[place]).split())[:40]
    del values[place]
    return f"{label} “{said}”"


def _change_constant(node: ast.Constant) -> str:
    was = node.value
    node.value = not was if isinstance(was, bool) else was + 1  # type: ignore[operator]
    return "change"


def _negate(node: ast.If | ast.IfExp) -> str:
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return "negate"


def _any_or_all(node: ast.Call) -> str:
    assert isinstance(node.func, ast.Name)
    node.func.id = "all" if node.func.id == "any" else "any"
    return "swap any/all"
