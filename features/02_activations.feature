@activations
Feature: Activations
  An activation is the function f that turns a neuron's weighted sum z into its output a = f(z).
  Some squash z into an interval (sigmoid, tanh), some let positive sums pass and hold back negative
  ones (ReLU and its relatives), and one turns a row of numbers into probabilities (softmax).

  Each comes with its slope f′(z), which says how much the output moves when z moves a little.
  Learning needs the slopes: a unit whose slope is zero learns nothing.

  Rule: The identity passes everything as it is
    f(z) = z, with slope 1 everywhere. It is linear, so it is the activation of a linear layer.
    # hint: What does the identity do to z? And how steep is the line y = x, everywhere? The column
    #   z of a table comes as one array, of shape (7,) if it has 7 rows.
    # hint: identity returns z itself. identity_prime needs as many ones as z has entries, with a
    #   decimal point: np.ones_like makes them, and dtype=float gives them the point.
    # hint: return z in the one function, an array of ones in z's shape in the other. The number 1
    #   alone has the wrong shape for a batch.

    Example: A straight line
      Then identity gives
        | z    | a?   | slope? |
        | -2.5 | -2.5 | 1      |
        | 0    | 0    | 1      |
        | 7    | 7    | 1      |

  Rule: Sigmoid squashes every number into the interval from 0 to 1
    σ(z) = 1/(1 + e^−z). It is steepest at z = 0, where its slope is 1/4, and flat far out on both
    sides. Its slope is σ′(z) = e^−z/(1 + e^−z)².
    # hint: Type the formula, σ(z) = 1/(1 + e^−z), for one number first. NumPy's np.exp takes whole
    #   arrays.
    # hint: sigmoid: 1 / (1 + np.exp(-z)). sigmoid_prime: σ(z)·(1 − σ(z)), or e^−z/(1 + e^−z)². If
    #   the rule far out stays red: np.exp(-z) overflows for z = −1000, but e^z/(1 + e^z) is the
    #   same number.
    # hint: Keep what is raised from growing: bound z at 700 from above (np.minimum) before np.exp
    #   sees it; at e^700 the answer is 1 already. The slope is the same at z and −z, so there
    #   e^−|z| will do.

    Example: From −5 to 5
      Then sigmoid gives
        | z    | a?            | slope?              |
        | -5   | 0.006692…     | 0.006648…           |
        | -2   | 0.119202…     | 0.104993…           |
        | -1   | 1/(1 + e^1)   | e^1/(1 + e^1)^2     |
        | -0.5 | 0.377540…     | 0.235003…           |
        | 0    | 1/2           | 1/4                 |
        | 0.5  | 0.622459…     | 0.235003…           |
        | 1    | 1/(1 + e^-1)  | e^-1/(1 + e^-1)^2   |
        | 2    | 0.880797…     | 0.104993…           |
        | 5    | 0.993307…     | 0.006648…           |

    Example: Where the output is known exactly
      Then sigmoid gives
        | z       | a?   | slope? | note                       |
        | -ln(3)  | 1/4  | 3/16   | e^−z = 3                   |
        | ln(3)   | 3/4  | 3/16   | a·(1 − a) on both sides    |
        | ln(4)   | 4/5  | 4/25   |                            |
        | ln(9)   | 9/10 | 9/100  |                            |

  Rule: Tanh squashes every number into the interval from −1 to 1
    tanh(z) = (e^z − e^−z)/(e^z + e^−z). It passes through 0 with slope 1. Its slope is
    1 − tanh²(z).
    # hint: NumPy knows this function already. What is left to find out is its slope.
    # hint: tanh: np.tanh(z). tanh_prime: 1 − tanh²(z), taken at z; a square is written ** 2.
    # hint: 1 minus the square of np.tanh(z). If the slope is wrong only away from 0, see whether
    #   the square is of the tanh, not of z.

    Example: From −5 to 5 once more
      Then tanh gives
        | z     | a?         | slope?    |
        | -5    | -0.999909… | 0.000181… |
        | -2    | -0.964027… | 0.070650… |
        | -1    | -0.761594… | 0.419974… |
        | -0.5  | -0.462117… | 0.786447… |
        | 0     | 0          | 1         |
        | ln(2) | 3/5        | 16/25     |
        | ln(3) | 4/5        | 9/25      |
        | 1     | 0.761594…  | 0.419974… |
        | 5     | 0.999909…  | 0.000181… |

  Rule: ReLU passes what is positive and zeroes the rest
    ReLU(z) = max(0, z), the rectified linear unit. At its kink z = 0 it has no slope of its own.
    By convention the slope there is 0: it is 1 where z > 0, not where z ≥ 0.
    # hint: Compare each entry with 0. Python's own max compares two things; here every entry is
    #   compared by itself.
    # hint: relu: np.maximum(z, 0), with 'imum'. relu_prime: z > 0 gives True and False, and True ·
    #   1.0 is 1.0.
    # hint: The slope is (z > 0) turned into numbers. If only the row z = 0 is wrong, the comparison
    #   is ≥ where > belongs.

    Example: On both sides of its kink
      Then relu gives
        | z     | a?   | slope? |
        | -2    | 0    | 0      |
        | -0.5  | 0    | 0      |
        | -1e-9 | 0    | 0      |
        | 0     | 0    | 0      |
        | 1e-9  | 1e-9 | 1      |
        | 0.5   | 0.5  | 1      |
        | 3     | 3    | 1      |

  Rule: Leaky ReLU lets a little of the negative through
    LeakyReLU(z) = z where z > 0, and 0.01·z elsewhere. Its slope is never 0. At the kink it takes
    the slope of the left side, as ReLU does.
    # hint: It is ReLU with another left side. How do you choose between two formulas, entry by
    #   entry?
    # hint: np.where(condition, a, b) takes a where the condition holds, else b. leaky_relu: z where
    #   z > 0, else slope·z.
    # hint: leaky_relu_prime chooses between 1.0 and slope with the same condition, z > 0. Use the
    #   argument slope, not 0.01: the second table changes it.

    Example: A leak of one hundredth
      Then leaky_relu gives
        | z    | a?     | slope? |
        | -100 | -1     | 0.01   |
        | -2   | -0.02  | 0.01   |
        | -0.5 | -0.005 | 0.01   |
        | 0    | 0      | 0.01   |
        | 0.5  | 0.5    | 1      |
        | 3    | 3      | 1      |

    Example: Other leaks
      Then leaky_relu with its leak gives
        | z  | leak | a?   | slope? |
        | -2 | 0.1  | -0.2 | 0.1    |
        | -2 | 0.3  | -0.6 | 0.3    |
        | 0  | 0.3  | 0    | 0.3    |
        | 5  | 0.3  | 5    | 1      |
        | -2 | 0    | 0    | 0      |
        | -2 | 1.5  | -3   | 1.5    |
        | 2  | 1.5  | 2    | 1      |
        | -2 | -1/2 | 1    | -1/2   |

  Rule: ELU levels off towards −α
    ELU(z) = z where z > 0, and α·(e^z − 1) elsewhere: the exponential linear unit. Its slope is 1
    on the right and α·e^z on the left.
    # hint: Two sides again, so np.where again. What stands on the left side, and what is its
    #   derivative?
    # hint: elu: z where z > 0, else alpha·(e^z − 1). elu_prime: 1 where z > 0, else alpha·e^z. Near
    #   0, np.exp(z) - 1 loses its digits; np.expm1(z) is e^z − 1 without that loss.
    # hint: np.where works out both sides, so e^1000 overflows although it is not used: hand
    #   np.minimum(z, 0) to np.expm1 and np.exp. The derivative of alpha·(e^z − 1) keeps the alpha.

    Example: With α = 1
      Then elu gives
        | z      | a?         | slope?    |
        | -5     | -0.993262… | 0.006737… |
        | -2     | e^-2 - 1   | e^-2      |
        | -1     | -0.632120… | 0.367879… |
        | -0.5   | -0.393469… | 0.606530… |
        | -ln(2) | -1/2       | 1/2       |
        | 0      | 0          | 1         |
        | 0.5    | 0.5        | 1         |
        | 3      | 3          | 1         |

    Example: Other values of α
      Then elu with its α gives
        | z      | α   | a?   | slope? | note                             |
        | -ln(2) | 2   | -1   | 1      |                                  |
        | -ln(4) | 2   | -3/2 | 1/2    |                                  |
        | -ln(2) | 0.5 | -1/4 | 1/4    |                                  |
        | -ln(2) | 0   | 0    | 0      | as ReLU                          |
        | 0      | 2   | 0    | 2      | at 0 the slope of the left side  |
        | 0.5    | 2   | 0.5  | 1      | α is of the left side only       |
        | 3      | 2   | 3    | 1      | and so it is far out             |

    Example: For α = 1 neither the output nor the slope jumps at 0
      Then elu gives
        | z     | a?           | slope?    |
        | -1e-6 | -1e-6 ± 1e-9 | 1 ± 2e-6  |
        | -1e-9 | -1e-9 ± 1e-15| 1 ± 2e-9  |
        | -1e-12 | -1e-12 ± 1e-18 | 1 ± 2e-12 |
        | 0     | 0            | 1         |
        | 1e-9  | 1e-9         | 1         |

  Rule: Swish is z times its own sigmoid
    swish(z) = z·σ(z). It dips below 0 for negative z, down to about −0.278, and comes back: it is
    the one activation here whose slope changes its sign.
    # hint: You have sigmoid already; swish is one multiplication away. For the slope: what is the
    #   derivative of a product?
    # hint: swish: z·σ(z). The product rule (f·g)′ = f′·g + f·g′ with f = z and g = σ(z) gives σ(z)
    #   + z·σ′(z).
    # hint: swish_prime is sigmoid(z) plus z times sigmoid_prime(z). Both have been written: call
    #   them.

    Example: Through its dip
      Then swish gives
        | z     | a?         | slope?     |
        | -5    | -0.033464… | -0.026547… |
        | -2    | -0.238405… | -0.090784… |
        | -1    | -0.268941… | 0.072329…  |
        | -0.5  | -0.188770… | 0.260038…  |
        | 0     | 0          | 1/2        |
        | 0.5   | 0.311229…  | 0.739961…  |
        | 1     | 0.731058…  | 0.927670…  |
        | 2     | 1.761594…  | 1.090784…  |
        | 5     | 4.966535…  | 1.026547…  |

  Rule: Each activation has a range of its own
    What comes out tells what an activation is good for. A probability needs the range of the
    sigmoid; an unbounded quantity needs the identity.
    # hint: There is nothing new to write: the table asks for the least and the greatest of your
    #   outputs. Which activation is off, and on which side?
    # hint: Sketch the curve from −15 to 15. An output of exactly 1 or 0 where less than 1 or more
    #   than 0 is asked means that digits were rounded or cut off.
    # hint: Do not clip z as near as 10 or 15, and round nothing: σ(15) is 0.9999997, not 1.

    Example: The least and the greatest output for z from −15 to 15
      Then for z from -15 to 15 the outputs lie between
        | activation | least?           | greatest?        | note                    |
        | identity   | -15              | 15               | everything              |
        | sigmoid    | 0 < _ < 1e-6     | 0.999999 < _ < 1 | between 0 and 1         |
        | tanh       | -1 < _ < -0.9999 | 0.9999 < _ < 1   | between −1 and 1        |
        | relu       | 0                | 15               | from 0 up               |
        | leaky_relu | -0.15            | 15               | everything, but slowly  |
        | elu        | -1 < _ < -0.9999 | 15               | from −1 up              |
        | swish      | -0.2784…         | 14.9999…         | from −0.278 up          |

  Rule: The activations are relatives of one another
    Each of these equations holds for every z. It is checked at 3001 values from −15 to 15.
    # hint: These equations hold for right functions, whatever they look like inside. Which
    #   functions stand in the row that is red?
    # hint: If only one row with a function is red, the other function in it is more likely
    #   to be wrong. f′ in a formula is your f_prime.
    # hint: Take z = 1 and work out both sides with the functions you wrote; the one that differs
    #   from its formula above is wrong.

    Example: Equations that hold for every z
      Then for z from -15 to 15 these are equal
        | this      | equals             | difference? | note                                     |
        | σ(-z)     | 1 − σ(z)           | < 1e-12     | the sigmoid is symmetric about (0, 1/2)  |
        | tanh(-z)  | −tanh(z)           | < 1e-12     | tanh is odd                              |
        | tanh(z)   | 2·σ(2·z) − 1       | < 1e-12     | tanh is a stretched sigmoid              |
        | swish(z)  | z·σ(z)             | < 1e-12     |                                          |
        | relu(z)   | (z + abs(z))/2     | < 1e-12     |                                          |
        | z         | relu(z) − relu(-z) | < 1e-12     | two ReLUs make the identity              |
        | elu(z)    | relu(z) + elu(z − relu(z)) | < 1e-12 | on the right ELU is ReLU             |

    Example: Slopes in terms of the outputs
      Then for z from -15 to 15 these are equal
        | this           | equals                     | difference? | note                       |
        | σ′(z)          | σ(z)·(1 − σ(z))            | < 1e-12     | no need for e^−z again     |
        | σ′(-z)         | σ′(z)                      | < 1e-12     |                            |
        | tanh′(z)       | 1 − tanh(z)^2              | < 1e-12     |                            |
        | tanh′(z)       | 4·σ′(2·z)                  | < 1e-12     |                            |
        | swish′(z)      | σ(z) + z·σ′(z)             | < 1e-12     | the product rule           |
        | swish′(z) + swish′(-z) | 1                  | < 1e-12     |                            |
        | leaky_relu′(z) | 0.01 + 0.99·relu′(z)       | < 1e-12     |                            |

  Rule: Every slope is the derivative of its activation
    The slopes are not taken on trust: SymPy differentiates each definition, and the answers agree
    at 201 values of z from −10 to 10. One of them is z = 0, where ReLU and leaky ReLU have no
    derivative: there the convention is checked.
    # hint: A slope differs from the derivative that SymPy finds for the definition. First make the
    #   tables of that activation above green.
    # hint: The slopes are taken at 201 values from −10 to 10. A small error everywhere: a formula
    #   nearly right. An error on one side only: the wrong branch of np.where.
    # hint: Where z is 0, ReLU takes the slope 0 and leaky ReLU the slope of its left side; where it
    #   is not, compare your slope with (f(z + 0.001) − f(z − 0.001)) / 0.002.

    Example: Slopes as SymPy derives them
      Then for z from -10 to 10 the slopes agree with the derivation
        | activation | slopes?    |
        | identity   | as derived |
        | sigmoid    | as derived |
        | tanh       | as derived |
        | relu       | as derived |
        | leaky_relu | as derived |
        | elu        | as derived |
        | swish      | as derived |

  Rule: Far out, the answers are still right
    e^1000 is too large for a computer's numbers, so a formula typed as it stands overflows. A good
    implementation answers for z = ±1000 without a warning and without a NaN.
    # hint: Which power of e becomes too large, at z = 1000 or at z = −1000? Only that one has to be
    #   avoided.
    # hint: e^−1000 is 0 to the computer, and that is harmless. e^1000 is not. np.where does not
    #   help by itself, since it works out both sides; bound what is raised, with np.minimum or
    #   np.abs.
    # hint: sigmoid: e^z/(1 + e^z) with z bounded at 700 from above. elu and elu_prime: exp of
    #   np.minimum(z, 0). sigmoid_prime: with e^−|z|, as the slope is symmetric.

    Example: At ±1000
      Then far out the activations give
        | activation | z     | a?    | slope? |
        | identity   | -1000 | -1000 | 1      |
        | identity   | 1000  | 1000  | 1      |
        | sigmoid    | -1000 | 0     | 0      |
        | sigmoid    | 1000  | 1     | 0      |
        | tanh       | -1000 | -1    | 0      |
        | tanh       | 1000  | 1     | 0      |
        | relu       | -1000 | 0     | 0      |
        | relu       | 1000  | 1000  | 1      |
        | leaky_relu | -1000 | -10   | 0.01   |
        | leaky_relu | 1000  | 1000  | 1      |
        | elu        | -1000 | -1    | 0      |
        | elu        | 1000  | 1000  | 1      |
        | swish      | -1000 | 0     | 0      |
        | swish      | 1000  | 1000  | 1      |

  Rule: An activation works on every entry by itself
    From a batch of z, one row for each sample and one column for each neuron, an activation makes
    a batch of the same shape. Softmax is the exception: it takes each row as a whole.
    # hint: If one number works and an array does not, there is an if, a max or a math.exp in the
    #   function. They want a single number.
    # hint: np.exp, np.maximum, np.where and the operators + − * / ** work entry by entry, on any
    #   shape. The result has z's shape.
    # hint: Replace `if z > 0` by np.where(z > 0, …, …), and max by np.maximum. A slope that is
    #   always 1 still needs z's shape: np.ones_like.

    Example: A batch of two samples and three neurons
      Then entry by entry the activations give
        | activation | z                   | a?                    | slope?                      |
        | identity   | -1, 0, 2; 3, -4, 5  | -1, 0, 2; 3, -4, 5    | 1, 1, 1; 1, 1, 1            |
        | relu       | -1, 0, 2; 3, -4, 5  | 0, 0, 2; 3, 0, 5      | 0, 0, 1; 1, 0, 1            |
        | leaky_relu | -1, 0, 2; 3, -4, 5  | -0.01, 0, 2; 3, -0.04, 5 | 0.01, 0.01, 1; 1, 0.01, 1 |
        | sigmoid    | 0, ln(3); -ln(3), 0 | 1/2, 3/4; 1/4, 1/2    | 1/4, 3/16; 3/16, 1/4        |
        | tanh       | 0, ln(3); -ln(3), 0 | 0, 4/5; -4/5, 0       | 1, 9/25; 9/25, 1            |
        | elu        | 0, 2; -ln(2), -ln(4)| 0, 2; -1/2, -3/4      | 1, 1; 1/2, 1/4              |
        | swish      | 0, 0; ln(3), -ln(3) | 0, 0; 0.823959…, -0.274653… | 1/2, 1/2; 0.955989…, 0.044010… |

  Rule: Softmax turns a row of numbers into probabilities
    softmax(z)ᵢ = e^zᵢ / (e^z₁ + e^z₂ + …). The numbers zᵢ that it gets are called logits. Every
    output is positive, they sum to 1, and the order of the logits is kept. It is taken over each
    row by itself.
    # hint: First e^z, for every entry. Then divide by what, so that each row sums to 1?
    # hint: e = np.exp(z); divide by its sum over the last axis: e.sum(axis=-1, keepdims=True).
    #   keepdims keeps a column, so that each row is divided by its own sum.
    # hint: Against overflow: subtracting one number from all of a row changes nothing, and with the
    #   row's greatest subtracted (z.max(axis=-1, keepdims=True)) no power is above 1.

    Example: Probabilities in proportion to e^z
      Then softmax gives the probabilities
        | z                       | a?                          | note                    |
        | 0, 0                    | 1/2, 1/2                    |                         |
        | 0, ln(3)                | 1/4, 3/4                    | in proportion 1 to 3    |
        | 0, ln(2), ln(3)         | 1/6, 1/3, 1/2               | in proportion 1, 2, 3   |
        | ln(3), 0, ln(2)         | 1/2, 1/6, 1/3               | each keeps its place    |
        | 7, 7, 7, 7              | 1/4, 1/4, 1/4, 1/4          |                         |
        | 1, 2, 3                 | 0.090030…, 0.244728…, 0.665240… |                     |
        | 0, ln(3); ln(3), 0      | 1/4, 3/4; 3/4, 1/4          | two samples, two rows   |
        | 0, 0; 0, ln(3); ln(9), 0| 1/2, 1/2; 1/4, 3/4; 9/10, 1/10 | three samples        |
        | 1000, 0, -1000          | 1, 0, 0                     | no overflow             |
        | 0, ln(9999)             | 1/10000, 9999/10000         | however small, it is not 0 |
        | 1000, 1001              | 0.268941…, 0.731058…        | as for 0 and 1          |
        | -1001, -1000            | 0.268941…, 0.731058…        |                         |
        | 1000, 1000              | 1/2, 1/2                    |                         |
        | 1000, 0; -1000, -1000   | 1, 0; 1/2, 1/2              | each row has a largest sum of its own |

    Example: What holds for every row of logits
      Then for these rows of logits
        | z                 | this             | equals       | difference? | note                      |
        | 1, -2, 0.5        | sum(softmax(z))  | 1            | < 1e-12     |                           |
        | 30, -30; 0.1, 0.2 | sum(softmax(z))  | 1            | < 1e-12     | each row                  |
        | 1, -2, 0.5        | softmax(z + 100) | softmax(z)   | < 1e-12     | a shift changes nothing   |
        | 1, -2, 0.5        | softmax(z − 7.3) | softmax(z)   | < 1e-12     |                           |
        | 4, 0              | first(softmax(z))| σ(first(z))  | < 1e-12     | two classes are a sigmoid |
        | -1.5, 0           | first(softmax(z))| σ(first(z))  | < 1e-12     |                           |

  @optional
  Rule: The slopes of softmax form a matrix, because every output depends on every logit
    The Jacobian has the entry ∂aᵢ/∂zⱼ in row i and column j: aᵢ·(1 − aᵢ) on the diagonal and
    −aᵢ·aⱼ off the diagonal. Adding one number to all logits changes no output: every row sums to 0.
    The outputs always sum to 1, so what one gains the others lose: every column sums to 0 as well.
    # hint: For one row of k logits the answer has k rows and k columns. Write down the one for k = 2
    #   by hand first, from a = softmax(z). It is for softmax_jacobian in kata/activations.py.
    # hint: In row i and column j stands aᵢ·(1 if i = j, else 0, minus aⱼ). np.eye(k) is the matrix
    #   of these ones and zeros.
    # hint: a[..., :, None] is a as a column and a[..., None, :] as a row, for one sample or many:
    #   the column times (np.eye(k) minus the row).

    Example: The Jacobian by hand
      Then the Jacobian of softmax is
        | z               | Jacobian?                                                | note              |
        | 0, 0            | 1/4, -1/4; -1/4, 1/4                                     |                   |
        | 0, ln(3)        | 3/16, -3/16; -3/16, 3/16                                 | a = 1/4, 3/4      |
        | 0, ln(2), ln(3) | 5/36, -1/18, -1/12; -1/18, 2/9, -1/6; -1/12, -1/6, 1/4   | a = 1/6, 1/3, 1/2 |
        | 1000, 0         | 0, 0; 0, 0                                               | flat far out      |
      And for z from -10 to 10 the slopes agree with the derivation
        | activation | slopes?    |
        | softmax    | as derived |

    Example: Its rows and its columns sum to zero
      Then for these rows of logits
        | z                  | this                 | equals      | difference? | note                  |
        | 1, -2, 0.5         | sum(jacobian(z))     | 0           | < 1e-12     | each row              |
        | 3, -1, 2, 0        | sum(jacobian(z))     | 0           | < 1e-12     |                       |
        | 1, -2, 0.5; 0, 1, 2 | sum(jacobian(z))    | 0           | < 1e-12     |                       |
        | 1, -2, 0.5         | columns(jacobian(z)) | 0           | < 1e-12     | each column           |
        | 3, -1, 2, 0        | columns(jacobian(z)) | 0           | < 1e-12     |                       |
        | 1, -2, 0.5         | jacobian(z + 50)     | jacobian(z) | < 1e-12     | a shift changes nothing |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for activations
      Then for arguments drawn at random these functions answer as their docstrings say
        | function         | answers? |
        | identity         | right    |
        | identity_prime   | right    |
        | sigmoid          | right    |
        | sigmoid_prime    | right    |
        | tanh             | right    |
        | tanh_prime       | right    |
        | relu             | right    |
        | relu_prime       | right    |
        | leaky_relu       | right    |
        | leaky_relu_prime | right    |
        | elu              | right    |
        | elu_prime        | right    |
        | swish            | right    |
        | swish_prime      | right    |
        | softmax          | right    |

    @optional
    Example: Drawn arguments for what is optional
      Then for arguments drawn at random these functions answer as their docstrings say
        | function         | answers? |
        | softmax_jacobian | right    |
