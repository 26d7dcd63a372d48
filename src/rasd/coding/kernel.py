"""Where the inner loops of scorers and trees come from: compiled from `kernel.c` when rasd was installed, else array operations.

`kernel` is None where no C compiler was there. Both give the same to the last bit; tests compare them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

try:
    from rasd.coding import _kernel as kernel
except ImportError:
    kernel = None  # type: ignore[assignment]

__all__ = ["kernel", "put_in_numbers"]


def put_in_numbers(columns: tuple[Sequence[Any], ...], tables: tuple[Mapping[Any, int], ...], unknown: int, out: NDArray[np.integer]) -> None:
    """The numbers that tables have for the values of columns, a line of `out` a column; `unknown` for values that they lack."""
    if kernel is not None:
        kernel.number(columns, tables, unknown, out)
        return
    known = chain.from_iterable([map(table.get, values, repeat(unknown)) for table, values in zip(tables, columns, strict=True)])
    out[:] = np.fromiter(known, dtype=out.dtype, count=out.size).reshape(out.shape)
