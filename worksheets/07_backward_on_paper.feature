# lint: allow stubs because a worksheet is worked out on paper
Feature: The backward pass on paper
  Three layers, and the bookkeeping that makes it bearable: δ1, δ2, δ3 stand for ∂J/∂z1, ∂J/∂z2 and
  ∂J/∂z3. Once a δ is known, the layer's weight and bias and the δ before it take one line each:

    z1 = x·W1 + b1    a1 = relu(z1)    z2 = a1·W2 + b2    a2 = tanh(z2)
    z3 = a2·W3 + b3    ŷ = z3    J = (1/n)·Σ(y - ŷ)²

  Use the δ of a later layer as a name; do not multiply it out again. Writing it once is the idea
  of backpropagation. Answers are worked out: no ∂ is left in them.

  Rule: Each layer's δ is the next one's, back through the weight, times its own slope
    # hint: Start at the cost. The output is linear, so its δ is the slope of the cost itself.
    # hint: z2 acts on J only through a2 and z3: δ2 = δ3 · ∂z3/∂a2 · ∂a2/∂z2, and likewise for δ1.
    # hint: ∂z3/∂a2 is the weight W3, and ∂a2/∂z2 is tanh'(z2), or 1 - a2^2. One layer earlier they
    #   are W2 and relu'(z1).

    Example: Three error signals
      Given a chain of relu, tanh, identity with the cost mse
      Then SymPy judges each answer
        | derivative | claim                | verdict? | note                      |
        | ∂J/∂z3     | -(2/n)·(y - ŷ)       | right    | δ3                        |
        | ∂J/∂z2     | δ3·W3·(1 - a2^2)     | right    | δ2, in terms of δ3        |
        | ∂J/∂z1     | δ2·W2·relu'(z1)      | right    | δ1, in terms of δ2        |

  Rule: With δ in hand, a weight and a bias are one step away
    # hint: Ask of each parameter: which z does it stand in, and what is it multiplied by there?
    # hint: ∂J/∂W = δ · ∂z/∂W and ∂J/∂b = δ · ∂z/∂b, with the δ and the z of the same layer.
    # hint: The weight's factor is what came into its layer: x, a1 or a2. The bias's factor is 1, so
    #   its gradient is δ itself.

    Example: Three weights and three biases
      Given a chain of relu, tanh, identity with the cost mse
      Then SymPy judges each answer
        | derivative | claim       | verdict? | note                  |
        | ∂J/∂W3     | δ3·a2       | right    |                       |
        | ∂J/∂b3     | δ3          | right    |                       |
        | ∂J/∂W2     | δ2·a1       | right    |                       |
        | ∂J/∂b2     | δ2          | right    |                       |
        | ∂J/∂W1     | δ1·x        | right    |                       |
        | ∂J/∂b1     | δ1          | right    |                       |
