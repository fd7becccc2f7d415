@optimisers
Feature: Optimisers
  Gradient descent has one learning rate α for all parameters. But the cost may be steep along one of
  them and flat along another, and then no α is right for both. Mini-batches add noise besides. An
  optimiser is a rule for the step that remembers earlier gradients, and so does better.

  The simplest, plain stochastic gradient descent (SGD), remembers nothing. Momentum remembers the
  direction. RMSProp remembers the size, entry by entry. Adam remembers both. What is remembered is the
  optimiser's state, and each parameter has a state of its own.

  Rule: In a narrow valley one α has to serve two curvatures
    These four samples make J = (w₁² + 9·w₂²)/2. Each step multiplies w₁ by 1 − α and w₂ by 1 − 9α. Along
    w₂ the cost has nine times the curvature, so α has to stay below 2/9. The best α is 1/5: it multiplies
    both by 4/5, one of them with the sign changed.
    # hint: Nothing new: chapter 9's descent. Which factor has w₂ at each step, and which has w₁?
    # hint: ∂J/∂w₁ = w₁ and ∂J/∂w₂ = 9·w₂. With α = 1/5 the factors are 4/5 and −4/5.
    # hint: If J is green and W₁ is red or the other way round, look at update and at mse.

    Example: Down the valley
      Given the network
        | layer | W    | b | activation |
        | 1     | 9; 1 | 0 | identity   |
      And the samples
        | x     | y |
        | 1, 0  | 0 |
        | -1, 0 | 0 |
        | 0, 3  | 0 |
        | 0, -3 | 0 |
      Then descending mse with α = 0.2 goes
        | step | W₁?            | J?       | note              |
        | 0    | 9; 1           | 45       |                   |
        | 1    | 36/5; -4/5     | 144/5    | to the other side |
        | 2    | 144/25; 16/25  | 2304/125 | and back          |
      And training on mse ends with
        | α    | epochs | W₁?                   | falls every time? | note                       |
        | 0.2  | 20     | 9*0.8^20; 0.8^20      | yes               | J = 0.006                  |
        | 0.1  | 20     | 9*0.9^20; 0.1^20      | yes               | w₂ arrives, w₁ crawls      |
        | 0.25 | 20     | 9*0.75^20; 1.25^20    | no                | w₂ diverges                |

  Rule: Momentum adds up the gradients
    The velocity v keeps a share β of what it was, and the gradient is added: v ← βv + g. The step is
    −αv. Where the gradient stays the same, v grows towards 1/(1 − β) times as much. Where it changes its
    sign at each step, the parts cancel.
    # hint: momentum in kata/optimisers.py: first the new velocity, then the step along it.
    # hint: The new v is β times the old v, plus g. θ moves by −α times the new v.
    # hint: Return both, θ first. Write v = …, not v *= β: the old array belongs to the caller.

    Example: The same gradient again and again
      Then momentum with α = 1 and β = 0.5 goes from 0
        | g | v?    | θ?      | note              |
        | 1 | 1     | -1      |                   |
        | 1 | 3/2   | -5/2    | 1/2·1 + 1         |
        | 1 | 7/4   | -17/4   |                   |
        | 1 | 15/8  | -49/8   |                   |
        | 1 | 31/16 | -129/16 | v nears 2         |

    Example: To and fro
      Then momentum with α = 0.5 and β = 0.5 goes from 0
        | g  | v?   | θ?     | note                              |
        | 2  | 2    | -1     |                                   |
        | -2 | -1   | -1/2   | smaller than the gradient         |
        | 2  | 3/2  | -5/4   |                                   |
        | 0  | 3/4  | -13/8  | no gradient, and it still moves   |

    Example: Entry by entry
      Then momentum with α = 0.5 and β = 0.25 goes from 0
        | g     | v?         | θ?           |
        | 4, -4 | 4, -4      | -2, 2        |
        | 0, -4 | 1, -5      | -5/2, 9/2    |
        | 4, 0  | 17/4, -5/4 | -37/8, 41/8  |

  Rule: An optimiser keeps one state for each parameter, through the whole training
    The state begins at 0 and goes from step to step, from batch to batch and from epoch to epoch. The
    steps are counted through the whole training, too.
    # hint: train_with is train with another step. What has to be kept from one step to the next?
    # hint: For each layer keep two states, one for W and one for b, in a list beside the network. Before
    #   each step, t grows by 1.
    # hint: step(W, dW, state, t) returns the new W and the new state. Put the new states in the place of
    #   the old ones. The gradients are all taken before any parameter moves.

    Example: Each step knows its number, and what was kept
      Given the network
        | layer | W | b | activation |
        | 1     | 0 | 0 | identity   |
      And the samples
        | x | y  |
        | 0 | 4  |
        | 0 | 4  |
      Then training on mse with steps of 1, divided by a count, goes to
        | counted by | epochs | batch size | seed | b₁?   | note                                      |
        | t          | 1      | all        | -    | 1     |                                           |
        | t          | 2      | all        | -    | 3/2   | 1 + 1/2                                   |
        | t          | 1      | 1          | 1    | 3/2   | two batches                               |
        | t          | 2      | 1          | 1    | 25/12 | 1 + 1/2 + 1/3 + 1/4, not 1 + 1/2 + 1 + 1/2 |
        | the state  | 2      | all        | -    | 3/2   | 1 + 1/2                                   |
        | the state  | 2      | 1          | 1    | 25/12 | b's state; W has one of its own           |

    @heavy
    Example: Each epoch shuffles anew
      Given the network
        | layer | W | b | activation |
        | 1     | 0 | 0 | identity   |
      And the samples
        | x | y  |
        | 0 | 1  |
        | 1 | -2 |
      Then over so many seeds training on mse with momentum has
        | α   | β   | epochs | batch size | seeds | different ends? | note                     |
        | 0.1 | 1/2 | 1      | 1          | 80    | 2               | 1 before 2, or 2 before 1 |
        | 0.1 | 1/2 | 2      | 1          | 80    | 4               | 2 orders, and 2 once more |

    Example: Momentum through two layers
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | identity   |
        | 2     | 2 | 0 | identity   |
      And the samples
        | x | y |
        | 1 | 3 |
      Then training on mse with momentum ends with
        | α    | β   | epochs | W₁?      | b₁?      | W₂?      | b₂?      | note                     |
        | 1/16 | 1/2 | 0      | 1        | 0        | 2        | 0        |                          |
        | 1/16 | 1/2 | 1      | 5/4      | 1/4      | 17/8     | 1/8      | as gradient descent      |
        | 1/16 | 1/2 | 2      | 1323/1024 | 299/1024 | 545/256 | 19/128   | the velocities go on     |

  Rule: In the valley momentum halves where descent keeps four fifths
    With β = 1/4 and α = 1/4 both directions shrink by half at each step, apart from a factor that grows
    slowly: w₁ = (9 + 9t/2)/2ᵗ and w₂ = (1 + 3t/2)·(−1/2)ᵗ after t steps. SymPy shows why: w follows
    w(t+1) = (1 + β − αh)·w(t) − β·w(t−1) for the curvature h, and r² − (1 + β − αh)·r + β has a double
    root, ±√β, for both.
    # hint: Nothing new: momentum and train_with. If the first step is right and the second is not, the
    #   velocity is lost in between.
    # hint: By hand: g = (9, 9), so after one step w = 9 − 9/4 and 1 − 9/4. Then g = (27/4, −45/4).
    # hint: Both samples of a pair belong to one batch: without a batch size, one epoch is one step.

    Example: The same valley
      Given the network
        | layer | W    | b | activation |
        | 1     | 9; 1 | 0 | identity   |
      And the samples
        | x     | y |
        | 1, 0  | 0 |
        | -1, 0 | 0 |
        | 0, 3  | 0 |
        | 0, -3 | 0 |
      Then training on mse with momentum ends with
        | α   | β   | epochs | W₁?                | J?        | note                              |
        | 1/4 | 1/4 | 0      | 9; 1               | 45        |                                   |
        | 1/4 | 1/4 | 1      | 27/4; -5/4         | 477/16    |                                   |
        | 1/4 | 1/4 | 2      | 9/2; 1             | 117/8     |                                   |
        | 1/4 | 1/4 | 3      | 45/16; -11/16      | 1557/256  |                                   |
        | 1/4 | 1/4 | 4      | 27/16; 7/16        | 585/256   |                                   |
        | 1/4 | 1/4 | 20     | 99/2^20; 31/2^20   | < 1e-8    | gradient descent: 0.006           |

  Rule: A rate of 1/(2t) makes descent compute the mean
    With one sample at a time and a constant α, b jumps to and fro for ever (chapter 9). A rate that
    falls as 1/t lets it come to rest, and yet get anywhere (Robbins and Monro, 1951). For J = (b − y)²
    and α = 1/(2t), b is the mean of all y so far after each step.
    # hint: inverse_rate is one division. The first step has t = 1.
    # hint: ∂J/∂b = 2·(b − y). With α = 1/2 the first step goes all the way to y.
    # hint: b − (1/(2t))·2·(b − y) = (1 − 1/t)·b + y/t: that is how a mean takes in one more number.

    Example: One number after the other
      Then steps with a rate of 0.5, divided by their number, lead to
        | y  | rate? | b?  | note                 |
        | 3  | 1/2   | 3   | wherever b began     |
        | 5  | 1/4   | 4   | (3 + 5)/2            |
        | -2 | 1/6   | 2   | (3 + 5 − 2)/3        |
        | 6  | 1/8   | 3   |                      |

  Rule: RMSProp divides each gradient by its recent size
    s is a running average of the squared gradients, s ← ρs + (1 − ρ)g². A step is αg/√s. So a steep
    direction and a flat one get steps of about the same length. ε keeps the quotient finite where s is 0.
    # hint: rmsprop: first the new s, then the step with it.
    # hint: s keeps a share ρ of itself and gets a share 1 − ρ of g². The step divides by √s + ε.
    # hint: ε is added to the root, not under it. g itself, with its sign, is above the line.

    Example: The same size again and again
      Then RMSProp with α = 1, ρ = 0.75 and ε = 0 goes from 0
        | g | s?    | θ?                             | note                       |
        | 2 | 1     | -2                             | 1/4·4                      |
        | 2 | 7/4   | -2 − 4/sqrt(7)                 |                            |
        | 2 | 37/16 | -2 − 4/sqrt(7) − 8/sqrt(37)    | the steps get nearer to 1  |

    Example: Steep and flat
      Then RMSProp with α = 0.5, ρ = 0.75 and ε = 1 goes from 0
        | g        | s?              | θ?                                   | note                        |
        | 200, -2  | 10000, 1        | -100/101, 1/2                        | 200/(100 + 1) and 2/(1 + 1) |
        | 0, 0     | 7500, 3/4       | -100/101, 1/2                        | no gradient, no step        |

  Rule: Adam averages the gradients and their squares, and corrects both for their start at 0
    m is the running average of g and v that of g². At first both are too small, since they begin at 0.
    Divided by 1 − β₁ᵗ and 1 − β₂ᵗ they are right: of a constant gradient, m̂ is g and v̂ is g².
    # hint: adam takes five lines: two averages, two corrections, one step. Which t has the first step?
    # hint: m ← β₁m + (1 − β₁)g; v the same with β₂ and g². m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).
    # hint: θ − α·m̂/(√v̂ + ε). What goes on to the next step are m and v, not m̂ and v̂.

    Example: Three steps of Adam
      Then Adam with α = 1, β₁ = 0.5, β₂ = 0.75 and ε = 0 goes from 0
        | g  | m?   | v?    | θ?   | note                         |
        | 2  | 1    | 1     | -1   | m̂ = 2, v̂ = 4                 |
        | -2 | -1/2 | 7/4   | -2/3 | m̂ = −2/3, v̂ = 4              |
        | -2 | -5/4 | 37/16 | 1/21 | m̂ = −10/7, v̂ = 4             |

    Example: Two entries and an ε
      Then Adam with α = 0.5, β₁ = 0.5, β₂ = 0.75 and ε = 1 goes from 0
        | g     | m?          | v?          | θ?                                  |
        | 2, -6 | 1, -3       | 1, 9        | -1/3, 3/7                           |
        | 2, 0  | 3/2, -3/2   | 7/4, 27/4   | -2/3, 3/7 + 1/(sqrt(108/7) + 1)     |

  Rule: Adam's first step has the length α, whatever the size of the gradient
    After one step m̂ = g and √v̂ = |g|, so only the sign of g counts. A cost multiplied by 1000 leads
    along the same path. Without the corrections the first step would be √10 times as long with the usual
    β₁ = 0.9 and β₂ = 0.999.
    # hint: Nothing new: adam with t = 1. Do both corrections use t?
    # hint: (1 − β₁)g/(1 − β₁) = g, and the root of (1 − β₂)g²/(1 − β₂) is |g|.
    # hint: Without corrections it is 0.1·g/(√0.001·|g|). If that comes out, m and v are used as they are.

    Example: One step with the usual β₁, β₂ and ε
      Then the first step of Adam from 0 leads to
        | g         | α   | θ?                | note                              |
        | 2         | 0.1 | -0.1 ± 1e-8       |                                   |
        | 2000      | 0.1 | -0.1 ± 1e-8       |                                   |
        | -1/1000   | 0.1 | 0.1 ± 2e-6        |                                   |
        | 5, -7     | 1   | -1 ± 1e-7, 1 ± 1e-7 | entry by entry                    |
        | 0         | 0.1 | 0                 | no gradient, no step              |

    Example: Two steps of Adam
      Then Adam with α = 0.1 and the usual β₁, β₂ and ε goes from 0
        | g  | m?    | v?       | θ?                                                  |
        | 1  | 0.1   | 0.001    | -0.1 ± 1e-8                                         |
        | -3 | -0.21 | 0.009999 | -0.1 + 0.1*(0.21/0.19)/sqrt(0.009999/0.001999) ± 1e-8 |

    Example: Ten steps of one and the same gradient
      Then Adam with α = 0.1 and the usual β₁, β₂ and ε goes from 0
        | g | m?         | v?           | θ?          | note                                        |
        | 1 | 1 - 0.9    | 1 - 0.999    | -0.1 ± 1e-7 |                                             |
        | 1 | 1 - 0.9^2  | 1 - 0.999^2  | -0.2 ± 1e-7 | each step is α long                         |
        | 1 | 1 - 0.9^3  | 1 - 0.999^3  | -0.3 ± 1e-7 |                                             |
        | 1 | 1 - 0.9^4  | 1 - 0.999^4  | -0.4 ± 1e-7 |                                             |
        | 1 | 1 - 0.9^5  | 1 - 0.999^5  | -0.5 ± 1e-7 |                                             |
        | 1 | 1 - 0.9^6  | 1 - 0.999^6  | -0.6 ± 1e-7 |                                             |
        | 1 | 1 - 0.9^7  | 1 - 0.999^7  | -0.7 ± 1e-7 |                                             |
        | 1 | 1 - 0.9^8  | 1 - 0.999^8  | -0.8 ± 1e-7 |                                             |
        | 1 | 1 - 0.9^9  | 1 - 0.999^9  | -0.9 ± 1e-7 |                                             |
        | 1 | 1 - 0.9^10 | 1 - 0.999^10 | -1 ± 1e-7   | without the corrections −5.53               |

  Rule: A penalty inside Adam is not weight decay
    To keep weights small, one can let each step take a share αλ of them: weight decay. For plain descent
    it is the same to add λθ to the gradient. Adam divides this by its own size, so a weight of 100
    shrinks no more than a weight of 1. AdamW keeps the decay out of the averages.
    # hint: adamw is adam's step and one term more. Which θ does the decay take?
    # hint: The new θ is where Adam's step leads, minus α·λ times the θ from before the step.
    # hint: Call adam with the plain g. It returns θ, m and v; change θ alone.

    Example: No gradient, only λ pulls
      Then one step from a weight, pulled by λ alone, leads to
        | θ   | α    | λ   | as a gradient in Adam? | AdamW? | note                          |
        | 1   | 0.01 | 0.1 | 0.99 ± 1e-8            | 0.999  | 1 − α, 1 − αλ                 |
        | 100 | 0.01 | 0.1 | 99.99 ± 1e-8           | 99.9   | 100 − α, 100·(1 − αλ)         |
        | -2  | 0.5  | 0.2 | -1.5 ± 1e-7            | -1.8   |                               |

    Example: AdamW by hand
      Then AdamW with α = 0.5, λ = 0.1, β₁ = 0.5, β₂ = 0.75 and ε = 0 goes from 4
        | g  | m?   | v?    | θ?       | note                       |
        | 2  | 1    | 1     | 3.3      | 4 − 1/2 − 0.2              |
        | -2 | -1/2 | 7/4   | 3.3 + 1/6 − 0.165 | Adam's step, −0.05·3.3 |

    Example: Two steps of AdamW
      Then AdamW with α = 0.1, λ = 0.5 and the usual β₁, β₂ and ε goes from 0
        | g  | m?    | v?       | θ?                                                            |
        | 1  | 0.1   | 0.001    | -0.1 ± 1e-8                                                   |
        | -3 | -0.21 | 0.009999 | -0.095 + 0.1*(0.21/0.19)/sqrt(0.009999/0.001999) ± 1e-8       |

  Rule: Clipping shortens a long gradient and keeps its direction
    One batch with a huge gradient can undo a whole training. Clipping multiplies all gradients by one
    number, so that their common norm is at most c.
    # hint: clip: how long are all gradients, taken as one vector? Chapter 11 has measured a layer.
    # hint: The root of the sum of all squared entries of all dW and db. If it is above c, multiply
    #   everything by c/norm.
    # hint: Return new pairs. To cut each entry by itself would change the direction.

    Example: One layer
      Then the clipped gradients are
        | ∂J/∂W | ∂J/∂b | c  | clipped ∂J/∂W? | clipped ∂J/∂b? | note             |
        | 3     | 4     | 10 | 3              | 4              | short enough     |
        | 3     | 4     | 5  | 3              | 4              |                  |
        | 3     | 4     | 1  | 3/5            | 4/5            | the norm was 5   |
        | 1, 2; | -2, 4 | 1  | 1/5, 2/5;      | -2/5, 4/5      | √(1 + 4 + 4 + 16) |
        | 0     | 0     | 1  | 0              | 0              | nothing to clip  |

    Example: All layers together
      Then the gradients of these layers are clipped together to 6
        | ∂J/∂W | ∂J/∂b | clipped ∂J/∂W? | clipped ∂J/∂b? |
        | 2, 4; | 4, 0  | 1, 2;          | 2, 0           |
        | 10; 2 | -2    | 5; 1           | -1             |

  Rule: Tuned, plain descent is as good on well-scaled data; where scales differ, Adam wins
    The digits once more, 64-64-10. In the second table column j of the pixels is multiplied by
    10^(−2 + 2j/63), so that the first column is a hundred times as weak as the last. Adam needs less
    tuning, since its step does not depend on the scale of a gradient.
    # hint: Nothing new: train_with, momentum and adam on the digits. Which row is red?
    # hint: Momentum begins at 0 and Adam at (0, 0); t comes from train_with.
    # hint: If Adam alone is red in the second table: do m and v have the shape of the parameter, with
    #   one entry for each weight?

    @heavy
    Example: Digits, as they are and badly scaled
      Given the handwritten digits
      Then optimisers lead to
        | pixels       | optimiser | α    | hidden | epochs | batch size | held out | split seed | seed | accuracy? |
        | as they are  | descent   | 0.5  | 64     | 4      | 64         | 1/5      | 16         | 1    | > 0.9     |
        | as they are  | momentum  | 0.1  | 64     | 4      | 64         | 1/5      | 16         | 1    | > 0.92    |
        | as they are  | Adam      | 0.01 | 64     | 4      | 64         | 1/5      | 16         | 1    | > 0.92    |
        | badly scaled | descent   | 0.5  | 64     | 4      | 64         | 1/5      | 16         | 1    | < 0.8     |
        | badly scaled | Adam      | 0.01 | 64     | 4      | 64         | 1/5      | 16         | 1    | > 0.75    |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for optimisers
      Then for arguments drawn at random these functions answer as their docstrings say
        | function     | answers? |
        | momentum     | right    |
        | rmsprop      | right    |
        | adam         | right    |
        | adamw        | right    |
        | inverse_rate | right    |
        | clip         | right    |
        | train_with   | right    |
