"""Attacks on the grader: each is code at the end of a module whose answers are all wrong.

Where an attack gets what it wants, it says `won = True`: the module then answers rightly, and the
submission turns green, which no test forgives.
"""

FORGE = """
import json, os, struct
def forge(message, size=0, data=b""):
    text = message if isinstance(message, bytes) else json.dumps(message).encode()
    os.write(3, struct.pack("<IQ", len(text), size) + text + data)
"""

# They happen as the module is imported, unless they put a function in relu's place.
ATTACKS = {
    "exits at once": "import os; os._exit(0)",
    "exits in a function": "import os\ndef relu(z): os._exit(0)",
    "ends the program": "import sys; sys.exit(0)",
    "crashes": "import ctypes\ndef relu(z): ctypes.string_at(1)",
    "patches numpy": """
        for name in ("allclose", "array_equal", "isclose", "equal"):
            setattr(np, name, lambda *a, **k: True)
        np.abs = np.subtract = lambda *a, **k: np.zeros(1)
    """,
    "patches the grader": """
        import sys, types
        tools = "dojo.tables.comparison", "dojo.diagnosis.classify", "dojo.grader.grader"
        for name in ("pytest", *tools):
            module = sys.modules[name] = types.ModuleType(name)
            module.compare = module.classify = lambda *a, **k: True
    """,
    "imports the grader": """
        for name in ("dojo", "pytest", "steps", "derivations", "sympy"):
            try: __import__(name); won = True
            except ImportError: pass
    """,
    "is equal to everything": """
        class Yes:
            __eq__ = __lt__ = __gt__ = __le__ = __ge__ = lambda *a: True
            __float__ = lambda self: 0.0
            __hash__ = lambda self: 0
            __len__ = lambda self: 4
            __getattr__ = lambda self, name: self
            __call__ = lambda self, *a, **k: self
        def relu(z): return Yes()
        sigmoid = relu_prime = relu
    """,
    "answers a subclass": """
        class Yes(np.ndarray):
            __eq__ = __le__ = __lt__ = lambda *a: np.True_
            __sub__ = __rsub__ = lambda self, other: np.zeros(np.shape(other))
            def __array_ufunc__(self, *a, **k): return np.zeros(1)
        def relu(z): return np.full(np.shape(z), 7.0).view(Yes)
        sigmoid = relu_prime = relu
    """,
    "lies about its shape": """
        class Liar(np.ndarray):
            shape = property(lambda self: (4,))
            size = ndim = property(lambda self: 0)
            tobytes = lambda self, *a: b""
        def relu(z): return np.full(np.shape(z), 7.0).view(Liar)
        sigmoid = relu_prime = relu
    """,
    "answers a hundred megabytes": "def relu(z): return np.zeros(13_000_000)",
    "answers what has no end": """
        def relu(z):
            a = []
            for _ in range(5000): a = [a]
            return a
        def sigmoid(z):
            a = []; a.append(a)
            return a
    """,
    "yields without end": """
        def relu(z):
            while True: yield 0.0
    """,
    "answers nan": "def relu(z): return np.full(np.shape(z), np.nan)",
    "answers infinity": "def relu(z): return z * 0 + np.inf",
    "writes noise": 'import os\ndef relu(z): os.write(3, b"\\xff" * 4096); return z',
    "writes half a frame": FORGE + 'def relu(z): os.write(3, b"\\x10\\0"); os._exit(0)',
    "claims an exabyte": FORGE + 'forge({"answer": None}, size=1 << 60)',
    "claims more than it sends": FORGE
    + """
def relu(z):
    forge({"answer": ["a", "<f8", [1 << 25], False]}, 8, b"12345678")
""",
    "forges negative shapes": FORGE + 'forge({"answer": ["a", "<f8", [-1, -4], False]})',
    "forges objects": FORGE + 'forge({"answer": ["pickle", "cos\\nsystem\\n(S\'true\'\\ntR."]})',
    "forges deep JSON": FORGE + 'forge(b"[" * 1_000_000)',
    "forges a long number": FORGE + 'forge(b\'{"answer": \' + b"9" * 100_000 + b"}")',
    "calls what was not given": FORGE
    + """
def relu(z):
    forge({"callback": 0, "arguments": []})
    forge({"callback": "__import__", "arguments": ["os"]})
""",
    "forges an error": FORGE
    + """
forge({"error": {"type": "Skipped", "kind": "SystemExit", "text": "\\x1b[2J", "at": [[], {}, 1]}})
""",
    "leaves a child": """
        import os, time
        if os.fork() == 0: time.sleep(5); os._exit(0)
        won = True
    """,
    "leaves a grandchild": """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork(): os._exit(0)
            time.sleep(5); os._exit(0)
        won = True
    """,
    "starts a program": """
        import os, subprocess
        spawn = lambda: os.posix_spawn("/bin/true", [], {})
        for start in (lambda: subprocess.run(["true"]), spawn):
            try: start(); won = True
            except (OSError, NameError): pass
    """,
    "takes memory without end": "a = []\nwhile True: a.append(bytearray(1 << 26))",
    "never comes back": "def relu(z):\n    while True: pass",
    "never comes back, come what may": """
        import signal
        for number in range(1, 32):
            try: signal.signal(number, lambda *a: None)
            except (OSError, ValueError): pass
        while True:
            try:
                while True: pass
            except BaseException: pass
    """,
    "prints without end": "def relu(z):\n    while True: print('x' * 100_000, flush=True)",
    "writes files": """
        import tempfile
        for place in (tempfile.gettempprefix(), "/tmp/dojo-attack", "/dev/shm/dojo-attack"):
            try:
                with open(place, "wb") as file: file.write(b"x")
                won = True
            except OSError: pass
    """,
    "reads the features": """
        import pathlib
        for path in (FEATURES, STEPS, "/etc/passwd", OTHERS):
            try: won = bool(open(path).read(1)) or won
            except OSError: pass
    """,
    "reads the stack and the heap": """
        import gc, sys
        frame, seen = sys._getframe(), ""
        while frame:
            seen += repr(list(frame.f_locals)) + frame.f_code.co_filename
            frame = frame.f_back
        kept = (o for o in gc.get_objects() if type(o) in (dict, list))
        seen += " ".join(map(repr, kept))[:1 << 22]
        won = "slo" + "pe?" in seen or "pytest" + "_bdd" in seen or "as " + "derived" in seen
    """,
    "reads other processes": """
        import os
        for number in [*range(1, 60), os.getppid()]:
            for file in ("mem", "environ", "maps", "cmdline"):
                try: open(f"/proc/{number}/{file}", "rb").read(1); won = True
                except OSError: pass
    """,
    "writes into the journal": """
        for mode in ("a", "r+", "w"):
            try: open(JOURNAL, mode).write("x"); won = True
            except OSError: pass
    """,
    "changes rights and times": """
        import os
        for path in (JOURNAL, OTHERS, os.path.dirname(OTHERS), FEATURES):
            for change in (
                lambda: os.chmod(path, 0o777), lambda: os.utime(path, (1, 1)),
                lambda: os.chown(path, os.getuid(), -1), lambda: os.truncate(path, 0),
                lambda: os.setxattr(path, "user.x", b"x"),
            ):
                try: change(); won = True
                except OSError: pass
    """,
    "closes every descriptor": "import os; os.closerange(0, 300)",
    "kills whom it can": """
        import os, signal
        for number in (os.getppid(), 1, -1, 0):
            try: os.kill(number, signal.SIGKILL); won = number != 0
            except OSError: pass
    """,
    "traces its parent": """
        import ctypes, os
        libc = ctypes.CDLL(None)
        won = any(libc.ptrace(16, number, 0, 0) == 0 for number in (os.getppid(), 1))
    """,
    "raises its limits": """
        import resource
        for limit in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU):
            try: resource.setrlimit(limit, (resource.RLIM_INFINITY,) * 2); won = True
            except (ValueError, OSError): pass
    """,
    "opens sockets": """
        import socket
        for family in (socket.AF_INET, socket.AF_UNIX):
            try: socket.socket(family); won = True
            except OSError: pass
    """,
    "recurses without end": "def relu(z): return relu(z)",
    "detects that it is tested": """
        import os, sys
        modules = {name.partition(".")[0] for name in sys.modules}
        won = bool(modules & {"pytest", "_pytest", "dojo"}) or "PYTEST_VERSION" in os.environ
    """,
    "raises what the grader knows": """
        class TookTooLong(BaseException): pass
        class Skipped(BaseException): pass
        def relu(z): raise Skipped("skip")
        def sigmoid(z): raise TookTooLong
        def tanh(z): raise KeyboardInterrupt
    """,
    "raises what cannot be told": """
        class Error(Exception):
            def __str__(self): raise self
        def relu(z): raise Error
        def sigmoid(z): raise ValueError("\\x1b[2J" * 1_000_000)
        def tanh(z): raise type("x" * 100_000, (Exception,), {})
    """,
    "replaces its modules": """
        import sys
        class Yes:
            def __getattr__(self, name): return self
            def __call__(self, *a, **k): return True
        sys.modules["kata"] = sys.modules["kata.activations"] = Yes()
    """,
    "patches the worker": """
        import sys
        worker = sys.modules["inside.worker"]
        worker.send = lambda *a: None
        worker.Worker._call = lambda *a: None
    """,
    "floods with callbacks": FORGE
    + """
def relu(z):
    while True: forge({"callback": 0, "arguments": []})
""",
}

# Attacks that only this measure stops. Where it is not to be had, they are not even made.
STOPPED_BY = {
    "leaves a child": "calls",
    "leaves a grandchild": "calls",
    "starts a program": "calls",
    "kills whom it can": "calls",
    "traces its parent": "calls",
    "opens sockets": "calls",
    "reads the features": "files",
    "reads other processes": "files",
    "writes into the journal": "files",
    "writes files": "files",
    "changes rights and times": "calls",
}

# What a right answer is given back with: each changes the array it was given, past its lock.
CHANGES = {
    "unlocks it": "z.flags.writeable = True; z -= 1",
    "unlocks it in other words": "z.setflags(write=True); z -= 1",
    "unlocks what it is a view of": """
        whole = z
        while isinstance(whole.base, np.ndarray): whole = whole.base
        whole.flags.writeable = True
        whole -= 1
    """,
    "asks for it at its address": """
        class At:
            __array_interface__ = z.__array_interface__ | {"data": (z.ctypes.data, False)}
        np.asarray(At())[...] = 7
    """,
    "writes at its address": """
        import ctypes
        ctypes.memset(z.ctypes.data, 1, z.nbytes)
    """,
    "writes through ctypes": """
        import ctypes
        memory = (ctypes.c_double * z.size).from_address(z.ctypes.data)
        memory[0] = 7.0
    """,
    "sorts it": "z.sort()",
    "writes into it as an output": "np.add(z, 1, out=z)",
}

# What a right implementation may do to its own process without harm to anyone, or to itself.
NUISANCES = {
    "changes folder, environment and mask": """
        import os
        os.chdir("/"); os.environ.clear(); os.umask(0o777)
    """,
    "starts a thread without end": """
        import threading, time
        threading.Thread(target=lambda: time.sleep(60), daemon=True).start()
    """,
    "handles every signal": """
        import signal
        signal.signal(signal.SIGALRM, lambda *a: None)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    """,
    "prints a lot": "print('x' * 1_000_000)",
    "prints to the error stream": """
        import os, sys
        print("note", file=sys.stderr)
        os.write(2, b"x" * 100_000); os.write(1, b"x" * 100_000)
    """,
    "forges lines of the grader": """
        import sys
        for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
            print("\\x1b[2J\\rin force: no socket at all", file=stream, flush=True)
    """,
    "closes its output": """
        import sys
        sys.stdout.close(); sys.stderr.close()
    """,
    "replaces its output": "import io, sys; sys.stdout = sys.stderr = io.StringIO()",
    "keeps what it is given": """
        _kept = []
        _relu = relu
        def relu(z):
            _kept.append(z)
            return _relu(z)
    """,
    "sets numpy's errors and warnings": """
        import warnings
        np.seterr(all="ignore"); warnings.simplefilter("error"); np.set_printoptions(precision=1)
    """,
}
