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
ROUND: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Add,
}
# Calls that answer the opposite question.
OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}
# A text of this length is shown whole.
LONGEST = 90


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
    after = in_one_line(ast.fix_missing_locations(site.apply()))
    return Mutant(path, line, lines, *around(before, after), ast.unparse(ast.fix_missing_locations(tree)))


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
    return " ".join(ast.unparse(node).split())


def around(before: str, after: str) -> tuple[str, str]:
    """Both texts, shortened to what stands around their first difference."""
    same = next((place for place, pair in enumerate(zip(before, after, strict=False)) if len(set(pair)) > 1), 0)
    start = max(0, same - LONGEST // 3) if max(len(before), len(after)) > LONGEST else 0

    def cut(text: str) -> str:
        end = "..." if len(text) > start + LONGEST else ""
        return ("..." if start else "") + text[start : start + LONGEST] + end

    return cut(before), cut(after)


def sites(tree: ast.Module) -> Iterator[Site]:
    """Every place of *tree* that can be changed, in a fixed order; types and docstrings are left alone."""
    return Sites(words_of(tree)).below(tree, ast.Pass())


def words_of(tree: ast.Module) -> dict[str, list[str]]:
    """The words of each vocabulary that a module speaks: `Light.RED` is the word RED of Light."""
    words: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr.isupper():
            words.setdefault(node.value.id, set()).add(node.attr)
    return {name: sorted(found) for name, found in words.items()}


@dataclass(frozen=True)
class Sites:
    """Looks for places to change in a module that uses these *words*."""

    words: dict[str, list[str]]

    def below(self, parent: ast.AST, statement: ast.stmt) -> Iterator[Site]:
        for field, value in ast.iter_fields(parent):
            if field in {"annotation", "returns", "decorator_list", "type_params"}:
                continue
            if isinstance(value, list):
                for index, node in enumerate(value):
                    if isinstance(node, ast.AST):
                        yield from self.at(node, statement, _setter_in_list(value, index), field)
            elif isinstance(value, ast.AST):
                yield from self.at(value, statement, _setter_in_field(parent, field), field)

    def at(self, node: ast.AST, statement: ast.stmt, put: Callable[[ast.AST], ast.AST], field: str) -> Iterator[Site]:
        """The changes of *node*, which is *statement* or belongs to it, then those inside it."""
        if isinstance(node, ast.stmt):
            statement = node
        if field == "slice" and isinstance(node, ast.Tuple):
            return  # the parameters of a type
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return  # says what a package shows, which changes nothing
        others = [*replacements(node), *self.other_words(node), *([ast.Constant(True)] if field == "ifs" else [])]
        for other in others:
            yield Site(node, statement, lambda other=other: put(other))  # type: ignore[misc]  # a lambda's default
        if not isinstance(node, ast.JoinedStr):  # numbers inside a text's format are not rules
            yield from self.below(node, statement)

    def other_words(self, node: ast.AST) -> Iterator[ast.AST]:
        """The next word of the same vocabulary, where the module speaks more than one."""
        match node:
            case ast.Attribute(ast.Name(name), word, context) if word in self.words.get(name, ()):
                words = self.words[name]
                other = words[(words.index(word) + 1) % len(words)]
                if other != word:
                    yield ast.Attribute(ast.Name(name, ast.Load()), other, context)


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


def replacements(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of *node*."""
    yield from of_statements(node) if isinstance(node, ast.stmt) else of_expressions(node)
    yield from with_less(node)


def of_statements(node: ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.AugAssign(target, operator, value) if type(operator) in ARITHMETIC:
            yield ast.AugAssign(target, ARITHMETIC[type(operator)](), value)
            yield ast.Pass()
        case ast.If(test, body, orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
            yield ast.If(ast.Constant(True), body, orelse)
            yield ast.If(ast.Constant(False), body, orelse)
        case ast.Assign([ast.Name()], value) if not is_none(value):
            yield ast.Assign(node.targets, ast.Constant(None))
        case ast.Return(value) if value is not None and not is_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.Raise() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Expr(value) if not isinstance(value, ast.Constant):
            yield ast.Pass()


def of_expressions(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, operators, comparators):
            for place, operator in enumerate(operators):
                if type(operator) in COMPARISONS:
                    turned = [*operators[:place], COMPARISONS[type(operator)](), *operators[place + 1 :]]
                    yield ast.Compare(left, turned, comparators)
                if type(operator) in ROUND:
                    turned = [*operators[:place], ROUND[type(operator)](), *operators[place + 1 :]]
                    yield ast.Compare(left, turned, comparators)
        case ast.BinOp(left, operator, right) if type(operator) in ARITHMETIC and not is_text(left, right):
            yield ast.BinOp(left, ARITHMETIC[type(operator)](), right)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(test, orelse, body)
            yield body
            yield orelse
        case ast.Call(ast.Name(name), arguments, keywords) if name in OPPOSITES:
            yield ast.Call(ast.Name(OPPOSITES[name], ast.Load()), arguments, keywords)
        case ast.Call(function, [first, second, *more], keywords) if not is_text(first, second):
            yield ast.Call(function, [second, first, *more], keywords)
        case ast.Constant(value) if isinstance(value, bool):
            yield ast.Constant(not value)
        case ast.Constant(value) if isinstance(value, int | float):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)


def with_less(node: ast.AST) -> Iterator[ast.AST]:
    """*node* without one of its conditions, named arguments or members."""
    match node:
        case ast.BoolOp(operator, values):
            for kept in without_one(values):
                yield ast.BoolOp(operator, kept) if len(kept) > 1 else kept[0]
        case ast.Call(function, arguments, keywords):
            for kept in without_one(keywords):
                yield ast.Call(function, arguments, kept)
        case ast.Set(members) if len(members) > 1:
            yield from (ast.Set(kept) for kept in without_one(members))
        case ast.Tuple(members, ast.Load()) | ast.List(members, ast.Load()) if are_plain(members):
            yield from (type(node)(kept, ast.Load()) for kept in without_one(members))
        case ast.Dict(keys, values):
            for left, kept in zip(without_one(keys), without_one(values), strict=True):
                yield ast.Dict(left, kept)


def are_plain(nodes: list[ast.expr]) -> bool:
    """Whether these are words in a row; where they are worked out, each has its place and none can be missing."""
    return len(nodes) > 1 and all(isinstance(node, ast.Constant | ast.Attribute) for node in nodes)


def without_one(values: list[Any]) -> Iterator[list[Any]]:
    return ([*values[:place], *values[place + 1 :]] for place in range(len(values)))


def is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def is_text(*nodes: ast.expr) -> bool:
    """Whether an operand is plainly text, where another operator would only be a type error."""
    return any(
        isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        for node in nodes
    )
