"""The cage of Linux, without privileges: a seccomp filter against system calls, Landlock against files, namespaces as the second choice.

Numbers and structures: linux/seccomp.h, linux/filter.h, linux/landlock.h, asm/unistd.h of the kernel's interface.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from collections.abc import Iterable
from pathlib import Path

_GENERIC = {"socket": 198, "socketpair": 199, "bind": 200, "listen": 201, "accept": 202, "connect": 203, "accept4": 242,
            "ptrace": 117, "execve": 221, "execveat": 281, "process_vm_writev": 271, "io_uring_setup": 425,
            "openat": 56, "openat2": 437, "open_by_handle_at": 265}  # fmt: skip
_CALLS = {
    "x86_64": (0xC000003E, {
        "socket": 41, "connect": 42, "accept": 43, "bind": 49, "listen": 50, "socketpair": 53, "fork": 57, "vfork": 58,
        "execve": 59, "ptrace": 101, "accept4": 288, "process_vm_writev": 311, "execveat": 322, "io_uring_setup": 425,
        "open": 2, "creat": 85, "openat": 257, "open_by_handle_at": 304, "openat2": 437,
    }),
    "aarch64": (0xC00000B7, _GENERIC),
    "riscv64": (0xC00000F3, _GENERIC),
}  # fmt: skip
OUTSIDE = ("socket", "socketpair", "bind", "listen", "accept", "accept4", "connect", "fork", "vfork", "execve", "execveat",
           "ptrace", "process_vm_writev", "io_uring_setup")  # fmt: skip
OPENING = ("open", "creat", "openat", "openat2", "open_by_handle_at")
_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # errno EPERM
_NEWUSER, _NEWNET = 0x10000000, 0x40000000
_X32 = 0x40000000  # calls of another numbering on x86_64
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_READ_FILE, _READ_DIR = 4, 8


def seccomp(names: Iterable[str]) -> str:
    """Refuses those system calls to this thread and those it begins; "seccomp", or "" where that cannot be had."""
    known = _CALLS.get(platform.machine())
    if known is None:
        return ""
    arch, numbers = known
    refused = [numbers[n] for n in names if n in numbers]
    tests = [(0x15, n) for n in refused] + ([(0x35, _X32)] if platform.machine() == "x86_64" else [])
    program = [
        (0x20, 0, 0, 4),  # the architecture
        (0x15, 1, 0, arch),
        (0x06, 0, 0, _REFUSE),
        (0x20, 0, 0, 0),  # the number of the call
        *((code, len(tests) - i, 0, n) for i, (code, n) in enumerate(tests)),
        (0x06, 0, 0, _ALLOW),
        (0x06, 0, 0, _REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in program))
    head = struct.pack("@HP", len(program), ctypes.addressof(code))
    libc = _libc()
    if libc.prctl(_NO_NEW_PRIVS, *_longs(1, 0, 0, 0)):
        return ""
    buffer = ctypes.create_string_buffer(head)
    return "" if libc.prctl(_SET_SECCOMP, *_longs(_FILTER, ctypes.addressof(buffer), 0, 0)) else "seccomp"


def unshare() -> str:
    """A network of its own, with nothing in it; "namespace", or "" where that is not allowed."""
    return "" if _libc().unshare(_NEWUSER | _NEWNET) else "namespace"


def landlock(readable: Iterable[Path]) -> str:
    """No file but below those, and these only to be read; "landlock" with its version, or "" where the kernel has none."""
    libc = _libc()
    version = libc.syscall(_CREATE, None, *_longs(0, 1))
    if version < 1:
        return ""
    files = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1
    rules = struct.pack("@QQQ", files, 3, 3)  # TCP; abstract sockets and signals to others
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = libc.syscall(_CREATE, ctypes.create_string_buffer(rules), *_longs(size, 0))
    if ruleset < 0:
        return ""
    try:
        for path in readable:
            beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
            allowed = _READ_FILE | (_READ_DIR if path.is_dir() else 0)
            rule = ctypes.create_string_buffer(struct.pack("=Qi", allowed, beneath))
            failed = libc.syscall(_ADD, *_longs(ruleset, 1), rule, *_longs(0))
            os.close(beneath)
            if failed:
                return ""
        if libc.prctl(_NO_NEW_PRIVS, *_longs(1, 0, 0, 0)) or libc.syscall(_RESTRICT, *_longs(ruleset, 0)):
            return ""
        return f"landlock {version}"
    except OSError:  # a path that is not there: opening it will say so
        return ""
    finally:
        os.close(ruleset)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _longs(*values: int) -> list[ctypes.c_ulong]:
    return [ctypes.c_ulong(v) for v in values]
