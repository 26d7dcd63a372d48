"""The compiled inner loops give what the array operations give, to the last bit, and refuse what does not fit."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rasd.coding import kernel as loops
from rasd.coding import scorers, trees
from rasd.coding.learned import built_in_scorers
from rasd.coding.scorers import Row, Scorer

pytestmark = pytest.mark.skipif(loops.kernel is None, reason="rasd was installed without a C compiler")


def rows_of(scorer: Scorer, count: int, seed: int) -> list[Row]:
    """Rows of values that the scorer knows, and of some that it does not."""
    rng = np.random.default_rng(seed)
    columns = [[*known, "never seen"] for known in scorer._known]
    return [tuple(column[int(rng.integers(len(column)))] for column in columns) for _ in range(count)]


def both(monkeypatch: pytest.MonkeyPatch, work) -> tuple[NDArray[np.float32], NDArray[np.float32]]:  # type: ignore[no-untyped-def]
    compiled = work()
    for module in (loops, scorers, trees):
        monkeypatch.setattr(module, "kernel", None)
    return compiled, work()


def test_the_compiled_loops_are_of_this_source() -> None:
    assert loops.kernel is not None and loops.kernel.__file__ is not None
    source = Path(scorers.__file__).with_name("kernel.c")
    assert Path(loops.kernel.__file__).stat().st_mtime >= source.stat().st_mtime, "run scripts/build_kernel.py"


@pytest.mark.parametrize("name", ["report", "detect", "type", "merge", "roles", "toll", "status", "record"])
@pytest.mark.parametrize("count", [1, 2, 40])
def test_rows_are_weighed_alike(monkeypatch: pytest.MonkeyPatch, name: str, count: int) -> None:
    scorer = built_in_scorers()[name]
    rows = rows_of(scorer, count, seed=count)
    known = list(scorer._bag)
    bags = [known[n : n + 9] for n in range(count)] if known else []
    compiled, plain = both(monkeypatch, lambda: scorer.probabilities(rows, bags))
    assert compiled.tolist() == plain.tolist()
    assert len({*map(str, compiled.tolist())}) > count // 2


@pytest.mark.parametrize("count", [1, 30])
def test_trees_answer_alike(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    (_, forest), *_ = built_in_scorers().looks("roles")
    rows = np.random.default_rng(count).integers(-400, 400, (count, len(forest.columns))).astype(np.int16)
    compiled, plain = both(monkeypatch, lambda: forest.probabilities(rows))
    assert compiled.tolist() == plain.tolist()


def test_numbers_that_no_table_has_are_refused() -> None:
    assert loops.kernel is not None
    table, total = np.zeros(4, dtype=np.float32), np.zeros(2, dtype=np.float32)
    steps = np.array([0, 1, 0, 1], dtype=np.int64)
    with pytest.raises(ValueError, match="not in the table"):
        loops.kernel.add(table, steps, np.array([[1, 4]], dtype=np.int64), total, 2)
    with pytest.raises(ValueError, match="column that no row has"):
        loops.kernel.add(table, np.array([0, 1, 7, 1], dtype=np.int64), np.array([[1, 3]], dtype=np.int64), total, 2)
    with pytest.raises(TypeError, match="of 8 bytes"):
        loops.kernel.add(table, steps.astype(np.int32), np.array([[1, 3]], dtype=np.int64), total, 2)
    with pytest.raises(ValueError, match="do not fit"):
        loops.kernel.number((["a"],), ({},), 0, np.zeros((1, 2), dtype=np.int64))


def test_values_of_no_hash_are_told() -> None:
    assert loops.kernel is not None
    with pytest.raises(TypeError, match="unhashable"):
        loops.kernel.number(([[]],), ({},), 0, np.zeros((1, 1), dtype=np.int64))
