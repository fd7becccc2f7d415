"""The check of PyTorch's backward passes: of a module's parameters, and of a custom function.

Nothing of the module changes: neither its parameters, nor its buffers, nor their `.grad`. Forward
passes are measured without a graph; the one of the backward pass is freed at once.
"""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from derivations.gradient_checker.check import landscape_of, report_on
from derivations.gradient_checker.claims import require_alike
from derivations.gradient_checker.direction import generator, random_cotangent
from derivations.gradient_checker.report import GradientReport
from derivations.gradient_checker.structure import AnyArray

# What PyTorch and NumPy both have; NumPy knows no bfloat16, so it is measured in float32.
_KINDS = {torch.float64: np.float64, torch.float32: np.float32, torch.float16: np.float16}


def check_function(
    function: Any, inputs: Any, *, every_entry: bool = False, seed: int = 0
) -> GradientReport:
    """Check the backward pass of a `torch.autograd.Function`, or of any function of tensors.

    `inputs` are the arguments of `forward` without ctx: a tensor, or a tuple of tensors and
    whatever else it takes. Checked are the floating-point tensors among them, or those that require
    a gradient if any does. The report names them as `forward` does. Give float64: float32 hides
    small mistakes, and the report says so. Returns a `GradientReport`.

    Raises TypeError or ValueError as `check_gradient` does, and where backward returns None.

    >>> class Twice(torch.autograd.Function):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         return 2 * x
    ...     @staticmethod
    ...     def backward(ctx, dy):
    ...         return 3 * dy
    >>> print(check_function(Twice, torch.tensor([1.0, 5.0], dtype=torch.float64)))
    wrong, by projected complex steps of f's outputs, weighted at random (seed 0)
    x[0]: wrong, claimed 2.55187, numbers say 1.70125
    x[1]: wrong, claimed 1.91088, numbers say 1.27392
    x is 3/2 times what is right.
    """
    given = list(inputs) if isinstance(inputs, list | tuple) else [inputs]
    apply = getattr(function, "apply", function)
    names = _argument_names(function, len(given))
    tensors = {at: one for at, one in enumerate(given) if _is_floating(one)}
    asked = {at: one for at, one in tensors.items() if one.requires_grad} or tensors
    if not asked:
        raise TypeError("inputs contains no tensor of floating-point numbers.")

    parts = {names[at]: one for at, one in asked.items()}
    fixed = {name: one for name, one in zip(names, given, strict=True) if name not in parts}

    def called(values: dict[str, torch.Tensor]) -> Any:
        if not fixed:
            return apply(*values.values())
        kind = next(iter(values.values())).dtype
        alike = {name: one.to(kind) if _is_floating(one) else one for name, one in fixed.items()}
        return apply(*((values | alike)[name] for name in names))

    return _checked(called, parts, "backward", every_entry, seed)


def check_module(
    module: torch.nn.Module,
    loss: Callable[[Any], Any],
    inputs: Any,
    *,
    every_entry: bool = False,
    seed: int = 0,
) -> GradientReport:
    """Check the gradients of loss(module(*inputs)) by all parameters of a module.

    `loss` takes what the module returns, and returns a number, or a tensor. Those of the
    floating-point `inputs` that require a gradient are checked as well, as `inputs[0]`. The
    report names parameters as the module does, such as `layers.0.weight`. Give `module.double()`
    and inputs in float64: float32 hides small mistakes, and the report says so.

    Returns a `GradientReport`. Raises TypeError or ValueError as `check_gradient` does; a module
    that draws random numbers, such as dropout, has to be in `eval()`.

    >>> report = check_module(torch.nn.Linear(3, 2).double(), torch.sum, torch.ones(4, 3).double())
    >>> report.status
    'right'
    """
    given = list(inputs) if isinstance(inputs, list | tuple) else [inputs]
    parameters = {name: one for name, one in module.named_parameters() if one.requires_grad}
    buffers = dict(module.named_buffers())
    extra = {f"inputs[{at}]": at for at, one in enumerate(given) if _wants_gradient(one)}
    parts = {**parameters, **{name: given[at] for name, at in extra.items()}}
    if not parts:
        raise TypeError("the module has no parameter that requires a gradient.")

    def called(values: dict[str, torch.Tensor]) -> Any:
        kind = next(iter(values.values())).dtype
        moved = list(given)
        for at, one in enumerate(given):
            if _is_floating(one):
                moved[at] = values.get(f"inputs[{at}]", one.detach().to(kind))
        state = {name: value for name, value in values.items() if name not in extra}
        # Running means and the like are updated in place: in copies.
        for name, value in buffers.items():
            state[name] = value.detach().to(kind).clone() if _is_floating(value) else value.clone()
        return loss(torch.func.functional_call(module, state, tuple(moved)))

    return _checked(called, parts, "the module", every_entry, seed)


def _checked(
    called: Callable[[dict[str, torch.Tensor]], Any],
    parts: dict[str, torch.Tensor],
    what: str,
    every_entry: bool,
    seed: int,
) -> GradientReport:
    """Check what autograd gives for a function of named tensors."""
    arrays = {name: _as_array(tensor) for name, tensor in parts.items()}
    devices = {name: tensor.device for name, tensor in parts.items()}
    plain = all(device.type == "cpu" for device in devices.values())

    def tensors_of(values: dict[str, AnyArray]) -> dict[str, torch.Tensor]:
        made = {name: torch.from_numpy(one) for name, one in values.items()}
        if any(one.is_complex() for one in made.values()):  # matrix products want all alike
            made = {name: one.to(torch.complex128) for name, one in made.items()}
        return made if plain else {name: one.to(devices[name]) for name, one in made.items()}

    def f(values: dict[str, AnyArray]) -> list[AnyArray]:
        with torch.no_grad():
            return [_as_array(one) for one in _tensors(called(tensors_of(values)))]

    landscape = landscape_of(f, arrays)
    rng = generator(seed)
    leaves = {name: one.detach().clone().requires_grad_() for name, one in parts.items()}
    with torch.enable_grad():
        answers = _tensors(called(leaves))
    landscape.cotangent = random_cotangent(sum(one.numel() for one in answers), rng)
    ends = np.cumsum([one.numel() for one in answers])[:-1]
    weights = [
        torch.from_numpy(part).reshape(one.shape).to(one)
        for one, part in zip(answers, np.split(landscape.cotangent, ends), strict=True)
    ]
    # As they are in the answers' own precision.
    landscape.cotangent = np.concatenate(
        [one.double().reshape(-1).numpy(force=True) for one in weights]
    )
    pairs = [(one, u) for one, u in zip(answers, weights, strict=True) if one.requires_grad]
    if not pairs:
        raise TypeError(f"{what} gives no tensor that requires a gradient.")
    first, second = (_pulled(pairs, leaves, keep) for keep in (True, False))
    require_alike(landscape, first, second, what)
    del answers, pairs  # and the graph with them
    return report_on(
        landscape, first, f"the gradient that {what} gives", rng, every_entry
    )._replace(seed=seed)


def _pulled(
    pairs: Sequence[tuple[torch.Tensor, torch.Tensor]],
    leaves: dict[str, torch.Tensor],
    keep_graph: bool,
) -> list[AnyArray]:
    """Return the gradients of weighted tensors by the leaves of their graph."""
    roots, weights = zip(*pairs, strict=True)
    asked = list(leaves.values())
    found = torch.autograd.grad(roots, asked, weights, allow_unused=True, retain_graph=keep_graph)
    for name, gradient in zip(leaves, found, strict=True):
        if gradient is None:
            raise TypeError(
                f"the gradient of {name} is None. Return zeros if nothing depends "
                "on it, or set requires_grad only on the other inputs."
            )
    return [_as_array(one) for one in found]


def _is_floating(value: object) -> bool:
    return isinstance(value, torch.Tensor) and value.is_floating_point()


def _wants_gradient(value: object) -> bool:
    return isinstance(value, torch.Tensor) and value.requires_grad


def _as_array(tensor: torch.Tensor) -> AnyArray:
    """Return a tensor as an array of its own precision, where NumPy has it."""
    if tensor.is_floating_point() and tensor.dtype not in _KINDS:
        tensor = tensor.float()
    return tensor.numpy(force=True)


def _tensors(answer: Any) -> list[torch.Tensor]:
    """Return the floating-point tensors that a function gives, in order."""
    if isinstance(answer, torch.Tensor):
        floating = answer.is_floating_point() or answer.is_complex()
        return [answer] if floating else []
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, Sequence) and not isinstance(answer, str):
        return [tensor for part in answer for tensor in _tensors(part)]
    return []


def _argument_names(function: Any, count: int) -> list[str]:
    """Return the names of a function's arguments, ctx left out; numbered where it has none."""
    forward = getattr(function, "forward", function)
    code = getattr(forward, "__code__", None)
    plain = code is not None and not code.co_flags & inspect.CO_VARARGS
    names = list(code.co_varnames[: code.co_argcount]) if code and plain else []
    names = names[1:] if names[:1] in (["ctx"], ["self"]) else names
    numbered = [f"inputs[{at}]" for at in range(count)]
    return names[:count] if len(names) >= count else numbered
