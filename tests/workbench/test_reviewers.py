"""Several reviewers at once; benchmarks/reviewers.py is the long form."""

from __future__ import annotations

import sys
from pathlib import Path

from served import Serve

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from reviewers import add_accounts, run  # noqa: E402
from synthetic_store import fill  # noqa: E402


def test_what_is_acknowledged_is_kept_once_and_in_the_right_name(serve: Serve, file: Path) -> None:
    fill(file, 12, length=300)
    add_accounts(str(file), 8)
    served = serve(accounts=True)
    reviewers, faults = run(served.address, str(file), 8, seconds=2)
    assert faults == []
    assert all(r.acknowledged for r in reviewers)
    assert sum(len(r.acknowledged) for r in reviewers) > 20
