"""A linear fit by the pseudo-inverse."""

import numpy as np


def best_linear_fit(X, y):
    *w, b = np.linalg.pinv(np.hstack([X, np.ones((len(X), 1))])) @ y
    return np.array(w), b
