"""A minimal neural network: every idea of the course as a few lines of NumPy.

The letters, here and in the features. Rows are samples: n of them, d values each.

    symbol  meaning                                             shape
    x, X    the input: one sample, a batch of samples           (d_in,), (n, d_in)
    y, Y    the target: what the network should answer          (n, d_out)
    W       the weights of a layer, one column per unit         (d_in, d_out)
    b       the biases of a layer                               (d_out,)
    z       the weighted sum xW + b, before the activation      (n, d_out)
    f       an activation, entry by entry (softmax: by rows)    as its argument
    a       the activation f(z), the input of the next layer    (n, d_out)
    ŷ       the prediction, a of the last layer                 (n, d_out)
    J       the cost: how wrong the predictions are             one number
    δ       the error signal ∂J/∂z of a layer                   (n, d_out)
    dW, db  the gradients ∂J/∂W and ∂J/∂b of a layer            as W, as b
    α       the learning rate (alpha, spelt out, is ELU's)      one number
    ε       a very small step, or a floor                       one number
    θ       any parameter, W or b                               as W or b
    σ       the sigmoid, 1 / (1 + e^-z)                         as its argument
    f_prime the slope f′ of f; cost_prime is ∂J/∂ŷ              as its argument
    rng     a numpy.random.Generator: where chance comes from

A layer is the record (W, b, activation's name); a network is a list of layers.
An array is a numpy.ndarray of numbers: no list, no tuple, no np.matrix, no objects.
The numbers are finite, unless a docstring says otherwise.
A list that is returned may be a tuple, or a generator where it stands alone.
No function modifies its arguments.
What is returned belongs to the caller: no later call modifies it or returns it again.

The modules in learning order:

     1  neuron                one neuron: weigh, add, activate
     2  activations           the non-linear functions and their slopes
     3  nonlinearity          why they are needed at all
     4  forward_propagation   layers after layers, from X to ŷ
     5  cost                  how wrong ŷ is, in one number
     6  (the chain rule: paper and pencil, see the derivations)
     7  backpropagation       the cost's slope with respect to every weight
     8  gradient_checking     the same slopes, measured instead of derived
     9  gradient_descent      going downhill
    10  initialisation        where to start
        dying_relu            how units, and whole networks, die
    11  depth                 what more layers buy, and what they cost
    12  learning              handwritten digits
    13  generalisation        what holds for samples that were not seen
        regularisation        L2, early stopping, dropout
    14  optimisers            steps that are wiser than −α times the gradient
    15  autodiff              gradients of whatever is put together of operations
        dual_numbers          slopes that go forward with the values
    16  normalisation         numbers of mean 0 and deviation 1
        residual              blocks that add to their input, and deep networks of them
    17  convolution           one small kernel for every place of an image
        pooling               of each block one number
        image_network         digits again, with a sixth of the weights
"""
