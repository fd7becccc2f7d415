"""A page computes by itself the same numbers as the derivation."""

import json
import shutil
import subprocess

import numpy as np
import pytest

from derivations import activation_slope, activation_value, derive
from derivations.networks import javascript

WIDTHS, NAMES = [2, 2, 1], ["relu", "sigmoid"]


def computed(script):
    """Run a script in Node and return what it prints."""
    if not (node := shutil.which("node")):
        pytest.skip("there is no Node to run a script")
    run = subprocess.run(
        [node, "-"], input=script, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return json.loads(run.stdout)


@pytest.mark.parametrize("name", ["identity", "sigmoid", "tanh", "relu", "elu", "swish"])
def test_an_activation_is_the_derived_one_even_where_the_exponential_overflows(name):
    z = [-1000.0, -1.5, 0.0, 0.5, 1000.0]
    script = f"{javascript.activation(name)}\nconst at = {json.dumps(z)};\n"
    script += f"console.log(JSON.stringify([at.map({name}), at.map({name}_slope)]))"
    values, slopes = computed(script)
    np.testing.assert_allclose(values, activation_value(name)(z), rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(slopes, activation_slope(name)(z), rtol=1e-12, atol=1e-300)


def test_the_samples_add_up_to_the_gradients():
    rng, n = np.random.default_rng(3), 4
    parameters = [(rng.normal(size=(2, 2)), rng.normal(size=2)), (rng.normal(size=(2, 1)), [0.3])]
    X, Y = rng.normal(size=(n, 2)), rng.uniform(size=(n, 1))
    numbers = [float(one) for W, b in parameters for one in (*np.ravel(W), *np.ravel(b))]
    names = javascript.parameters(WIDTHS)
    given = dict(zip(names, numbers, strict=True))
    samples = [{**given, "x_1": x[0], "x_2": x[1], "y_1": y[0]} for x, y in zip(X, Y, strict=True)]
    script = "\n".join(
        [
            *map(javascript.activation, NAMES),
            javascript.training_sample(WIDTHS, NAMES, "mse"),
            f"console.log(JSON.stringify({json.dumps(samples)}.map(p => sample(p, {n}))))",
        ]
    )
    found = computed(script)
    derivation = derive(WIDTHS, NAMES, "mse")
    gradients = derivation.gradients(parameters, X, Y)
    right = [one for dW, db in gradients for one in (*np.ravel(dW), *np.ravel(db))]
    added = [sum(sample[f"dJ_{name}"] for sample in found) for name in names]
    np.testing.assert_allclose(added, right, rtol=1e-12)
    assert sum(sample["J"] for sample in found) == pytest.approx(
        derivation.cost_of(parameters, X, Y)
    )
