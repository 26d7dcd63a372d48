"""Whatever is sent, every answer is one that the OpenAPI document describes, and never a fault of the server.

The long form is benchmarks/contract.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from served import Serve

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from contract import broken, tried  # noqa: E402


@pytest.mark.filterwarnings("ignore:Do not use the `random` module")  # the server's threads do, in the same process
def test_answers_are_as_documented(serve: Serve) -> None:
    served = serve()
    faults = broken(served.address, examples=4, seed=1)
    assert faults == []
    assert tried(served.address) > 45
