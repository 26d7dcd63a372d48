from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from site_server import Site, running  # noqa: E402


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        yield found
