from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

def number(columns: tuple[Sequence[Any], ...], tables: tuple[Mapping[Any, int], ...], unknown: int, out: NDArray[np.integer]) -> None: ...
def add(table: NDArray[np.float32], steps: NDArray[np.int64], codes: NDArray[np.int64], total: NDArray[np.float32], rows: int) -> None: ...
def add_bags(
    table: NDArray[np.float32], bagged: NDArray[np.int64], codes: NDArray[np.int64], bags: list[Sequence[str]], known: dict[str, int],
    total: NDArray[np.float32],
) -> None: ...
def ask(
    rows: NDArray[np.int16], columns: NDArray[np.int64], cuts: NDArray[np.int16], gone: NDArray[np.uint16], leaves: NDArray[np.int64],
    total: NDArray[np.int64], trees: int,
) -> None: ...
