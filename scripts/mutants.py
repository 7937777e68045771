"""Small faults planted in Python source, one at a time."""

import ast
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Add,
}


@dataclass(frozen=True)
class Mutant:
    """One fault: where it is, what stood there, what stands there now, and the whole changed source.

    A test that does not execute any of its *lines* as they were cannot meet it.
    """

    path: Path
    line: int
    lines: range
    before: str
    after: str
    source: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.before}  ->  {self.after}"


@dataclass(frozen=True)
class Site:
    """A way to change a tree in place: *apply* makes the change and returns the node that now stands there."""

    node: ast.AST
    statement: ast.stmt
    apply: Callable[[], ast.AST]


def count_sites(source: str) -> int:
    """How many faults can be planted in *source*."""
    return sum(1 for _ in sites(ast.parse(source)))


def plant(path: Path, source: str, number: int) -> Mutant:
    """The fault with that *number*, counted from 0 in the order of the source."""
    tree = ast.parse(source)
    site = next(site for position, site in enumerate(sites(tree)) if position == number)
    before = in_one_line(site.node)
    line: int = site.node.lineno  # type: ignore[attr-defined]  # expressions and statements have one
    lines = lines_of(site.statement)
    after = in_one_line(site.apply())
    return Mutant(path, line, lines, before, after, ast.unparse(ast.fix_missing_locations(tree)))


def sample(sources: dict[Path, str], *, number: int, seed: str) -> list[Mutant]:
    """At most *number* faults spread over all *sources*; the same for the same *seed*."""
    places = [(path, index) for path, text in sorted(sources.items()) for index in range(count_sites(text))]
    random.Random(seed).shuffle(places)
    return [plant(path, sources[path], index) for path, index in places[:number]]


def lines_of(statement: ast.stmt) -> range:
    """The lines of a statement, without those of the statements inside it."""
    match statement:
        case ast.Match(cases=[first, *_]):
            end = first.pattern.lineno - 1
        case ast.If() | ast.For() | ast.While() | ast.With() | ast.Try() | ast.FunctionDef() | ast.ClassDef():
            end = statement.body[0].lineno - 1
        case _:
            end = statement.end_lineno or statement.lineno
    return range(statement.lineno, max(statement.lineno, end) + 1)


def in_one_line(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else text[:87] + "..."


def sites(tree: ast.Module) -> Iterator[Site]:
    """Every place of *tree* that can be changed, in a fixed order; types and docstrings are left alone."""
    for index, statement in enumerate(tree.body):
        yield from _at(statement, statement, _setter_in_list(tree.body, index))


def _below(parent: ast.AST, statement: ast.stmt) -> Iterator[Site]:
    for field, value in ast.iter_fields(parent):
        if field in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        if isinstance(value, list):
            for index, node in enumerate(value):
                if isinstance(node, ast.AST):
                    yield from _at(node, statement, _setter_in_list(value, index))
        elif isinstance(value, ast.AST):
            yield from _at(value, statement, _setter_in_field(parent, field))


def _setter_in_list(nodes: list[Any], index: int) -> Callable[[ast.AST], ast.AST]:
    def put(node: ast.AST) -> ast.AST:
        nodes[index] = node
        return node

    return put


def _setter_in_field(parent: ast.AST, field: str) -> Callable[[ast.AST], ast.AST]:
    def put(node: ast.AST) -> ast.AST:
        setattr(parent, field, node)
        return node

    return put


def _at(node: ast.AST, statement: ast.stmt, put: Callable[[ast.AST], ast.AST]) -> Iterator[Site]:
    """The changes of *node*, which is *statement* or belongs to it, then those inside it."""
    if isinstance(node, ast.stmt):
        statement = node
    for other in replacements(node):
        yield Site(node, statement, lambda other=other: put(other))  # type: ignore[misc]  # mypy cannot type the default
    if not isinstance(node, ast.JoinedStr):  # numbers inside a text's format are not rules
        yield from _below(node, statement)


def replacements(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of *node*."""
    match node:
        case ast.Compare(left, [operator, *operators], comparators) if type(operator) in COMPARISONS:
            yield ast.Compare(left, [COMPARISONS[type(operator)](), *operators], comparators)
        case ast.BinOp(left, operator, right) if type(operator) in ARITHMETIC and not is_text(left, right):
            yield ast.BinOp(left, ARITHMETIC[type(operator)](), right)
        case ast.AugAssign(target, operator, value) if type(operator) in ARITHMETIC:
            yield ast.AugAssign(target, ARITHMETIC[type(operator)](), value)
            yield ast.Pass()
        case ast.BoolOp(ast.And(), values):
            yield ast.BoolOp(ast.Or(), values)
        case ast.BoolOp(ast.Or(), values):
            yield ast.BoolOp(ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.If(test, body, orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Constant(value) if isinstance(value, bool):
            yield ast.Constant(not value)
        case ast.Constant(value) if isinstance(value, int | float):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.Return(value) if value is not None and not is_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.Raise() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Expr(value) if not isinstance(value, ast.Constant):
            yield ast.Pass()


def is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def is_text(*nodes: ast.expr) -> bool:
    """Whether an operand is plainly text, where another operator would only be a type error."""
    return any(
        isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        for node in nodes
    )
