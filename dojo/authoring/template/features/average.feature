@average
Feature: The mean
  The mean of some numbers is the number that each would be if all were equal and had the same sum.

  Rule: The mean is the sum, divided by how many there are
    Its unit is that of the numbers. It need not be one of them.
    # hint: Put all numbers on one heap, and share it out evenly. What is a share? It is what mean
    #   in kata/average.py returns.
    # hint: The mean is (x₁ + x₂ + … + xₙ)/n. NumPy adds up an array, and len says how long it is.
    # hint: Divide the sum of x by the number of its entries. Every entry counts, a 0 too.

    Example: A few numbers
      Then the mean is
        | x          | mean? | note                        |
        | 1, 2, 6    | 3     | 9 shared out among three    |
        | 4, 0       | 2     | a 0 counts                  |
        | 5          | 5     | alone, a number is its mean |
        | -1, 1, 3/2 | 1/2   |                             |
