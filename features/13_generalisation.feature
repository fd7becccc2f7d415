@generalisation @regularisation
Feature: Generalisation
  The network of chapter 12 knows its training images nearly by heart. Is that good? What counts is how
  it does on samples that it has not seen: generalisation. A model that fits the training samples with
  all their noise, and so does worse elsewhere, overfits.

  How far one may trust a number depends on how it was come by. And there are means against overfitting,
  which are called regularisation: small weights, an early end, units that drop out, and above all more
  data.

  Rule: The curve through all points is not the best one
    Four points lie about the line y = x. A polynomial of degree 3 goes through all of them, and at x = 4
    it is far off. Its training cost is 0, and says nothing about that.
    # hint: powers in kata/generalisation.py makes the columns x, x², x³, …; a linear fit of these is a
    #   polynomial. The fit is that of chapter 3.
    # hint: x[:, None] is a column. A column to the power of a row of exponents is a table.
    # hint: The exponents are np.arange from 1 to the degree; degree 0 leaves no column at all.

    Example: The powers
      Then the powers are
        | x        | degree | powers?               |
        | 2, 3     | 3      | 2, 4, 8; 3, 9, 27     |
        | -1, 1/2  | 2      | -1, 1; 1/2, 1/4       |
        | 0, 1, -2 | 1      | 0; 1; -2              |

    Example: Four points, asked at x = 4
      Then polynomials through the points come to
        | x          | y          | degree | at | training mse? | ŷ?  | squared error at y = x? | note                     |
        | 0, 1, 2, 3 | 0, 2, 1, 3 | 0      | 4  | 5/4           | 3/2 | 25/4                    | underfits                |
        | 0, 1, 2, 3 | 0, 2, 1, 3 | 1      | 4  | 9/20          | 7/2 | 1/4                     |                          |
        | 0, 1, 2, 3 | 0, 2, 1, 3 | 2      | 4  | 9/20          | 7/2 | 1/4                     | x² is of no use here     |
        | 0, 1, 2, 3 | 0, 2, 1, 3 | 3      | 4  | 0             | 14  | 100                     | overfits                 |

  Rule: With more capacity the training cost only falls; the test cost falls and rises again
    Capacity is how much a model can fit; here it is the degree. Ten noisy samples of sin 3x, on [−1, 1].
    Polynomials of degree 0 cannot follow the curve, those of degree 9 follow the noise.
    # hint: Nothing new: powers, and chapter 3's linear fit. Which column is red?
    # hint: If the training cost does not fall to 0 at degree 9, powers gives too few columns.
    # hint: The fit adds a bias by itself: the power 0 is no column.

    @heavy
    Example: Ten samples, many times
      Then on average over fresh noise polynomials come to
        | degree | samples | noise | repeats | seed | training mse?   | test mse?       |
        | 0      | 10      | 0.2   | 40      | 1    | 0.4 < _ < 0.6   | 0.4 < _ < 0.7   |
        | 3      | 10      | 0.2   | 40      | 1    | 0.01 < _ < 0.05 | 0.03 < _ < 0.1  |
        | 9      | 10      | 0.2   | 40      | 1    | < 1e-6          | > 0.1           |

  Rule: Three parts: one to train, one to choose, one to report
    Hyperparameters are chosen on the validation set. The test set is used once, at the very end. No sample
    is in two parts.
    # hint: three_way is hold_out with one part more. What must not happen to X and Y while they are
    #   shuffled?
    # hint: order = rng.permutation(len(X)). np.split cuts it at the places that it is given.
    # hint: Index X and Y with the same pieces. The order of the answer is training, validation, test.

    Example: How many, and which
      Then splitting in three gives
        | samples | validation | test | seed | training? | validation? | test? | in two? | in none? | targets kept? |
        | 10      | 0.2        | 0.3  | 1    | 5         | 2           | 3     | 0       | 0        | yes           |
        | 20      | 1/4        | 0.1  | 2    | 13        | 5           | 2     | 0       | 0        | yes           |
        | 11      | 0          | 0.25 | 3    | 8         | 0           | 3     | 0       | 0        | yes           |
        | 9       | 1/3        | 2/3  | 4    | 0         | 3           | 6     | 0       | 0        | yes           |
        | 1797    | 0.1        | 0.2  | 5    | 1258      | 180         | 359   | 0       | 0        | yes           |

    Example: Shuffled by the seed
      Then the test sets of these seeds are
        | samples | one seed | other seed | equal? | in a row? |
        | 100     | 1        | 1          | yes    | no        |
        | 100     | 1        | 2          | no     | no        |

    @heavy
    Example: Any sample may be in any part
      Then over so many splits in three there are
        | samples | validation | test | splits | seed | different splits? | note                      |
        | 4       | 1/4        | 1/4  | 300    | 1    | 12                | one of 4, one of the rest |

  Rule: Choose on the validation set, and report on the test set
    The cost by which a candidate was chosen is too good to be true: it won because it was low. The honest
    number is the test cost of the one that was chosen.
    # hint: choose: which of several costs is the least, and where does it stand?
    # hint: np.argmin is the place of the least entry, counted from 0.
    # hint: Make it a plain int. It is a place, not a cost.

    Example: Three candidates
      Then the choice is
        | validation      | test            | chosen? | reported? | note                                     |
        | 0.3, 0.12, 0.15 | 0.31, 0.14, 0.13 | 1      | 0.14      | choosing on the test would report 0.13   |
        | 5, 4, 3         | 7, 1, 6         | 2       | 6         |                                          |
        | 2, 2, 3         | 4, 5, 6         | 0       | 4         | of equal ones the first                  |

  Rule: The best of many guessers looks as if it knew something
    The labels are tosses of a coin, and so are the guesses. On 20 labels one guesser is right in half of
    them on average, the best of 100 in 77 %. So the best of many candidates has to be measured once more.
    # hint: Nothing new: accuracy of chapter 12.
    # hint: The guesses do not depend on the labels. An accuracy above this comes from accuracy itself.
    # hint: accuracy compares rows: the place of the largest guess with that of the 1.

    @heavy
    Example: Coins
      Then the best of so many guessers is right on average in
        | guessers | labels | repeats | seed | accuracy?      |
        | 1        | 20     | 40      | 1    | 0.5 ± 0.07     |
        | 10       | 20     | 10      | 1    | 0.67 ± 0.07    |
        | 100      | 20     | 3       | 1    | 0.773 ± 0.08   |
        | 1000     | 20     | 1       | 1    | 0.846 ± 0.1    |
        | 2        | 2      | 100     | 1    | 11/16 ± 0.12   |
        | 4        | 2      | 100     | 1    | 215/256 ± 0.1  |

  Rule: L2 adds a penalty on the weights, and λW to their gradients
    J + (λ/2)·Σ W² costs more where weights are large. Biases are left alone: they do not make a function
    any steeper. A step then shrinks each weight by the factor 1 − αλ besides.
    # hint: l2_cost and with_l2 in kata/regularisation.py. What is the derivative of (λ/2)·W²?
    # hint: The penalty is λ/2 times the sum of all squared weights. Its gradient is λW, with no 2 left.
    # hint: dW + λ·W for each layer; db stays. No n: the penalty is no average over samples.

    Example: The penalty
      Given the network
        | layer | W     | b    | activation |
        | 1     | 1, -2 | 5, 7 | relu       |
        | 2     | 3, 0; 1, 2 | 9, 9 | identity |
      Then the penalty of this network is
        | λ   | penalty? | note                       |
        | 0   | 0        |                            |
        | 1   | 19/2     | (1 + 4 + 9 + 1 + 4)/2      |
        | 0.1 | 0.95     |                            |

    Example: Gradients with the penalty
      Then with the penalty the gradients are
        | W     | b    | ∂J/∂W | ∂J/∂b | λ   | ∂J/∂W with it? | ∂J/∂b with it? | note                     |
        | 3     | 7    | 5     | 2     | 1/10 | 53/10         | 2              |                          |
        | 3     | 7    | 0     | 2     | 1/10 | 3/10          | 2              | the penalty alone        |
        | 1, -2 | 5, 5 | 0, 4  | 1, -1 | 1/2 | 1/2, 3         | 1, -1          |                          |
        | 3     | 7    | 5     | 2     | 0   | 5              | 2              |                          |

  Rule: The more is penalised, the smaller is the weight that costs least
    One weight, samples ±1 that ask for W = 2, so the cost is (W − 2)² + (λ/2)·W². SymPy sets its derivative
    to 0 and finds W = 4/(2 + λ). Each step multiplies the distance to it by 1 − α(2 + λ).
    # hint: Nothing new: with_l2 between backpropagate and update.
    # hint: The gradient is 2·(W − 2) + λ·W, and 0 at 4/(2 + λ).
    # hint: If only λ = 0 is green, with_l2 adds the wrong multiple of W.

    Example: One weight, from 0
      Given the network
        | layer | W | b | activation |
        | 1     | 0 | 0 | identity   |
      And the samples
        | x  | y  |
        | -1 | -2 |
        | 1  | 2  |
      Then descending mse with the penalty ends with
        | λ | α    | steps | W₁?                | J?    | note                        |
        | 0 | 1/4  | 40    | 2 ± 1e-6           | 0 ± 1e-6 |                          |
        | 2 | 1/4  | 1     | 1                  | 1     | arrives at once             |
        | 6 | 1/16 | 2     | 3/8                | 169/64 | half of the way each time |
        | 6 | 1/8  | 1     | 1/2                | 9/4   | 4/(2 + 6)                   |

    Example: One step, of which the penalty is a part
      Given the network
        | layer | W | b | activation |
        | 1     | 3 | 0 | identity   |
      And the samples
        | x | y   |
        | 1 | 1/2 |
      Then descending mse with the penalty ends with
        | λ    | α   | steps | W₁?  | J?       | note                        |
        | 0    | 1/2 | 1     | 1/2  | 25/4     | 3 − 5/2                     |
        | 1/10 | 1/2 | 1     | 7/20 | 2809/400 | 3 − 5/2 − 3/20              |

    Example: A weight of which the samples say nothing
      Given the network
        | layer | W | b | activation |
        | 1     | 3 | 7 | identity   |
      And the samples
        | x | y |
        | 0 | 7 |
      Then descending mse with the penalty ends with
        | λ    | α   | steps | W₁?          | J? | note                      |
        | 0    | 1/2 | 5     | 3            | 0  | nothing moves it          |
        | 1/10 | 1/2 | 1     | 57/20        | 0  | 3·(1 − 1/20)              |
        | 1/10 | 1/2 | 20    | 3*(19/20)^20 | 0  | it decays                 |

  Rule: L2 shrinks most what the samples say least about
    Where the cost is steep along a weight, the penalty hardly moves it; where the cost is flat, the
    penalty decides. Along a direction of curvature h the weight keeps h/(h + λ) of what it would be.
    Here both weights would be 1, and the second input is three tenths of the first.
    # hint: Nothing new: with_l2 between backpropagate and update, for two weights.
    # hint: The curvatures are 2·mean x₁² = 2 and 2·mean x₂² = 9/50. What are h/(h + λ)?
    # hint: If only λ = 0 is green, with_l2 adds the wrong multiple of W.

    @heavy
    Example: A steep direction and a flat one
      Given the network
        | layer | W    | b | activation |
        | 1     | 0; 0 | 0 | identity   |
      And the samples
        | x        | y    |
        | 1, 0.3   | 1.3  |
        | 1, -0.3  | 0.7  |
        | -1, 0.3  | -0.7 |
        | -1, -0.3 | -1.3 |
      Then descending mse with the penalty ends with
        | λ    | α   | steps | W₁?          | J?     | note                        |
        | 0    | 0.8 | 200   | 1; 1         | < 1e-6 | both as the samples say     |
        | 9/50 | 0.8 | 100   | 100/109; 1/2 | < 0.03 | 2/(2 + 9/50), (9/50)/(9/25) |

  Rule: Early stopping returns the network of the best epoch
    While the training cost still falls, the validation cost begins to rise. Training goes on for some
    epochs, the patience, in case it falls again. Then it stops, and the best epoch is what counts.
    # hint: stop_early goes through the costs. What has to be kept on the way?
    # hint: Keep the epoch with the least cost so far. If the present epoch is `patience` epochs later,
    #   it is the last.
    # hint: A new best has to be less, not equal. Epoch 0 is before the first step, so costs[0] counts.

    Example: A cost that falls, rises, and falls once more
      Then early stopping gives
        | costs                                  | patience | best? | stopped? | note                    |
        | 5, 4, 3, 2.5, 2.6, 2.4, 2.5, 2.6, 2.7  | 2        | 5     | 7        |                         |
        | 5, 4, 3, 2.5, 2.6, 2.4, 2.5, 2.6, 2.7  | 1        | 3     | 4        | too soon                |
        | 5, 4, 3, 2.5, 2.6, 2.4, 2.5, 2.6, 2.7  | 9        | 5     | 8        | the costs end           |
        | 1, 2, 3, 4                             | 2        | 0     | 2        | it only gets worse      |
        | 3, 3, 3, 3                             | 3        | 0     | 3        | equal is no improvement |
        | 3, 1, 4, 2, 5, 6                       | 3        | 1     | 4        | 2 is less than 4, not than 1 |
        | 4, 3, 2, 1                             | 1        | 3     | 3        | it never stops          |

  Rule: Dropout sets units to 0 at random, and keeps the mean
    Each unit is kept with the probability keep, and then it counts 1/keep times as much. So no unit can
    rely on another one. Averaged over all masks the answer of a linear layer is what it would be without
    dropout; when the network is used, nothing is dropped.
    # hint: dropout_mask draws a number from 0 to 1 for each entry. Which of them are kept?
    # hint: rng.random(shape) < keep is True with the probability keep. True counts as 1.
    # hint: predict_dropped is predict, with each hidden layer's a multiplied by its mask. The output
    #   layer has no mask.

    Example: Masks
      Then dropout masks have
        | shape | keep | seed | values?   | mean?       |
        | 60, 50 | 1/2 | 1    | 0, 2      | 1 ± 0.15    |
        | 60, 50 | 0.8 | 2    | 0, 1.25   | 1 ± 0.1     |
        | 2, 3   | 1   | 3    | 1         | 1           |

    Example: Four masks of two units
      Given the network
        | layer | W     | b    | activation |
        | 1     | 2, 4  | 0, 0 | relu       |
        | 2     | 1; 1  | 0    | identity   |
      Then with these masks it answers
        | x | mask | ŷ? | note                          |
        | 1 | 2, 2 | 12 |                               |
        | 1 | 2, 0 | 4  |                               |
        | 1 | 0, 2 | 8  |                               |
        | 1 | 0, 0 | 0  | the mean of the four is 6, their variance 20 |
        | 1 | 1, 1 | 6  | without dropout               |

  Rule: On the way back, dropout uses the same mask
    A unit that was dropped had no part in the cost, so it gets no gradient. One that counted twice gets
    twice as much.
    # hint: dropped_gradients is chapter 7's forward and backward pass, with a mask in each hidden layer.
    # hint: a = f(z)·mask, so ∂a/∂z = f′(z)·mask. The output error is (ŷ − Y)/n.
    # hint: Keep each layer's input, and its f′(z)·mask, on the way forward. On the way back,
    #   δ = δ_next·W_nextᵀ times that.

    Example: One of two units is dropped
      Given the network
        | layer | W                  | b    | activation |
        | 1     | 1, 2               | 0, 0 | relu       |
        | 2     | 0.5*ln(3), 0; 1, 1 | 0, 0 | softmax    |
      Then with these masks the gradients are
        | x | y    | mask | ∂J/∂W₁?        | ∂J/∂b₁?       | ∂J/∂W₂?              | ∂J/∂b₂?   | note               |
        | 1 | 0, 1 | 2, 0 | 0.75*ln(3), 0; | 0.75*ln(3), 0 | 3/2, -3/2; 0, 0      | 3/4, -3/4 | ŷ = 3/4, 1/4       |
        | 1 | 0, 1 | 0, 0 | 0, 0;          | 0, 0          | 0, 0; 0, 0           | 1/2, -1/2 | only b₂ has a part |

    Example: Without dropout it is backpropagation
      Then with masks of 1 the gradients are those of backpropagation
        | widths     | activation | samples | seed | greatest difference? |
        | 3, 4, 2    | tanh       | 5       | 1    | 0 ± 1e-12            |
        | 4, 6, 5, 3 | relu       | 6       | 2    | 0 ± 1e-12            |

  Rule: A network can learn pure noise by heart
    The digits get labels that were drawn at random. There is nothing to learn about them, and the network
    learns them all the same. A low training cost alone is thus no sign of understanding (Zhang et al.,
    arXiv 1611.03530).
    # hint: Nothing new: learn and accuracy of chapter 12.
    # hint: If it does not learn its labels, see chapter 9: are the costs falling?
    # hint: The true labels are not among those it learns. If it reads them well, look at one_hot.

    @heavy
    Example: Labels by lot
      Given the handwritten digits
      Then networks that learn labels by lot read
        | images | hidden | α   | epochs | batch size | seed | labels by lot? | true labels? |
        | 100    | 128    | 0.5 | 60     | 20         | 1    | > 0.9          | < 0.3        |

  Rule: Where there is noise to fit, it pays to stop early
    300 images, and 40 % of their labels are drawn anew. The network first learns what the digits have in
    common, and later each wrong label. The validation set, which is as noisy, says when to stop.
    # hint: Nothing new: train, epoch by epoch, and stop_early on the validation costs.
    # hint: Is the best epoch one of the first? If it is the last, the validation costs are those of the
    #   training set.
    # hint: The random generator goes on from epoch to epoch: one rng for the whole training.

    @heavy
    Example: Digits with wrong labels
      Given the handwritten digits
      Then with noisy labels networks read of the clean test set
        | images | noise | hidden | α   | epochs | batch size | patience | seed | at the best epoch? | at the end? | gain? |
        | 300    | 0.4   | 64     | 0.2 | 25     | 10         | 25       | 1    | > 0.7              | < 0.8       | > 0   |

  Rule: More data help most
    The same network, with more and more images. No means against overfitting does as much.
    # hint: Nothing new: learn, on the first so many of the training images.
    # hint: If all rows read the same share, do they learn from the same images?
    # hint: The test set is the same in all rows, and it is never learned from.

    @heavy
    Example: A learning curve
      Given the handwritten digits
      Then networks that learn from so many images read of the others
        | images | hidden | α   | epochs | batch size | seed | accuracy?     |
        | 50     | 64     | 0.4 | 20     | 10         | 1    | 0.5 < _ < 0.9 |
        | 200    | 64     | 0.4 | 12     | 10         | 1    | 0.8 < _ < 0.97 |
        | 1000   | 64     | 0.4 | 5      | 20         | 1    | > 0.9         |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for generalisation
      Then for arguments drawn at random these functions answer as their docstrings say
        | function          | answers? |
        | powers            | right    |
        | three_way         | right    |
        | choose            | right    |
        | l2_cost           | right    |
        | with_l2           | right    |
        | stop_early        | right    |
        | dropout_mask      | right    |
        | predict_dropped   | right    |
        | dropped_gradients | right    |
