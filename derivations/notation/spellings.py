"""Spellings of one thing by several hands, each rewritten to the one that the grammar reads.

They are settled in the text, before it is split into tokens: what a class or a dictionary puts
around a name, colours and remarks of LaTeX, braces around cases, the size of a set.
"""

import re

_NESTED = r"(?:[^{}]|\{[^{}]*\})*"
_QUANTITY = r"(?:\\mathbf\{\w\}|[zZwWabh])(?:_?\d|_\{\d\})?"
# (pattern, what stands in its place), in this order.
_RULES: tuple[tuple[str, str], ...] = (
    (r"\bself\.(?=[A-Za-z])", ""),
    (r"\b(?:grads?|gradients|params|parameters|cache)\[\s*['\"]([A-Za-z]\w*)['\"]\s*\]", r"\1"),
    (r"\.(?:astype|copy|detach|clone|item|double|float|squeeze)\([^()]*\)", ""),
    (r"\.(?:transpose|t)\(\s*\)", ".T"),
    (r"\bavg\b", "mean"),
    (r"\^\{\s*([\[(]\w[\])])\s*2\s*\}", r"^{\1}^2"),  # A^{[1]2}
    (r"\^\{\s*x\s*,\s*(?=[lL])", "^{"),  # δ^{x,l}, of one sample x
    # J_softmax, a Jacobian
    (
        r"^\s*(?:J|\\mathbf\s*\{?J\}?)_\{?\s*(?:\\\w+\s*\{)?(?:softmax|\\sigma|σ)\}?\s*\}?(?=\s*=)",
        "∂p/∂z ",
    ),
    # y(x) and a^L(x) of Nielsen
    (r"(?<![A-Za-z\\_^{'])([yazŷ](?:\^(?:\w|\{[^{}]*\}))?)\(x\)(?!\s*=)", r"\1"),
    (r"(?<![A-Za-z\\_^{])l\s*(?=\()", "L"),  # the loss l(ŷ, y)
    (r"\b(net|out)_([hoi]\d)\b", r"\1_{\2}"),
    (r"(?<=\d)\.(?=\s*[*/)])", ""),  # 1./n
    (r"\\(?:text)?color\s*\{\w+\}\s*\{(" + _NESTED + r"(?:\{" + _NESTED + r"\})*)\}", r" \1 "),
    (r"\\(?:stackrel|overset|underset)\s*\{" + _NESTED + r"\}\s*\{([^{}]*)\}", r"\1"),
    (r"\\(?:boxed|fbox|cancel)\s*(?=\{)", r"\\mathrm"),
    (r"\\(?:under|over)brace\s*\{(" + _NESTED + r")\}\s*[_^]\s*\{" + _NESTED + r"\}", r"{\1}"),
    (r"\{(" + _NESTED + r")\\over(?![A-Za-z])(" + _NESTED + r")\}", r"\\frac{\1}{\2}"),
    # {0 if z < 0; 1 if z > 0}
    (r"\{([^{};]*\b(?:if|for|when)\b[^{};]*(?:;[^{};]+)+)\}", r"⟪\1⟫"),
    (r"\|\s*(?:\\mathcal\s*\{?\s*)?[BSDM]\s*\}?\s*\|", " n "),  # the size of a batch
    (r"_\{\s*([a-z])\s*(?:∈|\\in(?![a-z]))" + _NESTED + r"\}", r"_{\1}"),
    # ⟨a, b⟩ is Σ a·b
    (r"(?:⟨|\\langle)([^⟨⟩,]*?),([^⟨⟩,]*?)(?:⟩|\\rangle)", r"(Σ ((\1)·(\2)))"),
    # L_{z_2} = … and D_{z2} L = …
    (rf"^\s*([JLE]|\\mathcal\s*\{{?L\}}?)_\{{?({_QUANTITY})\}}?(?=\s*=)", r"∂\1/∂\2 "),
    (rf"^\s*D_\{{?({_QUANTITY})\}}?\s*([JLCE])(?=\s*=)", r"∂\2/∂\1 "),
    # ∇J(θ) is taken by what stands in its brackets.
    (r"(?:∇|\\nabla)\s*([JLCE])\s*\(\s*(\\?[A-Za-zθ]+)\s*\)", r"∇_{\2} \1"),
)
_SPELLINGS = tuple((re.compile(pattern), meant) for pattern, meant in _RULES)
# The new value of a parameter, and the old one: w^{(t+1)}, w_new, w^+; w^{(t)}, w_old.
_NEW = re.compile(
    r"^\s*((?:\\mathbf\{\w\}|\\?[A-Za-zθβ]+)(?:_\{?(?:\d|[ij]{1,2})\}?)?)\s*"
    r"[_^]\s*(?:\{\s*)?\(?\s*(?:([tk])\s*\+\s*1|(?:\\text\s*\{|\\mathrm\s*\{)?new\}?|\+)\s*\)?\s*\}?"
    r"(?=\s*(?:=|:=|\\leftarrow|←))"
)
_LAST = r"(?:{0}|(?:\\text\s*\{{|\\mathrm\s*\{{)?old\}}?)"
_OLD = rf"[_^]\s*(?:\{{{{\s*\(?\s*{_LAST}\s*\)?\s*\}}}}|\({_LAST}\)|{_LAST}(?!\w))"
_PARAMETERS = re.compile(r"(?:\\mathbf\{)?\\?(?:[wWbθβ]|theta|beta)\}?(?:_|$)")


def respelled(text: str) -> str:
    """Return a formula in the spellings that the grammar reads.

    >>> respelled("self.dW = (1./n) * X.transpose() @ grads['dZ']")
    'dW = (1/n) * X.T @ dZ'
    >>> respelled(r"{\\partial L \\over \\partial z} = a - y")
    '\\\\frac{\\\\partial L }{ \\\\partial z} = a - y'
    >>> respelled("w^{(t+1)} = w^{(t)} - η ∂L/∂w^{(t)}")
    'w = w - η ∂L/∂w'
    """
    text = _without_time(text)
    for pattern, meant in _SPELLINGS:
        text = pattern.sub(meant, text)
    return text


def _without_time(text):
    """Leave out which value is the new one of a parameter, and which the old one."""
    found = _NEW.match(text)
    if not found or not _PARAMETERS.match(found[1]):
        return text
    old = re.compile(_OLD.format(found[2] or "[tk]"))
    rest = text[found.end() :]
    if "-" not in rest and "−" not in rest and "+" not in rest:
        return text
    return found[1] + old.sub("", rest)
