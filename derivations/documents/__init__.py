"""Documents that people have, read into lines of mathematics: text, Markdown, LaTeX, notebooks."""
