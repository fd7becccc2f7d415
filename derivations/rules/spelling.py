"""The spelling of an activation in a formula: σ for sigmoid, the others by their names."""


def spelled(name: str) -> tuple[str, str]:
    r"""Return how an activation is called, as text and as LaTeX.

    >>> spelled("sigmoid"), spelled("leaky_relu")
    (('σ', '\\sigma'), ('leaky_relu', '\\mathrm{leaky\\_relu}'))
    """
    known = {"sigmoid": ("σ", r"\sigma"), "tanh": ("tanh", r"\tanh")}
    return known.get(name) or (name, rf"\mathrm{{{name.replace('_', chr(92) + '_')}}}")
