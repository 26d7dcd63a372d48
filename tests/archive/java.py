"""What tests of a cluster need."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from subprocess import run

import pytest


def _java() -> int:
    """The version of Java here; 0 where there is none."""
    if shutil.which("java") is None:
        return 0
    told = run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    number = "".join(c if c.isdigit() else " " for c in told).split()
    return int(number[0]) if number else 0


NEEDS_SPARK = [
    pytest.mark.skipif(find_spec("pyspark") is None, reason="PySpark is not installed here (pip install rasd[cluster])"),
    pytest.mark.skipif(_java() < 17, reason="Spark needs Java 17 (apt-get install openjdk-17-jre-headless)"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]
