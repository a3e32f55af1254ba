"""How much memory a process holds, as its parent sees it."""

from __future__ import annotations

import sys
from pathlib import Path

from geo.intake.reading.limits import MB


def held_mb(pid: int) -> int | None:
    """
    Memory that a process holds, in MB; None if it has ended, or the system does not say.

    Linux and Windows say it. On macOS a process is bounded by its time and by what it writes.
    """
    if sys.platform == "win32":
        return _held_on_windows(pid)
    try:
        resident = (Path("/proc") / str(pid) / "status").read_text(encoding="utf-8")
    except OSError:
        return None
    said = [line.split()[1] for line in resident.splitlines() if line.startswith("VmRSS:")]
    return int(said[0]) * 1024 // MB if said else None


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY, _READ = 0x1000, 0x0010

    class _Counters(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
            ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        )

    def _held_on_windows(pid: int) -> int | None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
        kernel.K32GetProcessMemoryInfo.argtypes = (
            wintypes.HANDLE,
            ctypes.POINTER(_Counters),
            wintypes.DWORD,
        )
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        process = kernel.OpenProcess(_QUERY | _READ, False, pid)
        if not process:
            return None
        counters = _Counters(cb=ctypes.sizeof(_Counters))
        try:
            told = kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
        finally:
            kernel.CloseHandle(process)
        return int(counters.PagefileUsage) // MB if told else None
