"""The command `dojo check-derivation` reads what people have, and judges each line of it."""

import io
import re

import pytest

from dojo.cli.main import main

MARKDOWN = """\
Sure! Here is the derivation.

### Step 1: Output layer

Let $J = \\frac{1}{n}\\sum (y - \\hat{y})^2$, where $n$ = number of samples. Then

$$
\\frac{\\partial J}{\\partial \\hat{y}} = -\\frac{2}{n}(y - \\hat{y})
$$

### Step 2: Hidden layer

- **∂J/∂Why** = -(2/n)(y - ŷ) σ'(z2) a1
- ∂J/∂by = (2/n)(y - ŷ) σ'(z2)   (the bias)
- foo = 3 +* 4
- ∂J/∂z1 = -(2/n)(y - ŷ)
    · σ'(z2) Why σ'(z1)
"""
LATEX = r"""\documentclass{article}
\begin{document}
\begin{align*} % a = b
  \frac{\partial J}{\partial W_{hy}}
\end{align*}
\begin{align*}
  \frac{\partial J}{\partial z_2} &= \frac{\partial J}{\partial \hat{y}} \sigma'(z_2) \\
  &= -\frac{2}{n}(y - \hat{y}) \sigma'(z_2).
\end{align*}
\end{document}
"""
NOTEBOOK = """{"cells": [
 {"cell_type": "code", "source": ["c = d"]},
 {"cell_type": "markdown", "source": ["Then\\n", "$$∂z2/∂a1 = Why$$\\n"]}
], "nbformat": 4}"""


@pytest.fixture
def checked(capsys, tmp_path, monkeypatch):
    """Return a function that checks a file of a given name, and gives code, output and errors."""

    def check(name, content):
        monkeypatch.chdir(tmp_path)
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        (tmp_path / name).write_bytes(data)
        code = main(["check-derivation", name])
        return code, *capsys.readouterr()

    return check


def verdicts(out):
    """Return {place: verdict} of what was printed."""
    found = re.findall(r"^[✓✗?→] ([a-z ]+), ([^:]+): ", out, re.MULTILINE)
    return {place: verdict for verdict, place in found}


def test_a_chats_answer_is_checked_line_by_line(checked):
    code, out, _ = checked("chat.md", MARKDOWN)
    assert code == 2
    assert verdicts(out) == {
        "line 5": "proved",
        "line 8": "proved",
        "line 13": "proved",
        "line 14": "wrong",
        "line 15": "cannot read",
        "line 16": "proved",
    }
    assert "The sign is wrong." in out
    assert "The first wrong line: 2. ∂J/∂by = (2/n)(y - ŷ) σ'(z2) (line 14)" in out


def test_a_latex_file_is_checked(checked):
    code, out, _ = checked("notes.tex", LATEX)
    assert (code, verdicts(out)) == (0, {"line 7": "proved", "line 8": "proved"})


def test_a_notebooks_markdown_is_checked(checked):
    code, out, _ = checked("mine.ipynb", NOTEBOOK)
    assert (code, verdicts(out)) == (0, {"cell 2, line 2": "proved"})


@pytest.mark.parametrize("content", ["{", '{"cells": 3}'])
def test_a_damaged_notebook_is_told_in_a_sentence(checked, content):
    code, out, err = checked("mine.ipynb", content)
    assert (code, out) == (2, "")
    assert "mine.ipynb: This notebook is damaged" in err


def test_a_document_without_equations_says_what_one_looks_like(checked):
    code, _, err = checked("words.md", "# Gradients\n\nThey flow backwards, where n = batch size.")
    assert code == 2
    assert "words.md contains no line to check" in err
    assert "∂J/∂ŷ = -(2/n)(y - ŷ)" in err


def test_a_document_that_is_too_long_is_refused(checked):
    code, out, err = checked("long.md", "∂z2/∂a1 = Why\n" * 80_000)
    assert (code, out) == (2, "")
    assert "longer than 1,000,000 characters" in err


def test_other_encodings_are_read(checked):
    code, out, _ = checked("windows.txt", "∂z2/∂a1 = Why\r\n∂z2/∂by = 1\r\n".encode("utf-16"))
    assert (code, verdicts(out)) == (0, {"line 1": "proved", "line 2": "proved"})


def test_standard_input_is_read_like_a_file(capsys, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(MARKDOWN.encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert main(["check-derivation", "-"]) == 2
    assert len(verdicts(capsys.readouterr().out)) == 6


def test_what_is_wider_than_the_terminal_is_folded(checked, monkeypatch):
    monkeypatch.setattr("dojo.terminal.screen.columns", lambda: 40)
    _, out, _ = checked("chat.md", MARKDOWN)
    sentences = [line for line in out.splitlines() if "\\" not in line]
    assert len(sentences) > 10
    assert max(map(len, sentences)) <= 40
