@autodiff @dual_numbers
Feature: Automatic differentiation
  Each new kind of layer has cost us a page of derivation. Yet every network is made of sums, products
  and a few functions. If each of these knows its own slope, a program can do the rest by the chain
  rule. That is automatic differentiation (autodiff), and it is what PyTorch and JAX are built on.

  A computation is written down as a graph while it runs. Each operation makes a node: its value, its
  parents, which are the nodes that went in, and for each parent a function that takes the gradient
  back. That function is called a vector-Jacobian product (VJP). Backpropagation is then one loop over
  the nodes, from the last to the first, whatever the network looks like.

  Rule: A computation is a graph of nodes
    A leaf has a value and no parents: an input, a parameter, a constant. Every other node is made of
    nodes that were there before.
    # hint: What is y = x·x + x at x = 3, step by step? Each step is a node. leaf, add and multiply in
    #   kata/autodiff.py make them; the class Node is there already.
    # hint: A Node takes a value, a list of parents and a list of pulls. Leave the pulls empty until
    #   the next rule asks for them.
    # hint: The value of a sum is a.value + b.value, and its parents are a and b, in this order. x·x
    #   has two parents, and both are the node x.

    Example: x·x + x
      Given the computation
        | node | made by  | of   | value |
        | x    | leaf     |      | 3     |
        | p    | multiply | x, x |       |
        | y    | add      | p, x |       |
      Then its nodes have
        | node | value? | parents? | note            |
        | x    | 3      | 0        | a leaf          |
        | p    | 9      | 2        | x, and x again  |
        | y    | 12     | 2        | p and x         |

    Example: Two inputs, and their product used twice
      Given the computation
        | node | made by  | of   | value |
        | a    | leaf     |      | 2     |
        | b    | leaf     |      | -5    |
        | s    | add      | a, b |       |
        | p    | multiply | a, b |       |
        | y    | multiply | s, p |       |
        | w    | add      | y, p |       |
      Then its nodes have
        | node | value? | parents? |
        | s    | -3     | 2        |
        | p    | -10    | 2        |
        | y    | 30     | 2        |
        | w    | 20     | 2        |

  Rule: Each operation knows what goes back to each of its parents
    G is the gradient of the node: how much the cost changes if the node's value does. A sum passes G on
    to both parents as it is. A product passes on G times the other factor.
    # hint: If y = a·b, and the cost grows by G for each unit of y, by how much does it grow for each
    #   unit of a? This is the first entry of the pulls of multiply.
    # hint: ∂(a + b)/∂a = 1 and ∂(a·b)/∂a = b. A pull multiplies this slope by the G that it is given.
    # hint: A pull is a function of G: lambda G: G times the other node's value. There is one for
    #   each parent, in the order of the parents.

    Example: Sum and product, entry by entry
      Then going back through one operation gives
        | operation | a    | b     | G    | value? | to a? | to b? | note                |
        | add       | 2    | 3     | 1    | 5      | 1     | 1     |                     |
        | add       | 2    | 3     | 7    | 5      | 7     | 7     | G as it is          |
        | multiply  | 2    | 3     | 1    | 6      | 3     | 2     | the other factor    |
        | multiply  | 2    | 3     | 10   | 6      | 30    | 20    | times G             |
        | multiply  | -4   | 1/2   | 8    | -2     | 4     | -32   |                     |
        | multiply  | 1, 2 | 5, -6 | 1, 3 | 5, -12 | 5, -18 | 1, 6 | entry by entry      |

  Rule: What was broadcast comes back as a sum
    NumPy repeats a bias b of two entries for each of three samples, so each entry of b has three
    effects, and its gradient is their sum. This is why ∂J/∂b is a sum over the batch.
    # hint: Where one number stands in several places, its gradient is the sum over these places.
    #   Which axes of G were not there before? This is unbroadcast.
    # hint: Sum over the axes that G has in front and the shape has not. Then sum over each axis where
    #   the shape says 1, and keep that axis.
    # hint: G.ndim − len(shape) axes stand in front; axis takes a tuple of them. keepdims=True keeps
    #   an axis with the size 1. add and multiply need unbroadcast for both parents.

    Example: From the shape of G back to the shape of what was repeated
      Then a broadcast gradient comes back as
        | G                | shape | gradient? | note                            |
        | 1, 1; 1, 1; 1, 1 | 2     | 3, 3      | a bias of two units, 3 samples  |
        | 1, 2; 3, 4; 5, 6 | 2     | 9, 12     |                                 |
        | 1, 2; 3, 4       | 2, 1  | 3; 7      | a column was repeated           |
        | 1, 2; 3, 4       | 1, 2  | 4, 6;     | a row was repeated              |
        | 1, 2; 3, 4       |       | 10        | one number stood everywhere     |
        | 1, 2; 3, 4       | 2, 2  | 1, 2; 3, 4 | nothing was repeated           |

    Example: Operations on different shapes
      Then going back through one operation gives
        | operation | a                | b     | G                | value?              | to a?             | to b?   |
        | add       | 1, 2; 3, 4; 5, 6 | 10, 20 | 1, 1; 1, 1; 1, 1 | 11, 22; 13, 24; 15, 26 | 1, 1; 1, 1; 1, 1 | 3, 3    |
        | add       | 10, 20           | 1, 2; 3, 4 | 1, -2; 5, 7  | 11, 22; 13, 24      | 6, 5              | 1, -2; 5, 7 |
        | multiply  | 1, 2; 3, 4       | 10, 20 | 1, 1; 1, 1      | 10, 40; 30, 80      | 10, 20; 10, 20    | 4, 6    |
        | multiply  | 2                | 1, 2; 3, 4 | 1, 1; 1, 1  | 2, 4; 6, 8          | 10                | 2, 2; 2, 2 |

  Rule: A matrix product sends G·Bᵀ and Aᵀ·G back
    These are the two formulas of chapter 7, δ·Wᵀ to the input and inputᵀ·δ to the weights. Here they
    belong to the operation, not to the network.
    # hint: Only one of the ways to multiply G by B fits the shape of A. Which one?
    # hint: Chapter 7 knows both: the gradient of the weights is inputᵀ·δ, and δ·Wᵀ goes to the input.
    # hint: Two pulls: one multiplies G by b.value transposed from the right, the other multiplies G
    #   by a.value transposed from the left. @ is the matrix product.

    Example: Matrices of several shapes
      Then going back through one operation gives
        | operation | a          | b      | G      | value?  | to a?        | to b?   |
        | matmul    | 1, 2; 3, 4 | 1, 0; 2, -1 | 1, 0; 0, 2 | 5, -2; 11, -4 | 1, 2; 0, -2 | 1, 6; 2, 8 |
        | matmul    | 1, 2; 3, 4 | 5; 6   | 1; 1   | 17; 39  | 5, 6; 5, 6   | 4; 6    |
        | matmul    | 1, 2; 3, 4 | 5; 6   | 2; -1  | 17; 39  | 10, 12; -5, -6 | -1; 0 |
        | matmul    | 1, 2, 3;   | 1, 0; 0, 1; 1, 1 | 1, 10; | 4, 5; | 1, 10, 11; | 1, 10; 2, 20; 3, 30 |

  Rule: A function sends back G times its slope, where it was asked
    Its slope is taken at what went in, a, and not at what came out. At a branch it is the slope of the
    branch that was taken. A slope can be infinite, as that of √ at 0, and 0·∞ is not a number (NaN). So
    where(a > 0, √a, 0) answers 0 at 0 and sends back NaN: cut off what goes in, not what comes out.
    # hint: apply has f and its slope f_prime. At which value has f_prime to be taken?
    # hint: ∂f(a)/∂a is f′(a). The pull multiplies it by G, entry by entry.
    # hint: The node holds f(a.value); its one parent is a; its one pull is G times f_prime(a.value).

    Example: One function
      Then going back through one function gives
        | function | a        | G       | value?  | to a?    | note                          |
        | square   | 3        | 1       | 9       | 6        | 2a, at a = 3                  |
        | square   | 3        | 10      | 9       | 60       |                               |
        | exp      | 0        | 5       | 1       | 5        |                               |
        | ln       | 4        | 1       | ln(4)   | 1/4      |                               |
        | sigmoid  | 0, 0     | 8, -4   | 1/2, 1/2 | 2, -1   | the slope at 0 is 1/4         |
        | relu     | -1, 0, 2 | 5, 5, 5 | 0, 0, 2 | 0, 0, 5  | the branch that was taken     |
        | tanh     | 0, 0     | 1, -3   | 0, 0    | 1, -3    |                               |

  Rule: Softmax with cross-entropy is one operation
    Its way back is short, (ŷ − Y)/n, and nothing is divided by a ŷ that is nearly 0. So libraries make one
    operation of the two, as chapter 7 did.
    # hint: softmax_cross_entropy makes one node of z: its value is J, a number. You have written all
    #   its parts.
    # hint: ŷ = softmax of z.value; the value is cross_entropy(Y, ŷ). What goes back to z is the
    #   output error of chapter 7, times G.
    # hint: n is the number of samples, len(Y). Y is an array and no node, so z is the only parent.

    Example: The cost, and what goes back to z
      Then softmax with cross-entropy gives
        | z               | Y          | G | J?    | to z?                    |
        | 0, 0;           | 0, 1;      | 1 | ln(2) | 1/2, -1/2;               |
        | 0, 0;           | 0, 1;      | 6 | ln(2) | 3, -3;                   |
        | 0, 0; 0, 0      | 0, 1; 1, 0 | 1 | ln(2) | 1/4, -1/4; -1/4, 1/4     |
        | ln(3), 0; 0, 0  | 1, 0; 1, 0 | 1 | ln(4/3)/2 + ln(2)/2 | -1/8, 1/8; -1/4, 1/4 |
        | 20, 0, 0;       | 1, 0, 0;   | 1 | ln(1 + 2*e^-20) | -2*e^-20/(1 + 2*e^-20), e^-20/(1 + 2*e^-20), e^-20/(1 + 2*e^-20); |

  Rule: A topological order lists each node once, after all its parents
    Read backwards, each node comes after all the nodes that use it. So its gradient is complete before
    it is passed on.
    # hint: Which nodes have to be in the list before y can come? This is topological_order.
    # hint: To put a node into the list, first put all its parents into it, in the same way, and then
    #   the node itself. A node that has been there already is left out.
    # hint: A function inside the function, which calls itself for each parent, and a set of the nodes
    #   that were visited. In the list are the nodes, not their values.

    Example: A diamond, with a way round it
      Given the computation
        | node | made by  | of   | value |
        | x    | leaf     |      | 2     |
        | p    | multiply | x, x |       |
        | q    | add      | p, x |       |
        | y    | multiply | p, q |       |
      Then the order of what a node is made of has
        | node | nodes? | each once? | each after its parents? | note                 |
        | x    | 1      | yes        | yes                     | itself               |
        | p    | 2      | yes        | yes                     | x only once          |
        | q    | 3      | yes        | yes                     |                      |
        | y    | 4      | yes        | yes                     |                      |

    Example: Long before short
      Given the computation
        | node | made by  | of   | value |
        | x    | leaf     |      | 2     |
        | c    | leaf     |      | 5     |
        | p    | multiply | x, x |       |
        | q    | multiply | p, p |       |
        | y    | add      | x, q |       |
      Then the order of what a node is made of has
        | node | nodes? | each once? | each after its parents? | note                       |
        | q    | 3      | yes        | yes                     | c has no part in it        |
        | y    | 4      | yes        | yes                     | x goes into y, and into p  |

  Rule: The gradient of a node is the sum over all that use it
    The last node's gradient with respect to itself is 1. Then one loop goes backwards through the
    order. Each node hands its gradient through its pulls to its parents, and there the shares are
    added up. This is reverse mode.
    # hint: gradients: begin with {node: an array of 1}, in its value's shape. Go backwards through the order. What
    #   does each node do when its turn comes?
    # hint: For each parent and its pull: the parent's gradient grows by the pull of the node's own
    #   gradient. A parent that has none yet begins at 0.
    # hint: A dictionary from nodes to arrays. found.get(parent, 0.0) is what a parent has so far; add
    #   to it with + and not in place with +=, for sums hand one array on to two parents.

    Example: A value used twice collects twice
      Given the computation
        | node | made by  | of   | value |
        | x    | leaf     |      | 3     |
        | p    | multiply | x, x |       |
        | y    | add      | p, x |       |
      Then its gradients are
        | node | gradient? | again? | note                                      |
        | y    | 1         | 1      | a node with respect to itself             |
        | p    | 1         | 1      |                                           |
        | x    | 7         | 7      | 3 + 3 from p, 1 from y; twice the same    |

    Example: All of a node's gradient before it goes on
      Given the computation
        | node | made by  | of   | value |
        | x    | leaf     |      | 2     |
        | p    | multiply | x, x |       |
        | q    | add      | p, x |       |
        | y    | multiply | p, q |       |
      Then its gradients are
        | node | gradient? | again? | note                           |
        | q    | 4         | 4      | p                              |
        | p    | 10        | 10     | q from y, and 4 through q      |
        | x    | 44        | 44     | y = x⁴ + x³: 4·8 + 3·4         |

    Example: The square of a square
      Given the computation
        | node | made by  | of   | value |
        | x    | leaf     |      | 2     |
        | p    | multiply | x, x |       |
        | y    | multiply | p, p |       |
      Then its gradients are
        | node | gradient? | again? | note                     |
        | y    | 1         | 1      | y is 16                  |
        | p    | 8         | 8      | 4 + 4: p is used twice   |
        | x    | 32        | 32     | y = x⁴: 4·8              |

    Example: A sum hands one array on to two parents
      Given the computation
        | node | made by  | of   | value |
        | x    | leaf     |      | 1, 2  |
        | w    | leaf     |      | 5, -1 |
        | s    | add      | x, w |       |
        | p    | multiply | x, x |       |
        | y    | add      | p, s |       |
      Then its gradients are
        | node | gradient? | again? | note                                   |
        | s    | 1, 1      | 1, 1   | of the sum of the entries of y         |
        | p    | 1, 1      | 1, 1   |                                        |
        | x    | 3, 5      | 3, 5   | 1 + 2x                                 |
        | w    | 1, 1      | 1, 1   | not what x has collected               |

    Example: A layer with its bias
      Given the computation
        | node | made by | of   | value      |
        | X    | leaf    |      | 1, 2; 3, 4 |
        | W    | leaf    |      | 5; -6      |
        | b    | leaf    |      | 8          |
        | p    | matmul  | X, W |            |
        | z    | add     | p, b |            |
        | a    | square  | z    |            |
      Then its gradients are
        | node | gradient?        | again?           | note               |
        | z    | 2; -2            | 2; -2            | 2z, at z = 1, −1   |
        | W    | -4; -4           | -4; -4           | Xᵀ·δ               |
        | b    | 0                | 0                | 2 − 2              |
        | X    | 10, -12; -10, 12 | 10, -12; -10, 12 | δ·Wᵀ               |

  Rule: Each node is visited once, however many paths lead to it
    n ← n + n doubles n. After k doublings there are k + 1 nodes and 2ᵏ paths from the last to the
    first. A program that follows each path makes 2ᵏ⁺¹ − 1 visits: 131,071 for 16 doublings. The loop
    over the order makes 17.
    # hint: Is a node put into the order, or are its pulls called, once for each path to it?
    # hint: Follow the parents only in topological_order, and there only of nodes that are new.
    #   gradients itself is a plain loop.
    # hint: `n not in seen` with a set costs the same for any number of nodes. Forget no node: seen
    #   belongs to one call.

    Example: Doublings
      Given the computation
        | node | made by | of   | value |
        | n    | leaf    |      | 1     |
        | m    | add     | n, n |       |
      Then repeated so often, the computation gives
        | times | value? | gradient? | nodes? |
        | 1     | 2      | 2         | 2      |
        | 3     | 8      | 8         | 4      |
        | 10    | 1024   | 1024      | 11     |
        | 16    | 65536  | 65536     | 17     |

    Example: As many paths as nobody could follow
      Given the computation
        | node | made by | of   | value |
        | n    | leaf    |      | 1     |
        | m    | add     | n, n |       |
      Then repeated so often, the computation gives
        | times | value? | gradient? | nodes? |
        | 60    | 2^60   | 2^60      | 61     |

  Rule: It writes down no formula for the derivative
    Autodiff yields numbers, exact up to rounding, and not formulas. l ← 4·l·(1 − l) is a polynomial,
    and after five steps SymPy's derivative of it, written out as the product rule gives it, has
    hundreds of operations. The graph grows by seven nodes a step, three of them constants (after
    Baydin et al., arXiv 1502.05767).
    # hint: Nothing new: the same functions on a longer computation. Which column is red?
    # hint: l is used twice in each step, in l and in 1 − l: the two shares have opposite signs.
    # hint: 4·(1 − l) − 4·l = 4 − 8·l at each step, and the chain rule multiplies these.

    Example: The logistic map
      Given the computation
        | node | made by  | of   | value |
        | l    | leaf     |      | 1/4   |
        | one  | leaf     |      | 1     |
        | −4   | leaf     |      | -4    |
        | −1   | leaf     |      | -1    |
        | m    | multiply | −1, l |      |
        | r    | add      | one, m |     |
        | p    | multiply | r, m  |      |
        | n    | multiply | −4, p |      |
      Then repeated so often, the computation gives
        | times | value? | gradient? | nodes? | note               |
        | 1     | 3/4    | 2         | 8      | 4 − 8/4            |
        | 2     | 3/4    | -4        | 15     | 2·(4 − 8·3/4)      |
        | 3     | 3/4    | 8         | 22     |                    |
        | 4     | 3/4    | -16       | 29     |                    |
        | 5     | 3/4    | 32        | 36     |                    |

  Rule: Forward mode takes one pass for each input, reverse mode one for each output
    A dual number (v, v′) carries a value and its slope with respect to one input, and each operation
    makes a dual number of dual numbers. The input asked about starts with slope 1, all others with 0.
    A cost has thousands of inputs, the weights, and one output. So networks use reverse mode.
    # hint: dual_add, dual_multiply and dual_apply in kata/dual_numbers.py. What is the slope of a
    #   product, given two values and two slopes?
    # hint: (a + b)′ = a′ + b′, (a·b)′ = a′·b + a·b′, f(a)′ = f′(a)·a′.
    # hint: Take both pairs apart, (v, dv), (w, dw) = a, b, and return a pair: the value first.

    Example: Single operations on dual numbers
      Then dual numbers give
        | operation | a      | b     | value? | slope? | note               |
        | add       | 2, 1   | 3, 0  | 5      | 1      |                    |
        | add       | 2, 4   | 3, -1 | 5      | 3      |                    |
        | multiply  | 2, 1   | 3, 0  | 6      | 3      | the other factor   |
        | multiply  | 2, 4   | 3, -1 | 6      | 10     | 4·3 − 1·2          |
        | square    | 3, 1   |       | 9      | 6      |                    |
        | square    | 3, -2  |       | 9      | -12    |                    |
        | ln        | 4, 8   |       | ln(4)  | 2      |                    |

    Example: Three passes forward, or one back
      Given the computation
        | node | made by  | of   | value |
        | x₁   | leaf     |      | 2     |
        | x₂   | leaf     |      | 3     |
        | x₃   | leaf     |      | 5     |
        | p    | multiply | x₁, x₂ |     |
        | f    | multiply | p, x₃ |      |
      Then forward and reverse mode agree
        | node | value? | slope? | gradient? | note                       |
        | x₁   | 30     | 15     | 15        | the first pass forward     |
        | x₂   | 30     | 10     | 10        | the second                 |
        | x₃   | 30     | 6      | 6         | the third                  |

  Rule: It finds the gradients of chapter 7, exactly
    A classifier is a few of these operations in a row, so nobody has to derive its backward pass. It
    costs about as much time as backpropagation does, while a central difference needs two forward
    passes for each of the 4,810 parameters of a digit network.
    # hint: classifier_gradients makes leaves of all arrays, goes forward layer by layer, makes the
    #   cost, and asks gradients once.
    # hint: A layer is add(matmul(a, W), b). Each hidden layer's node z goes through f; the last one's
    #   goes to softmax_cross_entropy.
    # hint: Keep the leaves of W and b in a list of pairs: in what gradients returns, they are the keys.
    #   Return J.value, and the pairs of gradients in the order of the layers.

    Example: One layer by hand
      Then a classifier of one layer costs
        | W          | b     | x          | y          | J?    | ∂J/∂W?       | ∂J/∂b?    | note             |
        | 0, 0;      | 0, 0  | 2;         | 0, 1;      | ln(2) | 1, -1;       | 1/2, -1/2 | 2·(ŷ − y)        |
        | 0, 0;      | 0, 0  | 2; -4      | 0, 1; 1, 0 | ln(2) | 3/2, -3/2;   | 0, 0      | the mean of two  |
        | 0, 0; 0, 0 | ln(3), 0 | 1, 2;   | 1, 0;      | ln(4/3) | -1/4, 1/4; -1/2, 1/2 | -1/4, 1/4 | ŷ = 3/4, 1/4 |

    Example: Random networks
      Then the classifiers' gradients are those of backpropagation
        | widths       | activation | samples | seed | J − cross-entropy? | greatest difference? |
        | 2, 3         | relu       | 4       | 1    | 0                  | 0 ± 1e-12            |
        | 3, 4, 2      | tanh       | 5       | 2    | 0                  | 0 ± 1e-12            |
        | 5, 8, 8, 3   | relu       | 7       | 3    | 0                  | 0 ± 1e-12            |
        | 64, 64, 10   | sigmoid    | 100     | 4    | 0                  | 0 ± 1e-12            |

  Rule: An activation that nobody has derived learns as well
    Softplus, ln(1 + e^z), is a smooth ReLU. Here it is put together of three nodes, and a network
    with it learns XOR and the digits, without a line of calculus.
    # hint: Nothing new: classifier_gradients with another f. The training around it is chapter 9's.
    # hint: If relu learns in the rule before and this one does not, are pulls of add right where one
    #   of the parents is a single number?
    # hint: f is called once for each hidden layer, with a node, and its node is used as it is.

    @heavy
    Example: XOR with softplus
      Given the computation
        | node | made by | of     | value |
        | z    | leaf    |        | 0     |
        | one  | leaf    |        | 1     |
        | e    | exp     | z      |       |
        | s    | add     | one, e |       |
        | a    | ln      | s      |       |
      And the samples
        | x    | y    |
        | 0, 0 | 1, 0 |
        | 0, 1 | 0, 1 |
        | 1, 0 | 0, 1 |
        | 1, 1 | 1, 0 |
      Then a network with this as its activation learns the samples
        | hidden | α   | steps | seed | J?    | accuracy? |
        | 8      | 1/2 | 0     | 1    | > 0.4 | < 1       |
        | 8      | 1/2 | 400   | 1    | < 0.1 | 1         |

    @heavy
    Example: Digits with softplus
      Given the computation
        | node | made by | of     | value |
        | z    | leaf    |        | 0     |
        | one  | leaf    |        | 1     |
        | e    | exp     | z      |       |
        | s    | add     | one, e |       |
        | a    | ln      | s      |       |
      And the handwritten digits
      Then a network with this as its activation learns the digits
        | held out | split seed | hidden | α   | epochs | batch size | seed | accuracy? | note             |
        | 1/5      | 16         | 64     | 0.1 | 5      | 32         | 1    | > 0.8     | of the held-out ones |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for automatic differentiation
      Then for arguments drawn at random these functions answer as their docstrings say
        | function              | answers? |
        | leaf                  | right    |
        | unbroadcast           | right    |
        | add                   | right    |
        | multiply              | right    |
        | matmul                | right    |
        | apply                 | right    |
        | softmax_cross_entropy | right    |
        | topological_order     | right    |
        | gradients             | right    |
        | classifier_gradients  | right    |
        | dual_add              | right    |
        | dual_multiply         | right    |
        | dual_apply            | right    |
