# lint: allow stubs because a worksheet is worked out on paper
Feature: Normalisation on paper
  The way back through batch normalisation is known for its mistakes, since every number of a batch goes
  into the mean and into the deviation. Take the smallest batch there is, two numbers p and q, and go
  through it link by link. Your answers are compared with the definitions, with numbers drawn at random
  for p, q, ε and γ. Names such as m, s and u may stay; no ∂ is left.

  Rule: A number of the batch acts through the mean, through the deviation, and directly
    # hint: m, v and s are all made of p. Which of them is in the way from p to u?
    # hint: In v, p stands in both squares, since m is made of p. Write q − m as −(p − m) first.
    # hint: s = √(v + ε) has the slope 1/(2·s) by v. By p it is that times ∂v/∂p.

    Example: The links
      Given these definitions
        | definition                       |
        | m = (p + q)/2                    |
        | v = ((p - m)^2 + (q - m)^2)/2    |
        | s = √(v + ε)                     |
        | u = (p - m)/s                    |
        | o = γ·u + β                      |
      Then each answer is checked against them
        | derivative | claim           | verdict? | note                              |
        | ∂m/∂p      | 1/2             | right    | given                             |
        | ∂v/∂p      | p - m           | right    | not 2·(p − m)/2: m moves, too     |
        | ∂s/∂v      | 1/(2·s)         | right    |                                   |
        | ∂s/∂p      | (p - m)/(2·s)   | right    | the two links before              |
        | ∂o/∂u      | γ               | right    |                                   |
        | ∂o/∂γ      | u               | right    |                                   |

  Rule: Together they take away what the batch has in common
    Whoever takes m and s for constants finds 1/s. The mean takes half of that away, and the deviation
    almost all of the rest: with ε = 0, u is 1 or −1, and nothing is left.
    # hint: The quotient rule: (1 − ∂m/∂p)/s, less (p − m)/s² times ∂s/∂p.
    # hint: (p − m)/s is u. So the second part is u·u/(2·s), and the first is 1/(2·s).
    # hint: For q the first part is −1/(2·s), and ∂s/∂q = (q − m)/(2·s), which is −(p − m)/(2·s).

    Example: Back to both numbers
      Given these definitions
        | definition                       |
        | m = (p + q)/2                    |
        | v = ((p - m)^2 + (q - m)^2)/2    |
        | s = √(v + ε)                     |
        | u = (p - m)/s                    |
        | o = γ·u + β                      |
      Then each answer is checked against them
        | derivative | claim                | verdict? | note                              |
        | ∂u/∂p      | (1 - u^2)/(2·s)      | right    | with u and s                      |
        | ∂u/∂q      | -(1 - u^2)/(2·s)     | right    | their sum is 0                    |
        | ∂o/∂p      | γ·(1 - u^2)/(2·s)    | right    | γ in front                        |

  Rule: A residual block has the slope 1 + f′
    # hint: r is a sum of two parents. By each of them its slope is 1; but a goes into h as well.
    # hint: ∂h/∂a = w·h·(1 − h), for h is a sigmoid of w·a + b.
    # hint: Two blocks: the slope of the second, times that of the first. Each has its own 1.

    Example: Two blocks in a row
      Given these definitions
        | definition         |
        | h = σ(w·a + b)     |
        | r = a + h          |
        | g = σ(v·r + c)     |
        | t = r + g          |
      Then each answer is checked against them
        | derivative | claim                                        | verdict? | note                   |
        | ∂h/∂a      | w·h·(1 - h)                                  | right    | given                  |
        | ∂r/∂a      | 1 + w·h·(1 - h)                              | right    |                        |
        | ∂t/∂r      | 1 + v·g·(1 - g)                              | right    |                        |
        | ∂t/∂a      | (1 + v·g·(1 - g))·(1 + w·h·(1 - h))          | right    | four paths, multiplied out |
        | ∂t/∂w      | (1 + v·g·(1 - g))·a·h·(1 - h)                | right    | through both           |
