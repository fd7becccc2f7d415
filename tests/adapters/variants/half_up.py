"""A tie is rounded upwards, as one learns at school."""


def hold_out(X, Y, share, rng):
    order = rng.permutation(len(X))
    n_test = int(share * len(X) + 0.5)
    test, training = order[:n_test], order[n_test:]
    return X[training], Y[training], X[test], Y[test]
