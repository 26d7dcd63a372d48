"""The same coding for archives of millions of reports: on this machine's cores, or on a Spark cluster.

The input is cut into pieces (`pieces`), each of which one worker reads (`units`), codes and keeps whole or not at all
(`working`, `folder`); `pool` and `cluster` only say who works on which piece. So records are the same whoever works, a run that
is stopped goes on where it was, and a worker that dies costs the piece it was at.

Records are read back in one order (`linking`) and linked by `rasd.incidents` on one machine, or by `cluster_link` on Spark: pairs
(`cluster_pairs`), parts of their graph (`cluster_parts`), groups (`cluster_groups`), incidents.
"""
