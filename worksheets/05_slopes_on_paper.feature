# lint: allow stubs because a worksheet is worked out on paper
Feature: Slopes on paper
  A network learns from slopes, so somebody has to differentiate. Take a pencil, work each slope out,
  and write it where the dots are. SymPy judges every line on its own and says what is wrong.
  Write as on paper: e^-z, tanh(z)^2, (y - ŷ)/n. A line with "given" is there to show how.

  Rule: The slope of an activation follows from its formula
    The definitions stand in chapter 2. What is asked for here are their derivatives, as formulas.
    # hint: Differentiate the definition as if you had never seen the slope. σ(z) = (1 + e^-z)^-1 is
    #   an outer function, a power, of an inner one.
    # hint: The chain rule gives σ'(z) = -(1 + e^-z)^-2 times the inner derivative, that of e^-z. A
    #   quotient f/g has the derivative (f'·g - f·g')/g^2, a product f·g has f'·g + f·g'.
    # hint: The inner derivative of e^-z is -e^-z, and the two minus signs cancel. For tanh, e^z -
    #   e^-z and e^z + e^-z are each other's derivatives, so the quotient rule leaves 1 minus a
    #   square.

    Example: Three activations
      Then SymPy judges each answer
        | derivative | claim                       | verdict? | note                              |
        | σ'(z)      | e^-z/(1 + e^-z)^2           | right    | given: from 1/(1 + e^-z)          |
        | tanh'(z)   | 1 - tanh(z)^2               | right    | from (e^z - e^-z)/(e^z + e^-z)    |
        | swish'(z)  | σ(z) + z·σ(z)·(1 - σ(z))    | right    | from z·σ(z): the product rule     |

  Rule: The slope of a cost follows from its formula
    Each is one prediction's share. n counts what J averages over: predictions, but for cross_entropy
    samples. In chapter 5 the same slopes are arrays.
    # hint: Only one ŷ varies; y and n are constants. Differentiate one term of the sum and keep the
    #   factor 1/n.
    # hint: (y - ŷ)^2 has the derivative 2·(y - ŷ) times the inner derivative. ln ŷ has the
    #   derivative 1/ŷ.
    # hint: The inner derivative of y - ŷ with respect to ŷ is -1, and so is that of 1 - ŷ inside
    #   the logarithm. Do not forget the minus sign in front of the cross-entropies.

    Example: Three costs
      Then SymPy judges each answer
        | cost                 | derivative | claim                          | verdict? | note                                    |
        | mse                  | ∂J/∂ŷ      | -(2/n)·(y - ŷ)                 | right    | from (y - ŷ)^2/n                        |
        | cross_entropy        | ∂J/∂ŷ      | -y/(n·ŷ)                       | right    | from -y·ln(ŷ)/n                         |
        | binary_cross_entropy | ∂J/∂ŷ      | -(y/ŷ - (1 - y)/(1 - ŷ))/n     | right    | from -(y·ln(ŷ) + (1 - y)·ln(1 - ŷ))/n   |
