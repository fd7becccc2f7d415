@momentum
Feature: Momentum
  Plain gradient descent forgets each step at once. With momentum, a step keeps some of the one before,
  as a ball does that rolls downhill:

    v ← β·v − α·∂J/∂W        W ← W + v

  v is the velocity, with which every parameter starts at 0. β says how much of it is kept. With β = 0
  nothing is kept, and what is left is gradient descent.

  Rule: The velocity keeps β of itself, and the gradient pushes it downhill
    # hint: Two forces act on the ball: its own speed, braked, and the slope below it. velocity in
    #   kata/momentum.py adds them.
    # hint: The new velocity is β·v − α·∂J/∂W. The gradient comes with a minus: downhill.
    # hint: Brake the old velocity with β alone, the gradient with α alone, and subtract.

    Example: One push
      Then one push gives
        | v        | ∂J/∂W | α    | β    | new v?      | note                        |
        | 0        | 5     | 1/10 | 9/10 | -1/2        | from rest, a plain step     |
        | 2        | 5     | 1/10 | 1/2  | 1/2         | 1 is kept, 1/2 pushed back  |
        | 2        | 0     | 1/10 | 9/10 | 9/5         | on level ground it rolls on |
        | -1       | 5     | 1/10 | 0    | -1/2        | β = 0: nothing is kept      |
        | 1, 0, -2 | 4, 4, 0 | 1/2 | 1/4 | -7/4, -2, -1/2 | entry by entry            |

  Rule: A roll takes every gradient, then every velocity, then moves every layer
    One neuron ŷ = xW + b, and the line through (0, 1) and (2, 1): chapter 9 took the same first step.
    # hint: roll in kata/momentum.py does what descend does, with a velocity for each W and each b.
    # hint: backpropagate gives the pairs (dW, db). The new velocities are made of the old ones and
    #   of these; the new layers are the old ones plus the new velocities.
    # hint: Return both: the new layers, and the new velocities, for the next roll starts from them.

    Example: The first rolls with α = 1/4 and β = 1/2
      Given the network
        | layer | W | b | activation |
        | 1     | 1 | 0 | identity   |
      And the samples
        | x | y |
        | 0 | 1 |
        | 2 | 1 |
      Then rolling down mse goes
        | α   | β   | rolls | W₁? | b₁? | note                               |
        | 1/4 | 1/2 | 0     | 1   | 0   | at rest                            |
        | 1/4 | 1/2 | 1     | 1/2 | 0   | as without momentum                |
        | 1/4 | 1/2 | 2     | 1/4 | 1/4 | half of the last step is kept      |
        | 1/4 | 1/2 | 3     | 1/4 | 5/8 |                                    |
        | 1/4 | 0   | 3     | 3/8 | 3/8 | without: the numbers of chapter 9  |

  Rule: For whatever its docstring allows, velocity answers as it says
    # hint: One of the arguments is not what you expected: which one, and what does the docstring
    #   say about it?
    # hint: The velocity and the gradient are arrays of one shape, whatever that shape is.
    # hint: NumPy multiplies entry by entry, whatever the shape; no loop is needed.

    Example: More than tables can show
      Then for arguments drawn at random these functions answer as their docstrings say
        | function | answers? |
        | velocity | right    |
