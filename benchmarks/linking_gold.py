"""Linking of the gold sets: agreement, and whether order and increments change anything.

usage: python benchmarks/linking_gold.py [GOLD.jsonl ...]    (default: the corpus and both halves of tests/data/linking)
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from rasd import Coder
from rasd.evaluation.linking import Agreement, LinkedReport, agreement, match, read_linked
from rasd.incidents import Linker, Pair, Record, reach
from rasd.reading.items import ReadReport
from rasd.store import Store
from rasd.store.adding import prepare
from rasd.store.increments import StoreLinker

ROOT = Path(__file__).resolve().parent.parent
SETS = [ROOT / "corpus/linking.jsonl", ROOT / "tests/data/linking/tune.jsonl", ROOT / "tests/data/linking/aside.jsonl"]
STEPS = 50


def figures(found: Agreement) -> str:
    pairs, records = found
    return f"pairs P {pairs[0]:.3f} R {pairs[1]:.3f} F1 {pairs[2]:.3f}   B-cubed P {records[0]:.3f} R {records[1]:.3f} F1 {records[2]:.3f}"


def groups(linker: Linker, records: Sequence[Record]) -> set[tuple[str, ...]]:
    return {tuple(sorted(i.events)) for i in linker.link(records)}


def in_steps(linker: Linker, records: Sequence[Record], steps: int) -> set[tuple[str, ...]]:
    """Link piece by piece, as a store does: only records within reach, and their incidents, are handed over."""
    known: dict[str, Record] = {}
    incident: dict[str, str] = {}
    pairs: list[Pair] = []
    for n in range(steps):
        fresh = records[n * len(records) // steps : (n + 1) * len(records) // steps]
        if not fresh:
            continue
        days = reach(fresh)
        near = {i for i, r in known.items() if days is None or _within(r, days)}
        touched = {incident[i] for i in near}
        given = [known[i] for i in known if incident[i] in touched]
        ids = {r.event.event_id for r in given}
        update = linker.update(
            fresh, given, pairs=[p for p in pairs if p.left in ids and p.right in ids], incidents={i: incident[i] for i in ids}
        )
        known |= {r.event.event_id: r for r in fresh}
        incident |= {e: i.incident_id for i in update.incidents for e in i.events}
        pairs += update.pairs
    found: dict[str, list[str]] = {}
    for event, name in incident.items():
        found.setdefault(name, []).append(event)
    return {tuple(sorted(g)) for g in found.values()}


def through_store(linker: Linker, reports: Sequence[LinkedReport], steps: int) -> set[tuple[str, ...]]:
    """Keep the reports with their gold records in a database piece by piece, and link after each."""
    with TemporaryDirectory() as folder, Store(Path(folder) / "gold.sqlite") as store:
        for n in range(steps):
            for one in reports[n * len(reports) // steps : (n + 1) * len(reports) // steps]:
                read = ReadReport(report=one.report, content=one.report.text.encode(), media_type="text/plain", address=one.report.id)
                item = prepare(read)
                events = tuple(msgspec.structs.replace(e, document_id=item.report.id) for e in one.events)
                store.add(store.source("gold").number, [item], {item.report.id: events}, {}, "gold")
            StoreLinker(store, linker).link()
        return {tuple(sorted(i.events)) for i in store.incidents(limit=10_000).items}


def _within(record: Record, days: tuple) -> bool:  # type: ignore[type-arg]
    start, end = record.event.date.start or record.published, record.event.date.end or record.published
    return start is None or end is None or (start <= days[1] and end >= days[0])


def coded(reports: Sequence[LinkedReport], coder: Coder) -> tuple[list[Record], dict[str, str]]:
    records, gold = [], {}
    for item in reports:
        events = coder.code(item.report)
        records += [Record(e, item.report.published, item.report.text) for e in events]
        gold |= match(item, events)
    return records, gold


def main() -> None:
    linker, coder, draw = Linker(), Coder(), random.Random(5)
    for path in [Path(a) for a in sys.argv[1:]] or SETS:
        reports = read_linked(path)
        perfect = [Record(e) for r in reports for e in r.events]
        gold = {e: i for r in reports for e, i in r.incidents.items()}
        linked = groups(linker, perfect)
        print(f"{path.name}: {len(gold)} gold events")
        print("  perfect records        ", figures(agreement(gold, linked)))
        with_text = [Record(e, r.report.published, r.report.text) for r in reports for e in r.events]
        print("  perfect records, texts ", figures(agreement(gold, groups(linker, with_text))))
        records, found = coded(reports, coder)
        print(f"  coded records ({len(found)} found)", figures(agreement(found, groups(linker, records))))
        whole, shuffled = groups(linker, with_text), draw.sample(reports, len(reports))
        found_in = {steps: len(whole ^ through_store(linker, shuffled, steps)) for steps in (1, STEPS)}
        print(f"  perfect, texts: groups that differ in random order through a store {found_in[1]}, in {STEPS} steps {found_in[STEPS]}")
        for kind, ordered in (("perfect", perfect), ("coded", records)):
            whole = groups(linker, ordered)
            shuffled = draw.sample(ordered, len(ordered))
            print(f"  {kind}: groups that differ in random order {len(whole ^ groups(linker, shuffled))}, "
                  f"in {STEPS} steps {len(whole ^ in_steps(linker, shuffled, STEPS))}")  # fmt: skip


if __name__ == "__main__":
    main()
