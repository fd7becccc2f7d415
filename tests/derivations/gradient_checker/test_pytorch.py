"""PyTorch: modules, custom functions, and what must stay as it was."""

import gc

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from derivations.gradient_checker import check_function, check_module  # noqa: E402
from tests.fixtures.five_functions import FIVE  # noqa: E402
from tests.fixtures.five_torch_functions import FIVE_IN_TORCH, LayerNorm  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:torch")


def tensors(name, seed=0, size=5, kind=torch.float64):
    arrays = FIVE[name].draw(np.random.default_rng(seed), size)
    return [torch.tensor(array, dtype=kind) for array in arrays.values()]


def mutant(name, change):
    """Return one of the five functions with its backward pass changed."""
    right = FIVE_IN_TORCH[name]

    class Mutant(torch.autograd.Function):
        forward = right.forward

        @staticmethod
        def backward(ctx, *cotangents):
            found = right.backward(ctx, *cotangents)
            return change(*found) if isinstance(found, tuple) else change(found)

    return Mutant


def one_sign(*gradients):
    changed = [gradient.clone() for gradient in gradients]
    changed[-1].view(-1)[-1] *= -1
    return tuple(changed) if len(changed) > 1 else changed[0]


@pytest.mark.parametrize("name", FIVE_IN_TORCH)
def test_the_five_functions_are_right_and_one_sign_is_found(name):
    for seed in range(5):
        inputs = tensors(name, seed)
        report = check_function(FIVE_IN_TORCH[name], inputs, seed=seed)
        assert report.status == "right", report
        report = check_function(mutant(name, one_sign), inputs, seed=seed)
        last = list(FIVE[name].draw(np.random.default_rng(seed), 5).items())[-1]
        place = tuple(length - 1 for length in last[1].shape)
        assert [(f.parameter, f.index) for f in report.findings] == [(last[0], place)], report


@pytest.mark.parametrize("name", FIVE_IN_TORCH)
def test_float32_is_measured_in_float64_and_said(name):
    report = check_function(FIVE_IN_TORCH[name], tensors(name, kind=torch.float32))
    assert report.status == "right", report
    assert "the gradient is in float32" in report.alarms[0]
    wrong = mutant(name, lambda *g: tuple(-one for one in g) if len(g) > 1 else -g[0])
    assert check_function(wrong, tensors(name, kind=torch.float32)).status == "wrong"


@pytest.mark.parametrize("kind", [torch.float16, torch.bfloat16])
def test_half_precision_is_checked_as_far_as_it_goes(kind):
    x = torch.linspace(-1, 2, 20).to(kind)
    assert check_function(lambda x: (x * x).sum(), x).status == "right"


def network():
    torch.manual_seed(0)
    return torch.nn.Sequential(
        torch.nn.Linear(3, 5), torch.nn.BatchNorm1d(5), torch.nn.ReLU(), torch.nn.Linear(5, 2)
    ).double()


def square(y):
    return (y**2).mean()


X = torch.linspace(-1, 2, 48, dtype=torch.float64).sin().reshape(16, 3)


class Halved(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return 0.5 * x

    @staticmethod
    def backward(ctx, dy):
        return dy


class Half(torch.nn.Module):
    def forward(self, x):
        return Halved.apply(x)


def test_a_module_is_right_by_the_names_of_its_parameters():
    assert check_module(network(), square, X).status == "right"
    report = check_module(torch.nn.Sequential(network(), Half()), square, X)
    assert report.status == "wrong"
    said = {one.message for one in report.diagnoses}
    assert {"0.3.weight", "0.3.bias"} <= {f.parameter for f in report.findings} | {
        name for one in report.diagnoses for name in one.where
    }
    assert any("2 times the right gradient" in one for one in said), said


def test_inputs_that_require_a_gradient_are_checked_too():
    x = X.clone().requires_grad_()
    report = check_module(torch.nn.Sequential(Half(), network()), square, x)
    assert report.diagnoses[0].message.startswith("inputs[0] is 2 times the right gradient")


def test_nothing_of_the_module_changes_and_no_graph_is_kept():
    module, x = network(), X.clone().requires_grad_()
    before = {name: value.clone() for name, value in module.state_dict().items()}
    gc.collect()
    graphs = sum(isinstance(one, torch.Tensor) and one.grad_fn is not None for one in _alive())
    report = check_module(module, square, x)
    assert report.status == "right"
    for name, value in module.state_dict().items():
        torch.testing.assert_close(value, before[name], rtol=0, atol=0)
    assert all(parameter.grad is None for parameter in module.parameters())
    assert x.grad is None
    gc.collect()
    left = sum(isinstance(one, torch.Tensor) and one.grad_fn is not None for one in _alive())
    assert left == graphs


def _alive():
    return [one for one in gc.get_objects() if type(one) is torch.Tensor]


def test_dropout_is_noticed():
    module = torch.nn.Sequential(torch.nn.Linear(3, 5), torch.nn.Dropout(0.5)).double()
    for seed in range(20):
        torch.manual_seed(seed)
        with pytest.raises(ValueError, match="it is random, or stores something between calls"):
            check_module(module, square, X)
    assert check_module(module.eval(), square, X).status == "right"


def test_a_backward_that_returns_none_is_said():
    class Forgetful(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, weight):
            return x * weight

        @staticmethod
        def backward(ctx, dy):
            return dy, None

    ones = torch.ones(3, dtype=torch.float64)
    with pytest.raises(
        TypeError, match=r"the gradient of weight is None\. Return zeros if nothing"
    ):
        check_function(Forgetful, (ones, ones))


def test_a_backward_that_adds_to_what_it_gave_is_noticed():
    kept = torch.zeros(3, dtype=torch.float64)

    class Adding(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return 2 * x

        @staticmethod
        def backward(ctx, dy):
            kept.add_(2 * dy)
            return kept.clone()

    with pytest.raises(ValueError, match=r"backward gives another answer for x .* it adds to its"):
        check_function(Adding, torch.ones(3, dtype=torch.float64))


def test_a_forward_that_changes_its_input_is_noticed():
    class InPlace(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone() if x.requires_grad else x.mul_(2)

        @staticmethod
        def backward(ctx, dy):
            return dy

    with pytest.raises(ValueError, match="f changes its argument x in place"):
        check_function(InPlace, torch.ones(3, dtype=torch.float64))


def test_other_arguments_are_handed_over_as_they_are():
    class Scaled(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, index, factor, name):
            assert name == "kept"
            assert index.dtype == torch.int64
            ctx.index, ctx.factor, ctx.shape = index, factor, x.shape
            return factor * x[index]

        @staticmethod
        def backward(ctx, dy):
            dx = torch.zeros(ctx.shape, dtype=dy.dtype).index_add_(0, ctx.index, ctx.factor * dy)
            return dx, None, None, None

    x = torch.linspace(0, 1, 4, dtype=torch.float64)
    inputs = (x, torch.tensor([0, 2, 2]), 3.0, "kept")
    assert check_function(Scaled, inputs).status == "right"


def test_only_those_that_require_a_gradient_are_checked_if_any_does():
    def change(dx, dw, db):
        return dx, -dw, db

    x, weight, bias = tensors("layer norm")
    wrong = mutant("layer norm", change)
    assert check_function(wrong, (x.requires_grad_(), weight, bias)).status == "right"
    assert check_function(LayerNorm, (x.requires_grad_(), weight, bias)).status == "right"
    report = check_function(wrong, (x, weight.requires_grad_(), bias))
    assert report.diagnoses[0].message == "weight has the wrong sign."


def test_complex_steps_that_torch_breaks_are_noticed():
    """PyTorch multiplies complex convolutions by three real ones, in which a tiny part is lost."""
    report = check_function(FIVE_IN_TORCH["convolution"], tensors("convolution"))
    assert report.method.startswith("projected central differences")


LAYERS = {
    "LSTM": (lambda: torch.nn.LSTM(3, 4, batch_first=True), (2, 5, 3)),
    "convolution": (lambda: torch.nn.Conv2d(2, 3, 3), (2, 2, 6, 6)),
    "pooling": (lambda: torch.nn.MaxPool2d(2), (2, 2, 6, 6)),
    "transformer": (lambda: torch.nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0), (2, 4, 8)),
    "group norm": (lambda: torch.nn.GroupNorm(2, 4), (3, 4, 5)),
}


@pytest.mark.parametrize(("layer", "shape"), LAYERS.values(), ids=LAYERS)
def test_right_layers_of_pytorch_are_right(layer, shape):
    for seed in range(5):
        torch.manual_seed(seed)
        x = torch.randn(shape, dtype=torch.float64, requires_grad=True)
        report = check_module(layer().double(), _sum_of_squares, x, seed=seed)
        assert report.status == "right", report


def _sum_of_squares(y):
    return ((y[0] if isinstance(y, tuple) else y) ** 2).sum()
