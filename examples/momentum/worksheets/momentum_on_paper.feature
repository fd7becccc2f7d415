# lint: allow stubs because a worksheet is worked out on paper
Feature: The slope of one neuron on paper
  Momentum needs no derivative of its own: it takes the one of chapter 6. Here is one more, for an
  identity with mean squared error.

    z1 = x·W1 + b1    ŷ = z1    J = (1/n)·Σ(ŷ - y)²

  Rule: The gradient that pushes the ball
    # hint: The square goes first, then what stands in it.
    # hint: The slope of (ŷ - y)² by ŷ is twice the difference, and ŷ is a straight line in W1.
    # hint: Twice the difference over n; for the weight times what comes in, for the bias times 1.

    Example: One link after the other
      Given a chain of identity with the cost mse
      Then SymPy judges each answer
        | derivative | claim         | verdict? | note            |
        | ∂z1/∂W1    | x             | right    | given: x·W1 + b1 |
        | ∂J/∂ŷ      | 2/n·(ŷ - y)   | right    |                 |
        | ∂J/∂W1     | 2/n·(ŷ - y)·x | right    |                 |
        | ∂J/∂b1     | 2/n·(ŷ - y)   | right    |                 |
