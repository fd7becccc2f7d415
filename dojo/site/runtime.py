"""The runtime: Pyodide, which is Python and NumPy for WebAssembly, at the one version we know.

Each of its files is known by its sha256. A folder of it is copied beside the page; else the page
loads it from Pyodide's own distribution, and refuses what has another sha256.
"""

import base64
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dojo.errors import UsageError

VERSION = "0.27.7"
DISTRIBUTION = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
LOCK, STDLIB = "pyodide-lock.json", "python_stdlib.zip"
NUMPY = "numpy-2.0.2-cp312-cp312-pyodide_2024_0_wasm32.whl"
FILES = {
    "pyodide.mjs": "04c052c815abb0bf2981fa38c2dfa58e3120ee5288c956df2b2a15e301782c5f",
    "pyodide.asm.js": "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    STDLIB: "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
    LOCK: "9c45b916001a750f4102fc287494f3eab215909c7535c626a20db80fd6333e2c",
    NUMPY: "ebb61241d962b98b21597d7ce43b67668a6d5bab3acec4fbe958657320d7cd08",
}
# A check imports modules, whether compiled for the machine or not, and nothing else.
_NEEDED = (".py", ".so")
_NEEDED_OF_METADATA = {"METADATA", "LICENSE.txt"}
_FOLDERS_NOT_NEEDED = {"tests", "include", "f2py", "distutils"}


@dataclass(frozen=True)
class Source:
    """Where the runtime comes from: a folder to copy, or an address to load it from."""

    folder: Path | None = None
    address: str = ""


def source(named: str | None) -> Source:
    """Return what `--runtime` names; the distribution where it names nothing.

    >>> source("https://example.org/pyodide").address
    'https://example.org/pyodide/'
    """
    if not named:
        return Source(address=DISTRIBUTION)
    if named.startswith(("https://", "http://")):
        return Source(address=f"{named.rstrip('/')}/")
    folder = Path(named)
    if not folder.is_dir():
        raise UsageError(f"there is no folder {named}; name the folder of Pyodide with --runtime")
    return Source(folder=folder)


def read(folder: Path) -> dict[str, bytes]:
    """Return the files of the runtime in a folder; UsageError where they are not those we know."""
    found = {}
    for name, digest in FILES.items():
        try:
            content = (folder / name).read_bytes()
        except OSError:
            raise UsageError(
                f"{folder} has no {name}: the runtime is Pyodide {VERSION}; its core is in the npm "
                f"package pyodide@{VERSION}, and its NumPy at {DISTRIBUTION}{NUMPY}"
            ) from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise UsageError(f"{folder / name} is damaged, or is not from Pyodide {VERSION}")
        found[name] = content
    return found


def numpy_files(wheel: bytes) -> dict[str, bytes]:
    """Return what of NumPy's wheel a check may import."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(wheel)) as zipped:
        for name in zipped.namelist():
            path = PurePosixPath(name)
            if path.parts[0].endswith(".dist-info"):
                wanted = path.name in _NEEDED_OF_METADATA
            else:
                wanted = path.suffix in _NEEDED
            if wanted and _FOLDERS_NOT_NEEDED.isdisjoint(path.parts):
                found[name] = zipped.read(name)
    return found


def without_packages(lock: bytes) -> bytes:
    """Return the lock file without the packages of the distribution: the page has its own.

    >>> without_packages(b'{"info": {"version": "1"}, "packages": {"attrs": {}}}')
    b'{"info": {"version": "1"}, "packages": {}}'
    """
    return json.dumps(json.loads(lock) | {"packages": {}}).encode()


def library_files(zipped: bytes) -> dict[str, bytes]:
    """Return what Python's own library contains: the runtime has it as sources."""
    with zipfile.ZipFile(io.BytesIO(zipped)) as library:
        return {name: library.read(name) for name in library.namelist() if name[-1] != "/"}


def integrity(sha256: str) -> str:
    """Return a sha256 as a browser takes it beside an address.

    >>> integrity("00" * 32)
    'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='
    """
    return f"sha256-{base64.b64encode(bytes.fromhex(sha256)).decode()}"
