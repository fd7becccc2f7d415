@nonlinearity
Feature: Non-linearity
  A network is a stack of layers: the outputs of one layer are the inputs of the next. This chapter
  shows why the layers need a non-linear activation between them. Without one, however many layers
  are stacked, the whole does no more than a single layer could. Exclusive or (XOR) is the smallest
  problem that shows the difference: it answers 1 when exactly one of its two inputs is 1.
  A linear layer is z = x·W + b, bias included; in mathematics that is called affine.

  Rule: A stack of linear layers is one linear layer
    Put z₁ = x·W₁ + b₁ into z₂ = z₁·W₂ + b₂ and multiply out: z₂ = x·(W₁·W₂) + (b₁·W₂ + b₂).
    That is a single layer with the weights W₁·W₂ and the bias b₁·W₂ + b₂.
    # hint: Put the first layer into the second and multiply out, on paper. What stands in front of
    #   x, and what stands alone? collapse in kata/nonlinearity.py is to return those two.
    # hint: (x·W₁ + b₁)·W₂ + b₂ = x·(W₁·W₂) + (b₁·W₂ + b₂). For more layers, take the result as the
    #   first layer and go on with the next one.
    # hint: Start with W, b of the first layer. For each further layer the new W is W @ W_next and
    #   the new b is b @ W_next + b_next, with the old b on the right.

    Example: Two layers, by hand
      Then the stack equals the single layer
        | W1         | b1   | W2         | b2   | W?         | b?   | note                          |
        | 2          | 1    | 3          | 5    | 6          | 8    | 3·(2x + 1) + 5                |
        | 1, 2; 3, 4 | 0, 0 | 1; 1       | 0    | 3; 7       | 0    |                               |
        | 1, 2; 3, 4 | 1, 1 | 1, 0; 0, 2 | 0, 5 | 1, 4; 3, 8 | 1, 7 | b₁ passes through W₂          |
        | 1, 0; 0, 2 | 1, 1 | 1, 2; 3, 4 | 0, 5 | 1, 2; 6, 8 | 4, 11 | the order of the layers matters |
        | 1; 2; 3    | 1    | 2, -1      | 0, 0 | 2, -1; 4, -2; 6, -3 | 2, -1 | three inputs, one unit, two outputs |

    Example: Three layers
      Then the stack equals the single layer
        | W1   | b1   | W2         | b2   | W3   | b3 | W? | b? | note                     |
        | 2    | 1    | 3          | 5    | -1   | 10 | -6 | 2  | 10 − (6x + 8)            |
        | 1, 1 | 0, 1 | 1, 0; 0, 2 | 1, 0 | 3; 4 | -1 | 11 | 10 |                          |

    Example: One layer is itself
      Then the stack equals the single layer
        | W1         | b1   | W?         | b?   |
        | 1, 2; 3, 4 | 5, 6 | 1, 2; 3, 4 | 5, 6 |

    Example: Its shapes
      Then the single layer of these stacks has the shapes
        | widths     | shape of W? | shape of b? |
        | 3, 2       | 3, 2        | 2           |
        | 2, 3, 1    | 2, 1        | 1           |
        | 1, 5, 4, 6 | 1, 6        | 6           |

  Rule: The single layer answers as the stack does, for every input
    It is the same function: sending a batch through the layers one by one gives what the single
    layer gives.
    # hint: This sends a batch through the stack, and through what collapse returned. If the two
    #   differ, see in which order collapse multiplies.
    # hint: The bias of the first layer passes through the second one's weights as well: b₁·W₂ + b₂.
    #   weighted_sum sends x through a layer.
    # hint: W₁ @ W₂, not W₂ @ W₁; and b @ W_next must be worked out with the old b, before b is
    #   overwritten.

    Example: A batch through the stack, and through the single layer
      Then the stack and its single layer answer
        | x                    | W1          | b1   | W2         | b2    | z of the stack?      | z of the single layer? |
        | 1; 2; -3             | 2           | 1    | 3          | 5     | 14; 20; -10          | 14; 20; -10            |
        | 1, 2; 0, -1; 3, 0.5  | 1, 2; 3, 4  | 1, 1 | 1, 0; 0, 2 | 0, 5  | 8, 27; -2, -1; 5.5, 23 | 8, 27; -2, -1; 5.5, 23 |

  Rule: A prediction above one half is classified as 1
    To compare a network's number with a label of 0 or 1, a threshold of 1/2 decides. Exactly 1/2
    is not above it. A single neuron with such a threshold is a perceptron.
    # hint: decide in kata/nonlinearity.py turns numbers into 0 or 1. Which side of 1/2 is which,
    #   and where does 1/2 itself belong?
    # hint: np.where(condition, 1, 0) chooses entry by entry; a comparison with a whole array is a
    #   whole array of True and False.
    # hint: 1 where ŷ > 1/2, else 0. If only the row 0.5 is wrong, it is ≥ where > belongs.

    Example: The threshold
      Then the decisions are
        | ŷ      | class? |
        | -3     | 0      |
        | 0      | 0      |
        | 0.4999 | 0      |
        | 0.5    | 0      |
        | 0.500000000001 | 1 |
        | 0.5001 | 1      |
        | 1      | 1      |
        | 2      | 1      |

    Example: Classes are whole numbers
      Then the decisions come as
        | ŷ                  | class?     | of the kind? | of the shape? |
        | 0.2, 0.7, 0.5      | 0, 1, 0    | integers     | 3             |
        | 0.2; 0.7           | 0; 1       | integers     | 2, 1          |
        | 0.9, 0.1; 0.3, 0.8 | 1, 0; 0, 1 | integers     | 2, 2          |

  Rule: Without an activation, a neuron is linear regression
    With f(z) = z, a neuron with one input is a straight line. Fitting its weight and bias to
    samples by least squares is linear regression. The best fit makes Σ(y − z)² as small as a
    line can make it.
    # hint: best_linear_fit in kata/nonlinearity.py is to find w and b so that X·w + b is as near to
    #   y as possible. Which sum is to be least? NumPy can solve that for you.
    # hint: np.linalg.lstsq(A, y, rcond=None) returns the w that makes A·w nearest to y, as the
    #   first of four results. It knows of no bias; but a bias is the weight of an input that is
    #   always 1.
    # hint: Put a column of ones beside X (np.column_stack, np.ones(len(X))) and solve. The last
    #   entry of the solution is b, all before it are w.

    Example: Points on a line give the line
      Then the best linear fit is
        | X          | y          | w?   | b?   | note           |
        | 0; 1; 2    | 1, 3, 5    | 2    | 1    | y = 2x + 1     |
        | -1; 0; 4   | 2.5, 2, 0  | -0.5 | 2    | y = 2 − x/2    |
        | 1; 2; 3; 9 | 7, 7, 7, 7 | 0    | 7    | y = 7          |

    Example: Points beside a line give the line of least squares
      Then the best linear fit is
        | X             | y           | w?  | b?  | note                                           |
        | 0; 1; 2       | 0, 0, 3     | 3/2 | -1/2 | Σ(x − 1)(y − 1) = 3, divided by Σ(x − 1)² = 2 |
        | 0; 1; 2; 3    | 1, 0, 2, 1  | 1/5 | 7/10 | means 3/2 and 1; 1 divided by 5               |
        | -1; -1; 1; 1  | 0, 2, 4, 10 | 3   | 4    | the mean of each pair                         |

    Example: Two inputs give a plane
      Then the best linear fit is
        | X                            | y              | w?    | b?  | note              |
        | 0, 0; 1, 0; 0, 1; 1, 1       | 5, 7, 2, 4     | 2, -3 | 5   | y = 5 + 2x₁ − 3x₂ |
        | 0, 0; 1, 0; 0, 1; 1, 1       | 0, 0, 0, 1     | 1/2, 1/2 | -1/4 | AND is no plane |

    Example: Several targets at once, one neuron for each
      Then the best linear fit is
        | X                      | y                      | w?             | b?   | note                    |
        | 0; 1; 2                | 1, 0; 3, 0; 5, 3       | 2, 3/2         | 1, -1/2 | two lines            |
        | 0, 0; 1, 0; 0, 1; 1, 1 | 5, 0; 7, 0; 2, 0; 4, 1 | 2, 1/2; -3, 1/2 | 5, -1/4 | two planes          |
      And the best linear fit has the shapes
        | shape of X | shape of y | shape of w? | shape of b? | note                           |
        | 4, 2       | 4          | 2           |             | w has two numbers, and b is one |
        | 4, 2       | 4, 1       | 2, 1        | 1           |                                |
        | 5, 2       | 5, 3       | 2, 3        | 3           |                                |

    Example: Where several fit equally well, the smallest
      Then the best linear fit is
        | X                | y       | w?        | b?  | note                                       |
        | 1; 1             | 3, 3    | 3/2       | 3/2 | w + b = 3: w² + b² is least in the middle  |
        | 2; 2             | 5, 5    | 2         | 1   | 2w + b = 5                                 |
        | 0, 0; 1, 1; 2, 2 | 1, 3, 5 | 1, 1      | 1   | two equal inputs share the weight          |

  Rule: The best straight plane through XOR answers one half everywhere
    Least squares finds the linear layer with the least squared error on XOR. It weighs neither input
    and says 1/2 for every sample: it has learned nothing but the mean. AND and OR, which a plane can
    split, come out right after the threshold.
    # hint: There is nothing new to write here: best_linear_fit fits the plane,
    #   weighted_sum answers, decide decides. Which column is wrong?
    # hint: With X of four rows and y of four numbers, w has two numbers and b is one. If ŷ? is
    #   right and decisions? is wrong, look at decide.
    # hint: XOR answers 1/2 exactly, up to rounding: decide must not call 1/2 a 1.

    Example: Three logical functions, fitted by a plane
      Then the best plane for each function answers
        | function | y          | ŷ?                   | decisions? | note                     |
        | AND      | 0, 0, 0, 1 | -1/4, 1/4, 1/4, 3/4  | 0, 0, 0, 1 | right                    |
        | OR       | 0, 1, 1, 1 | 1/4, 3/4, 3/4, 5/4   | 0, 1, 1, 1 | right                    |
        | XOR      | 0, 1, 1, 0 | 1/2, 1/2, 1/2, 1/2   | 0, 0, 0, 0 | only the zeroes are right |
        | first    | 0, 0, 1, 1 | 0, 0, 1, 1           | 0, 0, 1, 1 | y = x₁, a plane exactly  |

  Rule: No linear network answers all four samples of XOR
    For a plane f, f(0,0) + f(1,1) = f(0,1) + f(1,0): both are twice its value in the middle. XOR
    wants both terms on the left to be at most 1/2 and both on the right above it, which cannot be.
    So every linear network is wrong on at least one of the four samples. AND and OR are linearly
    separable: a straight line has the 1s on one side and the 0s on the other. XOR is not.
    # hint: Only weighted_sum and decide are at work. If the numbers of the first table are wrong,
    #   try one row by hand.
    # hint: f(0,0) is what the biases alone give: b₁·W₂ + b₂. If that is wrong, a bias is lost on
    #   the way.
    # hint: Look at the row where W1 is 1, 0; 0, 1 and b1 is 0, 0: it answers x₁ + x₂. Then f(0,0) =
    #   0, f(1,1) = 2, f(0,1) = f(1,0) = 1.

    Example: The two diagonals of any linear network
      Then for networks of linear layers
        | W1                  | b1      | W2       | b2   | f(0,0) and f(1,1)? | f(0,1) and f(1,0)? | note                    |
        | 1, 0; 0, 1          | 0, 0    | 1; 1     | 0    | 0, 2               | 1, 1               | both sum to 2           |
        | 1, 2; -3, 4         | 0.5, -1 | 2; 1     | 0.25 | 0.25, 2.25         | -1.75, 4.25        | both sum to 2.5         |
        | 3, -1, 0; 1, 2, -2  | 1, 1, 1 | 1; -1; 2 | -3   | -1, -2             | -6, 3              | three units: both sum to −3 |

    @heavy
    Example: A thousand linear networks, and the best of them
      Then of linear networks drawn at random, on XOR
        | networks | seed | hidden units | right on all four? | most right? | note           |
        | 500      | 1    | 2            | 0                  | 3           |                |
        | 500      | 2    | 8            | 0                  | 3           | width is no help |

  Rule: A hidden layer with a non-linear activation can answer all of XOR
    Two hidden units with a ReLU between the layers suffice: h₁ = relu(x₁ + x₂) counts the inputs
    that are 1, h₂ = relu(x₁ + x₂ − 1) is 1 only when both are, and h₁ − 2·h₂ is XOR. The same
    weights without the activation fail.
    # hint: The activation stands between the two layers: weighted_sum, then the activation, then
    #   weighted_sum. Which of your functions is behind the wrong row?
    # hint: If only the relu rows are wrong, see relu of chapter 2. If all are, see weighted_sum
    #   with a batch of four samples.
    # hint: By hand, for x = (1, 1): the sums are 2 and 1, relu leaves them, and 2 − 2·1 = 0.

    Example: The same weights with and without an activation
      Then on the four samples of XOR the network answers
        | activation | W1         | b1    | W2     | b2 | ŷ?          | decisions? | note                          |
        | relu       | 1, 1; 1, 1 | 0, -1 | 1; -2  | 0  | 0, 1, 1, 0  | 0, 1, 1, 0 | exactly XOR                   |
        | identity   | 1, 1; 1, 1 | 0, -1 | 1; -2  | 0  | 2, 1, 1, 0  | 1, 1, 1, 0 | the same weights, linear      |
        | relu       | 1, -1; -1, 1 | 0, 0 | 1; 1 | 0  | 0, 1, 1, 0  | 0, 1, 1, 0 | another solution: \|x₁ − x₂\| |
        | identity   | 1, -1; -1, 1 | 0, 0 | 1; 1 | 0  | 0, 0, 0, 0  | 0, 0, 0, 0 | linear, the units cancel      |
        | sigmoid    | 20, 20; 20, 20 | -10, -30 | 1; -1 | 0 | 0.000045…, 0.999909…, 0.999909…, 0.000045… | 0, 1, 1, 0 | smooth |

  Rule: With units enough, one hidden layer comes as near to a curve as one likes
    Each ReLU unit relu(x − k/m) has a kink at k/m, and its weight in the output says by how much the
    slope changes there. So m units draw a line through m + 1 points of any curve on [0, 1]. Below, the
    points lie on x². The line is furthest from it halfway between two of them, by 1/(4m²): twice the
    units leave a quarter of the error. The same works for any continuous function, though it may take
    more units. This is universal approximation. It says that such weights exist, not that learning finds
    them.
    # hint: There is nothing new to write: the layers are weighted_sum, the activation, weighted_sum.
    # hint: By hand for m = 2 and x = 1: relu(1) = 1 and relu(1/2) = 1/2, so ŷ = 1/2·1 + 1·1/2 = 1, which
    #   is 1².
    # hint: The slope from 0 to 1/2 is (1/4)/(1/2) = 1/2, from 1/2 to 1 it is 3/2. So it changes by 1/2
    #   at 0 and by 1 at 1/2. If all rows are wrong, see relu and weighted_sum with a batch.

    Example: Lines through points of a curve
      Then for x from 0 to 1 the network of ReLU units answers
        | W1                     | b1                                        | W2                                              | b2 | x                | ŷ?                   | the curve | greatest distance? | note               |
        | 1                      | 0                                         | 1                                               | 0  | 0; 1/2; 1        | 0; 1/2; 1            | x²        | 1/4                | one unit: ŷ = x    |
        | 1, 1                   | 0, -1/2                                   | 1/2; 1                                          | 0  | 0; 1/4; 1/2; 1   | 0; 1/8; 1/4; 1       | x²        | 1/16               | slopes 1/2 and 3/2 |
        | 1, 1, 1, 1             | 0, -1/4, -1/2, -3/4                       | 1/4; 1/2; 1/2; 1/2                              | 0  | 1/4; 3/8; 1/2; 1 | 1/16; 5/32; 1/4; 1   | x²        | 1/64               |                    |
        | 1, 1, 1, 1, 1, 1, 1, 1 | 0, -1/8, -1/4, -3/8, -1/2, -5/8, -3/4, -7/8 | 1/8; 1/4; 1/4; 1/4; 1/4; 1/4; 1/4; 1/4        | 0  | 1/8; 3/16; 1/4; 1 | 1/64; 5/128; 1/16; 1 | x²        | 1/256              |                    |
        | 1, 1                   | 0, -1/2                                   | -2; 4                                           | 1  | 0; 1/4; 1/2; 1   | 1; 1/2; 0; 1         | \|2x − 1\| | 0                  | a curve with a kink there |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for linear layers
      Then for arguments drawn at random these functions answer as their docstrings say
        | function        | answers? |
        | collapse        | right    |
        | decide          | right    |
        | best_linear_fit | right    |
