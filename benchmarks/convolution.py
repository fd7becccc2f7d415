"""Time of a convolution beside PyTorch's, on one thread: `python benchmarks/convolution.py`.

Forward and back on a batch of digits: Z, then the gradients of the images, the kernels and the
biases. Both work in 64 bits, and each time is the best of several rounds, taken in turns.
PyTorch has to be there: `pip install torch`.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

try:
    import torch
    from torch.nn import functional
except ImportError:
    sys.exit("This measures PyTorch as well: pip install torch")

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from kata import convolution  # noqa: E402

ROUNDS, BATCHES = 200, (32, 64, 256, 1797)
# How many kernels, of which size.
LAYERS = (8, 3), (16, 5)


def best(works: list[Callable[[], Any]]) -> list[float]:
    """Return the shortest time of each work, in milliseconds; they take turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            begin = time.perf_counter()
            work()
            taken.append(time.perf_counter() - begin)
    return [1000 * min(taken) for taken in times]


def by_numpy(X: Any, K: Any, b: Any, dZ: Any) -> tuple[Any, ...]:
    """Return Z, dX, dK and db, as the kata computes them."""
    return convolution.conv(X, K, b), *convolution.conv_back(dZ, X, K)


def by_torch(X: Any, K: Any, b: Any, dZ: Any) -> tuple[Any, ...]:
    """Return the same of tensors that have their channels in front."""
    Z = functional.conv2d(X, K, b)
    return Z, *torch.autograd.grad(Z, (X, K, b), dZ)


def main() -> None:
    """Print both times for each layer and batch, and their ratio."""
    table = np.loadtxt(ROOT / "features" / "digits" / "digits.csv", delimiter=",", dtype=int)
    images, rng = table[:, :-1].reshape(-1, 8, 8, 1) / 16, np.random.default_rng(0)
    for kernels, size in LAYERS:
        for n in BATCHES:
            K, b = rng.normal(size=(size, size, 1, kernels)), rng.normal(size=kernels)
            given = images[:n], K, b
            dZ = rng.normal(size=convolution.conv(*given).shape)
            orders = (0, 3, 1, 2), (3, 2, 0, 1), (0,)
            tensors = [
                torch.tensor(array.transpose(order)).contiguous().requires_grad_()
                for array, order in zip(given, orders, strict=True)
            ]
            back = torch.tensor(dZ.transpose(0, 3, 1, 2)).contiguous()
            ours, theirs = by_numpy(*given, dZ), by_torch(*tensors, back)
            for mine, other, order in zip(
                ours, theirs, ((0, 2, 3, 1), (0, 2, 3, 1), (2, 3, 1, 0), (0,)), strict=True
            ):
                np.testing.assert_allclose(mine, other.detach().numpy().transpose(order), atol=1e-9)
            numpy_ms, torch_ms = best(
                [partial(by_numpy, *given, dZ), partial(by_torch, *tensors, back)]
            )
            print(
                f"{kernels:2} kernels of {size}×{size}, {n:4} images   kata {numpy_ms:6.3f} ms"
                f"   PyTorch {torch_ms:6.3f} ms   {numpy_ms / torch_ms:4.2f} times"
            )


if __name__ == "__main__":
    torch.set_num_threads(1)
    with threadpool_limits(1):
        main()
