@neuron
Feature: Neuron
  A neuron is the smallest part of a neural network. It takes numbers x₁, x₂, … as inputs and
  holds one weight w₁, w₂, … for each, and a bias b. It multiplies every input by its weight, adds
  the products and the bias to a weighted sum z, the pre-activation, and passes z through a function
  f, its activation. The result a = f(z) is the neuron's output.

    z = x₁·w₁ + x₂·w₂ + … + b        a = f(z)

  A weight says how fast the sum changes with its input, and in which direction. (It says how much
  the input matters only if all inputs have the same scale.) The bias says what the sum is when all
  inputs are zero.

  Rule: A neuron weighs its inputs, adds them up, and adds its bias
    z = x·w + b. Each input meets its own weight, so the order of the two lists matters.
    # hint: Read the first row of the table aloud: 1·3 + 2·4 + 5 = 16. What happens to each pair of
    #   numbers, and what to the results? weighted_sum in kata/neuron.py is to do that.
    # hint: z = x·W + b. For the products and their sum NumPy has one sign, the matrix product @: x
    #   @ W multiplies in pairs and adds up.
    # hint: One line is enough: return the matrix product of x and W, in this order, plus b. x * W
    #   alone would give the products without their sum.

    Example: By hand
      Then the weighted sum is
        | x       | w           | b    | z?   | note                         |
        | 1, 2    | 3, 4        | 5    | 16   | 1·3 + 2·4 + 5                |
        | 2, 1    | 3, 4        | 5    | 15   | the same inputs, swapped     |
        | -1, 0.5 | 2, 4        | 0    | 0    | the two products cancel      |
        | 4       | 0.25        | -3   | -2   | one input                    |
        | 1, 2, 3 | 1, 10, 100  | 1000 | 1321 | three inputs                 |
        | 0, 0    | 7, -9       | 0.5  | 0.5  | no input: z is the bias      |
        | 3, 5    | 0, 0        | -2   | -2   | no weight: z is the bias too |

  Rule: The activation turns the weighted sum into the output
    a = f(z). The neuron does not care which function f is; chapter 2 is about the usual ones.
    # hint: weighted_sum has done half of the work already. What is f given, and what comes back?
    #   This is neuron in kata/neuron.py.
    # hint: a = f(z) with z = weighted_sum(x, W, b). In Python a function can be an argument like
    #   any other: f is called with brackets, as in f(z).
    # hint: Call weighted_sum with x, W and b, hand what it returns to f, and return what f returns.

    Example: The same neuron with different activations
      Then the neuron's output is
        | x    | w     | b  | f(z)  | a? | note                    |
        | 1, 2 | 3, 4  | 5  | z     | 16 |                         |
        | 1, 2 | 3, 4  | 5  | √z    | 4  | f is applied to z = 16  |
        | 1, 2 | -3, 1 | -2 | z     | -3 |                         |
        | 1, 2 | -3, 1 | -2 | z²    | 9  | the sum first, then f   |
        | 1, 2 | -3, 1 | -2 | \|z\| | 3  |                         |
        | 1, 2 | -3, 1 | -2 | 1 − z | 4  |                         |

  Rule: A batch is many samples at once, one in each row
    X has one row for each sample and one column for each input. The weights are shared by all of
    them, and z has one entry for each sample.
    # hint: If one sample works and a batch does not: does weighted_sum treat x as a list of numbers
    #   somewhere, with a loop or a sum of its own?
    # hint: For X of shape (n, d_in) and W of shape (d_in,), X @ W has one entry for each row. The
    #   bias b is one number; NumPy adds it to every entry.
    # hint: x @ W + b is right for one sample and for a batch. np.sum without an axis would add the
    #   samples together as well.

    Example: Three samples through one neuron
      Then the weighted sum is
        | x                 | w     | b  | z?       |
        | 1, 2; 3, 4; 5, 6  | 1, 10 | 0  | 21, 43, 65 |
        | 1, 2; 3, 4; 5, 6  | 1, 10 | -1 | 20, 42, 64 |
        | 0, 0; 1, 0; 0, 1  | 2, -7 | 3  | 3, 5, -4   |
        | 3; 4              | 2     | 1  | 7, 9       |

    Example: Three samples, and what the neuron makes of each
      Then the neuron's output is
        | x                | w     | b  | f(z)  | a?         |
        | 1, 2; 3, 4; 5, 6 | 1, 10 | -1 | z     | 20, 42, 64 |
        | 0, 0; 1, 0; 0, 1 | 2, -7 | 3  | z²    | 9, 25, 16  |
        | 0, 0; 1, 0; 0, 1 | 2, -7 | 3  | \|z\| | 3, 5, 4    |

  Rule: A layer is many neurons that look at the same inputs
    The weights of a layer form a matrix W with one row for each input and one column for each
    neuron; the biases form a vector b with one entry for each neuron. Then z = x·W + b has one
    column for each neuron. For a batch, z has the shape (samples, neurons). A layer in which every
    neuron has a weight for every input is called fully connected, or dense.
    # hint: Look at the shapes: how many inputs, how many neurons? In W each column is one neuron.
    # hint: (n, d_in) @ (d_in, d_out) gives (n, d_out), and b of shape (d_out,) is added to every
    #   row. The order matters: W @ x does not fit.
    # hint: Nothing needs to be transposed: x @ W + b, as for a single neuron. Where the shapes do not
    #   fit, look for a .T or for W standing first.

    Example: Two inputs, three neurons
      Then the weighted sum is
        | x          | W                | b       | z?                  |
        | 1, 2       | 1, 0, 3; 0, 1, 4 | 0, 0, 5 | 1, 2, 16            |
        | 1, 2; 2, 1 | 1, 0, 3; 0, 1, 4 | 0, 0, 5 | 1, 2, 16; 2, 1, 15  |
        | 1, 2; 2, 1 | 1; 10            | 100     | 121; 112            |
        | 3; 4       | 2, -1            | 0, 1    | 6, -2; 8, -3        |

    Example: Shapes
      Then the shapes agree
        | shape of X | shape of W | shape of b | shape of z? |
        | 2          | 2          |            |             |
        | 5, 2       | 2          |            | 5           |
        | 5, 2       | 2, 3       | 3          | 5, 3        |
        | 1, 2       | 2, 3       | 3          | 1, 3        |
        | 7, 4       | 4, 1       | 1          | 7, 1        |
        | 64, 784    | 784, 128   | 128        | 64, 128     |

  Rule: A neuron is not changed by being used
    Computing an output reads the inputs, the weights and the bias. It writes none of them.
    # hint: Something writes into x, W or b. Which operator changes an array in place?
    # hint: += and *= change the array that they are given, and so do z[0] = … and out=. A new array
    #   is made by z = z + b.
    # hint: Write x @ W + b as one expression and return it; then there is nothing left that could
    #   be changed.

    Example: Asked twice, it answers twice the same
      Then the weighted sum is
        | x          | w      | b   | z?       |
        | 1, 2; 3, 4 | 0.5, 1 | 0.5 | 3, 6     |
        | 1, 2; 3, 4 | 0.5, 1 | 0.5 | 3, 6     |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for a neuron
      Then for arguments drawn at random these functions answer as their docstrings say
        | function     | answers? |
        | weighted_sum | right    |
        | neuron       | right    |
