"""The alphabet of formulas: what each LaTeX command, look-alike character and word stands for."""

import re
import unicodedata

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "Delta": "Δ", "epsilon": "ε",
    "varepsilon": "ε", "eta": "η", "theta": "θ", "Theta": "θ", "kappa": "κ", "lambda": "λ",
    "mu": "μ", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "Phi": "Φ",
    "psi": "ψ", "Sigma": "Σ", "nabla": "∇", "ell": "ℓ", "partial": "∂", "pi": "π",
}  # fmt: skip
# LaTeX commands without arguments, and what stands in their place.
COMMANDS = {name: f" {sign} " for name, sign in GREEK.items()} | {
    "cdot": "·", "times": "×", "ast": "*", "star": "*", "odot": "⊙", "circ": "⊙", "bullet": "*",
    "div": "/", "pm": "±", "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥",
    "geqslant": "≥", "gt": ">", "lt": "<", "ne": "≠", "neq": "≠", "equiv": "=", "coloneqq": "=",
    "triangleq": "=", "prime": "'", "sum": " Σ ", "top": "⊤", "intercal": "⊤", "lVert": "‖",
    "rVert": "‖", "Vert": "‖", "|": "‖", "lvert": "|", "rvert": "|", "vert": "|", "lbrack": "[",
    "rbrack": "]", "lbrace": "(", "rbrace": ")", "{": "(", "}": ")", "langle": "(", "rangle": ")",
    "left": "", "right": "", "big": "", "Big": "", "bigg": "", "Bigg": "", "bigl": "", "bigr": "",
    "Bigl": "", "Bigr": "", "biggl": "", "biggr": "", "displaystyle": "", "limits": "",
    "nolimits": "", "nonumber": "", "notag": "", "quad": "  ", "qquad": "  ", ",": " ", ";": " ",
    ":": " ", "!": "", " ": " ", "space": " ", "ldots": "…", "dots": "…", "cdots": "…",
    "mid": "|", "in": "∈", "mathbbm": "", "rm": "", "bf": "", "it": "", "boldmath": "",
    "infty": "∞",
}  # fmt: skip
# LaTeX commands whose argument stands in their place.
WRAPPERS = {
    "text", "textrm", "textbf", "textit", "mathrm", "mathbf", "mathit", "mathsf", "mathtt",
    "mathcal", "mathscr", "mathbb", "operatorname", "boldsymbol", "bm", "vec", "underline",
    "mbox", "pmb", "textnormal", "ensuremath", "phantom", "overline", "mathds",
}  # fmt: skip
FUNCTION_COMMANDS = {
    "log",
    "ln",
    "exp",
    "tanh",
    "sinh",
    "cosh",
    "coth",
    "max",
    "min",
    "tan",
    "sin",
    "cos",
}
SIGNS = str.maketrans(
    {
        "−": "-", "–": "-", "—": "-", "⋅": "·", "∙": "·", "•": "*", "∗": "*", "∘": "⊙", "◦": "⊙",
        "÷": "/", "⁄": "/", "∕": "/", "′": "'", "’": "'", "‘": "'", "ʹ": "'", "`": "'", "∑": "Σ",
        "ϵ": "ε", "ϕ": "φ", "ϑ": "θ", "ℒ": "L", "ℓ": "ℓ", "≔": "=", "≡": "=", "≝": "=", "≜": "=",
        "∥": "‖", "⟨": "(", "⟩": ")", "{": "{", "∣": "|", "𝟙": "𝟙", "𝟏": "𝟙", "Δ": "Δ", "⩽": "≤",
        "⩾": "≥", "＝": "=", "µ": "μ", "⊤": "⊤", "ᵗ": "⊤", "ᵀ": "⊤", "″": "''", "√": "√", "\t": " ",
    }
)  # fmt: skip
_SUPERSCRIPTS = {
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁻": "-", "⁺": "+", "⁼": "=", "⁽": "(", "⁾": ")",
    "ˡ": "l", "ᴸ": "L", "ᵀ": "T", "ᵗ": "T",
    "ⁿ": "n", "ⁱ": "i", "ʲ": "j", "ᵏ": "k", "ᵐ": "m", "ˣ": "x", "ᶻ": "z", "ʸ": "y",
}  # fmt: skip
_SUBSCRIPTS = {
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
    "₉": "9", "₋": "-", "₊": "+", "₌": "=", "₍": "(", "₎": ")",
    "ₗ": "l", "ᵢ": "i", "ⱼ": "j", "ₖ": "k",
    "ₙ": "n", "ₘ": "m", "ₜ": "t", "ₐ": "a", "ₓ": "x", "ₕ": "h", "ₒ": "o", "ᵧ": "y", "ₛ": "s",
    "ₑ": "e", "ₚ": "p",
}  # fmt: skip
_RAISED = re.compile(f"[{''.join(_SUPERSCRIPTS)}]+")
_LOWERED = re.compile(f"[{''.join(_SUBSCRIPTS)}]+")
_UNSEEN = re.compile('[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u202a-\u202e$&"“”„]')


def plain(text: str) -> str:
    """Return a text in one alphabet: look-alikes, raised and lowered characters, blanks.

    >>> plain("𝜕𝐽/𝜕𝑊₂ = −½·(a¹)ᵀ")
    '∂J/∂W_{2} = -(1/2)·(a^{1})^{T}'
    """
    text = text.replace("\\space", " ")
    text = _RAISED.sub(lambda found: f"^{{{_put(found[0], _SUPERSCRIPTS)}}}", text)
    text = _LOWERED.sub(lambda found: f"_{{{_put(found[0], _SUBSCRIPTS)}}}", text)
    text = text.replace("½", "(1/2)").replace("¼", "(1/4)").replace("𝟙", "\0").replace("𝟏", "\0")
    text = unicodedata.normalize("NFKC", text.translate(SIGNS)).translate(SIGNS)
    return _UNSEEN.sub("", text).replace("\0", "𝟙").replace(r"\_", "_")


def _put(run, meanings):
    return "".join(meanings[character] for character in run)
