"""A network for images beside a dense one: its kernels, and both on digits that are moved."""

import numpy as np

from dojo.book.colours import C1, C2
from dojo.book.figure import Figure
from figures.convolution.pixels import frame, signed
from steps.digits import SIDE, load, pixels_and_classes

HELD_OUT, SPLIT_SEED, SEED, BATCH = 1 / 5, 16, 1, 32
α, COUNT, SIZE, EPOCHS = 0.5, 8, 3, 5
HIDDEN, EPOCHS_OF_DENSE = [64], 8
SHIFTS_SHOWN = range(-3, 4)
RULE = "A sixth of the weights reads as many digits, and more of those that are moved"


def data(kata):
    """Return the kernels of a network that has learned, and how both networks read moved digits."""
    X, Y = pixels_and_classes(kata, load())
    split = np.random.default_rng(SPLIT_SEED)
    X, Y, X_test, Y_test = kata.learning.hold_out(X, Y, HELD_OUT, split)
    how = BATCH, np.random.default_rng(SEED)
    parameters, _ = kata.image_network.learn_images(
        X.reshape(-1, SIDE, SIDE, 1), Y, COUNT, SIZE, α, EPOCHS, *how
    )
    how = BATCH, np.random.default_rng(SEED)
    network, _ = kata.learning.learn(X, Y, HIDDEN, α, EPOCHS_OF_DENSE, *how)
    shares = {"dense": [], "convolution": []}
    for shift in SHIFTS_SHOWN:
        images = moved(X_test.reshape(-1, SIDE, SIDE, 1), shift)
        ŷ = kata.forward_propagation.predict(network, images.reshape(len(images), -1))
        shares["dense"].append(kata.learning.accuracy(ŷ, Y_test))
        ŷ = kata.image_network.image_forward(parameters, images)[-1]
        shares["convolution"].append(kata.learning.accuracy(ŷ, Y_test))
    (K, b), (W, b_W) = parameters
    return {
        "kernels": np.asarray(K)[:, :, 0].transpose(2, 0, 1),
        "shifts": list(SHIFTS_SHOWN),
        "shares": shares,
        "parameters": {
            "dense": sum(W.size + b.size for W, b, _ in network),
            "convolution": sum(np.size(θ) for θ in (K, b, W, b_W)),
        },
    }


def moved(images, columns):
    """Return images (n, h, w, c), moved by so many columns; nothing comes in but paper."""
    result = np.zeros_like(images)
    if columns >= 0:
        result[:, :, columns:] = images[:, :, : SIDE - columns]
    else:
        result[:, :, :columns] = images[:, :, -columns:]
    return result


def draw_kernels(canvas, data):
    """Draw the kernels in a row."""
    canvas.set_size_inches(6.1, 1.05)
    axes = zip(canvas.subplots(1, COUNT), data["kernels"], strict=True)
    for number, (ax, kernel) in enumerate(axes, start=1):
        frame(ax, *np.shape(kernel), f"{number}")
        signed(ax, kernel)


def words_of_kernels(data):
    """Say what to see, and the weights of the first kernel."""
    caption = (
        f"The {COUNT} kernels of {SIZE}×{SIZE} weights that the network has found by itself: "
        "orange is positive, blue is negative, and the stronger the colour, the further from 0. "
        "Nobody told it what to look for."
    )
    first = "; ".join(", ".join(f"{w:.2f}" for w in row) for row in data["kernels"][0])
    return caption, f"Eight small squares of nine weights. The first: {first}.".replace("-", "−")


def draw_shifts(canvas, data):
    """Draw the share that each network reads against how far the digits were moved."""
    canvas.set_size_inches(6.1, 3.4)
    ax = canvas.subplots()
    styles = {"convolution": (C1, "solid", "o"), "dense": (C2, "dashed", "s")}
    for name, (colour, dash, marker) in styles.items():
        label = f"{name}, {data['parameters'][name]:,} parameters"
        style = {"color": colour, "linestyle": dash, "marker": marker, "label": label}
        ax.plot(data["shifts"], data["shares"][name], **style)
    ax.set(xlabel="pixels to the right", ylabel="share read", ylim=(0, 1.02))
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, frameon=False)
    ax.set_xticks(data["shifts"])


def words_of_shifts(data):
    """Say what to see, and all shares."""
    counts = data["parameters"]
    caption = (
        "Digits that were held out, moved to the left or to the right. Both networks have learned "
        "from digits in the middle. The one with kernels has "
        f"{counts['convolution']:,} parameters and the dense one {counts['dense']:,}."
    )
    each = ". ".join(
        f"{name}: "
        + ", ".join(
            f"{share:.1%} at {shift:+d}" if shift else f"{share:.1%} as they are"
            for shift, share in zip(data["shifts"], shares, strict=True)
        )
        for name, shares in data["shares"].items()
    )
    return caption, f"The share read against the shift in pixels. {each}.".replace("-", "−")


KERNELS = Figure("learned-kernels", "Kernels that were learned", data, draw_kernels,
                 words_of_kernels, RULE)  # fmt: skip
SHIFTS = Figure("moved-digits", "Digits that are moved", data, draw_shifts, words_of_shifts, RULE)
