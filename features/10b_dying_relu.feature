@dying_relu
Feature: Dying ReLU
  ReLU has a danger of its own. Where z ≤ 0 its output is 0 and so is its slope. A unit that is
  inactive on a sample, with output 0, learns nothing from that sample. A dying unit is inactive on
  more and more of them; a dead unit is inactive on all of them, and gets no gradient. A network can
  even be dead before its first step. This part of the chapter counts dead units, shows why units die,
  and how that can be avoided.

  Rule: A unit is inactive on a sample where its output is exactly 0
    For ReLU that is wherever z ≤ 0. The share of the samples on which a unit is inactive tells how
    near it is to being dead; at 1 it is dead. The output layer has no part in this.
    # hint: silent_share in kata/dying_relu.py looks at the a of each hidden layer. Where is it
    #   exactly 0, and for what share of the rows?
    # hint: forward returns (z, a) for each layer; leave the last one out. a == 0 is an array of
    #   True and False, and its mean over axis 0 is the share for each unit.
    # hint: The comparison with 0, averaged over the samples, for every layer but the last: a list
    #   of arrays. dead_share: put all those shares into one array (np.concatenate) and find what
    #   part of them is 1.

    Example: Two hidden layers on four samples
      Given the network
        | layer | W                 | b        | activation |
        | 1     | 1, -1, 1          | 0, 0, -3 | relu       |
        | 2     | 1, -1; 1, 0; 0, 0 | -1, 3    | relu       |
        | 3     | 1; 1              | 0        | identity   |
      And the samples
        | x  | y |
        | -1 | 0 |
        | 1  | 0 |
        | 2  | 0 |
        | 3  | 0 |
      Then the hidden units are inactive on these shares of the samples
        | layer | inactive?   |
        | 1     | 1/4, 3/4, 1 |
        | 2     | 1/2, 1/4    |
      And of all hidden units these are dead
        | first samples | dead share? | note                                  |
        | 4             | 1/5         | the third unit of layer 1             |
        | 2             | 2/5         | and the first of layer 2              |
        | 1             | 3/5         | what counts as dead depends on the samples |

    Example: However small its output, a unit is active
      Given the network
        | layer | W            | b       | activation |
        | 1     | 1e-12, 1, -1 | 0, 0, 0 | relu       |
        | 2     | 1; 1; 1      | 0       | identity   |
      And the samples
        | x  | y |
        | -1 | 0 |
        | 1  | 0 |
        | 2  | 0 |
        | 3  | 0 |
      Then the hidden units are inactive on these shares of the samples
        | layer | inactive?     |
        | 1     | 1/4, 1/4, 3/4 |
      And of all hidden units these are dead
        | first samples | dead share? |
        | 4             | 0           |

    Example: Active on one sample of a thousand, a unit is not dead
      Given the network
        | layer | W    | b         | activation |
        | 1     | 1, 1 | -0.999, 0 | relu       |
        | 2     | 1; 1 | 0         | identity   |
      Then on so many samples, evenly spaced, these are dead
        | from | to    | samples | dead share? | note                  |
        | -1   | 1     | 1001    | 0           | active at x = 1 alone |
        | -1   | 0.998 | 1000    | 1/2         | and now it is missing |

    Example: A unit that answers 0 is inactive, whatever its activation
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | relu       |
        | 2     | 1 | 0 | identity   |
      And the samples
        | x  | y |
        | -1 | 0 |
        | 0  | 0 |
        | 2  | 0 |
        | 3  | 0 |
      Then with each activation the hidden unit is inactive on
        | activation | share of the samples? | note              |
        | relu       | 1/2                   | z = −1 and z = 0  |
        | identity   | 1/4                   | z = 0 alone       |
        | tanh       | 1/4                   |                   |
        | leaky_relu | 1/4                   |                   |
        | sigmoid    | 0                     | its a is 1/2 there |

    Example: Only ReLU is 0 on a whole half-line
      Given the network
        | layer | W | b    | activation |
        | 1     | 1 | -5/2 | relu       |
        | 2     | 1 | 0    | identity   |
      And the samples
        | x  | y |
        | -1 | 0 |
        | 1  | 0 |
        | 2  | 0 |
        | 3  | 0 |
      Then with each activation the hidden unit is inactive on
        | activation | share of the samples? |
        | relu       | 3/4                   |
        | leaky_relu | 0                     |
        | elu        | 0                     |
        | tanh       | 0                     |
        | sigmoid    | 0                     |

    Example: At z = 0 most activations are 0
      Given the network
        | layer | W | b  | activation |
        | 1     | 1 | -1 | relu       |
        | 2     | 1 | 0  | identity   |
      And the samples
        | x  | y |
        | -1 | 0 |
        | 1  | 0 |
        | 2  | 0 |
        | 3  | 0 |
      Then with each activation the hidden unit is inactive on
        | activation | share of the samples? | note          |
        | relu       | 1/2                   | z = −2 and 0  |
        | leaky_relu | 1/4                   | only z = 0    |
        | tanh       | 1/4                   |               |
        | sigmoid    | 0                     | σ(0) is 1/2   |

  Rule: With a large negative bias a ReLU unit is dead
    The bias shifts z for every sample at once. The lower it is, the fewer samples get the unit
    above 0, and its gradient is a sum over those samples only. A dying unit is active for fewer and
    fewer; a dead one is active for none. Sigmoid and tanh fail in a way of their own: far out they
    are saturated, with a slope next to 0, even where the output is near 1 (chapter 7).
    # hint: silent_share, dead_share and the gradients of chapter 7 meet here. Which column is
    #   wrong?
    # hint: A sample with z = 0 counts as inactive, since a = 0 there; its slope is 0 as well.
    # hint: By hand for b = −0.5: the unit is active for x = 1 alone, a = 0.5, and ∂J/∂b = (2/5)·0.5 =
    #   1/5.

    Example: One bias, five samples
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | relu       |
        | 2     | 1 | 0 | identity   |
      And the samples
        | x    | y |
        | -1   | 0 |
        | -0.5 | 0 |
        | 0    | 0 |
        | 0.5  | 0 |
        | 1    | 0 |
      Then with each bias the hidden unit has
        | b    | inactive? | dead share? | ∂J/∂w? | ∂J/∂b? | note                           |
        | 2    | 0         | 0           | 1      | 4      |                                |
        | 0    | 3/5       | 0           | 1/2    | 3/5    | z = 0 is inactive as well      |
        | -0.5 | 4/5       | 0           | 1/5    | 1/5    | dying: active for one sample   |
        | -1   | 1         | 1           | 0      | 0      | dead                           |
        | -100 | 1         | 1           | 0      | 0      |                                |

  Rule: A dead unit's gradients are exactly 0, so its own weights do not move
    Its slope is 0 on every sample, so nothing comes back to w and b. Its output is 0 on every
    sample, so nothing reaches its weight v in the next layer either. W − α·0 is W. In the first
    hidden layer, where the samples come in, it therefore stays dead on these samples. In a later
    layer its inputs can change, since the layers before it go on learning through other units. If
    they lift its z above 0, it is active again.
    # hint: Nothing new: a dead unit's column must be exactly 0 in every gradient. Is yours only
    #   nearly 0, or not 0 at all?
    # hint: Two factors make it so: relu_prime(z) is 0 going in, and a is 0 going out. Neither of
    #   them may be smoothed.
    # hint: If ∂J/∂v is not 0, dW of the second layer was not made with a₁. If w moves, look at
    #   relu_prime, and at update.

    Example: The gradients of a live and a dead unit
      Given the network
        | layer | W    | b     | activation |
        | 1     | 1, 1 | 0, -3 | relu       |
        | 2     | 2; 5 | 1     | identity   |
      And the samples
        | x | y |
        | 1 | 2 |
        | 2 | 7 |
      Then each hidden unit's gradients are
        | unit | ∂J/∂w? | ∂J/∂b? | ∂J/∂v? |
        | 1    | -6     | -2     | -3     |
        | 2    | 0      | 0      | 0      |
      And after gradient descent the hidden units have
        | α    | steps | J?      | live w, b, v?  | dead w, b, v? |
        | 0.05 | 0     | 5/2     | 1, 0, 2        | 1, -3, 5      |
        | 0.05 | 1     | 2.1323… | 1.3, 0.1, 2.15 | 1, -3, 5      |
        | 0.05 | 10    | < 2     | ≠ 1            | 1, -3, 5      |
        | 0.05 | 150   | < 0.1   | ≠ 1            | 1, -3, 5      |

    Example: A dead unit of the second hidden layer revives
      Given the network
        | layer | W    | b       | activation |
        | 1     | 1    | 0       | relu       |
        | 2     | 1, 1 | 0, -5/2 | relu       |
        | 3     | 1; 1 | 0       | identity   |
      And the samples
        | x | y |
        | 1 | 4 |
        | 2 | 8 |
      Then after gradient descent the second unit of layer 2 has
        | α    | steps | inputs?        | inactive? | w, b, v?   | ∂J/∂w?    | note                        |
        | 0.01 | 0     | 1; 2           | 1         | 1, -2.5, 1 | 0         | dead on both samples        |
        | 0.01 | 1     | 1.24; 2.39     | 1         | 1, -2.5, 1 | 0         | its inputs grow             |
        | 0.01 | 2     | 1.481…; 2.783… | 1/2       | 1, -2.5, 1 | -7.0948…  | 2.78 − 2.5 is above 0       |
        | 0.01 | 3     | 1.726…; 3.185… | 1/2       | 1.070…, -2.474…, 1.007… | -0.167… | it learns again |

  Rule: A high learning rate can make a unit die
    One step that is too long can carry w and b so far down that z is negative on every sample. A
    unit of the first hidden layer stays there. A smaller learning rate prevents that; it revives no
    unit that is dead already.
    # hint: One step by hand for α = 0.1: ŷ = 1, 2, the gradients are 5 for w and 3 for b. Where do
    #   they lead?
    # hint: w = 1 − 0.1·5, but the second layer has weights of its own and moves in the same step. z
    #   is read from the new first layer.
    # hint: If the last table alone is red, see he and random_network: the share of dead units is an
    #   average over networks from one seed.

    Example: One step at four learning rates
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | relu       |
        | 2     | 1 | 0 | identity   |
      And the samples
        | x | y |
        | 1 | 0 |
        | 2 | 0 |
      Then one step of gradient descent leaves
        | α    | w?   | b?    | z?         | dead share? |
        | 0.01 | 0.95 | -0.03 | 0.92; 1.87 | 0           |
        | 0.1  | 0.5  | -0.3  | 0.2; 0.7   | 0           |
        | 0.2  | 0    | -0.6  | -0.6; -0.6 | 1           |
        | 0.3  | -0.5 | -0.9  | -1.4; -1.9 | 1           |

    @heavy
    Example: Networks of 16 hidden units learn x² + 1
      Given the samples
        | x    | y      |
        | -1   | 2      |
        | -3/4 | 25/16  |
        | -1/2 | 5/4    |
        | -1/4 | 17/16  |
        | 0    | 1      |
        | 1/4  | 17/16  |
        | 1/2  | 5/4    |
        | 3/4  | 25/16  |
        | 1    | 2      |
      Then over random networks gradient descent leaves on average
        | α    | steps | networks | seed | dead share? |
        | 0.01 | 12    | 12       | 1    | < 0.1       |
        | 0.1  | 12    | 12       | 1    | < 0.2       |
        | 0.5  | 12    | 12       | 1    | > 0.6       |

  Rule: Leaky ReLU lets a gradient through, and the unit recovers
    Below 0 its slope is 0.01 instead of 0. That is little, but it is a direction, and gradient
    descent needs no more. The slope of ELU below 0 is e^z, which fades far out: ELU recovers only
    from near by. The ReLU network keeps its dead unit, and the best it can do is to answer the mean:
    J stays at the variance 1/4.
    # hint: Only leaky_relu_prime and elu_prime are new to backpropagation here. What are they for z
    #   < 0?
    # hint: The slope below 0 is 0.01 for leaky_relu, α·e^z for elu, and f′ is taken at z in
    #   backward.
    # hint: If training does not recover, ACTIVATIONS pairs the wrong slope with the name, or
    #   backward always uses relu's.

    @heavy
    Example: A unit that is negative on every sample
      Given the network
        | layer | W | b    | activation |
        | 1     | 1 | -9/4 | relu     |
        | 2     | 1 | 0    | identity |
      And the samples
        | x | y |
        | 1 | 1 |
        | 2 | 2 |
      Then with each activation the dead unit has
        | activation | ∂J/∂w?    | ∂J/∂b?   |
        | relu       | 0         | 0        |
        | leaky_relu | -0.050175 | -0.03015 |
        | elu        | (e^-1.25 − 2)·e^-1.25 + 2·(e^-0.25 − 3)·e^-0.25 | (e^-1.25 − 2)·e^-1.25 + (e^-0.25 − 3)·e^-0.25 |
      And training with each activation lowers J to
        | activation | α   | steps | J?     | w?  |
        | relu       | 0.2 | 150   | 1/4    | 1   |
        | leaky_relu | 0.2 | 150   | < 0.01 | ≠ 1 |
        | elu        | 0.2 | 50    | < 0.01 | ≠ 1 |

    @heavy
    Example: A unit that is far below 0 on every sample
      Given the network
        | layer | W | b   | activation |
        | 1     | 1 | -10 | relu     |
        | 2     | 1 | 0   | identity |
      And the samples
        | x | y |
        | 1 | 1 |
        | 2 | 2 |
      Then with each activation the dead unit has
        | activation | ∂J/∂w?  | ∂J/∂b?  |
        | relu       | 0       | 0       |
        | leaky_relu | -0.0525 | -0.0317 |
        | elu        | (e^-9 − 2)·e^-9 + 2·(e^-8 − 3)·e^-8 | (e^-9 − 2)·e^-9 + (e^-8 − 3)·e^-8 |
      And training with each activation lowers J to
        | activation | α   | steps | J?     | w?            |
        | leaky_relu | 0.2 | 150   | 0.24 < _ < 0.245    | ≠ 1          |
        | elu        | 0.2 | 150   | 0.2499 < _ < 0.2501 | 0.99 < _ < 1 |

  Rule: A network that is born dead answers a constant, and learns a constant
    If all units of one hidden layer are dead, nothing of x gets past that layer. The prediction is
    the same for every input on which that layer is dead. Only what lies behind the dead layer can
    still learn, and with MSE it learns the mean of the targets.
    # hint: Nothing new: silent_share first, then train. Which table is red?
    # hint: Behind a dead layer only the output's bias moves, toward the mean of the targets: with α
    #   = 0.1 it goes 0, 0.2, 0.36, …
    # hint: Each step is b − 0.1·2·(b − 1). If it is not so, db of the last layer is not a sum over
    #   the samples of an averaged δ.

    Example: The second hidden layer is dead
      Given the network
        | layer | W            | b      | activation |
        | 1     | 1, -1        | 0, 0   | relu       |
        | 2     | -1, -2; -1, 0 | 0, 0  | relu       |
        | 3     | 1; 1         | 0      | identity   |
      And the samples
        | x  | y |
        | -1 | 1 |
        | 0  | 0 |
        | 1  | 1 |
        | 2  | 2 |
      Then the hidden units are inactive on these shares of the samples
        | layer | inactive? |
        | 1     | 1/2, 3/4 |
        | 2     | 1, 1     |
      And after gradient descent the network answers
        | α   | steps | ŷ?                     | note                     |
        | 0.1 | 0     | 0; 0; 0; 0             |                          |
        | 0.1 | 1     | 0.2; 0.2; 0.2; 0.2     |                          |
        | 0.1 | 2     | 0.36; 0.36; 0.36; 0.36 |                          |
        | 0.1 | 100   | 1; 1; 1; 1             | the mean of the targets  |

  Rule: On one input, the probability of an inactive layer is known exactly
    With symmetric weights and no bias, each unit is inactive on a given nonzero input with
    probability 1/2, and all N units of a layer with probability 1/2ᴺ. A network of depth L has L − 1
    hidden layers (L counts the output layer), so at least one of them is inactive with probability
    1 − (1 − 1/2ᴺ)ᴸ⁻¹.
    # hint: What is the chance that a layer of N units is inactive, if each is inactive with 1/2? And
    #   that not one of L − 1 layers is?
    # hint: A layer: 2⁻ᴺ. None of the L − 1: (1 − 2⁻ᴺ)ᴸ⁻¹. single_input_death is 1 minus that.
    #   born_dead_share draws such networks and counts.
    # hint: born_dead_share: go through depth − 1 layers, each drawn with size=(nets,), weighed and
    #   sent through relu. From the moment that a network's whole layer is 0 on all samples (.all
    #   over the last two axes) it is dead: remember that with |= in an array of nets times False.
    #   Its mean is the share.

    Example: The law
      Then the probability of an inactive layer on one input is
        | width | depth | probability?  |
        | 1     | 2     | 1/2           |
        | 1     | 3     | 3/4           |
        | 2     | 2     | 1/4           |
        | 2     | 3     | 7/16          |
        | 3     | 2     | 1/8           |
        | 3     | 10    | 1 − (7/8)^9   |
        | 10    | 1     | 0             |

    Example: Random networks obey it
      Then of the networks drawn by he these are born dead
        | x    | width | depth | networks | seed | share?               | note                         |
        | 1    | 1     | 3     | 4000     | 1    | 3/4 ± 0.035          | five standard errors         |
        | -2   | 2     | 3     | 4000     | 2    | 7/16 ± 0.04          | the size of x plays no part  |
        | 0.01 | 3     | 10    | 4000     | 3    | 1 − (7/8)^9 ± 0.037  |                              |
      And of so few networks a whole number is born dead
        | x | width | depth | networks | seed | a whole number? |
        | 1 | 1     | 3     | 7        | 1    | yes             |
        | 1 | 1     | 3     | 11       | 2    | yes             |
        | 1 | 1     | 3     | 5003     | 3    | yes             |

  Rule: Deeper networks are born dead more often, wider ones less
    The simulated shares lie within five standard errors of what large samples give, so that a right
    implementation passes with any seed. As the depth grows the share tends to 1, as the width grows
    to 0.
    # hint: born_dead_share with X of two samples, −1 and 1. When is a network constant: if one
    #   layer is inactive on all samples, or if each layer is on one?
    # hint: A layer must be inactive as a whole and on every sample: (a == 0).all(axis=(-2, -1)), over
    #   samples and units, for each network by itself.
    # hint: any instead of all, or the units of several layers mixed, gives too many. L counts
    #   the output layer, so there are depth − 1 hidden ones.

    @heavy
    Example: Random networks with He's weights
      Then of the networks drawn by he these are born dead
        | x     | width | depth | networks | seed | share?         | note                |
        | -1; 1 | 2     | 2     | 1000     | 1    | 0              | never with one hidden layer… |
        | -1; 1 | 2     | 3     | 2000     | 2    | 5/32 ± 0.041   | …and exactly known with two |
        | -1; 1 | 2     | 5     | 2000     | 3    | 0.5 ± 0.056    |                     |
        | -1; 1 | 2     | 10    | 2000     | 4    | 0.88 ± 0.037   |                     |
        | -1; 1 | 2     | 20    | 1000     | 5    | > 0.98         |                     |
        | -1; 1 | 3     | 10    | 1000     | 6    | 0.58 ± 0.078   |                     |
        | -1; 1 | 4     | 10    | 1000     | 7    | 0.29 ± 0.072   |                     |
        | -1; 1 | 5     | 10    | 1000     | 8    | 0.127 ± 0.053  |                     |
        | -1; 1 | 10    | 10    | 500      | 9    | < 0.02         |                     |

    Example: Every sample counts, and every number of it
      Then of the networks drawn by he these are born dead
        | x                               | width | depth | networks | seed | share?         | note                                  |
        | 1; 2; 3                         | 1     | 2     | 1000     | 1    | 1/2 ± 0.08     | the same sign: as for one input       |
        | 1; 2; 1; 3; 1; 2; 1; 1; 3; 1; -1 | 1    | 2     | 100      | 2    | 0              | the last is negative                  |
        | -1; 2; 1; 3; 1; 2; 1; 1; 3; 1; 1 | 1    | 2     | 100      | 3    | 0              | the first                             |
        | 1; 2; 1; 3; 1; -2; 1; 1; 3; 1; 1 | 1    | 2     | 100      | 4    | 0              | one in the middle                     |
        | 1e-100; -1e-100                 | 1     | 2     | 100      | 5    | 0              | however small                         |
        | 1, 0; -1, 0                     | 1     | 2     | 100      | 6    | 0              | opposite in the first number          |
        | 0, 1; 0, -1                     | 1     | 2     | 100      | 7    | 0              | in the second                         |
        | 1, -1; -1, 1                    | 1     | 2     | 100      | 8    | 0              | in both                               |
        | 0, 0, 1; 0, 0, -1               | 1     | 2     | 100      | 9    | 0              | in the third                          |
        | 0.5, 1; -0.6, 0.2; 0.2, -1      | 1     | 2     | 100      | 10   | 0              | no side of 0 is without one           |
        | 1, -0.1; -0.1, 1                | 1     | 2     | 1000     | 11   | 0.2183 ± 0.065 | 101.4° apart: (180 − 101.4)/360       |

  @optional
  Rule: On all inputs, the probability of being born dead lies between two bounds
    With one input, symmetric weights and no bias, only the sign of x matters: a network is born
    dead if it is dead on x = −1 and on x = 1. Lu, Shin, Su and Karniadakis (arXiv 1903.06733) bound
    its probability. With a₁ = 1 − 2⁻ᴺ, a₂ = 1 − 2¹⁻ᴺ − (N − 1)·4⁻ᴺ and
    c = (1 − 2¹⁻ᴺ)(1 − 2⁻ᴺ)/(1 + (N − 1)·2⁻ᴺ), the upper bound is 1 − a₁ᴸ⁻² and the lower one is
    upper + c·(a₂ᴸ⁻² − a₁ᴸ⁻²). At L = 2 and L = 3 the lower bound is the probability itself. At usual
    widths, 64 and more, it is next to nothing: the upper bound is at most (L − 2)·2⁻ᴺ.
    # hint: born_dead_bounds is a formula to type, and the rule above the table has all its parts.
    #   Give a₁, a₂ and c names of their own.
    # hint: a₁ = 1 − 2⁻ᴺ, a₂ = 1 − 2¹⁻ᴺ − (N − 1)·4⁻ᴺ, c = (1 − 2¹⁻ᴺ)(1 − 2⁻ᴺ)/(1 + (N − 1)·2⁻ᴺ). A
    #   power is ** in Python, and 2⁻ᴺ is 2**-N.
    # hint: upper = 1 − a₁ᴸ⁻², lower = upper + c·(a₂ᴸ⁻² − a₁ᴸ⁻²), returned as (lower, upper). Watch
    #   the brackets: 2 ** (1 - N), (L - 2).

    Example: Bounds as fractions
      Then the probability of being born dead lies between
        | width | depth | lower?  | upper? | note                                    |
        | 1     | 2     | 0       | 0      | one hidden layer is active for one sign |
        | 1     | 3     | 1/2     | 1/2    |                                         |
        | 1     | 5     | 7/8     | 7/8    | with one unit a layer the bounds meet   |
        | 2     | 2     | 0       | 0      |                                         |
        | 2     | 3     | 5/32    | 1/4    |                                         |
        | 2     | 4     | 167/512 | 7/16   |                                         |
        | 3     | 3     | 11/256  | 1/8    |                                         |

    Example: Up with depth, down with width
      Then the probability of being born dead lies between
        | width | depth | lower?     | upper?       |
        | 2     | 5     | 0.4766…    | 37/64        |
        | 2     | 10    | 0.8702558… | 1 − (3/4)^8  |
        | 2     | 20    | 0.9926710… | 1 − (3/4)^18 |
        | 3     | 10    | 0.5133887… | 1 − (7/8)^8  |
        | 4     | 10    | 0.2041635… | 1 − (15/16)^8 |
        | 5     | 10    | 0.0639854… | 1 − (31/32)^8 |
        | 10    | 10    | 0.0000759… | 1 − (1023/1024)^8 |
        | 64    | 100   | 0          | < 1e-12      |

  @optional
  Rule: RAI gives each unit one entry that is never negative
    Randomised asymmetric initialisation (the same paper) draws a unit's d_in weights and its bias
    together, normal with deviation 0.6007/√d_in. Then one of these d_in + 1 entries, chosen at
    random, is drawn anew from the Beta(2, 1) distribution, which lies between 0 and 1 with mean 2/3
    and mean square 1/2. So a share of 1/2 + 1/(2·(d_in + 1)) is positive, the bias included, the
    mean is 2/3/(d_in + 1) and the mean square (0.6007² + 1/2)/(d_in + 1). In this book every layer
    is drawn like this, the first one as well.
    # hint: rai in kata/initialisation.py: for each unit draw its weights and its bias together,
    #   then replace one of them. How is one of d_in + 1 entries chosen, for each unit?
    # hint: V = rng.standard_normal((*size, d_in + 1, d_out))·0.6007/√d_in. rng.integers(d_in + 1,
    #   size=(*size, 1, d_out)) chooses a row for each column, rng.beta(2, 1, size=…) draws the new
    #   values, np.put_along_axis puts them there.
    # hint: Use axis=-2. Then all rows but the last are W (V[..., :-1, :]) and the last row is b:
    #   V[..., -1:, :] with a size, and its only row without one.

    Example: 10,000 units
      Then units drawn by rai have
        | d_in | units | seed | positive weights? | positive biases? | units with nothing positive? | mean?          | mean square?    |
        | 1    | 10000 | 1    | 3/4 ± 0.022       | 3/4 ± 0.022      | 0                            | 1/3 ± 0.02     | 0.4304 ± 0.018  |
        | 4    | 10000 | 2    | 3/5 ± 0.013       | 3/5 ± 0.025      | 0                            | 2/15 ± 0.01    | 0.1722 ± 0.008  |
      And of all their entries so many lie below
        | d_in | units | seed | limit    | entries below? | note                                        |
        | 1    | 10000 | 3    | -0.6007  | 0.0793 ± 0.01  | 15.87 % of a normal half: one deviation     |
        | 4    | 10000 | 4    | -0.30035 | 0.1269 ± 0.008 | 15.87 % of four fifths                      |
        | 1    | 10000 | 6    | 0.9      | 0.8715 ± 0.012 | 81 % of Beta, 93.30 % of the normal half    |

    @heavy
    Example: Units of layers drawn side by side
      Then units drawn by rai have
        | size  | d_in | units | seed | positive weights? | positive biases? | units with nothing positive? | mean?        | mean square?   |
        | 10000 | 1    | 1     | 1    | 3/4 ± 0.022       | 3/4 ± 0.022      | 0                            | 1/3 ± 0.02   | 0.4304 ± 0.018 |
        | 2, 2  | 1    | 2500  | 2    | 3/4 ± 0.022       | 3/4 ± 0.022      | 0                            | 1/3 ± 0.02   | 0.4304 ± 0.018 |
        | 100   | 4    | 100   | 3    | 3/5 ± 0.013       | 3/5 ± 0.025      | 0                            | 2/15 ± 0.01  | 0.1722 ± 0.008 |
      And of all their entries so many lie below
        | size | d_in | units | seed | limit   | entries below? |
        | 100  | 1    | 100   | 4    | -0.6007 | 0.0793 ± 0.01  |
        | 100  | 1    | 100   | 5    | 0.9     | 0.8715 ± 0.012 |
        | 2    | 9    | 1000  | 6    | 0       | 0.45 ± 0.018   |

    Example: Layers drawn side by side, and seeds, as for He
      Then layers drawn side by side have the shapes
        | draw | size | d_in | d_out | shape of W? | shape of b? |
        | rai  |      | 3    | 4     | 3, 4        | 4           |
        | rai  | 5    | 3    | 4     | 5, 3, 4     | 5, 1, 4     |
        | rai  | 2, 5 | 3    | 4     | 2, 5, 3, 4  | 2, 5, 1, 4  |
      And two networks drawn from these seeds are
        | draw | one seed | other seed | equal? |
        | rai  | 5        | 5          | yes    |
        | rai  | 5        | 6          | no     |
      And of the layers drawn side by side so many are alike
        | draw | size | d_in | d_out | seed | alike? |
        | rai  | 5    | 3    | 4     | 3    | 0      |
        | rai  | 2, 3 | 3    | 4     | 6    | 0      |
      And of a network's layers so many are alike
        | draw | widths     | seed | alike? |
        | rai  | 3, 3, 3, 3 | 6    | 0      |
      And random networks are what their layers are, drawn one after the other
        | draw | widths  | seed | as drawn one by one? |
        | rai  | 3, 3, 3 | 9    | yes                  |

  @optional
  Rule: With RAI fewer networks are born dead, but some are
    With symmetric weights and no bias each unit is as likely to be inactive on a nonzero input as
    not. An entry that is never negative makes that less likely. At width 2 and depth 10, He's networks
    are born dead more than three times as often. At depth 50 most of RAI's are too.
    # hint: Nothing new: he and rai in the same experiment. Which of the two columns is wrong?
    # hint: Only rai: see how often its entries are positive, in the rule before. Both: see
    #   born_dead_share with more than two samples.
    # hint: The replaced entry may be the bias. If it never is, rng.integers was asked for d_in
    #   instead of d_in + 1, and the share of dead networks comes out differently.

    @heavy
    Example: He against RAI
      Then of the networks drawn by each these are born dead
        | x                             | width | depth | networks | seed | he?          | rai?          |
        | 0; 1                          | 1     | 2     | 1000     | 6    | 1/2 ± 0.08   | 0.075 ± 0.042 |
        | 0.01; -0.01                   | 1     | 2     | 1000     | 7    | 0            | 0.249 ± 0.068 |
        | -1.7; -1; -0.5; 0; 0.5; 1; 1.7 | 2    | 3     | 500      | 1    | 5/32 ± 0.082 | < 0.04        |
        | -1.7; -1; -0.5; 0; 0.5; 1; 1.7 | 2    | 10    | 500      | 2    | 0.88 ± 0.073 | 0.236 ± 0.095 |
        | -1.7; -1; -0.5; 0; 0.5; 1; 1.7 | 2    | 20    | 500      | 3    | > 0.96       | 0.525 ± 0.112 |
        | -1.7; -1; -0.5; 0; 0.5; 1; 1.7 | 2    | 50    | 500      | 4    | > 0.98       | 0.887 ± 0.071 |
        | -1.7; -1; -0.5; 0; 0.5; 1; 1.7 | 3    | 10    | 500      | 5    | 0.58 ± 0.11  | 0.064 ± 0.055 |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for dead units
      Then for arguments drawn at random these functions answer as their docstrings say
        | function           | answers? |
        | silent_share       | right    |
        | dead_share         | right    |
        | born_dead_share    | right    |
        | single_input_death | right    |

    @optional
    Example: Drawn arguments for what is optional
      Then for arguments drawn at random these functions answer as their docstrings say
        | function         | answers? |
        | rai              | right    |
        | born_dead_bounds | right    |
      And for arguments drawn at random these functions answer as their docstrings say
        | function       | with | answers? |
        | random_network | rai  | right    |
