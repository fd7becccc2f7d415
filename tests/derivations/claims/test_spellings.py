"""Claims in the spellings of many hands: each right one is right, its wrong neighbour is not."""

import pytest
from inline_snapshot import snapshot

from derivations.claims.check_claim import check_equation
from derivations.claims.check_derivation import check_derivation
from derivations.claims.report import OTHERWISE, WRONG
from tools.claims_page import network

LOGISTIC = "--output sigmoid --cost binary_cross_entropy"
LINEAR = "--output identity --cost mse"
TWO = "--hidden tanh --output sigmoid --cost binary_cross_entropy"
SQUARES = "--hidden sigmoid --output sigmoid --cost mse"
SOFTMAX = "--hidden relu --output softmax --cost cross_entropy"


def judged(text, options):
    return check_equation(text, network(options) if options else None)


def passes(report):
    return report.right or report.status == OTHERWISE


PAIRS = [
    # code: what stands around a name, NumPy's and PyTorch's methods
    (LOGISTIC, "self.dw = (1./m) * X.T.dot(A - Y)", "self.dw = (1./m) * X.T.dot(Y - A)"),
    (LOGISTIC, "grads['dw'] = X.T @ (A - Y) / m", "grads['dw'] = X.T @ (A - Y) / m / 2"),
    (LOGISTIC, "dw = 1.0/n * np.dot(X.transpose(), A - Y)", "dw = np.dot(X, A - Y) / n"),
    (LOGISTIC, "∂J/∂w = X.t().mm(a - y) / n", "∂J/∂w = X.mm(a - y) / n"),
    (LOGISTIC, "∂J/∂w = avg((a − y) x)", "∂J/∂w = avg((a − y))"),
    (LOGISTIC, "dw = X^t (A - Y)/n", "dw = X (A - Y)/n"),
    (LOGISTIC, "∂J/∂b = (1/m)·np.ones(m) @ (A−Y)", "∂J/∂b = (2/m)·np.ones(m) @ (A−Y)"),
    (LOGISTIC, "dw = np.sum(X * (A - Y), axis=0) / n", "dw = np.sum(X * (A - Y), axis=1) / n"),
    (TWO, "db1 = dZ1.T.sum(axis=1)", "db1 = dZ1.T.sum(axis=0)"),
    ("--output relu --cost mse", "da/dz = (z > 0).astype(float)", "da/dz = (z < 0).astype(float)"),
    # LaTeX
    (LOGISTIC, r"\color{red}{\frac{\partial L}{\partial z} = a - y}",
     r"\color{red}{\frac{\partial L}{\partial z} = y - a}"),
    (LOGISTIC, r"\frac{\partial L}{\partial z} \stackrel{!}{=} a - y",
     r"\frac{\partial L}{\partial z} \stackrel{!}{=} y - a"),
    (LOGISTIC, r"{\partial L \over \partial z} = a - y", r"{\partial L \over \partial z} = y - a"),
    ("", r"\dot\sigma(x) = \sigma(x)(1-\sigma(x))", r"\dot\sigma(x) = \sigma(x)(1+\sigma(x))"),
    ("", "(1/(1+e^{-x}))' = e^{-x}/(1+e^{-x})^2", "(1/(1+e^{-x}))' = e^{x}/(1+e^{-x})^2"),
    ("", "ReLU'(x) = 1_{x>0}", "ReLU'(x) = 1_{x<0}"),
    ("", "relu'(z) = {0 if z < 0; 1 if z > 0}", "relu'(z) = {1 if z < 0; 0 if z > 0}"),
    ("", "ReLU'(x) = u(x)", "ReLU'(x) = x u(x)"),
    ("", "sig'(x) = sig(x)(1 − sig(x))", "sig'(x) = sig(x)(1 + sig(x))"),
    # sums over inputs, batches and entries
    (LOGISTIC, "z = Σ_j w_j x_j + b", "z = Σ_j w_j x_j - b"),
    (LOGISTIC, r"\frac{\partial L}{\partial w_{j}} = (\sigma(\sum_k w_k x_k + b) - y) x_j",
     r"\frac{\partial L}{\partial w_{j}} = (\sigma(\sum_k w_k x_k + b) - y) w_j"),
    (LOGISTIC, r"∂J/∂w = \frac{1}{|B|} \sum_{i \in B} (a_i − y_i) x_i",
     r"∂J/∂w = \frac{2}{|B|} \sum_{i \in B} (a_i − y_i) x_i"),
    (LINEAR, "∂J/∂W1 = (2/n) ⟨x, ŷ − y⟩", "∂J/∂W1 = (1/n) ⟨x, ŷ − y⟩"),
    (TWO, "‖W2‖² = Σ W2²", "‖W2‖² = Σ W2"),
    # one sample as a column
    (LOGISTIC, r"\nabla_w L = (\sigma(w^T x + b) - y) x",
     r"\nabla_w L = (y - \sigma(w^T x + b)) x"),
    (LOGISTIC, r"h_\theta(x) = \frac{1}{1+e^{-\theta^T x}}",
     r"h_\theta(x) = \frac{1}{1+e^{\theta^T x}}"),
    ("", r"\frac{\partial}{\partial w} w^T x = x", r"\frac{\partial}{\partial w} w^T x = w"),
    # names of costs and derivatives
    (TWO, "∂error/∂z2 = ŷ − y", "∂error/∂z2 = y − ŷ"),
    (TWO, r"L_{z_2} = \hat y - y", r"L_{z_2} = y - \hat y"),
    (TWO, "D_{z2} L = ŷ - y", "D_{z2} L = y - ŷ"),
    # penalties and updates
    (LINEAR, "J = 1/(2n) Σ_i (w x_i + b − y_i)^2 + λ w²", "J = 1/(2n) Σ_i (w x_i − y_i)^3 + λ w²"),
    (LINEAR, "w = w(1 − ηλ) − η ∂J/∂w", "w = w(1 + ηλ) − η ∂J/∂w"),
    (LOGISTIC, "Δw = −η (a − y) x", "Δw = η (a − y) x"),
    (LOGISTIC, "w^{(t+1)} = w^{(t)} − η ∂L/∂w^{(t)}", "w^{(t+1)} = w^{(t)} + η ∂L/∂w^{(t)}"),
    (LOGISTIC, "w_{new} = w_{old} − η ∂L/∂w", "w_{new} = w_{old} + η ∂L/∂w"),
    (LOGISTIC, r"w_{t+1} = w_t - η ∇L(w_t)", r"w_{t+1} = w_t + η ∇L(w_t)"),
    # parameters of activations
    ("", "selu'(x) = λ if x > 0 else λ α e^x", "selu'(x) = λ if x > 0 else α e^x"),
    ("", "LeakyReLU'(x) = 1 if x > 0 else α", "LeakyReLU'(x) = 1 if x > 0 else -α"),
    # labels
    (LOGISTIC, "∂L/∂z = a - 1 if y = 1 else a", "∂L/∂z = a if y = 1 else a - 1"),
    (SOFTMAX, r"L = -z_y + \log\sum_j e^{z_j}", r"L = z_y + \log\sum_j e^{z_j}"),
    # i, j, k for the units of three layers
    (SQUARES, "δ_j = f'(net_j) Σ_k δ_k w_{jk}", "δ_j = f'(net_k) Σ_k δ_k w_{jk}"),
    (SQUARES, "∂E/∂w_{ij} = δ_j o_i", "∂E/∂w_{ij} = δ_i o_j"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "right", "wrong"), PAIRS)
def test_a_spelling_is_read(options, right, wrong):
    assert passes(judged(right, options)), judged(right, options)
    assert not judged(wrong, options).right, judged(wrong, options)


@pytest.mark.parametrize("label", ["(a)", "(iv)", "ii.", "b)"])
def test_a_label_of_letters_is_no_factor(label):
    assert judged(f"{label} dL/dz = a − y", LOGISTIC).status == OTHERWISE
    assert judged(f"{label} dL/dz = y − a", LOGISTIC).status == WRONG


def test_a_quantity_that_is_not_summed_is_told():
    report = judged("∂J/∂w = 1/N Σ_{n=1}^{N} (a_n − y_n) x", LOGISTIC)
    assert (report.status, report.code) == (OTHERWISE, "index")
    assert report.message == snapshot(
        "Right if x belongs to the sample and is inside the sum, too."
    )


MASKED = """```python
dscores = probs - onehot
dhidden = np.dot(dscores, W2.T)
dhidden[hidden <= 0] = 0
dW1 = np.dot(X.T, dhidden)
db1 = np.sum(dhidden, axis={axis}, keepdims=True)
```"""


@pytest.mark.parametrize(("axis", "last"), [(0, True), (1, False)])
def test_a_mask_is_the_slope_of_relu(axis, last):
    found = check_derivation(MASKED.format(axis=axis), network(SOFTMAX))
    assert [passes(one) for one in found] == [True, True, True, True, last], found


def test_a_gradient_by_z_is_not_judged_before_its_mask():
    assert judged("dZ1 = dZ2 @ W2.T; dZ1[Z1 <= 0] = 0", SOFTMAX).right
    assert not judged("dZ1 = dZ2 @ W2.T; dZ1[Z2 <= 0] = 0", SOFTMAX).right
