"""The site as one page, which opens from a disk: it carries what other pages fetch.

Modules and files are kept as text in the page. A short script, the first that runs, makes addresses
of the modules, each with those that it imports already known; and so does each worker.
"""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping

from dojo.site.runtime import integrity

_IMPORT = re.compile(r"""(from|import)\s*"\./([^"]+)\"""")
# The page's first module, and the worker's.
_ROOTS = "site.js", "worker.js"
_LEFT_OUT = {"index.html", "sw.js", "app.webmanifest", "icon.svg", "site.css"}
_STARTER = """
const bytes = async (text) => {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};
const address = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
const carried = (kind) => [...document.querySelectorAll(`script[data-${kind}]`)];
function linked(texts, address) {
  const made = {};
  for (const [name, text] of Object.entries(texts)) {
    const known = (_, word, other) => `${word} "${made[other]}"`;
    made[name] = address(text.replace(/(from|import)\\s*"\\.\\/([^"]+)"/g, known));
  }
  return made;
}
const texts = {};
for (const element of carried("module")) {
  texts[element.dataset.module] = new TextDecoder().decode(await bytes(element.textContent));
}
const files = {};
for (const element of carried("file")) {
  files[element.dataset.file] = await bytes(element.textContent);
  element.remove();
}
// Where a page is a file, a worker may import what it has made itself, and nothing else.
const own = `(${linked})(${JSON.stringify(texts)}, ${address})["worker.js"]`;
globalThis.dojoCarried = { files, worker: own };
await import(linked(texts, address)["site.js"]);
"""


def one_file(files: Mapping[str, bytes]) -> bytes:
    """Return the page that carries all the others' files."""
    html = files["index.html"].decode("utf-8")
    found = re.search(r'<script type="module" src="([^"]*/)site\.js"></script>\n', html)
    assert found
    # Its worker is made once the files are there.
    html = html.replace(f' data-program="{found[1]}"', ' data-program=""', 1)
    files = {name.removeprefix(found[1]): content for name, content in files.items()}
    html = re.sub(
        r'<link rel="(stylesheet|manifest)" href="[^"]*(site\.css|app\.webmanifest)">\n', "", html
    )
    style = files["site.css"].decode("utf-8")
    html = html.replace("</head>", f"<style>{style}</style>\n</head>", 1)
    modules = in_order(files)
    parts = [_script("module", name, files[name]) for name in modules]
    parts += [
        _script("file", name, content)
        for name, content in files.items()
        if name not in modules and name not in _LEFT_OUT
    ]
    parts.append(f'<script type="module">{_STARTER}</script>\n')
    html = html.replace(found[0], "".join(parts))
    digest = integrity(hashlib.sha256(_STARTER.encode()).hexdigest())
    return html.replace("script-src 'self'", f"script-src '{digest}'", 1).encode("utf-8")


def in_order(files: Mapping[str, bytes]) -> list[str]:
    """Return the names of the page's modules, each after those that it imports."""
    found: list[str] = []

    def visit(name: str) -> None:
        for _, other in _IMPORT.findall(files[name].decode("utf-8")):
            if other not in found:
                visit(other)
        found.append(name)

    for root in _ROOTS:
        if root not in found:
            visit(root)
    return list(dict.fromkeys(found))


def _script(kind: str, name: str, content: bytes) -> str:
    text = base64.b64encode(gzip.compress(content, 6, mtime=0)).decode("ascii")
    return f'<script type="text/plain" data-{kind}={json.dumps(name)}>{text}</script>\n'
