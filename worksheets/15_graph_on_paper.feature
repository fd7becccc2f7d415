# lint: allow stubs because a worksheet is worked out on paper
Feature: A graph on paper
  A program that differentiates does what you do here: it writes a computation down step by step, knows
  the slope of each step, and adds up what comes back. Take a pencil. Each line of the definitions is a
  node. Replace the dots by each derivative, worked out: no ∂ is left in it. Your answers are compared
  with the definitions, with numbers drawn at random for x. Names such as p may stay.

  Rule: The slope by a node adds up all ways that lead to it
    # hint: Look at one definition at a time. What stands in it is a parent; everything else is a
    #   constant.
    # hint: A product a·b has the slope b by a, and a by b. A sum has the slope 1 by both.
    # hint: In p = x·x the node x is both parents, so ∂p/∂x is x + x. q = p + x has two parents; but x
    #   goes into p as well, so ∂q/∂x has a share that comes through p.

    Example: A value that is used three times
      Given these definitions
        | definition |
        | p = x·x    |
        | q = p + x  |
        | f = p·q    |
      Then each answer is checked against them
        | derivative | claim     | verdict? | note                                |
        | ∂p/∂x      | x + x     | right    | given: x is both factors            |
        | ∂q/∂x      | 2·x + 1   | right    | 2·x through p, and 1 directly       |
        | ∂f/∂q      | p         | right    | the other factor                    |

  Rule: What comes back to a node is added up over all that use it
    Here ∂f/∂p is all that f gains from p: by the product, and through q, which is made of p as well.
    # hint: Who uses p? One share comes from each of them.
    # hint: From the product comes the other factor. From q comes what q gets, times the slope of q by
    #   p, which is 1.
    # hint: ∂f/∂p = q + p. To x comes ∂f/∂p times the slope of p, and the share that goes directly
    #   from q to x: p·1.

    Example: All of it, back to the first node
      Given these definitions
        | definition |
        | p = x·x    |
        | q = p + x  |
        | f = p·q    |
      Then each answer is checked against them
        | derivative | claim             | verdict? | note                              |
        | ∂f/∂p      | q + p             | right    | two users of p                    |
        | ∂f/∂x      | (q + p)·2·x + p   | right    | with p and q, as the program has it |

  Rule: Softplus is three nodes, and its slope is the sigmoid
    ln(1 + e^z) is made of an exponential, a sum and a logarithm. No step needs more than its own rule.
    # hint: u = e^z is its own slope; a sum passes on what it gets; ln s has the slope 1/s.
    # hint: Go back from a: 1/s comes to s, and the same to u, since s = 1 + u. From u to z the factor is u.
    # hint: ∂a/∂z = u/s. Divide numerator and denominator by u to see the sigmoid.

    Example: Back through three nodes
      Given these definitions
        | definition  |
        | u = exp(z)  |
        | s = 1 + u   |
        | a = ln(s)   |
      Then each answer is checked against them
        | derivative | claim | verdict? | note                        |
        | ∂a/∂s      | 1/s   | right    |                             |
        | ∂a/∂u      | 1/s   | right    | a sum passes it on          |
        | ∂a/∂z      | u/s   | right    | written with u and s        |
