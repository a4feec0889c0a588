"""The cage of Windows: a job object, which ends the worker with its parent and limits its memory. Set by the parent."""

from __future__ import annotations

import subprocess
import sys

_ENDS_WITH_US, _MEMORY = 0x2000, 0x200


class JobObject:
    """A worker's job object; does nothing where the system refuses one, and on other systems."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.handle: int | None = None
        if sys.platform == "win32":
            import ctypes

            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            kernel.CreateJobObjectW.restype = ctypes.c_void_p
            handle = kernel.CreateJobObjectW(None, None)
            mine = ctypes.c_void_p(int(process._handle))  # noqa: SLF001  (no other way to name it to the system)
            if handle and kernel.AssignProcessToJobObject(ctypes.c_void_p(handle), mine):
                self.handle = handle
                self._set(_ENDS_WITH_US, 0)

    def weigh(self, more: int) -> str:
        """Limits the memory to what the worker used so far and ``more`` bytes; gives by what means."""
        if sys.platform == "win32" and self.handle and more:
            import ctypes

            info = (ctypes.c_size_t * 18)()
            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            if kernel.QueryInformationJobObject(ctypes.c_void_p(self.handle), 9, info, ctypes.sizeof(info), None):
                used = info[17]  # PeakJobMemoryUsed
                return "job object" if self._set(_ENDS_WITH_US | _MEMORY, used + more) else ""
        return ""

    def close(self) -> None:
        """Lets go of it, which ends what is in it."""
        if sys.platform == "win32" and self.handle:
            import ctypes

            ctypes.WinDLL("kernel32").CloseHandle(ctypes.c_void_p(self.handle))
            self.handle = None

    def _set(self, flags: int, memory: int) -> bool:
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION (class 9) on 64 bits: 18 words."""
        if sys.platform == "win32" and self.handle:
            import ctypes

            info = (ctypes.c_size_t * 18)()
            info[2] = flags  # LimitFlags, behind two times of eight bytes
            info[15] = memory  # JobMemoryLimit
            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            return bool(kernel.SetInformationJobObject(ctypes.c_void_p(self.handle), 9, info, ctypes.sizeof(info)))
        return False
