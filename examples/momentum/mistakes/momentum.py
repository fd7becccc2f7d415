"""Mistakes in momentum."""

from derivations.known_mistakes.known_mistake import KnownMistake


def of_velocity(v, gradient, α, β):
    """Return (code, what was done, answer) for each mistake in one push."""
    kept, push = β * v, α * gradient
    return [
        KnownMistake("uphill", "the gradient pushes uphill: + stands where - belongs", kept + push),
        KnownMistake("not-kept", "nothing of the old velocity is kept", -push),
        KnownMistake("factor-missing", "the old velocity is kept whole: β is missing", v - push),
        KnownMistake("factor-missing", "the learning rate is missing", kept - gradient),
        KnownMistake("averaged", "the gradient is taken (1 - β) times", kept - (1 - β) * push),
    ]
