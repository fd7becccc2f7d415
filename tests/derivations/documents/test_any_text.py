"""No text, no cell and no bytes make the reading of a document raise."""

import json

import hypothesis
from hypothesis import strategies as st

from derivations.documents.line import Line
from derivations.documents.lines import lines_of
from derivations.documents.source import decoded

PIECES = st.sampled_from([
    "∂J/∂W2", "δ2", "a1", "σ'(z1)", "(y - ŷ)", "=", " = ", "&=", "\\\\", "\n", "\n\n", " ", "   ",
    "$", "$$", "\\[", "\\]", "\\(", "\\)", "[\n", "\n]\n", "\\begin{align*}", "\\end{align*}",
    "&", "\\begin{cases}", "\\end{cases}", "\\begin{array}{ll}", "\\end{array}", "\\text{if }",
    "{", "}", "\\text{(chain rule)}", "\\tag{3}", "\\label{a}", "\\quad", "%",
    "\\newcommand{\\x}[1]{#1\\x}", "\\x", "\\documentclass{article}", "\\begin{document}",
    "\\frac{a}{b}", "```", "```python\n", "- ", "* ", "1. ", "Step 3: ", "(4) ", "# ", "### ",
    "> ", "| ", "|---|", "**", "`", "<br>", "so ", "let ", "where ", "if ", "else ", "for ",
    " and ", ";", ",", ".", ":", "≈", ">", "⇒", "←", "#", "'", '"', "\x00", "\ufeff", "\r\n",
    "\r", "\x0c", "\u202e", "é", "名", "\ud800", "½", '{"cells": [', "]}", "import numpy",
    "def f(x):", "dW += 1", "<!--", "-->", "---\n", "+", "-", "·",
])  # fmt: skip
NAMES = st.sampled_from(["", "a.md", "a.tex", "a.ipynb", "a.txt", "a.py"])
DOCUMENTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200)


@hypothesis.given(DOCUMENTS, NAMES)
@hypothesis.settings(max_examples=400, deadline=None)
def test_no_text_makes_it_raise(text, name):
    for line in lines_of(text, name):
        assert isinstance(line, Line)
        assert 1 <= line.number <= text.count("\n") + text.count("\r") + 1
        assert line.text == line.text.strip()
        assert line.text or line.remark
        assert "\n" not in line.text


@hypothesis.given(DOCUMENTS)
@hypothesis.settings(max_examples=100, deadline=None)
def test_no_cell_makes_it_raise(text):
    cells = [{"cell_type": "markdown", "source": text.splitlines(keepends=True)}]
    for line in lines_of(json.dumps({"cells": cells}), "a.ipynb"):
        assert line.cell == 1


@hypothesis.given(st.binary(max_size=300))
@hypothesis.settings(max_examples=100, deadline=None)
def test_no_bytes_make_it_raise(data):
    lines_of(decoded(data))
