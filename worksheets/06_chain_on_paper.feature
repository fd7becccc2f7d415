# lint: allow stubs because a worksheet is worked out on paper
Feature: A chain on paper
  The chain of chapter 6 with other links: the hidden unit is a tanh, the output a sigmoid, and the
  cost is binary cross-entropy. The layers are numbered, as they will be in every network from here on:

    z1 = x·W1 + b1    a1 = tanh(z1)    z2 = a1·W2 + b2    ŷ = σ(z2)
    J = -(1/n)·Σ(y·ln ŷ + (1 - y)·ln(1 - ŷ))

  Replace the dots by each derivative, worked out: no ∂ is left in it. With respect to
  weights and biases, one sample's share is asked for. Names such as a1, ŷ and W2 may stay.

  Rule: Each link has a slope of its own, whatever the chain it is in
    # hint: Look at one link at a time, and treat everything else in its formula as a constant.
    # hint: z2 = a1·W2 + b2 is a straight line in each of a1, W2 and b2: what it is multiplied by is
    #   the slope. For the activations, chapter 2 has f'(z); for the cost, chapter 5.
    # hint: Written with the outputs, tanh'(z1) = 1 - a1^2 and σ'(z2) = ŷ·(1 - ŷ). A bias is
    #   multiplied by 1.

    Example: Every link from the input to the cost
      Given a chain of tanh, sigmoid with the cost binary_cross_entropy
      Then SymPy judges each answer
        | derivative | claim                       | verdict? | note                          |
        | ∂z1/∂W1    | x                           | right    | given: z1 = x·W1 + b1         |
        | ∂z1/∂b1    | 1                           | right    |                               |
        | ∂z1/∂x     | W1                          | right    |                               |
        | ∂a1/∂z1    | 1 - a1^2                    | right    |                               |
        | ∂z2/∂a1    | W2                          | right    | how the error will come back  |
        | ∂z2/∂W2    | a1                          | right    |                               |
        | ∂z2/∂b2    | 1                           | right    |                               |
        | ∂ŷ/∂z2     | ŷ·(1 - ŷ)                   | right    |                               |
        | ∂J/∂ŷ      | (ŷ - y)/(n·ŷ·(1 - ŷ))       | right    |                               |

  Rule: At a sigmoid with binary cross-entropy, the slope of the output cancels
    Multiply the last two links of the table above and simplify. What is left has no factor that
    vanishes, however sure and wrong the output is. Chapter 7 needs it.
    # hint: ∂J/∂z2 is the product of the last two links, ∂J/∂ŷ and ∂ŷ/∂z2. Bring ∂J/∂ŷ to one
    #   fraction first.
    # hint: y/ŷ - (1 - y)/(1 - ŷ) has the common denominator ŷ·(1 - ŷ), and its numerator becomes
    #   y·(1 - ŷ) - (1 - y)·ŷ = y - ŷ. That denominator is the slope of the sigmoid.
    # hint: The factor ŷ·(1 - ŷ) cancels and a plain difference over n is left. For W2 it is
    #   multiplied by what came into W2, for b2 by 1.

    Example: The error signal and the output layer
      Given a chain of tanh, sigmoid with the cost binary_cross_entropy
      Then SymPy judges each answer
        | derivative | claim              | verdict? | note                           |
        | ∂J/∂z2     | (ŷ - y)/n          | right    | this is δ2                     |
        | ∂J/∂W2     | (ŷ - y)/n·a1       | right    |                                |
        | ∂J/∂b2     | (ŷ - y)/n          | right    |                                |

  Rule: The whole derivation, from the cost to the first weight
    Here the right side of every line is missing. A line that only carries an earlier mistake on is
    told from one that is wrong by itself.
    # hint: Go back one link at a time. Every line is a line before it, times one slope from the
    #   first table.
    # hint: ∂J/∂a1 = ∂J/∂z2 · ∂z2/∂a1, then ∂J/∂z1 = ∂J/∂a1 · ∂a1/∂z1, and at the end times ∂z1/∂W1
    #   or ∂z1/∂b1.
    # hint: Through W2 the error (ŷ - y)/n comes back to a1; the hidden unit's slope 1 - a1^2 takes
    #   it to z1; the last factor is x for the weight and 1 for the bias.

    Example: Backwards through the chain
      Given a chain of tanh, sigmoid with the cost binary_cross_entropy
      Then SymPy judges each line
        | line                                        | verdict? |
        | 1. ∂J/∂z2 = (ŷ - y)/n                       | right    |
        | 2. ∂J/∂W2 = (ŷ - y)/n·a1                    | right    |
        | 3. ∂J/∂a1 = (ŷ - y)/n·W2                    | right    |
        | 4. ∂J/∂z1 = (ŷ - y)/n·W2·(1 - a1^2)         | right    |
        | 5. ∂J/∂W1 = (ŷ - y)/n·W2·(1 - a1^2)·x       | right    |
        | 6. ∂J/∂b1 = (ŷ - y)/n·W2·(1 - a1^2)         | right    |
