@adding
Feature: Adding
  Only parts of one size can be added: halves and thirds become sixths first.

  Rule: Over a common denominator, the upper numbers are added
    # hint: Into what do you cut a half and a third so that all parts are alike? add in
    #   kata/adding.py returns the sum in lowest terms.
    # hint: a/b + c/d = (a·d + c·b)/(b·d). Then shorten.
    # hint: Each upper number is multiplied by the other lower one, and the lower ones by each other.

    Example: A few sums
      Then adding gives
        | a  | b | c | d  | sum?  | note                     |
        | 1  | 2 | 1 | 3  | 5, 6  | 3 sixths and 2 sixths    |
        | 1  | 4 | 1 | 4  | 1, 2  | shortened                |
        | 2  | 3 | 3 | 4  | 17, 12 | more than a whole        |
        | -1 | 2 | 1 | 2  | 0, 1  |                          |
        | 1  | 6 | 3 | 10 | 7, 15 |                          |
