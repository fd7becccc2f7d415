@shortening
Feature: Shortening
  A fraction a/b stays the same number if both its numbers are divided by one that divides both. It
  is in lowest terms when only 1 divides both.

  Rule: Euclid: what divides two numbers divides what is left over, too
    The greatest number that divides both is found by division with a rest, again and again, until
    nothing is left over.
    # hint: Divide the larger number by the smaller one, and look at the rest. Which numbers divide
    #   all three? See common_divisor in kata/shortening.py.
    # hint: The pair (a, b) becomes (b, rest of a/b), which Python writes with a percent sign, until
    #   the second number is 0.
    # hint: Loop while b is not 0; then a holds the answer. A sign does not matter.

    Example: Step by step
      Then the greatest common divisor is
        | a   | b  | divisor? | note                    |
        | 12  | 18 | 6        | (18, 12), (12, 6), (6, 0) |
        | 35  | 12 | 1        | they have none but 1    |
        | 7   | 0  | 7        | everything divides 0    |
        | -8  | 12 | 4        |                         |
        | 60  | 48 | 12       |                         |

  Rule: In lowest terms, only 1 divides both numbers, and no minus stands below
    # hint: By what do you divide both numbers so that nothing common is left? shorten in
    #   kata/shortening.py returns both.
    # hint: Divide by the greatest common divisor. If the lower number is negative, turn both signs
    #   around.
    # hint: Two whole divisions by one divisor, whose sign is that of the lower number.

    Example: A few fractions
      Then shortening gives
        | a   | b  | lowest? | note                  |
        | 12  | 18 | 2, 3    | both by 6             |
        | 3   | 4  | 3, 4    | is in lowest terms    |
        | -10 | 4  | -5, 2   |                       |
        | 6   | -9 | -2, 3   | the minus goes up     |
        | 0   | 5  | 0, 1    | nothing, in one way   |

  Rule: For whatever their docstrings allow, both answer as they say
    # hint: Look at the signs and at 0 first: what does the docstring say about them?
    # hint: The rest of a division may be negative; the greatest common divisor is not.
    # hint: Make both numbers positive before you begin, and give the sign back at the end.

    Example: More than tables can show
      Then for arguments drawn at random these functions answer as their docstrings say
        | function       | answers? |
        | common_divisor | right    |
        | shorten        | right    |
