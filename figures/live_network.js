// Each live network of the page, on its own; one that lives already is left alone.
for (const part of document.querySelectorAll('.play.live:has(> .board[hidden])')) live(part);
