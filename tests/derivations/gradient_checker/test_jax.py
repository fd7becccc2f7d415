"""JAX: functions with a `custom_vjp`, in float64 and in its own float32."""

import numpy as np
import pytest

jax = pytest.importorskip("jax")

import jax.numpy as jnp  # noqa: E402

from derivations.gradient_checker import check_custom_vjp  # noqa: E402
from tests.fixtures.five_functions import FIVE  # noqa: E402


def in_jax(name, change=lambda found: found):
    """Return one of the five functions in JAX, its backward pass by hand, and its arguments."""
    five = FIVE[name]
    arrays = five.draw(np.random.default_rng(0), 4)

    @jax.custom_vjp
    def f(arrays):
        return FORWARD[name](arrays)

    def pulled(arrays, cotangent):
        kinds = jax.tree.map(lambda x: jax.ShapeDtypeStruct(x.shape, x.dtype), arrays)

        def by_hand(arrays, cotangent):
            arrays = jax.tree.map(np.asarray, arrays)
            cotangent = jax.tree.map(np.asarray, cotangent)
            found = five.vjp(arrays, cotangent)
            kept = {key: found[key].astype(arrays[key].dtype) for key in arrays}
            return change(kept)

        return (jax.pure_callback(by_hand, kinds, arrays, cotangent),)

    f.defvjp(lambda arrays: (f(arrays), arrays), pulled)
    return f, arrays


def layer_norm(a):
    centred = a["x"] - a["x"].mean(1, keepdims=True)
    deviation = jnp.sqrt((centred**2).mean(1, keepdims=True) + 1e-5)
    return centred / deviation * a["weight"] + a["bias"]


def convolution(a):
    x, kernel = a["x"], a["kernel"]
    rows, columns = x.shape[2] - kernel.shape[2] + 1, x.shape[3] - kernel.shape[3] + 1
    return a["bias"][:, None, None] + sum(
        jnp.einsum("nchw,oc->nohw", x[:, :, i : i + rows, j : j + columns], kernel[:, :, i, j])
        for i in range(kernel.shape[2])
        for j in range(kernel.shape[3])
    )


def attention(a):
    z = a["q"] @ a["k"].swapaxes(1, 2) / np.sqrt(a["q"].shape[-1])
    e = jnp.exp(z)
    return e / e.sum(-1, keepdims=True) @ a["v"]


def lstm_cell(a):
    i, f, g, o = jnp.split(a["x"] @ a["W"] + a["h"] @ a["U"] + a["b"], 4, axis=1)

    def sigmoid(z):
        return 1 / (1 + jnp.exp(-z))

    c = sigmoid(f) * a["c"] + sigmoid(i) * jnp.tanh(g)
    return sigmoid(o) * jnp.tanh(c), c


def log_sum_exp(a):
    z = a["logits"]
    rows = np.arange(len(z))
    return (jnp.log(jnp.exp(z).sum(1)) - z[rows, rows * 7 % z.shape[1]]).mean()


FORWARD = {
    "layer norm": layer_norm,
    "convolution": convolution,
    "attention": attention,
    "LSTM cell": lstm_cell,
    "log-sum-exp loss": log_sum_exp,
}


@pytest.mark.parametrize("name", FIVE)
def test_the_five_functions_are_right_and_one_sign_is_found(name):
    f, arrays = in_jax(name)
    report = check_custom_vjp(f, (arrays,))
    assert report.status == "right", report
    assert report.resolution < 1e-5
    last = list(arrays)[-1]

    def one_sign(found):
        changed = found[last].copy()
        changed.flat[-1] *= -1
        return {**found, last: changed}

    f, arrays = in_jax(name, one_sign)
    (finding,) = check_custom_vjp(f, (arrays,)).findings
    at = tuple(length - 1 for length in arrays[last].shape)
    assert (finding.parameter, finding.index) == (f"arrays.{last}", at)


def test_float32_is_said():
    @jax.custom_vjp
    def square(x):
        return x**2

    square.defvjp(lambda x: (x**2, x), lambda x, dy: (2 * x * dy,))
    x = jnp.arange(1.0, 9.0)
    report = check_custom_vjp(square, (x,))
    assert report.status == "right", report
    assert "the gradient is in float32" in report.alarms[0]
    assert x.dtype == jnp.float32  # x64 was switched on for the check alone
    assert jnp.ones(1).dtype == jnp.float32


def test_other_arguments_are_handed_over():
    def f(x, index, factor):
        return factor * x[index]

    x = np.linspace(0, 1, 5)
    assert check_custom_vjp(f, (x, np.array([1, 1, 3]), 2)).status == "right"


def test_the_last_argument_is_named():
    @jax.custom_vjp
    def product(x, weight):
        return x * weight

    product.defvjp(lambda x, w: (x * w, (x, w)), lambda kept, dy: (dy * kept[1], -dy * kept[0]))
    said = check_custom_vjp(product, (np.ones(4), np.arange(1.0, 5.0))).diagnoses
    assert [one.message for one in said] == ["weight has the wrong sign."]
