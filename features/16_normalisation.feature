@normalisation @residual
Feature: Normalisation and residual connections
  Chapter 11 made gradients survive in deep networks: ReLU and He's weights keep their size. And yet
  twenty such layers hardly learn to read digits, as the last table here shows. Two ideas made depth
  usable, and most deep networks since 2015 have both.

  Normalisation keeps the numbers that a layer works on at mean 0 and deviation 1, whatever the layers
  before it do. A residual connection lets each layer add to its input, instead of replacing it, so what
  comes in can pass through a hundred layers, and so can what goes back.

  Rule: Inputs far from 0 make a narrow valley
    For ŷ = xw + b the mean squared error is a valley over w and b. Its curvatures are the eigenvalues
    of its Hessian, the matrix of second derivatives, 2·(mean x², mean x; mean x, 1). The ratio of the
    steepest to the flattest is called the condition number. The larger it is, the more steps descent
    needs (chapter 14). Around 10 it is 15,502, around 0 it is 3/2, for the same three distances.
    # hint: What is the gradient of mean (xw + b)² at w = 1, b = 0, and at w = 0, b = 1? Side by side
    #   they are the Hessian. curvatures in kata/normalisation.py returns its eigenvalues.
    # hint: Put a column of 1 after X: u = np.column_stack([X, np.ones(len(X))]). The Hessian is 2·uᵀu,
    #   divided by the number of samples.
    # hint: np.linalg.eigvalsh(H) returns the eigenvalues of a symmetric matrix in ascending order.

    Example: Two gradients that are the columns of the Hessian
      Then for targets of 0 the gradients of mse are
        | x         | w | b | ∂J/∂w? | ∂J/∂b? | note                     |
        | 9; 10; 11 | 1 | 0 | 604/3  | 20     | 2·mean x², 2·mean x      |
        | 9; 10; 11 | 0 | 1 | 20     | 2      | 2·mean x, 2              |
        | -1; 0; 1  | 1 | 0 | 4/3    | 0      |                          |
        | -1; 0; 1  | 0 | 1 | 0      | 2      | w and b do not disturb each other |

    Example: The same three distances, around 10 and around 0
      Then the valley of mse has
        | x             | curvatures?                 | condition number? | note                       |
        | 9; 10; 11     | 0.01312 ± 1e-5, 203.32 ± 0.01 | 15502 ± 1       | w can hardly be told from b |
        | -1; 0; 1      | 4/3, 2                      | 3/2               | the same, less its mean    |
        | -1; 1         | 2, 2                        | 1                 | a round bowl               |
        | 0, 1; 0, -1; 3, 0; -3, 0 | 1, 2, 9          | 9                 | two inputs of other sizes  |

  Rule: Standardised inputs have mean 0 and deviation 1, by what the training samples say
    The mean and the deviation are those of the training set. A new sample is measured by them, too: what
    it is must not depend on which others are tested with it.
    # hint: Two functions: mean_and_deviation looks at the training samples, and standardise applies
    #   what it has found to any samples. What has each column of X of its own?
    # hint: The deviation is the root of the mean of (x − mean)², divided by n, not by n − 1. Along
    #   which axis lie the samples?
    # hint: X.mean(axis=0) and X.std(axis=0). Where the deviation is 0, divide by 1:
    #   np.where(deviation == 0, 1.0, deviation).

    Example: Columns of training samples
      Then the columns of the training samples have
        | x                | mean? | deviation? | note                         |
        | 9; 10; 11        | 10    | sqrt(2/3)  | divided by 3, not by 2       |
        | 0, 5; 4, 5       | 2, 5  | 2, 0       | a column that never changes  |
        | 1, 2, 3;         | 1, 2, 3 | 0, 0, 0  | one sample                   |
        | 0, 10; 0, 30; 2, 50; 2, 30 | 1, 30 | 1, sqrt(200) |                |

    Example: Other samples, measured by the training samples
      Then by this mean and deviation samples become
        | x           | mean  | deviation | standardised? | note                         |
        | 9; 10; 11   | 10    | 1         | -1; 0; 1      |                              |
        | 14;         | 10    | 2         | 2;            | not 0, as by its own mean    |
        | 0, 7; 4, 5  | 2, 5  | 2, 0      | -1, 2; 1, 0   | the second is not divided    |

    Example: One step where a hundred did not do
      Given the samples
        | x  | y |
        | 9  | 1 |
        | 10 | 2 |
        | 11 | 6 |
      Then a linear neuron that begins with 0 learns them
        | inputs       | α     | steps | w?              | b? | J?  | note                          |
        | standardised | 0.5   | 1     | 5/2*sqrt(2/3)   | 3  | 1/2 | the lowest cost there is      |
        | as they are  | 0.009 | 100   | < 1             | < 1 | > 2 | with α = 0.01 it diverges    |

  Rule: Batch normalisation gives each column of a batch mean 0 and deviation 1, then γ and β
    What standardising does for the inputs, a layer can do for whatever comes to it: by the mean and the
    deviation of the batch. Then each unit gets a scale γ and a shift β, to be learned, so that
    nothing is lost. A small ε under the root keeps it from dividing by 0 (Ioffe and Szegedy, 2015).
    # hint: batch_norm: first X̂, the normalised columns, then γ and β. Is ε added to the variance, or
    #   to its root?
    # hint: X̂ = (X − mean)/√(variance + ε). The variance is the mean of (X − mean)², in each column.
    # hint: X.mean(axis=0) and X.var(axis=0) have one number a column; NumPy repeats them for every row,
    #   and γ and β as well. Return γ * X_hat + β.

    Example: Columns of a batch
      Then batch normalisation gives
        | x          | γ    | β    | ε | y?                 | note                             |
        | 0; 0; 2; 2 | 1    | 0    | 0 | -1; -1; 1; 1       | mean 1, variance 1               |
        | 0; 0; 2; 2 | 3    | 1    | 0 | -2; -2; 4; 4       | 3·x̂ + 1                          |
        | 0; 0; 2; 2 | 1    | 0    | 3 | -1/2; -1/2; 1/2; 1/2 | ε is under the root: √(1 + 3)  |
        | 0, 10; 4, 30 | 1, 2 | 0, 5 | 0 | -1, 3; 1, 7      | each column by itself            |
        | -3; 0; 3   | 2    | 0    | 0 | -sqrt(6); 0; sqrt(6) | the variance is 18/3           |
        | 7; 7       | 2    | 5    | 1 | 5; 5               | what never changes becomes β     |

  Rule: In batch normalisation the samples of a batch see each other
    Until now each row of a batch went through the network by itself (chapter 4). Here the mean and the
    deviation are of all rows, so what becomes of a sample depends on its company.
    # hint: Nothing new: batch_norm once more. Does it look at all rows of the batch?
    # hint: Of two different numbers the larger always becomes 1, and the smaller −1.
    # hint: A sample alone is its own mean, so X − mean is 0, and γ·0 + β is left.

    Example: The same number in other company
      Then batch normalisation gives
        | x        | γ | β | ε | y?     | note                                |
        | 1; 3     | 1 | 0 | 0 | -1; 1  |                                     |
        | 1; -5    | 1 | 0 | 0 | 1; -1  | the same 1, the other way round     |
        | -50; 70  | 1 | 0 | 0 | -1; 1  | how far apart they are is lost      |
        | 42;      | 9 | 5 | 1 | 5;     | a batch of one gives β              |
        | -8;      | 9 | 5 | 1 | 5;     | whatever x is                       |

  Rule: At prediction running averages stand in for the batch
    A single image has no batch, and should get the same answer alone and in company. So training keeps a
    running average of the means, and one of the variances, as chapter 14 did with gradients; prediction
    uses them. ρ is here the share of what is new (in RMSProp it was the share that stays).
    # hint: running takes one step of a running average; batch_norm_predict is batch_norm with a mean and
    #   a variance that are given.
    # hint: What was kept has the share 1 − ρ, and what is new the share ρ.
    # hint: (1 − ρ) times what was kept, plus ρ times what is new. batch_norm_predict subtracts the mean
    #   that it is given, and divides by the root of the variance that it is given, plus ε.

    Example: Two batches
      Then running averages that begin with 0 go
        | new   | ρ   | kept? | note                |
        | 4     | 1/2 | 2     |                     |
        | 8     | 1/2 | 5     | (2 + 8)/2           |
        | 5     | 1/5 | 5     | 5 is already there  |
        | 15    | 1/5 | 7     | 4/5·5 + 1/5·15      |

    Example: Alone and in company
      Then at prediction batch normalisation gives
        | x           | γ    | β    | ε | mean | variance | y?            | note                   |
        | 9;          | 3    | 1    | 0 | 5    | 4        | 7;            | 3·(9 − 5)/2 + 1        |
        | 9; 5; -100  | 3    | 1    | 0 | 5    | 4        | 7; 1; -313/2  | the same 7 in company  |
        | 9;          | 3    | 1    | 5 | 5    | 4        | 5;            | 3·4/√(4 + 5) + 1       |
        | 2, 0; 4, 0  | 1, 1 | 0, 3 | 0 | 3, 1 | 1, 4     | -1, 5/2; 1, 5/2 |                      |

  Rule: Back through batch normalisation, what all samples share is taken away
    If all x of a column grow alike, or all distances from their mean do, nothing comes of it. So the
    gradient loses its mean, and its share along x̂. SymPy derives it for batches of two and three. Whoever
    takes the mean and the deviation for constants has only the first of three terms.
    # hint: batch_norm_back: dγ and dβ first, for Y = γ·X̂ + β is a product and a sum. What goes to X̂?
    # hint: G = γ·dY goes to X̂. Then dX = (G − mean G − X̂·mean(G·X̂))/√(variance + ε), with means over
    #   the batch, one for each column.
    # hint: dγ = (dY * X_hat).sum(axis=0), and dβ = dY.sum(axis=0): both were repeated for every row.

    Example: By hand
      Then back through batch normalisation go
        | x            | γ    | ε | dy           | dx?           | dγ?    | dβ?   | note                      |
        | 0; 0; 2; 2   | 1    | 0 | 4; 0; 0; 0   | 2; -2; 0; 0   | -4     | 4     | 4 − 1 − 1 in the first row |
        | 0; 0; 2; 2   | 3    | 0 | 4; 0; 0; 0   | 6; -6; 0; 0   | -4     | 4     | γ times as much to x      |
        | 0; 0; 2; 2   | 1    | 3 | 4; 0; 0; 0   | 11/8; -5/8; -3/8; -3/8 | -2 | 4 | the root is 2             |
        | 0; 0; 4; 4   | 1    | 0 | 4; 0; 0; 0   | 1; -1; 0; 0   | -4     | 4     | twice as far, half as much |
        | 1; 3         | 2    | 0 | 5; -7        | 0; 0          | -12    | -2    | a batch of two: always 0  |
        | 0, 1; 0, 3; 2, 1; 2, 3 | 1, 2 | 0 | 4, 0; 0, 0; 0, 4; 0, 4 | 2, -4; -2, -4; 0, 4; 0, 4 | -4, 0 | 4, 8 | |

    Example: Nothing is left of what is shared
      Then what goes back through batch normalisation has
        | samples | units | ε | seed | greatest ∣Σ dx∣? | greatest ∣Σ dx·x̂∣? | note                      |
        | 5       | 3     | 0 | 1    | 0                | 0                   | no mean, no share of x̂    |
        | 64      | 8     | 0 | 2    | 0 ± 1e-11        | 0 ± 1e-11           |                           |
        | 5       | 3     | 1 | 3    | 0                | > 0.01              | ε keeps a little of it    |

  Rule: As a node, a normalisation goes wherever a function goes
    Chapter 15 needs one thing of a new operation: its way back to its parents. γ and β are left out here.
    Where they are wanted, they are nodes of a product and a sum.
    # hint: batch_norm_node makes a Node of one parent: what is its value, and what is its pull?
    # hint: Its value is X̂. Its pull is what you have written for dX, where γ is 1 and dY is G.
    # hint: Node(value, [a], [lambda G: …]) with a.value in the place of X. Of three gradients only the
    #   first goes to a.

    Example: Forward and back
      Then as a node batch normalisation gives
        | a          | ε | G          | value?               | to a?                    |
        | 0; 0; 2; 2 | 0 | 4; 0; 0; 0 | -1; -1; 1; 1         | 2; -2; 0; 0              |
        | 0; 0; 2; 2 | 3 | 8; 0; 0; 0 | -1/2; -1/2; 1/2; 1/2 | 11/4; -5/4; -3/4; -3/4   |
        | 1, 0; 3, 4 | 0 | 5, 1; 6, 2 | -1, -1; 1, 1         | 0, 0; 0, 0               |

  Rule: Before batch normalisation a bias does nothing, and neither does the size of the weights
    The batch's mean takes any bias away, and its deviation any scale. So layers before batch normalisation
    have no bias: β stands in for it. A step changes the direction of the weights, since the gradient is
    at right angles to them. At weights three times as large it is a third.
    # hint: Nothing new: a layer of chapter 15, then batch_norm_node. Which column is red?
    # hint: The values are equal for W, 3W and any b. If they are not, the mean or the deviation is not that
    #   of the column.
    # hint: If ∂J/∂b is not 0, the gradient that goes back does not add up to 0: the mean of G was not
    #   taken away.

    Example: One layer, and J = Σ c·y
      Then through a layer with batch normalisation the gradients are
        | x                         | W    | b | c          | y?           | ∂J/∂W?    | ∂J/∂b? | ∂J/∂W · W? | note            |
        | 1, 0; -1, 0; 1, 2; -1, 2  | 0; 1 | 0 | 4; 0; 0; 0 | -1; -1; 1; 1 | 4; 0      | 0      | 0          |                 |
        | 1, 0; -1, 0; 1, 2; -1, 2  | 0; 1 | 7 | 4; 0; 0; 0 | -1; -1; 1; 1 | 4; 0      | 0      | 0          | a bias          |
        | 1, 0; -1, 0; 1, 2; -1, 2  | 0; 3 | 0 | 4; 0; 0; 0 | -1; -1; 1; 1 | 4/3; 0    | 0      | 0          | three times W   |
        | 1, 0; -1, 0; 1, 2; -1, 2  | 0; 1 | 0 | 1; 2; 3; 4 | -1; -1; 1; 1 | -2; 0     | 0      | 0          |                 |
        | 1, 0; -1, 0; 1, 2; -1, 2  | 1; 1 | 0 | 4; 0; 0; 0 | 0; -sqrt(2); sqrt(2); 0 | 4/sqrt(2); -4/sqrt(2) | 0 | 0 | |

  Rule: Layer normalisation does it along the row
    Each sample is normalised by itself, over its own units (Ba, Kiros and Hinton, 2016). So it works for a
    batch of one, and it is the same in training and at prediction. Transformers use it for that.
    # hint: layer_norm and layer_norm_back are batch_norm and its way back with other means. Which axis
    #   is a row, and how does its mean stay a column?
    # hint: axis=1 with keepdims=True has the shape (n, 1). γ and β still have one number for each unit,
    #   so dγ and dβ are still sums over the batch.
    # hint: A helper that takes the axis serves both, and both nodes: X.mean(axis=axis, keepdims=True).

    Example: Row by row
      Then layer normalisation gives
        | x            | γ          | β       | ε | y?             | note                            |
        | 1, 3;        | 1, 1       | 0, 0    | 0 | -1, 1;         | a batch of one                  |
        | 1, 3; -50, 70 | 1, 1      | 0, 0    | 0 | -1, 1; -1, 1   | the same in company             |
        | 0, 0, 2, 2;  | 1, 1, 1, 1 | 0, 0, 0, 0 | 0 | -1, -1, 1, 1; |                             |
        | 1, 3; 5, 25  | 2, 3       | 0, 10   | 0 | -2, 13; -2, 13 | one γ and one β for each unit   |
        | 0, 0, 2, 2;  | 1, 1, 1, 1 | 0, 0, 0, 0 | 3 | -1/2, -1/2, 1/2, 1/2; |                     |

    Example: Back, row by row
      Then back through layer normalisation go
        | x            | γ          | ε | dy           | dx?             | dγ?          | dβ?        | note            |
        | 0, 0, 2, 2;  | 1, 1, 1, 1 | 0 | 4, 0, 0, 0;  | 2, -2, 0, 0;    | -4, 0, 0, 0  | 4, 0, 0, 0 |                 |
        | 0, 0, 2, 2;  | 3, 1, 1, 1 | 0 | 4, 0, 0, 0;  | 6, -6, 0, 0;    | -4, 0, 0, 0  | 4, 0, 0, 0 | γ comes first   |
        | 1, 3; 5, 25  | 1, 2       | 0 | 1, 2; 3, 4   | 0, 0; 0, 0      | -4, 6        | 4, 6       | sums over the batch |
        | 0, 0, 2, 2;  | 1, 1, 1, 1 | 3 | 4, 0, 0, 0;  | 11/8, -5/8, -3/8, -3/8; | -2, 0, 0, 0 | 4, 0, 0, 0 |          |

    Example: And as a node
      Then as a node layer normalisation gives
        | a            | ε | G            | value?          | to a?         |
        | 0, 0, 2, 2;  | 0 | 4, 0, 0, 0;  | -1, -1, 1, 1;   | 2, -2, 0, 0;  |
        | 1, 3; 5, 25  | 0 | 1, 2; 3, 4   | -1, 1; -1, 1    | 0, 0; 0, 0    |

  Rule: A residual block adds to its input
    Its output is a + f(a), so its slope is 1 + f′(a) (He and others, 2015). Through sigmoids with weights
    of 1 the plain chain of chapter 11 lost a factor 4 at each unit. With the 1 in front of it, even the
    first unit learns.
    # hint: residual in kata/residual.py takes a node and a function that makes a node of it. Chapter 15
    #   has all that is needed.
    # hint: a is used twice: f takes it, and the sum takes it. Chapter 15 adds up what comes back.
    # hint: add(a, f(a)), and nothing else.

    Example: One block
      Then a residual block of one function gives
        | f       | a       | G      | value?   | to a?    | note                |
        | square  | 3       | 1      | 12       | 7        | 1 + 2a              |
        | square  | 3       | 10     | 12       | 70       |                     |
        | sigmoid | 0, 0    | 1, 4   | 1/2, 1/2 | 5/4, 5   | 1 + 1/4             |
        | relu    | -2, 5   | 1, 1   | -2, 10   | 1, 2     | where relu is 0, a passes |

    Example: Chains of sigmoids at z = 0, with the slope 1 at their end
      Then through a chain of sigmoids the gradients are
        | chain    | w | b                       | x | a?  | ∂J/∂w of each unit?              | note                     |
        | plain    | 1 | -1, -1/2, -1/2          | 1 | 1/2 | 1/64, 1/32, 1/8                  | as in chapter 11         |
        | residual | 1 | -1, -3/2, -2            | 1 | 5/2 | 25/64, 15/32, 1/2                | (5/4)²·1/4 in the first  |
        | residual | 1 | -1, -3/2, -2, -5/2, -3  | 1 | 7/2 | 625/1024, 375/512, 25/32, 25/32, 3/4 | nothing vanishes     |

  Rule: L blocks are 2ᴸ paths
    Each block is either gone round or gone through. Multiplied out, (1 + f₁′)·(1 + f₂′)·… has one term for
    each such path. The plain chain has only the last of them, the one through everything. Most paths are
    short, so most of the gradient comes through few blocks (Veit and others, 2016).
    # hint: path_sums: multiply (1 + f₁′)·(1 + f₂′) out. Which terms have one factor, and which have two?
    # hint: Begin with [1], no block. Each further block leaves every path as it is, or makes it longer by
    #   one and multiplies it by its slope. Which two lists have to be added?
    # hint: The sums so far with a 0 behind them, plus the slope times the sums with a 0 before them.
    #   np.append puts a number behind or before an array.

    Example: Paths by their length
      Then through residual blocks of these slopes
        | slopes        | sums by length?     | in all?  | gradient? | note                          |
        | 1/4           | 1, 1/4              | 5/4      | 5/4       |                               |
        | 1/4, 1/4, 1/4 | 1, 3/4, 3/16, 1/64  | 125/64   | 125/64    | the plain chain: 1/64         |
        | 1, 1, 1       | 1, 3, 3, 1          | 8        | 8         | so many paths of each length  |
        | 2, -1, 3      | 1, 4, 1, -6         | 0        | 0         | −1 + 1 blocks everything      |
        | 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 | 1, 10, 45, 120, 210, 252, 210, 120, 45, 10, 1 | 1024 | 1024 | 2¹⁰ |

  Rule: A block whose last weights are 0 is the identity
    The block here is a + relu(X̂)·W + b, where X̂ is a with each row normalised; ReLU comes before the
    weights. With W = 0 and b = 0 it hands on what it gets. It can still learn, since the gradient of W
    does not hang on W. So a network of any depth may start as a shallow one.
    # hint: residual_block takes the nodes a, W and b: normalise, relu, weights, bias; then residual.
    # hint: The branch is a function of a: layer_norm_node, apply(relu, relu_prime, …), matmul, add.
    #   residual_network draws the first and the last layer by he; the blocks are zeros.
    # hint: he(rng, d_in, width) returns the pair (W, b). residual_predict: leaves of all, a first layer,
    #   block after block, layer_norm_node, the last layer, softmax of its value.

    Example: Blocks by hand
      Then a block of weights gives
        | a     | W          | b    | ε | value?  | ∂/∂W?      | ∂/∂b? | note                           |
        | 1, 3; | 0, 0; 0, 0 | 0, 0 | 0 | 1, 3;   | 0, 0; 1, 1 | 1, 1  | the identity, and it can learn |
        | 1, 3; | 1, 2; 3, 4 | 5, 6 | 0 | 9, 13;  | 0, 0; 1, 1 | 1, 1  | relu(−1, 1) = 0, 1             |
        | 3, 1; | 1, 2; 3, 4 | 5, 6 | 0 | 9, 9;   | 1, 1; 0, 0 | 1, 1  | 3 + 1 + 5, 1 + 2 + 6           |
        | -3, 1; | 1, 2; 3, 4 | -5, 6 | 0 | -5, 11; | 0, 0; 1, 1 | 1, 1 | no relu after the sum         |
        | 1, 3; 8, 2 | 1, 0; 0, 1 | 1, 2 | 3 | 2, 11/2; 9 + 3/sqrt(12), 4 | 3/sqrt(12), 3/sqrt(12); 1/2, 1/2 | 2, 2 | ε under the root |

    Example: Drawn networks
      Then drawn residual networks have
        | inputs | width | blocks | outputs | seed | widths?           | largest in the blocks? | variance of W₁? |
        | 64     | 32    | 3      | 10      | 1    | 64, 32, 32, 32, 32, 10 | 0                 | 0.025 < _ < 0.038 |
        | 128    | 50    | 0      | 2       | 2    | 128, 50, 2        | 0                      | 0.0135 < _ < 0.018 |

    Example: Twenty blocks answer like none
      Then new networks of the same seed differ at most by
        | inputs | width | blocks | others | outputs | samples | seed | difference? |
        | 5      | 4     | 0      | 20     | 3       | 6       | 1    | 0           |
        | 64     | 32    | 1      | 100    | 10      | 3       | 2    | 0           |

  Rule: A residual network is a chain of nodes, and chapter 15 goes back through it
    The input goes through a first layer, through the blocks and, normalised once more, through a last
    layer. Nobody has to derive the way back: each node knows its own part of it.
    # hint: residual_gradients goes forward as residual_predict does, and ends with another function of
    #   chapter 15. classifier_gradients there does the same for plain layers.
    # hint: Write the way from the leaves and X to the last z as a function of its own, for both. The
    #   node J is softmax_cross_entropy of it.
    # hint: gradients(J) is a dictionary, and its keys are the nodes. So keep the leaves of W and b, in
    #   pairs, and look both up for each pair. J.value is the number J.

    Example: What it answers, and its gradients
      Then a residual network of these layers answers
        | first W | first b | block W     | block b | last W         | last b | x  | y     | ŷ?               | J?             | last ∂J/∂b?      | note               |
        | 1, 3    | 0, 0    | -           | -       | 0, 0; 0, 0     | 0, 0   | 7; | 0, 1; | 1/2, 1/2;        | ln(2)          | 1/2, -1/2        | no block           |
        | 1, 3    | 0, 0    | -           | -       | 0, 0; ln(3), 0 | 0, 0   | 7; | 1, 0; | 3/4 ± 1e-6, 1/4 ± 1e-6; | ln(4/3) ± 1e-6 | -1/4 ± 1e-6, 1/4 ± 1e-6 | the last layer gets −1, 1 |
        | 1, 3    | 0, 0    | -           | -       | 0, 0; ln(3), 0 | 0, 0   | -7; | 1, 0; | 1/4 ± 1e-6, 3/4 ± 1e-6; | ln(4) ± 1e-6 | -3/4 ± 1e-6, 3/4 ± 1e-6 | −7, −21 become 1, −1: no relu |
        | 1, 3    | 0, 0    | 0, 0; 14, 0 | 0, -14  | 0, 0; ln(3), 0 | 0, 0   | 7; | 1, 0; | 1/4 ± 1e-6, 3/4 ± 1e-6; | ln(4) ± 1e-6   | -3/4 ± 1e-6, 3/4 ± 1e-6 | 7 + 14, 21 − 14: the other way round |

  Rule: Twenty layers learn
    The digits, and twenty hidden layers of 32 units. He's weights keep the gradient of the plain network
    at its size, so it is not a gradient that vanishes. And yet it learns next to nothing in two epochs.
    With normalised residual blocks it reads most digits after the same two epochs.
    # hint: learn_residual is the training loop of chapter 9 once more, with residual_gradients. What
    #   does rng draw first?
    # hint: The network; then for each epoch the minibatches of chapter 9. After each of them every W and
    #   every b takes a step.
    # hint: minibatches(X, Y, batch_size, rng) in every epoch anew. New pairs (W − α·dW, b − α·db): nothing
    #   is changed in place.

    Example: Every layer takes its steps
      Given the samples
        | x     | y    |
        | 1, 1  | 1, 0 |
        | 0, 2  | 0, 1 |
        | 2, -1 | 1, 0 |
        | -3, 1 | 0, 1 |
      Then learning moves the layers of a residual network
        | width | blocks | α    | epochs | batch size | seed | first moved? | blocks moved? | last moved? | J falls? | note                |
        | 8     | 2      | 0.01 | 0      | 4          | 1    | no           | no            | no          | no       |                     |
        | 8     | 2      | 0.01 | 1      | 4          | 1    | yes          | yes           | yes         | yes      | one step            |
        | 8     | 5      | 0.01 | 2      | 1          | 2    | yes          | yes           | yes         | yes      | eight steps         |

    @heavy
    Example: Digits through twenty layers
      Given the handwritten digits
      Then through random networks the first gradient, measured by the last hidden one, is
        | activation | draw | width | hidden layers | seed | first / last hidden? |
        | relu       | he   | 32    | 20            | 1    | 0.03 < _ < 30        |
      And twenty hidden layers learn to read held-out digits
        | network  | width | layers | α    | epochs | batch size | held out | split seed | seed | accuracy? |
        | plain    | 32    | 20     | 0.05 | 2      | 32         | 1/5      | 16         | 1    | < 0.5     |
        | residual | 32    | 20     | 0.05 | 2      | 32         | 1/5      | 16         | 1    | > 0.7     |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for normalisation and residual connections
      Then for arguments drawn at random these functions answer as their docstrings say
        | function           | answers? |
        | curvatures         | right    |
        | mean_and_deviation | right    |
        | standardise        | right    |
        | batch_norm         | right    |
        | batch_norm_back    | right    |
        | running            | right    |
        | batch_norm_predict | right    |
        | batch_norm_node    | right    |
        | layer_norm         | right    |
        | layer_norm_back    | right    |
        | layer_norm_node    | right    |
        | residual           | right    |
        | path_sums          | right    |
        | residual_block     | right    |
        | residual_network   | right    |
        | residual_predict   | right    |
        | residual_gradients | right    |
        | learn_residual     | right    |
