@cost
Feature: Cost
  A cost function J measures how wrong the predictions ŷ are, given the right answers y. It is one
  number for the whole batch, larger the worse they are. Learning is the search for weights that make
  it small. (Many books call it the objective, and one sample's share of it the loss.)

  The mean squared error is for regression, where y is a quantity. The two cross-entropies are for
  classification, where ŷ are probabilities. They charge the surprise −ln p, where p is the
  probability that the network gave to what really happened. Other names for it are surprisal and
  negative log-likelihood: the lower the cost, the greater the likelihood of what really happened.
  Every cost comes with its slope ∂J/∂ŷ, which says how the cost moves when a prediction moves.

  Rule: The mean squared error averages the squared differences
    J = (1/n)·Σ(y − ŷ)², where n counts all predictions: samples times outputs. Twice the error
    costs four times as much, and its sign does not matter.
    # hint: First by hand, for y = 1; 0 and ŷ = 0.5; 0: the differences, their squares, the mean.
    #   mse in kata/cost.py is the same for whole arrays.
    # hint: J = (1/n)·Σ(y − ŷ)²: .mean() of an array is its sum over its number of entries. The
    #   slope is −(2/n)·(y − ŷ), entry by entry, and n is ŷ.size.
    # hint: mse is the mean of (y - ŷ) ** 2. mse_prime is 2/ŷ.size times (ŷ - y): not a mean, for it
    #   has ŷ's shape, and the sign sits in the order.

    Example: One output
      Then mse costs
        | y       | ŷ          | J?   | note                             |
        | 1       | 0          | 1    |                                  |
        | 0       | 1          | 1    | the sign of the error is lost    |
        | 1       | 0.5        | 1/4  |                                  |
        | 1; 0    | 0.5; 0     | 1/8  | the mean of 1/4 and 0            |
        | 3; 3    | 1; 5       | 4    |                                  |
        | 1; 2; 3 | 2; 2; 5    | 5/3  | (1 + 0 + 4)/3                    |
        | 0; 0; 0; 0 | 1; 1; 1; 1 | 1 | the batch's size is averaged out |

    Example: Two outputs
      Then mse costs
        | y          | ŷ          | J?   | note                                 |
        | 1, 0       | 0, 0       | 1/2  | n = 2: one sample, two predictions   |
        | 1, 0; 0, 1 | 0, 0; 0, 3 | 5/4  | (1 + 0 + 0 + 4)/4                    |

    Example: Its slope
      Then mse has the slope
        | y       | ŷ       | ∂J/∂ŷ?        | note                            |
        | 1       | 0       | -2            | raising ŷ lowers J              |
        | 0       | 1       | 2             | raising ŷ raises J              |
        | 1       | 0.75    | -1/2          |                                 |
        | 3; 3    | 1; 5    | -2; 2         | −(2/n)·(y − ŷ) with n = 2       |
        | 1; 2; 3 | 2; 2; 5 | 2/3; 0; 4/3   |                                 |
        | 1, 0; 0, 1 | 0, 0; 0, 3 | -1/2, 0; 0, 1 | n = 4                     |

  Rule: Binary cross-entropy charges the surprise at a yes-or-no answer
    J = −(1/n)·Σ(y·ln ŷ + (1 − y)·ln(1 − ŷ)). ŷ is the probability of a yes. If the answer is yes
    (y = 1) only ln ŷ counts, if it is no (y = 0) only ln(1 − ŷ).
    # hint: Which of the two terms is left if y = 1, and which if y = 0? binary_cross_entropy can
    #   work out both and let y choose.
    # hint: J = −mean(y·ln ŷ + (1 − y)·ln(1 − ŷ)), with np.log. Differentiate one term by ŷ: (ln ŷ)′
    #   = 1/ŷ, and (ln(1 − ŷ))′ = −1/(1 − ŷ).
    # hint: The slope is −(y/ŷ − (1 − y)/(1 − ŷ)), divided by ŷ.size. Probabilities of 0 come in the
    #   rule about confident wrong answers: put np.maximum(…, ε) around ŷ and around 1 − ŷ.

    Example: The surprise at one answer
      Then binary_cross_entropy costs
        | y   | ŷ    | J?        | note                                     |
        | 1   | 0.5  | ln(2)     | a coin that fell as it did               |
        | 0   | 0.5  | ln(2)     |                                          |
        | 1   | 0.9  | 0.105360… | hardly surprised                         |
        | 0   | 0.1  | 0.105360… |                                          |
        | 1   | 0.1  | 2.302585… | ln 10                                    |
        | 0   | 0.75 | ln(4)     |                                          |
        | 1   | 0.01 | 4.605170… | ln 100                                   |
        | 0.5 | 0.5  | ln(2)     | an answer that is itself uncertain       |
        | 0.25 | 0.75 | (ln(4/3) + 3·ln(4))/4 | a yes in one of four cases    |

    Example: Averaged over all answers
      Then binary_cross_entropy costs
        | y          | ŷ            | J?              | note                  |
        | 1; 0       | 0.5; 0.75    | (ln(2) + ln(4))/2 |                     |
        | 1; 0; 1; 0 | 1; 0.5; 1; 0 | ln(2)/4         |                       |
        | 1, 0; 0, 1 | 0.5, 0.5; 0.75, 1 | (2·ln(2) + ln(4))/4 | two outputs  |

    Example: Its slope as well
      Then binary_cross_entropy has the slope
        | y    | ŷ         | ∂J/∂ŷ?    | note                    |
        | 1    | 0.5       | -2        | −1/ŷ                    |
        | 0    | 0.5       | 2         | 1/(1 − ŷ)               |
        | 1    | 0.1       | -10       | the wronger the steeper |
        | 0    | 0.75      | 4         |                         |
        | 1; 0 | 0.5; 0.75 | -1; 2     | averaged: n = 2         |
        | 1, 0; 0, 1 | 0.5, 0.5; 0.75, 1 | -1/2, 1/2; 1, -1/4 | n = 4 |
        | 0.5  | 0.5       | 0         | here J is at its least  |

  Rule: Categorical cross-entropy charges the surprise at one class among many
    J = −(1/n)·Σ y·ln ŷ. y is one-hot: 1 in the column of the right class, 0 in the others. The sum
    runs over the classes, the mean over the n samples only.
    # hint: y is 1 in one column only. What does y·ln ŷ pick from each row? cross_entropy adds that
    #   up and takes a mean; over what?
    # hint: J = −(1/n)·Σ y·ln ŷ with n the number of samples, len(y): not the number of entries. The
    #   slope is −(1/n)·y/ŷ.
    # hint: Sum over everything (.sum()), then divide by len(y). .mean() would divide by the number
    #   of classes as well.

    Example: One sample, and batches
      Then cross_entropy costs
        | y                 | ŷ                              | J?                  | note                             |
        | 0, 1              | 0.5, 0.5                       | ln(2)               |                                  |
        | 1, 0, 0           | 1/4, 1/4, 1/2                  | ln(4)               | only the right class counts      |
        | 0, 0, 1           | 1/4, 1/4, 1/2                  | ln(2)               |                                  |
        | 0, 1, 0; 0, 0, 1  | 1/4, 1/4, 1/2; 1/4, 1/4, 1/2   | (ln(4) + ln(2))/2   | the mean over two samples        |
        | 1, 0; 1, 0; 0, 1; 1, 0 | 1, 0; 1, 0; 0.5, 0.5; 1, 0 | ln(2)/4            | n = 4 samples                    |
        | 1, 0, 0, 0        | 1/4, 1/4, 1/4, 1/4             | ln(4)               | knowing nothing of four classes  |

    Example: Its slope too
      Then cross_entropy has the slope
        | y                | ŷ                            | ∂J/∂ŷ?            | note                           |
        | 0, 1             | 0.5, 0.5                     | 0, -2             | −y/ŷ                           |
        | 1, 0, 0          | 1/4, 1/4, 1/2                | -4, 0, 0          | the wrong classes do not count |
        | 0, 1, 0; 0, 0, 1 | 1/4, 1/4, 1/2; 1/4, 1/4, 1/2 | 0, -2, 0; 0, 0, -1 | n = 2 samples                 |

    Example: One number for the whole batch, and one slope for each prediction
      Then these costs and slopes have the shapes
        | cost                 | shape of y and ŷ | shape of J? | shape of ∂J/∂ŷ? |
        | mse                  | 4, 3             |             | 4, 3            |
        | mse                  | 1, 1             |             | 1, 1            |
        | binary_cross_entropy | 4, 1             |             | 4, 1            |
        | binary_cross_entropy | 1, 3             |             | 1, 3            |
        | cross_entropy        | 4, 3             |             | 4, 3            |
        | cross_entropy        | 1, 3             |             | 1, 3            |

  Rule: The cost is least where the prediction is perfect
    Where ŷ = y, the mean squared error is 0, to the last digit. So are the cross-entropies if every y
    is 0 or 1. A soft target is a probability between 0 and 1. There too binary cross-entropy is least
    where ŷ = y, but it is not 0: it is the entropy of y, −y·ln y − (1 − y)·ln(1 − y).
    # hint: J is to be 0 exactly. Where ŷ = y = 0, the formula holds 0·ln 0, which is not a number
    #   to the computer. What could keep ln from seeing 0?
    # hint: np.maximum(ŷ, ε) reads every probability below ε as ε. Then 0·ln ε is 0, and ln 1 stays
    #   0.
    # hint: Bound each probability from below only. np.clip(ŷ, ε, 1 − ε) would move a perfect 1 as
    #   well, and the cost would no longer be 0.

    Example: Perfect, and almost
      Then these costs are charged
        | cost                 | y                | ŷ                | J?           |
        | mse                  | 0.3; -2; 17      | 0.3; -2; 17      | 0            |
        | mse                  | 0.3; -2; 17      | 0.3; -2; 17.1    | 0 < _ < 0.01 |
        | binary_cross_entropy | 1; 0; 1          | 1; 0; 1          | 0            |
        | binary_cross_entropy | 1; 0; 1          | 0.99; 0; 1       | 0 < _ < 0.01 |
        | cross_entropy        | 0, 1, 0; 1, 0, 0 | 0, 1, 0; 1, 0, 0 | 0            |
        | cross_entropy        | 0, 1, 0; 1, 0, 0 | 0, 0.99, 0.01; 1, 0, 0 | 0 < _ < 0.01 |

    Example: Soft targets
      Then these costs are charged
        | cost                 | y   | ŷ   | J?                      | note                      |
        | binary_cross_entropy | 1/4 | 1/8 | (ln(8) + 3·ln(8/7))/4   | ŷ is too low              |
        | binary_cross_entropy | 1/4 | 1/4 | (ln(4) + 3·ln(4/3))/4   | perfect: the entropy of y |
        | binary_cross_entropy | 1/4 | 1/2 | ln(2)                   | ŷ is too high             |
        | mse                  | 1/4 | 1/4 | 0                       | perfect                   |
      And these slopes are found
        | cost                 | y   | ŷ   | ∂J/∂ŷ? | note                       |
        | binary_cross_entropy | 1/4 | 1/8 | -8/7   | more would cost less       |
        | binary_cross_entropy | 1/4 | 1/4 | 0      | level: J is at its least   |
        | binary_cross_entropy | 1/4 | 1/2 | 1      | more would cost more       |

  Rule: A confident wrong answer costs much, but not infinitely much
    Where the network gives probability 0 to what happened, the surprise −ln 0 is infinite. So a
    probability below ε = 10⁻¹² is read as ε, and the cost ends at −ln ε = 27.63…. Nothing
    overflows, and there is no NaN, not even where 0·ln 0 stands in the formula. Below ε the cost no
    longer changes. By convention its slope there is the one at ε, so that it still says which way
    to go.
    # hint: What is the greatest number that −ln may give? The module has a constant ε for that.
    # hint: Wherever a probability stands in a logarithm or in a denominator, read it as
    #   np.maximum(probability, ε). In binary_cross_entropy there are two: ŷ and 1 − ŷ.
    # hint: The bound on 1 − ŷ is np.maximum(1 - ŷ, ε), worked out from ŷ as it came. The slopes
    #   have the same bounds in their denominators, so at worst they are 1/ε = 10¹².

    Example: As wrong as can be
      Then these costs are charged
        | cost                 | y          | ŷ          | J?         | note                     |
        | binary_cross_entropy | 1          | 0          | -ln(1e-12) |                          |
        | binary_cross_entropy | 0          | 1          | -ln(1e-12) |                          |
        | binary_cross_entropy | 1          | 1e-15      | -ln(1e-12) | below ε                  |
        | binary_cross_entropy | 1          | 1e-9       | -ln(1e-9)  | above ε: nothing changes |
        | cross_entropy        | 1, 0       | 0, 1       | -ln(1e-12) |                          |
        | cross_entropy        | 1, 0; 0, 1 | 0, 1; 0, 1 | -ln(1e-12)/2 |                        |
        | cross_entropy        | 1, 0       | 1e-9, 1    | -ln(1e-9)  |                          |
        | mse                  | 0          | 1000       | 1e6        | mse has no end           |

    Example: The slope ends as well
      Then these slopes are found
        | cost                 | y    | ŷ    | ∂J/∂ŷ?  |
        | binary_cross_entropy | 1    | 0    | -1e12   |
        | binary_cross_entropy | 0    | 1    | 1e12    |
        | binary_cross_entropy | 1    | 1    | -1      |
        | binary_cross_entropy | 1    | 1e-12 | -1e12  |
        | cross_entropy        | 1, 0 | 0, 1 | -1e12, 0 |
        | cross_entropy        | 1, 0 | 1e-12, 1 | -1e12, 0 |

  Rule: Worked out from logits, cross-entropy needs no floor
    The logit of a probability ŷ = σ(z) is its z = ln(ŷ/(1 − ŷ)), the logarithm of its odds. At z = 40 a
    computer's σ(z) is 1, so 1 − ŷ is 0 and the cost of a no ends at the floor. From z itself it can be
    worked out exactly: −ln σ(z) = relu(−z) + ln(1 + e^−|z|), and −ln(1 − σ(z)) is the same at −z. No
    power of e in it is above 1. So libraries take logits, and need no floor. For softmax they use
    −ln softmax(z)ᵢ = ln Σⱼ e^zⱼ − zᵢ; that logarithm is called log-sum-exp.
    # hint: Nothing new: sigmoid of chapter 2, then binary_cross_entropy. Which column is red?
    # hint: Between −27 and 27 the two ways agree. Further out ŷ or 1 − ŷ is below ε.
    # hint: The floor stands in binary_cross_entropy, twice: np.maximum(ŷ, ε) and np.maximum(1 - ŷ, ε).

    Example: Where the probability still tells
      Then for z from -12 to 12 these are equal
        | this         | equals                          | difference? | note             |
        | −ln(σ(z))    | relu(-z) + ln(1 + e^(-abs(z)))  | < 1e-9      | what a yes costs |
        | −ln(1 − σ(z)) | relu(z) + ln(1 + e^(-abs(z)))  | < 1e-9      | what a no costs  |
        | z            | ln(σ(z)) − ln(1 − σ(z))         | < 1e-9      | the odds         |

    Example: Where it does not
      Then the probabilities of these logits cost
        | y | z     | ŷ?               | J?         | note                                         |
        | 1 | 0     | 1/2              | ln(2)      |                                              |
        | 1 | ln(3) | 3/4              | ln(4/3)    |                                              |
        | 1 | -20   | 1/(1 + e^20)     | ln(1 + e^20) | from z: 20 + ln(1 + e^−20), the same       |
        | 1 | -40   | 1/(1 + e^40)     | -ln(1e-12) | the floor: from z it is 40                   |
        | 0 | 40    | 1                | -ln(1e-12) | the floor again                              |
        | 1 | 40    | 1                | 0          | from z it is e^−40, too small to matter      |
        | 0 | 1000  | 1                | -ln(1e-12) | from z it is 1000                            |

  Rule: Cross-entropy charges more for a confident mistake than the squared error does
    For something that happened, a prediction of 0.001 costs hardly more squared error than one of
    0.1. It costs three times as much cross-entropy: ln 1000 against ln 10.
    # hint: Nothing new: mse and binary_cross_entropy for one prediction. Which of the two columns
    #   is wrong?
    # hint: For y = 1, mse is (1 − ŷ)² and binary_cross_entropy is −ln ŷ.
    # hint: np.log is the natural logarithm. np.log10 or np.log2 would be off by a constant factor.

    Example: The same mistakes under two costs
      Then these costs are charged
        | cost                 | y | ŷ     | J?        |
        | mse                  | 1 | 0.1   | 0.81      |
        | mse                  | 1 | 0.001 | 0.998001  |
        | binary_cross_entropy | 1 | 0.1   | 2.302585… |
        | binary_cross_entropy | 1 | 0.001 | 6.907755… |

  Rule: The lower the cost, the greater the likelihood
    The likelihood of predictions is the probability that they give to all that really happened. For
    samples that do not depend on one another it is a product, p₁·p₂·…. Its −ln is a sum of surprises,
    n times the cross-entropy. So where one is least, the other is greatest. The squared error comes
    about in the same way. Let y be ŷ plus noise that is normal (Gaussian) with deviation 1. The
    density of y is then e^(−(y − ŷ)²/2) times a constant, and the product of these is e^(−n·J/2) times
    a constant. So what is assumed about the data decides which cost a task has.
    # hint: There is nothing new to write: the tables take your J back to a product. Multiply the
    #   probabilities of the first row by hand.
    # hint: y = 1, 0, 1 and ŷ = 1/2, 1/4, 3/4: what happened had the probabilities 1/2, 1 − 1/4 and 3/4.
    # hint: If J is off, see the mean in binary_cross_entropy and cross_entropy: n is the number of
    #   samples here.

    Example: Probabilities of what happened
      Then these predictions have the likelihood
        | cost                 | y                | ŷ                                | J?             | e^(−n·J)? | note                             |
        | binary_cross_entropy | 1; 0; 1          | 1/2; 1/4; 3/4                    | ln(32/9)/3     | 9/32      | 1/2·3/4·3/4                      |
        | binary_cross_entropy | 1; 1; 1; 0       | 1/2; 1/2; 1/2; 1/2               | ln(2)          | 1/16      |                                  |
        | binary_cross_entropy | 1; 1; 1; 0       | 3/4; 3/4; 3/4; 3/4               | ln(256/27)/4   | 27/256    | the share of yes: the greatest   |
        | binary_cross_entropy | 1; 1; 1; 0       | 0.9; 0.9; 0.9; 0.9               | -ln(0.0729)/4  | 0.0729    | 0.9³·0.1                         |
        | cross_entropy        | 1, 0, 0; 0, 1, 0 | 1/2, 1/4, 1/4; 1/3, 1/3, 1/3     | ln(6)/2        | 1/6       | 1/2·1/3                          |

    Example: One quantity for three samples, with normal noise
      Then these predictions have the likelihood
        | cost | y       | ŷ       | J?   | e^(−n·J/2)? | note                    |
        | mse  | 1; 2; 6 | 2; 2; 2 | 17/3 | e^(-17/2)   | 1 + 0 + 16 = 17         |
        | mse  | 1; 2; 6 | 3; 3; 3 | 14/3 | e^-7        | the mean: the greatest  |
        | mse  | 1; 2; 6 | 4; 4; 4 | 17/3 | e^(-17/2)   | 9 + 4 + 4               |

  Rule: Every slope is the derivative of its cost
    SymPy differentiates each cost, and the answers agree for batches drawn at random. In them every
    ŷ lies between 0.05 and 0.95, far from the floor ε.
    # hint: A slope is not the derivative of its cost. Which cost, and does it happen for one sample
    #   or only for several outputs?
    # hint: n counts all entries in mse and binary_cross_entropy (ŷ.size), but only the samples in
    #   cross_entropy (len(y)).
    # hint: Off by a factor: look at the 2, at the n and at the sign. Wrong in every entry
    #   differently: look at the inner derivative of 1 − ŷ, which is −1.

    Example: Cost slopes as SymPy derives them
      Then the slopes of the costs agree with the derivation
        | cost                 | samples | outputs | seed | slopes?    |
        | mse                  | 1       | 1       | 1    | as derived |
        | mse                  | 5       | 1       | 2    | as derived |
        | mse                  | 4       | 3       | 3    | as derived |
        | binary_cross_entropy | 1       | 1       | 4    | as derived |
        | binary_cross_entropy | 5       | 1       | 5    | as derived |
        | binary_cross_entropy | 4       | 3       | 6    | as derived |
        | cross_entropy        | 1       | 2       | 7    | as derived |
        | cross_entropy        | 6       | 4       | 8    | as derived |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for costs
      Then for arguments drawn at random these functions answer as their docstrings say
        | function                   | answers? |
        | mse                        | right    |
        | mse_prime                  | right    |
        | binary_cross_entropy       | right    |
        | binary_cross_entropy_prime | right    |
        | cross_entropy              | right    |
        | cross_entropy_prime        | right    |
