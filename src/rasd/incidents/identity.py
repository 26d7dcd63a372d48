"""Ids of incidents: an incident keeps its id while most of its records stay together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b


def name_groups(
    groups: Sequence[tuple[str, ...]], before: Mapping[str, str]
) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """Ids of the groups in order, and the ids that are no more with those their records went to.

    `before`: the incident of every record that had one. An old id goes to the group that holds most of its
    records, a group that several old ids claim takes the one that brings it most. The rest is named by the
    first record.
    """
    claims = [
        (-count, old, n)
        for n, group in enumerate(groups)
        for old, count in Counter(before[e] for e in group if e in before).items()
    ]
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, old, n in sorted(claims):
        if n not in names and old not in taken:
            names[n] = old
            taken.add(old)
    used = taken | set(before.values())
    for n, group in enumerate(groups):
        if n not in names:
            names[n] = next(i for i in _ids(group) if i not in used)
            used.add(names[n])
    went: dict[str, set[str]] = {}
    for _, old, n in claims:
        if old not in taken:
            went.setdefault(old, set()).add(names[n])
    return [names[n] for n in range(len(groups))], {old: tuple(sorted(new)) for old, new in went.items()}


def _ids(group: Iterable[str]) -> Iterable[str]:
    for event_id in group:
        yield "inc-" + blake2b(event_id.encode(), digest_size=8).hexdigest()
    number = 0
    while True:
        number += 1
        yield "inc-" + blake2b(f"{next(iter(group))} {number}".encode(), digest_size=8).hexdigest()
