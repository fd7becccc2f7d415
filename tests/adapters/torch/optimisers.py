"""Optimisers of torch.optim, set to the state that is handed in."""

import numpy as np
import torch

from .backpropagation import backpropagate
from .cost import binary_cross_entropy, cross_entropy, mse
from .forward_propagation import predict
from .gradient_descent import minibatches
from .tensors import array, tensor

WHOLE = {
    "mse": mse,
    "binary_cross_entropy": binary_cross_entropy,
    "cross_entropy": cross_entropy,
}


def stepped(optimiser, θ, g, state):
    """Return θ and the state after one step of an optimiser that has this state already."""
    θ, g = tensor(θ), tensor(g)
    if θ.shape != g.shape:
        θ = θ.expand(g.shape).clone()
    optimiser = optimiser([θ])
    θ.grad = g
    state = {name: value if name == "step" else tensor(value).expand(g.shape).clone()
             for name, value in state.items()}  # fmt: skip
    optimiser.state[θ] = state
    optimiser.step()
    return array(θ), optimiser.state[θ]


def momentum(θ, g, v, α, β):
    θ, state = stepped(
        lambda parts: torch.optim.SGD(parts, lr=α, momentum=β), θ, g, {"momentum_buffer": v}
    )
    # Without momentum it keeps no velocity: then v is g alone.
    return θ, array(state["momentum_buffer"]) if β else g


def rmsprop(θ, g, s, α, ρ, ε):
    state = {"step": torch.tensor(0.0), "square_avg": s}
    θ, state = stepped(lambda parts: torch.optim.RMSprop(parts, lr=α, alpha=ρ, eps=ε), θ, g, state)
    return θ, array(state["square_avg"])


def adam(θ, g, m, v, t, α, β1=0.9, β2=0.999, ε=1e-8):
    def optimiser(parts):
        return torch.optim.Adam(parts, lr=α, betas=(β1, β2), eps=ε)

    state = {"step": torch.tensor(t - 1.0), "exp_avg": m, "exp_avg_sq": v}
    θ, state = stepped(optimiser, θ, g, state)
    return θ, array(state["exp_avg"]), array(state["exp_avg_sq"])


def adamw(θ, g, m, v, t, α, λ, β1=0.9, β2=0.999, ε=1e-8):
    def optimiser(parts):
        return torch.optim.AdamW(parts, lr=α, betas=(β1, β2), eps=ε, weight_decay=λ)

    state = {"step": torch.tensor(t - 1.0), "exp_avg": m, "exp_avg_sq": v}
    θ, state = stepped(optimiser, θ, g, state)
    return θ, array(state["exp_avg"]), array(state["exp_avg_sq"])


def inverse_rate(α, t):
    return α / t


def clip(gradients, c):
    parts = [torch.zeros(np.shape(g), dtype=torch.float64) for pair in gradients for g in pair]
    for part, g in zip(parts, (g for pair in gradients for g in pair), strict=True):
        part.grad = tensor(g)
    # PyTorch's clip_grad_norm_ divides by norm + 1e-6: its factor comes near, but is not exact.
    norm = torch.nn.utils.get_total_norm([part.grad for part in parts])
    factor = 1.0 if norm <= c else c / norm
    clipped = [array(part.grad * factor) for part in parts]
    return list(zip(clipped[::2], clipped[1::2], strict=True))


def train_with(step, start, network, X, Y, cost, epochs, batch_size=None, rng=None):
    whole = WHOLE[cost]
    costs, t = [whole(Y, predict(network, X))], 0
    states = {(i, part): start for i in range(len(network)) for part in "Wb"}
    for _ in range(epochs):
        for batch in [(X, Y)] if batch_size is None else minibatches(X, Y, batch_size, rng):
            t += 1
            moved = []
            slopes = backpropagate(network, *batch, cost)
            for i, ((W, b, name), (dW, db)) in enumerate(zip(network, slopes, strict=True)):
                W, states[i, "W"] = step(W, dW, states[i, "W"], t)
                b, states[i, "b"] = step(b, db, states[i, "b"], t)
                moved.append((W, b, name))
            network = moved
        costs.append(whole(Y, predict(network, X)))
    return network, costs
