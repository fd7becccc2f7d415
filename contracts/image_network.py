"""Contracts of a network for images."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from contracts.images import IMAGES, ImageShape, some
from dojo.contracts.contract import Arguments, Contract
from dojo.contracts.draw import ALL_WHOLE, LARGE, SMALL, Draw
from dojo.contracts.kinds import ONE_HOT, Generator, Number, Numbers, Whole


@dataclass(frozen=True)
class Layers:
    """The parameters of a convolution and of the layer on top, each an array."""

    def draw(self, draw: Draw) -> Any:
        """Never asked: it is drawn together with the images."""
        raise NotImplementedError

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say what is wrong with the first array that does not fit."""
        if not isinstance(value, list) or [len(pair) for pair in value] != [2, 2]:
            return "is not a list of two pairs of arrays"
        shapes = ("kh, kw, c, f", "f"), ("d, k", "k")
        for pair, wanted in zip(value, shapes, strict=True):
            for array, shape in zip(pair, wanted, strict=True):
                if found := Numbers(shape).problem(array, sizes):
                    return found
        return ""


def _sides(draw: Draw, size: int) -> None:
    """Draw images into which kernels fit, so that at least one block is left."""
    some(draw, "n", 1, 3, large=12)
    some(draw, "c", 1, 3, large=4)
    some(draw, "f", 1, 3, large=6)
    some(draw, "k", 1, 4, large=10)
    for side in "hw":
        draw.sizes[side] = size + 1 + int(draw.rng.integers(4))


def _images(draw: Draw) -> Any:
    """Return images whose numbers are small, so that no probability is 0."""
    X = IMAGES.draw(draw)
    return np.tanh(X) if X.dtype.kind == "f" else np.clip(X, -1, 1)


def _forward(draw: Draw) -> Arguments:
    """Return images, and a network that fits them."""
    size = 1 if draw.choice == BLANK else int(draw.rng.integers(1, 4))
    _sides(draw, size)
    h, w, c, f, k = (draw.sizes[name] for name in ("h", "w", "c", "f", "k"))
    found = ((h - size + 1) // 2) * ((w - size + 1) // 2) * f

    def drawn(*shape):
        array = draw.rng.normal(size=shape) / np.sqrt(np.prod(shape[:-1], dtype=int))
        return draw.formed(array) if draw.form not in ALL_WHOLE else array

    parameters = [(drawn(size, size, c, f), drawn(f)), (drawn(found, k), drawn(k))]
    X = _images(draw)
    if draw.choice == BLANK:  # what is empty lies on the kink of relu
        X = X * (np.arange(h)[:, None, None] == 0)
        parameters[0] = parameters[0][0], np.zeros(f)
    return {"parameters": parameters, "X": X}


def _with_classes(draw: Draw) -> Arguments:
    """Return images, a network that fits them, and their classes."""
    given = _forward(draw)
    return given | {"Y": Numbers("n, k", ONE_HOT).draw(draw)}


def _beginning(draw: Draw) -> Arguments:
    """Return a shape of images, and kernels that fit into them."""
    size = int(draw.rng.integers(1, 4))
    _sides(draw, size)
    shape = tuple(draw.sizes[side] for side in "hwc")
    kernels = 40 if draw.scale == LARGE else draw.sizes["f"]
    if draw.choice == COUNTED:
        shape, size, kernels = (9, 9, 3), 5, 40
        draw.sizes["k"] = 20
    seed = Generator().draw(draw)
    return {"rng": seed, "shape": shape, "count": kernels, "size": size,
            "classes": draw.sizes["k"]}  # fmt: skip


def _as_drawn(choice: Any, parameters: Any) -> list[Any]:
    """Return shapes and biases; of many weights, whether they are as normal numbers are."""
    found: list[Any] = [[list(np.shape(W)), np.asarray(b)] for W, b in parameters]
    if choice == COUNTED:
        found += [_are_normal(np.ravel(W)) for W, _ in parameters]
    return found


def _are_normal(weights: Any) -> str:
    within = abs(np.mean(np.abs(weights) < np.std(weights)) - _WITHIN) < _ROOM
    if not within:
        return "not normal"
    return "normal" if len(np.unique(weights)) > 0.9 * len(weights) else "some of them repeated"


def _learning(draw: Draw) -> Arguments:
    """Return images with their classes, and a way to learn: a short one or a long one."""
    size = int(draw.rng.integers(1, 4))
    if draw.choice == LONG:
        draw.sizes.update(n=70, c=1, f=1, k=2)
        size = 1
    _sides(draw, size)
    given = {
        "X": _images(draw),
        "Y": Numbers("n, k", ONE_HOT).draw(draw),
        "count": draw.sizes["f"],
        "size": size,
        **{name: LEARN[name].draw(draw) for name in ("α", "epochs", "batch_size", "rng")},
    }
    # Many long steps would make a difference in the last digit a large one.
    special = {
        LONG: {"α": 0.02, "epochs": 40, "batch_size": 66},
        STEEP: {"α": 2.0, "epochs": 1, "batch_size": 66},
    }
    return given | special.get(draw.choice, {})


def _drawn_and_trained(kata, X, Y, count, size, α, epochs, batch_size, rng):
    """Return what the weights that the generator draws are trained to."""
    networks = kata.image_network
    network = networks.random_image_network(rng, X.shape[1:], count, size, Y.shape[1])
    costs = [kata.cost.cross_entropy(Y, networks.image_forward(network, X)[-1])]
    for _ in range(epochs):
        rows = X.reshape(len(X), -1)
        for x, y in kata.gradient_descent.minibatches(rows, Y, batch_size, rng):
            gradients = networks.image_gradients(network, x.reshape(-1, *X.shape[1:]), y)
            layers = zip(network, gradients, strict=True)
            network = [(W - α * dW, b - α * db) for (W, b), (dW, db) in layers]
        costs.append(kata.cost.cross_entropy(Y, networks.image_forward(network, X)[-1]))
    return network, costs


LONG, STEEP, BLANK, COUNTED = "many epochs", "steep", "blank parts", "counted"
# Of so many normal numbers two thirds lie within one deviation, give or take a twentieth.
_WITHIN, _ROOM = 0.6827, 0.055
LEARN = {
    "X": IMAGES,
    "Y": Numbers("n, k", ONE_HOT),
    "count": Whole(1, 20),
    "size": Whole(1, 9),
    "α": Number(0.01, 0.5),
    "epochs": Whole(0, 3),
    "batch_size": Whole(1, 4),
    "rng": Generator(),
}
CONTRACTS = {
    "random_image_network": Contract(
        [
            {
                "rng": Generator(),
                "shape": ImageShape(3),
                "count": Whole(1, 50),
                "size": Whole(1, 9),
                "classes": Whole(1, 10),
            }
        ],
        _beginning,
        [None, COUNTED],
        [None],
        compared=_as_drawn,
    ),
    "image_forward": Contract([{"parameters": Layers(), "X": IMAGES}], _forward),
    "image_gradients": Contract(
        [{"parameters": Layers(), "X": IMAGES, "Y": Numbers("n, k", ONE_HOT)}],
        _with_classes,
        [None, BLANK],
        [None],
    ),
    "learn_images": Contract(
        [LEARN], _learning, [None, LONG, STEEP], [None], largest=SMALL, composed=_drawn_and_trained
    ),
}
