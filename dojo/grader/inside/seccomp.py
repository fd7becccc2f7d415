"""System calls that a worker never needs: the kernel refuses them, whatever the code does.

No new process, no program, no socket, no signal to anyone else, no memory of another process, no
change of a file's rights.
The numbers are those of the kernel's tables for the two machines.
"""

import ctypes
import errno
import os
import platform
import struct

_PR_SET_SECCOMP, _FILTER = 22, 2
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_CLONE_THREAD = 0x00010000
_X32 = 0x40000000

# Each row: the call on x86_64, the same on aarch64 (None: it does not exist there).
_REFUSED: dict[str, tuple[int, int | None]] = {
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "socket": (41, 198), "socketpair": (53, 199), "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "io_uring_setup": (425, 425), "unshare": (272, 97), "setns": (308, 268),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180), "keyctl": (250, 219),
    "add_key": (248, 217), "request_key": (249, 218), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "setpriority": (141, 140),
    "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274), "personality": (135, 92), "open_by_handle_at": (304, 265),
    "setsid": (112, 157), "setpgid": (109, 154),
    # Landlock says who may open a file, and not who may change its rights, its owner or its time.
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54),
    "truncate": (76, 45), "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "setxattrat": (463, 463), "removexattrat": (466, 466), "utime": (132, None),
    "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
}  # fmt: skip
_ONLY_ITSELF = {"kill": (62, 129), "tgkill": (234, 131), "prlimit64": (302, 261)}
_CLONE, _CLONE3 = (56, 220), (435, 435)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def install() -> bool:
    """Refuse those calls to this process from now on; tell whether the system can."""
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    program = b"".join(struct.pack("<HBBI", *step) for step in _program(*machine))
    filters = ctypes.create_string_buffer(program)
    structure = struct.pack("@HP", len(program) // 8, ctypes.addressof(filters))
    libc = ctypes.CDLL(None, use_errno=True)
    failed: int = libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.c_char_p(structure), 0, 0)
    return failed == 0


def _program(column: int, architecture: int) -> list[tuple[int, int, int, int]]:
    """Return the filter: each step is (operation, steps to skip if true, if false, operand)."""
    refused = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    allowed = (_RETURN, 0, 0, _ALLOW)
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        refused,
    ]
    for numbers in _REFUSED.values():
        number = numbers[column]
        if number is not None:
            steps += [(_EQUAL, 0, 1, number), refused]
    # Without clone3, the C library makes its threads with clone, whose flags can be looked at.
    steps += [(_EQUAL, 0, 1, _CLONE3[column]), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]
    for numbers, test, operands in (
        (_CLONE, _ANY_BIT, (_CLONE_THREAD,)),
        *((numbers, _EQUAL, (0, os.getpid())) for numbers in _ONLY_ITSELF.values()),
    ):
        body = [(_LOAD, 0, 0, _FIRST_ARGUMENT)]
        for operand in operands:
            body += [(test, 0, 1, operand), allowed]
        body.append(refused)
        steps += [(_EQUAL, 0, len(body), numbers[column]), *body]
    return [*steps, allowed]
