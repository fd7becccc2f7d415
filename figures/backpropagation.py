"""Backpropagation: on the network of the worked example, and derived for two small networks."""

from dojo.book.figure import Figure
from figures import live_network, number_graph
from figures.backward_pass import backward_pass, is_proved
from figures.worked_example import NETWORK, x, y

RULE = "Every line of the backward pass follows from the line before"


def data(kata):
    """Return what flows through the worked example's network, and back."""
    return number_graph.data(kata, NETWORK, x, y)


def proved():
    """Tell whether SymPy proves input × δ to be the gradient, in both layers."""
    return all(is_proved(f"{a}·δ{i}", f"∂J/∂W{i}") for i, a in ((1, "x"), (2, "a1")))


def draw(sketch, data):
    """Draw both passes, each line with its proof."""
    number_graph.draw(sketch, data, proved())


def words(data):
    """Say what to see, and every number."""
    by_sympy = ", as SymPy proves" if proved() else ""
    caption = (
        "The network that chapter 7 works out line by line. Forward, each unit adds up its "
        "inputs times the weights, and b; the number in the circle is its answer. Back from J, "
        "each δ says how fast J rises with that z. A weight’s gradient is the number at its "
        f"line’s left end times the δ at its right end{by_sympy}. A dashed line has the "
        "gradient 0: its unit is off, or its input 0. On a screen, touch a line to see its product."
    )
    return caption, number_graph.as_text(data)


FIGURES = (
    Figure(
        "both-passes",
        "Forward and back through one network",
        data,
        draw,
        words,
        size=number_graph.SIZE,
    ),
)

TOYS = (live_network.toy("backward", "example", RULE),)


def proofs():
    """Yield the backward pass of two networks, each with another activation and cost."""
    yield backward_pass([2, 3, 1], ["sigmoid", "sigmoid"], "mse")
    yield backward_pass([2, 3, 1], ["tanh", "sigmoid"], "binary_cross_entropy")
