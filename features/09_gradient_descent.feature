@gradient_descent
Feature: Gradient descent
  The gradient points where the cost rises fastest. So take a step the other way, and look again:

    W ← W − α·∂J/∂W        b ← b − α·∂J/∂b

  The learning rate α says how long the step is. It is the same for every parameter, while each has a
  gradient of its own. It is not learned but chosen: a hyperparameter.
  Once through all the samples is an epoch. A step may use all of them. Then, if J is smooth and α
  small, the cost falls step after step. Or it uses only a few, drawn at random, a mini-batch. That is
  stochastic gradient descent (SGD), and single steps of it may raise the cost.

  Rule: A step goes against the gradient, α times as far
    A positive gradient means that more of the parameter costs more, so a step makes it smaller.
    Where the gradient is 0 nothing moves, and so with α = 0.
    # hint: One line of arithmetic for each parameter: where it is, minus α times its slope. update
    #   in kata/gradient_descent.py does it for every layer.
    # hint: W − α·dW and b − α·db. zip(network, gradients) goes through the layers and their pairs
    #   (dW, db) side by side.
    # hint: Make a new list with a new Layer in it for each old one: the moved W, the moved b, and
    #   the activation's name as it was.

    Example: One neuron
      Then one update gives
        | W | b  | ∂J/∂W | ∂J/∂b | α    | new W? | new b? | note                      |
        | 3 | 1  | 5     | -2    | 1/10 | 5/2    | 6/5    | 3 − 0.5; 1 + 0.2          |
        | 3 | 1  | 5     | -2    | 1    | -2     | 3      | ten times the step        |
        | 3 | 1  | -5    | 2     | 1/10 | 7/2    | 4/5    | the gradient turned round |
        | 3 | 1  | 0     | 0     | 1/10 | 3      | 1      | on level ground           |
        | 3 | 1  | 5     | -2    | 0    | 3      | 1      | no step                   |
        | 3 | 1  | 1e-6  | -1e-6 | 1/10 | 3 - 1e-7 | 1 + 1e-7 | however small, it counts |
        | 0 | -1 | 1/3   | 6     | 3/4  | -1/4   | -11/2  |                           |

    Example: Entry by entry
      Then one update gives
        | W          | b       | ∂J/∂W        | ∂J/∂b   | α   | new W?         | new b?    |
        | 1, 2; 3, 4 | 5, 6    | 10, 0; -4, 2 | 2, -2   | 1/2 | -4, 2; 5, 3    | 4, 7      |
        | 1, 2, 3    | 0, 0, 0 | 1, 1, -1     | 4, 0, 8 | 1/4 | 3/4, 7/4, 13/4 | -1, 0, -2 |

    Example: Layer by layer
      Then one update moves each layer by its own gradients
        | W    | b    | activation | ∂J/∂W | ∂J/∂b | α   | new W?   | new b? | new activation? |
        | 1, 2 | 0, 1 | relu       | 4, 2  | -2, 2 | 1/2 | -1, 1    | 1, 0   | relu            |
        | 3; 4 | 5    | sigmoid    | 1; -1 | 6     | 1/2 | 5/2; 9/2 | 2      | sigmoid         |
        | 7    | 8    | identity   | -2    | 0     | 1/2 | 8        | 8      | identity        |

  Rule: Each step starts from where the last one ended
    One neuron ŷ = xW + b, and two samples that ask for the line through (0, 1) and (2, 1), which is
    W = 0, b = 1. With e = ŷ − y the gradients are ∂J/∂W = Σ e·x and ∂J/∂b = Σ e, because 2/n = 1.
    # hint: descend is one step: gradients first, then the update. train repeats it and notes the
    #   cost each time. When is the first cost noted?
    # hint: descend: hand the network, what backpropagate answers, and α to update. train: costs
    #   begins with the cost before any step, then gets one entry after each epoch.
    # hint: In each round the new network replaces the old one: network = descend(network, …).
    #   COSTS[cost] is the pair (J, slope), and J takes Y first, then predict(network, X).

    Example: The first steps with α = 1/4
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | identity   |
      And the samples
        | x | y |
        | 0 | 1 |
        | 2 | 1 |
      Then descending mse with α = 0.25 goes
        | step | W₁? | b₁? | ∂J/∂W₁? | ∂J/∂b₁? | J?    | note                         |
        | 0    | 1   | 0   | 2       | 0       | 1     | e = −1, 1                    |
        | 1    | 1/2 | 0   | 0       | -1      | 1/2   | e = −1, 0: W = 1 − 1/4·2     |
        | 2    | 1/2 | 1/4 | 1/2     | -1/2    | 5/16  | e = −3/4, 1/4: b = 0 + 1/4·1 |
        | 3    | 3/8 | 3/8 | 1/4     | -1/2    | 13/64 | e = −5/8, 1/8                |

    Example: Training takes the same steps and notes the costs
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | identity   |
      And the samples
        | x | y |
        | 0 | 1 |
        | 2 | 1 |
      Then the costs of training on mse are
        | α   | epochs | costs?              | note                                 |
        | 1/4 | 0      | 1                   | before any step                      |
        | 1/4 | 1      | 1, 1/2              | and then once after each epoch       |
        | 1/4 | 3      | 1, 1/2, 5/16, 13/64 | one entry more than there are epochs |
        | 1/8 | 1      | 1, 5/8              | half the step                        |
      And training on mse ends with
        | α   | epochs | W₁? | b₁? |
        | 1/4 | 0      | 1   | 0   |
        | 1/4 | 1      | 1/2 | 0   |
        | 1/4 | 3      | 3/8 | 3/8 |

  Rule: All gradients are taken before any weight moves
    ∂J/∂W₁ holds the W₂ that made the prediction. To move layer 2 first and then to use its new weights
    for layer 1 is to step along what is not the gradient of J at any one point.
    # hint: If W₁ comes out as if W₂ had moved already, the update happens too early. When are all
    #   gradients there?
    # hint: backpropagate returns every layer's gradients at once; update comes after it.
    # hint: Do not mix the two loops: descend is one call of backpropagate and one call of update.

    Example: Two layers
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | identity   |
        | 2     | 2 | 0 | identity   |
      And the samples
        | x | y |
        | 1 | 3 |
      Then one step down mse leads to
        | α   | W₁? | b₁? | W₂? | b₂? | note                                           |
        | 1/8 | 3/2 | 1/2 | 9/4 | 1/4 | ∂J/∂W₁ = −2·2; the new W₂ would make it −2·9/4 |
        | 1/4 | 2   | 1   | 5/2 | 1/2 | W₁ would be 9/4                                |
        | 1   | 5   | 4   | 4   | 2   | W₁ would be 9                                  |

    Example: Three layers
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | identity   |
        | 2     | 2 | 0 | identity   |
        | 3     | 3 | 0 | identity   |
      And the samples
        | x | y |
        | 1 | 5 |
      Then one step down mse leads to
        | α   | W₁? | b₁? | W₂? | b₂?  | W₃? | b₃?  | note                         |
        | 1/2 | -5  | -6  | -1  | -3   | 1   | -1   | δ = 12, 6, 2; inputs 1, 1, 2 |
        | 1/4 | -2  | -3  | 1/2 | -3/2 | 2   | -1/2 |                              |

  Rule: A step makes a new network and leaves the old one as it was
    So one can compare the two, or step again from the old one with another α, as the tables here do.
    # hint: The network you began with has changed. Which line writes to its arrays?
    # hint: W -= α * dW changes the array that the old network holds. W - α * dW makes a new one.
    # hint: Build new Layers in a new list; do not assign to network[i].

    Example: The old network afterwards
      Given the network
        | layer | W      | b    | activation |
        | 1     | 1, -2  | 0, 3 | tanh       |
        | 2     | 4; 1/2 | -1   | identity   |
      And the samples
        | x | y |
        | 2 | 0 |
        | 1 | 1 |
      Then after training on mse the network it began with is still
        | layer | W?     | b?   |
        | 1     | 1, -2  | 0, 3 |
        | 2     | 4; 1/2 | -1   |

  Rule: With a small α the cost falls at every step on all samples
    For a short enough step a smooth curve is as good as straight, and downhill is down. Backpropagation
    gives the direction for all thirteen parameters of this network at once; the task is XOR.
    # hint: The parts were tested before; here they work together many times. Is J wrong at step 0,
    #   at step 1, or only later?
    # hint: Wrong at step 0: predict or the cost. From step 1: backpropagate or update. Only later:
    #   descend does not go on from the newest network.
    # hint: XOR has four samples in one batch: check that train uses all of them in each step when
    #   no batch_size is given.

    @heavy
    Example: XOR, step by step
      Given the network
        | layer | W                      | b       | activation |
        | 1     | 1, -1, 0.5; -1, 1, 0.5 | 0, 0, 0 | tanh       |
        | 2     | 1; 1; -1               | 0       | sigmoid    |
      And the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 1 |
        | 1, 0 | 1 |
        | 1, 1 | 0 |
      Then descending mse with α = 1 goes
        | step | J?        |
        | 0    | 0.276029… |
        | 1    | 0.264539… |
        | 2    | 0.253870… |
        | 3    | 0.244001… |
        | 10   | 0.194142… |
        | 100  | 0.016833… |
      And 300 epochs on mse with α = 1 change the answers to
        | x    | before?   | after?   | class? |
        | 0, 0 | 0.5       | 0.05217… | 0      |
        | 0, 1 | 0.386483… | 0.93686… | 1      |
        | 1, 0 | 0.386483… | 0.93686… | 1      |
        | 1, 1 | 0.318300… | 0.05480… | 0      |

    @heavy
    Example: AND, with one neuron and binary cross-entropy
      Given the network
        | layer | W    | b | activation |
        | 1     | 0; 0 | 0 | sigmoid    |
      And the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 0 |
        | 1, 0 | 0 |
        | 1, 1 | 1 |
      Then training on binary_cross_entropy ends with
        | α   | epochs | J?        | falls every time? |
        | 1/2 | 1      | 0.663849… | yes               |
        | 1   | 1      | 0.638439… | yes               |
        | 1   | 100    | 0.142644… | yes               |
      And 300 epochs on binary_cross_entropy with α = 1 change the answers to
        | x    | before? | after? | class? |
        | 0, 0 | 1/2     | < 0.01 | 0      |
        | 0, 1 | 1/2     | < 0.2  | 0      |
        | 1, 0 | 1/2     | < 0.2  | 0      |
        | 1, 1 | 1/2     | > 0.8  | 1      |

  Rule: Too small an α crawls, and too large a one diverges
    One weight, ŷ = xW, with samples ±1 that ask for W = 2. Each step multiplies the distance W − 2
    by 1 − 2α: slowly for a tiny α, in one go for α = 1/2. Above that it jumps past the goal. At α = 1
    it lands exactly as far away on the other side, and above 1 further away each time.
    # hint: For one weight you can work the first step out by hand: W = 0, ŷ = 0, the gradient is
    #   −4. Where does α = 1/4 lead?
    # hint: Each step multiplies W − 2 by 1 − 2α. If the size is off by a constant factor, a 2 or an
    #   n is lost in mse_prime.
    # hint: Do not bound or shrink α, not even where the cost grows: the table shows that it
    #   diverges.

    Example: The law of one weight, from W = 0
      Given the network
        | layer | W | b | activation |
        | 1     | 0 | 0 | identity   |
      And the samples
        | x  | y  |
        | -1 | -2 |
        | 1  | 2  |
      Then training on mse ends with
        | α     | epochs | W₁?            | J?         | falls every time? | note                             |
        | 0.001 | 10     | 2 − 2*0.998^10 | 4*0.998^20 | yes               | crawls: hardly away from 4       |
        | 0.1   | 10     | 2 − 2*0.8^10   | 4*0.8^20   | yes               | J = 0.046                        |
        | 1/4   | 10     | 2 − 2*0.5^10   | 4*0.5^20   | yes               | halves the distance              |
        | 1/2   | 1      | 2              | 0          | yes               | arrives at once                  |
        | 3/4   | 9      | 2 + 2*0.5^9    | 4*0.5^18   | yes               | jumps past it, and still arrives |
        | 1     | 9      | 4              | 4          | no                | oscillates between 0 and 4       |
        | 1     | 10     | 0              | 4          | no                |                                  |
        | 1.1   | 10     | 2 − 2*1.2^10   | 4*1.2^20   | no                | diverges: J = 153                |
        | 2     | 10     | 2 − 2*3^10     | 4*9^10     | no                | J = 13 947 137 604               |
      And the costs of training on mse are
        | α   | epochs | costs?        | note                                      |
        | 1/2 | 3      | 4, 0, 0, 0    | there is nothing left to do, and it is noted |
        | 1   | 3      | 4, 4, 4, 4    | oscillates                                |

    @heavy
    Example: XOR with α from a thousandth to ten
      Given the network
        | layer | W                      | b       | activation |
        | 1     | 1, -1, 0.5; -1, 1, 0.5 | 0, 0, 0 | tanh       |
        | 2     | 1; 1; -1               | 0       | sigmoid    |
      And the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 1 |
        | 1, 0 | 1 |
        | 1, 1 | 0 |
      Then training on mse ends with
        | α     | epochs | J?        | falls every time? | note                          |
        | 0.001 | 100    | 0.274862… | yes               | it began with 0.276           |
        | 0.01  | 100    | 0.264675… | yes               |                               |
        | 0.1   | 100    | 0.193736… | yes               |                               |
        | 1     | 100    | 0.016833… | yes               |                               |
        | 10    | 3      | 0.420652… | no                | overshoots: worse than before |

  Rule: Whoever follows chapter 6's sixth step as it is written climbs
    The ten steps of chapter 6 write ∂J/∂ŷ = y − ŷ in the sixth, where J = 1/n·Σ(y − ŷ)² gives
    −2/n·(y − ŷ). What the mistake gives is thus the gradient times −n/2. The size is a matter of α.
    The sign is not: every step W − α·∂J/∂W taken with it goes uphill.
    # hint: This rule takes your gradients times −n/2 and steps along them. If the rows with 1 are
    #   green and the others are not, look at update.
    # hint: update must subtract α times whatever gradients it is given; the sign is theirs.
    # hint: W − α·dW, without an abs and without a sign of its own.

    Example: One weight, two samples, so times −1
      Given the network
        | layer | W | b | activation |
        | 1     | 0 | 0 | identity   |
      And the samples
        | x  | y  |
        | -1 | -2 |
        | 1  | 2  |
      Then updates with a multiple of the gradient of mse reach
        | times | α   | steps | J?     | note              |
        | 1     | 1/4 | 0     | 4      |                   |
        | 1     | 1/4 | 1     | 1      | right: downhill   |
        | 1     | 1/4 | 2     | 1/4    |                   |
        | -1    | 1/4 | 1     | 9      | as written: up    |
        | -1    | 1/4 | 2     | 81/4   |                   |
        | -1    | 1/4 | 3     | 729/16 |                   |

    @heavy
    Example: XOR, four samples, so times −2
      Given the network
        | layer | W                      | b       | activation |
        | 1     | 1, -1, 0.5; -1, 1, 0.5 | 0, 0, 0 | tanh       |
        | 2     | 1; 1; -1               | 0       | sigmoid    |
      And the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 1 |
        | 1, 0 | 1 |
        | 1, 1 | 0 |
      Then updates with a multiple of the gradient of mse reach
        | times | α   | steps | J?        | note              |
        | 1     | 0.1 | 0     | 0.276029… |                   |
        | 1     | 0.1 | 10    | 0.264664… | right: downhill   |
        | 1     | 0.1 | 20    | 0.254041… |                   |
        | -2    | 0.1 | 1     | 0.278379… | as written: up    |
        | -2    | 0.1 | 10    | 0.300767… |                   |
        | -2    | 0.1 | 20    | 0.328242… |                   |

  Rule: Descent cannot make different what the start has made equal
    Units of one layer with equal biases and equal weights, coming in and going out, get equal
    gradients and stay equal for ever. From zeros, with tanh or ReLU, only the output's bias can move:
    a₁ = 0 makes ∂J/∂W₂ zero, and W₂ = 0 makes δ₁ zero. With sigmoid a₁ is 1/2, so more can move, but
    all units alike. The weights at the start must differ.
    # hint: There is nothing new to write. Units that are equal get equal gradients; if yours differ,
    #   something treats columns differently.
    # hint: Look at (δ_next @ W_next.T) * f′(z) in backward, and at dW = input.T @ δ: equal columns
    #   in, equal columns out.
    # hint: From zeros, only b₂ could move; for XOR its gradient is 0, since two targets are 1 and
    #   two are 0.

    Example: Two equal units
      Given the network
        | layer | W    | b    | activation |
        | 1     | 1, 1 | 0, 0 | identity   |
        | 2     | 1; 1 | 0    | identity   |
      And the samples
        | x | y |
        | 1 | 0 |
      Then one step down mse leads to
        | α    | W₁?      | b₁?        | W₂?      | b₂?  |
        | 1/8  | 1/2, 1/2 | -1/2, -1/2 | 1/2; 1/2 | -1/2 |
        | 1/16 | 3/4, 3/4 | -1/4, -1/4 | 3/4; 3/4 | -1/4 |

    Example: Two units that are equal coming in, but not going out
      Given the network
        | layer | W    | b    | activation |
        | 1     | 1, 1 | 0, 0 | identity   |
        | 2     | 1; 2 | 0    | identity   |
      And the samples
        | x | y |
        | 1 | 1 |
      Then one step down mse leads to
        | α    | W₁?      | b₁?      | W₂?      | b₂?  |
        | 1/8  | 1/2, 0   | -1/2, -1 | 1/2; 3/2 | -1/2 |
        | 1/16 | 3/4, 1/2 | -1/4, -1/2 | 3/4; 7/4 | -1/4 |

    Example: XOR from zeros
      Given the network
        | layer | W          | b    | activation |
        | 1     | 0, 0; 0, 0 | 0, 0 | tanh       |
        | 2     | 0; 0       | 0    | sigmoid    |
      And the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 1 |
        | 1, 0 | 1 |
        | 1, 1 | 0 |
      Then training on mse ends with
        | α  | epochs | W₁?        | W₂?  | b₂? | J?  | falls every time? |
        | 1  | 20     | 0, 0; 0, 0 | 0; 0 | 0   | 1/4 | no                |
        | 10 | 20     | 0, 0; 0, 0 | 0; 0 | 0   | 1/4 | no                |

    Example: AND from zeros
      Given the network
        | layer | W          | b    | activation |
        | 1     | 0, 0; 0, 0 | 0, 0 | tanh       |
        | 2     | 0; 0       | 0    | sigmoid    |
      And the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 0 |
        | 1, 0 | 0 |
        | 1, 1 | 1 |
      Then training on mse ends with
        | α | epochs | W₁?        | b₁?  | W₂?  | b₂?        | J?        | falls every time? |
        | 1 | 1      | 0, 0; 0, 0 | 0, 0 | 0; 0 | -1/8       | 0.23536…  | yes               |
        | 1 | 20     | 0, 0; 0, 0 | 0, 0 | 0; 0 | -0.943477… | 0.188411… | yes               |

    Example: AND from zeros with sigmoids
      Given the network
        | layer | W          | b    | activation |
        | 1     | 0, 0; 0, 0 | 0, 0 | sigmoid    |
        | 2     | 0; 0       | 0    | sigmoid    |
      And the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 0 |
        | 1, 0 | 0 |
        | 1, 1 | 1 |
      Then training on mse ends with
        | α | epochs | W₁?        | W₂?                    | b₂?        | note                         |
        | 1 | 1      | 0, 0; 0, 0 | -1/16; -1/16           | -1/8       | δ₂ sums to 1/8, and a₁ = 1/2 |
        | 1 | 20     | < 0        | -0.351649…; -0.351649… | -0.685312… | both units alike             |

  Rule: Descent stops where the gradient is 0, and that need not be the lowest place
    The gradient is 0 at the lowest place, the global minimum. It is 0 as well at a local minimum, the
    lowest among its neighbours alone; at a saddle, where J falls one way and rises another; and on a
    plateau, where J is level. One ReLU unit with two samples has all but the saddle. It gets both
    samples right where W = −1/2 and b = 3/2. From other starts a sample is off, and its gradient
    with it.
    # hint: There is nothing new to write: train goes on as long as it is told to, wherever it gets.
    # hint: By hand from W = 2, b = 0: z = 2 and −2, so only the first sample is on. e = ŷ − y = 1, and
    #   with n = 2 both gradients are 1.
    # hint: Where a unit is off, its slope is 0, so the sample adds nothing to ∂J/∂W and ∂J/∂b: see
    #   relu_prime, and backward. Where the gradient is 0, update moves nothing.

    Example: One ReLU unit, and four places to end
      Given the network
        | layer | W | b | activation |
        | 1     | 0 | 0 | relu       |
      And the samples
        | x  | y |
        | 1  | 1 |
        | -1 | 2 |
      Then the gradients of mse are
        | W₁   | b₁   | J?  | ∂J/∂W₁? | ∂J/∂b₁? | note                                        |
        | 2    | 0    | 5/2 | 1       | 1       | only x = 1 is on: ŷ = 2, 0                  |
        | 3/2  | -1/2 | 2   | 0       | 0       | a local minimum: ŷ = 1, 0                   |
        | -3   | 0    | 1   | -1      | 1       | only x = −1 is on: ŷ = 0, 3                 |
        | -5/2 | -1/2 | 1/2 | 0       | 0       | another one, lower: ŷ = 0, 2                |
        | 0    | 1    | 1/2 | 1       | -1      | both are on: ŷ = 1, 1                       |
        | -1/2 | 3/2  | 0   | 0       | 0       | the lowest place: ŷ = 1, 2                  |
        | -1   | -2   | 5/2 | 0       | 0       | a plateau: both are off, and all around too |
      And training on mse ends with
        | W₁ | b₁ | α   | epochs | W₁?  | b₁?  | J?  | note                          |
        | 2  | 0  | 1/2 | 1      | 3/2  | -1/2 | 2   | one step leads to the minimum |
        | 2  | 0  | 1/2 | 9      | 3/2  | -1/2 | 2   | and no more steps lead on     |
        | -3 | 0  | 1/2 | 1      | -5/2 | -1/2 | 1/2 |                               |
        | 0  | 1  | 1/2 | 1      | -1/2 | 3/2  | 0   |                               |
        | -1 | -2 | 1/2 | 9      | -1   | -2   | 5/2 | nowhere to go                 |

  Rule: At a saddle the cost falls one way and rises another
    Two layers of one weight each answer ŷ = x·W₁·W₂, and ŷ = x is asked. So J = (1 − W₁·W₂)². At
    W₁ = W₂ = 0 the gradient is 0. J falls if both weights grow alike, and rises if one grows and the
    other falls. From a start nearby descent leads away from it, slowly at first. From zeros, XOR is at
    such a place.
    # hint: There is nothing new to write. By hand for W₁ = W₂ = 1/2: ŷ = x/4, so J = (3/4)².
    # hint: ∂J/∂W₁ is −2·(1 − W₁·W₂)·W₂, and ∂J/∂W₂ is the same with W₁ at the end. At 0, 0 both are 0.
    # hint: From 1/4 and 1/4 both weights go to 1. If they do not, one of the layers is moved before
    #   the other's gradient is taken.

    Example: Around the saddle of two weights
      Given the network
        | layer | W | b | activation |
        | 1     | 0 | 0 | identity   |
        | 2     | 0 | 0 | identity   |
      And the samples
        | x  | y  |
        | -1 | -1 |
        | 1  | 1  |
      Then the gradients of mse are
        | W₁  | W₂   | J?    | ∂J/∂W₁? | ∂J/∂W₂? | note                                   |
        | 0   | 0    | 1     | 0       | 0       | the saddle                             |
        | 1/2 | 1/2  | 9/16  | -3/4    | -3/4    | lower                                  |
        | 1/2 | -1/2 | 25/16 | 5/4     | -5/4    | higher                                 |
        | 1/2 | 0    | 1     | 0       | -1      | as high                                |
        | 1   | 1    | 0     | 0       | 0       | the lowest                             |
        | -1  | -1   | 0     | 0       | 0       | as low, and the saddle is between them |
      And training on mse ends with
        | W₁  | W₂   | α   | epochs | J?       | note                       |
        | 0   | 0    | 1/4 | 9      | 1        | nothing moves              |
        | 1/4 | 1/4  | 1/4 | 20     | 0 ± 1e-6 | away from it, to 1, 1      |
        | 1/4 | 0    | 1/4 | 20     | 0 ± 1e-6 |                            |
        | 1/4 | -1/4 | 1/4 | 9      | 1 ± 1e-6 | straight into it: a ridge  |

    @heavy
    Example: XOR from beside the saddle
      Given the network
        | layer | W                    | b    | activation |
        | 1     | 1/4, -1/4; -1/4, 1/4 | 0, 0 | tanh       |
        | 2     | 1/4; 1/4             | 0    | sigmoid    |
      And the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 1 |
        | 1, 0 | 1 |
        | 1, 1 | 0 |
      Then training on mse ends with
        | α | epochs | J?        | falls every time? | note                   |
        | 1 | 10     | 0.24990…  | yes               | slowly at first        |
        | 1 | 200    | < 0.1     | yes               | away from the saddle   |

  Rule: If the cost is convex, every start leads to the lowest place
    Convex means curved upwards like a bowl: between two places J is never above the straight line from
    the one to the other. Then there is no saddle, and no minimum but the lowest. If there is a lowest
    place, a small α leads there. (For AND there is none: a line separates it, so J falls towards 0 for
    ever.) The cost of a network without a hidden layer is convex: identity with mean squared error, or
    sigmoid with binary cross-entropy. With hidden layers it is not. At the saddle above J is 1, between
    two places where it is 0.
    # hint: There is nothing new to write. The lowest place is where σ(W + b) = 3/4 and σ(b − W) = 1/4.
    # hint: σ(ln 3) = 3/4, so b = 0 and W = ln 3. If it goes elsewhere, see the gradients of sigmoid with
    #   binary_cross_entropy (chapter 7).
    # hint: If one start leads there and another does not, the gradient is lost far out: δ = (ŷ − y)/n
    #   has no factor σ′(z).

    Example: One sigmoid neuron, from three starts
      Given the network
        | layer | W | b | activation |
        | 1     | 0 | 0 | sigmoid    |
      And the samples
        | x  | y |
        | 1  | 1 |
        | 1  | 1 |
        | 1  | 1 |
        | 1  | 0 |
        | -1 | 0 |
        | -1 | 0 |
        | -1 | 0 |
        | -1 | 1 |
      Then training on binary_cross_entropy ends with
        | W₁ | b₁ | α | epochs | W₁?          | b₁?      | J?                           | note                      |
        | 0  | 0  | 4 | 40     | ln(3) ± 1e-6 | 0 ± 1e-6 | (ln(4) + 3·ln(4/3))/4 ± 1e-9 |                           |
        | 5  | -3 | 4 | 40     | ln(3) ± 1e-6 | 0 ± 1e-6 | (ln(4) + 3·ln(4/3))/4 ± 1e-9 | from the one side         |
        | -4 | 2  | 4 | 40     | ln(3) ± 1e-6 | 0 ± 1e-6 | (ln(4) + 3·ln(4/3))/4 ± 1e-9 | from far on the other     |

  Rule: Where descent ends depends on where it starts
    Two ReLU units learn all of XOR from one start. From another their answers to two of the four
    samples go to 1/2. That costs (ln 2)/2, and J gets no lower. More units help: where some are off,
    others can go on. Of 100 starts drawn by He's rule of chapter 10, 17 lead two ReLU units to XOR, 70
    lead four, and 95 lead eight (benchmarks/xor.py counts them).
    # hint: There is nothing new to write. The two networks differ in b₁ alone.
    # hint: See that update moves b as well as W.
    # hint: If two units learn as often as eight, see relu_prime, and the gradients of sigmoid with
    #   binary_cross_entropy (chapter 7).

    @heavy
    Example: Two ReLU units that learn XOR
      Given the network
        | layer | W           | b        | activation |
        | 1     | 1, 1; 1, -1 | 1/2, 1/2 | relu       |
        | 2     | 1; 1        | 0        | sigmoid    |
      And the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 1 |
        | 1, 0 | 1 |
        | 1, 1 | 0 |
      Then training on binary_cross_entropy ends with
        | α   | epochs | J?       |
        | 1/2 | 10     | 0.57400… |
        | 1/2 | 200    | < 0.05   |

    @heavy
    Example: The same two units with other biases at the start
      Given the network
        | layer | W           | b          | activation |
        | 1     | 1, 1; 1, -1 | -1/2, -1/2 | relu       |
        | 2     | 1; 1        | 0          | sigmoid    |
      And the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 1 |
        | 1, 0 | 1 |
        | 1, 1 | 0 |
      Then training on binary_cross_entropy ends with
        | α   | epochs | J?                | note              |
        | 1/2 | 10     | 0.58498…         |                   |
        | 1/2 | 200    | 0.3465 < _ < 0.38 | (ln 2)/2 = 0.3466 |

    @heavy
    Example: XOR from ten starts
      Given the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 1 |
        | 1, 0 | 1 |
        | 1, 1 | 0 |
      Then from starts drawn at random networks of ReLU units learn all of it
        | hidden units | starts | seed | α | epochs | times?     | note          |
        | 2            | 10     | 1    | 1 | 40     | 1 < _ < 6  | most get stuck |
        | 8            | 10     | 1    | 1 | 40     | > 6        | few get stuck |

  Rule: Mini-batches split the samples, and leave none out
    An epoch of n samples in batches of the given size has n/size of them, rounded up. What does not
    fill a batch makes a smaller last one.
    # hint: minibatches hands out pieces of the samples, one after another. How many are full, and
    #   what about the rest?
    # hint: range(0, len(X), size) gives where each piece starts, and a slice [start : start + size]
    #   may be shorter at the end. `yield` hands a piece out and goes on afterwards.
    # hint: Shuffle the indices once, order = rng.permutation(len(X)), cut that, and yield X[batch],
    #   Y[batch] with the same batch for both.

    Example: Sizes
      Then the mini-batches have the sizes
        | samples | size | seed | sizes of X?   | sizes of Y?   |
        | 6       | 2    | 1    | 2, 2, 2       | 2, 2, 2       |
        | 10      | 3    | 1    | 3, 3, 3, 1    | 3, 3, 3, 1    |
        | 7       | 4    | 2    | 4, 3          | 4, 3          |
        | 5       | 1    | 3    | 1, 1, 1, 1, 1 | 1, 1, 1, 1, 1 |
        | 4       | 4    | 4    | 4             | 4             |
        | 3       | 10   | 5    | 3             | 3             |

    Example: Every sample once, and with its own target
      Given the samples
        | x     | y     |
        | 1, 10 | 7, 0  |
        | 2, 20 | -3, 1 |
        | 3, 30 | 5, 1  |
        | 4, 40 | 0, 0  |
        | 5, 50 | 2, 1  |
        | 6, 60 | -8, 0 |
        | 7, 70 | 4, 1  |
      Then the mini-batches of 3 with seed 7, put in order of x, hold
        | x?    | y?    |
        | 1, 10 | 7, 0  |
        | 2, 20 | -3, 1 |
        | 3, 30 | 5, 1  |
        | 4, 40 | 0, 0  |
        | 5, 50 | 2, 1  |
        | 6, 60 | -8, 0 |
        | 7, 70 | 4, 1  |

  Rule: Each epoch shuffles the samples themselves
    To cut the samples into batches once and to shuffle only the order of the batches would keep the
    same neighbours together for ever. Of 100 samples numbered 0 to 99 and cut into tens, 90 would still
    follow their predecessor; of 100 shuffled ones it is about 1. The samples that were
    handed in keep their order: what is shuffled is a copy.
    # hint: If X and Y are shuffled separately, samples lose their targets. If only the batches are
    #   shuffled, neighbours stay together. What should be shuffled?
    # hint: order = rng.permutation(len(X)) is a new random order of the indices. X[order] is a
    #   shuffled copy; rng.shuffle(X) would change X itself.
    # hint: Call rng.permutation inside minibatches, once for each call, and use no generator of
    #   your own: the seed of rng decides.

    Example: The second of two epochs
      Then the mini-batches of numbered samples have
        | samples | size | seed | each sample once? | the first order again? | old neighbours? | X as before? |
        | 100     | 10   | 1    | yes               | no                     | < 15            | yes          |
        | 100     | 1    | 2    | yes               | no                     | < 15            | yes          |
        | 100     | 100  | 3    | yes               | no                     | < 15            | yes          |
        | 97      | 50   | 4    | yes               | no                     | < 15            | yes          |

    @heavy
    Example: Three samples come in every order
      Then over so many epochs of mini-batches there are
        | samples | size | epochs | seed | different orders? | note         |
        | 3       | 1    | 150    | 1    | 6                 | 3·2·1 of them |

    Example: The seed decides the order
      Then two epochs of mini-batches come in the same order
        | samples | size | one seed | another seed | same order? |
        | 50      | 8    | 3        | 3            | yes         |
        | 50      | 8    | 3        | 4            | no          |
        | 100     | 1    | 0        | 0            | yes         |
        | 100     | 1    | 0        | 1            | no          |

  Rule: With mini-batches an epoch is several steps
    Each mini-batch is a step, with the average over its own few samples. Here all four samples are
    the same, x = 1 and y = 2, so that no shuffle matters. Each step with α = 1/8 halves the
    distance of ŷ from y and quarters J.
    # hint: How many steps are there in an epoch with batches? And how often is the cost noted?
    # hint: Within an epoch: for X_batch, Y_batch in minibatches(X, Y, batch_size, rng), one descend
    #   each. After the epoch: one cost, on all samples.
    # hint: Without a batch_size the list of batches is just [(X, Y)]. Each epoch calls minibatches
    #   anew, with the same rng, so that it shuffles anew.

    Example: Four samples alike
      Given the network
        | layer | W | b | activation |
        | 1     | 0 | 0 | identity   |
      And the samples
        | x | y |
        | 1 | 2 |
        | 1 | 2 |
        | 1 | 2 |
        | 1 | 2 |
      Then the costs of training on mse are
        | α   | epochs | batch size | seed | costs?           | note               |
        | 1/8 | 2      | all        | -    | 4, 1, 1/4        | one step an epoch  |
        | 1/8 | 2      | 4          | 1    | 4, 1, 1/4        | one step an epoch  |
        | 1/8 | 2      | 2          | 2    | 4, 1/4, 1/64     | two                |
        | 1/8 | 2      | 3          | 3    | 4, 1/4, 1/64     | two: of 3 and of 1 |
        | 1/8 | 2      | 1          | 4    | 4, 1/64, 1/16384 | four               |
        | 1/8 | 0      | 2          | 5    | 4                | none               |

    Example: Seven samples alike
      Given the network
        | layer | W | b | activation |
        | 1     | 0 | 0 | identity   |
      And the samples
        | x | y |
        | 1 | 2 |
        | 1 | 2 |
        | 1 | 2 |
        | 1 | 2 |
        | 1 | 2 |
        | 1 | 2 |
        | 1 | 2 |
      Then the costs of training on mse are
        | α   | epochs | batch size | seed | costs?            | note                           |
        | 1/8 | 2      | 2          | 1    | 4, 1/64, 1/16384  | four steps; the last has one   |
        | 1/8 | 2      | 3          | 2    | 4, 1/16, 1/1024   | three                          |
        | 1/8 | 2      | 4          | 3    | 4, 1/4, 1/64      | two                            |
        | 1/8 | 2      | 6          | 4    | 4, 1/4, 1/64      | two                            |
        | 1/8 | 2      | 20         | 5    | 4, 1, 1/4         | more than there are            |

    @heavy
    Example: XOR in small batches
      Given the network
        | layer | W                      | b       | activation |
        | 1     | 1, -1, 0.5; -1, 1, 0.5 | 0, 0, 0 | tanh       |
        | 2     | 1; 1; -1               | 0       | sigmoid    |
      And the samples
        | x    | y |
        | 0, 0 | 0 |
        | 0, 1 | 1 |
        | 1, 0 | 1 |
        | 1, 1 | 0 |
      Then training on mse ends with
        | α   | epochs | batch size | seed | J?              | note                                               |
        | 1/2 | 50     | all        | -    | 0.124632…       | 50 steps                                           |
        | 1/2 | 50     | 4          | 6    | 0.124632…       | 50 steps: the order within a batch does not matter |
        | 1/2 | 50     | 2          | 7    | 0.04 < _ < 0.07 | 100 steps, each on two samples                     |
        | 1/2 | 50     | 1          | 8    | 0.01 < _ < 0.03 | 200 steps, each on one                             |
      And training on mse in one go and in two goes ends with
        | α   | epochs | batch size | seed | the same costs? | another seed's? | note                                    |
        | 1/2 | 5      | 2          | 9    | yes             | no              | every epoch shuffles anew, from one rng |
        | 1/2 | 5      | 1          | 10   | yes             | no              |                                         |

  Rule: A mini-batch sees only its own samples
    Its gradient is an estimate of the whole one. With a constant α the steps in general keep
    fluctuating. (With the four equal samples above they do not: one place is best for them all.)
    Here two samples contradict each other: with x = 0 only b matters, and they want it to be 1 and
    −1. Together they are at rest at b = 0. One by one, each pulls b to its side. Whichever
    comes last, J over both samples is the same, since J = 1 + b².
    # hint: Here α, the batches and the averages are tested together. Does each step use only its
    #   own samples?
    # hint: descend gets X_batch and Y_batch, so the average is over the batch. The noted cost is
    #   over all of X and Y.
    # hint: With batches of 1 and α = 1/2 each step goes all the way: b becomes ±1, and J = 1 + b² =
    #   2.

    Example: Two samples that disagree
      Given the network
        | layer | W | b | activation |
        | 1     | 3 | 0 | identity   |
      And the samples
        | x | y  |
        | 0 | 1  |
        | 0 | -1 |
      Then the costs of training on mse are
        | α   | epochs | batch size | seed | costs?   | note                                               |
        | 1/2 | 2      | all        | -    | 1, 1, 1  | the two gradients cancel                           |
        | 1/2 | 2      | 2          | 1    | 1, 1, 1  | the same                                           |
        | 1/2 | 2      | 1          | 2    | 1, 2, 2  | each step goes all the way to its y                |
        | 1/4 | 1      | 1          | 3    | 1, 17/16 | halfway there, then halfway to the other: b = ±1/4 |
        | 0   | 2      | 1          | 4    | 1, 1, 1  | no step                                            |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for descent
      Then for arguments drawn at random these functions answer as their docstrings say
        | function    | answers? |
        | update      | right    |
        | descend     | right    |
        | minibatches | right    |
        | train       | right    |
