@depth
Feature: Depth
  A network is deep when it has many layers between its input and its prediction. Deep learning
  takes its name from that, and nothing else.

  Depth has a price. The gradient of an early layer is a product with one factor a layer, and a
  product of many small factors vanishes. It has a reward as well. Each layer works on what the
  layer before has made, so a fold of the input can be folded again. The number of straight pieces
  can double with every layer, where a shallow network needs another unit for every one of them.

  Rule: The depth is the number of layers with weights
    The output layer counts; the input does not, since nothing is computed there. Without a hidden
    layer a network is not deep at all. From two hidden layers on, it is commonly called deep.
    # hint: What is a network, as data? count_layers in kata/depth.py needs nothing but that.
    # hint: A network is a list with one Layer for each layer that has weights. The input is not in
    #   the list.
    # hint: The number of entries of that list; Python counts them with len.

    Example: Widths and layers
      Then networks of these widths have
        | widths                  | layers? | note                                    |
        | 3, 1                    | 1       | no hidden layer: one neuron             |
        | 2, 3, 1                 | 2       | shallow: one hidden layer               |
        | 2, 100, 1               | 2       | a wide network is not a deep one        |
        | 2, 3, 3, 1              | 3       | deep                                    |
        | 64, 32, 32, 32, 32, 10  | 5       |                                         |

  Rule: A layer has a weight for each input of each unit, and a bias for each unit
    From d_in to d_out units there are d_in·d_out weights and d_out biases, so
    (d_in + 1)·d_out parameters.
    # hint: Count by hand for 2, 3, 1: how many weights from two inputs to three units, and how many
    #   biases?
    # hint: An array's .size is the number of its entries. For each layer: W.size + b.size.
    # hint: A list with one sum for each layer. `for W, b, _ in network` takes a Layer apart.

    Example: Parameters, layer by layer
      Then networks of these widths have
        | widths        | parameters of each layer? | in all? | note                        |
        | 3, 1          | 4                         | 4       |                             |
        | 2, 3, 1       | 9, 4                      | 13      | 2·3 + 3 and 3·1 + 1         |
        | 4, 8, 8, 3    | 40, 72, 27                | 139     |                             |
        | 64, 64, 10    | 4160, 650                 | 4810    | eight by eight pixels in, ten digits out |
        | 784, 128, 10  | 100480, 1290              | 101770  |                             |

  Rule: The norm of a layer's gradient tells how far one step moves the layer
    The (Frobenius) norm of ∂J/∂W is the square root of the sum of its squared entries. A step moves
    W by α times that. Where it is nearly 0, gradient descent hardly moves the layer.
    # hint: Backpropagation gives dW for each layer. How long is a matrix, taken as one long row of
    #   numbers? This is gradient_norms.
    # hint: The root of the sum of the squared entries. np.linalg.norm(dW) is that for a matrix, and
    #   so is np.sqrt((dW ** 2).sum()).
    # hint: One number for each (dW, db) of backpropagate(network, X, Y, cost), as float, the first
    #   layer first; db has no part in it.

    Example: Two layers by hand
      Given the network
        | layer | W          | b    | activation |
        | 1     | 1, 0; 0, 1 | 0, 0 | identity   |
        | 2     | 2, 0; 0, 2 | 0, 0 | identity   |
      And the samples
        | x    | y     |
        | 1, 0 | -4, 0 |
        | 0, 1 | 0, -6 |
      Then the norm of each layer's gradient is
        | cost | ∣∂J/∂W∣ of each layer? | note                                              |
        | mse  | 10, 5                  | 6, 0; 0, 8 in the first layer, 3, 0; 0, 4 in the second |

    Example: The cost decides how large it is
      Given the network
        | layer | W    | b | activation |
        | 1     | 0; 0 | 0 | sigmoid    |
      And the samples
        | x    | y |
        | 3, 4 | 1 |
      Then the norm of each layer's gradient is
        | cost                 | ∣∂J/∂W∣ of each layer? | note                     |
        | mse                  | 5/4                    | 5·(2/2)·1/4              |
        | binary_cross_entropy | 5/2                    | 5·1/2: no factor σ′(z)   |

  Rule: With weights of 1, each sigmoid divides the gradient by at least 4
    Going back through one unit multiplies by w·f′(z). The slope of the sigmoid is at most 1/4, and
    1/4 only at z = 0. Below, each z is exactly 0. With w = 1 every unit further from the cost loses
    another factor 4. (The first unit's input is 1 where the others' is 1/2.) With w = 4 nothing is
    lost, and with w = 8 the gradient explodes. ReLU's slope is 1 where it is active: there the
    weights alone decide whether the product vanishes or explodes.
    # hint: Nothing new: gradient_norms on chains of one unit a layer. Which factor is lost or
    #   doubled in the row that is red?
    # hint: Going back by one sigmoid with z = 0 and w = 1 multiplies by 1·1/4. By one active ReLU:
    #   by w.
    # hint: If all are off by the same factor, it is the cost's slope, 2·(ŷ − y). If the first alone
    #   is off, its input is x, not 1/2.

    Example: Chains of one unit a layer, with the error 1/2 at their end
      Then in a chain of such units the gradients are
        | activation | units | w   | b                            | x | y          | ∣∂J/∂w∣ of each unit?                |
        | sigmoid    | 1     | 1   | -1                           | 1 | 0          | 1/4                                  |
        | sigmoid    | 3     | 1   | -1, -1/2, -1/2               | 1 | 0          | 1/64, 1/32, 1/8                      |
        | sigmoid    | 5     | 1   | -1, -1/2, -1/2, -1/2, -1/2   | 1 | 0          | 1/1024, 1/512, 1/128, 1/32, 1/8      |
        | sigmoid    | 5     | 4   | -4, -2, -2, -2, -2           | 1 | 0          | 1/4, 1/8, 1/8, 1/8, 1/8              |
        | sigmoid    | 5     | 8   | -8, -4, -4, -4, -4           | 1 | 0          | 4, 1, 1/2, 1/4, 1/8                  |
        | relu       | 3     | 1   | 0, 0, 0                      | 1 | 1/2        | 1, 1, 1                              |
        | relu       | 5     | 1   | 0, 0, 0, 0, 0                | 1 | 1/2        | 1, 1, 1, 1, 1                        |
        | relu       | 5     | 1/2 | 0, 0, 0, 0, 0                | 1 | 1/32 − 1/2 | 1/16, 1/16, 1/16, 1/16, 1/16         |
        | relu       | 5     | 2   | 0, 0, 0, 0, 0                | 1 | 63/2       | 16, 16, 16, 16, 16                   |

  Rule: In a deep network of sigmoids the early layers hardly learn; with ReLU and He they do
    Random weights, 32 units a layer. The first layer's gradient is measured by the last hidden
    layer's. With sigmoids, a few layers are enough to make it vanish, even with Xavier's
    initialisation, which was derived for units like tanh with slope 1 at 0. With ReLU and He's
    initialisation it keeps its size, give or take, at any of these depths.
    # hint: Nothing new: random_network and gradient_norms. If ReLU's gradients vanish, see he; if
    #   the sigmoid's do not, see sigmoid_prime.
    # hint: xavier: √(2/(d_in + d_out)). he: √(2/d_in). The slope of the sigmoid is at most 1/4.
    # hint: The quotient is the first layer's norm over the last hidden layer's: the list must be
    #   in the layers' order.

    @heavy
    Example: Three depths
      Then through random networks the first gradient, measured by the last hidden one, is
        | activation | draw   | width | hidden layers | seed | first / last hidden? |
        | sigmoid    | xavier | 32    | 2             | 1    | 0.02 < _ < 3         |
        | sigmoid    | xavier | 32    | 5             | 2    | < 0.3                |
        | sigmoid    | xavier | 32    | 10            | 3    | < 0.03               |
        | relu       | he     | 32    | 2             | 4    | 0.1 < _ < 10         |
        | relu       | he     | 32    | 5             | 5    | 0.05 < _ < 20        |
        | relu       | he     | 32    | 10            | 6    | 0.03 < _ < 30        |

  Rule: A ReLU network with one input and a linear output draws a line of straight pieces
    A unit of the first layer makes a kink where its z is 0 and keeps the line straight elsewhere.
    Counting the pieces tells how complicated a function the network computes.
    # hint: Draw ŷ for many x from low to high. At a kink the slope of the line changes. How do you
    #   see a change in a list of numbers? This is linear_pieces.
    # hint: np.linspace(low, high, points)[:, None] makes the samples. np.diff(ŷ, 2) is the change
    #   of the differences: 0 where the line is straight, not 0 at a kink. Pieces are kinks plus 1.
    # hint: Call it 0 if it is below 1e-9 times the greatest |ŷ|: that is rounding. A kink between
    #   two points shows twice in a row with one sign: count it once, where np.sign differs from the
    #   entry before.

    Example: No kink
      Given the network
        | layer | W | b | activation |
        | 1     | 3 | 1 | identity   |
      Then the network's line has
        | from | to | points | pieces? |
        | -1   | 1  | 101    | 1       |

    Example: |x| has one kink
      Given the network
        | layer | W     | b    | activation |
        | 1     | 1, -1 | 0, 0 | relu       |
        | 2     | 1; 1  | 0    | identity   |
      Then the network's line has
        | from | to | points | pieces? | note                       |
        | -1   | 1  | 101    | 2       |                            |
        | -1   | 1  | 102    | 2       | the kink falls between points |
        | 1/2  | 1  | 101    | 1       | the kink lies outside      |

    Example: A line a billion times as flat has as many kinks
      Given the network
        | layer | W          | b    | activation |
        | 1     | 1, -1      | 0, 0 | relu       |
        | 2     | 1e-9; 1e-9 | 0    | identity   |
      Then the network's line has
        | from | to | points | pieces? |
        | -1   | 1  | 101    | 2       |

    Example: Kinks up and down
      Given the network
        | layer | W        | b            | activation |
        | 1     | 1, 1, 1  | 0, -1/3, -3/4 | relu      |
        | 2     | 1; -2; 1 | 5            | identity   |
      Then the network's line has
        | from | to  | points | pieces? |
        | -1   | 1   | 1001   | 4       |
        | 0    | 1   | 1001   | 3       |
        | 0    | 1/2 | 1001   | 2       |

  Rule: One hidden layer of m units draws at most m + 1 pieces
    Each unit makes one kink at most, and no later layer makes more. A line with 2ᶠ pieces therefore
    costs a shallow network at least 2ᶠ − 1 units. One hidden layer can thus draw whatever a deep network
    draws (universal approximation, chapter 3). The question is how many units it needs.
    # hint: Nothing new: linear_pieces of random networks. Too many pieces: is rounding counted as a
    #   kink?
    # hint: Rounding is relative to the size of ŷ: compare |second difference| with 1e-9·max|ŷ|.
    # hint: Too many by about twice: a kink that lies between two points shows in two neighbours
    #   with the same sign; count the first of them.

    @heavy
    Example: Random networks
      Then random networks with one hidden layer have
        | hidden units | seed | points | pieces?    |
        | 1            | 1    | 9001   | ≤ 2        |
        | 2            | 2    | 9001   | ≤ 3        |
        | 8            | 3    | 9001   | 2 < _ ≤ 9  |
        | 8            | 4    | 9001   | 2 < _ ≤ 9  |
        | 32           | 5    | 9001   | 9 < _ ≤ 33 |

  Rule: Each layer folds what the layer before has folded
    The tent rises from 0 at x = 0 to 1 at x = 1/2 and falls back to 0 at x = 1. Two ReLU units make
    it: tent(x) = 2·relu(x) − 4·relu(x − 1/2). A second hidden layer folds the tent itself, which
    gives two tents; a third makes four. A shallow network draws the same line with one unit for
    every piece.
    # hint: tent(x) = 2·relu(x) − 4·relu(x − 1/2). Which W and b make the two relu, and which
    #   weights put them together? tent_network in kata/depth.py has one hidden layer for each fold.
    # hint: Fold of x: W = 1, 1 and b = 0, −1/2, relu. The output: 2; −4. A second fold gets the
    #   tent, 2·h₁ − 4·h₂, instead of x: so its W has the column 2; −4 twice, and the same b.
    # hint: The list is the fold of x, then the fold of a tent folds − 1 times, then the output (2;
    #   −4, identity). shallow_tent_network: units = 2**folds, W all 1, b = −k/units; the output 2ᶠ
    #   first, then −2·2ᶠ and 2·2ᶠ in turn.

    Example: One tent, two tents, four tents
      Then the folded lines pass through
        | folds | x                                 | deep?                     | shallow?                  |
        | 1     | 0, 1/4, 1/2, 3/4, 1               | 0, 1/2, 1, 1/2, 0         | 0, 1/2, 1, 1/2, 0         |
        | 2     | 0, 1/8, 1/4, 1/2, 3/4, 1          | 0, 1/2, 1, 0, 1, 0        | 0, 1/2, 1, 0, 1, 0        |
        | 3     | 0, 1/16, 1/8, 3/16, 1/4, 3/8, 7/8 | 0, 1/2, 1, 1/2, 0, 1, 1   | 0, 1/2, 1, 1/2, 0, 1, 1   |
        | 10    | 1/1024, 1/512, 1023/1024          | 1, 0, 1                   | 1, 0, 1                   |

    Example: The deep and the shallow network compute the same function
      Then the two kinds of network differ at most by
        | folds | from | to | points | difference? |
        | 1     | 0    | 1  | 1000   | 0           |
        | 3     | 0    | 1  | 1000   | 0           |
        | 6     | 0    | 1  | 1000   | 0 ± 1e-10   |
        | 10    | 0    | 1  | 1000   | 0 ± 1e-9    |

  Rule: What a deep network does with few units can cost a shallow one very many
    With every fold the pieces double. The deep network pays for it with two more units, the
    shallow one with twice as many as before (Telgarsky, arXiv 1509.08101).
    # hint: Nothing new: all the counting functions on both kinds of network. Which column is red?
    # hint: Deep: folds + 1 layers, 2·folds hidden units. Shallow: 2 layers, 2ᶠ hidden units.
    #   Pieces: 2ᶠ for both.
    # hint: If pieces? alone is red, look at linear_pieces: kinks close together must not be merged,
    #   and each counted once.

    Example: Units against units
      Then for the same line the networks need
        | folds | points | deep: layers? | deep: hidden units? | deep: parameters? | deep: pieces? | shallow: layers? | shallow: hidden units? | shallow: parameters? | shallow: pieces? |
        | 1     | 100    | 2             | 2                   | 7                 | 2             | 2                | 2                      | 7                    | 2                |
        | 2     | 100    | 3             | 4                   | 13                | 4             | 2                | 4                      | 13                   | 4                |
        | 3     | 1000   | 4             | 6                   | 19                | 8             | 2                | 8                      | 25                   | 8                |
        | 5     | 1000   | 6             | 10                  | 31                | 32            | 2                | 32                     | 97                   | 32               |
        | 8     | 2000   | 9             | 16                  | 49                | 256           | 2                | 256                    | 769                  | 256              |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for deep networks
      Then for arguments drawn at random these functions answer as their docstrings say
        | function             | answers? |
        | count_layers         | right    |
        | count_parameters     | right    |
        | gradient_norms       | right    |
        | tent_network         | right    |
        | shallow_tent_network | right    |
        | linear_pieces        | right    |
