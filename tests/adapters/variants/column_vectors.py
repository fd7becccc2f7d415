"""Samples stand in columns inside, as in many textbooks, and are turned at the edges."""


def forward(network, X):
    signals, A = [], X.T
    for W, b, activation in network:
        f, _ = ACTIVATIONS[activation]
        Z = W.T @ A + b[:, None]
        A = f(Z.T).T
        signals.append((Z.T, A.T))
    return signals


def backward(network, X, Y, signals, cost):
    Δ = _output_error(*signals[-1], Y, network[-1][2], cost).T
    gradients = []
    for i in reversed(range(len(network))):
        into = (signals[i - 1][1] if i else X).T
        gradients.append(((Δ @ into.T).T, Δ.sum(axis=1)))
        if i:
            Δ = _error((network[i][0] @ Δ).T, signals[i - 1][0], network[i - 1][2]).T
    return gradients[::-1]
