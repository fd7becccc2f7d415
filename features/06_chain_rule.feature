# lint: allow stubs because the calculus is judged here, not the network
Feature: Chain rule
  To make the cost smaller, a network has to know how the cost changes when one of its weights
  changes. The weight does not stand in the formula of the cost. It acts through a chain: the weight
  moves z, z moves the prediction ŷ, and ŷ moves J. The chain rule multiplies the slopes of the links.

  This chapter follows a network with one input x, one hidden unit and one output, all sigmoids, with
  the weights W_xh and W_hy and the biases b_h and b_y:

    z₁ = x·Wxh + bh    a₁ = σ(z₁)    z₂ = a₁·Why + by    ŷ = σ(z₂)    J = (1/n)·Σ(y − ŷ)²

  Every line in the tables is read as a student wrote it and judged by SymPy: proved, or wrong, and
  then by which factor. Derivatives with respect to weights are one sample's share; the gradient of
  a batch is the sum of its samples' shares.

  Rule: Along a chain the slopes multiply
    Let u be three times as much as x, and v the square of u. If x grows by a little, u grows three times
    as much, and v again 2·u times as much as u: ∂v/∂x = ∂v/∂u·∂u/∂x = 2·u·3. For x = 2 that is 36. A
    line that only says what a letter stands for is a definition. Where such letters of one's own come
    in, SymPy compares numbers at many places: equal numerically.
    # hint: By hand for x = 2: u = 6 and v = 36. For x = 2.001: u = 6.003, v = 36.036…. By how much has
    #   each grown?
    # hint: Slopes are factors: 3 from x to u, 2·u from u to v. One after the other, factors multiply.
    # hint: 2·u·3 = 6·u, and u = 3·x, so it is 18·x as well. The sum 2·u + 3 is another number.

    Example: Two links
      Then SymPy judges the lines as one derivation
        | line                  | verdict?          |
        | u = 3·x               | definition        |
        | v = u^2               | definition        |
        | ∂u/∂x = 3             | equal numerically |
        | ∂v/∂u = 2·u           | equal numerically |
        | ∂v/∂x = ∂v/∂u·∂u/∂x   | equal numerically |
        | ∂v/∂x = 2·u·3         | equal numerically |
        | ∂v/∂x = 18·x          | equal numerically |
        | ∂v/∂x = 2·u + 3       | wrong             |

  Rule: Where two paths lead to the end, their products add up
    If h acts on s along two paths, by p and by q, each path has the product of its slopes, and s feels
    both: ∂s/∂h = ∂s/∂p·∂p/∂h + ∂s/∂q·∂q/∂h. In a network a unit acts on the cost through every unit of
    the next layer. The chain of this chapter has one unit a layer, so there is one path. Chapter 7 adds
    the others.
    # hint: Draw it: h with one arrow to p and one to q, both with an arrow to s. Write its slope at each
    #   arrow.
    # hint: The path by p: 2·p·3. The path by q: 2·q·(−1). For h = 1 that is 18 and 2.
    # hint: 6·p − 2·q with p = 3·h and q = −h is 20·h. It is also what s = 9·h² + h² = 10·h² gives.

    Example: From h to s by p and by q
      Then SymPy judges the lines as one derivation
        | line                                  | verdict?          |
        | p = 3·h                               | definition        |
        | q = −h                                | definition        |
        | s = p^2 + q^2                         | definition        |
        | ∂s/∂h = ∂s/∂p·∂p/∂h + ∂s/∂q·∂q/∂h     | equal numerically |
        | ∂s/∂h = 2·p·3 + 2·q·(−1)              | equal numerically |
        | ∂s/∂h = 20·h                          | equal numerically |
        | ∂s/∂h = 6·p                           | wrong             |
        | ∂s/∂h = 2·p·3·2·q·(−1)                | wrong             |

  Rule: Each link of the chain has a slope of its own
    The links are short, and each is a derivative that fits on one line.
    # hint: Cover everything but one link, such as z₂ = a₁·Why + by, and ask how fast the left side
    #   moves when one letter on the right moves. The worksheets have such links for you to fill in.
    # hint: A sum has the sum of the slopes; a constant has none; a letter times a constant has the
    #   constant as its slope. So ∂z₂/∂Why = a₁, ∂z₂/∂a₁ = Why, ∂z₂/∂by = 1.
    # hint: For the cost: (y − ŷ)² has the slope 2·(y − ŷ) times −1, the inner derivative of y − ŷ;
    #   and the 1/n in front stays.

    Example: The links between the input and the cost
      Then SymPy judges each claim
        | derivative | claim                     | verdict? | off by? | note                         |
        | ∂z1/∂Wxh   | x                         | proved   |         | a weight acts times its input |
        | ∂z1/∂bh    | 1                         | proved   |         | a bias acts as it is         |
        | ∂z1/∂x     | Wxh                       | proved   |         |                              |
        | ∂a1/∂z1    | σ'(z1)                    | proved   |         |                              |
        | ∂a1/∂z1    | a1·(1 − a1)               | proved   |         | the same in terms of a₁      |
        | ∂z2/∂Why   | a1                        | proved   |         |                              |
        | ∂z2/∂a1    | Why                       | proved   |         | how the error goes back      |
        | ∂z2/∂by    | 1                         | proved   |         |                              |
        | ∂ŷ/∂z2     | σ'(z2)                    | proved   |         |                              |
        | ∂ŷ/∂z2     | ŷ·(1 − ŷ)                 | proved   |         |                              |
        | ∂J/∂ŷ      | −(2/n)·(y − ŷ)            | proved   |         |                              |

    Example: The slope of the sigmoid, written in several ways
      Then SymPy judges each claim
        | derivative | claim                     | verdict? | off by? | note                          |
        | σ'(z)      | e^{-z}/(1 + e^{-z})^2     | proved   |         |                               |
        | σ'(z)      | σ(z)(1 − σ(z))            | proved   |         |                               |
        | σ'(z)      | σ(z) − σ(z)^2             | proved   |         |                               |
        | σ'(z)      | 1/(2 + e^z + e^{-z})      | proved   |         |                               |
        | σ'(z)      | −e^{-z}/(1 + e^{-z})^2    | wrong    | -1      | the inner derivative of e^−z forgotten |

  Rule: The ten steps lead from the cost to both weights, but the sixth is wrong
    The ten steps below come from a student's notes. In step 6 the 2/n and the minus sign of ∂J/∂ŷ
    are lost, and steps 9 and 10 repeat the mistake. All three are off by the same factor, −n/2. A
    constant factor changes how far a step goes. A lost sign changes its direction: the cost climbs
    (chapter 9 shows it). Two sentences of the notes are wrong as well. They assume step 8, but it
    follows from step 4. They call step 10 the weights of the next layer, but it is a gradient, that
    of the layer before.
    # hint: Which steps only repeat the network's formulas, and which differentiate? Check the
    #   differentiated ones.
    # hint: Step 6 differentiates J = (1/n)·Σ(y − ŷ)² by ŷ. Outer derivative 2·(…), inner derivative
    #   −1, and the factor 1/n.
    # hint: Right is −(2/n)·(y − ŷ). Divide the step's y − ŷ by it and −n/2 is left, in steps 6, 9
    #   and 10 alike.

    Example: Each of the ten steps on its own
      Then SymPy judges each step
        | step | quantity             | claim                         | verdict? | off by? | note                                  |
        | 1    | J                    | 1/n Σ(y − ŷ)^2                | proved   |         | the cost                              |
        | 2    | ∂J/∂Why, with ŷ held | 0                             | proved   |         | W_hy does not stand in J: it acts through ŷ |
        | 3    | ŷ                    | σ(z2)                         | proved   |         | from forward propagation              |
        | 4    | z2                   | a1·Why + by                   | proved   |         | from forward propagation              |
        | 5    | ∂J/∂Why              | ∂J/∂ŷ · ∂ŷ/∂z2 · ∂z2/∂Why     | proved   |         | the chain rule                        |
        | 6    | ∂J/∂ŷ                | y − ŷ                         | wrong    | -n/2    | it is −(2/n)·(y − ŷ)                  |
        | 6    | ∂ŷ/∂z2               | σ'(z2)                        | proved   |         |                                       |
        | 7    | σ'(z)                | e^{-z}/(1 + e^{-z})^2         | proved   |         |                                       |
        | 8    | ∂z2/∂Why             | a1                            | proved   |         |                                       |
        | 9    | ∂J/∂Why              | (y − ŷ)·σ'(z2)·a1             | wrong    | -n/2    | the mistake of step 6                 |
        | 10   | ∂J/∂Wxh              | (y − ŷ)·σ'(z2)·Why·σ'(z1)·x   | wrong    | -n/2    | the mistake of step 6                 |

    Example: The steps as one derivation, where only the mistake itself is wrong
      Then SymPy judges the lines as one derivation
        | line                                            | verdict?            |
        | 1. J = 1/n Σ(y − ŷ)^2                           | proved              |
        | 3. ŷ = σ(z2)                                    | proved              |
        | 4. z2 = a1·Why + by                             | proved              |
        | 5. ∂J/∂Why = ∂J/∂ŷ · ∂ŷ/∂z2 · ∂z2/∂Why          | proved              |
        | 6. ∂J/∂ŷ = y − ŷ                                | wrong               |
        | 7. σ'(z) = e^{-z}/(1 + e^{-z})^2                | proved              |
        | 8. ∂z2/∂Why = a1                                | proved              |
        | 9. ∂J/∂Why = (y − ŷ)·σ'(z2)·a1                  | follows from line 6 |
        | 10. ∂J/∂Wxh = (y − ŷ)·σ'(z2)·Why·σ'(z1)·x       | follows from line 6 |

  Rule: The corrected derivation holds line by line
    With ∂J/∂ŷ = −(2/n)·(y − ŷ) everything after it is right. The slope of the cost at the
    output, ∂J/∂ŷ, times the slope of the output, σ′(z₂), is called δ₂. Sent back through W_hy and
    times the slope of the hidden unit it is δ₁.
    # hint: Each line is an earlier line times one more link. Which link is added from line 5 to
    #   line 7, and which from 5 to 10?
    # hint: ∂J/∂z₂ = ∂J/∂ŷ · σ′(z₂) is δ₂. The weight of a layer multiplies it by the layer's input,
    #   the bias by 1.
    # hint: Backwards past the hidden unit: δ₁ = δ₂ · Why · σ′(z₁). Then ∂J/∂Wxh = δ₁·x and ∂J/∂bh =
    #   δ₁.

    Example: From the cost to every parameter
      Then SymPy judges the lines as one derivation
        | line                                                | verdict? |
        | 1. J = 1/n Σ(y − ŷ)^2                               | proved   |
        | 2. ∂J/∂ŷ = −(2/n)(y − ŷ)                            | proved   |
        | 3. ∂ŷ/∂z2 = σ'(z2)                                  | proved   |
        | 4. σ'(z) = σ(z)(1 − σ(z))                           | proved   |
        | 5. ∂J/∂z2 = −(2/n)(y − ŷ)·σ'(z2)                    | proved   |
        | 6. ∂z2/∂Why = a1                                    | proved   |
        | 7. ∂J/∂Why = −(2/n)(y − ŷ)·σ'(z2)·a1                | proved   |
        | 8. ∂J/∂by = −(2/n)(y − ŷ)·σ'(z2)                    | proved   |
        | 9. ∂z2/∂a1 = Why                                    | proved   |
        | 10. ∂J/∂z1 = −(2/n)(y − ŷ)·σ'(z2)·Why·σ'(z1)        | proved   |
        | 11. ∂J/∂Wxh = −(2/n)(y − ŷ)·σ'(z2)·Why·σ'(z1)·x     | proved   |
        | 12. ∂J/∂bh = −(2/n)(y − ŷ)·σ'(z2)·Why·σ'(z1)        | proved   |

  Rule: The gradient of a batch is the sum over its samples
    J sums over the samples, so its derivative does too. A line without the Σ is one sample's share.
    # hint: What does one sample add to J, and what do all of them together?
    # hint: The derivative of a sum is the sum of the derivatives, and the factor 1/n stays in front
    #   of both.
    # hint: With Σ the line speaks of the batch, without it of one sample's share. Without the n it
    #   is summed, but no longer averaged.

    Example: With and without the sum
      Then SymPy judges each claim
        | derivative | claim                                    | verdict? | off by? | note               |
        | ∂J/∂Why    | −(2/n) Σ (y − ŷ)·σ'(z2)·a1               | proved   |         | the whole batch    |
        | ∂J/∂Why    | −(2/n)(y − ŷ)·σ'(z2)·a1                  | proved   |         | one sample's share |
        | ∂J/∂Wxh    | −(2/n) Σ (y − ŷ)·σ'(z2)·Why·σ'(z1)·x     | proved   |         |                    |
        | ∂J/∂by     | −(2/n) Σ (y − ŷ)·σ'(z2)                  | proved   |         | a bias sums too    |
        | ∂J/∂Why    | −2 Σ (y − ŷ)·σ'(z2)·a1                   | wrong    | n       | summed, not averaged |

  Rule: The order of the factors does not matter, but every factor does
    The numbers of one sample can be multiplied in any order; the matrices of a batch cannot
    (chapter 7). Leaving one out, or adding a constant, is seen at once.
    # hint: Numbers may be multiplied in any order. Divide the claim by the right derivative: what
    #   is left over?
    # hint: The column off by? is that quotient. A constant, such as −1 or n, says which factor was
    #   lost.
    # hint: (y − ŷ) = −(ŷ − y): whoever turns the bracket round has to turn the sign as well.

    Example: Right in other words, and nearly right
      Then SymPy judges each claim
        | derivative | claim                                   | verdict? | off by? | note                              |
        | ∂J/∂Why    | (2/n)·(ŷ − y)·ŷ·(1 − ŷ)·a1              | proved   |         | the sign moved into the bracket   |
        | ∂J/∂Why    | a1·σ'(z2)·(ŷ − y)·2/n                   | proved   |         | another order                     |
        | ∂J/∂Why    | (2/n)·(y − ŷ)·σ'(z2)·a1                 | wrong    | -1      | the sign                          |
        | ∂J/∂Why    | (1/n)·(ŷ − y)·σ'(z2)·a1                 | wrong    | 1/2     | the 2 of the square               |
        | ∂J/∂Why    | 2·(ŷ − y)·σ'(z2)·a1                     | wrong    | n       | not averaged                      |
        | ∂J/∂ŷ      | −(2/n)·(y − yhat)                       | proved   |         | yhat is ŷ                         |
        | ∂J/∂ŷ      | −(2/n)·(y − yhta)                       | cannot read | cannot-read | a mistyped name            |
