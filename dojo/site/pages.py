"""The book's pages, made to work with the page's program: its scripts, its style, what it may do.

What stands in the head of a page, and before its end, is added, and its first sentences say what a
reader does here; the rest of the book stays as it is.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import escape

from dojo.errors import UsageError
from dojo.site.runtime import integrity

_POLICY = re.compile(
    r"""(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)""", re.IGNORECASE
)
_SCRIPT = re.compile(r"script-src ([^;]*)")
# The book opens with what was computed for it; the page has to say what a reader does here.
_LEAD = re.compile(r'(<p class="lead">).*?(</p>)', re.DOTALL)
_BODY = re.compile("<body[^>]*>")
_WITHOUT_SCRIPTS = "<noscript><style>body.dojo { padding: 0 }</style></noscript>\n"
_WELCOME = (
    "Read a rule, then press the button below it, and write the function in the editor. The page "
    "runs your code while you type, and shows which answers are right. It keeps your code in this "
    "browser."
)


@dataclass(frozen=True)
class Scripts:
    """The page's scripts: one to run before the book is read, with its attributes, and a module."""

    first: str
    attributes: str
    module: str

    @property
    def begin(self) -> str:
        """The element of the first, which runs where it stands."""
        return f"<script {self.attributes}>{self.first}</script>\n"

    @property
    def end(self) -> str:
        """The element of the module, which runs after the book is read."""
        return f'<script type="module" src="{self.module}"></script>\n'


def working(html: str, head: str, scripts: Scripts, runtime: str = "") -> str:
    """Return a page of the book with the program: lines for its head, and its scripts.

    The page may load from its own place and from `runtime`, where that is an address, and from
    nowhere else.
    """
    found = _POLICY.search(html)
    if not found or "</head>" not in html or "</body>" not in html:
        raise UsageError("the book's page is not as expected: it has no content security policy")
    own = _SCRIPT.search(found[2])
    digest = integrity(hashlib.sha256(scripts.first.encode()).hexdigest())
    policy = policy_of([*(own[1].split() if own else []), f"'{digest}'"], runtime)
    html = _POLICY.sub(lambda match: f"{match[1]}{policy}{match[3]}", html, count=1)
    html = _LEAD.sub(lambda match: f"{match[1]}{_WELCOME}{match[2]}", html, count=1)
    before, _, after = html.partition("</head>")
    html = f"{before}{scripts.begin}{head}{_WITHOUT_SCRIPTS}</head>{after}"
    # Now, and not by the page's program: to make room for the panel later takes a browser long.
    html = _BODY.sub('<body class="dojo">', html, count=1)
    before, _, after = html.rpartition("</body>")
    return f"{before}{scripts.end}</body>{after}"


def policy_of(scripts: Iterable[str], runtime: str = "") -> str:
    """Return the content security policy of a page; `scripts` are what it may run besides.

    >>> policy_of(["'sha256-abc'"]).partition("; ")[0]
    "default-src 'none'"
    """
    scheme, _, rest = runtime.partition("://")
    origin = f" {scheme}://{rest.partition('/')[0]}" if runtime else ""
    # Scripts of the runtime are fetched, looked at, and run from memory: a blob.
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", "blob:", "'wasm-unsafe-eval'", *scripts]),
        "style-src": "'self' 'unsafe-inline'",
        "connect-src": f"'self' blob: data:{origin}",
        "worker-src": "'self' blob:",
        "img-src": "'self' data: blob:",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def link(kind: str, file: str) -> str:
    """Return the line of a page's head that names a file."""
    return f'<link rel="{kind}" href="{escape(file)}">\n'
