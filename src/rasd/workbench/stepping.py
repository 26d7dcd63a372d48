"""Undo and redo as an editor has them, worked out from a reviewer's own judgements of one report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from rasd.store.model import Judgement


class Step(msgspec.Struct, frozen=True):
    """The judgements of one request, which are undone together."""

    judgements: tuple[int, ...]
    actions: tuple[str, ...]


class Steps(msgspec.Struct, frozen=True):
    """What can be undone and what redone next; `undoing`: the rows that took back what can be redone."""

    undo: Step | None = None
    redo: Step | None = None
    undoing: tuple[int, ...] = ()


def steps(judgements: Iterable[Judgement], reviewer: str) -> Steps:
    """A reviewer's steps, of their judgements of a report in one layer, in order. A new judgement ends what can be redone."""
    done: list[Sequence[Judgement]] = []
    undone: list[tuple[Sequence[Judgement], Sequence[Judgement]]] = []
    for _, batch in groupby((j for j in judgements if j.reviewer == reviewer), key=_request):
        rows = tuple(batch)
        targets = {j.undoes for j in rows} if all(j.action == "undo" for j in rows) else None
        if taken := next((one for one in reversed(done) if _numbers(one) == targets), None):
            done.remove(taken)
            undone.append((taken, rows))
        elif back := next((pair for pair in reversed(undone) if _numbers(pair[1]) == targets), None):
            undone.remove(back)
            done.append(back[0])
        else:
            done.append(rows)
            undone.clear()
    last = next((one for one in reversed(done) if any(j.active for j in one)), None)
    back = next((pair for pair in reversed(undone) if any(j.active for j in pair[1])), None)
    return Steps(
        undo=_step(last) if last else None, redo=_step(back[0], False) if back else None,
        undoing=tuple(j.number for j in back[1] if j.active) if back else (),
    )  # fmt: skip


def _request(judgement: Judgement) -> str:
    """Judgements of one request have keys that differ only after the last stroke."""
    return judgement.key.rpartition("/")[0] or judgement.key


def _numbers(rows: Sequence[Judgement]) -> set[int | None]:
    return {j.number for j in rows}


def _step(rows: Sequence[Judgement], in_force: bool = True) -> Step:
    shown = [j for j in rows if j.active or not in_force]
    return Step(tuple(j.number for j in shown), tuple(j.action for j in shown))
