"""Pages of the workbook that `dojo spreadsheet` writes, in learning order."""

from dojo.spreadsheet.workbook.page import PageOfCourse
from figures.workbook import convolution, dying_relu, functions, network, optimisers

PAGES = (
    PageOfCourse("One neuron", "weigh, add, activate", functions.neuron),
    PageOfCourse(
        "Activations", "the functions, their slopes, and a chart of each", functions.activations
    ),
    PageOfCourse(
        "Forward propagation", "the network: layers after layers", network.forward_propagation
    ),
    PageOfCourse("Cost", "how wrong, in one number", functions.cost),
    PageOfCourse("Chain rule", "slopes along a path multiply", functions.chain),
    PageOfCourse("Backpropagation", "the slope of J by every weight", network.backpropagation),
    PageOfCourse("Gradient checking", "the same slopes, measured", network.gradient_checking),
    PageOfCourse("Gradient descent", "XOR, learnt in 120 steps", network.gradient_descent),
    PageOfCourse("Dying ReLU", "a step too long, and a unit dies", dying_relu.dying_relu),
    PageOfCourse("Optimisers", "descent, momentum and Adam in one valley", optimisers.optimisers),
    PageOfCourse(
        "Convolution", "a kernel in each place, and the way back", convolution.convolution
    ),
)

# How to read the pages, on the first of them.
NOTES = (
    "Names: W1_23 is the weight from input 2 to unit 3 of layer 1, and z1_42 the sum of unit 2 "
    "there for sample 4. δ is ∂J/∂z, and dW1_23 is ∂J/∂W1_23.",
    "Click a computed cell: its formula speaks in these names. Every slope was derived by a "
    "computer algebra system from the function's definition.",
)
