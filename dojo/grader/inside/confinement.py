"""Confinement of a worker: the strongest measures that the system offers without extra rights.

The function of a measure applies it to this process and returns "" if it is in force, else why not.
"""

import contextlib
import ctypes
import os
import signal
import sys

from . import landlock, seccomp

NOBODY = 65534
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_PR_SET_CHILD_SUBREAPER = 36
_NEW_USER, _NEW_PID, _NEW_NET, _NEW_IPC = 0x10000000, 0x20000000, 0x40000000, 0x08000000
_CAPABILITIES = 0x20080522
LINUX = sys.platform == "linux"
NO_LINUX = "this system is not Linux"
LEFT_OUT = "it is switched off"

# In the order in which they are applied, with the words for a person.
MEASURES = {
    "namespaces": "own processes, network and memory segments (namespaces)",
    "user": "another user than the grader",
    "files": "no files except Python's and NumPy's (Landlock)",
    "calls": "no new process, program or socket (seccomp)",
}


def forbid_new_privileges() -> None:
    """Keep this process from ever gaining rights again, as Landlock and seccomp require."""
    if LINUX:
        ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def die_with_parent() -> None:
    """Have the kernel kill this process when the one that started it ends."""
    if LINUX:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def become_subreaper() -> int:
    """Become the parent of every orphan below this process.

    Return the descriptor of a file that lists the children, or -1 where the system has none.
    """
    if not LINUX or ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        return -1
    try:
        return os.open(f"/proc/self/task/{os.getpid()}/children", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return -1


def unshare_namespaces() -> str:
    """Let the next process that is forked see no process, network or segment but its own."""
    if not LINUX:
        return NO_LINUX
    libc, user, group = ctypes.CDLL(None, use_errno=True), os.getuid(), os.getgid()
    own = 0 if user == 0 else _NEW_USER
    if libc.unshare(own | _NEW_PID | _NEW_NET | _NEW_IPC):
        return f"the system refuses it: {os.strerror(ctypes.get_errno())}"
    if own:
        with contextlib.suppress(OSError):
            _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{NOBODY} {user} 1")
        _write("/proc/self/gid_map", f"{NOBODY} {group} 1")
    return ""


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def drop_privileges() -> str:
    """Give up every right of the user who grades, and become another user.

    Who is not root stays the same user. So does root where nobody else may read Python's files.
    """
    if not LINUX:
        return NO_LINUX
    libc, why = ctypes.CDLL(None, use_errno=True), ""
    if os.getuid() != 0:
        why = "only root can become another user"
    elif not _readable_by_all(os.path.dirname(os.__file__)):
        why = "only root can read the folder of Python"
    else:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    libc.capset(header, (ctypes.c_uint32 * 6)())
    # Not dumpable: no other process of the same user may look into this one.
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    return why


def _readable_by_all(path: str) -> bool:
    while path != os.path.dirname(path):
        if not os.stat(path).st_mode & 0o001:
            return False
        path = os.path.dirname(path)
    return True


def restrict_files(libraries: list[str]) -> str:
    """Let only Python's own files and `libraries` be read, and none be written."""
    if not LINUX:
        return NO_LINUX
    return "" if landlock.restrict(libraries) else "this kernel has no Landlock (Linux 5.13)"


def restrict_calls() -> str:
    """Refuse the system calls that start, signal or connect."""
    if not LINUX:
        return NO_LINUX
    return "" if seccomp.install() else "this kernel or machine has no seccomp filter"


def limit_resources(memory: int, seconds: int) -> None:
    """Limit memory (bytes), processor time, files, processes and what may be written."""
    import resource  # Windows has none, where `dojo grade --help` still imports this module

    for name, most in (
        ("AS", memory),
        ("CPU", seconds),
        ("FSIZE", 0),
        ("CORE", 0),
        ("NOFILE", 64),
        ("NPROC", 256),
        ("STACK", 8 << 20),
    ):
        with contextlib.suppress(OSError, ValueError):
            _, hard = resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (least, least))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def limit_growth(memory: int) -> None:
    """Let this process take so many bytes more than it has now, where the system can tell."""
    import resource  # Windows has none

    with contextlib.suppress(OSError, ValueError):
        with open("/proc/self/statm", encoding="ascii") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + memory, now + memory))
