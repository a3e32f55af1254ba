"""The one door to compiled code: no other module imports numba, and nothing does at start."""

from __future__ import annotations

import importlib
import sys
from functools import cache
from types import ModuleType

KERNELS = "geo.stats.compiled_kernels"


def compiled(*, worth: bool = True) -> ModuleType | None:
    """
    The module of compiled loops, or None where plain NumPy does the work.

    Parameters
    ----------
    worth : bool
        Whether the work at hand is longer than loading the compiler, about a second. Where it is
        loaded already it is used for any work.

    Returns
    -------
    module or None
        `geo.stats.compiled_kernels`; None if it is not worth it, or if numba is not installed or
        finds no folder to keep compiled code in. Answers are the same with and without.
    """
    return _kernels() if worth or KERNELS in sys.modules else None


@cache
def _kernels() -> ModuleType | None:
    try:
        return importlib.import_module(KERNELS)
    except (ImportError, RuntimeError):  # numba raises RuntimeError without a folder for its cache
        return None
