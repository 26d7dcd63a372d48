"""A Spark cluster: each piece is a task, and what Spark itself does is to send pieces about and to try again.

Needs the extra `cluster` and Java 17. All machines must see the output folder, and inputs that are at no address, under the same paths.
No tables of Spark's are made: planning and compiling queries would cost more than the coding of thousands of reports.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from rasd.archive.cluster_faults import spark_told
from rasd.archive.folder import Done
from rasd.archive.pieces import Piece
from rasd.archive.working import Setup, worker

if TYPE_CHECKING:
    from pyspark import SparkContext

AGAIN = "the same command goes on with what is not done"


def code_on(
    context: SparkContext, setup: Setup, pieces: Sequence[Piece], told: Callable[[Done], None] = lambda _: None
) -> None:
    """Code pieces on the cluster, the largest first. Raises ArchiveError."""
    if not pieces:
        return
    packed = [msgspec.json.encode(piece) for piece in sorted(pieces, key=lambda p: -p.size)]
    with spark_told(context, "coding", AGAIN):
        found = context.parallelize(packed, len(packed)).map(partial(_code, setup)).collect()  # a task each
    for done in found:
        told(msgspec.json.decode(done, type=Done))


def _code(setup: Setup, piece: bytes) -> bytes:
    """In a worker: Spark keeps the process, and with it the coder, for the next tasks."""
    return msgspec.json.encode(worker(setup).code(msgspec.json.decode(piece, type=Piece)))
