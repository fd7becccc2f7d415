@backpropagation
Feature: Backpropagation
  A network has many weights and biases, and one cost J. The gradients ∂J/∂W and ∂J/∂b say how fast
  J changes when one of them changes a little and the others stay.
  Backpropagation finds all of them in one backward pass, from the output to the first layer. On its
  way it carries one quantity, the error signal δ = ∂J/∂z: how fast J changes with a layer's z.
  It is the chain rule, ordered so that nothing is computed twice.

    in the output layer      δ = ∂J/∂ŷ ⊙ f′(z)
    in every layer before    δ = (δ_next · W_nextᵀ) ⊙ f′(z)
    in every layer           ∂J/∂W = inputᵀ · δ,  and ∂J/∂b = δ summed over the samples

  Between matrices · is the matrix product; ⊙ multiplies entry by entry (the Hadamard product). The
  input of a layer is the activation of the layer before it, or x. Nothing is learned yet: that takes
  a step against these gradients, two chapters on.

  Rule: The sign of a gradient says which way the cost rises
    One neuron without an activation answers ŷ = xW + b. From J = (y − ŷ)² follow
    ∂J/∂b = −2·(y − ŷ) and ∂J/∂W = −2·(y − ŷ)·x. Where the answer is too high, more bias makes it
    worse and ∂J/∂b is positive. Where it is right, nothing pushes. A negative input turns the
    weight's sign around.
    # hint: One layer, so there is nothing to go back through yet. From ŷ, how fast does the cost
    #   change (cost_prime), and what does f′(z) make of it? backward in kata/backpropagation.py
    #   gets what forward returned.
    # hint: In the output layer δ = ∂J/∂ŷ ⊙ f′(z), entry by entry. Then dW = inputᵀ @ δ and db =
    #   δ.sum(axis=0). COSTS[cost] is the pair (J, slope), ACTIVATIONS[activation] the pair (f, f′).
    # hint: With one layer the input is X, so dW = X.T @ δ. Return a list with one pair (dW, db) for
    #   each layer: here [(dW, db)], with more layers more pairs. backpropagate is backward with
    #   forward(network, X) as its signals.

    Example: One neuron, one sample
      Given the network
        | layer | W | b | activation |
        | 1     | 3 | 0 | identity   |
      And the samples
        | x | y |
        | 2 | 6 |
      Then the gradients of mse are
        | x   | y  | ∂J/∂W₁? | ∂J/∂b₁? | all?       | note                            |
        | 2   | 4  | 8       | 4       | as derived | ŷ = 6 is too high               |
        | 2   | 6  | 0       | 0       | as derived | ŷ is right                      |
        | 2   | 7  | -4      | -2      | as derived | ŷ is too low                    |
        | -2  | -4 | 8       | -4      | as derived | too low, x is negative          |
        | 0   | 1  | 0       | -2      | as derived | where x = 0, W has no effect    |
        | 1/2 | 1  | 1/2     | 1       | as derived | half the input, half the effect |

  Rule: Along a chain, δ goes back by the weight and the slope
    With one unit a layer, chapter 6 has it all: δ₂ = ∂J/∂ŷ·f′(z₂) at the output, and one layer before
    it δ₁ = δ₂·W₂·f′(z₁). Every weight then gets its input times δ, every bias δ alone.
    # hint: From δ₂, which link leads back from z₂ to a₁, and which one from a₁ to z₁? backward goes on
    #   layer by layer like this.
    # hint: For every layer before the last: δ = (δ_next @ W_next.T) * f′(z), with δ_next and W_next
    #   of the layer after it. Then dW and db as before.
    # hint: Walk with reversed(range(len(network) - 1)); the input of layer i is the a of layer i −
    #   1, or X for the first. Each pair belongs at the front of the list, so that the first layer
    #   comes first.

    Example: One unit a layer
      Given the network
        | layer | W       | b | activation |
        | 1     | ln(3)/2 | 0 | sigmoid    |
        | 2     | -4      | 5 | identity   |
      And the samples
        | x | y |
        | 2 | 1 |
      Then one sample goes forward and back through mse as follows
        | quantity | value? | note                              |
        | z₁       | ln(3)  | 2·ln(3)/2                         |
        | a₁       | 3/4    | σ(ln 3)                           |
        | z₂       | 2      | 3/4·(−4) + 5                      |
        | ŷ        | 2      | identity                          |
        | J        | 1      | (1 − 2)²                          |
        | ∂J/∂ŷ    | 2      | −2·(y − ŷ)                        |
        | δ₂       | 2      | ∂J/∂ŷ·1                           |
        | ∂J/∂W₂   | 3/2    | a₁·δ₂                             |
        | ∂J/∂b₂   | 2      | δ₂                                |
        | δ₁       | -3/2   | δ₂·W₂·σ′(ln 3) = 2·(−4)·3/4·1/4   |
        | ∂J/∂W₁   | -3     | x·δ₁                              |
        | ∂J/∂b₁   | -3/2   | δ₁                                |
      And the gradients of mse are
        | all?       |
        | as derived |

  Rule: What a unit sends to several others comes back as a sum
    One a fans out along several weights, and J changes through every one of them: more than one chain
    leads from a to J. Each path sends back its δ times its weight, and the unit adds them up. To let
    the last path overwrite the others is the classic mistake.
    # hint: A unit that feeds two others gets a gradient from both. How do the two become one number?
    # hint: δ_next @ W_next.T multiplies each δ by its weight and adds up over the units of the next
    #   layer: the sum is inside the matrix product.
    # hint: If only one path counts, something is overwritten in a loop over units: use the matrix
    #   product. If the factors are swapped, look at the transpose: (n, d_next) @ (d_next, d).

    Example: A hidden unit that feeds two outputs
      Given the network
        | layer | W     | b    | activation |
        | 1     | 1     | 0    | identity   |
        | 2     | 3, -1 | 0, 0 | identity   |
      And the samples
        | x | y     |
        | 2 | 6, -2 |
      Then the gradients of mse are
        | y     | ∂J/∂b₂? | ∂J/∂b₁? | ∂J/∂W₁? | all?       | note                       |
        | 5, -2 | 1, 0    | 3       | 6       | as derived | only the first is wrong    |
        | 6, -4 | 0, 2    | -2      | -4      | as derived | only the second            |
        | 5, -4 | 1, 2    | 1       | 2       | as derived | both: 3 − 2                |
        | 4, 4  | 2, -6   | 12      | 24      | as derived | 2·3 + 6·1                  |
        | 5, -5 | 1, 3    | 0       | 0       | as derived | they cancel                |

    Example: Two paths that meet again
      Given the network
        | layer | W     | b    | activation |
        | 1     | 1     | 0    | identity   |
        | 2     | 3, -1 | 0, 0 | identity   |
        | 3     | 2; 5  | 0    | identity   |
      And the samples
        | x | y   |
        | 1 | 1/2 |
      Then the gradients of mse are
        | W₃   | y     | ∂J/∂b₃? | ∂J/∂b₂? | ∂J/∂b₁? | all?       | note               |
        | 2; 0 | 11/2  | 1       | 2, 0    | 6       | as derived | the upper path     |
        | 0; 5 | -11/2 | 1       | 0, 5    | -5      | as derived | the lower path     |
        | 2; 5 | 1/2   | 1       | 2, 5    | 1       | as derived | both: 6 − 5        |
        | 1; 3 | -1/2  | 1       | 1, 3    | 0       | as derived | they cancel: 3 − 3 |

  Rule: The transpose of W adds up the paths of all units at once
    W has one row for each unit that sends and one column for each that receives. Unit i sends along the
    weights of row i, so ∂J/∂aᵢ = Σⱼ δⱼ·Wᵢⱼ. That is row i of W times the row of δs: δ·Wᵀ has it for all
    units i, and for each sample in a row of its own. Forward, each unit j adds up over its column:
    there it is a·W.
    # hint: Which weights does the first hidden unit send along? They stand in one row of W₂. And the
    #   second one?
    # hint: δ is (n, d_next) and W_next is (d, d_next), so δ @ W_next.T gives (n, d). Where two layers
    #   are equally wide, δ @ W_next fits as well, and is wrong.
    # hint: For δ = 1, 0 the first column of W₂ comes back, 1 and 3. If 1, 2 comes, the transpose is
    #   missing.

    Example: Two units, two outputs
      Given the network
        | layer | W          | b    | activation |
        | 1     | 0, 0       | 0, 0 | identity   |
        | 2     | 1, 2; 3, 4 | 0, 0 | identity   |
      And the samples
        | x | y     |
        | 1 | -1, 0 |
      Then the gradients of mse are
        | x | y      | ∂J/∂b₂? | ∂J/∂b₁? | ∂J/∂W₁? | note                      |
        | 1 | -1, 0  | 1, 0    | 1, 3    | 1, 3    | ŷ = 0, 0, so δ₂ = −y      |
        | 1 | 0, -1  | 0, 1    | 2, 4    | 2, 4    | the second column of W₂   |
        | 1 | -1, -1 | 1, 1    | 3, 7    | 3, 7    | both: the sum of each row |
        | 3 | -2, 1  | 2, -1   | 0, 2    | 0, 6    | 2·1 − 2, 2·3 − 4          |

  Rule: Every line of the backward pass follows from the line before
    With several units z, a and δ are rows, with one number for each unit. For one sample, ∂J/∂b is the δ
    of its layer. All the rest are products: the δ times what came in, and the δ times the weights it
    came through.
    # hint: Go through the table from its middle downwards: which row above is used in each row? The
    #   same lines, layer by layer, are the loop of backward.
    # hint: δ₁ is δ₂·W₂ᵀ, entry by entry times f′(z₁). ∂J/∂W is the transposed input times δ, so it has
    #   the shape of W.
    # hint: If δ₁ is right and ∂J/∂W₁ is not, see which input is used: X, for the first layer. If only
    #   the third unit is wrong, see relu_prime at z = −2.

    Example: Three hidden units of ReLU, one of them off
      Given the network
        | layer | W                   | b        | activation |
        | 1     | 1, 2, -1; -1, 1, -1 | 2, -1, 1 | relu       |
        | 2     | 3; -2; 5            | 1        | identity   |
      And the samples
        | x    | y |
        | 1, 2 | 1 |
      Then one sample goes forward and back through mse as follows
        | quantity | value?                 | note                                  |
        | z₁       | 1, 3, -2               | x·W₁ + b₁                             |
        | a₁       | 1, 3, 0                | relu(z₁): the third unit is off       |
        | z₂       | -2                     | a₁·W₂ + b₂                            |
        | ŷ        | -2                     | identity                              |
        | J        | 9                      | (1 − (−2))²                           |
        | ∂J/∂ŷ    | -6                     | −2·(y − ŷ)                            |
        | δ₂       | -6                     | ∂J/∂ŷ · 1                             |
        | ∂J/∂W₂   | -6; -18; 0             | a₁ᵀ · δ₂                              |
        | ∂J/∂b₂   | -6                     | δ₂                                    |
        | δ₁       | -18, 12, 0             | δ₂·W₂ᵀ = (−18, 12, −30), where z₁ > 0 |
        | ∂J/∂W₁   | -18, 12, 0; -36, 24, 0 | xᵀ · δ₁                               |
        | ∂J/∂b₁   | -18, 12, 0             | δ₁                                    |
      And the gradients of mse are
        | all?       |
        | as derived |

    Example: Two hidden units of sigmoid, and sigmoid at the output
      Given the network
        | layer | W                 | b    | activation |
        | 1     | ln(3)/2, -ln(3)/2 | 0, 0 | sigmoid    |
        | 2     | 4; -4             | -2   | sigmoid    |
      And the samples
        | x | y |
        | 2 | 0 |
      Then one sample goes forward and back through mse as follows
        | quantity | value?        | note                                        |
        | z₁       | ln(3), -ln(3) | x·W₁ + b₁                                   |
        | a₁       | 3/4, 1/4      | σ(ln 3) = 1/(1 + 1/3)                       |
        | z₂       | 0             | 4·3/4 − 4·1/4 − 2                           |
        | ŷ        | 1/2           | σ(0)                                        |
        | J        | 1/4           | (0 − 1/2)²                                  |
        | ∂J/∂ŷ    | 1             | −2·(y − ŷ)                                  |
        | δ₂       | 1/4           | σ′(0) = 1/2·1/2                             |
        | ∂J/∂W₂   | 3/16; 1/16    | a₁ᵀ · δ₂                                    |
        | ∂J/∂b₂   | 1/4           | δ₂                                          |
        | δ₁       | 3/16, -3/16   | δ₂·W₂ᵀ = (1, −1), ⊙ σ′(±ln 3) = 3/4·1/4     |
        | ∂J/∂W₁   | 3/8, -3/8     | xᵀ · δ₁                                     |
        | ∂J/∂b₁   | 3/16, -3/16   | δ₁                                          |
      And the gradients of mse are
        | all?       |
        | as derived |

  Rule: The gradient of a weight is its input times the δ of its unit
    The weight of row i and column j carries input i to unit j, so ∂J/∂W has at (i, j) input i times
    δ of unit j, added up over the samples. An input of 0 adds nothing. With the unit vectors
    as samples, ∂J/∂W is the list of their δs itself.
    # hint: Which array has one row for each input and one column for each unit? Transpose the one
    #   that stands in the way.
    # hint: (d_in, n) @ (n, d_out) gives (d_in, d_out), and adds up over the samples by itself:
    #   input.T @ δ.
    # hint: The input of a layer is the activation before it, not its z and not its own a. For the
    #   first layer it is X.

    Example: Inputs read off the gradient
      Given the network
        | layer | W          | b    | activation |
        | 1     | 0, 0; 0, 0 | 0, 0 | identity   |
      And the samples
        | x    | y    |
        | 1, 0 | 1, 0 |
      Then the gradients of mse are
        | x          | y            | ∂J/∂W₁?      | note                               |
        | 3, 5       | -1, -2       | 3, 6; 5, 10  | δ = (1, 2)                         |
        | 3, 0       | -1, -2       | 3, 6; 0, 0   | the second input is 0              |
        | 3, 5       | 0, -2        | 0, 6; 0, 10  | the first unit is right            |
        | 1, 0; 0, 1 | -2, -4; 6, 8 | 1, 2; -3, -4 | unit vectors: δ, sample by sample  |
        | 1, 0; 1, 0 | -2, -4; 6, 8 | -2, -2; 0, 0 | both pass by the first input       |
        | 3, 5; 1, 2 | -2, -4; 6, 8 | 0, 2; -1, 2  | 3·1 − 3, 3·2 − 4; 5·1 − 6, 5·2 − 8 |

  Rule: The gradient of a bias is δ summed over the batch
    The bias enters every sample with weight 1, so every sample adds its δ, unit by unit. Errors of
    opposite sign cancel there, while in ∂J/∂W, where each δ is first multiplied by its own input,
    they need not.
    # hint: Each sample gives its own δ to the bias, one number for each unit. Over which axis is it
    #   added up?
    # hint: db = δ.sum(axis=0): rows are samples, so axis 0 goes over the samples, and one entry a
    #   unit is left.
    # hint: Not .mean(axis=0): the 1/n is in δ already, from the slope of the cost. Not .sum()
    #   alone: that adds the units together too.

    Example: One neuron that answers 0, so that δ = −2y/n
      Given the network
        | layer | W | b | activation |
        | 1     | 0 | 0 | identity   |
      And the samples
        | x | y |
        | 1 | 1 |
      Then the gradients of mse are
        | x       | y       | ∂J/∂b₁? | ∂J/∂W₁? | note                       |
        | 1; 2    | 1; 1    | -2      | -3      | δ = −1, −1                 |
        | 1; 2    | 1; -1   | 0       | 1       | δ = −1, 1                  |
        | 1; 2    | 3; -1   | -2      | -1      | δ = −3, 1                  |
        | 1; 2; 3 | 3; 0; 3 | -4      | -8      | δ = −2, 0, −2              |
        | 1; 2; 3 | 3; 3; 0 | -4      | -6      | the same δs, other samples |

    Example: Each unit has a bias of its own
      Given the network
        | layer | W    | b    | activation |
        | 1     | 0, 0 | 0, 0 | identity   |
      And the samples
        | x | y    |
        | 1 | 1, 3 |
        | 2 | 2, 9 |
      Then the gradients of mse are
        | y           | ∂J/∂b₁?  | ∂J/∂W₁?     | note                       |
        | 1, 3; 2, -1 | -3/2, -1 | -5/2, -1/2  | δ = (−1/2, −3/2; −1, 1/2)  |
        | 1, 3; 2, 9  | -3/2, -6 | -5/2, -21/2 | δ = (−1/2, −3/2; −1, −9/2) |
        | 0, 3; 0, 9  | 0, -6    | 0, -21/2    | the first unit is right    |

  Rule: The cost is an average over the batch, and so is its gradient
    The gradient of a batch is the mean of its samples' own gradients. Showing every sample twice
    changes nothing, and neither does their order. The average is in δ already: to divide
    once more by n would be one time too many.
    # hint: If the gradient is too small or too large by the number of samples, the 1/n is there
    #   twice or not at all. Where does it come in?
    # hint: The slopes of the costs hold the 1/n (chapter 5). After that δ is only multiplied and
    #   added up. n is all entries for mse and binary_cross_entropy, the samples for cross_entropy.
    # hint: Where you cancel by hand: (ŷ − Y)/Y.size for sigmoid with binary_cross_entropy, (ŷ −
    #   Y)/len(Y) for softmax with cross_entropy.

    Example: One neuron with mean squared error
      Given the network
        | layer | W | b | activation |
        | 1     | 3 | 0 | identity   |
      And the samples
        | x | y |
        | 1 | 2 |
      Then the gradients of mse are
        | x          | y          | ∂J/∂W₁? | ∂J/∂b₁? | note                |
        | 1          | 2          | 2       | 2       | A alone             |
        | 2          | 4          | 8       | 4       | B alone             |
        | 1; 2       | 2; 4       | 5       | 3       | A and B: the mean   |
        | 2; 1       | 4; 2       | 5       | 3       | B and A             |
        | 1; 1       | 2; 2       | 2       | 2       | A twice: as A alone |
        | 1; 1; 2; 2 | 2; 2; 4; 4 | 5       | 3       | both twice          |
        | 1; 1; 2    | 2; 2; 4    | 4       | 8/3     | A counts twice      |

    Example: Sigmoid with binary cross-entropy averages over predictions
      Given the network
        | layer | W    | b    | activation |
        | 1     | 0, 0 | 0, 0 | sigmoid    |
      And the samples
        | x | y    |
        | 2 | 1, 0 |
      Then the gradients of binary_cross_entropy are
        | x    | y          | ∂J/∂W₁?   | ∂J/∂b₁?   | note                              |
        | 2    | 1, 0       | -1/2, 1/2 | -1/4, 1/4 | two predictions share the average |
        | 2; 2 | 1, 0; 1, 0 | -1/2, 1/2 | -1/4, 1/4 | the sample twice                  |
        | 2; 2 | 1, 0; 1, 1 | -1/2, 0   | -1/4, 0   | the second outputs cancel         |
        | 2; 6 | 1, 0; 0, 0 | 1/2, 1    | 0, 1/4    | n = 4                             |

  Rule: The slope f′ is taken at z, not at a
    δ = ∂J/∂a ⊙ f′(z). Each activation brings its own slope, and each is taken at the weighted sum
    that went in. With y as given, ∂J/∂b = 2·(a − y)·f′(z).
    # hint: Where do you find z in backward? signals holds (z, a) for each layer; which of the two
    #   does f′ get?
    # hint: The functions f_prime of chapter 2 take z. signals[i][0] is the z of layer i.
    # hint: δ = ∂J/∂a * f_prime(z). Wrong for sigmoid and tanh but right for identity: it was taken
    #   at a.

    Example: One neuron of every kind
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | identity   |
      And the samples
        | x | y |
        | 0 | 0 |
      Then the gradients of mse are
        | f₁         | x      | y | ∂J/∂b₁?  | all?       | note                 |
        | identity   | 3      | 1 | 4        | as derived | a = 3, slope 1       |
        | sigmoid    | 0      | 0 | 1/4      | as derived | a = 1/2, slope 1/4   |
        | sigmoid    | ln(3)  | 0 | 9/32     | as derived | a = 3/4, slope 3/16  |
        | sigmoid    | -ln(3) | 0 | 3/32     | as derived | a = 1/4, slope 3/16  |
        | tanh       | ln(2)  | 0 | 96/125   | as derived | a = 3/5, slope 16/25 |
        | tanh       | -ln(3) | 1 | -162/125 | as derived | a = −4/5, slope 9/25 |
        | relu       | 3      | 1 | 4        | as derived | a = 3, slope 1       |
        | relu       | -3     | 1 | 0        | as derived | a = 0, slope 0       |
        | leaky_relu | -100   | 0 | -1/50    | as derived | a = −1, slope 1/100  |
        | elu        | -ln(2) | 0 | -1/2     | as derived | a = −1/2, slope 1/2  |
        | swish      | 0      | 1 | -1       | as derived | a = 0, slope 1/2     |

  Rule: A ReLU unit that is off lets nothing back
    Where z ≤ 0 the slope of ReLU is 0, and so is the δ of the unit: its own weights and bias learn
    nothing from this sample. The layer after it goes on learning its bias.
    # hint: Nothing special is needed for it: which factor of δ is 0 for a unit that is off?
    # hint: relu_prime(z) is 0 for z ≤ 0, and it multiplies everything that comes back. db of the
    #   last layer does not pass through it.
    # hint: If the row x = 0 alone is wrong, see relu_prime at 0. If W₂ and b₂ are wrong, the slope
    #   of the wrong layer was taken.

    Example: On, off, and at the kink
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | relu       |
        | 2     | 2 | 0 | identity   |
      And the samples
        | x | y |
        | 3 | 5 |
      Then the gradients of mse are
        | x   | ∂J/∂W₁? | ∂J/∂b₁? | ∂J/∂W₂? | ∂J/∂b₂? | all?       | note                |
        | 3   | 12      | 4       | 6       | 2       | as derived | ŷ = 6, on           |
        | 1/2 | -8      | -16     | -4      | -8      | as derived | ŷ = 1, on           |
        | 0   | 0       | 0       | 0       | -10     | as derived | the slope at 0 is 0 |
        | -3  | 0       | 0       | 0       | -10     | as derived | off                 |

  @optional
  Rule: Through softmax, every output depends on every logit
    One slope an output is not enough: the slopes are a Jacobian, with aᵢ·(1 − aᵢ) on its diagonal and
    −aᵢ·aⱼ off the diagonal. Thus δⱼ = Σᵢ ∂J/∂aᵢ · ∂aᵢ/∂zⱼ. Since adding one number to all z changes
    nothing, the δs of a softmax sum to 0.
    # hint: For softmax the slope is a matrix for each sample. Write δ for two classes by hand: δ₁ =
    #   ∂J/∂a₁·∂a₁/∂z₁ + ∂J/∂a₂·∂a₂/∂z₁.
    # hint: δⱼ = Σᵢ ∂J/∂aᵢ · ∂aᵢ/∂zⱼ, with softmax_jacobian(z) of shape (n, k, k). np.einsum writes
    #   such sums: the letters that repeat and are left out at the end are summed.
    # hint: np.einsum("ni,nij->nj", dJ_da, jacobian) instead of dJ_da * f_prime(z), if the
    #   activation is softmax; in hidden layers as well.

    Example: Two classes with mean squared error
      Given the network
        | layer | W    | b    | activation |
        | 1     | 1, 0 | 0, 0 | softmax    |
      And the samples
        | x | y    |
        | 0 | 1, 0 |
      Then the gradients of mse are
        | x     | y    | ∂J/∂b₁?     | all?       | note                           |
        | 0     | 1, 0 | -1/4, 1/4   | as derived | a = (1/2, 1/2)                 |
        | 0     | 1, 1 | 0, 0        | as derived | both too low by as much        |
        | ln(3) | 1, 0 | -3/32, 3/32 | as derived | a = (3/4, 1/4), −aᵢ·aⱼ = −3/16 |
        | ln(3) | 0, 1 | 9/32, -9/32 | as derived | the wrong class                |

    Example: Softmax in a hidden layer
      Given the network
        | layer | W    | b    | activation |
        | 1     | 0, 0 | 0, 0 | softmax    |
        | 2     | 4; 8 | 0    | identity   |
      And the samples
        | x | y |
        | 3 | 5 |
      Then the gradients of mse are
        | y | ∂J/∂b₂? | ∂J/∂W₂? | ∂J/∂b₁? | ∂J/∂W₁? | all?       | note                                    |
        | 5 | 2       | 1; 1    | -2, 2   | -6, 6   | as derived | ŷ = 6; (8, 16) minus their mean, halved |
        | 7 | -2      | -1; -1  | 2, -2   | 6, -6   | as derived | ŷ = 6; too low                          |

    Example: Softmax with every cost, and before every layer
      Then the gradients of these random networks are
        | widths        | activations                    | cost                 | samples | seed | gradients? |
        | 3, 4          | softmax                        | mse                  | 5       | 18   | as derived |
        | 3, 4          | softmax                        | binary_cross_entropy | 5       | 20   | as derived |
        | 2, 4, 3       | softmax, softmax               | mse                  | 6       | 38   | as derived |
        | 2, 4, 2       | elu, softmax                   | binary_cross_entropy | 6       | 46   | as derived |
        | 2, 4, 2       | softmax, sigmoid               | binary_cross_entropy | 6       | 48   | as derived |
        | 2, 4, 3       | softmax, softmax               | cross_entropy        | 6       | 58   | as derived |
        | 2, 4, 3, 4, 2 | swish, softmax, tanh, identity | mse                  | 3       | 69   | as derived |
        | 2, 2, 2, 2, 2 | elu, leaky_relu, softmax, relu | mse                  | 100     | 70   | as derived |

  Rule: Task, output and cost belong together, and then δ is ŷ − y
    A quantity can be any number: identity, with the squared error. A yes or no needs a probability:
    sigmoid. One of several classes needs probabilities that sum to 1: softmax. Several labels, each
    yes or no, need a sigmoid each. Cross-entropy goes with all of these. In each pair the output's slope
    cancels against the cost's, and δ is the error ŷ − y itself, over n, with a 2 for squares. Such
    pairs are called canonical.
    # hint: In the output layer δ = ∂J/∂ŷ ⊙ f′(z). Work it out on paper for sigmoid with binary
    #   cross-entropy: what is left of −(y/ŷ − (1 − y)/(1 − ŷ))·ŷ·(1 − ŷ)? (It is on worksheet 6.)
    # hint: Sigmoid with binary cross-entropy, and softmax with cross-entropy: δ = (ŷ − Y)/n. n is
    #   Y.size for the first pair, len(Y) for the second.
    # hint: Before the general formula, ask in the output layer for these two pairs of names
    #   (activation, cost). Identity with mse needs nothing: the general formula is right.

    Example: Four tasks, one sample each
      Then at the output of a network for each task are
        | task               | output   | cost                 | z               | y       | ŷ?            | J?                  | δ?             | note                       |
        | a quantity         | identity | mse                  | 3               | 1       | 3             | 4                   | 4              | 2·(ŷ − y)                  |
        | yes or no          | sigmoid  | binary_cross_entropy | ln(3)           | 1       | 3/4           | ln(4/3)             | -1/4           | ŷ − y                      |
        | yes or no          | sigmoid  | binary_cross_entropy | ln(3)           | 0       | 3/4           | ln(4)               | 3/4            | the wronger, the greater   |
        | one of three       | softmax  | cross_entropy        | ln(2), 0, ln(5) | 0, 1, 0 | 1/4, 1/8, 5/8 | ln(8)               | 1/4, -7/8, 5/8 | ŷ − y                      |
        | two labels         | sigmoid  | binary_cross_entropy | ln(3), -ln(3)   | 1, 1    | 3/4, 1/4      | (ln(4/3) + ln(4))/2 | -1/8, -3/8     | (ŷ − y)/2: n counts labels |
        | two quantities     | identity | mse                  | 3, -1           | 1, 0    | 3, -1         | 5/2                 | 2, -1          | 2·(ŷ − y)/2                |

  Rule: A saturated wrong answer still learns, if the cost fits the output
    Far out, f′(z) is 0 and with mean squared error nothing comes back, however wrong the answer is.
    With cross-entropy δ = (ŷ − y)/n is largest where the answer is most wrong. To multiply the two
    factors one by one would give 0 times something huge.
    # hint: At z = 1000 the slope of the sigmoid is 0 and the slope of the cost is huge. Which
    #   formula is left if you multiply them on paper, before the computer does?
    # hint: Sigmoid with binary cross-entropy, and softmax with cross-entropy: δ = (ŷ − Y)/n,
    #   without f′ and without the cost's slope.
    # hint: Only these two pairs cancel. With any other output the general formula holds, and f′ stays.

    Example: Sigmoid with binary cross-entropy
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | sigmoid    |
      And the samples
        | x | y |
        | 0 | 0 |
      Then the gradients of binary_cross_entropy are
        | x          | y    | ∂J/∂b₁? | ∂J/∂W₁?  | all?       | note                    |
        | 0          | 1    | -1/2    | 0        | as derived | ŷ = 1/2                 |
        | ln(3)      | 1    | -1/4    | -ln(3)/4 | as derived | ŷ = 3/4                 |
        | 40         | 0    | 1       | 40       | as derived | sure, and wrong         |
        | -40        | 1    | -1      | 40       | as derived | sure, and wrong         |
        | 1000       | 0    | 1       | 1000     | as derived | surer                   |
        | -1000      | 1    | -1      | 1000     | as derived |                         |
        | 1000       | 1    | 0       | 0        | as derived | sure, and right         |
        | 1000; 1000 | 0; 1 | 1/2     | 500      | as derived | one of the two is wrong |

    Example: Softmax with cross-entropy
      Given the network
        | layer | W        | b       | activation |
        | 1     | 1, 0, -1 | 0, 0, 0 | softmax    |
      And the samples
        | x | y       |
        | 0 | 1, 0, 0 |
      Then the gradients of cross_entropy are
        | x    | y       | ∂J/∂b₁?        | all?       | note            |
        | 0    | 1, 0, 0 | -2/3, 1/3, 1/3 | as derived | undecided       |
        | 1000 | 1, 0, 0 | 0, 0, 0        | as derived | sure, and right |
        | 1000 | 0, 1, 0 | 1, -1, 0       | as derived | sure, and wrong |
        | 1000 | 0, 0, 1 | 1, 0, -1       | as derived |                 |
        | -50  | 1, 0, 0 | -1, 0, 1       | as derived |                 |

    Example: Nothing else cancels against binary cross-entropy
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | identity   |
      And the samples
        | x | y |
        | 1 | 0 |
      Then the gradients of binary_cross_entropy are
        | f₁         | x       | y | ∂J/∂b₁?    | all?       | note                             |
        | identity   | 1/2     | 1 | -2         | as derived | −1/ŷ, and the slope is 1         |
        | tanh       | ln(3)/2 | 1 | -3/2       | as derived | ŷ = 1/2, and the slope is 3/4    |
        | tanh       | ln(3)/2 | 0 | 3/2        | as derived |                                  |
        | relu       | 1/4     | 0 | 4/3        | as derived | 1/(1 − ŷ)                        |
        | leaky_relu | 1/4     | 1 | -4         | as derived |                                  |
        | elu        | 1/2     | 0 | 2          | as derived |                                  |
        | swish      | 1       | 1 | -1.268941… | as derived | −(1 + z·(1 − σ(z)))              |

    Example: Nothing else cancels against cross-entropy
      Given the network
        | layer | W    | b    | activation |
        | 1     | 1, 1 | 0, 0 | identity   |
      And the samples
        | x | y    |
        | 1 | 1, 0 |
      Then the gradients of cross_entropy are
        | f₁         | x       | y    | ∂J/∂b₁?       | all?       | note                       |
        | identity   | 1/4     | 1, 0 | -4, 0         | as derived | −1/ŷ for the right class   |
        | sigmoid    | 0       | 1, 0 | -1/2, 0       | as derived | ŷ = 1/2, slope 1/4         |
        | tanh       | ln(3)/2 | 0, 1 | 0, -3/2       | as derived | ŷ = 1/2, slope 3/4         |
        | relu       | 1/4     | 0, 1 | 0, -4         | as derived |                            |
        | leaky_relu | 1/2     | 1, 0 | -2, 0         | as derived |                            |
        | elu        | 1/2     | 0, 1 | 0, -2         | as derived |                            |
        | swish      | 1       | 1, 0 | -1.268941…, 0 | as derived |                            |

    Example: The same neurons with mean squared error
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | sigmoid    |
      And the samples
        | x | y |
        | 0 | 0 |
      Then the gradients of mse are
        | x     | y | ∂J/∂b₁? | all?       | note                                    |
        | 0     | 1 | -1/4    | as derived | undecided                               |
        | 40    | 0 | 0       | as derived | wrong, and next to nothing is left of δ |
        | 1000  | 0 | 0       | as derived |                                         |
        | -1000 | 1 | 0       | as derived |                                         |

    Example: Softmax over three classes
      Given the network
        | layer | W                   | b       | activation |
        | 1     | ln(2)/2, 0, ln(5)/2 | 0, 0, 0 | softmax    |
      And the samples
        | x | y       |
        | 2 | 0, 1, 0 |
      Then one sample goes forward and back through cross_entropy as follows
        | quantity | value?          | note                                    |
        | z₁       | ln(2), 0, ln(5) | x·W₁ + b₁                               |
        | ŷ        | 1/4, 1/8, 5/8   | e^z is 2, 1, 5, and their sum 8         |
        | J        | ln(8)           | −ln 1/8: the right class got 1/8        |
        | δ₁       | 1/4, -7/8, 5/8  | ŷ − y: the Jacobian has cancelled |
        | ∂J/∂W₁   | 1/2, -7/4, 5/4  | xᵀ · δ₁                                 |
        | ∂J/∂b₁   | 1/4, -7/8, 5/8  | δ₁                                      |
      And the gradients of cross_entropy are
        | all?       |
        | as derived |

    Example: Softmax with cross-entropy averages over samples
      Given the network
        | layer | W    | b    | activation |
        | 1     | 0, 0 | 0, 0 | softmax    |
      And the samples
        | x | y    |
        | 2 | 1, 0 |
      Then the gradients of cross_entropy are
        | x    | y          | ∂J/∂W₁? | ∂J/∂b₁?   | note                           |
        | 2    | 1, 0       | -1, 1   | -1/2, 1/2 | one sample, one classification |
        | 2; 2 | 1, 0; 1, 0 | -1, 1   | -1/2, 1/2 | the sample twice               |
        | 2; 2 | 1, 0; 0, 1 | 0, 0    | 0, 0      | the two cancel                 |
        | 2; 6 | 1, 0; 0, 1 | 1, -1   | 0, 0      | n = 2                          |

  Rule: Gradients have the shapes of what they belong to
    One number for every weight and one for every bias, whatever the number of samples. A gradient
    of any other shape could not be subtracted from its parameter.
    # hint: A gradient is subtracted from its parameter later. Compare its shape with W's and with
    #   b's.
    # hint: dW has W's shape through input.T @ δ; db has b's shape through a sum over axis 0. The
    #   list has one pair for each layer, the first layer first.
    # hint: A db of shape (1, d_out) comes from keepdims=True; a list in reversed order from append
    #   where insert(0, …) belongs.

    Example: Shapes by width and batch
      Then the gradients of these random networks have the shapes
        | widths  | activations      | cost                 | samples | seed | layers? | ∂J/∂W₁? | ∂J/∂b₁? | ∂J/∂W₂? | ∂J/∂b₂? |
        | 2, 3, 1 | relu, identity   | mse                  | 4       | 1    | 2       | 2, 3    | 3       | 3, 1    | 1       |
        | 2, 3, 1 | relu, identity   | mse                  | 1       | 1    | 2       | 2, 3    | 3       | 3, 1    | 1       |
        | 1, 1, 1 | tanh, sigmoid    | binary_cross_entropy | 5       | 2    | 2       | 1, 1    | 1       | 1, 1    | 1       |
        | 5, 2, 4 | tanh, softmax    | cross_entropy        | 3       | 3    | 2       | 5, 2    | 2       | 2, 4    | 4       |
        | 3, 3, 3 | swish, elu       | mse                  | 3       | 4    | 2       | 3, 3    | 3       | 3, 3    | 3       |

  Rule: Backpropagation measures and moves nothing
    It computes gradients, and gradient descent uses them (chapter 9). Many notes call the two together
    backpropagation. Here the network that was asked about is afterwards what it was before.
    # hint: Something in network, X or Y was written to. Look for +=, -= and *=.
    # hint: δ = δ * f′(z) makes a new array. δ *= f′(z) writes into the old one, which may be ŷ or a
    #   itself.
    # hint: Change nothing and move nothing here: update of chapter 9 will take the step, with a new
    #   network.

    Example: The parameters afterwards
      Given the network
        | layer | W      | b    | activation |
        | 1     | 1, -2  | 0, 3 | tanh       |
        | 2     | 4; 1/2 | -1   | sigmoid    |
      And the samples
        | x | y |
        | 2 | 0 |
        | 1 | 1 |
      Then after backpropagation of binary_cross_entropy the network is still
        | layer | W?     | b?   |
        | 1     | 1, -2  | 0, 3 |
        | 2     | 4; 1/2 | -1   |

  Rule: Every gradient is what calculus derives
    The derivation is made symbolically, rule by rule, and knows nothing of this network's code.
    Below, weights, biases, inputs and targets are drawn from the seed. The targets are any numbers
    for the mean squared error, 0 or 1 for binary cross-entropy, and one class a sample for cross-entropy.
    # hint: If hand-made rows above are green and these are not, which activations or costs are only
    #   here? Start with the smallest network that is red.
    # hint: Only two layers or more: look at the step back, (δ_next @ W_next.T) * f′(z). Only a
    #   pair that cancels: its n. Only large weights: multiply no 0 by something huge.
    # hint: In the step back W_next is the W of layer i + 1, z and the activation are those of layer
    #   i, and the input is the a of layer i − 1.

    Example: Every activation at the output, with every cost it goes with
      Then the gradients of these random networks are
        | widths | activations | cost                 | samples | seed | gradients? |
        | 3, 2   | identity    | mse                  | 5       | 11   | as derived |
        | 3, 2   | sigmoid     | mse                  | 5       | 12   | as derived |
        | 3, 2   | tanh        | mse                  | 5       | 13   | as derived |
        | 3, 2   | relu        | mse                  | 5       | 14   | as derived |
        | 3, 2   | leaky_relu  | mse                  | 5       | 15   | as derived |
        | 3, 2   | elu         | mse                  | 5       | 16   | as derived |
        | 3, 2   | swish       | mse                  | 5       | 17   | as derived |
        | 3, 2   | sigmoid     | binary_cross_entropy | 5       | 19   | as derived |
        | 3, 2   | sigmoid     | cross_entropy        | 5       | 21   | as derived |
        | 3, 4   | softmax     | cross_entropy        | 5       | 22   | as derived |

    Example: Every activation in a hidden layer, with every cost
      Then the gradients of these random networks are
        | widths  | activations         | cost                 | samples | seed | gradients? |
        | 2, 4, 3 | identity, identity  | mse                  | 6       | 31   | as derived |
        | 2, 4, 3 | sigmoid, tanh       | mse                  | 6       | 32   | as derived |
        | 2, 4, 3 | tanh, identity      | mse                  | 6       | 33   | as derived |
        | 2, 4, 3 | relu, identity      | mse                  | 6       | 34   | as derived |
        | 2, 4, 3 | leaky_relu, elu     | mse                  | 6       | 35   | as derived |
        | 2, 4, 3 | elu, swish          | mse                  | 6       | 36   | as derived |
        | 2, 4, 3 | swish, leaky_relu   | mse                  | 6       | 37   | as derived |
        | 2, 4, 2 | identity, sigmoid   | binary_cross_entropy | 6       | 41   | as derived |
        | 2, 4, 2 | sigmoid, sigmoid    | binary_cross_entropy | 6       | 42   | as derived |
        | 2, 4, 2 | tanh, sigmoid       | binary_cross_entropy | 6       | 43   | as derived |
        | 2, 4, 2 | relu, sigmoid       | binary_cross_entropy | 6       | 44   | as derived |
        | 2, 4, 2 | leaky_relu, sigmoid | binary_cross_entropy | 6       | 45   | as derived |
        | 2, 4, 2 | elu, sigmoid        | binary_cross_entropy | 6       | 46   | as derived |
        | 2, 4, 2 | swish, sigmoid      | binary_cross_entropy | 6       | 47   | as derived |
        | 2, 4, 3 | identity, softmax   | cross_entropy        | 6       | 51   | as derived |
        | 2, 4, 3 | sigmoid, softmax    | cross_entropy        | 6       | 52   | as derived |
        | 2, 4, 3 | tanh, softmax       | cross_entropy        | 6       | 53   | as derived |
        | 2, 4, 3 | relu, softmax       | cross_entropy        | 6       | 54   | as derived |
        | 2, 4, 3 | leaky_relu, softmax | cross_entropy        | 6       | 55   | as derived |
        | 2, 4, 3 | elu, sigmoid        | cross_entropy        | 6       | 56   | as derived |
        | 2, 4, 3 | swish, softmax      | cross_entropy        | 6       | 57   | as derived |

    Example: One to four layers, by batch size
      Then the gradients of these random networks are
        | widths        | activations                    | cost                 | samples | seed | gradients? |
        | 1, 1          | identity                       | mse                  | 1       | 61   | as derived |
        | 4, 1          | sigmoid                        | binary_cross_entropy | 32      | 62   | as derived |
        | 2, 3, 1       | sigmoid, sigmoid               | mse                  | 4       | 63   | as derived |
        | 2, 3, 1       | tanh, sigmoid                  | binary_cross_entropy | 1       | 64   | as derived |
        | 3, 4, 4, 2    | tanh, elu, identity            | mse                  | 7       | 65   | as derived |
        | 3, 5, 4, 3    | relu, leaky_relu, softmax      | cross_entropy        | 16      | 66   | as derived |
        | 2, 3, 3, 3, 1 | sigmoid, tanh, swish, sigmoid  | binary_cross_entropy | 9       | 67   | as derived |
        | 4, 5, 6, 5, 3 | relu, relu, relu, softmax      | cross_entropy        | 32      | 68   | as derived |
        | 2, 4, 3, 4, 2 | swish, sigmoid, tanh, identity | mse                  | 3       | 69   | as derived |
        | 2, 2, 2, 2, 2 | elu, leaky_relu, tanh, relu    | mse                  | 100     | 70   | as derived |

    Example: Weights a thousand times too large
      Then the gradients of these random networks are
        | widths  | activations         | cost                 | samples | scale | seed | gradients? |
        | 3, 2    | sigmoid             | binary_cross_entropy | 8       | 1000  | 81   | as derived |
        | 3, 4    | softmax             | cross_entropy        | 8       | 1000  | 82   | as derived |
        | 2, 3, 2 | relu, sigmoid       | binary_cross_entropy | 8       | 1000  | 83   | as derived |
        | 2, 3, 4 | elu, softmax        | cross_entropy        | 8       | 1000  | 84   | as derived |
        | 2, 3, 4 | leaky_relu, sigmoid | binary_cross_entropy | 8       | 1000  | 85   | as derived |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for the backward pass
      Then for arguments drawn at random these functions answer as their docstrings say
        | function      | answers? |
        | backward      | right    |
        | backpropagate | right    |

    @optional
    Example: Drawn arguments for what is optional
      Then for arguments drawn at random these functions answer as their docstrings say
        | function      | with    | answers? |
        | backward      | softmax | right    |
        | backpropagate | softmax | right    |
