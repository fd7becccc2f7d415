"""Contracts of convolutions in one dimension, of images, and of the way back."""

from contracts.images import BIAS, IMAGES, KERNELS, sides
from dojo.contracts.contract import Arguments, Contract
from dojo.contracts.draw import LARGE, Draw
from dojo.contracts.kinds import ListOf, Numbers, Optional, Whole


def _line(draw: Draw) -> Arguments:
    """Return entries, and a kernel that fits into them."""
    x = Numbers("n").draw(draw)
    draw.sizes["k"] = int(draw.rng.integers(1, min(len(x), 9) + 1))
    if draw.scale == LARGE:
        draw.sizes["k"] = 10
    return {"x": x, "k": Numbers("k").draw(draw)}


def _slid(draw: Draw) -> Arguments:
    """Return entries and a kernel, with a stride and padding or without.

    Of many entries every place is asked for, so that there are as many answers. A kernel may be
    longer than the line, if only padding makes room for it.
    """
    more = {"stride": STRIDE.draw(draw), "padding": PADDING.draw(draw)}
    given = _line(draw) | (more if draw.rng.random() < 0.7 else {})
    match draw.choice:
        case "far":
            given |= {"stride": 11, "padding": 9}
        case "longer":
            draw.sizes["k"] = len(given["x"]) + 3
            given |= {"k": Numbers("k").draw(draw), "stride": 1, "padding": 2}
    return given | {"stride": 1} if draw.scale == LARGE and "stride" in given else given


def _back(draw: Draw) -> Arguments:
    """Return entries and a kernel with one gradient for each place."""
    given = _line(draw)
    draw.sizes["places"] = len(given["x"]) - len(given["k"]) + 1
    return {"δ": Numbers("places").draw(draw), **given}


def _dense(draw: Draw) -> Arguments:
    """Return a kernel, and how many entries it fits into."""
    given = _line(draw)
    return {"k": given["k"], "n": len(given["x"])}


def _sizes(draw: Draw) -> Arguments:
    """Return sizes that fit."""
    n, padding = Whole(1, 30, large=1000).draw(draw), PADDING.draw(draw)
    k = int(draw.rng.integers(1, n + 2 * padding + 1))
    return {"n": n, "k": k, "padding": padding, "stride": STRIDE.draw(draw)}


def _forward(draw: Draw) -> Arguments:
    """Return images, with kernels that fit into them."""
    sides(draw)
    return {"X": IMAGES.draw(draw), "K": KERNELS.draw(draw), "b": BIAS.draw(draw)}


def _backward(draw: Draw) -> Arguments:
    """Return images and kernels with one gradient for each place."""
    sides(draw)
    dZ = Numbers("n, h′, w′, f").draw(draw)
    return {"dZ": dZ, "X": IMAGES.draw(draw), "K": KERNELS.draw(draw)}


def _layers(draw: Draw) -> Arguments:
    """Return the sizes and strides of some layers."""
    count = draw.some(0, 4, large=12)
    return {
        name: [Whole(1, most, large).draw(draw) for _ in range(count)]
        for name, most, large in (("kernels", 7, 11), ("strides", 3, 2))
    }


FAR_APART, LONGER = "far", "longer"
STRIDE, PADDING = Whole(1, 4, large=11), Whole(0, 3, large=9)
LINE = {"x": Numbers("n"), "k": Numbers("k")}
STEPS, COUNT = ListOf(Whole(1, 7), 0, 4), Whole(1, 20, large=500)
CONTRACTS = {
    "output_size": Contract(
        [{"n": Whole(1, 30), "k": Whole(1, 30), "padding": PADDING, "stride": STRIDE}],
        _sizes,
    ),
    "correlate": Contract(
        [{**LINE, "stride": Optional(STRIDE), "padding": Optional(PADDING)}],
        _slid,
        [None, FAR_APART, LONGER],
        [None],
    ),
    "as_dense": Contract([{"k": Numbers("k"), "n": Whole(1, 30)}], _dense),
    "correlate_back": Contract([{"δ": Numbers("places"), **LINE}], _back),
    "conv": Contract([{"X": IMAGES, "K": KERNELS, "b": BIAS}], _forward),
    "conv_back": Contract([{"dZ": Numbers("n, h′, w′, f"), "X": IMAGES, "K": KERNELS}], _backward),
    "conv_parameters": Contract([dict.fromkeys(("rows", "columns", "channels", "count"), COUNT)]),
    "receptive_field": Contract([{"kernels": STEPS, "strides": STEPS}], _layers),
}
