"""Fixtures: one coder for all tests, and the parts of the contract where they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasd.coding.coder import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the contract beside the checkout."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "contract").is_dir():
        pytest.skip("the contract's folder is not beside this checkout")
    return folder
