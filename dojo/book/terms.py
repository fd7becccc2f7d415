"""Terms of the glossary in a chapter's prose: the first use of each is a link to its meaning."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from dojo.book.course_texts import Term
from dojo.book.prose import parts, sentence


class Linker:
    """Sentences of one chapter, in which each term of the glossary is linked once."""

    def __init__(self, terms: list[Term], href: Callable[[str], str]) -> None:
        """Know the terms, and how an anchor is addressed from this page."""
        self._href = href
        self._terms = {
            spelling.lower(): term for term in terms for spelling in (term.term, *term.also)
        }
        spelled = sorted(self._terms, key=len, reverse=True)
        words = "|".join(map(re.escape, spelled))
        self._pattern = re.compile(rf"\b(?:{words})(?:s|es)?\b", re.IGNORECASE) if spelled else None
        self._linked: set[str] = set()

    def sentence(self, text: str) -> Markup:
        """Return a text with its formulas set, and with each term linked that is new here."""
        return Markup("").join(
            sentence(part) if is_formula else self._with_links(part)
            for part, is_formula in parts(text)
        )

    def _with_links(self, text: str) -> Markup:
        done, at = Markup(""), 0
        for found in self._pattern.finditer(text) if self._pattern else ():
            term = self._term(found[0])
            if term is None or term.term in self._linked:
                continue
            self._linked.add(term.term)
            link = Markup('<a class="term" href="{}">{}</a>').format(
                self._href(term.anchor), found[0]
            )
            done, at = done + escape(text[at : found.start()]) + link, found.end()
        return done + escape(text[at:])

    def _term(self, word: str) -> Term | None:
        word = word.lower()
        for ending in ("", "s", "es"):
            if word.endswith(ending) and (found := self._terms.get(word.removesuffix(ending))):
                return found
        return None
