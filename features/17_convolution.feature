@convolution @pooling @image_network
Feature: Convolution
  The network of chapter 12 is not told which pixels are neighbours. Shuffle the pixels of all images
  alike, and it learns as well as before. But move a digit by one pixel, and it reads only about half of
  them. For each place of an image it has other weights, and what it learns in one place it does not
  know in the next.

  A convolution has a few weights for a small patch, and uses the same ones in every place. The weights
  together are called a kernel, or a filter. So what it finds here it finds there as well, and it needs
  a small part of the weights.

  Rule: A kernel slides along and weighs what it sees
    In each place the kernel k multiplies what it sees, entry by entry, and adds the products up. The
    stride says how far it moves from one place to the next. Padding puts zeros at both ends, so that
    the kernel can look beyond them.
    # hint: correlate in kata/convolution.py. What does the kernel −1, 0, 1 see first in 1, 2, 4, 7, 11?
    # hint: z[j] is the sum of x[j + i]·k[i] over all i. With a stride s it starts at x[j·s].
    # hint: np.pad(x, padding) puts the zeros. A loop over the places is fine; sliding_window_view of
    #   numpy.lib.stride_tricks has all that the kernel sees, one place a row, for one product by @.

    Example: A kernel in each place
      Then a sliding kernel finds
        | x              | k         | z?         | note                                      |
        | 1, 2, 4, 7, 11 | -1, 0, 1  | 3, 5, 7    | 4 − 1, 7 − 2, 11 − 4                      |
        | 1, 2, 4, 7, 11 | -1, 1     | 1, 2, 3, 4 | differences of neighbours                 |
        | 1, 2, 4, 7, 11 | 3         | 3, 6, 12, 21, 33 | a kernel of one entry               |
        | 1, 2, 4        | 2, -1, 5  | 20         | only one place: 2 − 2 + 20                |
        | 1, 2, 4, 7, 11 | 1, 0, -1  | -3, -5, -7 | −1, 0, 1 turned round                     |

    Example: A stride and padding
      Then with a stride and padding a sliding kernel finds
        | x              | k        | stride | padding | z?             | note                         |
        | 1, 2, 4, 7, 11 | -1, 0, 1 | 1      | 0       | 3, 5, 7        |                              |
        | 1, 2, 4, 7, 11 | -1, 0, 1 | 2      | 0       | 3, 7           | every second place           |
        | 1, 2, 4, 7, 11 | -1, 0, 1 | 1      | 1       | 2, 3, 5, 7, -7 | 0 in front and behind        |
        | 1, 2, 4, 7, 11 | -1, 0, 1 | 2      | 1       | 2, 5, -7       |                              |
        | 1, 2, 4, 7     | 3, -2    | 3      | 0       | -1             | the rest is too short        |
        | 5              | 1, 2, 4  | 1      | 2       | 20, 10, 5      | k comes out turned round     |

  Rule: The output has ⌊(n + 2p − k)/s⌋ + 1 entries
    A kernel of k entries fits into n + 2p of them in n + 2p − k + 1 places; of these only every s-th is
    used. For k = 3 a padding of 1 leaves the size as it is. ⌊ ⌋ rounds down.
    # hint: output_size is one line. In how many places does a kernel of 3 fit into 8 entries?
    # hint: The first place is always there: the + 1. After it come as many as there are whole strides
    #   in n + 2p − k.
    # hint: // divides and rounds down. Zeros are added at two ends: 2·padding.

    Example: Sizes that are usual
      Then the output sizes are
        | n  | k | padding | stride | places? | of correlate? | note                       |
        | 8  | 3 | 0       | 1      | 6       | 6             |                            |
        | 8  | 3 | 1       | 1      | 8       | 8             | as many as before          |
        | 8  | 3 | 1       | 2      | 4       | 4             | half of it                 |
        | 5  | 2 | 0       | 2      | 2       | 2             | the last entry is not seen |
        | 28 | 5 | 0       | 1      | 24      | 24            | larger images of digits    |
        | 7  | 7 | 0       | 3      | 1       | 1             |                            |
        | 1  | 3 | 1       | 1      | 1       | 1             |                            |

  Rule: It is a dense layer in which weights are shared, and most are missing
    Each entry of z is a weighted sum of all of x, with the weight 0 for what the kernel does not see. So
    a convolution is a dense layer: each column of W is the kernel, one row further down each time.
    # hint: as_dense begins with zeros of the shape (n, places). Which rows of column j are not 0?
    # hint: z[j] is the sum of x[j + i]·k[i], so k[i] stands in row j + i of column j.
    # hint: W[j : j + len(k), j] = k, for each column j. There are n − len(k) + 1 columns.

    Example: The kernel in the weights
      Then as a dense layer a kernel has the weights
        | k        | n | W?                                         | note               |
        | -1, 0, 1 | 5 | -1, 0, 0; 0, -1, 0; 1, 0, -1; 0, 1, 0; 0, 0, 1 | 15 entries, three weights |
        | 2, 5     | 3 | 2, 0; 5, 2; 0, 5                           |                    |
        | 4        | 2 | 4, 0; 0, 4                                 |                    |
        | 3, 1, 7  | 3 | 3; 1; 7                                    | one place          |

    Example: The same weighted sums
      Then a dense layer and its kernel give
        | x              | k        | x·W?    | z?      |
        | 1, 2, 4, 7, 11 | -1, 0, 1 | 3, 5, 7 | 3, 5, 7 |
        | 2, -1, 3       | 2, 5     | -1, 13  | -1, 13  |

  Rule: Moved input, moved output
    The same weights in each place find the same thing wherever it is: if x moves by one entry, so does
    z. This is called equivariance. Only at the ends, where entries come in or go out, it does not hold.
    # hint: Nothing new: correlate. Which places see 1, 3, 1 in the first row, and which in the second?
    # hint: If one row is right and the next is not, the kernel depends on its place.
    # hint: All but the first entry of the second row stands in the first row, one place further left.

    Example: A peak that moves
      Then a sliding kernel finds
        | x                      | k        | z?                  | note                 |
        | 0, 0, 1, 3, 1, 0, 0, 0 | 1, 2, -1 | -1, -1, 6, 5, 1, 0  |                      |
        | 0, 0, 0, 1, 3, 1, 0, 0 | 1, 2, -1 | 0, -1, -1, 6, 5, 1  | moved by one         |
        | 0, 0, 0, 0, 1, 3, 1, 0 | 1, 2, -1 | 0, 0, -1, -1, 6, 5  | moved by two         |

  Rule: Back to the kernel the input is correlated with δ, back to the input δ is spread by the kernel
    δ is ∂J/∂z, one entry for each place. The kernel was used in each of them, so its gradient is a sum
    over all places. An entry of x was seen from several places, each time by another weight.
    # hint: correlate_back returns two gradients. Which entries of δ does k[0] lead to, and by which x?
    # hint: ∂J/∂k[i] is the sum of δ[j]·x[j + i] over j: that is correlate(x, δ). And z = x·W, so ∂J/∂x
    #   is W·δ.
    # hint: W is as_dense(k, len(x)), and W @ δ does not need a transposition here. Return first dx,
    #   then dk.

    Example: Both gradients
      Then going back through correlate gives
        | x              | k        | δ       | ∂J/∂x?          | ∂J/∂k?    | note                        |
        | 1, 2, 4, 7, 11 | -1, 0, 1 | 1, 0, 2 | -1, 0, -1, 0, 2 | 9, 16, 26 | 1 + 2·4, 2 + 2·7, 4 + 2·11  |
        | 1, 2, 4, 7, 11 | 5, -1, 3 | 0, 1, 0 | 0, 5, -1, 3, 0  | 2, 4, 7   | the kernel, and what it saw |
        | 1, 2, 4        | 2, 5     | 1, 10   | 2, 25, 50       | 21, 42    | 5·1 + 2·10 in the middle    |
        | 3              | 2        | 7       | 14              | 21        | a product of two numbers    |

    Example: Gradients of kernels, as they are measured
      Then measured by small steps the gradients of correlate are
        | entries | kernel | seed | ∂J/∂x − measured? | ∂J/∂k − measured? |
        | 5       | 3      | 1    | 0 ± 1e-7          | 0 ± 1e-7          |
        | 9       | 2      | 2    | 0 ± 1e-7          | 0 ± 1e-7          |

  Rule: An image has rows, columns and channels, and a kernel sees all channels at once
    A colour image has three channels, red, green and blue; a layer of f kernels makes an image of f
    channels. A kernel has weights for some rows, some columns and every channel. It goes to every place,
    adds up all products, and then its bias. X has the shape (images, rows, columns, channels).
    # hint: conv, with loops first: for each place, what is the patch of X, and with what is it weighed?
    # hint: Z[:, i, j, m] is the sum over X[:, i : i + kh, j : j + kw, :]·K[:, :, :, m] over the last
    #   three axes, plus b[m].
    # hint: Without loops: sliding_window_view(X, (kh, kw), axis=(1, 2)) has the shape (n, h′, w′, c,
    #   kh, kw). np.tensordot with axes=[(4, 5, 3), (0, 1, 2)] adds up over the axes that both have.

    Example: One channel, one kernel
      Given the images
        | image | channel | pixels                        |
        | 1     | 1       | 1, 2, 3, 0; 4, 5, 6, 0; 7, 8, 9, 1 |
      And the kernels
        | kernel | channel | weights       | b   |
        | 1      | 1       | 1, 10; 100, -2 | 1000 |
      Then convolution of the images gives
        | image | kernel | Z?                           | note                   |
        | 1     | 1      | 1411, 1520, 1603; 1738, 1847, 1904 | 1 + 20 + 400 − 10 + 1000 |

    Example: Two images, two channels, three kernels
      Given the images
        | image | channel | pixels           |
        | 1     | 1       | 1, 2; 3, 4; 5, 6 |
        | 1     | 2       | 0, 1; 1, 0; 0, 2 |
        | 2     | 1       | 2, 0; 0, 0; 0, 1 |
        | 2     | 2       | 0, 0; 3, 0; 0, 0 |
      And the kernels
        | kernel | channel | weights    | b  |
        | 1      | 1       | 1, 0; 0, 1 | 0  |
        | 1      | 2       | 0, 0; 0, 0 | 0  |
        | 2      | 1       | 0, 0; 0, 0 | 5  |
        | 2      | 2       | 0, 10; 1, 0 | 5 |
        | 3      | 1       | 0, 1; 2, 0 | -1 |
        | 3      | 2       | 1, 1; 0, -2 | -1 |
      Then convolution of the images gives
        | image | kernel | Z?      | note                           |
        | 1     | 1      | 5; 9    | sees the first channel alone   |
        | 1     | 2      | 16; 5   | the second one, and its bias   |
        | 1     | 3      | 8; 10   | 2 + 6 + 1 − 1, 4 + 10 + 1 − 4 − 1 |
        | 2     | 1      | 2; 1    |                                |
        | 2     | 2      | 8; 5    |                                |
        | 2     | 3      | -1; 2   |                                |

  Rule: Few weights do for many numbers
    A dense layer has one weight for each pair of an input and an output. A convolution has one for each
    entry of its kernels, however large the images are.
    # hint: conv_parameters is one line. How many entries has one kernel, and how many biases are there?
    # hint: 8 kernels of 3×3×1, and 8 biases. A dense layer from 64 numbers to 6·6·8 has 64·288 + 288.
    # hint: rows·columns·channels·count weights, and count biases. If the count for the dense layer alone is red, look at
    #   output_size.

    Example: One layer, as a convolution and dense
      Then layers that make the same numbers have
        | side | channels | kernel | kernels | numbers? | parameters? | parameters of a dense layer? | note          |
        | 8    | 1        | 3      | 8       | 288      | 80          | 18720                        | digits        |
        | 8    | 1        | 5      | 16      | 256      | 416         | 16640                        |               |
        | 32   | 1        | 5      | 6       | 4704     | 156         | 4821600                      | LeNet (1998)  |
        | 16   | 3        | 3      | 16      | 3136     | 448         | 2411584                      | in colour     |

  Rule: A kernel can find edges
    Weights of 1 on the left and −1 on the right make 0 of even ink, and much where ink ends or begins.
    Here they are chosen by hand; learning will choose others. It is the first digit of the file.
    # hint: Nothing new: conv, with one image, one channel and one kernel.
    # hint: The first rows of the image are 0, 0, 5, 13, …; 0, 0, 13, 15, …; 0, 3, 15, 2, …. What do the
    #   first three columns come to?
    # hint: (0 + 0 + 0) − (5 + 13 + 15) = −33. If signs differ, the kernel is turned round.

    Example: Upright and level edges of a 0
      Given the handwritten digits
      Then in an image a kernel finds
        | image | kernel                      | row | found?                   | note                |
        | 1     | 1, 0, -1; 1, 0, -1; 1, 0, -1 | 1  | -33, -27, 14, 3, 6, 27   | ink begins, and ends |
        | 1     | 1, 1, 1; 0, 0, 0; -1, -1, -1 | 1  | -13, -2, 10, 10, -9, -18 |                     |
        | 1     | 0, 0, 0; 0, 1, 0; 0, 0, 0    | 1  | 0, 13, 15, 10, 15, 5     | the pixels themselves |

  Rule: On the way back each place adds to the gradients of what it has seen
    As in one dimension: a kernel's gradient is a sum over all images and all places, and a pixel's a sum
    over all kernels that have seen it, from all places. The bias was added in each place.
    # hint: conv_back with loops: a place (i, j) has the gradient dZ[:, i, j, m]. What does it add to dK,
    #   to dX and to db?
    # hint: dX[:, i : i + kh, j : j + kw] grows by dZ[:, i, j, m]·K[..., m], and dK[..., m] grows by
    #   dZ[:, i, j, m]·X[:, i : i + kh, j : j + kw], summed over images. db sums dZ.
    # hint: Loops over the entries (a, b) of the kernel are fewer: dX[:, a : a + h′, b : b + w′] +=
    #   dZ @ K[a, b].T, and dK[a, b] is tensordot of X[:, a : a + h′, b : b + w′] and dZ.

    Example: One image, one kernel
      Given the images
        | image | channel | pixels           |
        | 1     | 1       | 1, 2, 3; 4, 5, 6 |
      And the kernels
        | kernel | channel | weights      | b |
        | 1      | 1       | 3, 1; -2, 10 | 7 |
      And the gradients that come back
        | image | kernel | ∂J/∂Z |
        | 1     | 1      | 1, 2; |
      Then convolution sends to the images
        | image | channel | ∂J/∂X?            | note          |
        | 1     | 1       | 3, 7, 2; -2, 6, 20 | 1·1 + 2·3 = 7 |
      And convolution sends to the kernels
        | kernel | channel | ∂J/∂K?       | ∂J/∂b? | note    |
        | 1      | 1       | 5, 8; 14, 17 | 3      | 1 + 2·2 |

    Example: Two images, two channels, two kernels
      Given the images
        | image | channel | pixels     |
        | 1     | 1       | 1, 2; 3, 4 |
        | 1     | 2       | 5, 0; 0, 1 |
        | 2     | 1       | 0, 1; 2, 0 |
        | 2     | 2       | 3, 4; 0, 0 |
      And the kernels
        | kernel | channel | weights | b |
        | 1      | 1       | 1, 2;   | 0 |
        | 1      | 2       | 3, 4;   | 0 |
        | 2      | 1       | 0, 5;   | 1 |
        | 2      | 2       | 6, 0;   | 1 |
      And the gradients that come back
        | image | kernel | ∂J/∂Z |
        | 1     | 1      | 1; 10 |
        | 1     | 2      | 0; 1  |
        | 2     | 1      | 2; 0  |
        | 2     | 2      | -1; 0 |
      Then convolution sends to the images
        | image | channel | ∂J/∂X?        | note           |
        | 1     | 1       | 1, 2; 10, 25  | 10·2 + 5       |
        | 1     | 2       | 3, 4; 36, 40  | 10·3 + 6       |
        | 2     | 1       | 2, -1; 0, 0   | 2·2 − 5        |
        | 2     | 2       | 0, 8; 0, 0    | 2·3 − 6        |
      And convolution sends to the kernels
        | kernel | channel | ∂J/∂K?  | ∂J/∂b? | note                |
        | 1      | 1       | 31, 44; | 13     | 1 + 10·3 + 2·0      |
        | 1      | 2       | 11, 18; | 13     |                     |
        | 2      | 1       | 3, 3;   | 0      |                     |
        | 2      | 2       | -3, -3; | 0      |                     |

    Example: Gradients of images, as they are measured
      Then measured by small steps the gradients of convolution are
        | images | shape of X | kernel | kernels | seed | ∂J/∂X − measured? | ∂J/∂K − measured? | ∂J/∂b − measured? |
        | 2      | 4, 5, 2    | 2, 3   | 3       | 1    | 0 ± 1e-6          | 0 ± 1e-6          | 0 ± 1e-6          |
        | 1      | 3, 3, 1    | 3, 3   | 2       | 2    | 0 ± 1e-6          | 0 ± 1e-6          | 0 ± 1e-6          |

  Rule: Pooling keeps one number of each block
    What was found counts more than where exactly. So an image is cut into blocks of 2×2, and of each
    only the greatest entry is kept: max pooling. The gradient goes back to that entry alone, and all
    others get 0. Average pooling keeps the mean, and each entry gets an equal share of the gradient.
    # hint: blocks in kata/pooling.py cuts an image up. Which rows and columns does the first block have?
    # hint: sliding_window_view(X, (size, size), axis=(1, 2))[:, ::size, ::size] has the blocks in its
    #   last two axes. max_pool takes argmax over a block, and looks up where that entry stood:
    #   row·w + column.
    # hint: max_pool_back fills zeros of the shape (n, h·w, c) at the places in where: np.put_along_axis
    #   with axis=1. average_pool_back repeats dY/size² with repeat, along axis 1 and then axis 2, and
    #   puts this into zeros of the shape of X: rows and columns may be left over.

    Example: Blocks, row by row
      Then the blocks of an image are
        | X                        | size | blocks?                      | note                    |
        | 1, 3; 2, 0               | 2    | 1, 3, 2, 0;                  |                         |
        | 1, 2, 3, 4; 5, 6, 7, 8   | 2    | 1, 2, 5, 6; 3, 4, 7, 8       | one block a row         |
        | 1, 2; 3, 4; 5, 6; 7, 8   | 2    | 1, 2, 3, 4; 5, 6, 7, 8       |                         |
        | 1, 2, 3; 4, 5, 6; 7, 8, 9 | 2   | 1, 2, 4, 5;                  | what is left over goes  |
        | 1, 2, 3; 4, 5, 6; 7, 8, 9 | 3   | 1, 2, 3, 4, 5, 6, 7, 8, 9;   |                         |
        | 5, 6;                    | 1    | 5; 6                         |                         |

    Example: The greatest, and where it was
      Then max pooling gives
        | X                              | size | Y?   | where? | note                        |
        | 1, 3; 2, 0                     | 2    | 3;   | 1;     | the places are 0, 1; 2, 3   |
        | 1, 2, 9, 4; 5, 6, 7, 8         | 2    | 6, 9; | 5, 2; | in the image, not the block |
        | -1, -3; -2, -5                 | 2    | -1;  | 0;     |                             |
        | 4, 4; 4, 4                     | 2    | 4;   | 0;     | the first of equal ones     |
        | 1, 2, 3; 4, 5, 6; 7, 8, 9      | 2    | 5;   | 4;     | the last row has no block   |
        | 1, 2; 3, 9; 8, 6; 7, 5         | 2    | 9; 8 | 3; 4   |                             |

    Example: Back to where it was
      Then back through max pooling comes
        | X                         | size | ∂J/∂Y | ∂J/∂X?                    | note                 |
        | 1, 3; 2, 0                | 2    | 5;    | 0, 5; 0, 0                |                      |
        | 1, 2, 9, 4; 5, 6, 7, 8    | 2    | 3, 7; | 0, 0, 7, 0; 0, 3, 0, 0    |                      |
        | 4, 4; 4, 4                | 2    | 8;    | 8, 0; 0, 0                | one of the equal ones |
        | 1, 2, 3; 4, 5, 6; 7, 8, 9 | 2    | -2;   | 0, 0, 0; 0, -2, 0; 0, 0, 0 | in no block: 0      |

    Example: The mean, and equal shares
      Then average pooling gives
        | X                         | size | ∂J/∂Y | Y?         | ∂J/∂X?                       | note      |
        | 1, 3; 2, 0                | 2    | 4;    | 3/2;       | 1, 1; 1, 1                   | a quarter |
        | 1, 2, 3, 4; 5, 6, 7, 8    | 2    | 4, 8; | 7/2, 11/2; | 1, 1, 2, 2; 1, 1, 2, 2       |           |
        | 1, 2, 3; 4, 5, 6; 7, 8, 9 | 2    | 8;    | 3;         | 2, 2, 0; 2, 2, 0; 0, 0, 0    |           |
        | 1, 2, 3; 4, 5, 6; 7, 8, 9 | 3    | 18;   | 5;         | 2, 2, 2; 2, 2, 2; 2, 2, 2    | a ninth   |

  Rule: Pooling makes a network less sensitive to small shifts, and not immune
    What a kernel found moves with its cause, and a block may still have the same maximum afterwards, or
    not: a peak that crosses from one block to the next changes two numbers. (Zhang, arXiv 1904.11486,
    makes it better.)
    # hint: Nothing new: correlate and then max_pool, with blocks of one row and two columns.
    # hint: −1, −1; 6, 5; 1, 0 are the blocks of the first row.
    # hint: If the peak's rows are green and these are not, look at max_pool.

    Example: The peak of before
      Then correlated, and pooled two by two, it is
        | x                      | k        | pooled?   | note                |
        | 0, 0, 1, 3, 1, 0, 0, 0 | 1, 2, -1 | -1, 6, 1  |                     |
        | 0, 0, 0, 1, 3, 1, 0, 0 | 1, 2, -1 | 0, 6, 5   | moved by one        |
        | 0, 0, 0, 0, 1, 3, 1, 0 | 1, 2, -1 | 0, -1, 6  | moved by one block  |

  Rule: What one output sees grows with depth
    This is its receptive field. A kernel of 3 sees 3 entries of the layer below, and each of these sees
    3: together 5, for they overlap. A stride makes all that comes later see further.
    # hint: receptive_field goes through the layers. How far apart, in the input, are two neighbours?
    # hint: It begins with 1 entry. Each layer adds k − 1 steps; a step is the product of all strides
    #   before it.
    # hint: Keep two numbers, seen = 1 and step = 1. For each layer first seen += (k − 1)·step, then
    #   step *= stride.

    Example: Layers on layers
      Then one output of the last layer sees
        | kernels | strides | entries? | note                                |
        | 3       | 1       | 3        |                                     |
        | 3, 3    | 1, 1    | 5        |                                     |
        | 3, 3, 3 | 1, 1, 1 | 7        | as a kernel of 7, with fewer weights |
        | 3, 2, 3 | 1, 2, 1 | 8        | convolution, pooling, convolution   |
        | 3, 3, 3 | 2, 2, 2 | 15       | 1 + 2 + 2·2 + 2·4                   |
        | 5       | 3       | 5        | its own stride comes later          |
        |         |         | 1        | no layer at all                     |

  Rule: A network for images: convolution, ReLU, pooling, and a dense layer on top
    Two layers have parameters: the kernels with their biases, and W with b, which makes scores for the
    classes of all pooled numbers. On the way back each part hands its gradient to the one before it.
    # hint: random_image_network draws K and W in kata/image_network.py. How many numbers does one image
    #   have after 2×2 pooling? image_forward then calls conv, relu, max_pool, weighted_sum, softmax.
    # hint: A unit with d inputs gets weights of variance 2/d: a kernel has size·size·c of them, W has
    #   as many as it has rows. pooled.reshape(len(X), -1) makes one row of each image.
    # hint: image_gradients: δ = (ŷ − Y)/n, dW = Pᵀ·δ, db = its column sums; δ·Wᵀ, in the shape of where,
    #   goes through max_pool_back, times relu′(Z), and then through conv_back.

    Example: As it is drawn
      Then random image networks have
        | shape of X | count | size | classes | seed | shape of K?  | shape of W? | largest bias? | parameters? | note                |
        | 8, 8, 1    | 8     | 3    | 10      | 1    | 3, 3, 1, 8   | 72, 10      | 0             | 810         | 3·3 places, 8 kernels |
        | 8, 8, 1    | 16    | 5    | 10      | 2    | 5, 5, 1, 16  | 64, 10      | 0             | 1066        |                     |
        | 9, 6, 3    | 2     | 4    | 5       | 3    | 4, 4, 3, 2   | 6, 5        | 0             | 133         | 3·1 places          |

    Example: How large the first weights are
      Then in large random image networks the weights have
        | shape of X | count | size | classes | seed | variance of K? | variance of W?  | note            |
        | 8, 8, 1    | 100   | 5    | 10      | 1    | 2/25 ± 0.012   | 2/400 ± 0.0007  | a unit has 25 inputs, or 400 |
        | 5, 4, 3    | 150   | 2    | 20      | 2    | 2/12 ± 0.025   | 2/300 ± 0.0008  |                 |

    Example: Forward by hand
      Given the images
        | image | channel | pixels                                        |
        | 1     | 1       | 1, 0, 2, 0, 1; 0, 3, 0, 0, 0; 1, 1, 0, 2, 0 |
        | 2     | 1       | 0, 1, 0, 0, 0; 1, 0, 1, 0, 3; 0, 1, 0, 1, 0 |
      And the kernels
        | kernel | channel | weights     | b  |
        | 1      | 1       | 1, 0; 0, 1  | 0  |
        | 2      | 1       | 0, 1; -1, 0 | -1 |
      And the layer on top
        | W                      | b        |
        | 1, 0; 0, 2; 0, 1; 3, 0 | 0, ln(5) |
      Then the image network gives
        | image | Z of kernel 2?               | P?         | ŷ?                     | note                                 |
        | 1     | -1, -2, -1, 0; 1, -2, -1, -3 | 4, 1, 2, 0 | 1/6, 5/6               | in each place first kernel 1, then 2 |
        | 2     | -1, -1, -2, -1; -1, -1, -1, 1 | 2, 0, 3, 1 | e^2/(e^2+5), 5/(e^2+5) | 0 is what ReLU leaves                |

    Example: Back by hand
      Given the images
        | image | channel | pixels                    |
        | 1     | 1       | 1, 0, 2; 0, 3, 0; 1, 1, 0 |
        | 2     | 1       | 1, 0, 2; 0, 3, 0; 1, 1, 0 |
      And the kernels
        | kernel | channel | weights    | b |
        | 1      | 1       | 1, 0; 0, 1 | 0 |
      And the layer on top
        | W     | b          |
        | 2, 0; | 0, 8+ln(3) |
      Then the gradients of the image network are
        | y          | ∂J/∂K?           | ∂J/∂b₁? | ∂J/∂W?  | ∂J/∂b₂?    | note                           |
        | 1, 0; 1, 0 | -3/2, 0; 0, -9/2 | -3/2    | -3, 3;  | -3/4, 3/4  | ŷ = 1/4, 3/4; 1, 0; 0, 3 was seen |
        | 0, 1; 0, 1 | 1/2, 0; 0, 3/2   | 1/2     | 1, -1;  | 1/4, -1/4  |                                |
        | 1, 0; 0, 1 | -1/2, 0; 0, -3/2 | -1/2    | -1, 1;  | -1/4, 1/4  | the mean of both               |

    Example: Its gradients, as they are measured
      Then measured by small steps the gradients of image networks are
        | images | shape of X | count   | size | classes | seed | ∂J/∂K − measured? | ∂J/∂b₁ − measured? | ∂J/∂W − measured? | ∂J/∂b₂ − measured? |
        | 3      | 4, 5, 2    | 2       | 2    | 3       | 1    | 0 ± 1e-6          | 0 ± 1e-6           | 0 ± 1e-6          | 0 ± 1e-6           |
        | 2      | 5, 4, 1    | 3       | 3    | 2       | 2    | 0 ± 1e-6          | 0 ± 1e-6           | 0 ± 1e-6          | 0 ± 1e-6           |

  Rule: Learning images is learning as before
    The network is drawn, and then each mini-batch makes one step against the gradients. The costs are
    those of all samples: before the first step, and after each epoch.
    # hint: learn_images draws a random image network, and then does what train of chapter 9 does. What
    #   comes before the first step, and what after each epoch?
    # hint: minibatches of chapter 9 takes rows: X.reshape(len(X), -1). Each batch becomes images again
    #   by reshape(-1, *X.shape[1:]).
    # hint: Each step makes a new list of W − α·dW and b − α·db, of both layers. X.shape[1:] is the shape
    #   of an image, and image_forward(network, X)[-1] is ŷ.

    Example: Before the first step
      Given the images
        | image | channel | pixels                                        |
        | 1     | 1       | 1, 0, 0, 1; 0, 1, 1, 0; 0, 1, 1, 0; 1, 0, 0, 1 |
        | 2     | 1       | 0, 1, 1, 0; 1, 0, 0, 1; 1, 0, 0, 1; 0, 1, 1, 0 |
      Then learning the images apart comes to
        | count   | size | α   | epochs | batch size | seed | costs? | last cost − cross-entropy? | same as by hand? | last cost? |
        | 3       | 3    | 0.1 | 0      | 2          | 1    | 1      | 0                          | yes              | > 0        |

    Example: Crosses and rings
      Given the images
        | image | channel | pixels                                        |
        | 1     | 1       | 1, 0, 0, 1; 0, 1, 1, 0; 0, 1, 1, 0; 1, 0, 0, 1 |
        | 2     | 1       | 0, 1, 1, 0; 1, 0, 0, 1; 1, 0, 0, 1; 0, 1, 1, 0 |
      Then learning the images apart comes to
        | count   | size | α   | epochs | batch size | seed | costs? | last cost − cross-entropy? | same as by hand? | last cost? |
        | 3       | 3    | 0.1 | 2      | 1          | 2    | 3      | 0                          | yes              | > 0        |
        | 4       | 2    | 0.2 | 30     | 2          | 3    | 31     | 0                          | yes              | < 0.1      |

  Rule: A sixth of the weights reads as many digits, and more of those that are moved
    A dense network of 64-64-10 has 4,810 parameters, this one 810. It reads about as many of the digits
    held out, and more of them after they are moved by one pixel. It is not immune: the dense layer on
    top has other weights for each block. And it does use what is next to what: with all pixels shuffled
    alike it reads fewer, while to the dense network that is all the same.
    # hint: Nothing new: learn_images, image_forward, and learn of chapter 12. Which row is red?
    # hint: If only the convolutions are red and their gradients are green: are the samples shuffled
    #   together with their targets, by minibatches?
    # hint: It takes a second at most if conv and conv_back work on whole batches. Loops over images
    #   make it a hundred times slower, and it runs out of time.

    @heavy
    Example: Digits as they are, moved by one pixel, and shuffled
      Given the handwritten digits
      When dense networks and image networks learn them
        | network    | hidden | count   | size | α   | epochs | batch size | held out | split seed | seed | parameters? | note          |
        | dense      | 64     | -       | -    | 0.5 | 6      | 32         | 1/5      | 16         | 1    | 4810        | of chapter 12 |
        | 8 kernels  | -      | 8       | 3    | 0.5 | 3      | 16         | 1/5      | 16         | 1    | 810         | a sixth       |
        | 16 kernels | -      | 16      | 5    | 0.6 | 3      | 32         | 1/5      | 16         | 1    | 1066        |               |
      Then of the digits held out they read
        | network    | as they are? | moved right? | moved left? |
        | dense      | > 0.92       | < 0.56       | < 0.5       |
        | 8 kernels  | > 0.9        | > 0.47       | > 0.4       |
        | 16 kernels | > 0.92       | > 0.47       | > 0.4       |
      And where the same shuffle of pixels is learned and read, they read
        | network    | accuracy?      |
        | dense      | > 0.9          |
        | 8 kernels  | 0.8 < _ < 0.985 |

  Rule: A function answers right for all that its docstring allows
    A table shows few numbers. A docstring allows more: one number or a thousand, integers, arrays
    stored in any order, and the same array again with other numbers in it.
    # hint: Read the docstring of the function once more. Which arguments does it allow that no table
    #   has shown? The message names those that went wrong.
    # hint: Look for what your code takes for granted: a number of rows or layers, decimal numbers, an
    #   argument that is never changed by others, a list or an array that is made once and kept.
    # hint: np.zeros_like of integers holds integers, and cuts off decimals: say dtype=float. A list or
    #   an array that is made outside the function, or as a default, is the same one in every call.

    Example: Drawn arguments for convolution
      Then for arguments drawn at random these functions answer as their docstrings say
        | function             | answers? |
        | output_size          | right    |
        | conv_parameters      | right    |
        | correlate            | right    |
        | as_dense             | right    |
        | correlate_back       | right    |
        | conv                 | right    |
        | conv_back            | right    |
        | receptive_field      | right    |
        | blocks               | right    |
        | max_pool             | right    |
        | max_pool_back        | right    |
        | average_pool         | right    |
        | average_pool_back    | right    |
        | random_image_network | right    |
        | image_forward        | right    |
        | image_gradients      | right    |
        | learn_images         | right    |
