"""The words that formulas are made of: names, functions, and how a run of letters is split."""

from difflib import get_close_matches
from functools import lru_cache

from derivations.language.tokens import UnreadableError

# Each spelling of a function, and the function.
FUNCTIONS = {
    "σ": "sigmoid", "sigmoid": "sigmoid", "Sigmoid": "sigmoid", "sigma": "sigmoid",
    "sig": "sigmoid",
    "logistic": "sigmoid", "expit": "sigmoid", "tanh": "tanh", "Tanh": "tanh", "relu": "relu",
    "ReLU": "relu", "Relu": "relu", "RELU": "relu",
    "leaky_relu": "leaky_relu", "leakyrelu": "leaky_relu",
    "LeakyReLU": "leaky_relu", "LReLU": "leaky_relu", "leaky_ReLU": "leaky_relu", "elu": "elu",
    "ELU": "elu", "swish": "swish", "Swish": "swish", "silu": "swish", "SiLU": "swish",
    "softmax": "softmax", "Softmax": "softmax", "softplus": "softplus", "Softplus": "softplus",
    "gelu": "gelu", "GELU": "gelu", "selu": "selu", "SELU": "selu", "mish": "mish", "Mish": "mish",
    "hard_sigmoid": "hard_sigmoid", "hardsigmoid": "hard_sigmoid",
    "HardSigmoid": "hard_sigmoid", "hard_σ": "hard_sigmoid", "logit": "logit",
    "identity": "identity",
    "exp": "exp", "ln": "ln", "log": "ln", "sech": "sech", "cosh": "cosh", "sinh": "sinh",
    "sqrt": "sqrt", "erf": "erf", "abs": "abs", "max": "max", "maximum": "max", "min": "min",
    "Φ": "Φ", "heaviside": "step", "Heaviside": "step", "step": "step",
    "minimum": "min", "sign": "sign", "square": "square", "negative": "negative",
}  # fmt: skip
# Functions over arrays, by NumPy's names.
ARRAYS = {
    "sum": "sum", "mean": "mean", "average": "mean", "dot": "dot", "matmul": "dot",
    "multiply": "multiply", "power": "power", "pow": "power", "outer": "outer",
    "transpose": "transpose", "mm": "dot",
    "where": "where", "norm": "norm", "divide": "divide", "subtract": "subtract", "add": "add",
    "diag": "diag", "trace": "trace", "tr": "trace", "ones": "ones",
    "ones_like": "ones_like", "len": "len",
}  # fmt: skip
DERIVED = ("_prime", "_derivative", "_grad", "_deriv", "prime", "Prime")
LAST = {"AL", "ZL", "WL", "bL"}  # of the last layer, in code
COST_LETTERS = {"J", "L", "C", "E", "ℓ"}
# Functions whose meaning the network gives: its activation, or the author's own.
OPEN_FUNCTIONS = {"f", "g", "φ", "ψ", "h", "S"}
STEPS = {"H", "I", "step"}  # where they have brackets: 1 for what is positive, or for a condition
NAMES = {
    *"abehijklmnopqrstuvwxyz", *"ABCEHJKLMNOPQSTUVWXYZ",
    *"αβγδεηθκλμπρτφψℓΔ", "ŷ", "Ŷ",
    "yhat", "Yhat", "yh", "y_hat", "Y_hat", "ypred", "y_pred", "Y_pred", "Ypred", "pred", "preds",
    "prediction", "predictions", "output", "outputs", "out", "y_true", "ytrue", "Y_true", "target",
    "targets", "label", "labels", "onehot", "one_hot",
    "y_onehot", "Y_onehot", "Loss", "loss", "cost", "Cost", "MSE", "mse", "SSE", "sse",
    "RSS", "NLL", "nll", "BCE", "bce", "CE",
    "error", "err", "eta", "alpha", "lr", "lambda", "lambd", "lam", "beta", "gamma", "eps", "theta",
    "learning_rate", "delta", "deltas", "scores", "logits", "probs", "net", "in", "input", "hidden",
    "Wxh", "Why", "Whh", "Wih", "Who", "Whx", "Wyh", "wxh", "why", "bh", "by", "bo", "W_xh", "W_hy",
    "b_h", "b_y", "momentum", "velocity", "epsilon", "total", "E_total",
    "axis", "keepdims", "True", "False",
    "step_size", "stepsize", "logprobs", "log_probs", "reg",
    "slope", "intercept", "weight", "weights", "bias", "biases",
}  # fmt: skip
GLUE = {"of", "if", "else", "otherwise", "for", "when", "where", "and", "with", "is", "held",
        "fixed", "at", "true", "then", "elementwise", "only"}  # fmt: skip
_DIFFERENTIABLE = {*"ajwbzxyhopetsufJLCEWZAXYBHOPUmvgkθδσŷℓ", "θ"} | {
    "yhat", "ypred", "y_pred", "y_hat", "Yhat", "Y_hat", "Loss", "loss", "Wxh", "Why", "bh", "by",
    "W_hy", "W_xh", "wxh", "why", "cost", "out", "net", "scores", "logits", "sigma", "tanh", "Whh",
    "MSE", "SSE", "NLL",
    "slope", "intercept", "weight", "weights", "bias", "biases",
    "y_true", "pred", "output", "Wih", "Who", "error", "probs", "hidden", "input", "softmax",
}  # fmt: skip
# What a word with an underscore may be a derivative of or by: dz2_da1, grad_w2, W1_grad.
QUANTITIES = _DIFFERENTIABLE - {"sigma", "tanh", "softmax", "σ"}
_WHOLE = NAMES | FUNCTIONS.keys() | ARRAYS.keys() | GLUE


def primed(word: str) -> str:
    """Return the function whose derivative a word names, such as sigmoid_prime, or "".

    >>> primed("sigmoid_derivative"), primed("dtanh"), primed("relu")
    ('sigmoid', 'tanh', '')
    """
    for ending in DERIVED:
        if word.endswith(ending) and word.removesuffix(ending) in FUNCTIONS:
            return FUNCTIONS[word.removesuffix(ending)]
    if word.startswith("d") and word[1:].lstrip("_") in FUNCTIONS.keys() - {
        "exp",
        "ln",
        "log",
        "max",
    }:
        return FUNCTIONS[word[1:].lstrip("_")]
    if word.startswith(("grad_", "deriv_")) and word.partition("_")[2] in FUNCTIONS:
        return FUNCTIONS[word.partition("_")[2]]
    return ""


def known_word(word: str) -> bool:
    """Say whether a word with an underscore is one name or function, such as y_pred."""
    if word in _WHOLE or primed(word):
        return True
    return word[0] == "d" and word[1:] in _DIFFERENTIABLE


@lru_cache(maxsize=4096)
def split_word(word: str) -> tuple[str, ...]:
    """Split a run of letters into known names: "wx" is w times x, "dW" a d before W.

    A run that nothing fits is an UnreadableError that offers what is near.

    >>> split_word("dyhat"), split_word("wx"), split_word("mean")
    (('d', 'yhat'), ('w', 'x'), ('mean',))
    """
    if word in _WHOLE or primed(word):
        return (word,)
    if len(word) == 1 or word[1:] in ("\u0302", "\u0304", "\u0303"):
        return (word,)
    if word in ("grad", "d"):
        return (word,)
    if word[0] == "d" and word[1:] in _DIFFERENTIABLE:
        return ("d", word[1:])
    if word[0] == "d":
        above, found, below = word[1:].partition("d")  # dLdW
        if found and above in _DIFFERENTIABLE and below in _DIFFERENTIABLE:
            return ("d", above, "/", "d", below)
    parts = _split(word)
    if parts is None:
        raise UnreadableError(f"the name {word[:40]!r} is unknown{_near(word)}")
    return parts


_SINGLE = {*"xwbazyWXAZYnJLmheηαδσp"}


@lru_cache(maxsize=4096)
def _split(word):
    """Return the known names that make up a word, the longest first, or None."""
    if len(word) > 24 or word.lower() in ("nan", "inf", "as", "not", "or", "exam", "lambda"):
        return None
    known = {name for name in _WHOLE if len(name) > 1} | _SINGLE
    ends: list[tuple[str, ...] | None] = [None] * len(word) + [()]
    for start in range(len(word) - 1, -1, -1):
        for end in range(len(word), start, -1):
            rest = ends[end]
            if word[start:end] in known and rest is not None:
                ends[start] = (word[start:end], *rest)
                break
    parts = ends[0]
    singles = sum(len(part) == 1 for part in parts or ())
    return parts if parts and singles <= 3 else None


def _near(word):
    # Capitals sort first, so the small letters of a name are what is proposed.
    known = sorted((*FUNCTIONS, *NAMES, *ARRAYS))
    lowered = {name.lower(): name for name in known if len(name) > 2}
    near = get_close_matches(word.lower()[:40], lowered, n=1, cutoff=0.75) if word[2:] else []
    return f"; did you mean {lowered[near[0]]}?" if near else ""
