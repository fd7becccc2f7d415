@forward_propagation
Feature: Forward propagation
  To predict, a network sends its inputs forward. Every layer computes a weighted sum and an
  activation, and hands its output to the next layer as input. The output of the last layer is the
  prediction ŷ.

    z₁ = x·W₁ + b₁    a₁ = f₁(z₁)    z₂ = a₁·W₂ + b₂    ŷ = a₂ = f₂(z₂)

  No output goes back to an earlier layer: such a network is called feedforward. If its layers are
  dense and the hidden ones have a non-linear activation, it is a multilayer perceptron (MLP).

  Nothing is learned on the way forward. The network answers with the weights and biases it has,
  however good or bad they are.

  Rule: Each layer's output is the next layer's input
    The worksheet below follows one sample through the layers. The last column is the prediction.
    # hint: Follow the first row with a pencil: x through layer 1 gives z₁, then a₁; a₁ goes through
    #   layer 2. What has to be remembered from one layer to the next? This is forward in
    #   kata/forward_propagation.py.
    # hint: Go through the layers with `for W, b, activation in network`. z = weighted_sum(a, W, b),
    #   with a = X before the first layer. ACTIVATIONS[activation] is the pair (f, f′); a = f(z).
    # hint: Keep a list; in each round append (z, a) to it, and let this a be the next round's
    #   input. Return the list after the last layer, not inside the loop.

    Example: A worksheet with numbers to follow by hand
      Given the network
        | layer | W           | b     | activation |
        | 1     | 1, -1; 2, 1 | 0, -4 | relu       |
        | 2     | 3; 10       | 0.5   | identity   |
      Then the samples flow forward as
        | x     | z₁?    | a₁?   | z₂?  | ŷ?   |
        | 1, 2  | 5, -3  | 5, 0  | 15.5 | 15.5 |
        | 0, 0  | 0, -4  | 0, 0  | 0.5  | 0.5  |
        | 0, 6  | 12, 2  | 12, 2 | 56.5 | 56.5 |
        | -9, 1 | -7, 6  | 0, 6  | 60.5 | 60.5 |

    Example: A worksheet with sigmoids
      Given the network
        | layer | W           | b      | activation |
        | 1     | 0.5, -1; 0.25, 1 | 0, 0.5 | sigmoid |
        | 2     | 2; -1       | 0.5    | sigmoid    |
      Then the samples flow forward as
        | x     | z₁?         | a₁?                  | z₂?       | ŷ?        |
        | 1, 2  | 1, 1.5      | 0.731058…, 0.817574… | 1.144542… | 0.758512… |
        | 0, -1 | -0.25, -0.5 | 0.437823…, 0.377540… | 0.998106… | 0.730686… |

    Example: Three layers, three activations
      Given the network
        | layer | W       | b     | activation |
        | 1     | 1, -1   | 0, 0  | tanh       |
        | 2     | 1, 0, 0; 0, 0, 1 | 0, 0, 0 | identity |
        | 3     | 1, 0, 0; 0, 1, 0; 0, 0, 1 | 0, 0, 0 | softmax |
      Then the samples flow forward as
        | x     | z₁?          | a₁?                   | z₂?                      | a₂?                      | z₃?                      | ŷ?                |
        | 0     | 0, 0         | 0, 0                  | 0, 0, 0                  | 0, 0, 0                  | 0, 0, 0                  | 1/3, 1/3, 1/3     |
        | 1     | 1, -1        | 0.761594…, -0.761594… | 0.761594…, 0, -0.761594… | 0.761594…, 0, -0.761594… | 0.761594…, 0, -0.761594… | 0.593493…, 0.277115…, 0.129390… |
        | ln(3) | ln(3), -ln(3) | 4/5, -4/5            | 4/5, 0, -4/5             | 4/5, 0, -4/5             | 4/5, 0, -4/5             | 0.605610…, 0.272118…, 0.122270… |

  Rule: The prediction is the last layer's activation
    A network with a single layer has no hidden layer: its prediction is the output of that layer.
    # hint: predict needs no loop of its own: forward has worked everything out.
    # hint: forward returns [(z, a), …], one pair a layer. In Python the last entry of a list is at
    #   [-1].
    # hint: Take the last pair of forward(network, X), and of that pair the second.

    Example: From one layer to four
      Then the predictions are
        | layers | W of each layer | b of each layer | activation | x        | ŷ?      | note                    |
        | 1      | 2               | 1               | identity   | 3; -3    | 7; -5   | 2x + 1                  |
        | 1      | 2               | 1               | relu       | 3; -3    | 7; 0    | the last layer is a ReLU too |
        | 2      | 2               | 1               | identity   | 3; -3    | 15; -9  | 2·(2x + 1) + 1          |
        | 2      | 2               | 1               | relu       | 3; -3    | 15; 1   | the −5 becomes 0 on the way |
        | 3      | 2               | 1               | relu       | 3; -3    | 31; 3   |                         |
        | 4      | 2               | 1               | relu       | 3; -3    | 63; 7   |                         |
        | 3      | -1              | 1               | relu       | 0; 0.25  | 1; 0.75 | 1 − x, three times, on [0, 1] |

  Rule: A batch gives what its samples give one by one
    The rows of a batch do not see each other. Sending five samples at once is quicker than sending
    one after the other; in these networks that is the only difference.
    # hint: If a batch differs from its samples one by one, some function mixes the rows. Which ones
    #   were used in the red row?
    # hint: weighted_sum and the activations must treat each row alone. Of those, softmax is the one
    #   that sums: it sums along the last axis.
    # hint: In softmax, max and sum need axis=-1 and keepdims=True; without an axis they run over
    #   the whole batch.

    Example: Together and alone
      Then a batch and its samples one by one agree
        | widths     | activations               | samples | seed | largest difference? |
        | 2, 3, 1    | sigmoid, sigmoid          | 5       | 1    | < 1e-12             |
        | 2, 3, 1    | relu, identity            | 1       | 2    | < 1e-12             |
        | 4, 5, 3    | tanh, softmax             | 7       | 3    | < 1e-12             |
        | 3, 4, 4, 2 | elu, swish, sigmoid       | 6       | 4    | < 1e-12             |
        | 3, 3, 3, 3 | leaky_relu, softmax, tanh | 4       | 5    | < 1e-12             |

  Rule: Every layer's z and a have one row a sample and one column a neuron
    The shapes tell what a network is made of. What is 64 numbers at the input can be 10 at the
    output.
    # hint: Write the shapes beside each line: X (n, d_in), W (d_in, d_out). What is the shape of X
    #   @ W?
    # hint: z has one row for each sample and one column for each unit, and a has the same shape as
    #   z. A batch of one sample is still a matrix of one row.
    # hint: Use neither .T nor .ravel() nor sum in forward: weighted_sum and f keep the
    #   shapes right.

    Example: Shapes along the way
      Then the signals have the shapes
        | widths      | samples | shape of z₁? | shape of a₁? | shape of z₂? | shape of ŷ? |
        | 2, 3, 1     | 4       | 4, 3         | 4, 3         | 4, 1         | 4, 1        |
        | 2, 3, 1     | 1       | 1, 3         | 1, 3         | 1, 1         | 1, 1        |
        | 64, 32, 10  | 5       | 5, 32        | 5, 32        | 5, 10        | 5, 10       |
        | 1, 6, 2     | 9       | 9, 6         | 9, 6         | 9, 2         | 9, 2        |

  Rule: Nothing is learned on the way forward
    Weights, biases and inputs are what they were before. The same question gets the same answer.
    # hint: Somewhere W, b or X is changed while predicting. Which line writes into something that
    #   it was given?
    # hint: a = f(z) makes a new array and is harmless. a += b or z *= … write into the old one.
    #   Appending to network changes the network.
    # hint: In forward, assign to new names (z = …, a = …) and start with an empty list of your own.

    Example: Before and after a prediction
      Given the network
        | layer | W           | b     | activation |
        | 1     | 1, -1; 2, 1 | 0, -4 | relu       |
        | 2     | 3; 10       | 0.5   | identity   |
      Then after each prediction the parameters are
        | x    | ŷ?   | W₁?         | b₁?   | W₂?   | b₂? |
        | 1, 2 | 15.5 | 1, -1; 2, 1 | 0, -4 | 3; 10 | 0.5 |
        | 0, 6 | 56.5 | 1, -1; 2, 1 | 0, -4 | 3; 10 | 0.5 |
        | 1, 2 | 15.5 | 1, -1; 2, 1 | 0, -4 | 3; 10 | 0.5 |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for the forward pass
      Then for arguments drawn at random these functions answer as their docstrings say
        | function | answers? |
        | forward  | right    |
        | predict  | right    |
