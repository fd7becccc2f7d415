"""Katas whose numbers are strange: too large, too small, of another type, or none at all.

Most are wrong. What each says has to be what it says where the machine tells of an overflow.
"""

# Of each: the module, and the code at its end that takes the place of what stands above.
_ACTIVATIONS = """
for _name in ACTIVATIONS:
    _slope = "softmax_jacobian" if _name == "softmax" else f"{_name}_prime"
    ACTIVATIONS[_name] = globals()[_name], globals()[_slope]
"""
_COSTS = """
for _name in COSTS:
    COSTS[_name] = globals()[_name], globals()[f"{_name}_prime"]
"""
_AFTER = {"activations": _ACTIVATIONS, "cost": _COSTS}
_CODE = {
    "exp_imported": (
        "activations",
        r"""
from numpy import exp
def sigmoid(z):
    return 1 / (1 + exp(-z))
""",
    ),
    "errstate_all_raise": (
        "activations",
        r"""
def sigmoid(z):
    with np.errstate(all='raise'):
        return 1 / (1 + np.exp(-z))
""",
    ),
    "errstate_under_raise": (
        "activations",
        r"""
def sigmoid_prime(z):
    with np.errstate(under='raise'):
        e = np.exp(-np.abs(z))
        return e / (1 + e) ** 2
""",
    ),
    "errstate_warn": (
        "activations",
        r"""
def sigmoid(z):
    with np.errstate(over='warn'):
        return 1 / (1 + np.exp(-z))
""",
    ),
    "errstate_warn_error": (
        "activations",
        r"""
import warnings
def sigmoid(z):
    with warnings.catch_warnings(), np.errstate(over='warn'):
        warnings.simplefilter('error')
        return 1 / (1 + np.exp(-z))
""",
    ),
    "errstate_call": (
        "activations",
        r"""
CALLS = []
def sigmoid(z):
    with np.errstate(over='call', call=lambda kind, flag: CALLS.append((kind, flag))):
        a = 1 / (1 + np.exp(-z))
    return a + len(CALLS)
""",
    ),
    "errstate_call_raises": (
        "activations",
        r"""
def _boom(kind, flag):
    raise ValueError(f'{kind} {flag}')
def sigmoid(z):
    with np.errstate(all='call', call=_boom):
        return 1 / (1 + np.exp(-z))
""",
    ),
    "errstate_log": (
        "activations",
        r"""
class Log:
    text = ''
    def write(self, line):
        Log.text += line
def sigmoid(z):
    with np.errstate(over='log', call=Log()):
        a = 1 / (1 + np.exp(-z))
    if Log.text:
        print(Log.text)
    return a + len(Log.text)
""",
    ),
    "errstate_ignore": (
        "activations",
        r"""
def sigmoid(z):
    with np.errstate(over='ignore'):
        return 1 / (1 + np.exp(-z)) + 1e-3
""",
    ),
    "errstate_decorator": (
        "activations",
        r"""
@np.errstate(over='ignore')
def softmax(z):
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)
""",
    ),
    "seterr_module": (
        "activations",
        r"""
np.seterr(all='ignore')
def softmax(z):
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)
""",
    ),
    "caught_error": (
        "activations",
        r"""
def sigmoid(z):
    try:
        return 1 / (1 + np.exp(-z))
    except FloatingPointError:
        return np.zeros_like(z) + 0.25
""",
    ),
    "caught_words": (
        "activations",
        r"""
def sigmoid(z):
    try:
        return 1 / (1 + np.exp(-z))
    except FloatingPointError as error:
        print(error)
        return 0 * z + len(str(error))
""",
    ),
    "recorded_warnings": (
        "activations",
        r"""
import warnings
def sigmoid(z):
    with warnings.catch_warnings(record=True) as seen, np.errstate(all='warn'):
        warnings.simplefilter('always')
        a = 1 / (1 + np.exp(-z))
    return a + 0.001 * len(seen)
""",
    ),
    "in_place_divide": (
        "activations",
        r"""
def softmax(z):
    e = np.exp(z)
    e /= e.sum(axis=-1, keepdims=True)
    return e
""",
    ),
    "in_place_zero": (
        "activations",
        r"""
def leaky_relu_prime(z, slope=0.01):
    s = np.array(z, dtype=float)
    s /= s
    return np.where(s > 0, 1.0, slope)
""",
    ),
    "out_keyword": (
        "activations",
        r"""
def elu(z, alpha=1.0):
    e = np.empty_like(z, dtype=float)
    np.exp(z, out=e)
    np.subtract(e, 1, out=e)
    e *= alpha
    return np.where(z > 0, z, e)
""",
    ),
    "out_where": (
        "activations",
        r"""
def elu(z, alpha=1.0):
    e = np.array(z, dtype=float)
    np.expm1(z, out=e, where=z <= 0)
    return np.where(z > 0, z, alpha * e)
""",
    ),
    "out_where_zero": (
        "activations",
        r"""
def relu_prime(z):
    return np.divide(z, z, out=np.zeros_like(z, dtype=float), where=z != 0)
""",
    ),
    "sign_by_division": (
        "activations",
        r"""
def relu_prime(z):
    return (1 + z / np.abs(z)) / 2
""",
    ),
    "tanh_by_exp": (
        "activations",
        r"""
def tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
""",
    ),
    "tanh_cosh": (
        "activations",
        r"""
def tanh_prime(z):
    return 1 / np.cosh(z) ** 2
""",
    ),
    "tanh_sinh": (
        "activations",
        r"""
def tanh(z):
    return np.sinh(z) / np.cosh(z)
""",
    ),
    "np_power": (
        "activations",
        r"""
def sigmoid(z):
    return 1 / (1 + np.power(np.e, -z))
""",
    ),
    "float_power": (
        "activations",
        r"""
def sigmoid(z):
    return np.reciprocal(1 + np.float_power(np.e, -z))
""",
    ),
    "math_vectorize": (
        "activations",
        r"""
import math
def sigmoid(z):
    return np.vectorize(lambda v: 1 / (1 + math.exp(-v)))(z)
""",
    ),
    "ufunc_vectorize": (
        "activations",
        r"""
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * (np.vectorize(np.exp)(z) - 1))
""",
    ),
    "mapped": (
        "activations",
        r"""
def elu(z, alpha=1.0):
    flat = np.array(list(map(np.exp, np.ravel(z)))).reshape(np.shape(z))
    return np.where(z > 0, z, alpha * (flat - 1))
""",
    ),
    "comprehension": (
        "activations",
        r"""
def elu(z, alpha=1.0):
    flat = [v if v > 0 else alpha * (np.exp(-v) - 1) for v in np.ravel(z)]
    return np.array(flat).reshape(np.shape(z))
""",
    ),
    "reduce_mul": (
        "activations",
        r"""
import functools, operator
def swish(z):
    return functools.reduce(operator.mul, [z, np.exp(z), 1 / (1 + np.exp(z))])
""",
    ),
    "float16_elu": (
        "activations",
        r"""
def elu(z, alpha=1.0):
    z = np.asarray(z).astype(np.float16)
    return np.where(z > 0, z, alpha * (np.exp(z) - 1))
""",
    ),
    "cast_int": (
        "activations",
        r"""
def relu_prime(z):
    return np.clip(np.sign(z / np.abs(z)).astype(int), 0, 1)
""",
    ),
    "cast_int_large": (
        "activations",
        r"""
def relu(z):
    return np.maximum(z * 1e30, 0).astype(int)
""",
    ),
    "int_overflow": (
        "activations",
        r"""
def relu(z):
    return np.round(np.maximum(z, 0)).astype(int) ** 9 * 100003 ** 2
""",
    ),
    "int_prod": (
        "activations",
        r"""
def relu(z):
    return np.maximum(z, 0) * np.prod(np.arange(1, 16))
""",
    ),
    "int_scalar": (
        "activations",
        r"""
def relu(z):
    n = np.arange(100000)[-1]
    return np.maximum(z, 0) * (n * n)
""",
    ),
    "int_sum": (
        "activations",
        r"""
def relu(z):
    return np.maximum(z, 0) + np.arange(100000).sum()
""",
    ),
    "int_cumprod_in_place": (
        "activations",
        r"""
def relu(z):
    n = np.arange(1, 4)
    n *= 2 ** 30
    n = n * n
    return np.maximum(z, 0) + n[-1]
""",
    ),
    "int64_index": (
        "activations",
        r"""
def softmax(z):
    order = np.argsort(z, axis=-1).astype(np.int64)
    e = np.exp(np.take_along_axis(z, order, -1) - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
""",
    ),
    "mean_of_nothing": (
        "activations",
        r"""
def softmax(z):
    return np.exp(z - z[..., :0].mean(axis=-1, keepdims=True))
""",
    ),
    "nan_given_back": (
        "activations",
        r"""
def sigmoid_prime(z):
    with np.errstate(all='ignore'):
        e = np.exp(z)
        return e / (1 + e) ** 2
""",
    ),
    "inf_minus_inf": (
        "activations",
        r"""
def softmax(z):
    with np.errstate(over='ignore'):
        e = np.exp(z * 1e3)
    return e - e.max(axis=-1, keepdims=True)
""",
    ),
    "logaddexp": (
        "activations",
        r"""
def sigmoid(z):
    with np.errstate(all='raise'):
        return np.exp(-np.logaddexp(0, -z))
""",
    ),
    "nan_to_num": (
        "activations",
        r"""
def softmax(z):
    with np.errstate(all='ignore'):
        e = np.exp(z)
        return np.nan_to_num(e / e.sum(axis=-1, keepdims=True))
""",
    ),
    "deep_recursion": (
        "activations",
        r"""
def relu(z):
    return relu(z - 1) if True else z
""",
    ),
    "deep_recursion_counted": (
        "activations",
        r"""
def relu(z, n=800):
    return relu(z, n - 1) if n else np.maximum(z, 0) + 1
""",
    ),
    "huge": (
        "activations",
        r"""
def relu(z):
    return np.maximum(z, 0) + np.zeros((100000, 100000))[0, 0]
""",
    ),
    "dtype_cast": (
        "activations",
        r"""
def relu(z):
    n = np.arange(np.size(z)).reshape(np.shape(z))
    n += z
    return n
""",
    ),
    "xor": (
        "activations",
        r"""
def tanh_prime(z):
    return 1 - np.tanh(z) ^ 2
""",
    ),
    "bitwise": (
        "activations",
        r"""
def relu(z):
    return np.where(z > 0 & z < 9, z, 0)
""",
    ),
    "einsum_norm": (
        "activations",
        r"""
def softmax(z):
    e = np.exp(z)
    return e / np.linalg.norm(e, axis=-1, ord=1, keepdims=True)
""",
    ),
    "apply_axis": (
        "activations",
        r"""
def softmax(z):
    return np.apply_along_axis(lambda r: np.exp(r) / np.exp(r).sum(), -1, z)
""",
    ),
    "average": (
        "activations",
        r"""
def softmax(z):
    e = np.exp(z / 2)
    return np.average(e * e, axis=-1, keepdims=True) * 0 + e * e / np.sum(e * e, axis=-1, keepdims=True)
""",
    ),
    "thread": (
        "activations",
        r"""
import threading
def relu(z):
    out = []
    t = threading.Thread(target=lambda: out.append(np.maximum(z, 0)))
    t.start(); t.join()
    return out[0]
""",
    ),
    "pool": (
        "activations",
        r"""
from concurrent.futures import ThreadPoolExecutor
def relu(z):
    with ThreadPoolExecutor() as pool:
        return pool.submit(np.maximum, z, 0).result()
""",
    ),
    "clocks": (
        "activations",
        r"""
import time
def relu(z):
    begin = time.perf_counter(), time.process_time(), time.monotonic()
    return np.maximum(z, 0) + (time.perf_counter() < begin[0])
""",
    ),
    "printed": (
        "activations",
        r"""
def relu(z):
    print(np.maximum(z, 0), np.arange(3), np.float32(1.5))
    return np.maximum(z, 1)
""",
    ),
    "log_zero": (
        "cost",
        r"""
def binary_cross_entropy(y, ŷ):
    return -(y * np.log(ŷ) + (1 - y) * np.log(1 - ŷ)).mean()
""",
    ),
    "log_zero_from": (
        "cost",
        r"""
from numpy import log
def cross_entropy(y, ŷ):
    return -(y * log(ŷ)).sum() / len(y)
""",
    ),
    "log_where": (
        "cost",
        r"""
def cross_entropy(y, ŷ):
    return -np.log(ŷ, out=np.zeros_like(ŷ), where=y > 0).sum() / len(y)
""",
    ),
    "slope_divides": (
        "cost",
        r"""
def binary_cross_entropy_prime(y, ŷ):
    return (ŷ - y) / (ŷ * (1 - ŷ)) / ŷ.size
""",
    ),
    "slope_in_place": (
        "cost",
        r"""
def cross_entropy_prime(y, ŷ):
    slope = -np.array(y, dtype=float)
    slope /= ŷ
    slope /= len(y)
    return slope
""",
    ),
    "log_nan_to_num": (
        "cost",
        r"""
def cross_entropy(y, ŷ):
    with np.errstate(divide='ignore', invalid='ignore'):
        return -np.nan_to_num(y * np.log(ŷ)).sum() / len(y)
""",
    ),
    "mse_overflow": (
        "cost",
        r"""
def mse(y, ŷ):
    return np.mean(np.exp(np.log(1e300) + (y - ŷ) ** 2 + 100))
""",
    ),
    "mse_sum_overflow": (
        "cost",
        r"""
def mse(y, ŷ):
    return np.sum(np.full_like(ŷ, 1.7e308)) / ŷ.size
""",
    ),
    "mse_norm": (
        "cost",
        r"""
def mse(y, ŷ):
    return np.linalg.norm((y - ŷ) * 1e200) ** 2 / ŷ.size
""",
    ),
    "mse_dot": (
        "cost",
        r"""
def mse(y, ŷ):
    d = (y - ŷ).ravel() * 1e200
    return d @ d / ŷ.size
""",
    ),
    "mse_int_division": (
        "cost",
        r"""
def mse_prime(y, ŷ):
    return 2 // ŷ.size * (ŷ - y)
""",
    ),
    "mse_zero_division": (
        "cost",
        r"""
def mse(y, ŷ):
    return ((y - ŷ) ** 2).sum() / (len(y) - len(y))
""",
    ),
    "mse_std": (
        "cost",
        r"""
def mse(y, ŷ):
    return np.var(ŷ - y, ddof=ŷ.size)
""",
    ),
    "log_list": (
        "cost",
        r"""
import math
def cross_entropy(y, ŷ):
    return -sum(t * math.log(p) for t, p in zip(y.ravel(), ŷ.ravel())) / len(y)
""",
    ),
    "fit_inv": (
        "nonlinearity",
        r"""
def best_linear_fit(X, y):
    A = np.column_stack([X, np.ones(len(X))])
    s = np.linalg.inv(A.T @ A) @ A.T @ y
    return s[:-1], s[-1]
""",
    ),
    "fit_solve": (
        "nonlinearity",
        r"""
def best_linear_fit(X, y):
    A = np.column_stack([X, np.ones(len(X))])
    s = np.linalg.solve(A.T @ A, A.T @ y)
    return s[:-1], s[-1]
""",
    ),
    "fit_cholesky": (
        "nonlinearity",
        r"""
def best_linear_fit(X, y):
    A = np.column_stack([X, np.ones(len(X))])
    L = np.linalg.cholesky(A.T @ A - 10 * np.eye(A.shape[1]))
    s = np.linalg.solve(L @ L.T, A.T @ y)
    return s[:-1], s[-1]
""",
    ),
    "fit_not_square": (
        "nonlinearity",
        r"""
def best_linear_fit(X, y):
    A = np.column_stack([X, np.ones(len(X))])
    s = np.linalg.solve(A, y)
    return s[:-1], s[-1]
""",
    ),
    "fit_caught": (
        "nonlinearity",
        r"""
def best_linear_fit(X, y):
    A = np.column_stack([X, np.ones(len(X))])
    try:
        s = np.linalg.inv(A.T @ A) @ A.T @ y
    except np.linalg.LinAlgError:
        s = np.linalg.pinv(A) @ y
    return s[:-1], s[-1]
""",
    ),
    "fit_lstsq_nan": (
        "nonlinearity",
        r"""
def best_linear_fit(X, y):
    with np.errstate(all='ignore'):
        A = np.column_stack([X / (X - X), np.ones(len(X))])
    s, *_ = np.linalg.lstsq(A, y, rcond=None)
    return s[:-1], s[-1]
""",
    ),
    "std_zero": (
        "normalisation",
        r"""
def standardise(X, mean, deviation):
    return (X - mean) / deviation
""",
    ),
    "std_in_place": (
        "normalisation",
        r"""
def standardise(X, mean, deviation):
    X = X - mean
    X /= deviation
    return X
""",
    ),
    "std_ddof": (
        "normalisation",
        r"""
def mean_and_deviation(X):
    return X.mean(axis=0), X.std(axis=0, ddof=len(X))
""",
    ),
    "eig_nan": (
        "normalisation",
        r"""
def curvatures(X):
    with np.errstate(all='ignore'):
        u = np.column_stack([X / (X - X), np.ones(len(X))])
    return np.linalg.eigvalsh(2 * u.T @ u / len(u))
""",
    ),
    "adam_zero": (
        "optimisers",
        r"""
def adam(θ, g, m, v, t, α, β1=0.9, β2=0.999, ε=1e-8):
    m = β1 * m + (1 - β1) * g
    v = β2 * v + (1 - β2) * g**2
    return θ - α * m / (1 - β1 ** (t - 1)) / np.sqrt(v / (1 - β2 ** (t - 1))), m, v
""",
    ),
    "rmsprop_root": (
        "optimisers",
        r"""
def rmsprop(θ, g, s, α, ρ, ε):
    s = ρ * s - (1 - ρ) * g**2
    return θ - α * g / (np.sqrt(s) + ε), s
""",
    ),
    "clip_zero": (
        "optimisers",
        r"""
def clip(gradients, c):
    norm = np.sqrt(sum((dW**2).sum() + (db**2).sum() for dW, db in gradients))
    return [(dW * np.minimum(1, c / (norm - norm)), db) for dW, db in gradients]
""",
    ),
    "take_order": (
        "learning",
        r"""
def hold_out(X, Y, share, rng):
    order = rng.permutation(len(X))
    n = round(share * len(X))
    return np.take(X, order[n:], axis=0), Y.take(order[n:], axis=0), X.take(order[:n], axis=0), np.take(Y, order[:n], axis=0)
""",
    ),
    "take_order_apart": (
        "learning",
        r"""
def hold_out(X, Y, share, rng):
    order = rng.permutation(len(X))
    n = round(share * len(X))
    return np.take(X, order[n:], axis=0), Y[n:], X.take(order[:n], axis=0), np.take(Y, order[:n], axis=0)
""",
    ),
    "bincount_accuracy": (
        "learning",
        r"""
def accuracy(ŷ, Y):
    hits = (ŷ.argmax(axis=1) == Y.argmax(axis=1)).astype(np.int64)
    return np.bincount(hits, minlength=2)[1] / len(Y)
""",
    ),
    "repeat_one_hot": (
        "learning",
        r"""
def one_hot(labels, classes):
    return np.repeat(np.eye(classes)[labels], np.ones(len(labels), dtype=np.int64), axis=0).astype(int)
""",
    ),
    "accuracy_zero": (
        "learning",
        r"""
def accuracy(ŷ, Y):
    hits = ŷ.argmax(axis=1) == Y.argmax(axis=1)
    return hits.sum() / (len(Y) - len(Y))
""",
    ),
}
STRANGE = {name: (module, code + _AFTER.get(module, "")) for name, (module, code) in _CODE.items()}
