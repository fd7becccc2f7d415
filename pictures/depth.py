"""Tents: what each further layer folds."""

import numpy as np

from dojo.terminal.plot import beside, curve


def picture(kata):
    """Draw the tents of one, two, three and four folds."""
    x, plots = np.linspace(0, 1, 257), []
    for folds in (1, 2, 3, 4):
        network = kata.depth.tent_network(folds)
        y = kata.forward_propagation.predict(network, x[:, None])
        title = f"folded {folds} times" if folds > 1 else "folded once"
        plots.append([title, *curve(x, np.ravel(y), 34, 5)])
    return [
        *beside(*plots[:2]),
        *beside(*plots[2:]),
        "",
        "Each layer doubles the pieces; one hidden layer would need a unit for each.",
    ]
