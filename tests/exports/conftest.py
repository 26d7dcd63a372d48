import pytest

from rasd.exports import World


@pytest.fixture(scope="session")
def world() -> World:
    return World()
