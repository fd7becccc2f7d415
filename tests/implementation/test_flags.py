"""Floating-point flags that are made up: they say what the machine's own flags say."""

import textwrap
import warnings
from types import ModuleType

import numpy as np
import pytest

from dojo.implementation import flag_signs, flagged_calls, flagged_source

TINY = [
    "return np.exp(-1e3 * z)",
    "return big * 1e-200 * 1e-200",
    "return 1 / big / big",
    "return np.float64(1e-200) * 1e-200",
    "return (1 / big) ** 2",
    "return 0.5 ** (2e3 * z)",
    "return (1 / big).astype(np.float32)",
    "return np.logaddexp(0, -1e3 * z)",
    # Nothing is lost in these.
    "return np.array([5e-324]) * 1.0",
    "return np.array([5e-324]) + 0",
    "return np.array([1e-310]) * z",
    "return np.array([2.0**-1030]) / 2",
    "return np.exp(np.array([-np.inf]))",
    "return 1 / np.array([np.inf])",
    "return z ** 2",
]
RAISE = {"over": "raise", "divide": "raise", "invalid": "raise", "under": "ignore"}
# Each is the body of a function of `big` (1e200 twice), `z` (0 and 1), `whole` (1 and 0).
CODE = [
    "return big * big",
    "return big / 1e-200",
    "return big @ big",
    "return big[None] @ big",
    "return big ** 2",
    "return z ** -1",
    "return (z - 1) ** 0.5",
    "return z / 0",
    "return z / z",
    "return z // 0",
    "return z % 0",
    "return whole // 0",
    "return whole % 0",
    "return whole / 0",
    "return np.float64(1e308) + np.float64(1e308)",
    "return np.float64(0) / 0",
    "return np.float64(1) / 0",
    "return np.float64(1e200) ** 2",
    "return np.float64(np.inf) - np.float64(np.inf)",
    "big *= big; return big",
    "z /= z; return z",
    "z[0] /= 0; return z",
    "z[0:1] /= z[0]; return z",
    "both = [big, z]; both[0] *= big; return both",
    "class Kept: pass\n    kept = Kept(); kept.z = z; kept.z /= 0; return kept.z",
    "s = np.float64(1e308); s *= 10; return s",
    "return np.exp(1000.0)",
    "return np.exp(1e3 * z)",
    "return exp(1e3 * z)",
    "e = np.exp; return e(1e3 * z)",
    "return np.log(z)",
    "return np.log(-z)",
    "return np.log(z - 0.5)",
    "return np.log1p(-z)",
    "return np.sqrt(z - 1)",
    "return np.arcsin(2 * z)",
    "return np.divide(1, z)",
    "return np.divide(1, z, out=z)",
    "return np.exp(1e3 * z, out=z)",
    "return np.reciprocal(z)",
    "return np.power(z, -1.0)",
    "return np.sum(1e108 * big)",
    "return (1e108 * big).sum()",
    "return (1e108 * big).mean()",
    "return np.mean(1e108 * big)",
    "return np.std(z[None], axis=0, ddof=1)",
    "return z[None].var(axis=0, ddof=1)",
    "return np.var(z[:1], ddof=1)",
    "return np.std(np.array([np.inf, 1.0]))",
    "return np.mean(z[None][:0], axis=0)",
    "return np.array([np.inf, -np.inf]).mean()",
    "return np.prod(big)",
    "return np.cumsum(1e108 * big)",
    "return np.add.reduce(1e108 * big)",
    "return np.multiply.outer(big, big)",
    "return sum(1e108 * big)",
    "return np.dot(big, big)",
    "return big.dot(big)",
    "return np.outer(big, big)",
    "return np.linalg.norm(big)",
    "return (big / z).astype(int)",
    "return big.astype(int)",
    "return big.astype(np.float32)",
    "return [np.exp(x) for x in 1e3 * z]",
    "return np.where(z > 0, 1 / z, 0)",
    "return np.array(big, dtype=np.float32)",
    "return np.full(2, 1e300, dtype=np.float32)",
    "return np.log(z, z)",
    "return np.divide(1, z, out=np.zeros(2))",
    "np.add.at(big, [0, 0], 1.7e308); return big",
    "return np.divmod(z, 0)",
    "return divmod(z, 0)",
    "return pow(big, 2)",
    "return list(map(np.exp, 1e3 * z))",
    "return np.vectorize(np.exp)(1e3 * z)",
    "return np.apply_along_axis(np.exp, 0, 1e3 * z)",
    "return np.piecewise(big, [big > 0], [np.exp, 0])",
    "import functools; return functools.reduce(np.multiply, [big, big])",
    "import functools, operator; return functools.reduce(operator.mul, [big, big])",
    "import operator; return operator.itruediv(z, z)",
    "import math; return math.prod(big)",
    "return sum([big * 1e108, big * 1e108])",
    "return np.ndarray.sum(1e108 * big)",
    "return round(np.float64(1e308), 5)",
    # These are written in Python, and what goes wrong is inside.
    "return np.linalg.norm(np.array([big, big]), axis=1)",
    "return np.linalg.norm(1e108 * big, ord=1)",
    "return np.linalg.matrix_power(np.diag(big), 3)",
    "return np.average(1e108 * big)",
    "return np.median(np.array([np.inf, -np.inf]))",
    "return np.trapezoid(1e108 * big) if hasattr(np, 'trapezoid') else np.trapz(1e108 * big)",
    "return np.gradient(np.array([1e308, -1e308]))",
    "return np.logspace(1, 400, 2)",
    "return (1e108 * big).std()",
    "return np.array([3e38] * 4, dtype=np.float32).mean()",
    # Nothing is amiss in these.
    "return np.where(z > 0, 1, np.inf)",
    "return np.maximum(z, np.inf)",
    "return np.array([np.inf]) + 1",
    "return np.array([np.nan]) * z",
    "return np.array([np.nan]).sum()",
    "return np.exp(-1e3 * z)",
    "return np.full(2, np.nan)",
    "return z.astype(int)",
    "return np.log(np.array([np.inf]))",
    "return 1 / np.array([np.inf])",
    "return np.array([[1.0, np.inf]]) @ z[:, None] + 1",
    "with np.errstate(all='ignore'): return z / 0",
    "return 1 / (1 + np.exp(-z))",
    "return whole // 2",
    "return np.divide(z, z, out=np.zeros(2), where=z > 0)",
    "return np.linalg.slogdet(np.zeros((2, 2)))",
    "return np.take(z, whole), np.repeat(z, whole)",
    # Python's own numbers have errors of their own.
    "return 1e308 * 10",
    "return 2.0 ** 5000",
    "return 1 / 0",
]


def function(code, compiler):
    source = f"import numpy as np\nfrom numpy import exp\ndef f(big, z, whole):\n    {code}\n"
    module = ModuleType("kata.made")
    flagged_calls.equip(vars(module))
    exec(compiler(source, "made.py"), vars(module))
    return module.f


def answer(f):
    given = np.array([1e200, 1e200]), np.array([0.0, 1.0]), np.array([1, 0])
    try:
        return f"{f(*given)}"
    except ArithmeticError as error:
        return f"{type(error).__name__}: {error}"


def both(code, monkeypatch, **state):
    """Return what the machine says of code, and what is made up, with NumPy set so."""
    plain = function(code, lambda source, path: compile(source, path, "exec"))
    with np.errstate(**state):
        said = answer(plain)
    flagged = function(code, flagged_source.compiled)
    # The machine's own flags are not heeded; only what is made up may raise.
    with np.errstate(all="ignore"):
        unless = {"raise": "ignore"} if "errstate" in code else {}
        made = {kind: unless.get(way, way) for kind, way in (RAISE | state).items()}
        monkeypatch.setattr(flag_signs, "_state", lambda: made)
        return said, answer(flagged)


# Of a slice with too few numbers NumPy warns as well, with or without flags.
@pytest.mark.filterwarnings("ignore:.*slice")
@pytest.mark.parametrize("code", CODE)
def test_they_say_what_the_machine_says(code, monkeypatch):
    said, made_up = both(code, monkeypatch, over="raise", divide="raise", invalid="raise")
    assert made_up == said


@pytest.mark.parametrize("code", TINY)
def test_they_say_what_is_too_small(code, monkeypatch):
    said, made_up = both(code, monkeypatch, under="raise")
    assert made_up == said


@pytest.mark.parametrize("way", ["warn", "call", "log", "print"])
def test_they_do_what_numpy_is_set_to(way, monkeypatch, capfd):
    class Heard(list):
        def __call__(self, kind, flag):
            self.append((kind, flag))

        def write(self, line):
            self.append(line)

    def heard(compiler, **state):
        f, hears = function("return np.log(z), big * big", compiler), Heard()
        hearing = {"call": hears} if way in ("call", "log") else {}
        with warnings.catch_warnings(record=True) as seen, np.errstate(**state, **hearing):
            warnings.simplefilter("always")
            f(np.array([1e200]), np.array([0.0]), None)
        shown = capfd.readouterr().err
        return [(str(w.message), w.category, w.filename, w.lineno) for w in seen], hears, shown

    expected = heard(lambda s, p: compile(s, p, "exec"), over=way, divide=way)
    monkeypatch.setattr(flag_signs, "_state", lambda: dict.fromkeys(RAISE, way))
    made_up = heard(flagged_source.compiled, all="ignore")
    assert made_up[0] == expected[0]
    assert made_up[1] == expected[1]
    assert made_up[2] == expected[2]
    assert any(expected)


def test_code_that_is_looked_at_means_the_same():
    source = textwrap.dedent("""
        import numpy as np
        class Base:
            scale = 2
            def twice(self, x): return x * self.scale
        class Own(Base):
            __hidden = 3
            def twice(self, x): return super().twice(x) + self.__hidden
        def match(value):
            match value:
                case 1 + 2j: return "complex"
                case int() if value % 2: return "odd"
            return "else"
        def count(items):
            seen, calls = [0, 0], []
            def at(i):
                calls.append(i)
                return i
            for item in items:
                seen[at(item)] += 1
            return seen, calls
        def grid(x):
            x[1:, ::2] -= 1
            return x
        def words(*names, sep="-", **more): return sep.join([*names, *more]) * 2
        def annotated(x: int | None = None) -> "str": return f"{x + 1:03d}" if x else ""
        RESULTS = [Own().twice(2), match(1 + 2j), match(3), match(4), count([0, 1, 1]),
                   grid(np.ones((2, 3))).tolist(), words("a", *["b"], sep="+", **{"c": 1}),
                   annotated(4), [x ** 2 for x in range(3)], sorted([3, 1], key=lambda v: -v)]
        text = "a"
        text += "b"
        numbers = [1]
        same = numbers
        same += [2]
    """)
    plain, looked = ModuleType("plain"), ModuleType("looked")
    exec(compile(source, "m.py", "exec"), vars(plain))
    flagged_calls.equip(vars(looked))
    exec(flagged_source.compiled(source, "m.py"), vars(looked))
    for name in ("RESULTS", "text", "numbers"):
        assert getattr(looked, name) == getattr(plain, name)


def test_an_error_is_at_the_same_place_of_the_file():
    def place(compiler):
        f = function("return np.where(z > 0,\n        np.exp(z) + big[:1] @ big, 0)", compiler)
        with pytest.raises(ValueError, match="matmul") as caught:
            f(np.ones(2), np.ones(2), None)
        last = [e for e in caught.traceback if str(e.path).endswith("made.py")][-1]
        code, offset = last.frame.code.raw, last._rawentry.tb_lasti
        return list(code.co_positions())[offset // 2]

    assert place(flagged_source.compiled) == place(lambda s, p: compile(s, p, "exec"))


def test_a_function_of_the_course_that_the_kata_calls_is_looked_at_as_well(tmp_path, monkeypatch):
    file = tmp_path / "optimisers.py"
    file.write_text(
        "def by(t):\n    def step(θ, /, *, by=t):\n        return θ / by\n    return step\n",
        "utf-8",
    )
    steps = ModuleType("steps.optimisers")
    exec(compile(file.read_bytes(), str(file), "exec"), vars(steps))
    kata = ModuleType("kata.made")
    flagged_calls.equip(vars(kata))
    exec(flagged_source.compiled("def f(step, θ): return step(θ)", "made.py"), vars(kata))
    monkeypatch.setattr(flag_signs, "_state", lambda: RAISE)
    with np.errstate(all="ignore"):
        assert kata.f(steps.by(2), np.array([1.0])) == 0.5
        with pytest.raises(FloatingPointError, match="divide by zero encountered in divide"):
            kata.f(steps.by(0), np.array([1.0]))
        # What is no part of the course is as it was.
        steps.by.__globals__["__name__"] = "pandas.some"
        elsewhere = steps.by(0)
        elsewhere.__module__ = "pandas.some"
        assert np.isinf(kata.f(elsewhere, np.array([1.0])))
