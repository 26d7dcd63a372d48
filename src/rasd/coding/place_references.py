"""Places named before and meant again: "the camp", "the same quarter", "there"."""

from __future__ import annotations

from dataclasses import replace

from rasd.arabic.letters import fold
from rasd.coding.lexicon import Hit
from rasd.coding.mentions import PlaceMention, Scan

_THERE = "there"
_SAME = frozenset({"نفسه", "نفسها", "ذاته", "ذاتها", "عينه", "عينها", "المذكور", "المذكوره"})
_REACH = 6
"""How many sentences back a name may stand."""


def refer_back(scan: Scan, nouns: list[Hit]) -> tuple[list[PlaceMention], dict[int, tuple[int, ...]]]:
    """The scan's places with those that a noun alone refers to, in order, and the containers by their new numbers."""
    named = scan.places
    inner = [p for n, p in enumerate(named) if n not in scan.containers]
    covered = {i for p in named for i in range(p.first, p.last)} | scan.time_words | scan.actor_words
    ends = {p.first for p in named}
    found = [
        mention
        for hit in {h.first: h for h in nouns}.values()
        if hit.first not in covered and hit.last not in ends and (mention := _reference(scan, hit, inner if hit.entry.lexeme.id == _THERE else named))
    ]
    places = sorted([*named, *found], key=lambda p: (p.first, p.last))
    number = {id(p): n for n, p in enumerate(places)}
    containers = {
        number[id(named[n])]: tuple(number[id(named[k])] for k in inside) for n, inside in scan.containers.items()
    }
    return places, containers


def _reference(scan: Scan, hit: Hit, named: list[PlaceMention]) -> PlaceMention | None:
    kind = hit.entry.lexeme.id
    there = kind == _THERE
    if scan.sentence_of[hit.first] < 0 or hit.suffix or hit.entry.number in ("plural", "dual"):
        return None
    following = scan.texts[hit.last] if hit.last < len(scan.texts) else ""
    if there:
        alone = not hit.prefix.endswith("ال") or following in _SAME
    else:
        alone = hit.prefix.endswith("ال") and (following in _SAME or not following.startswith("ال"))
    if not alone or kind == "region":
        return None
    head = hit.entry.lexeme.lemma.split()[0]
    earlier = [
        p for p in named
        if p.last <= hit.first and scan.sentence_of[hit.first] - scan.sentence_of[p.first] <= _REACH
    ]  # fmt: skip
    same = [p for p in earlier if there or _is_called(p, head) or (kind != "site" and _is_kind(p, kind))]
    if not same:
        return None
    meant = next((p for p in reversed(same) if _is_called(p, head)), same[-1])
    first = meant.first
    return replace(meant, first=hit.first, last=hit.last, prefix=hit.prefix, evident=True, refers=(first, meant.last))


def _is_called(p: PlaceMention, head: str) -> bool:
    """The noun stands before the name or begins it."""
    return p.head == head or p.name.startswith(fold(head) + " ")


def _is_kind(p: PlaceMention, kind: str) -> bool:
    return p.noun == kind or (p.noun is None and any(c.precision == kind for c in p.candidates))
