"""Random wrong katas: functions of the reference with their syntax trees changed by chance.

    python -m tools.wrong_katas.random_katas                 200 of them; it takes minutes
    python -m tools.wrong_katas.random_katas --count 20 --seed 3

No person made these mistakes, so a mistake that the book names is often one that was not made. Each
named one is judged by random tables of its own (`judge.py`): it has to lead to what the kata
answers there.
"""

import argparse
import ast
import copy
import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dojo.course.course import Course
from dojo.verdict import RED, Verdict
from tools.wrong_katas.judge import JUDGED, Judge
from tools.wrong_katas.variants import Variant, first_reds, source

COURSE = Course.default()
SEED = 13
DRAWS = 2  # random tables behind each printed one, as for a learner
# Functions that may stand in each other's place, though they should not.
ALIKE = [
    ["maximum", "minimum"],
    ["exp", "expm1", "exp2"],
    ["log", "log2", "log10", "log1p"],
    ["sum", "mean", "max"],
    ["sin", "tanh"],
    ["zeros", "ones"],
    ["zeros_like", "ones_like"],
    ["argmax", "argmin"],
    ["any", "all"],
    ["sqrt", "square", "abs"],
    ["round", "int"],
    ["standard_normal", "random"],
    ["mse", "binary_cross_entropy"],
    ["relu", "elu", "tanh"],
    ["sigmoid", "softmax"],
    ["sigmoid", "tanh", "swish"],
    ["hstack", "vstack"],
    ["he", "xavier"],
]
OPERATORS: dict[type[ast.operator], list[type[ast.operator]]] = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Add, ast.Div],
    ast.Div: [ast.Mult],
    ast.Pow: [ast.Mult],
    ast.MatMult: [ast.Mult],
}
COMPARISONS: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt],
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.GtE],
    ast.Eq: [ast.NotEq, ast.LtE],
    ast.NotEq: [ast.Eq],
}


class Change(NamedTuple):
    """One change that may be made to a function: its kind, and what makes it."""

    kind: str
    make: Callable[[], None]


def random_katas(count: int, seed: int = SEED) -> list[Variant]:
    """Return so many different wrong katas, each named by what was done to it."""
    chance, seen = random.Random(f"random katas {seed}"), set()
    modules = [name for name in COURSE.introduced if _functions(ast.parse(source(name)))]
    found: list[Variant] = []
    while len(found) < count:
        module = chance.choice(modules)
        text, kinds = _changed(source(module), chance)
        if text not in seen and text != ast.unparse(ast.parse(source(module))):
            seen.add(text)
            found.append(Variant(f"{len(found)} {module}: {kinds}", {module: text}))
    return found


def _changed(text: str, chance: random.Random) -> tuple[str, str]:
    """Return a module with one function changed, twice in a quarter of the cases, and how."""
    tree = ast.parse(text)
    function = chance.choice(_functions(tree))
    kinds = []
    for _ in range(chance.choice([1, 1, 1, 2])):
        by_kind: dict[str, list[Change]] = {}
        for change in _changes(function, chance):
            by_kind.setdefault(change.kind, []).append(change)
        kind = chance.choice(sorted(by_kind))
        chance.choice(by_kind[kind]).make()
        kinds.append(kind)
    return ast.unparse(ast.fix_missing_locations(tree)), f"{function.name}, {' and '.join(kinds)}"


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def _changes(function: ast.FunctionDef, chance: random.Random) -> Iterator[Change]:
    """Yield every change that may be made to a function."""
    names = sorted(
        {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
        & {a.arg for a in function.args.args}
        | _assigned(function)
    )
    for parent in ast.walk(function):
        for field, index, node in _children(parent):
            put = _Put(parent, field, index)
            yield from _of_expression(node, put, names, chance)
        if isinstance(parent, ast.FunctionDef | ast.For):
            yield from _of_statements(parent.body)
    yield Change("state kept", lambda: _keep_state(function, chance))


class _Put(NamedTuple):
    """The place of a node in its parent: calling it puts another one there."""

    parent: ast.AST
    field: str
    index: int | None

    def __call__(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def _children(parent: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(parent):
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.expr):
                yield field, index, node


def _of_expression(
    node: ast.AST, put: _Put, names: list[str], chance: random.Random
) -> Iterator[Change]:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            for other in OPERATORS.get(type(op), ()):
                yield Change("operator", lambda other=other: setattr(node, "op", other()))
            yield Change("dropped term", lambda: put(left))
            yield Change("dropped term", lambda: put(right))
            if not isinstance(op, ast.Add | ast.Mult):
                yield Change("swapped", lambda: put(ast.BinOp(right, op, left)))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield Change("operator", lambda: put(operand))
        case ast.Constant(value=bool(value)):
            yield Change("constant", lambda: put(ast.Constant(not value)))
        case ast.Constant(value=int() | float() as value):
            others = {value + 1, value - 1, 2 * value, value / 2, -value} - {value}
            for other in sorted(others):
                same = int(other) if isinstance(value, int) and other == int(other) else other
                yield Change("constant", lambda same=same: put(_number(same)))
        case ast.Compare(ops=[op]):
            for comparison in COMPARISONS.get(type(op), ()):
                yield Change("comparison", lambda c=comparison: setattr(node, "ops", [c()]))
        case ast.Call(args=arguments, keywords=keywords):
            for i in range(len(arguments) - 1):
                yield Change("swapped", lambda i=i: _swap(arguments, i))
            for keyword in keywords:
                if keyword.arg == "axis":
                    for axis in ("0", "1", "-1", "None"):
                        value = ast.parse(axis, mode="eval").body
                        yield Change(
                            "axis", lambda keyword=keyword, value=value: _set_axis(keyword, value)
                        )
                else:
                    yield Change("dropped argument", lambda k=keyword: keywords.remove(k))
            if isinstance(node.func, ast.Attribute) and not arguments and not keywords:
                yield Change("dropped call", lambda: put(node.func.value))
        case ast.Attribute(attr="T", value=value):
            yield Change("dropped call", lambda: put(value))
        case ast.Attribute(attr=name):
            for other in _alike(name):
                yield Change("function", lambda other=other: setattr(node, "attr", other))
        case ast.Name(id=name, ctx=ast.Load()):
            for other in _alike(name):
                yield Change("function", lambda other=other: setattr(node, "id", other))
            if name in names:
                for other in names:
                    if other != name:
                        yield Change("variable", lambda other=other: setattr(node, "id", other))
        case ast.Subscript(slice=ast.Slice(lower=lower, upper=upper)) if lower or upper:
            yield Change("dropped slice", lambda: put(node.value))
        case ast.IfExp(body=body, orelse=orelse):
            yield Change("dropped branch", lambda: put(body))
            yield Change("dropped branch", lambda: put(orelse))


def _of_statements(body: list[ast.stmt]) -> Iterator[Change]:
    plain = [i for i, node in enumerate(body) if not _is_docstring(node)]
    for i in plain:
        if not isinstance(body[i], ast.Return) and len(plain) > 1:
            yield Change("dropped line", lambda i=i: body.pop(i))
            yield Change("doubled line", lambda i=i: body.insert(i, copy.deepcopy(body[i])))
        if i + 1 in plain and not isinstance(body[i + 1], ast.Return):
            yield Change("reordered", lambda i=i: _swap(body, i))


def _keep_state(function: ast.FunctionDef, chance: random.Random) -> None:
    """Let a function keep its answers: each is the first one, or every third is the one before."""
    test = chance.choice(["not kept", "len(kept) < 2 or calls[0] % 3"])
    wrapped = copy.deepcopy(function)
    wrapped.name = f"_plain_{function.name}"
    given = ", ".join(argument.arg for argument in function.args.args)
    made = ast.parse(
        f"def f(kept=[], calls=[0]):\n"
        f"    calls[0] += 1\n"
        f"    answer = {wrapped.name}({given})\n"
        f"    if {test}:\n"
        f"        kept.append(answer)\n"
        f"    return kept[-1]\n"
    ).body[0]
    assert isinstance(made, ast.FunctionDef)
    function.args.args += made.args.args
    function.args.defaults += made.args.defaults
    function.body = [*function.body[: _is_docstring(function.body[0])], wrapped, *made.body]


def _swap(items: list, i: int) -> None:
    items[i], items[i + 1] = items[i + 1], items[i]


def _set_axis(keyword: ast.keyword, value: ast.expr) -> None:
    keyword.value = value


def _number(value: float) -> ast.expr:
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if value < 0 else ast.Constant(value)


def _alike(name: str) -> list[str]:
    primed = name.endswith("_prime")
    stem = name.removesuffix("_prime")
    others = [other for group in ALIKE if stem in group for other in group if other != stem]
    return [f"{other}_prime" if primed else other for other in others]


def _assigned(function: ast.FunctionDef) -> set[str]:
    return {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class Outcome(NamedTuple):
    """Result of one random kata: its verdict, and what the judge says to each sentence."""

    kata: Variant
    verdict: Verdict | None
    judged: dict[str, list[int]]

    @property
    def red(self) -> bool:
        """Tell whether the book shows a wrong answer."""
        return self.verdict is not None and self.verdict.kind == RED

    @property
    def false(self) -> list[str]:
        """The sentences that the kata's answers contradict."""
        return [sentence for sentence, (_, misses) in self.judged.items() if misses]


def outcomes(katas: list[Variant], jobs: int = 2) -> Iterator[Outcome]:
    """Run the book on each kata up to its first red behaviour, and judge what it says."""
    for kata, (_, verdict) in zip(katas, first_reds(katas, jobs, DRAWS, Judge()), strict=True):
        reasons = verdict.reasons if verdict else ()
        found = next((reason.facts for reason in reasons if reason.code == JUDGED), {})
        yield Outcome(kata, verdict, dict(found))


def main() -> int:
    """Judge the katas and print the result; 0 if no sentence is false, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tools.wrong_katas.random_katas")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--all", action="store_true", help="print every named mistake")
    options = parser.parse_args()
    began, found = time.monotonic(), []
    for outcome in outcomes(random_katas(options.count, options.seed), options.jobs):
        found.append(outcome)
        for sentence, (fits, misses) in outcome.judged.items():
            if misses or options.all:
                says = "FALSE" if misses else "true" if fits else "not judged"
                print(f"{says}: {outcome.kata.name}\n    {sentence} ({fits}, {misses})", flush=True)
        if len(found) % 20 == 0:
            print(f"{len(found)} of {options.count}", file=sys.stderr, flush=True)
    red = sum(outcome.red for outcome in found)
    named = sum(bool(outcome.judged) for outcome in found)
    false = sum(bool(outcome.false) for outcome in found)
    print(
        f"{len(found)} random wrong katas: {red} red, {named} with a named mistake, "
        f"{false} of them falsely. {time.monotonic() - began:.0f} seconds."
    )
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
