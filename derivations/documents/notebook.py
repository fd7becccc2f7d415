"""The Markdown cells of a Jupyter notebook, which is a JSON file."""

import json
from collections.abc import Iterator

from derivations.documents.source import DocumentError


def markdown_cells(text: str) -> Iterator[tuple[int, str]]:
    """Yield (number, text) of each Markdown cell; all cells are counted, from 1.

    >>> list(markdown_cells('{"cells": [{"cell_type": "markdown", "source": ["a", " = b"]}]}'))
    [(1, 'a = b')]
    """
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"This notebook is damaged: {error}.") from None
    for number, cell in enumerate(_cells(notebook), 1):
        if isinstance(cell, dict) and cell.get("cell_type") == "markdown":
            source = cell.get("source")
            parts = source if isinstance(source, list) else [source]
            yield number, "".join(part for part in parts if isinstance(part, str))


def is_notebook(text: str, name: str) -> bool:
    """Tell whether a file is a notebook, by its name or by how it begins."""
    return name.lower().endswith(".ipynb") or (text.lstrip()[:1] == "{" and '"cells"' in text)


def _cells(notebook):
    """Return a notebook's cells, which format 3 keeps in worksheets."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if cells is None and isinstance(notebook, dict):
        sheets = notebook.get("worksheets")
        first = sheets[0] if isinstance(sheets, list) and sheets else None
        cells = first.get("cells") if isinstance(first, dict) else None
    if not isinstance(cells, list):
        raise DocumentError("This notebook is damaged: it has no list of cells.")
    return cells
