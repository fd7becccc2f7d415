@gradient_checking
Feature: Gradient checking
  A backward pass with a mistake in it still runs, still answers numbers of the right shape, and often
  still learns a little. To find the mistake, measure the gradients a second way, without calculus:
  move one parameter by a very small step ε to either side and see how the cost changes. That is slow,
  two forward passes for a single number, so it does not replace backpropagation. It checks it.

    ∂J/∂θ ≈ (J(θ + ε) − J(θ − ε)) / 2ε

  The one is called the analytic gradient, the other the numerical one. What is checked are
  backpropagation's gradients; how they are used later to learn is not.

  Rule: A central difference measures a slope
    It is the slope of the straight line through two points of the curve, one ε to the left and
    one ε to the right of θ.
    # hint: Draw a curve, and the straight line through two of its points. numerical_gradient in
    #   kata/gradient_checking.py is the slope of that line.
    # hint: (J(θ + ε) − J(θ − ε)) / 2ε: rise over run. In Python the run needs brackets: / (2 * ε).
    # hint: For a single number θ that is all. np.shape(θ) is () then, and np.ndindex(()) gives one
    #   empty index, so that one loop serves numbers and arrays.

    Example: Slopes known by heart
      Then without a stated ε the measured slopes are
        | J       | θ  | slope?      | note            |
        | 7·θ − 2 | 5  | 7 ± 1e-7    | a straight line |
        | θ^2     | 3  | 6 ± 1e-7    | 2θ              |
        | θ^2     | -1 | -2 ± 1e-7   | downhill        |
        | θ^2     | 0  | 0 ± 1e-7    | the bottom      |
        | θ^3     | 2  | 12 ± 1e-7   | 3θ²             |
        | 1/θ     | 2  | -1/4 ± 1e-7 | −1/θ²           |
        | exp(θ)  | 1  | e ± 1e-7    | its own slope   |
        | ln(θ)   | 4  | 1/4 ± 1e-7  | 1/θ             |
        | sin(θ)  | 0  | 1 ± 1e-7    | cos θ           |

  Rule: Its error shrinks with the square of ε
    The second-order (curvature) term cancels: a parabola is measured without error by any ε.
    What remains for θ³ is exactly ε², so that a tenth of ε leaves a hundredth of the error.
    A difference to one side only would be wrong by about 3θ·ε.
    # hint: Put θ = 2, ε = 1 into the formula for θ³: (27 − 1)/2 = 13. Does yours do that?
    # hint: Both sides must move: J(θ + ε) − J(θ − ε) over 2ε. With J(θ + ε) − J(θ) over ε, a
    #   parabola would not come out exactly.
    # hint: Use the ε that is given, not a fixed one; it is an argument with 1e-5 as its default.

    Example: A parabola, and a cubic
      Then the measured slopes are
        | J   | θ | ε    | slope?  | note     |
        | θ^2 | 3 | 1    | 6       |          |
        | θ^2 | 3 | 1/4  | 6       | the same |
        | θ^3 | 2 | 1    | 13      | 12 + 1   |
        | θ^3 | 2 | 1/2  | 12.25   | 12 + 1/4 |
        | θ^3 | 2 | 1/8  | 12+1/64 | 12 + ε²  |
        | θ^3 | 2 | 0.01 | 12.0001 | 12 + ε²  |

  Rule: Each entry is measured alone
    J has one slope for every entry of θ. While one entry moves, all the others stay where they are,
    so the numerical gradient has the shape of θ.
    # hint: Only one entry moves at a time. How do you make an array that is 0 everywhere but in one
    #   place?
    # hint: np.ndindex(θ.shape) goes through all indices. step = np.zeros(θ.shape); step[index] = ε;
    #   then J(θ + step) and J(θ − step).
    # hint: Store each slope in an array of zeros in θ's shape, at the same index. A step made once
    #   outside the loop would keep its old entries.

    Example: Vectors and matrices
      Then the measured slopes are
        | J          | θ           | ε   | slope?           | note                             |
        | sum(θ)     | 3, 5        | 1/2 | 1, 1             |                                  |
        | sum(θ^2)   | 1, -2; 3, 0 | 1/2 | 2, -4; 6, 0      |                                  |
        | product(θ) | 2, 3, 5     | 1/2 | 15, 10, 6        | the product of the other entries |
        | product(θ) | 2, 3; 5, -1 | 1/2 | -15, -10; -6, 30 |                                  |
        | sum(θ)^2   | 1; 2; 4     | 1/2 | 14; 14; 14       | 2·(1 + 2 + 4)                    |
      And the measured slopes have the shapes
        | J        | shape of θ | shape of slopes? |
        | sum(θ^2) | 3          | 3                |
        | sum(θ^2) | 1, 3       | 1, 3             |
        | sum(θ^2) | 3, 1       | 3, 1             |
        | sum(θ^2) | 2, 3       | 2, 3             |

  Rule: Measuring leaves θ as it was
    An entry that is moved and not put back exactly changes every later measurement, and the
    network with it.
    # hint: After measuring, θ is not what it was. Which line writes to it?
    # hint: θ[index] += ε changes the array that was handed in; putting it back by -= leaves
    #   rounding behind. θ + step makes a new array.
    # hint: Add a separate step array instead, and θ is never touched.

    Example: θ before and after
      Then after measuring, θ is as before
        | J        | θ           | θ afterwards? |
        | sum(θ^2) | 1, -2; 3, 0 | 1, -2; 3, 0   |
        | exp(θ)   | 1/3         | 1/3           |

  Rule: The relative error compares the difference with the size of the gradient
    It is |analytic − numeric| / max(|analytic|, |numeric|): 0 where both agree, 1 if one of them is
    0, between 1 and 2 for opposite signs, and 2 if only the sign is wrong. Which one is which makes
    no difference. A difference of 0.01 is nothing beside 10 000 and everything beside 0.01. The
    limits in the second table are those of the Stanford course CS231n.
    # hint: relative_error compares a difference with a size. What is it for 3 and 4? And for 0 and
    #   0, where the size is 0?
    # hint: |analytic − numeric| / max(|analytic|, |numeric|), entry by entry: np.abs, np.maximum. 0
    #   where both are 0.
    # hint: Divide by np.where(larger == 0, 1, larger): where the larger one is 0, the difference is
    #   0 as well, and 0/1 is 0.

    Example: The measure itself
      Then the relative errors are
        | analytic | numeric | error? | note                                     |
        | 0        | 0       | 0      | nothing to compare, and no division by 0 |
        | 3        | 3       | 0      |                                          |
        | 3        | 4       | 1/4    |                                          |
        | 4        | 3       | 1/4    | either way round                         |
        | -4       | -3      | 1/4    |                                          |
        | 3        | -3      | 2      | only the sign differs                    |
        | 3        | -1      | 4/3    | opposite signs                           |
        | 0        | 1e-9    | 1      | one of them is 0                         |
        | 3e-9     | 4e-9    | 1/4    | small gradients count as much as large   |
        | 3e-90    | 4e-90   | 1/4    | however small                            |
        | 3e90     | 4e90    | 1/4    | or large                                 |
        | 1e9      | 1.01e9  | 1/101  |                                          |

    Example: What a mistake looks like
      Then the relative errors are
        | analytic    | numeric | error?       | note                                     |
        | -0.6        | 0.6     | 2            | the sign is flipped                      |
        | 1.2         | 0.6     | 1/2          | twice as large: is a 2 too many?         |
        | 0.3         | 0.6     | 1/2          | half: is a 2 missing?                    |
        | 2.4         | 0.6     | 3/4          | not averaged over a batch of 4           |
        | 0           | 0.6     | 1            | this entry was forgotten                 |
        | 0.612       | 0.6     | 1/51         | 2 % off: above 10⁻² it is probably wrong |
        | 0.60006     | 0.6     | 9.99e-5…     | 10⁻⁴ is usual near kinks, else too large |
        | 0.600000006 | 0.6     | 1e-8 ± 1e-14 | below 10⁻⁷ all is well: rounding         |

  Rule: A network's gradients are measured like any other slope
    The cost is a function of each weight and each bias. Measure it for one W or b after the other,
    with the rest of the network as it is: that gives ∂J/∂W and ∂J/∂b of every layer. No rule of
    calculus is needed, and a network of a million parameters needs two million forward passes.
    # hint: measured_gradients in kata/gradient_checking.py asks numerical_gradient for each W and
    #   each b. What is J then, as a function of that one array?
    # hint: Write a function J(θ) that puts θ into a new list of layers, instead of this W or b,
    #   and returns COSTS[cost][0](Y, predict(layers, X)).
    # hint: layer._replace(W=θ) makes a new layer, if layer is Layer(*network[i]); then
    #   [*network[:i], layer, *network[i + 1:]]. Hand ε on to numerical_gradient.

    Example: One neuron, by hand
      Given the network
        | layer | W | b | activation |
        | 1     | 3 | 0 | identity   |
      And the samples
        | x | y |
        | 1 | 2 |
        | 2 | 4 |
      Then the measured gradients of mse are
        | W₁ | x    | y    | ε    | ∂J/∂W₁?  | ∂J/∂b₁?  | note                      |
        | 3  | 1; 2 | 2; 4 | 1e-5 | 5 ± 1e-6 | 3 ± 1e-6 | errors 1 and 2            |
        | 3  | 1; 2 | 2; 4 | 1    | 5        | 3        | a parabola: any ε will do |
        | 2  | 1; 2 | 2; 4 | 1    | 0        | 0        | a perfect fit             |
        | 3  | 1    | 2    | 1    | 2        | 2        | one sample                |
      And the measured gradients of mse are
        | f₁   | W₁ | b₁ | x | y | ε   | ∂J/∂W₁? | ∂J/∂b₁? | note                         |
        | relu | 1  | 0  | 1 | 0 | 1/2 | 2       | 2       | (1.5² − 0.5²)/1              |
        | relu | 1  | 0  | 1 | 0 | 2   | 9/4     | 9/4     | (3² − 0²)/4: beyond the kink |

    Example: The other costs are measured alike
      Given the network
        | layer | W    | b    | activation |
        | 1     | 0, 0 | 0, 0 | sigmoid    |
      And the samples
        | x | y    |
        | 2 | 1, 0 |
      Then the measured gradients of binary_cross_entropy are
        | x | y    | ε   | ∂J/∂W₁?    | ∂J/∂b₁?    | note                               |
        | 2 | 1, 0 | 1/2 | -1/2, 1/2  | -1/4, 1/4  | ln σ(ε) − ln σ(−ε) is ε, for any ε |
        | 2 | 1, 1 | 1   | -1/2, -1/2 | -1/4, -1/4 |                                    |
      And the measured gradients of cross_entropy are
        | x | y    | ε   | ∂J/∂W₁? | ∂J/∂b₁? | note                        |
        | 2 | 1, 0 | 1/2 | -1, 0   | -1/2, 0 | only the right class counts |

    Example: As backpropagation derives them
      Then the measured gradients of these random networks differ from backpropagation's
        | widths     | activations          | cost                 | samples | scale | seed | layers? | most?  |
        | 2, 1       | identity             | mse                  | 3       | 0.5   | 1    | 1       | < 1e-8 |
        | 2, 3, 1    | sigmoid, sigmoid     | mse                  | 4       | 0.5   | 2    | 2       | < 1e-8 |
        | 3, 4, 2    | tanh, identity       | mse                  | 5       | 0.5   | 3    | 2       | < 1e-8 |
        | 3, 4, 2    | elu, sigmoid         | binary_cross_entropy | 5       | 0.5   | 5    | 2       | < 1e-8 |
        | 3, 4, 3    | swish, softmax       | cross_entropy        | 5       | 0.5   | 6    | 2       | < 1e-8 |
        | 1, 2, 3, 2 | tanh, swish, sigmoid | binary_cross_entropy | 6       | 0.5   | 8    | 3       | < 1e-8 |

    Example: The network afterwards
      Given the network
        | layer | W      | b    | activation |
        | 1     | 1, -2  | 0, 3 | tanh       |
        | 2     | 4; 1/2 | -1   | sigmoid    |
      And the samples
        | x | y |
        | 2 | 0 |
        | 1 | 1 |
      Then after measuring the gradients of binary_cross_entropy the network is still
        | layer | W?     | b?   |
        | 1     | 1, -2  | 0, 3 |
        | 2     | 4; 1/2 | -1   |

  Rule: A step crosses a kink where a unit is on at only one of its ends
    ReLU and leaky ReLU have a kink at z = 0, and a unit is on where z > 0. Move one weight or bias w
    by ε to either side. If some unit is on for w + ε and off for w − ε, or the other way round, the
    two points lie on different branches of J, and the slope between them is neither branch's.
    # hint: crosses_kink in kata/gradient_checking.py sends X forward twice, with w − ε and with w + ε
    #   instead of w. What must then be compared, and in which layers?
    # hint: forward(network, X) has a z for each layer. Take z > 0 of the layers whose activation is
    #   "relu" or "leaky_relu". All the same at both ends: False. Any different one: True.
    # hint: getattr(layer, "W") is layer.W, so getattr(Layer(*network[layer - 1]), parameter) is the
    #   array to move. step = np.zeros(θ.shape); step[index] = ε.

    Example: One hidden unit with z = x + b₁
      Given the network
        | layer | W | b  | activation |
        | 1     | 1 | -1 | relu       |
        | 2     | 2 | 0  | identity   |
      And the samples
        | x | y |
        | 1 | 3 |
      Then a step of one entry crosses a kink
        | f₁         | b₁        | x        | layer | parameter | index | ε    | crosses? | note                         |
        | relu       | -1        | 1        | 1     | b         | 0     | 1e-5 | yes      | z = 0                        |
        | relu       | -1        | 1        | 1     | W         | 0, 0  | 1e-5 | yes      |                              |
        | relu       | -1        | 1        | 2     | W         | 0, 0  | 1e-5 | no       | W₂ comes after the kink      |
        | relu       | -1        | 1        | 2     | b         | 0     | 1e-5 | no       |                              |
        | relu       | -0.999    | 1        | 1     | b         | 0     | 1e-5 | no       | z = 10⁻³, further than ε     |
        | relu       | -0.999    | 1        | 1     | b         | 0     | 0.01 | yes      | a longer step                |
        | relu       | -1.000001 | 1        | 1     | b         | 0     | 1e-5 | yes      | z = −10⁻⁶                    |
        | leaky_relu | -1        | 1        | 1     | b         | 0     | 1e-5 | yes      |                              |
        | tanh       | -1        | 1        | 1     | b         | 0     | 1e-5 | no       | smooth                       |
        | elu        | -1        | 1        | 1     | b         | 0     | 1e-5 | no       | its slope is 1 on both sides |
        | relu       | -1        | 5; 1; 3  | 1     | b         | 0     | 1e-5 | yes      | one sample of three          |
        | relu       | -1        | 5; 2; 3  | 1     | b         | 0     | 1e-5 | no       |                              |
        | relu       | -1        | 5; 1; -3 | 1     | W         | 0, 0  | 1e-5 | yes      |                              |

    Example: Any unit of any layer after the step
      Given the network
        | layer | W    | b     | activation |
        | 1     | 1    | 0     | identity   |
        | 2     | 1, 1 | 2, -1 | relu       |
        | 3     | 1; 2 | -3    | leaky_relu |
      And the samples
        | x | y |
        | 1 | 9 |
      Then a step of one entry crosses a kink
        | b₂    | b₃ | layer | parameter | index | ε    | crosses? | note                      |
        | 2, -1 | -9 | 1     | b         | 0     | 1e-5 | yes      | z of the second unit is 0 |
        | 2, -1 | -9 | 2     | b         | 1     | 1e-5 | yes      |                           |
        | 2, -1 | -9 | 2     | b         | 0     | 1e-5 | no       | the first unit has z = 3  |
        | 2, -1 | -9 | 2     | W         | 0, 1  | 1e-5 | yes      |                           |
        | 2, -1 | -9 | 3     | b         | 0     | 1e-5 | no       | z₃ = −6                   |
        | 2, 1  | -7 | 3     | W         | 0, 0  | 1e-5 | yes      | z₃ = 3 + 2·2 − 7 = 0      |
        | 2, 1  | -7 | 1     | W         | 0, 0  | 1e-5 | yes      | two layers further on     |
        | 2, 1  | 7  | 1     | W         | 0, 0  | 1e-5 | no       |                           |

    Example: Where a step ends
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | relu       |
      And the samples
        | x | y |
        | 0 | 3 |
      Then a step of one entry crosses a kink
        | b₁   | layer | parameter | index | ε   | crosses? | note                           |
        | -1/2 | 1     | b         | 0     | 1/2 | no       | at b₁ + ε, z is 0: not above 0 |
        | 1/2  | 1     | b         | 0     | 1/2 | yes      | at b₁ − ε, z is 0: off         |
        | -1/4 | 1     | b         | 0     | 1/2 | yes      |                                |
        | 3/4  | 1     | b         | 0     | 1/2 | no       |                                |

  Rule: The check finds nothing in a right gradient
    Every entry of every ∂J/∂W and ∂J/∂b is compared with its measurement. No findings means that
    backpropagation and the forward pass agree. The random networks below have small weights (their
    standard deviation is the scale): where a unit is saturated, J itself has lost the digits that a
    small step moves.
    # hint: check_gradients in kata/gradient_checking.py compares what it is handed with what
    #   measured_gradients answers: every layer, W and b of each, every entry.
    # hint: Two zips lead through both lists of pairs at once. Where no entry disagrees, the list of
    #   findings is empty. What may two entries differ by, and still agree?
    # hint: Allow for rounding: two that differ by at most the tolerance times the larger one, plus
    #   about 10·2.2e-16·(J/ε + 1), agree.

    @heavy
    Example: Backpropagation passes
      Then the check of what backpropagation answers has
        | widths     | activations          | cost                 | samples | scale | seed | findings? |
        | 2, 1       | identity             | mse                  | 3       | 0.5   | 1    | 0         |
        | 2, 3, 1    | sigmoid, sigmoid     | mse                  | 4       | 0.5   | 2    | 0         |
        | 3, 4, 2    | tanh, identity       | mse                  | 5       | 0.5   | 3    | 0         |
        | 3, 4, 2    | relu, identity       | mse                  | 5       | 0.5   | 4    | 0         |
        | 3, 4, 2    | leaky_relu, sigmoid  | binary_cross_entropy | 5       | 0.5   | 5    | 0         |
        | 3, 4, 3    | swish, softmax       | cross_entropy        | 5       | 0.5   | 6    | 0         |
        | 2, 3, 3    | elu, tanh            | mse                  | 5       | 0.5   | 7    | 0         |
        | 2, 3, 3, 2 | swish, tanh, sigmoid | binary_cross_entropy | 6       | 0.5   | 8    | 0         |

    @optional @heavy
    Example: Backpropagation passes through softmax
      Then the check of what backpropagation answers has
        | widths     | activations            | cost                 | samples | scale | seed | findings? |
        | 2, 3, 3    | elu, softmax           | mse                  | 5       | 0.5   | 7    | 0         |
        | 2, 3, 3, 2 | softmax, tanh, sigmoid | binary_cross_entropy | 6       | 0.5   | 8    | 0         |

    Example: Rounding is not a finding
      Given the network
        | layer | W | b | activation |
        | 1     | 3 | 0 | identity   |
      And the samples
        | x | y  |
        | 1 | 14 |
      Then the check of mse has
        | x              | y                    | findings? | note                                  |
        | 1; 2           | 3; 6                 | 0         | a perfect fit: every gradient is 0    |
        | 1; 1           | 14; -8               | 0         | errors 11 and −11 cancel, yet J = 121 |
        | 0.1; 0.7; -0.8 | 100.3; 102.1; 97.6   | 0         | ∂J/∂W = 0 is measured as about 10⁻⁷   |
        | 0.1; 0.7; -0.8 | -99.7; -97.9; -102.4 | 0         | for J = 10 000 has no more digits     |
        | 0.3; 0.3; 0.3  | 50.9; 50.9; -99.1    | 0         | J = 5 000 has no more digits either   |

  Rule: A single wrong entry is found, and its place is named
    A finding names the layer, W or b, and the index, counted from 0 as in W₁[row, column].
    That is where to look: the column says which unit, the row which input. The worst comes first,
    and what is no number is worse than any number.
    # hint: A Finding holds the layer (from 1), "W" or "b", the index, both gradients, and a
    #   verdict. Where do the two arrays disagree?
    # hint: np.argwhere(mask) lists the indices where a mask is True. The mask is `not (difference
    #   <= allowed)`: with NaN, `difference > allowed` is False and would let it pass.
    # hint: Index as a tuple of plain ints. Sort at the end: the wrong before the kinks, then the
    #   greatest relative error first; sorted takes key= and reverse=True, and a NaN counts as
    #   infinite.

    @heavy
    Example: One mistake at a time
      Given the network
        | layer | W                             | b              | activation |
        | 1     | 0.5, -1, 0.25; 1, 0.75, -0.75 | 0.1, 0.2, -0.3 | tanh       |
        | 2     | 1, -0.5; -1, 0.5; 0.5, 1      | 0, -0.25       | sigmoid    |
      And the samples
        | x       | y    |
        | 1, 0    | 1, 0 |
        | 0, 1    | 0, 0 |
        | -1, 0.5 | 1, 1 |
      When its gradients of binary_cross_entropy are checked
      Then a mistake planted in them is found
        | layer | parameter | index | mistake         | findings? | where?   | verdict? |
        | 1     | W         | 0, 0  | none            | 0         | nowhere  | none     |
        | 1     | W         | 0, 0  | sign flipped    | 1         | W₁[0, 0] | wrong    |
        | 1     | W         | 1, 2  | sign flipped    | 1         | W₁[1, 2] | wrong    |
        | 1     | W         | 0, 1  | 1 % too large   | 1         | W₁[0, 1] | wrong    |
        | 1     | W         | 1, 0  | 0.1 % too small | 1         | W₁[1, 0] | wrong    |
        | 1     | b         | 1     | zeroed          | 1         | b₁[1]    | wrong    |
        | 1     | b         | 2     | doubled         | 1         | b₁[2]    | wrong    |
        | 2     | W         | 2, 0  | 1 % too large   | 1         | W₂[2, 0] | wrong    |
        | 2     | W         | 0, 1  | zeroed          | 1         | W₂[0, 1] | wrong    |
        | 2     | b         | 0     | sign flipped    | 1         | b₂[0]    | wrong    |
        | 2     | b         | 1     | 0.1 % too small | 1         | b₂[1]    | wrong    |
        | 2     | W         | 1, 1  | not a number    | 1         | W₂[1, 1] | wrong    |
        | 1     | W         | 0, 2  | infinite        | 1         | W₁[0, 2] | wrong    |
        | 2     | b         | 0     | minus infinite  | 1         | b₂[0]    | wrong    |
      And several mistakes planted at once are found in this order
        | layer | parameter | index | mistake         | found?   | note             |
        | 2     | W         | 2, 1  | 0.1 % too small | b₂[1]    | no number        |
        | 1     | b         | 0     | sign flipped    | b₁[0]    | relative error 2 |
        | 1     | W         | 0, 1  | doubled         | W₂[0, 0] | 1                |
        | 2     | W         | 0, 0  | zeroed          | W₁[0, 1] | 1/2              |
        | 2     | b         | 1     | not a number    | W₂[2, 1] | 0.001            |

    Example: A mistake everywhere
      Given the network
        | layer | W                             | b              | activation |
        | 1     | 0.5, -1, 0.25; 1, 0.75, -0.75 | 0.1, 0.2, -0.3 | tanh       |
        | 2     | 1; -1; 0.5                    | 0              | identity   |
      And the samples
        | x       | y |
        | 1, 0    | 1 |
        | 0, 1    | 0 |
        | -1, 0.5 | 2 |
      When its gradients of mse are checked
      Then a mistake planted in them is found
        | layer | parameter | index | mistake       | findings? | verdict? | note                       |
        | 1     | W         | all   | doubled       | 6         | wrong    | all the weights of layer 1 |
        | 1     | b         | all   | zeroed        | 3         | wrong    | biases forgotten           |
        | 2     | W         | all   | 1 % too large | 3         | wrong    |                            |
        | 2     | b         | all   | sign flipped  | 1         | wrong    | there is only one          |

    Example: Every mistake, not the first few
      Given the network
        | layer | W                                              | b        | activation |
        | 1     | 1, 0.5, -2; -1, 2, 0.5; 3, -0.5, 1; 2, -3, 0.5 | 0, 1, -1 | identity   |
      And the samples
        | x               | y        |
        | 1, -0.5, 2, 0.5 | 1, 3, 30 |
      When its gradients of mse are checked
      Then a mistake planted in them is found
        | layer | parameter | index | mistake      | findings? | where?   | verdict? |
        | 1     | W         | 3, 2  | sign flipped | 1         | W₁[3, 2] | wrong    |
      And a mistake planted in them is found
        | layer | parameter | index | mistake | findings? | verdict? |
        | 1     | W         | all   | doubled | 12        | wrong    |

    Example: In every layer, those between the others as well
      Given the network
        | layer | W    | b    | activation |
        | 1     | 1    | 0.5  | tanh       |
        | 2     | -1   | 0.25 | sigmoid    |
        | 3     | 2    | -0.5 | tanh       |
        | 4     | -0.5 | 0    | identity   |
      And the samples
        | x | y |
        | 1 | 2 |
      When its gradients of mse are checked
      Then a mistake planted in them is found
        | layer | parameter | index | mistake         | findings? | where?   | verdict? |
        | 2     | W         | 0, 0  | doubled         | 1         | W₂[0, 0] | wrong    |
        | 3     | b         | 0     | zeroed          | 1         | b₃[0]    | wrong    |
        | 4     | W         | 0, 0  | 0.1 % too small | 1         | W₄[0, 0] | wrong    |

  Rule: A finding shows both gradients
    From 1·3 + 0 = 3 against y = 2, and from 6 against 4, follow ∂J/∂W = 5 and ∂J/∂b = 3. The finding
    holds what was answered beside what was measured.
    # hint: A finding shows what was answered beside what was measured. Are the two in the right
    #   order?
    # hint: Finding(layer, parameter, index, analytic, numeric, verdict): analytic is what came in
    #   as gradients.
    # hint: Layers are counted from 1, indices from 0. Take the plain numbers at the index,
    #   float(analytic[index]).

    Example: One neuron, one mistake
      Given the network
        | layer | W | b | activation |
        | 1     | 3 | 0 | identity   |
      And the samples
        | x | y |
        | 1 | 2 |
        | 2 | 4 |
      When its gradients of mse are checked
      Then the first finding reads
        | layer | parameter | index | mistake       | layer? | parameter? | index? | analytic? | numeric? | verdict? |
        | 1     | b         | 0     | sign flipped  | 1      | b          | 0      | -3        | 3 ± 1e-6 | wrong    |
        | 1     | W         | 0, 0  | 1 % too large | 1      | W          | 0, 0   | 5.05      | 5 ± 1e-6 | wrong    |
        | 1     | W         | 0, 0  | zeroed        | 1      | W          | 0, 0   | 0         | 5 ± 1e-6 | wrong    |

  Rule: A small gradient is judged as strictly as a large one
    Here ∂J/∂W = 2·10⁻⁶. An absolute tolerance of, say, 10⁻⁵ would let it pass with the sign flipped;
    early layers often have gradients as small as that.
    # hint: Which of your tolerances hides an error of 2·10⁻⁶? An absolute one would.
    # hint: Judge by the relative error. The only absolute allowance is for rounding, and it grows
    #   with J: about 10 times 2.2e-16, times (J/ε + 1).
    # hint: With J = 10⁻⁶ and ε = 10⁻⁵ that is about 2·10⁻¹⁵: small enough to see a sign in 2·10⁻⁶.
    #   np.finfo(float).eps is 2.2e-16.

    Example: An input of a thousandth
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | identity   |
      And the samples
        | x      | y |
        | 1/1000 | 0 |
      When its gradients of mse are checked
      Then a mistake planted in them is found
        | layer | parameter | index | mistake       | findings? | where?   | verdict? |
        | 1     | W         | 0, 0  | none          | 0         | nowhere  | none     |
        | 1     | W         | 0, 0  | sign flipped  | 1         | W₁[0, 0] | wrong    |
        | 1     | W         | 0, 0  | 1 % too large | 1         | W₁[0, 0] | wrong    |
        | 1     | W         | 0, 0  | zeroed        | 1         | W₁[0, 0] | wrong    |
        | 1     | b         | 0     | doubled       | 1         | b₁[0]    | wrong    |

    Example: A small gradient beside a large cost
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | identity   |
      And the samples
        | x    | y |
        | 1e-6 | 1 |
      When its gradients of mse are checked
      Then a mistake planted in them is found
        | layer | parameter | index | mistake      | findings? | where?   | verdict? | note                   |
        | 1     | W         | 0, 0  | none         | 0         | nowhere  | none     | ∂J/∂W = −2·10⁻⁶, J = 1 |
        | 1     | W         | 0, 0  | sign flipped | 1         | W₁[0, 0] | wrong    |                        |
        | 1     | W         | 0, 0  | doubled      | 1         | W₁[0, 0] | wrong    |                        |

  Rule: Too large an ε is inexact, and so is too small a one
    Make ε smaller and the curvature matters less: the error falls with ε². Yet J(θ + ε) and
    J(θ − ε) then agree in more and more of their sixteen digits, and what is left of their difference
    is rounding: that error grows with 1/ε. The errors by ε form a V, with its bottom near 10⁻⁵.
    # hint: There is nothing new to write: numerical_gradient and relative_error for many ε. Which
    #   end of the table is wrong?
    # hint: Large ε: the formula is not the central one. Very small ε: 1 + ε is 1, the slope is
    #   measured as 0, and the error is 1.
    # hint: Do not guard against small ε; the table shows what they do. relative_error of 0 and
    #   something is 1.

    Example: The V of e^θ at θ = 1
      Then the relative error of the measured slope is
        | J      | θ | ε     | slope | error?    | note                                   |
        | exp(θ) | 1 | 1     | e     | 0.1490…   | 1 − ε/sinh ε                           |
        | exp(θ) | 1 | 0.1   | e     | 1.664e-3… | a tenth of ε, a hundredth of the error |
        | exp(θ) | 1 | 0.01  | e     | 1.666e-5… |                                        |
        | exp(θ) | 1 | 0.001 | e     | 1.66e-7…  | ε²/6                                   |
        | exp(θ) | 1 | 1e-5  | e     | < 1e-9    | the bottom                             |
        | exp(θ) | 1 | 1e-15 | e     | > 1e-3    | a few last digits                      |
        | exp(θ) | 1 | 1e-17 | e     | 1         | 1 + ε is 1: nothing moves              |

    Example: The V of a network
      Given the network
        | layer | W                             | b              | activation |
        | 1     | 0.5, -1, 0.25; 1, 0.75, -0.75 | 0.1, 0.2, -0.3 | sigmoid    |
        | 2     | 1; -1; 0.5                    | 0.2            | sigmoid    |
      And the samples
        | x       | y |
        | 1, 0    | 1 |
        | 0, 1    | 0 |
        | -1, 0.5 | 1 |
      Then the worst relative error in W₁ under mse is
        | ε     | error?          |
        | 1     | > 1e-2          |
        | 0.01  | 1e-7 < _ < 1e-4 |
        | 1e-4  | < 1e-7          |
        | 1e-5  | < 1e-7          |
        | 1e-6  | < 1e-6          |
        | 1e-14 | > 1e-5          |
        | 1e-17 | > 0.5           |

  Rule: At a kink the measurement is at fault, not the gradient
    Where a ReLU unit is on at θ + ε and off at θ − ε, the two points lie on different branches of J,
    and the slope between them is neither branch's. Such a finding is a kink: the analytic gradient
    may well be right. Away from the kink, and for activations without one, there is nothing to find.
    # hint: A finding at a ReLU is suspicious. What would tell you that a unit is on at one end of
    #   the step and off at the other?
    # hint: crosses_kink says it of one entry. Where it is True the verdict is "kink", elsewhere
    #   "wrong".
    # hint: Only look where an entry disagrees, with the same ε that was measured with. Kinks are
    #   listed after everything that is wrong, whatever their errors.

    Example: One hidden unit with z = 1 + b₁
      Given the network
        | layer | W | b  | activation |
        | 1     | 1 | -1 | relu       |
        | 2     | 2 | 0  | identity   |
      And the samples
        | x | y |
        | 1 | 3 |
      Then the check of mse has
        | f₁         | b₁        | findings? | verdict? | note                     |
        | relu       | -1        | 2         | kink     | z = 0: in W₁ and b₁      |
        | relu       | -0.999999 | 2         | kink     | z = 10⁻⁶, nearer than ε  |
        | relu       | -1.000001 | 2         | kink     | z = −10⁻⁶                |
        | relu       | -0.999    | 0         | none     | z = 10⁻³, further than ε |
        | relu       | -1.001    | 0         | none     | z = −10⁻³                |
        | leaky_relu | -1        | 2         | kink     | slopes 0.01 and 1        |
        | leaky_relu | -1.001    | 0         | none     |                          |
        | tanh       | -1        | 0         | none     | smooth                   |
        | sigmoid    | -1        | 0         | none     | smooth                   |

    Example: A mistake beside a kink is still a mistake
      Given the network
        | layer | W | b  | activation |
        | 1     | 1 | -1 | relu       |
        | 2     | 2 | 0  | identity   |
      And the samples
        | x | y |
        | 1 | 3 |
      When its gradients of mse are checked
      Then a mistake planted in them is found
        | layer | parameter | index | mistake         | findings? | verdict? | note                       |
        | 2     | b         | 0     | none            | 2         | kink     | W₁ and b₁                  |
        | 2     | b         | 0     | sign flipped    | 3         | wrong    | the worst finding is first |
        | 2     | b         | 0     | 0.1 % too small | 3         | wrong    | kinks come last            |

    Example: Any layer, any unit, any sample
      Given the network
        | layer | W    | b    | activation |
        | 1     | 1    | 0    | identity   |
        | 2     | 1, 1 | 1, 1 | relu       |
        | 3     | 1; 2 | 0    | identity   |
      And the samples
        | x | y |
        | 1 | 9 |
      Then the check of mse has
        | f₂         | b₂     | x    | y    | findings? | verdict? | note                                 |
        | relu       | 1, 2   | 1    | 9    | 0         | none     |                                      |
        | relu       | -1, 2  | 1    | 9    | 4         | kink     | the first unit: in W₁, b₁, W₂ and b₂ |
        | relu       | 2, -1  | 1    | 9    | 4         | kink     | the second unit                      |
        | relu       | 2, -1  | 5; 1 | 9; 9 | 4         | kink     | the second unit on the second sample |
        | leaky_relu | 2, -1  | 5; 1 | 9; 9 | 4         | kink     |                                      |
        | tanh       | -1, -1 | 1    | 9    | 0         | none     |                                      |

    Example: Among kinks, too, the worst comes first
      Given the network
        | layer | W    | b       | activation |
        | 1     | 1, 1 | 1e-6, 0 | relu       |
        | 2     | 2; 2 | 0       | identity   |
      And the samples
        | x | y |
        | 0 | 3 |
      When its gradients of mse are checked
      Then several mistakes planted at once are found in this order
        | layer | parameter | index | mistake         | found? | note                                        |
        | 2     | b         | 0     | 0.1 % too small | b₂[0]  | wrong, though by 0.001 alone                |
        | 1     | b         | 1     | none            | b₁[1]  | z = 0: answered 0, measured about half      |
        | 1     | b         | 0     | none            | b₁[0]  | z = 10⁻⁶: answered all, measured about half |

    Example: A kink elsewhere is no excuse
      Given the network
        | layer | W    | b        | activation |
        | 1     | 1, 1 | -1, -1/2 | relu       |
        | 2     | 2; 2 | 0        | identity   |
      And the samples
        | x | y |
        | 1 | 3 |
      When its gradients of mse are checked
      Then a mistake planted in them is found
        | layer | parameter | index | mistake      | findings? | where?   | verdict? | note                     |
        | 1     | W         | 0, 1  | sign flipped | 3         | W₁[0, 1] | wrong    | the other unit has z = 0 |
        | 1     | b         | 1     | sign flipped | 3         | b₁[1]    | wrong    |                          |

    Example: A step that ends at the kink does not cross it
      Given the network
        | layer | W | b     | activation |
        | 1     | 0 | -1e-5 | leaky_relu |
        | 2     | 2 | 0     | identity   |
      And the samples
        | x | y |
        | 1 | 3 |
      When its gradients of mse are checked
      Then a mistake planted in them is found
        | layer | parameter | index | mistake      | findings? | where? | verdict? | note              |
        | 1     | b         | 0     | sign flipped | 1         | b₁[0]  | wrong    | at b₁ + ε, z is 0 |

    Example: A step that ends just beyond the kink crosses it
      Given the network
        | layer | W | b                | activation |
        | 1     | 1 | -9.9999999999e-6 | leaky_relu |
        | 2     | 2 | 0                | identity   |
      And the samples
        | x | y |
        | 0 | 3 |
      When its gradients of mse are checked
      Then a mistake planted in them is found
        | layer | parameter | index | mistake      | findings? | where? | verdict? | note                  |
        | 1     | b         | 0     | sign flipped | 1         | b₁[0]  | kink     | at b₁ + ε, z is 10⁻¹⁵ |

    Example: A mistake in a ReLU network away from its kinks
      Given the network
        | layer | W | b    | activation |
        | 1     | 1 | -1/2 | relu       |
        | 2     | 2 | 0    | identity   |
      And the samples
        | x | y |
        | 1 | 3 |
      When its gradients of mse are checked
      Then a mistake planted in them is found
        | layer | parameter | index | mistake       | findings? | where?   | verdict? |
        | 1     | W         | 0, 0  | sign flipped  | 1         | W₁[0, 0] | wrong    |
        | 1     | b         | 0     | 1 % too large | 1         | b₁[0]    | wrong    |
        | 2     | W         | 0, 0  | doubled       | 1         | W₂[0, 0] | wrong    |

  Rule: Who asks says how near is near enough, and how long the steps are
    The tolerance is what a relative error may be at most. ε is the step to either side: with a longer
    one, a kink further away comes into its reach. With a very short one, J has few digits left for the
    difference, and more of it is rounding.
    # hint: check_gradients has two more arguments, ε and tolerance. Where does each of them belong?
    # hint: The tolerance times the larger of the two gradients is what they may differ by. ε goes to
    #   the measurement, to the allowance for rounding, and to the search for a kink.
    # hint: Every 1e-5 and every 1e-6 in the body of the function must be ε or tolerance. Rounding is
    #   about 10·2.2e-16·(J/ε + 1).

    Example: How near is near enough
      Given the network
        | layer | W | b | activation |
        | 1     | 0 | 0 | identity   |
      And the samples
        | x | y    |
        | 1 | -1.1 |
        | 2 | -2.3 |
      When its gradients of mse are checked
      Then with these settings a mistake planted in them is found
        | ε     | tolerance | layer | parameter | index | mistake         | findings? | verdict? | note                        |
        | 1e-5  | 1e-6      | 1     | W         | 0, 0  | 1 % too large   | 1         | wrong    | the usual settings          |
        | 1e-5  | 0.009     | 1     | W         | 0, 0  | 1 % too large   | 1         | wrong    | its relative error is 1/101 |
        | 1e-5  | 0.02      | 1     | W         | 0, 0  | 1 % too large   | 0         | none     | near enough                 |
        | 1e-5  | 0.02      | 1     | b         | 0     | 0.1 % too small | 0         | none     |                             |
        | 1e-5  | 0.0005    | 1     | b         | 0     | 0.1 % too small | 1         | wrong    |                             |
        | 1e-5  | 0.02      | 1     | b         | 0     | doubled         | 1         | wrong    |                             |
        | 0.5   | 1e-6      | 1     | W         | 0, 0  | none            | 0         | none     | a parabola: any ε will do   |
        | 1e-11 | 1e-6      | 1     | W         | 0, 0  | none            | 0         | none     | what differs is rounding    |
        | 1e-11 | 1e-6      | 1     | W         | 0, 0  | doubled         | 1         | wrong    |                             |

    Example: How far away a kink may be
      Given the network
        | layer | W | b      | activation |
        | 1     | 1 | -0.999 | relu       |
        | 2     | 2 | 0      | identity   |
      And the samples
        | x | y |
        | 1 | 3 |
      When its gradients of mse are checked
      Then with these settings a mistake planted in them is found
        | ε    | tolerance | layer | parameter | index | mistake      | findings? | verdict? | note                           |
        | 1e-5 | 1e-6      | 1     | b         | 0     | none         | 0         | none     | z = 10⁻³, further than ε       |
        | 0.01 | 1e-6      | 1     | b         | 0     | none         | 2         | kink     | z = 10⁻³, nearer than ε        |
        | 1e-5 | 1e-6      | 1     | b         | 0     | sign flipped | 1         | wrong    |                                |
        | 0.01 | 1e-6      | 2     | b         | 0     | sign flipped | 3         | wrong    | b₂ moves no unit over its kink |

  Rule: A gradient of the wrong shape is refused
    To compare it entry by entry would compare the wrong entries, or one number with many, without a
    word. The check refuses.
    # hint: NumPy would broadcast a wrong shape without a word. What should be asked before the
    #   first comparison?
    # hint: Compare np.shape(gradient) with the shape of its parameter, for dW and for db, and raise
    #   ValueError(…) if they differ.
    # hint: raise ValueError with a sentence that names both shapes. (1, 3) is not (3,), and neither
    #   is a transposed matrix of W's shape.

    Example: Gradients in other shapes
      Given the network
        | layer | W                    | b       | activation |
        | 1     | 0.5, -1, 2; 1, 3, -2 | 0, 1, 2 | tanh       |
        | 2     | 1; -1; 0.5           | 0       | identity   |
      And the samples
        | x    | y |
        | 1, 0 | 1 |
        | 0, 1 | 0 |
      When its gradients of mse are checked
      Then a gradient of another shape is refused
        | layer | parameter | given                     | refused? |
        | 1     | W         | as it is                  | no       |
        | 1     | W         | transposed                | yes      |
        | 1     | W         | as one row                | yes      |
        | 1     | W         | as their mean             | yes      |
        | 1     | b         | as it is                  | no       |
        | 1     | b         | as one row                | yes      |
        | 1     | b         | as one column             | yes      |
        | 1     | b         | as their mean             | yes      |
        | 2     | W         | as a plain row of numbers | yes      |
        | 2     | W         | transposed                | yes      |
        | 2     | b         | as their mean             | yes      |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for the check
      Then for arguments drawn at random these functions answer as their docstrings say
        | function           | answers? |
        | numerical_gradient | right    |
        | relative_error     | right    |
        | measured_gradients | right    |
        | crosses_kink       | right    |
        | check_gradients    | right    |
