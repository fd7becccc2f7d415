@cost
Feature: Cost
  A cost function J measures how wrong the predictions ŷ are, given the right answers y. It is one
  number for the whole batch: 0 when every prediction is perfect, larger the worse they are.
  Learning is the search for weights that make it small.

  The mean squared error suits quantities. The two cross-entropies suit probabilities: they charge
  the surprise −ln p, where p is the probability that the network gave to what really happened.
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

  Rule: A perfect prediction costs nothing
    J = 0 where ŷ = y, to the last digit, and it is greater everywhere else.
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

  Rule: A confident wrong answer costs much, but not infinitely much
    Where the network gives probability 0 to what happened, the surprise −ln 0 is infinite. So a
    probability below ε = 10⁻¹² is read as ε, and the cost ends at −ln ε = 27.63…. Nothing
    overflows, and there is no NaN, not even where 0·ln 0 stands in the formula.
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
        | cross_entropy        | 1, 0 | 0, 1 | -1e12, 0 |

  Rule: Cross-entropy minds a confident mistake more than the squared error does
    A prediction of 0.001 for something that happened is almost as wrong to the squared error as
    one of 0.1. To cross-entropy it is three times as bad: it never stops asking for more.
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

  Rule: Every slope is the derivative of its cost
    SymPy differentiates each cost, and the answers agree for batches drawn at random.
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
