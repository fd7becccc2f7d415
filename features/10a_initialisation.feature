@initialisation
Feature: Initialisation
  Training has to start somewhere. The first weights are drawn at random, and how they are drawn
  decides whether the signals, and later the gradients, get through all the layers.

  Chapter 9 has shown that equal weights lead nowhere. Here the weights differ. This part of the
  chapter asks how large they should be. The second part is about ReLU units that no signal gets
  through.

  Rule: A network starts with random weights, one matrix and one bias vector a layer
    The layer from d_in to d_out units has a W of shape d_in, d_out and a b of shape d_out. The
    widths 2, 3, 1 describe two layers: one from 2 to 3, one from 3 to 1.
    # hint: A layer needs two arrays, W and b, of which shapes? random_network in
    #   kata/initialisation.py makes one for each pair of neighbouring widths.
    # hint: he returns W = normal numbers · √(2/d_in), and b = zeros. zip(widths[:-1], widths[1:],
    #   activations) goes through the layers; each is Layer(*draw(rng, d_in, d_out), activation).
    # hint: With size=(5,) the shapes are (5, d_in, d_out) and (5, 1, d_out):
    #   rng.standard_normal((*size, d_in, d_out)), and np.zeros((*size, 1, d_out)) if a size is
    #   given, else np.zeros(d_out).

    Example: Widths and activations make a network
      Then random networks have these layers
        | widths  | activations    | layers? | shape of W₁? | shape of b₁? | f₁?  | shape of W₂? | shape of b₂? | f₂?      |
        | 2, 3, 1 | relu, identity | 2       | 2, 3         | 3            | relu | 3, 1         | 1            | identity |
        | 4, 2, 5 | tanh, softmax  | 2       | 4, 2         | 2            | tanh | 2, 5         | 5            | softmax  |

    Example: Many layers drawn side by side
      Then layers drawn side by side have the shapes
        | draw   | size | d_in | d_out | shape of W? | shape of b? |
        | he     |      | 3    | 4     | 3, 4        | 4           |
        | he     | 5    | 3    | 4     | 5, 3, 4     | 5, 1, 4     |
        | xavier |      | 3    | 4     | 3, 4        | 4           |
        | xavier | 5    | 1    | 2     | 5, 1, 2     | 5, 1, 2     |
        | he     | 2, 5 | 3    | 4     | 2, 5, 3, 4  | 2, 5, 1, 4  |
        | xavier | 2, 5 | 1    | 2     | 2, 5, 1, 2  | 2, 5, 1, 2  |

  Rule: The same seed draws the same network
    Chance comes from a generator, and a generator from a seed. An experiment that states its seed
    can be repeated; another seed gives another network.
    # hint: Where does your chance come from? Only from the rng that is handed in.
    # hint: rng.standard_normal(shape) continues the row of numbers that the seed decides.
    #   np.random.… and default_rng() without the given rng do not.
    # hint: Use the rng of the argument in he and xavier, and hand the same one on from
    #   random_network, layer by layer.

    Example: Equal seeds and different seeds
      Then two networks drawn from these seeds are
        | draw   | one seed | other seed | equal? |
        | he     | 7        | 7          | yes    |
        | he     | 7        | 8          | no     |
        | xavier | 3        | 3          | yes    |
        | xavier | 3        | 4          | no     |

    Example: No layer is drawn twice
      Then of the layers drawn side by side so many are alike
        | draw   | size | d_in | d_out | seed | alike? |
        | he     | 5    | 3    | 4     | 1    | 0      |
        | xavier | 5    | 3    | 4     | 2    | 0      |
        | he     | 2, 3 | 3    | 4     | 4    | 0      |
        | xavier | 2, 3 | 3    | 4     | 5    | 0      |
      And of a network's layers so many are alike
        | draw   | widths     | seed | alike? |
        | he     | 3, 3, 3, 3 | 4    | 0      |
        | xavier | 3, 3, 3, 3 | 5    | 0      |

    Example: A network is drawn layer by layer, from the first to the last
      Then random networks are what their layers are, drawn one after the other
        | draw   | widths     | seed | as drawn one by one? |
        | he     | 2, 3, 1    | 7    | yes                  |
        | xavier | 4, 2, 3, 5 | 8    | yes                  |

  Rule: The variance of the weights shrinks with the number of inputs
    A unit adds up d_in terms, so the more inputs, the smaller each weight must be. He draws from a
    normal distribution with mean 0 and variance 2/d_in; Xavier with variance 2/(d_in + d_out). Both
    start the biases at 0. Of a normal distribution 68.27 % lies within one standard deviation.
    The margins are five standard errors of a sample of 20,000 weights.
    # hint: The greater d_in, the smaller each weight. What do you multiply normal numbers by, so
    #   that their variance is 2/d_in?
    # hint: Multiplied by s, numbers of variance 1 get the variance s². So s = √(2/d_in) for he and
    #   √(2/(d_in + d_out)) for xavier.
    # hint: rng.standard_normal(…) * np.sqrt(2 / d_in). Without the root the variance is (2/d_in)²;
    #   a uniform draw has another share within one deviation.

    Example: 20,000 weights of each
      Then the drawn weights and biases have
        | draw   | d_in | d_out | seed | mean?      | variance?        | within one deviation? | largest bias? | note           |
        | he     | 50   | 400   | 1    | 0 ± 0.0071 | 2/50 ± 0.002     | 0.6827 ± 0.017        | 0             |                |
        | he     | 2000 | 10    | 7    | 0 ± 0.0012 | 2/2000 ± 0.00005 | 0.6827 ± 0.017       | 0             | many inputs    |
        | he     | 400  | 50    | 2    | 0 ± 0.0025 | 2/400 ± 0.00025  | 0.6827 ± 0.017        | 0             | not 2/d_out    |
        | he     | 1    | 20000 | 5    | 0 ± 0.05   | 2 ± 0.1          | 0.6827 ± 0.017        | 0             | a single input |
        | xavier | 50   | 400   | 3    | 0 ± 0.0024 | 2/450 ± 0.00023  | 0.6827 ± 0.017        | 0             |                |
        | xavier | 400  | 50    | 4    | 0 ± 0.0024 | 2/450 ± 0.00023  | 0.6827 ± 0.017        | 0             | both sides     |
        | xavier | 1    | 20000 | 6    | 0 ± 0.00036 | 2/20001 ± 5e-6  | 0.6827 ± 0.017        | 0             |                |

    Example: Layers drawn side by side have it, too
      Then the drawn weights and biases have
        | draw   | size | d_in | d_out | seed | mean?     | variance?       | within one deviation? | largest bias? |
        | he     | 20   | 50   | 40    | 7    | 0 ± 0.005 | 2/50 ± 0.002    | 0.6827 ± 0.012        | 0             |
        | xavier | 4, 5 | 50   | 40    | 8    | 0 ± 0.004 | 2/90 ± 0.0011   | 0.6827 ± 0.012        | 0             |

  Rule: He's variance keeps the mean square of the signal through layers of ReLU
    If z is distributed symmetrically about 0, ReLU zeroes on average half of what comes in, and with
    it half of the mean square. The 2 in 2/d_in makes up for that half. Without it the mean square
    halves at every layer: nine layers leave about 1/500.
    # hint: Nothing new: random_network draws, forward sends normal inputs through. If the signal
    #   vanishes or grows with he, see the factor in he.
    # hint: A missing 2 halves the mean square in each layer; d_out instead of d_in does no harm
    #   where they are equal.
    # hint: np.sqrt(2 / d_in), and relu in every hidden layer by name.

    @heavy
    Example: Ten layers of 128 units
      Then from the first layer to the last the mean square of z changes by
        | activation | draw   | width | layers | seed | last z² / first z²? |
        | relu       | he     | 128   | 10     | 1    | 0.1 < _ < 10        |
        | relu       | he     | 128   | 10     | 2    | 0.1 < _ < 10        |
        | relu       | xavier | 128   | 10     | 1    | 0 < _ < 0.02        |
        | identity   | xavier | 128   | 10     | 1    | 0.1 < _ < 10        |
        | identity   | he     | 128   | 10     | 1    | > 50                |

  Rule: Random weights break the symmetry
    Units of one layer that start equal stay equal (chapter 9). The least difference is enough to
    part them, and it may be in the weights coming in or in those going out. So random weights make
    every unit learn something of its own. Biases may start at 0, since the weights differ.
    # hint: There is nothing new to write: train of chapter 9 does the steps. If equal units come to
    #   differ, look for something random in it.
    # hint: Without a batch_size nothing is drawn, and the steps are the same each time. Equal
    #   columns must get equal gradients.
    # hint: If they should differ and do not, see that update moves each entry by its own gradient,
    #   not by a mean.

    Example: Two tanh units that learn XOR
      Given the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 1 |
        | 1, 0 | 1 |
        | 1, 1 | 0 |
      Then from these weights the two hidden units come to differ by
        | activation | W₁                   | W₂     | α   | steps | difference? | note                       |
        | tanh       | 0, 0; 0, 0           | 0; 0   | 0.3 | 20    | 0           |                            |
        | tanh       | 1/2, 1/2; -1/4, -1/4 | 1; 1   | 0.3 | 20    | 0           | one unit, twice            |
        | relu       | 1, 1; 1, 1           | 2; 2   | 0.1 | 20    | 0           |                            |
        | tanh       | 1/2, 1/2; -1/4, -1/4 | 1; 2   | 0.3 | 20    | > 0.01      | their outputs have other weights |
        | tanh       | 1/2, 1/4; -1/4, -1/4 | 1; 1   | 0.3 | 20    | > 0.01      |                            |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for beginnings
      Then for arguments drawn at random these functions answer as their docstrings say
        | function       | answers? |
        | he             | right    |
        | xavier         | right    |
        | random_network | right    |
