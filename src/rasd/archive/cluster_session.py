"""A Spark session: begun with little about it, and ended; where it cannot be, one sentence says why.

Coding asks of Spark only that it hands tasks about, so that its Java is told not to make itself fast for hours of work: that
would cost more than it saves. Linking computes in Java, and leaves it as it is.
"""

from __future__ import annotations

import logging
import os
import re
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import run
from tempfile import gettempdir
from typing import TYPE_CHECKING

from rasd.archive.cluster_faults import fault_of
from rasd.errors import ArchiveError

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

_JAVA = 17
"""The oldest that Spark 4 runs on."""
_WAREHOUSE = Path(gettempdir()) / "rasd-spark-warehouse"
"""Where Spark would keep tables of its own; there are none, but it makes the folder, and in the working one if not told."""
_LOG = Path(__file__).with_name("log4j2.properties")
_SPARING = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData"
"""For a Java that only hands tasks about: compile quickly, clean up with one thread."""
_TRIES = 20
"""Of a task; the journal puts a report that ends its process aside long before."""
_SETTINGS = {
    "spark.task.maxFailures": str(_TRIES),
    "spark.excludeOnFailure.enabled": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.defaultJavaOptions": f"-Dlog4j2.configurationFile={_LOG.as_uri()}",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.warehouse.dir": _WAREHOUSE.as_uri(),
}
_MASTER = re.compile(r"(?:local|local-cluster)(?:\[.+\])?|spark://.+:\d+|yarn|k8s://.+")
_ANSWERS = 10.0
"""Seconds a standalone master is given to take a connection; Spark would try for a minute."""


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """A session for linking, while the block runs. Masters and errors as `context` has them."""
    with _begun(master, {}) as on:
        from pyspark.sql import SparkSession

        yield SparkSession(on)


@contextmanager
def context(master: str) -> Iterator[SparkContext]:
    """A context for coding on a cluster (`spark://…`, `yarn`) or this machine (`local[2]`, `local-cluster[2,1,2048]`), while the block runs.

    Raises ArchiveError where PySpark or Java is missing or the cluster does not answer.
    """
    driver = f"{_SETTINGS['spark.driver.defaultJavaOptions']} {_SPARING}"
    with _begun(master, {"spark.driver.defaultJavaOptions": driver, "spark.executor.defaultJavaOptions": _SPARING}) as on:
        yield on


@contextmanager
def _begun(master: str, more: dict[str, str]) -> Iterator[SparkContext]:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    _ask_java(master)
    _ask_master(master)
    with _py4j_silent():
        on = _context({"spark.app.name": "rasd archive", "spark.master": master, **_SETTINGS, **more})
        if counters := getattr(on, "_accumulatorServer", None):
            counters.handle_error = lambda *_: None  # it would print a traceback where Java ends, which is told of anyway
        try:
            yield on
        finally:
            with warnings.catch_warnings(), suppress(OSError):
                warnings.simplefilter("ignore")  # where Java is gone, that was told
                on.stop()


@contextmanager
def _py4j_silent() -> Iterator[None]:
    """Py4J logs tracebacks, some as the root logger, of what it raises as well."""
    root = logging.getLogger()
    logging.getLogger("py4j").setLevel(logging.CRITICAL)
    root.addFilter(_is_not_of_py4j)
    try:
        yield
    finally:
        root.removeFilter(_is_not_of_py4j)


def _is_not_of_py4j(record: logging.LogRecord) -> bool:
    return "py4j" not in Path(record.pathname).parts


def _context(settings: dict[str, str]) -> SparkContext:
    master = settings["spark.master"]
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)  # which is not used
    try:
        from pyspark import SparkConf, SparkContext
    except ImportError:
        raise ArchiveError(f"{master}: a cluster needs PySpark; pip install 'rasd[cluster]'") from None
    try:
        return SparkContext(conf=SparkConf().setAll(list(settings.items())))
    except Exception as error:  # Py4J's and Spark's have no common base
        raise fault_of(master, error, "no Spark session") from error


def _ask_java(master: str) -> None:
    """Raises ArchiveError where Spark would find no Java, or one too old; what a `spark-env.sh` sets only Spark knows."""
    if (Path(os.environ.get("SPARK_CONF_DIR", "")) / "spark-env.sh").is_file():
        return
    home = os.environ.get("JAVA_HOME")
    java = f"{home}/bin/java" if home else "java"
    advice = f"install Java {_JAVA} (apt-get install openjdk-17-jre-headless), or set JAVA_HOME to it"
    try:
        told = run([java, "-version"], capture_output=True, text=True, check=False).stderr
    except OSError:
        raise ArchiveError(f"{master}: Spark needs Java, and {java} is not there; {advice}") from None
    version = re.search(r'version "(?:1\.)?(\d+)', told)
    if version is None or int(version[1]) < _JAVA:
        raise ArchiveError(f"{master}: Spark needs Java {_JAVA}, and {java} is {version[1] if version else 'none'}; {advice}")


def _ask_master(master: str) -> None:
    """Raises ArchiveError for what is no master, for YARN without its settings, and where no standalone master takes a connection."""
    if not _MASTER.fullmatch(master):
        raise ArchiveError(f"{master}: is no master that Spark knows; like spark://host:7077, yarn, k8s://https://host:6443 or local[2]")
    if master == "yarn" and not {"HADOOP_CONF_DIR", "YARN_CONF_DIR"} & os.environ.keys():
        raise ArchiveError("yarn: where the cluster is stands in no settings; set HADOOP_CONF_DIR to their folder")
    if not master.startswith("spark://"):
        return
    faults = []
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        try:
            socket.create_connection((host, int(port)), _ANSWERS).close()
            return
        except (OSError, ValueError) as error:
            faults.append(str(error))
    raise ArchiveError(f"{master}: does not answer ({faults[-1]}); see whether the master runs and whether this is its address")
